//! What the declaration says, looked up for comparison with what was really sent.

use std::time::Duration;

use oauth_runtime::{AnyProvider, Token};
use oauth_spec::{
    ClientAuthentication, ParametersIn, Part, Provider, ProviderSpec, Renewal, Source, Template,
    TokenRequest, Variant,
};

use super::masks::percent;
use super::reading;
use super::stage::Stage;
use crate::style::count;

/// How the client authenticates with a token request: it has a secret.
pub(super) fn authentication(spec: &ProviderSpec, request: &TokenRequest) -> ClientAuthentication {
    let ways = spec.client.authentication;
    let signs = |way: &&ClientAuthentication| **way == ClientAuthentication::PrivateKeyJwt;
    let with_secret = || ways.iter().find(|way| way.needs_secret());
    let chosen = ways.iter().find(signs).or_else(with_secret).or(ways.first());
    request.authentication.or(chosen.copied()).unwrap_or(ClientAuthentication::None)
}

/// The same as a variant writes it.
pub(super) fn varied(request: TokenRequest, variant: Option<&Variant>) -> TokenRequest {
    let Some(variant) = variant else { return request };
    TokenRequest {
        endpoint: variant.endpoint.or(request.endpoint),
        parameters_in: variant.parameters_in.unwrap_or(request.parameters_in),
        ..request
    }
}

/// How tokens of that grant are renewed.
pub(super) fn renewal(stage: &Stage, grant: &str) -> Renewal {
    stage.spec.grants.renewal(grant).unwrap_or(Renewal::None)
}

/// Whether renewing takes a refresh token.
pub(super) fn takes_refresh_token(stage: &Stage) -> bool {
    let request = stage.spec.grants.refresh_token.map(|grant| grant.request);
    request.is_some_and(|request| {
        let parameters = request.parameters.iter().chain(request.query).map(|it| it.value);
        let values = parameters.chain(request.headers.iter().map(|header| header.value));
        values.chain(request.endpoint).any(|it| it.sources().any(|it| it == Source::RefreshToken))
    })
}

/// The status with which the API refuses a token.
pub(super) fn expired(stage: &Stage) -> u16 {
    stage.spec.api.expired.status.first().copied().unwrap_or(401)
}

/// The scopes that may be asked for; first the one that brings an ID token, if that is declared.
pub(super) fn scopes(spec: &'static ProviderSpec) -> impl Iterator<Item = &'static str> {
    let scopes = spec.scopes;
    let known = || scopes.known.iter().copied();
    let is_first = move |scope: &&str| *scope == "openid" && spec.id_token.is_some();
    let first = known().filter(is_first);
    let others = known().filter(move |scope| !is_first(scope));
    first.chain(others).filter(move |scope| !scopes.forbidden.contains(scope))
}

/// Where a token request goes.
pub(super) fn endpoint(stage: &Stage, request: &TokenRequest) -> Option<String> {
    let template = request.endpoint.or(stage.spec.endpoints.token)?;
    let mut url = String::new();
    for each in template.parts() {
        let text = part(stage, each, None)?;
        // Scheme and host, or a whole beginning, are as they are.
        let in_path = url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
        let is_value = matches!(each, Part::Value(_));
        url.push_str(&if is_value && in_path { percent(&text) } else { text });
    }
    Some(url)
}

/// A template with everything in its place, as far as that is known here.
pub(super) fn fill(
    stage: &Stage,
    template: Template,
    token: Option<&Token<AnyProvider>>,
) -> Option<String> {
    template.parts().map(|each| part(stage, each, token)).collect()
}

/// One part of a template, as far as it is known here.
pub(super) fn part(
    stage: &Stage,
    part: Part,
    token: Option<&Token<AnyProvider>>,
) -> Option<String> {
    let emulator = &stage.emulator;
    let field = |table: &str, name: &str| {
        emulator.field(&format!("{table}.{name}")).as_ref().map(reading::text)
    };
    let source = match part {
        Part::Text(text) => return Some(text.to_owned()),
        Part::Value(source) => source,
    };
    match source {
        Source::ClientId => Some(emulator.client_id().to_owned()),
        Source::ClientSecret => Some(emulator.client_secret().to_owned()),
        Source::AccessToken => Some(token?.access_token().expose().to_owned()),
        Source::IdToken => Some(token?.id_token()?.expose().to_owned()),
        Source::Variable(name) => stage.sent(name),
        Source::Callback(name) => field("callback", name),
        Source::Token(name) => field("token", name),
        Source::Call(name) => field("calls", name),
        _ => None,
    }
}

/// Where parameters are written, in words.
pub(super) fn place(parameters_in: ParametersIn) -> &'static str {
    match parameters_in {
        ParametersIn::Form => "as a form",
        ParametersIn::Json => "as JSON",
        ParametersIn::Query => "in the query",
        ParametersIn::Multipart => "as multipart",
    }
}

/// A description from the file, without the marks of its documents.
pub(super) fn description(provider: &Provider, path: &str) -> Option<String> {
    let mut text = provider.docs.description(path)?.to_owned();
    for document in &provider.docs.documents {
        text = text.replace(&format!(" [{}]", document.id), "");
    }
    Some(text.trim_end_matches('.').to_owned())
}

/// A span of time in its two largest units.
pub(super) fn span(time: Duration) -> String {
    let mut rest = time.as_secs();
    let mut parts = Vec::new();
    for (unit, size) in [("day", 86_400), ("h", 3600), ("min", 60), ("s", 1)] {
        if rest >= size && parts.len() < 2 {
            let number = rest / size;
            // The others are signs, which have no plural.
            let part = if unit == "day" { count(number, unit) } else { format!("{number} {unit}") };
            parts.push(part);
            rest %= size;
        }
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_two_units() {
        let of = |seconds| span(Duration::from_secs(seconds));
        assert_eq!(of(28_800), "8 h");
        assert_eq!(of(2_592_000), "30 days");
        assert_eq!(of(90_000), "1 day 1 h");
        assert_eq!(of(3_690), "1 h 1 min");
        assert_eq!(of(0), "0 s");
    }
}
