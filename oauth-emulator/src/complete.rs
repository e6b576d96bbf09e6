//! A declaration that leaves endpoints to the provider's metadata, with endpoints made up for all of them.

use oauth_spec::{Part, ProviderSpec, Template};

/// The declaration with every endpoint that it leaves to the metadata below its issuer.
pub(crate) fn complete(spec: &'static ProviderSpec) -> &'static ProviderSpec {
    let (Some(discovery), Some(issuer)) = (spec.discovery, spec.endpoints.issuer) else {
        return spec;
    };
    let below = |member: &str, stated: Option<Template>, path: &'static str| {
        let made = || below(issuer, [Part::Text(path)]);
        stated.or_else(|| discovery.believes(member).then(made))
    };
    let mut whole = *spec;
    let endpoints = &mut whole.endpoints;
    endpoints.authorization =
        below("authorization_endpoint", endpoints.authorization, "/authorize");
    endpoints.token = below("token_endpoint", endpoints.token, "/token");
    endpoints.revocation = below("revocation_endpoint", endpoints.revocation, "/revoke");
    endpoints.introspection =
        below("introspection_endpoint", endpoints.introspection, "/introspect");
    if whole.grants.device_code.is_some() {
        endpoints.device_authorization =
            below("device_authorization_endpoint", endpoints.device_authorization, "/device");
    }
    if whole.grants.authorization_code.is_some_and(|grant| grant.pushed) {
        endpoints.pushed_authorization_request = below(
            "pushed_authorization_request_endpoint",
            endpoints.pushed_authorization_request,
            "/par",
        );
    }
    if whole.grants.ciba.is_some() {
        endpoints.backchannel_authentication = below(
            "backchannel_authentication_endpoint",
            endpoints.backchannel_authentication,
            "/backchannel",
        );
    }
    endpoints.registration = below("registration_endpoint", endpoints.registration, "/register");
    let code = whole.grants.authorization_code;
    if whole.id_token.is_some()
        || !whole.introspection_signed.is_empty()
        || code.is_some_and(|grant| grant.signs_responses())
    {
        endpoints.jwks = below("jwks_uri", endpoints.jwks, "/keys");
    }
    if whole.id_token.is_some() {
        endpoints.end_session = below("end_session_endpoint", endpoints.end_session, "/logout");
        endpoints.userinfo = below("userinfo_endpoint", endpoints.userinfo, "/userinfo");
    }
    // Declarations live as long as the program; this is one more of them, once a start.
    Box::leak(Box::new(whole))
}

/// An address with a path behind it, which begins with a slash.
pub(crate) fn below(base: Template, path: impl IntoIterator<Item = Part>) -> Template {
    let mut parts = base.parts().collect::<Vec<_>>();
    if let Some(Part::Text(text)) = parts.last_mut() {
        *text = text.trim_end_matches('/');
    }
    parts.extend(path);
    // A part of a declaration, which lives as long as the program; made once a start.
    Template::of(Vec::leak(parts))
}
