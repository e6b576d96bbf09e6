//! Where a provider differs from the standards, in sentences.

use oauth_spec::{
    Api, AuthorizationRequest, Callback, ClientAuthentication, Expiry, ExpirySignal, Message,
    Parameter, ParametersIn, Provider, ProviderSpec, RepeatedParameters, Revocation,
    RevocationAuthentication, Scopes, Source, TokenRequest, Variant,
};

use crate::markdown::code;

/// Every deviation as a sentence of Markdown, in the order of the model.
pub fn deviations(provider: &Provider) -> Vec<String> {
    let spec = provider.spec;
    let mut found = Vec::new();
    authentication(spec, &mut found);
    authorization(spec, &mut found);
    token_requests(spec, &mut found);
    for variant in spec.variants {
        found.push(self::variant(provider, variant));
    }
    if spec.scopes.separator != Scopes::STANDARD.separator {
        found.push(format!("Scopes are joined by {}.", code(spec.scopes.separator)));
    }
    callback(spec, &mut found);
    token_life(spec, &mut found);
    api(spec, &mut found);
    revocation(spec, &mut found);
    found
}

fn authentication(spec: &ProviderSpec, found: &mut Vec<String>) {
    if spec.authentication == ProviderSpec::STANDARD.authentication
        || spec.endpoints.token.is_none()
    {
        return;
    }
    let names: Vec<String> = spec
        .authentication
        .iter()
        .filter_map(|method| ClientAuthentication::ALL.iter().find(|(_, it)| it == method))
        .map(|(name, _)| code(name))
        .collect();
    found.push(format!("Clients authenticate by {}.", names.join(" or ")));
}

fn authorization(spec: &ProviderSpec, found: &mut Vec<String>) {
    let grants = spec.grants;
    let mut compare = |what: &str,
                       request: AuthorizationRequest,
                       standard: AuthorizationRequest| {
        if standard.sends(Source::CodeChallenge) && !request.sends(Source::CodeChallenge) {
            found.push(format!(
                "**{what} goes without PKCE**: a code that leaks can be exchanged by whoever has the \
                 client's credentials."
            ));
        }
        if !request.sends(Source::State) {
            found.push(format!("**{what} goes without `state`**: nothing stops forged callbacks."));
        }
        let standard: Vec<Parameter> = standard
            .parameters
            .iter()
            .filter(|it| !it.name.starts_with("code_challenge") && it.name != "state")
            .copied()
            .collect();
        difference(what, &standard, request.parameters, found);
    };
    if let Some(grant) = grants.authorization_code {
        compare("The authorization request", grant.authorization, AuthorizationRequest::CODE);
    }
    if let Some(grant) = grants.implicit {
        compare("The implicit request", grant.authorization, AuthorizationRequest::IMPLICIT);
    }
}

fn token_requests(spec: &ProviderSpec, found: &mut Vec<String>) {
    let grants = spec.grants;
    let requests = [
        (
            "The exchange of a code",
            grants.authorization_code.map(|it| it.request),
            TokenRequest::AUTHORIZATION_CODE,
        ),
        ("The password request", grants.password.map(|it| it.request), TokenRequest::PASSWORD),
        (
            "The client credentials request",
            grants.client_credentials.map(|it| it.request),
            TokenRequest::CLIENT_CREDENTIALS,
        ),
        ("A refresh", grants.refresh_token.map(|it| it.request), TokenRequest::REFRESH_TOKEN),
    ];
    for (what, request, standard) in requests {
        let Some(request) = request else { continue };
        let standard: Vec<Parameter> =
            standard.parameters.iter().filter(|it| it.name != "code_verifier").copied().collect();
        shape(what, &request, found);
        difference(what, &standard, request.parameters, found);
    }
    for grant in grants.custom {
        let what = format!("The {} request", code(grant.name));
        shape(&what, &grant.request, found);
    }
}

/// Where a token request goes, how it is written, and its headers.
fn shape(what: &str, request: &TokenRequest, found: &mut Vec<String>) {
    if let Some(endpoint) = &request.endpoint {
        found.push(format!("{what} goes to {}.", code(&endpoint.to_string())));
    }
    if request.parameters_in != ParametersIn::Form {
        found.push(format!("{what} is written {}.", place(request.parameters_in)));
    }
    for header in request.headers {
        let value = format!("{}: {}", header.name, header.value);
        found.push(format!("{what} carries the header {}.", code(&value)));
    }
}

/// What a list of parameters leaves out of the standard one, and what it adds.
fn difference(what: &str, standard: &[Parameter], own: &[Parameter], found: &mut Vec<String>) {
    let missing: Vec<String> = standard
        .iter()
        .filter(|it| own.iter().all(|other| other.name != it.name))
        .map(|it| code(it.name))
        .collect();
    if !missing.is_empty() {
        found.push(format!("{what} has no {}.", missing.join(", ")));
    }
    let optional = ["state", "code_challenge", "code_challenge_method", "code_verifier"];
    for parameter in own {
        let known = standard.contains(parameter) || optional.contains(&parameter.name);
        if !known {
            let pair = format!("{}={}", parameter.name, parameter.value);
            found.push(format!("{what} carries {}.", code(&pair)));
        }
    }
}

fn variant(provider: &Provider, variant: &Variant) -> String {
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
        let grants: Vec<String> = variant.grants.iter().map(|grant| code(grant)).collect();
        format!("requests of {}", grants.join(", "))
    };
    format!("Variant `{name}`: {which} go {}.", parts.join(", "))
}

fn callback(spec: &ProviderSpec, found: &mut Vec<String>) {
    let Callback { repeated_parameters, fields: _, iss_required, signature } = spec.callback;
    if repeated_parameters == RepeatedParameters::Last {
        found.push(
            "Of a parameter that comes twice in the callback, the last one counts.".to_owned(),
        );
    }
    if let Some(issuer) = &spec.endpoints.issuer {
        let must = if iss_required { "must carry" } else { "may carry" };
        found.push(format!(
            "A callback {must} `iss`, which has to be {} (RFC 9207).",
            code(&issuer.to_string())
        ));
    }
    if let Some(signature) = signature {
        let message = match signature.message {
            Message::RawQuery => "the query as it was received, less that pair",
        };
        found.push(format!(
            "The callback is signed: {} holds an HMAC-SHA256 over {message}. It is checked before \
             anything else.",
            code(signature.parameter)
        ));
    }
}

fn token_life(spec: &ProviderSpec, found: &mut Vec<String>) {
    if spec.token.expiry == Expiry::Never {
        found.push(
            "Access tokens do not expire; a refused one means that the user must authorize again."
                .to_owned(),
        );
    }
    if let Some(seconds) = spec.token.lifetime {
        found.push(format!(
            "Access tokens live {} as documented; what the answer says counts first.",
            duration(seconds)
        ));
    }
    if let Some(seconds) = spec.token.refresh_token_lifetime {
        found.push(format!("Refresh tokens live {}.", duration(seconds)));
    }
}

fn api(spec: &ProviderSpec, found: &mut Vec<String>) {
    let Api { authorization, headers, expired, rate_limited } = spec.api;
    if authorization != Api::STANDARD.authorization {
        let header = format!("Authorization: {authorization}");
        found.push(format!("API calls carry {}, whatever `token_type` says.", code(&header)));
    }
    for header in headers {
        let header = format!("{}: {}", header.name, header.value);
        found.push(format!("API calls carry {}.", code(&header)));
    }
    if expired != ExpirySignal::STANDARD {
        let mut words: Vec<String> = expired.error.iter().map(|it| code(it)).collect();
        words.extend(
            expired.error_description.iter().map(|it| format!("{} in the description", code(it))),
        );
        found.push(format!(
            "An expired token is answered with {} and {}.",
            expired.status,
            words.join(" or ")
        ));
    }
    let unusual: Vec<String> =
        rate_limited.iter().filter(|status| **status != 429).map(u16::to_string).collect();
    if !unusual.is_empty() {
        found.push(format!("Status {} means too many calls.", unusual.join(" or ")));
    }
}

fn revocation(spec: &ProviderSpec, found: &mut Vec<String>) {
    if spec.endpoints.revocation.is_none() || spec.revocation == Revocation::STANDARD {
        return;
    }
    if spec.revocation.authentication == RevocationAuthentication::AccessToken {
        found.push("A revocation is sent with the access token, like an API call.".to_owned());
    }
    difference("A revocation", Revocation::STANDARD.parameters, spec.revocation.parameters, found);
}

fn place(parameters_in: ParametersIn) -> &'static str {
    match parameters_in {
        ParametersIn::Form => "as a form",
        ParametersIn::Json => "as JSON",
        ParametersIn::Query => "into the query, **where servers and proxies log its secrets**",
    }
}

/// Seconds in the largest unit that they are whole in.
fn duration(seconds: u64) -> String {
    for (unit, size) in [("days", 86_400), ("hours", 3_600), ("minutes", 60)] {
        if seconds >= size && seconds.is_multiple_of(size) {
            return format!("{} {unit}", seconds / size);
        }
    }
    format!("{seconds} seconds")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_the_largest_whole_unit() {
        assert_eq!(duration(28_800), "8 hours");
        assert_eq!(duration(2_419_200), "28 days");
        assert_eq!(duration(90), "90 seconds");
    }
}
