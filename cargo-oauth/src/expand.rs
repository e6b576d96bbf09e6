//! `cargo oauth expand`: the module that is generated for a provider.

use std::path::Path;

use oauth_codegen::{Options, find};
use oauth_spec::Provider;

use crate::style::{mistake, report, say};

/// Prints the module. Whether there is one.
pub(crate) fn run(provider: &str) -> bool {
    let Some((provider, origin)) = load(provider) else { return false };
    let tokens = oauth_codegen::expand(&provider, &Options::default());
    say(oauth_codegen::format(tokens, &origin).trim_end());
    true
}

/// Finds and reads a provider by name or path, and says what is wrong if it cannot.
pub(crate) fn load(provider: &str) -> Option<(Provider, String)> {
    let source = match find(Path::new(""), provider) {
        Ok(found) => found.source,
        Err(message) => {
            mistake(message);
            return None;
        }
    };
    match source.and_then(|source| Ok((oauth_spec::compile(&source)?, source.name))) {
        Ok(loaded) => Some(loaded),
        Err(problems) => {
            report(&problems);
            None
        }
    }
}
