//! What metadata must be before anything in it counts.

use oauth_spec::{Challenge, ClientAuthentication, Discovery, JwtAlgorithm, ProviderSpec, Source};
use serde_json::{Map, Value as Json};
use url::Url;

use super::algorithms;
use super::found::Discovered;
use crate::error::shown;
use crate::hosts::secure_url;
use crate::inner::InnerNetwork;

/// Says what is wrong with metadata, if anything: whose it is, and where it would send us.
///
/// Only members that would be used are looked at.
pub(crate) fn check(
    spec: &ProviderSpec,
    issuer: &str,
    members: &Map<String, Json>,
    inner: InnerNetwork,
) -> Result<(), String> {
    let said = members.get("issuer").and_then(Json::as_str).unwrap_or_default();
    if !same_issuer(issuer, said) {
        // Otherwise one provider could speak for another (RFC 8414, 3.3 and 6.2).
        return Err(format!(
            "the metadata is of the issuer `{}`, and `{}` was asked",
            shown(said),
            shown(issuer)
        ));
    }
    let Some(discovery) = spec.discovery else { return Ok(()) };
    let issuer = Url::parse(issuer).map_err(|_| "the issuer is no URL".to_owned())?;
    let may_name = |url: &Url| inner.may_name(url, &issuer);
    let aliases = members.get("mtls_endpoint_aliases").and_then(Json::as_object);
    for member in Discovery::endpoints() {
        if !discovery.believes(member) || spec.endpoints.stated(member).is_some() {
            continue;
        }
        let alias = aliases.and_then(|aliases| aliases.get(member));
        for found in members.get(member).into_iter().chain(alias).filter(|found| !found.is_null()) {
            endpoint(member, found, may_name)?;
        }
    }
    Ok(())
}

/// One endpoint.
fn endpoint(member: &str, found: &Json, may_name: impl Fn(&Url) -> bool) -> Result<(), String> {
    let instead = "state it in `[endpoints]`, or name it in `[discovery] ignore`";
    let Some(text) = found.as_str() else {
        return Err(format!("`{member}` of the metadata is no text: {instead}"));
    };
    let wrong =
        |why: &str| Err(format!("`{member}` of the metadata, `{}`, {why}: {instead}", shown(text)));
    let Some(url) = secure_url(text, &[]) else {
        return wrong("must be an https URL without a user");
    };
    if url.fragment().is_some() {
        return wrong("must have no fragment");
    }
    if !may_name(&url) {
        return wrong("is inside a network where the issuer is not");
    }
    Ok(())
}

/// Whether two texts name the same issuer. One slash at the end makes no other of it: a declaration or an
/// application may have it or not, where the document has it the other way.
pub(crate) fn same_issuer(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.strip_suffix('/').unwrap_or(text).to_owned();
    !one.is_empty() && bare(one) == bare(other)
}

/// What the declaration says and the metadata denies. The declaration is what counts, so nothing is chosen
/// by what the metadata says instead. `assertion` is what the client signs with to authenticate, if it does.
pub(crate) fn contradictions(
    spec: &ProviderSpec,
    found: &Discovered,
    way: ClientAuthentication,
    assertion: Option<JwtAlgorithm>,
    messages: &mut Vec<String>,
) {
    pushes(spec, found, messages);
    let assertion = assertion.filter(|_| asks_as_client(spec));
    algorithms::contradictions(spec, found, assertion, messages);
    let mut refuse = |what: &str, name: &str, key: &str, member: &str, list: &[&str]| {
        messages.push(format!(
            "the metadata of {} does not support the {what} `{name}` that the TOML file declares (it has {}): \
             correct `{key}`, or add `{member}` to `[discovery] ignore` if the metadata is wrong",
            spec.title,
            shown(&list.join(", ")),
        ));
    };
    let member = "token_endpoint_auth_methods_supported";
    if let Some(list) = found.supported(spec, member)
        && is_registered(way.name())
        && !list.contains(&way.name())
        && asks_as_client(spec)
    {
        refuse("client authentication", way.name(), "client.authentication", member, &list);
    }
    let grant = spec.grants.authorization_code.map(|grant| grant.of_client(way));
    let grant = grant.filter(|grant| grant.authorization.sends(Source::CodeChallenge));
    let challenge = match grant.map(|grant| grant.challenge) {
        Some(Challenge::S256) => "S256",
        Some(Challenge::Plain) => "plain",
        _ => return,
    };
    let member = "code_challenge_methods_supported";
    if let Some(list) = found.supported(spec, member)
        && !list.contains(&challenge)
    {
        let key = "grants.authorization_code.pkce";
        refuse("code challenge method", challenge, key, member, &list);
    }
}

/// What the metadata demands of authorization requests, and the declaration does not do.
fn pushes(spec: &ProviderSpec, found: &Discovered, messages: &mut Vec<String>) {
    let member = "require_pushed_authorization_requests";
    let demands = found.members().get(member) == Some(&Json::Bool(true));
    if spec.discovery.is_some_and(|discovery| demands && discovery.believes(member))
        && spec.grants.authorization_code.is_some_and(|grant| !grant.pushed)
    {
        messages.push(format!(
            "{} takes only authorization requests that are pushed (RFC 9126, 5), and the TOML file pushes none: \
             set `pushed = true` in `[grants.authorization_code]`, or add `{member}` to `[discovery] ignore` if \
             the metadata is wrong",
            spec.title
        ));
    }
}

/// Whether a name of a way to authenticate means the same to everybody (RFC 7591, 2; RFC 8705, 2).
pub(crate) fn is_registered(name: &str) -> bool {
    matches!(
        name,
        "none"
            | "client_secret_basic"
            | "client_secret_post"
            | "client_secret_jwt"
            | "private_key_jwt"
            | "tls_client_auth"
            | "self_signed_tls_client_auth"
    )
}

/// Whether any grant asks the token endpoint in the way that all clients authenticate.
fn asks_as_client(spec: &ProviderSpec) -> bool {
    spec.grants.token_requests().any(|request| request.authentication.is_none())
}
