//! What goes with every call of the API, and what a request with the token sends itself: each name once.

use super::Context;
use super::bodies_only::{of_operation, place};
use super::requests::{is_named, wire};
use crate::report::quote;
use crate::span::Spanned;
use crate::{CallAuthentication, ParametersIn};

/// ```toml
/// [api]
/// query = { access_token = "{access_token}" }
/// [calls.me]
/// parameters = { access_token = "{access_token}" }
/// ```
pub(super) fn sent_twice(context: &mut Context<'_, '_>) {
    let document = context.document;
    for call in document.calls.items() {
        let is_open = call.authentication.is_broken()
            || call.method.is_broken()
            || call.parameters_in.is_broken();
        let who = call.authentication.or(CallAuthentication::AccessToken);
        if is_open || who != CallAuthentication::AccessToken {
            continue;
        }
        let names: Vec<_> = call.parameters.iter().map(|own| own.name).collect();
        told(context, &names, call.parameters_in.or(place(call)));
    }
    for operation in [&document.revocation, &document.introspection] {
        let Some(written) = operation.get() else { continue };
        let request = &written.request;
        let who = written.authentication.or(CallAuthentication::Client);
        let is_open = request.unclear || written.authentication.is_broken();
        if is_open || who != CallAuthentication::AccessToken {
            continue;
        }
        let mut names: Vec<_> = request.parameters.iter().map(|own| own.name).collect();
        let token = wire(context, "token");
        let is_left_out = request.omitted().any(|name| is_named(context, name.value, "token"));
        if !is_left_out && !names.iter().any(|name| name.value == token) {
            names.push(Spanned { value: token, span: written.table });
        }
        told(context, &names, of_operation(request));
    }
}

/// Reports those of a request that `[api]` adds to it too.
fn told(context: &mut Context<'_, '_>, names: &[Spanned<&str>], place: ParametersIn) {
    let Some(api) = context.document.api.get() else { return };
    let body = api.body.iter().filter(|_| place == api.body_in);
    let added: Vec<_> = api.query.iter().chain(body).map(|own| own.name).collect();
    for name in names {
        let Some(first) = added.iter().find(|first| first.value == name.value) else { continue };
        context
            .errors
            .add(name.span, format!("{} would be sent twice", quote(name.value)))
            .label("by this request")
            .related(first.span, "goes with every call")
            .help(
                "leave it out; or, if this request is not made as others are, write `authentication = \"none\"` \
                 and all that it takes",
            );
    }
}
