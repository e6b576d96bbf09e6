//! Values that must be fresh and are written down.

use super::Context;
use super::list::CONSTANT_STATE;

/// ```toml
/// authorization_request = { parameters = { state = "xyz" } }
/// ```
pub(super) fn state(context: &mut Context<'_, '_>) {
    let state = context.provider.spec.callback.state.parameter();
    for entry in context.entries {
        let (["grants", _, "authorization_request", "parameters", name]
        | ["consents", _, "parameters", name]) = entry.path.as_slice()
        else {
            continue;
        };
        let hole = if *name == state { "{state}" } else { "{nonce}" };
        if *name != state && *name != "nonce" {
            continue;
        }
        let Some(text) = entry.text().filter(|text| !text.contains('{')) else { continue };
        let fix = context.fix(entry.span, text, hole);
        context
            .found
            .warn(&CONSTANT_STATE, entry.span, format!("`{name}` is the same in every authorization"))
            .label("anyone who reads this file knows it")
            .help(format!("write `\"{hole}\"`: a fresh random value for each"))
            .fix_if(fix);
    }
}
