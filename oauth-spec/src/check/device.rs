//! `[grants.device_code]`.

use super::Context;
use crate::raw::GrantKind;
use crate::report::quote;
use crate::span::Slot;

/// ```toml
/// [grants.device_code]
/// verification_uri = "https://acme.example/device"
/// device_answer    = { verification_uri = "verification_url" }
/// ```
pub(super) fn page_twice(context: &mut Context<'_, '_>) {
    let Some(grant) = context.grant(GrantKind::DeviceCode) else { return };
    let Slot::Given(page) = &grant.verification_uri else { return };
    let Some(Slot::Given(path)) = grant.device_answer.get().map(|it| &it.verification_uri) else {
        return;
    };
    context
        .errors
        .add(path.key, format!("{} is looked for nowhere", quote("verification_uri")))
        .label("where an answer would name the page")
        .related(page.key, "which is always the same")
        .help("leave one of them out");
}
