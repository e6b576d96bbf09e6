//! What the declaration says, looked up for comparison with what was really sent.

use std::time::Duration;

use oauth_runtime::{AnyProvider, Token};
use oauth_spec::{ParametersIn, Part, Provider, Renewal, Source, Template, TokenRequest, Variant};

use super::stage::Stage;

/// The token request of a grant, by the grant's name in TOML.
pub(super) fn request(stage: &Stage, grant: &str) -> Option<TokenRequest> {
    let grants = stage.spec.grants;
    match grant {
        "authorization_code" => grants.authorization_code.map(|grant| grant.request),
        "password" => grants.password.map(|grant| grant.request),
        "client_credentials" => grants.client_credentials.map(|grant| grant.request),
        "refresh_token" => grants.refresh_token.map(|grant| grant.request),
        custom => grants.custom(custom).map(|grant| grant.request),
    }
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

/// Where a token request goes.
pub(super) fn endpoint(stage: &Stage, request: &TokenRequest) -> Option<String> {
    fill(stage, request.endpoint.or(stage.spec.endpoints.token)?, None)
}

/// A template with everything in its place, as far as that is known here.
pub(super) fn fill(
    stage: &Stage,
    template: Template,
    token: Option<&Token<AnyProvider>>,
) -> Option<String> {
    let part = |part: &Part| match part {
        Part::Text(text) => Some((*text).to_owned()),
        Part::Value(Source::ClientId) => Some(stage.emulator.client_id().to_owned()),
        Part::Value(Source::ClientSecret) => Some(stage.emulator.client_secret().to_owned()),
        Part::Value(Source::AccessToken) => Some(token?.access_token().expose().to_owned()),
        Part::Value(Source::Variable(name)) => stage.emulator.variable(name).map(str::to_owned),
        Part::Value(_) => None,
    };
    template.parts().iter().map(part).collect()
}

/// Where parameters are written, in words.
pub(super) fn place(parameters_in: ParametersIn) -> &'static str {
    match parameters_in {
        ParametersIn::Form => "as a form",
        ParametersIn::Json => "as JSON",
        ParametersIn::Query => "in the query",
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
    for (unit, size) in [("days", 86_400), ("h", 3600), ("min", 60), ("s", 1)] {
        if rest >= size && parts.len() < 2 {
            parts.push(format!("{} {}", rest / size, unit));
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
        assert_eq!(of(3_690), "1 h 1 min");
        assert_eq!(of(0), "0 s");
    }
}
