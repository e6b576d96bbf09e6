//! Requests: what is left out, added and used in them.

use super::sent::sends;
use super::variants::written_in;
use super::{Context, all_different};
use crate::raw::{Grant, GrantKind, Request};
use crate::reach;
use crate::report::quote;
use crate::span::{Given, Slot, Span};
use crate::suggest;
use crate::{AuthorizationRequest, Challenge, Parameter, ParametersIn, ResponseType, TokenRequest};

/// A request as the standard has it, before the file changes it.
pub(super) struct Standard<'d> {
    /// The standard's names.
    pub(super) parameters: Vec<&'d str>,
    /// What `pkce = "none"` has taken out already, and where that stands.
    pub(super) without: (&'d [&'d str], Span),
    /// Whether there may be parameters of the grant's own that are not known.
    pub(super) may_have_more: bool,
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
        // With a wrong `response_type`, which has been reported, nobody knows what the request has.
        if grant.response_type.is_broken() {
            continue;
        }
        if let Slot::Given(request) = &grant.authorization_request {
            let (standard, without): (_, &[&str]) = match grant.kind {
                GrantKind::Implicit => (implicit(grant), &[]),
                _ => (AuthorizationRequest::CODE, &["code_challenge", "code_challenge_method"]),
            };
            let mut standard = Standard::new(context, standard.parameters, grant, without);
            standard.parameters.extend(grant.parameters.iter().map(|own| own.name.value));
            lists(context, &request.value, &standard);
            let must: &[&str] = match grant.kind {
                // What ties an ID token to the request (OpenID Connect Core, 3.2.2.1).
                GrantKind::Implicit if standard.parameters.contains(&"nonce") => {
                    &["client_id", "nonce"]
                }
                GrantKind::AuthorizationCode if surely_has_pkce(grant) => {
                    &["client_id", "code_challenge"]
                }
                _ => &["client_id"],
            };
            sends(context, request, &standard, must);
        }
        if let Slot::Given(request) = &grant.first_request {
            let standard = match grant.kind {
                GrantKind::Ciba => TokenRequest::BACKCHANNEL_AUTHENTICATION.parameters,
                _ => TokenRequest::DEVICE_AUTHORIZATION.parameters,
            };
            lists(context, &request.value, &Standard::new(context, standard, grant, &[]));
        }
        if let Slot::Given(request) = &grant.request {
            token_request(context, grant, request);
        }
    }
}

fn token_request(context: &mut Context<'_, '_>, grant: &Grant<'_>, request: &Given<Request<'_>>) {
    let own: Vec<&str> = grant.parameters.iter().map(|own| own.name.value).collect();
    let must: &[&str] = match grant.kind {
        GrantKind::AuthorizationCode if surely_has_pkce(grant) => &["code", "code_verifier"],
        GrantKind::AuthorizationCode => &["code"],
        GrantKind::Password => &["username", "password"],
        GrantKind::DeviceCode => &["device_code"],
        GrantKind::Ciba => &["auth_req_id"],
        GrantKind::ClientCredentials => &[],
        GrantKind::RefreshToken if renews_without(context, request) => &[],
        GrantKind::RefreshToken => &["refresh_token"],
        _ => &own,
    };
    let standard = standard(context, grant);
    lists(context, &request.value, &standard);
    in_query_twice(context, grant, &request.value, &standard);
    sends(context, request, &standard, must);
    if let Some(further) = grant.further.filter(|_| grant.after.is_missing()) {
        let is_said = |name| request.value.parameters.iter().any(|it| it.name.value == name);
        let must = further.parameters.iter().filter(|it| it.required && !is_said(it.name));
        let must: Vec<&str> = must.map(|it| it.name).filter(|it| !own.contains(it)).collect();
        sends(context, request, &standard, &must);
    }
}

/// ```toml
/// request = { parameters_in = "query", query = { grant_type = "code" } }
/// ```
fn in_query_twice(
    context: &mut Context<'_, '_>,
    grant: &Grant<'_>,
    request: &Request<'_>,
    standard: &Standard<'_>,
) {
    if written_in(context, grant) != Some(ParametersIn::Query) {
        return;
    }
    // What the grant's own parameters are used for, they are not sent beside.
    let by_themselves = reach::sent_by_themselves(context.document, grant);
    let is_used = |name: &str| {
        grant.parameters.iter().any(|own| own.name.value == name) && !by_themselves.contains(&name)
    };
    for name in request.query.iter().map(|parameter| parameter.name) {
        let is_omitted = |standard: &str| {
            request.omit.iter().any(|omitted| is_named(context, omitted.value, standard))
        };
        let is_standard = |standard: &&str| {
            wire(context, standard) == name.value
                && !is_omitted(standard)
                && !is_used(standard)
                && (*standard != "code_verifier" || surely_has_pkce(grant))
        };
        // What `parameters` replaces is reported as that.
        let is_replaced = request.parameters.iter().any(|other| other.name.value == name.value);
        if standard.parameters.iter().any(is_standard) && !is_replaced {
            context
                .error(name.span, format!("{} would be sent twice", quote(name.value)))
                .label("in the query, where the standard request has it")
                .help("write it into `parameters` instead, which replaces it");
        }
    }
}

/// The token request of a grant before the file changes it.
pub(super) fn standard<'d>(context: &Context<'_, '_>, grant: &'d Grant<'_>) -> Standard<'d> {
    let own = grant.parameters.iter().map(|own| own.name.value);
    let standard = match grant.kind {
        GrantKind::AuthorizationCode => TokenRequest::AUTHORIZATION_CODE,
        GrantKind::Password => TokenRequest::PASSWORD,
        GrantKind::DeviceCode => TokenRequest::DEVICE_CODE,
        GrantKind::Ciba => TokenRequest::CIBA,
        GrantKind::ClientCredentials => TokenRequest::CLIENT_CREDENTIALS,
        GrantKind::RefreshToken => TokenRequest::REFRESH_TOKEN,
        _ => TokenRequest::FORM,
    };
    let mut standard = Standard::new(context, standard.parameters, grant, &["code_verifier"]);
    if grant.kind == GrantKind::Custom {
        if grant.sent_as.get() != Some(&None) {
            standard.parameters.push("grant_type");
        }
        if grant.after.is_missing() {
            let further = grant.further.map_or(&[][..], |further| further.parameters);
            standard.parameters.extend(further.iter().map(|further| further.name));
            standard.parameters.extend(own);
            standard.parameters.push("scope");
        }
    } else if grant.kind != GrantKind::AuthorizationCode {
        standard.parameters.extend(own);
    }
    standard
}

/// Whether a refresh leaves the refresh token out: then it renews tokens that came without.
pub(super) fn renews_without(context: &Context<'_, '_>, request: &Given<Request<'_>>) -> bool {
    let holes = reach::through_computed(context.document, reach::request(&request.value));
    let mut omitted = request.value.omitted();
    omitted.any(|name| is_named(context, name.value, "refresh_token"))
        && !holes.iter().any(|hole| hole.name == "refresh_token")
}

/// Whether a grant has PKCE; a wrong `pkce` has been reported, and there would be some.
pub(super) fn has_pkce(grant: &Grant<'_>) -> bool {
    grant.kind == GrantKind::AuthorizationCode && grant.pkce.or(Some(Challenge::S256)).is_some()
}

/// The same, unless `pkce` is wrong: `none` may be meant.
pub(super) fn surely_has_pkce(grant: &Grant<'_>) -> bool {
    has_pkce(grant) && !grant.pkce.is_broken()
}

/// The standard request of the implicit grant.
pub(super) fn implicit(grant: &Grant<'_>) -> AuthorizationRequest {
    grant.response_type.or(ResponseType::Token).request()
}

/// What a standard parameter is called here.
pub(super) fn wire<'s>(context: &Context<'_, 's>, standard: &'s str) -> &'s str {
    context.document.parameter_names.get().map_or(standard, |names| names.wire(standard))
}

/// Whether a name that is written means that standard parameter.
pub(super) fn is_named(context: &Context<'_, '_>, written: &str, standard: &str) -> bool {
    let names = context.document.parameter_names.get();
    written == standard || names.is_some_and(|names| names.is(standard, written))
}

impl<'d> Standard<'d> {
    /// Of a grant, less what its `pkce` takes out.
    fn new(
        context: &Context<'_, '_>,
        parameters: &'static [Parameter],
        grant: &'d Grant<'_>,
        without: &'d [&'d str],
    ) -> Self {
        let mut names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        let none = grant.pkce.given().filter(|pkce| pkce.value.is_none());
        let without = none.map_or((&[][..], Span::default()), |none| (without, none.span));
        names.retain(|name| !without.0.contains(name));
        Self { parameters: names, without, may_have_more: !context.knows_parameters() }
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
        let near = suggest::nearest(name.value, standard.parameters.iter().copied());
        // What is wrong elsewhere may have been the parameter that is left out.
        if (standard.may_have_more || request.unclear) && near.is_none() {
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
