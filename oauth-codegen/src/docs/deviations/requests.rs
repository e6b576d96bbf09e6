//! Token requests and their variants.

use oauth_spec::{
    CallParameter, ClientAuthentication, Method, Parameter, ParametersIn, Provider, ProviderSpec,
    RefreshGrant, Rotation, Source, TokenRequest, Variant,
};

use super::{answers, difference, pairs, words};
use crate::markdown::code;

pub(super) fn token_requests(spec: &ProviderSpec, found: &mut Vec<String>) {
    let grants = spec.grants;
    let (code_grant, password, client_credentials) =
        (grants.authorization_code, grants.password, grants.client_credentials);
    let requests = [
        (
            "The exchange of a code",
            code_grant.map(|it| (it.request, it.parameters)),
            TokenRequest::AUTHORIZATION_CODE,
        ),
        (
            "The password request",
            password.map(|it| (it.request, it.parameters)),
            TokenRequest::PASSWORD,
        ),
        (
            "The client credentials request",
            client_credentials.map(|it| (it.request, it.parameters)),
            TokenRequest::CLIENT_CREDENTIALS,
        ),
        (
            "A refresh",
            grants.refresh_token.map(|it| (it.request, &[][..])),
            TokenRequest::REFRESH_TOKEN,
        ),
    ];
    for (what, request, standard) in requests {
        let Some((request, own)) = request else { continue };
        let standard: Vec<Parameter> =
            standard.parameters.iter().filter(|it| it.name != "code_verifier").copied().collect();
        shape(what, &request, found);
        difference(what, &standard, request.parameters, found);
        if !own.is_empty() {
            let names: Vec<&str> = own.iter().map(|CallParameter { name, .. }| *name).collect();
            let with = if what == "The exchange of a code" { "An authorization" } else { what };
            found.push(format!("{with} takes {} from the application.", words(&names, "and")));
        }
    }
    if let Some(grant) = grants.refresh_token {
        refresh(&grant, found);
    }
    for grant in grants.custom {
        let what = format!("The {} request", code(grant.name));
        if !grant.after.is_empty() {
            let after = words(grant.after, "or");
            found.push(format!("{what} follows {after} at once; its token replaces that one."));
        }
        shape(&what, &grant.request, found);
        let carried: Vec<Parameter> =
            grant.request.parameters.iter().filter(|it| !is_expected(it)).copied().collect();
        if !carried.is_empty() {
            found.push(format!("{what} carries {}.", pairs(&carried)));
        }
    }
}

/// Whether a parameter of a grant of its own says nothing but what its name says: it is the application's of that name,
/// the scope, or the `grant_type` of an RFC.
fn is_expected(parameter: &Parameter) -> bool {
    match parameter.value.as_source() {
        Some(Source::Parameter(name)) => name == parameter.name,
        Some(Source::Scope) => parameter.name == "scope",
        Some(Source::AuthorizationDetails) => true,
        _ => parameter.value.to_string().starts_with("urn:ietf:params:oauth:grant-type:"),
    }
}

fn refresh(grant: &RefreshGrant, found: &mut Vec<String>) {
    let RefreshGrant { request, rotation, same_token } = grant;
    if !request.sends(Source::RefreshToken) {
        found.push("A refresh renews tokens that came without a refresh token.".to_owned());
    }
    match rotation {
        Rotation::Optional => {}
        Rotation::Always => {
            found.push(
                "A refresh always gives another refresh token; the old one is spent.".to_owned(),
            );
        }
        Rotation::Never => found.push("A refresh never changes the refresh token.".to_owned()),
    }
    if *same_token {
        found.push("A refresh gives no token: the same one lives on.".to_owned());
    }
}

/// Where a request goes, how it is written, and its headers.
pub(super) fn shape(what: &str, request: &TokenRequest, found: &mut Vec<String>) {
    let TokenRequest {
        endpoint,
        method,
        authentication,
        parameters_in,
        parameters: _,
        query,
        headers,
        answer,
    } = request;
    if let Some(endpoint) = endpoint {
        found.push(format!("{what} goes to {}.", code(&endpoint.to_string())));
    }
    if *method != Method::Post {
        found.push(format!("{what} is a {}.", code(method.as_str())));
    }
    if let Some(authentication) = authentication {
        found.push(match *authentication {
            ClientAuthentication::NOTHING => format!("{what} sends no client credentials."),
            other => format!("{what} authenticates by {}.", code(other.name())),
        });
    }
    if *parameters_in != ParametersIn::Form {
        found.push(format!("{what} is written {}.", place(*parameters_in)));
    }
    if !query.is_empty() {
        found.push(format!("{what} has {} in the query{}.", pairs(query), logged(query)));
    }
    for header in *headers {
        let value = format!("{}: {}", header.name, header.value);
        found.push(format!("{what} carries the header {}.", code(&value)));
    }
    if let Some(answer) = answer {
        answers::answer(&format!("{what} is answered"), answer, found);
    }
}

pub(super) fn variant(provider: &Provider, variant: &Variant) -> String {
    let name = provider.names.get(&format!("variants.{}", variant.name));
    let mut parts = Vec::new();
    if let Some(endpoint) = &variant.endpoint {
        parts.push(format!("to {}", code(&endpoint.to_string())));
    }
    if let Some(parameters_in) = variant.parameters_in {
        parts.push(place(parameters_in).to_owned());
    }
    let which = if variant.grants.is_empty() {
        "token requests".to_owned()
    } else {
        format!("requests of {}", words(variant.grants, "and"))
    };
    let mut said = Vec::new();
    if let Some(endpoint) = &variant.authorization_endpoint {
        said.push(format!("the browser goes to {}", code(&endpoint.to_string())));
    }
    if !parts.is_empty() {
        said.push(format!("{which} go {}", parts.join(", ")));
    }
    format!("Variant `{name}`: {}.", said.join("; "))
}

/// What becomes of the secrets in a query, if there are some.
pub(super) fn logged(query: &[Parameter]) -> &'static str {
    let mut sources = query.iter().flat_map(|parameter| parameter.value.sources());
    if sources.any(Source::is_secret) {
        ", **where servers and proxies log its secrets**"
    } else {
        ""
    }
}

pub(super) fn place(parameters_in: ParametersIn) -> &'static str {
    match parameters_in {
        ParametersIn::Form => "as a form",
        ParametersIn::Json => "as JSON",
        ParametersIn::Query => "into the query, **where servers and proxies log its secrets**",
        ParametersIn::Multipart => "as a multipart form",
    }
}
