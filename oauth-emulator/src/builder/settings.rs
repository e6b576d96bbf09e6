//! From what the caller said, and what is declared, to settings that are complete.

use std::collections::BTreeMap;
use std::time::Duration;

use oauth_spec::{Expiry, ProviderSpec};
use serde_json::Value;

use super::Builder;
use crate::error::EmulatorError;
use crate::random::Random;
use crate::register::Register;
use crate::sample;
use crate::settings::{Client, Rotation, Settings, User, client_id, problem_of};

impl Builder {
    pub(super) fn settings(self, random: &Random) -> Result<Settings, EmulatorError> {
        let accepts = accepts(self.spec, &self.accepts)?;
        if let Some(at) = self.documents.filter(|at| !at.ip().is_loopback()) {
            return Err(EmulatorError::Documents { address: at });
        }
        let short = |text: String| text.chars().take(12).collect::<String>();
        let client = self.client.unwrap_or_else(|| Client {
            id: client_id(self.spec, "client", &short(random.text())),
            secret: format!("secret-{}+/%:&= ?", short(random.text())),
        });
        let mut clients = vec![client];
        clients.extend(self.other_clients);

        let first = clients.first().map(|first| first.id.clone()).unwrap_or_default();
        let mut client_keys = Vec::new();
        for (id, key) in self.client_keys {
            let id = id.unwrap_or_else(|| first.clone());
            if clients.iter().all(|client| client.id != id) {
                return Err(EmulatorError::UnknownClient { id });
            }
            client_keys.push((id, key));
        }

        let mut redirect_uris = self.redirect_uris;
        let schemes = self.spec.client.redirect_schemes;
        if redirect_uris.is_empty() {
            redirect_uris.push(match schemes.first() {
                Some(&"http") => "http://127.0.0.1:8000/callback".to_owned(),
                Some(scheme) => format!("{scheme}://app.example/callback"),
                None => "https://app.example/callback".to_owned(),
            });
        }
        for uri in &redirect_uris {
            if let Some(problem) = problem_of(uri, schemes) {
                return Err(EmulatorError::RedirectUri { uri: uri.clone(), problem });
            }
        }

        let mut users = self.users;
        if users.is_empty() {
            users.push(User {
                name: "alice@example.com".to_owned(),
                password: "correct horse + battery & staple = 100%".to_owned(),
            });
        }

        let token = &self.spec.token;
        let declared = Duration::from_secs(token.lifetime.unwrap_or(3600));
        let lifetime = match token.answer.expiry {
            Expiry::Never => self.lifetime,
            _ => Some(self.lifetime.unwrap_or(declared)),
        };
        let declared = self.spec.grants.refresh_token.map(|grant| grant.rotation);
        let rotation = self.rotation.unwrap_or(match declared {
            Some(oauth_spec::Rotation::Never) => Rotation::Omit,
            _ => Rotation::Rotate,
        });
        let refresh_token_idle = token.refresh_token_idle.map(Duration::from_secs);
        let refresh_token_lifetime = self
            .refresh_token_lifetime
            .or_else(|| token.refresh_token_lifetime.map(Duration::from_secs))
            // What an answer says when it ends must have an end.
            .or_else(|| {
                // It outlives the access token: else nothing could be renewed with it.
                let least = lifetime.unwrap_or_default().saturating_mul(2);
                (refresh_token_idle.is_none() && tells_refresh_expiry(self.spec))
                    .then(|| REFRESH.max(least))
            });
        let most = |time: Option<Duration>| time.map(|time| time.min(LONGEST));
        Ok(Settings {
            clients,
            client_keys,
            documents: self.documents,
            registered: Register::default(),
            initial_access_token: self.initial_access_token,
            redirect_uris,
            post_logout_redirect_uri: self
                .post_logout_redirect_uri
                .unwrap_or_else(|| "https://app.example/signed-out".to_owned()),
            users,
            accepts,
            lifetime: most(lifetime),
            refresh_token_lifetime: most(refresh_token_lifetime),
            refresh_token_idle: most(refresh_token_idle),
            code_lifetime: self.code_lifetime.min(LONGEST),
            device_interval: self.device_interval,
            tell_expires_in: self.tell_expires_in,
            scope_list: self.scope_list,
            default_scopes: self.default_scopes,
            rotation,
            strict: self.strict,
            dpop_nonces: self.dpop_nonces,
            signature_encoding: self.signature_encoding,
            signature_position: self.signature_position,
        })
    }
}

/// A hundred years: nothing lives longer, and every end of it is a time that can be written.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 86_400);

/// How long refresh tokens live at least whose answers say when they expire, where the declaration does not.
const REFRESH: Duration = Duration::from_secs(30 * 86_400);

/// Whether an answer says when its refresh token expires; one that says zero for never says that.
fn tells_refresh_expiry(spec: &ProviderSpec) -> bool {
    let own = spec.grants.token_requests().filter_map(|request| request.answer.copied());
    let mut expiries =
        own.chain([spec.token.answer]).filter_map(|answer| answer.refresh_token_expiry);
    expiries.any(|expiry| {
        matches!(
            expiry,
            Expiry::In { zero_is_never: false, .. } | Expiry::At { zero_is_never: false, .. }
        )
    })
}

type Accepted = BTreeMap<&'static str, BTreeMap<&'static str, Value>>;

/// A value for every parameter of every custom grant: the caller's, or a sample.
fn accepts(
    spec: &'static ProviderSpec,
    given: &[(String, String, Value)],
) -> Result<Accepted, EmulatorError> {
    let mut accepted: Accepted = BTreeMap::new();
    for grant in spec.grants.custom {
        let samples =
            grant.parameters.iter().map(|each| (each.name, sample::parameter(grant, each)));
        accepted.insert(grant.name, samples.collect());
    }
    for (grant, parameter, value) in given {
        let place = accepted.get_mut(grant.as_str());
        match place.and_then(|values| values.get_mut(parameter.as_str())) {
            Some(place) => *place = value.clone(),
            None => {
                return Err(EmulatorError::UnknownParameter {
                    provider: spec.name,
                    grant: grant.clone(),
                    parameter: parameter.clone(),
                });
            }
        }
    }
    Ok(accepted)
}
