//! From a name or a path to a provider; what is wrong on the way is told.

use std::path::Path;

use oauth_codegen::find;
use oauth_spec::Provider;

use crate::style::{complain, mistake, report};

/// Finds and reads a provider by name or path, as the macro and the build script do.
pub(crate) fn provider(wanted: &str) -> Option<Loaded> {
    let found = match find(Path::new(""), wanted) {
        Ok(found) => found,
        Err(message) => {
            mistake(message);
            return None;
        }
    };
    // A name of the catalogue is not taken for a file that lies here, which somebody may have meant.
    if found.path.is_none() && Path::new(&format!("{wanted}.toml")).is_file() {
        complain(format_args!(
            "note: `{wanted}` is the built-in one; for the file here write `{wanted}.toml`"
        ));
    }
    let origin = found.source.as_ref().map(|source| source.name.clone()).unwrap_or_default();
    // Nobody here watches the files of bases.
    let provider = found.compile(&mut Vec::new()).inspect_err(report).ok()?;
    Some(Loaded { provider, origin })
}

/// A provider, and what its file is called.
pub(crate) struct Loaded {
    pub(crate) provider: Provider,
    pub(crate) origin: String,
}
