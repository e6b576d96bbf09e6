//! From a name or a path to a provider; what is wrong on the way is told.

use std::path::Path;

use oauth_codegen::{CATALOGUE, Found, find};
use oauth_spec::Provider;

use crate::style::{mistake, report};

/// A provider, and what its file is called.
pub(crate) struct Loaded {
    pub(crate) provider: Provider,
    pub(crate) origin: String,
}

/// Finds and reads a provider by name or path, as the macro and the build script do.
pub(crate) fn provider(wanted: &str) -> Option<Loaded> {
    match find(Path::new(""), wanted) {
        Ok(found) => read(found),
        Err(message) => {
            mistake(message);
            None
        }
    }
}

/// Every provider of the built-in catalogue.
pub(crate) fn catalogue() -> Option<Vec<Provider>> {
    let found = CATALOGUE.iter().filter_map(|file| oauth_codegen::catalogue(file.name));
    found.map(|found| read(found).map(|loaded| loaded.provider)).collect()
}

fn read(found: Found) -> Option<Loaded> {
    let provider = found.compile(&mut Vec::new()).inspect_err(report).ok()?;
    let origin = found.source.ok()?.name;
    Some(Loaded { provider, origin })
}
