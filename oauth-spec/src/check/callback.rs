//! `[callback]`.

use super::Context;
use crate::CallTime;
use crate::reach;
use crate::span::Slot;

/// ```toml
/// [callback]
/// # … and neither a grant that sends a browser away nor a page that gives consent
/// ```
pub(super) fn without_browser(context: &mut Context<'_, '_>) {
    let Slot::Given(callback) = &context.document.callback else { return };
    if context.grants.is_empty() || !context.knows_grants() {
        return;
    }
    // What comes back from a page that gives consent is read in the same way.
    let has_page = !context.document.consents.is_missing() || context.is_misspelt("consents");
    if has_page || context.grants.iter().any(|grant| grant.kind.has_browser()) {
        return;
    }
    let error = context.errors.add(callback.key, "a callback, and no grant that has one");
    error.label("no browser comes back");
    error.help("add `[grants.authorization_code]` or `[grants.implicit]`, or remove it");
}

/// ```toml
/// [callback]
/// iss = "required"
/// # … and no `endpoints.issuer`
/// ```
pub(super) fn iss_of_nobody(context: &mut Context<'_, '_>) {
    let Some(callback) = context.document.callback.get() else { return };
    let Slot::Given(iss) = &callback.iss else { return };
    if !context.states(|endpoints| endpoints.issuer.is_missing()) {
        context
            .error(iss.span, "an `iss` that nothing is compared with")
            .label("there is no `endpoints.issuer`")
            .help("add `issuer = \"https://…\"` to `[endpoints]`");
    }
}

/// Whether a request that follows the exchange sends the code: a connected call, or that of a grant with `after`.
/// Then the exchange may do without, which a lint tells.
pub(super) fn code_goes_later(context: &Context<'_, '_>) -> bool {
    let document = context.document;
    let Some(callback) = document.callback.get() else { return false };
    let code = callback.reply.code.or("code");
    let mut fields =
        callback.fields.iter().filter(|field| field.paths().iter().any(|it| it.value == code));
    let Some(field) = fields.next() else { return false };
    let name = format!("callback.{}", field.name.value);
    let calls = document.calls.items().iter();
    let connected = calls.filter(|call| call.when.get() == Some(&CallTime::Connected));
    let after = context.grants.iter().filter(|grant| !grant.after.is_missing());
    let mut holes = Vec::new();
    for call in connected {
        holes.append(&mut reach::call(call));
    }
    for request in after.filter_map(|grant| grant.request.get()) {
        holes.append(&mut reach::request(request));
    }
    reach::through_computed(document, holes).iter().any(|hole| hole.name == name)
}
