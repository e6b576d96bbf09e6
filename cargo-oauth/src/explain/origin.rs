//! Where a value comes from, in words.

use oauth_spec::{Provider, Source, StateUse, VariableKind};

const BUILT: &str = "the application, when the client is built";

/// Where a token comes from that was asked for.
pub(super) const ASKED: &str = "the answer of the token endpoint";

/// Where the token of a grant comes from before anything else was asked for.
pub(super) fn token(grant: &str) -> &'static str {
    match grant {
        "implicit" => "the callback",
        "personal_access_token" => "the user, who has made it at the provider",
        _ => ASKED,
    }
}

/// One source, in words; `token` is where the token at hand comes from.
pub(super) fn origin(provider: &Provider, token: &str, source: Source) -> String {
    match source {
        Source::ClientId | Source::ClientSecret => BUILT.to_owned(),
        Source::RedirectUri => match provider.spec.callback.state {
            StateUse::InRedirectUri(name) => {
                format!("{BUILT}; `{name}`, random for each authorization, is added to its query")
            }
            StateUse::Required(_) | StateUse::ProviderInitiated(_) => BUILT.to_owned(),
        },
        Source::Scope => "the scopes that the application asks for".to_owned(),
        Source::Resource => "the resources that the application names".to_owned(),
        Source::AuthorizationDetails => "what the application asks for in detail".to_owned(),
        Source::ScopeSet(name) => format!("the scopes of `{name}` that the application asks for"),
        Source::State | Source::Nonce => "random, fresh for each authorization".to_owned(),
        Source::CodeVerifier => "random, fresh for each authorization, kept until now".to_owned(),
        Source::CodeChallenge => "made from `code_verifier` (RFC 7636, 4.2)".to_owned(),
        Source::Code => "the callback".to_owned(),
        Source::AccessToken | Source::RefreshToken | Source::IdToken => token.to_owned(),
        Source::TokenAtHand => format!("{token}; to revoke, the refresh token if there is one"),
        Source::Variable(name) => variable(provider, name),
        // Nobody else has such names: `[grants.x.parameters]` may not be called so.
        Source::Parameter("device_code" | "user_code") => {
            "the answer to the device authorization request".to_owned()
        }
        Source::Parameter("auth_req_id") => {
            "the answer to the backchannel authentication request".to_owned()
        }
        Source::Parameter(_) => "the application, with the call".to_owned(),
        Source::Callback(name) => format!("`{name}` of the callback"),
        Source::Token(name) => format!("`{name}` of the token answer"),
        Source::Call(name) => format!("`{name}`, read by a call after connecting"),
        Source::Grant(name) => format!("a token that the grant `{name}` gives just before"),
        Source::Computed(name) => format!("computed as `[computed.{name}]` says"),
        Source::DpopKey => "the client's key".to_owned(),
        Source::ClientAssertion => "signed by the client, fresh for each request".to_owned(),
        Source::Random | Source::RandomUuid => "random, fresh for each request".to_owned(),
        Source::Time(_) => "the clock".to_owned(),
        Source::WebhookSecret => "the application, with each verification".to_owned(),
        Source::Claim(name) => format!("`{name}` of the ID token"),
        Source::SignaturePart(_) => "the text that holds the signature".to_owned(),
        Source::Method
        | Source::Url
        | Source::Path
        | Source::Target
        | Source::Query
        | Source::Parameters
        | Source::Body
        | Source::Header(_)
        | Source::QueryParameter(_)
        | Source::FormParameter(_)
        | Source::JsonMember(_) => "the request itself".to_owned(),
    }
}

fn variable(provider: &Provider, name: &str) -> String {
    let spec = provider.spec;
    let known = spec.variable(name);
    let choice = match known.map(|variable| variable.kind) {
        Some(VariableKind::Enum(values)) => format!(": {}", values.join(", ")),
        Some(VariableKind::Map(values)) => {
            let names: Vec<_> = values.iter().map(|(name, _)| *name).collect();
            format!(": {}", names.join(", "))
        }
        _ => String::new(),
    };
    if spec.environments.iter().any(|it| it.value(name).is_some()) {
        return format!("the environment, or the application{choice}");
    }
    match known.and_then(|variable| variable.default) {
        Some(default) => format!("the application{choice}; `{default}` otherwise"),
        None => format!("the application, when the client is built{choice}"),
    }
}
