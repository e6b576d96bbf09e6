//! Requests: what is left out, added and used in them.

use super::{Context, all_different};
use crate::raw::{Grant, GrantKind, Request, Variable, VariableKind};
use crate::reach;
use crate::report::quote;
use crate::span::{Given, Slot, Span};
use crate::suggest;
use crate::template::{Hole, Template, braced};
use crate::{AuthorizationRequest, Challenge, Parameter, ResponseType, TokenRequest};

/// A request as the standard has it, before the file changes it.
pub(super) struct Standard<'d> {
    /// The standard's names.
    pub(super) parameters: Vec<&'d str>,
    /// What `pkce = "none"` has taken out already, and where that stands.
    pub(super) without: (&'d [&'d str], Span),
}

/// Both requests of every grant.
///
/// ```toml
/// request = { omit = ["grant-type"] }
/// request = { omit = ["scope"], parameters = { scope = "all" } }
/// request = { omit = ["code"] }
/// ```
pub(super) fn changes(context: &mut Context<'_, '_>) {
    for grant in context.grants {
        if let Slot::Given(request) = &grant.authorization_request {
            let (standard, without): (_, &[&str]) = match grant.kind {
                GrantKind::Implicit => (implicit(grant), &[]),
                _ => (AuthorizationRequest::CODE, &["code_challenge", "code_challenge_method"]),
            };
            let mut standard = Standard::new(standard.parameters, grant, without);
            standard.parameters.extend(grant.parameters.iter().map(|own| own.name.value));
            lists(context, &request.value, &standard);
            let must: &[&str] = match grant.kind {
                // What ties an ID token to the request (OpenID Connect Core, 3.2.2.1).
                GrantKind::Implicit if standard.parameters.contains(&"nonce") => {
                    &["client_id", "nonce"]
                }
                GrantKind::AuthorizationCode if has_pkce(grant) => &["client_id", "code_challenge"],
                _ => &["client_id"],
            };
            sends(context, request, &standard, must);
        }
        if let Slot::Given(request) = &grant.first_request {
            let standard = match grant.kind {
                GrantKind::Ciba => TokenRequest::BACKCHANNEL_AUTHENTICATION.parameters,
                _ => TokenRequest::DEVICE_AUTHORIZATION.parameters,
            };
            lists(context, &request.value, &Standard::new(standard, grant, &[]));
        }
        if let Slot::Given(request) = &grant.request {
            token_request(context, grant, request);
        }
    }
}

fn token_request(context: &mut Context<'_, '_>, grant: &Grant<'_>, request: &Given<Request<'_>>) {
    let own: Vec<&str> = grant.parameters.iter().map(|own| own.name.value).collect();
    let is_after = !grant.after.is_missing();
    let (standard, must): (_, &[&str]) = match grant.kind {
        GrantKind::AuthorizationCode if has_pkce(grant) => {
            (TokenRequest::AUTHORIZATION_CODE, &["code", "code_verifier"])
        }
        GrantKind::AuthorizationCode => (TokenRequest::AUTHORIZATION_CODE, &["code"]),
        GrantKind::Password => (TokenRequest::PASSWORD, &["username", "password"]),
        GrantKind::DeviceCode => (TokenRequest::DEVICE_CODE, &["device_code"]),
        GrantKind::Ciba => (TokenRequest::CIBA, &["auth_req_id"]),
        GrantKind::ClientCredentials => (TokenRequest::CLIENT_CREDENTIALS, &[]),
        GrantKind::RefreshToken if renews_without(context, request) => {
            (TokenRequest::REFRESH_TOKEN, &[])
        }
        GrantKind::RefreshToken => (TokenRequest::REFRESH_TOKEN, &["refresh_token"]),
        _ => (TokenRequest::FORM, &own),
    };
    let mut standard = Standard::new(standard.parameters, grant, &["code_verifier"]);
    if grant.kind == GrantKind::Custom {
        if grant.sent_as.get() != Some(&None) {
            standard.parameters.push("grant_type");
        }
        if !is_after {
            let further = grant.further.map_or(&[][..], |further| further.parameters);
            standard.parameters.extend(further.iter().map(|further| further.name));
            standard.parameters.extend(&own);
            standard.parameters.push("scope");
        }
    } else if grant.kind != GrantKind::AuthorizationCode {
        standard.parameters.extend(&own);
    }
    lists(context, &request.value, &standard);
    sends(context, request, &standard, must);
    if let Some(further) = grant.further.filter(|_| !is_after) {
        let is_said = |name| request.value.parameters.iter().any(|it| it.name.value == name);
        let must = further.parameters.iter().filter(|it| it.required && !is_said(it.name));
        let must: Vec<&str> = must.map(|it| it.name).filter(|it| !own.contains(it)).collect();
        sends(context, request, &standard, &must);
    }
}

/// Whether a refresh leaves the refresh token out: then it renews tokens that came without.
pub(super) fn renews_without(context: &Context<'_, '_>, request: &Given<Request<'_>>) -> bool {
    let holes = reach::through_computed(context.document, reach::request(&request.value));
    let mut omitted = request.value.omit.iter();
    omitted.any(|name| is_named(context, name.value, "refresh_token"))
        && !holes.iter().any(|hole| hole.name == "refresh_token")
}

/// Whether a grant has PKCE; a wrong `pkce` has been reported, and there would be some.
pub(super) fn has_pkce(grant: &Grant<'_>) -> bool {
    grant.kind == GrantKind::AuthorizationCode && grant.pkce.or(Some(Challenge::S256)).is_some()
}

/// The request of the implicit grant; with a wrong `response_type` it has been reported.
fn implicit(grant: &Grant<'_>) -> AuthorizationRequest {
    grant.response_type.or(ResponseType::Token).request()
}

/// What a standard parameter is called here.
fn wire<'s>(context: &Context<'_, 's>, standard: &'s str) -> &'s str {
    context.document.parameter_names.get().map_or(standard, |names| names.wire(standard))
}

/// Whether a name that is written means that standard parameter.
fn is_named(context: &Context<'_, '_>, written: &str, standard: &str) -> bool {
    let names = context.document.parameter_names.get();
    written == standard || names.is_some_and(|names| names.is(standard, written))
}

impl<'d> Standard<'d> {
    /// Of a grant, less what its `pkce` takes out.
    fn new(parameters: &'static [Parameter], grant: &'d Grant<'_>, without: &'d [&'d str]) -> Self {
        let mut names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        let none = grant.pkce.given().filter(|pkce| pkce.value.is_none());
        let without = none.map_or((&[][..], Span::default()), |none| (without, none.span));
        names.retain(|name| !without.0.contains(name));
        Self { parameters: names, without }
    }
}

/// `omit` and `parameters`.
pub(super) fn lists(context: &mut Context<'_, '_>, request: &Request<'_>, standard: &Standard<'_>) {
    for name in &request.omit {
        let means = |standard: &&str| is_named(context, name.value, standard);
        if standard.parameters.iter().any(means) {
            continue;
        }
        if standard.without.0.iter().any(means) {
            context
                .error(name.span, format!("{} is left out already", quote(name.value)))
                .label("for the second time")
                .related(standard.without.1, "without PKCE there is none")
                .help("leave it out of `omit`");
            continue;
        }
        let help = suggest::help(name.value, standard.parameters.iter().copied(), "parameters");
        context
            .error(name.span, format!("the request has no {} to leave out", quote(name.value)))
            .label("not a parameter of the standard request")
            .help(help);
    }
    all_different(&request.omit, "parameter", context.errors);
    for parameter in &request.parameters {
        let name = parameter.name;
        if let Some(omitted) = request.omit.iter().find(|omitted| omitted.value == name.value) {
            context
                .error(name.span, format!("{} is both left out and sent", quote(name.value)))
                .label("sent here")
                .related(omitted.span, "left out here")
                .help("to replace a value, leave the name out of `omit`");
        }
    }
}

/// Whether the request still carries what it is for.
pub(super) fn sends(
    context: &mut Context<'_, '_>,
    request: &Given<Request<'_>>,
    standard: &Standard<'_>,
    must: &[&str],
) {
    if request.value.unclear {
        return;
    }
    let used = reach::through_computed(context.document, reach::request(&request.value));
    if reach::is_unclear(context.document, &used) {
        return;
    }
    for source in must {
        // In the standard requests, a value goes under its own name.
        let omitted = request.value.omit.iter().find(|name| is_named(context, name.value, source));
        let replaced = request
            .value
            .parameters
            .iter()
            .find(|parameter| wire(context, source) == parameter.name.value);
        let is_standard =
            standard.parameters.contains(source) && omitted.is_none() && replaced.is_none();
        if is_standard || used.iter().any(|hole| hole.name == *source) {
            continue;
        }
        if *source == "client_id" && identifies(context, &request.value, &used) {
            continue;
        }
        let span = omitted
            .map(|name| name.span)
            .or_else(|| replaced.map(|parameter| parameter.value.span))
            .unwrap_or(request.key);
        let help = if source.starts_with("code_") {
            "write `pkce = \"none\"` if this provider has none".to_owned()
        } else {
            format!("send it under its other name: `parameters = {{ name = \"{{{source}}}\" }}`")
        };
        context
            .error(span, format!("the request never sends {}", braced(source)))
            .label("without it the request makes no sense")
            .help(help);
    }
}

/// Whether something else says which application it is: the URL, or a text that only the application knows.
fn identifies(context: &Context<'_, '_>, request: &Request<'_>, used: &[Hole<'_>]) -> bool {
    // A host says where the provider is, not who asks.
    let is_text = |variable: &Variable<'_>| {
        matches!(variable.kind, None | Some(VariableKind::String | VariableKind::Integer))
    };
    let is_own = |hole: &Hole<'_>| {
        hole.name == "client_id" || context.variable(hole.name).is_some_and(is_text)
    };
    let endpoints = context.document.endpoints.get();
    let standard = endpoints.and_then(|endpoints| endpoints.authorization.get());
    let url = standard.filter(|_| request.endpoint.is_missing());
    used.iter().any(is_own) || url.into_iter().flat_map(Template::holes).any(|hole| is_own(&hole))
}

/// ```toml
/// [endpoints]
/// authorization = "https://acme.example/authorize?response_type=code"
/// ```
pub(super) fn said_in_the_url(context: &mut Context<'_, '_>) {
    let Some(endpoints) = context.document.endpoints.get() else { return };
    let Slot::Given(url) = &endpoints.authorization else { return };
    let Some((_, query)) = url.value.text.split_once('?') else { return };
    for name in query.split('&').map(|pair| pair.split('=').next().unwrap_or(pair)) {
        let mut browsers = context.grants.iter().filter(|grant| grant.kind.has_browser());
        let Some(grant) = browsers.find(|grant| takes_away(context, grant, name)) else { continue };
        context
            .errors
            .add(url.span, format!("{} would be sent twice", quote(name)))
            .label("in this URL")
            .related(grant.name.span, "and by this grant")
            .help(format!(
                "leave it out of the URL; a value of its own goes into `authorization_request = \
                {{ parameters = {{ {name} = \"…\" }} }}`"
            ));
    }
}

/// Whether the browser is sent to `endpoints.authorization` with that parameter by a grant.
fn takes_away(context: &Context<'_, '_>, grant: &Grant<'_>, name: &str) -> bool {
    let standard = match grant.kind {
        GrantKind::Implicit => implicit(grant),
        _ => AuthorizationRequest::CODE,
    };
    let request = grant.authorization_request.get();
    if request.is_some_and(|request| !request.endpoint.is_missing()) {
        return false;
    }
    let is_omitted = |standard: &str| {
        let mut omitted = request.into_iter().flat_map(|request| &request.omit);
        omitted.any(|omitted| is_named(context, omitted.value, standard))
    };
    let is_pkce = |name: &str| matches!(name, "code_challenge" | "code_challenge_method");
    let is_standard = |standard: &str| {
        let is_sent = !is_omitted(standard) && (!is_pkce(standard) || has_pkce(grant));
        wire(context, standard) == name && is_sent
    };
    standard.parameters.iter().any(|parameter| is_standard(parameter.name))
        || request.is_some_and(|request| {
            request.parameters.iter().any(|parameter| parameter.name.value == name)
        })
}
