//! `[id_token]` and `[userinfo]`: what their keys need of the rest of the file.

use super::Context;
use super::sources::{self, Step};
use crate::raw::Grant;
use crate::reach;
use crate::span::{Given, Slot, Span, Spanned};
use crate::{JwtAlgorithm, ResponseType};

/// ```toml
/// [id_token]
/// # … and no `endpoints.issuer`
/// ```
pub(super) fn issuer(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(id_token) = document.id_token.get() else { return };
    if let Some(audience) = id_token.audience.get() {
        let step = Step { name: "an audience", ..Step::ADDRESS };
        sources::template(context, audience, step);
    }
    if id_token.issuer.is_missing() && !context.states(|endpoints| endpoints.issuer.is_missing()) {
        context
            .error(id_token.table, "an ID token that anybody may have issued")
            .label("there is no `endpoints.issuer`")
            .help("add `issuer = \"https://…\"` to `[endpoints]` (OpenID Connect Core, 3.1.3.7)");
    }
}

/// ```toml
/// [id_token]
/// [token]
/// id_token = "access_token"
/// ```
pub(super) fn another_token(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Slot::Given(id_token) = &document.id_token else { return };
    let every = document.token.get().map(|token| &token.answer);
    let requests = context.grants.iter().filter_map(|grant| grant.request.get());
    let own = requests.filter_map(|request| request.answer.get());
    for answer in every.into_iter().chain(own) {
        let Slot::Given(path) = &answer.id_token else { continue };
        let (access, refresh) = if answer.camel_case.is_missing() {
            ("access_token", "refresh_token")
        } else {
            ("accessToken", "refreshToken")
        };
        let others = [
            (&answer.access_token, access, "an access token"),
            (&answer.refresh_token, refresh, "a refresh token"),
        ];
        for (other, standard, what) in others {
            let is_known = !other.is_broken() && !answer.camel_case.is_broken();
            if is_known && other.get().copied().unwrap_or(standard) == path.value {
                context
                    .errors
                    .add(path.span, format!("{what}, where the ID token should be"))
                    .label("only a JWT that says who the user is can be verified")
                    .related(id_token.key, "it is verified as this says")
                    .help(
                        "write the member that has the ID token, or leave it out: it is `id_token`; a provider \
                         without one has no `[id_token]`",
                    );
            }
        }
    }
}

/// ```toml
/// [introspection]
/// signed = ["RS256"]
/// # … and no `endpoints.issuer`
/// ```
pub(super) fn introspection(context: &mut Context<'_, '_>) {
    let signed = context.document.introspection.get().map(|it| &it.signed);
    if let Some(Slot::Given(signed)) = signed
        && !context.states(|endpoints| endpoints.issuer.is_missing())
    {
        context
            .error(signed.span, "an answer that anybody may have signed")
            .label("there is no `endpoints.issuer`")
            .help("add `issuer = \"https://…\"` to `[endpoints]` (RFC 9701, 5)");
    }
}

/// ```toml
/// [id_token]
/// algorithms = []
/// ```
pub(super) fn algorithms(context: &mut Context<'_, '_>) {
    let document = context.document;
    let id_token = document.id_token.get().map(|it| (&it.algorithms, it.table));
    let userinfo = document.userinfo.get().map(|it| (&it.signed, it.table));
    let introspection = document.introspection.get().map(|it| (&it.signed, it.table));
    let standard = id_token.filter(|(algorithms, _)| algorithms.is_missing());
    for (algorithms, _) in id_token.into_iter().chain(userinfo).chain(introspection) {
        if let Slot::Given(list) = algorithms
            && list.value.is_empty()
        {
            context
                .error(list.span, "no JWT would be taken")
                .label("empty")
                .help("write `[\"RS256\"]`, or leave it out");
        }
    }
    let mut lists = [id_token, userinfo, introspection].into_iter().flatten();
    let own = lists.find_map(|(list, _)| public(list));
    let wants = own.or(standard.map(|(_, table)| table));
    if let Some(span) = wants
        && !context.names(|endpoints| endpoints.jwks.is_missing())
    {
        context
            .error(span, "a public key that is nowhere")
            .label("signed with a key of `endpoints.jwks`, which is missing")
            .help("add `jwks = \"https://…\"` to `[endpoints]`");
    }
}

/// The first algorithm with a public key.
fn public(list: &Slot<Vec<Spanned<JwtAlgorithm>>>) -> Option<Span> {
    let first = list.get()?.iter().find(|algorithm| !algorithm.value.has_shared_key());
    first.map(|algorithm| algorithm.span)
}

/// ```toml
/// [id_token]
/// nonce = "required"
/// # … and no `{nonce}` in the authorization request
/// ```
pub(super) fn nonce(context: &mut Context<'_, '_>) {
    let Some(id_token) = context.document.id_token.get() else { return };
    let Slot::Given(Given { span, value, .. }) = &id_token.nonce else { return };
    let may_send = |grant: &Grant<'_>| {
        grant.authorization_request.is_broken()
            || match &grant.response_type {
                Slot::Missing => false,
                Slot::Broken => true,
                // One that gives ID tokens in the browser sends it by itself.
                Slot::Given(kind) => kind.value != ResponseType::Token,
            }
    };
    if !context.knows_grants() || context.grants.iter().any(may_send) {
        return;
    }
    let mut holes = Vec::new();
    for request in context.grants.iter().filter_map(|grant| grant.authorization_request.get()) {
        holes.append(&mut reach::request(request));
    }
    let sent = reach::through_computed(context.document, holes);
    if context.knows_all(&sent) && !sent.iter().any(|hole| hole.name == "nonce") {
        let message = if *value {
            "a `nonce` that nobody sends"
        } else {
            "a `nonce` that nobody sends and nobody misses"
        };
        context.errors.add(*span, message).label("no authorization request has `{nonce}`").help(
            "send it: `authorization_request = { parameters = { nonce = \"{nonce}\" } }`, or leave this out",
        );
    }
}

/// ```toml
/// [userinfo]
/// # … and no `endpoints.userinfo`
/// ```
pub(super) fn userinfo(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(userinfo) = document.userinfo.get() else { return };
    if !context.names(|endpoints| endpoints.userinfo.is_missing()) {
        context
            .error(userinfo.table, "a userinfo endpoint without an address")
            .label("there is no `endpoints.userinfo`")
            .help("add `userinfo = \"https://…\"` to `[endpoints]`");
    }
    if let Slot::Given(signed) = &userinfo.signed
        && document.id_token.is_missing()
    {
        context
            .error(signed.key, "an answer that anybody may have signed")
            .label("there is no `[id_token]`, which says who signs for whom")
            .help("add `[id_token]`");
    }
}

/// ```toml
/// [endpoints]
/// jwks = "https://…"
/// # … and no `[id_token]`
/// ```
pub(super) fn jwks(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(endpoints) = document.endpoints.get() else { return };
    let Slot::Given(Given { key, .. }) = &endpoints.jwks else { return };
    let verifies = context.grants.iter().any(|grant| match &grant.response_mode {
        Slot::Given(mode) => mode.value.is_signed(),
        Slot::Missing => false,
        Slot::Broken => true,
    });
    let signed = document.introspection.get().is_some_and(|it| !it.signed.is_missing());
    if document.id_token.is_missing() && !verifies && !signed {
        context
            .error(*key, "keys that nothing is verified with")
            .label("there is no `[id_token]`, and no signed `response_mode`")
            .help("add `[id_token]`, or remove it");
    }
}
