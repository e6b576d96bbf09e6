//! `cargo oauth expand`: the module that is generated for a provider.

use oauth_codegen::Options;

use crate::load;
use crate::style::say;

/// Prints the module. Whether there is one.
pub(crate) fn run(wanted: &str) -> bool {
    let Some(loaded) = load::provider(wanted) else { return false };
    let text = oauth_codegen::text(&loaded.provider, &Options::default(), &loaded.origin);
    say(text.trim_end());
    true
}
