//! Requests: what is left out, added and used in them.

use super::sources::{self, Step};
use super::{Context, all_different};
use crate::raw::{Grant, GrantKind, Request};
use crate::report::quote;
use crate::span::{Given, Slot, Span};
use crate::suggest;
use crate::template::braced;
use crate::{AuthorizationRequest, ClientAuthentication, Parameter, TokenRequest};

/// A request as the standard has it, before the file changes it.
pub(super) struct Standard<'d> {
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
                GrantKind::Implicit => (AuthorizationRequest::IMPLICIT, &[]),
                _ => (AuthorizationRequest::CODE, &["code_challenge", "code_challenge_method"]),
            };
            let standard = Standard::new(standard.parameters, grant, without);
            lists(context, &request.value, &standard);
            fixed_state(context, &request.value);
            let must: &[&str] = if grant.kind == GrantKind::Implicit || !has_pkce(grant) {
                &["client_id"]
            } else {
                &["client_id", "code_challenge"]
            };
            sends(context, request, &standard, must);
        }
        if let Slot::Given(request) = &grant.request {
            token_request(context, grant, request);
        }
    }
}

fn token_request(context: &mut Context<'_, '_>, grant: &Grant<'_>, request: &Given<Request<'_>>) {
    let own: Vec<&str> = grant.parameters.iter().map(|own| own.name.value).collect();
    let (standard, must): (_, &[&str]) = match grant.kind {
        GrantKind::AuthorizationCode if has_pkce(grant) => {
            (TokenRequest::AUTHORIZATION_CODE, &["code", "code_verifier"])
        }
        GrantKind::AuthorizationCode => (TokenRequest::AUTHORIZATION_CODE, &["code"]),
        GrantKind::Password => (TokenRequest::PASSWORD, &["username", "password"]),
        GrantKind::ClientCredentials => (TokenRequest::CLIENT_CREDENTIALS, &[]),
        GrantKind::RefreshToken => (TokenRequest::REFRESH_TOKEN, &["refresh_token"]),
        _ => (TokenRequest::FORM, &own),
    };
    let mut standard = Standard::new(standard.parameters, grant, &["code_verifier"]);
    if grant.kind == GrantKind::Custom {
        standard.parameters = vec!["grant_type"];
        standard.parameters.extend(&own);
        standard.parameters.push("scope");
    }
    lists(context, &request.value, &standard);
    sends(context, request, &standard, must);
}

/// Whether a grant has PKCE; a wrong `pkce` has been reported, and there would be some.
fn has_pkce(grant: &Grant<'_>) -> bool {
    grant.kind == GrantKind::AuthorizationCode && grant.pkce.or(true)
}

impl<'d> Standard<'d> {
    /// Of a grant, less what its `pkce` takes out.
    fn new(parameters: &'static [Parameter], grant: &'d Grant<'_>, without: &'d [&'d str]) -> Self {
        let mut names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        let none = grant.pkce.given().filter(|pkce| !pkce.value);
        let without = none.map_or((&[][..], Span::default()), |none| (without, none.span));
        names.retain(|name| !without.0.contains(name));
        Self { parameters: names, without }
    }
}

/// `omit` and `parameters`.
pub(super) fn lists(context: &mut Context<'_, '_>, request: &Request<'_>, standard: &Standard<'_>) {
    for name in &request.omit {
        if standard.parameters.contains(&name.value) {
            continue;
        }
        if standard.without.0.contains(&name.value) {
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

/// ```toml
/// authorization_request = { parameters = { state = "fixed" } }
/// ```
fn fixed_state(context: &mut Context<'_, '_>, request: &Request<'_>) {
    for parameter in &request.parameters {
        if parameter.name.value == "state" && !parameter.value.has("state") {
            context
                .error(parameter.value.span, "a `state` that is always the same protects nothing")
                .label("without `{state}` in it")
                .help("leave it out of `parameters`; a fresh one is made for each authorization");
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
    for source in must {
        // In the standard requests, a value goes under its own name.
        let is_standard = standard.parameters.contains(source)
            && !request.value.omit.iter().any(|name| name.value == *source)
            && !request.value.parameters.iter().any(|parameter| parameter.name.value == *source);
        let is_sent = is_standard
            || request.value.parameters.iter().any(|parameter| parameter.value.has(source))
            || request.value.headers.iter().any(|header| header.value.has(source));
        if is_sent {
            continue;
        }
        let omitted = request.value.omit.iter().find(|name| name.value == *source);
        let replaced =
            request.value.parameters.iter().find(|parameter| parameter.name.value == *source);
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

/// ```toml
/// [client]
/// authentication = "client_secret_post"
/// [grants.password]
/// request = { parameters = { client_id = "{client_id}" } }
/// ```
pub(super) fn credentials(context: &mut Context<'_, '_>) {
    let Slot::Given(ways) = &context.document.authentication else { return };
    for request in context.grants.iter().filter_map(|grant| grant.request.get()) {
        for parameter in &request.parameters {
            let name = parameter.name;
            let way = ways.value.iter().find(|way| match way.value {
                ClientAuthentication::ClientSecretPost => {
                    matches!(name.value, "client_id" | "client_secret")
                }
                ClientAuthentication::None => name.value == "client_id",
                ClientAuthentication::ClientSecretBasic | ClientAuthentication::Declared(_) => {
                    false
                }
            });
            if let Some(way) = way {
                context
                    .error(name.span, format!("{} would be sent twice", quote(name.value)))
                    .label("added here")
                    .related(way.span, "sent by this")
                    .help("leave it out of `parameters`");
            }
        }
    }
}

/// ```toml
/// [endpoints]
/// authorization = "https://acme.example/authorize?response_type=code"
/// ```
pub(super) fn said_in_the_url(context: &mut Context<'_, '_>) {
    let Some(endpoints) = context.document.endpoints.get() else { return };
    let Slot::Given(url) = &endpoints.authorization else { return };
    let Some((_, query)) = url.value.text.split_once('?') else { return };
    let sends = |grant: &&Grant<'_>, name: &str| {
        let (standard, request) = match grant.kind {
            GrantKind::Implicit => (AuthorizationRequest::IMPLICIT, &grant.authorization_request),
            _ => (AuthorizationRequest::CODE, &grant.authorization_request),
        };
        let request = request.get();
        let is_omitted =
            request.is_some_and(|request| request.omit.iter().any(|omitted| omitted.value == name));
        let is_pkce = matches!(name, "code_challenge" | "code_challenge_method");
        let is_standard = standard.parameters.iter().any(|parameter| parameter.name == name)
            && !is_omitted
            && (!is_pkce || has_pkce(grant));
        is_standard
            || request.is_some_and(|request| {
                request.parameters.iter().any(|parameter| parameter.name.value == name)
            })
    };
    for name in query.split('&').map(|pair| pair.split('=').next().unwrap_or(pair)) {
        let mut browsers = context.grants.iter().filter(|grant| grant.kind.has_browser());
        let Some(grant) = browsers.find(|grant| sends(grant, name)) else { continue };
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

/// Names in the values of parameters and headers.
pub(super) fn templates(context: &mut Context<'_, '_>) {
    if let Some(request) = context.document.token_request.get() {
        values(context, request, Step::EVERY_REQUEST);
    }
    for grant in context.grants {
        let pkce = has_pkce(grant);
        if let Some(request) = grant.authorization_request.get() {
            values(context, request, Step::authorization(pkce));
        }
        if let Some(request) = grant.request.get() {
            let own: Vec<&str> = grant.parameters.iter().map(|own| own.name.value).collect();
            let mut step = Step::request(grant.kind, pkce);
            if grant.kind == GrantKind::Custom {
                step.call = &own;
            }
            values(context, request, step);
        }
    }
}

/// Names in one request.
pub(super) fn values(context: &mut Context<'_, '_>, request: &Request<'_>, step: Step<'_>) {
    for parameter in &request.parameters {
        sources::template(context, &parameter.value, step);
    }
    for header in &request.headers {
        sources::template(context, &header.value, step);
    }
}
