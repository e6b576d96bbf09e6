//! The flows a provider offers, and what an application calls for each.

use oauth_spec::{IssuedExpiry, Provider, Renewal};

/// One way to get a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The grant's name in TOML.
    pub grant: &'static str,
    /// What an application calls.
    pub call: String,
    /// How its tokens are renewed.
    pub renewal: &'static str,
}

/// Every flow of the provider, in the order of the model.
pub fn flows(provider: &Provider) -> Vec<Flow> {
    let grants = provider.spec.grants;
    let mut flows = Vec::new();
    let mut add =
        |grant, call: &str, renewal| flows.push(Flow { grant, call: call.to_owned(), renewal });
    if let Some(grant) = grants.authorization_code {
        add("authorization_code", "client.authorize()", renewal(grant.renewal));
    }
    if let Some(grant) = grants.implicit {
        add("implicit", "client.implicit()", renewal(grant.renewal));
    }
    if let Some(grant) = grants.password {
        add("password", "client.password(username, password)", renewal(grant.renewal));
    }
    if let Some(grant) = grants.client_credentials {
        add("client_credentials", "client.client_credentials()", renewal(grant.renewal));
    }
    for grant in grants.custom {
        let name = provider.names.get(&format!("grants.{}", grant.name));
        let fields: Vec<&str> = grant
            .parameters
            .iter()
            .map(|parameter| {
                let path = format!("grants.{}.parameters.{}", grant.name, parameter.name);
                provider.names.get(&path)
            })
            .collect();
        let call = if fields.is_empty() {
            format!("client.grant({name} {{}})")
        } else {
            format!("client.grant({name} {{ {} }})", fields.join(", "))
        };
        add(grant.name, &call, renewal(grant.renewal));
    }
    if let Some(grant) = grants.personal_access_token {
        let life = match grant.expiry {
            IssuedExpiry::Chosen => "none: it lives until the date chosen when it was made",
            IssuedExpiry::Never => "none: it lives until it is revoked",
        };
        add("personal_access_token", "client.personal_access_token(token, …)", life);
    }
    if grants.refresh_token.is_some() {
        add("refresh_token", "client.refresh(&token)", "a session does this by itself");
    }
    flows
}

fn renewal(renewal: Renewal) -> &'static str {
    match renewal {
        Renewal::RefreshToken => "with the refresh token",
        Renewal::Reacquire => "by asking again",
        Renewal::None => "none: the user authorizes again",
    }
}
