//! `cargo oauth expand`: the module that is generated for a provider.

use oauth_codegen::Options;

use crate::load;
use crate::style::say;

/// Prints the module. Whether there is one.
pub(crate) fn run(wanted: &str) -> bool {
    let Some(loaded) = load::provider(wanted) else { return false };
    let tokens = oauth_codegen::expand(&loaded.provider, &Options::default());
    say(oauth_codegen::format(tokens, &loaded.origin).trim_end());
    true
}
