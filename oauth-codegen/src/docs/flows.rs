//! The flows a provider offers, and what an application calls for each.

use oauth_spec::{CustomGrant, Expiry, IssuedExpiry, Provider, ProviderSpec, Renewal};

/// One way to get a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The grant's name in TOML.
    pub grant: &'static str,
    /// What an application calls.
    pub call: String,
    /// What then happens by itself, before anyone gets the token: TOML names of grants and calls, and
    /// `introspection`.
    pub then: Vec<&'static str>,
    /// How its tokens are renewed.
    pub renewal: &'static str,
}

/// What becomes of the token of a flow: it is renewed so, or this is to be said of it.
enum Later {
    Renewed(Renewal),
    Said(&'static str),
}

/// Every flow of the provider, in the order of the model.
pub fn flows(provider: &Provider) -> Vec<Flow> {
    use Later::{Renewed, Said};

    let spec = provider.spec;
    let grants = spec.grants;
    let mut flows = Vec::new();
    let mut add = |grant, call: &str, later| {
        let (then, last) = steps(spec, grant);
        // Those of the last one are what is renewed.
        let later = last.map_or(later, |last| Renewed(last.renewal));
        let renewal = match later {
            Renewed(way) => renewal(grant, way),
            Said(said) => said,
        };
        flows.push(Flow { grant, call: call.to_owned(), then, renewal });
    };
    if let Some(grant) = grants.authorization_code {
        add("authorization_code", "client.authorize()", Renewed(grant.renewal));
    }
    if let Some(grant) = grants.implicit {
        if grant.gives_access() {
            add("implicit", "client.implicit()", Renewed(grant.renewal));
        } else {
            let later = Said("none: it says who the user is, and opens nothing");
            add("implicit", "client.implicit_id_token()", later);
        }
    }
    if let Some(grant) = grants.password {
        add("password", "client.password(username, password)", Renewed(grant.renewal));
    }
    if let Some(grant) = grants.client_credentials {
        add("client_credentials", "client.client_credentials()", Renewed(grant.renewal));
    }
    if let Some(grant) = grants.device_code {
        add("device_code", "client.device()", Renewed(grant.renewal));
    }
    if let Some(grant) = grants.ciba {
        add("ciba", "client.ciba(UserHint::login(…))", Renewed(grant.renewal));
    }
    for grant in grants.custom.iter().filter(|grant| grant.after.is_empty()) {
        add(grant.name, &custom(provider, grant), Renewed(grant.renewal));
    }
    if let Some(grant) = grants.personal_access_token {
        let later = Said(match grant.expiry {
            IssuedExpiry::Chosen => "none: it lives until the date chosen when it was made",
            IssuedExpiry::Never => "none: it lives until it is revoked",
        });
        add("personal_access_token", "client.personal_access_token(token, …)", later);
    }
    if grants.refresh_token.is_some() {
        add("refresh_token", "client.refresh(&token)", Said("a session does this by itself"));
    }
    flows
}

fn custom(provider: &Provider, grant: &CustomGrant) -> String {
    let path = format!("grants.{}", grant.name);
    let name = provider.names.get(&path);
    let fields: Vec<&str> = grant
        .parameters
        .iter()
        .map(|it| provider.names.get(&format!("{path}.parameters.{}", it.name)))
        .collect();
    if fields.is_empty() {
        format!("client.grant({name} {{}})")
    } else {
        format!("client.grant({name} {{ {} }})", fields.join(", "))
    }
}

/// What happens by itself after that grant, and the last grant of it, if its tokens are what is renewed.
fn steps(spec: &ProviderSpec, grant: &str) -> (Vec<&'static str>, Option<&'static CustomGrant>) {
    let mut steps = Vec::new();
    // No request was made, or there is no token.
    let gives_none = grant == "implicit" && !gives_access(spec);
    if grant == "personal_access_token" || gives_none {
        return (steps, None);
    }
    let after = spec.grants.followers(grant);
    steps.extend(after.iter().map(|grant| grant.name));
    if expiry(spec, grant) == Expiry::Introspection {
        steps.push("introspection");
    }
    steps.extend(spec.calls.iter().filter(|call| call.follows(grant)).map(|call| call.name));
    (steps, after.last().copied().filter(|_| grant != "refresh_token"))
}

/// Whether the implicit grant gives an access token.
pub(super) fn gives_access(spec: &ProviderSpec) -> bool {
    spec.grants.implicit.is_none_or(|grant| grant.gives_access())
}

/// How long the token lives that a grant gives in the end.
pub(super) fn expiry(spec: &ProviderSpec, grant: &str) -> Expiry {
    let followers = spec.grants.followers(grant);
    spec.answer(followers.last().map_or(grant, |follower| follower.name)).expiry
}

/// How tokens are renewed that began with a grant.
fn renewal(grant: &str, renewal: Renewal) -> &'static str {
    match (renewal, grant) {
        (Renewal::RefreshToken, _) => "with the refresh token",
        (Renewal::Reacquire, _) => "by asking again",
        (Renewal::None, "authorization_code" | "implicit" | "device_code" | "ciba") => {
            "none: the user authorizes again"
        }
        (Renewal::None, "password") => "none: the user logs in again",
        (Renewal::None, _) => "none: the application asks for another",
    }
}
