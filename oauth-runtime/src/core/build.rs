//! From settings to a core: everything is checked here, and every mistake is told at once.

use std::fmt::Write as _;

use oauth_spec::{ClientAuthentication, Environment, Feature, ProviderSpec, TokenRequest, Variant};

use super::address::{mirror, redirect_uri_problem};
use super::credentials::{NO_KEY, uncompiled};
use super::prepared::repeats_scope;
use super::requests::Builder;
use super::values::Fixed;
use super::{Common, Core, Origin, Settings, signing, variables};
use crate::answer::is_simple;
use crate::backchannel::BACKCHANNEL_AUTHENTICATION;
use crate::call::further;
use crate::device::DEVICE_AUTHORIZATION;
use crate::error::{ConfigurationError, Error, listed, shown};
use crate::replay::ReplayMemory;
use crate::secret::Secret;

/// What to do where a certificate must be shown.
const SHOW: &str = "call `.client_certificate(…)`, or `.transport(…)` with one that shows it";

impl Settings {
    pub(crate) fn build(mut self) -> Result<Core, Error> {
        let spec = self.spec;
        let mut messages = Vec::new();
        messages.extend(crate::features::missing_features(spec));
        messages.extend(self.transport.problem());
        let environment = self.environment(&mut messages);
        let variant = self.variant(&mut messages);
        let variables = variables::resolve(spec, environment, &self.variables, &mut messages);
        self.check_client(&mut messages);
        let authentication = self.authentication(&mut messages);
        let mirror = self.mirror.as_deref().and_then(|text| keep(mirror(text), &mut messages));
        let mut fixed = Fixed {
            spec,
            variables,
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            redirect_uri: self.redirect_uri.clone(),
            mirror: mirror.clone(),
            keys: self.keys.clone(),
        };
        let dpop = signing::binding(&mut fixed, &mut messages);
        signing::check(&fixed, authentication, &mut messages);
        let found = self.found();
        let inner = self.inner;
        let builder =
            Builder { spec, fixed: &fixed, mirror, inner, authentication, variant, found };
        // Addresses with missing variables would only repeat what has been said.
        if !messages.is_empty() {
            return Err(ConfigurationError::all(messages).into());
        }
        self.check_metadata(&fixed, authentication, &mut messages);
        if !messages.is_empty() {
            return Err(ConfigurationError::all(messages).into());
        }
        let mut requests = builder.token_requests(&mut messages);
        let device = builder.device_authorization(&mut messages);
        requests.extend(device.map(|request| (DEVICE_AUTHORIZATION, request)));
        let ciba = builder.backchannel_authentication(&mut messages);
        requests.extend(ciba.map(|request| (BACKCHANNEL_AUTHENTICATION, request)));
        let mut authorization_code = builder.authorization_code(&mut messages);
        // What later requests repeat is kept until then.
        if let Some(begin) = &mut authorization_code {
            begin.plain &= spec.id_token.is_none() && !repeats_scope(spec, &requests);
        }
        let mut implicit = builder.implicit(&mut messages);
        if let Some(begin) = &mut implicit {
            begin.plain &= spec.id_token.is_none();
        }
        // What is wrong with it is told before anything else is looked at.
        for begin in [&mut authorization_code, &mut implicit].into_iter().flatten() {
            begin.plain &= begin.problems.is_empty();
        }
        let pushed = builder.pushed(authorization_code.as_ref(), &mut messages);
        let consents = builder.consents(&mut messages);
        let issuer = builder.issuer(&mut messages);
        let revocation = builder.revocation(&mut messages);
        let introspection = builder.introspection(&mut messages);
        let calls = builder.calls(&mut messages);
        let identity = builder.identity(&mut messages);
        #[cfg(feature = "jose")]
        let published = builder.published(&mut messages);
        let api = builder.api(&mut messages);
        if !messages.is_empty() {
            return Err(ConfigurationError::all(messages).into());
        }
        for (grant, request) in &mut requests {
            request.alone = request.needs.is_empty() && further(spec, grant).is_empty();
        }
        Ok(Core {
            spec,
            origin: std::sync::Arc::new(Origin::new(&fixed, environment)),
            requests,
            authorization_code,
            implicit,
            pushed,
            issuer,
            consents,
            revocation,
            introspection,
            calls,
            dpop,
            #[cfg(feature = "jose")]
            published,
            identity,
            simple: is_simple(spec.token.fields),
            api,
            authentication,
            fixed,
            clock: self.clock.clone(),
            pending_lifetime: self.pending_lifetime,
            common: std::sync::Arc::new(Common {
                transport: std::mem::take(&mut self.transport),
                spent: std::sync::Mutex::default(),
                replays: self.replays.take(),
                seen: ReplayMemory::by(self.clock.clone()),
            }),
            settings: self,
        })
    }

    pub(super) fn environment(&self, messages: &mut Vec<String>) -> Option<&'static Environment> {
        let Some(name) = &self.environment else { return self.spec.environments.first() };
        let found = self.spec.environment(name);
        if found.is_none() {
            let names = listed(&mut self.spec.environments.iter().map(|known| known.name));
            messages.push(unknown(self.spec, "environment", name, &names));
        }
        // With an unknown one the default's values stand in, so that nothing else seems wrong.
        found.or(self.spec.environments.first())
    }

    fn variant(&self, messages: &mut Vec<String>) -> Option<&'static Variant> {
        let name = self.variant.as_deref()?;
        let found = self.spec.variant(name);
        if found.is_none() {
            let names = listed(&mut self.spec.variants.iter().map(|known| known.name));
            messages.push(unknown(self.spec, "variant", name, &names));
        }
        found
    }

    /// Whether there is a way to a token without asking the token endpoint as this client.
    fn can_do_without_client(&self) -> bool {
        let grants = self.spec.grants;
        let needs_none =
            |request: TokenRequest| request.authentication.is_some_and(|way| !way.needs_secret());
        grants.implicit.is_some()
            || grants.personal_access_token.is_some()
            || grants
                .device_code
                .is_some_and(|grant| needs_none(grant.authorization) && needs_none(grant.request))
    }

    fn check_client(&self, messages: &mut Vec<String>) {
        match &self.client_id {
            Some(id) if id.is_empty() => {
                messages.push(
                    "the client id is empty: call `.client_id(…)` with the real one".to_owned(),
                );
            }
            Some(id) if id.chars().any(char::is_control) => {
                messages.push(breaks("client id", "client_id"));
            }
            Some(id) if self.spec.client.numeric_id && !is_whole_number(id) => {
                messages.push(format!(
                    "the client id of {} is a whole number, and `{}` is not: call `.client_id(…)` \
                     with the real one",
                    self.spec.title,
                    shown(id)
                ));
            }
            None if self.spec.grants.personal_access_token.is_none() => {
                messages.push("there is no client id: call `.client_id(…)`".to_owned());
            }
            _ => {}
        }
        if self.client_secret.as_ref().is_some_and(Secret::is_empty) {
            messages.push(
                "the client secret is empty: call `.client_secret(…)` with the real one, or not at all"
                    .to_owned(),
            );
        }
        if self.client_secret.as_ref().is_some_and(|it| it.expose().chars().any(char::is_control)) {
            messages.push(breaks("client secret", "client_secret"));
        }
        let schemes = self.spec.client.redirect_schemes;
        messages.extend(
            self.redirect_uri.as_deref().and_then(|uri| redirect_uri_problem(uri, schemes)),
        );
    }

    /// The way to authenticate: the one asked for, or the first that fits.
    fn authentication(&self, messages: &mut Vec<String>) -> ClientAuthentication {
        let declared = self.spec.client.authentication;
        let has_secret = self.client_secret.is_some();
        let can_assert = self.keys.as_ref().is_some_and(|keys| keys.can_assert());
        let way = if let Some(wanted) = self.authentication {
            if !declared.contains(&wanted) {
                messages.push(format!(
                    "{} does not declare the authentication {}: `.authentication(…)` takes {}",
                    self.spec.title,
                    wanted.name(),
                    listed(&mut declared.iter().map(|way| way.name()))
                ));
            }
            wanted
        } else {
            let can_assert = can_assert && declared.contains(&ClientAuthentication::PrivateKeyJwt);
            let certificate = self.transport.has_certificate()
                && declared.iter().any(|way| way.shows_certificate());
            let fits = |way: &&ClientAuthentication| match **way {
                way if certificate => way.shows_certificate(),
                ClientAuthentication::PrivateKeyJwt => can_assert,
                way => !can_assert && way.needs_secret() == has_secret,
            };
            let chosen = declared.iter().find(fits).or(declared.first());
            chosen.copied().unwrap_or(ClientAuthentication::None)
        };
        // What every client of the provider needs is told of the provider.
        if self.spec.needs(Feature::Jose).is_none() {
            messages.extend(uncompiled(way));
        }
        if self.authentication.is_some() || !self.can_do_without_client() {
            let lack = self.lack(way, can_assert);
            messages.extend(lack.map(|lack| format!("{lack}{}", self.instead_of(way))));
            if self.spec.client.certificate && !way.shows_certificate() && self.shows_nothing() {
                messages.push(format!(
                    "{} wants to see a certificate of its clients, however they authenticate, and there is none: {SHOW}",
                    self.spec.title
                ));
            }
        }
        way
    }

    /// What a client lacks to authenticate in that way.
    fn lack(&self, way: ClientAuthentication, can_assert: bool) -> Option<String> {
        let (title, name) = (self.spec.title, way.name());
        if way.needs_secret() && self.client_secret.is_none() {
            return Some(format!(
                "there is no client secret, and {title} authenticates with {name}: call `.client_secret(…)`"
            ));
        }
        if way == ClientAuthentication::PrivateKeyJwt && !can_assert {
            return Some(NO_KEY.to_owned());
        }
        (way.shows_certificate() && self.shows_nothing()).then(|| {
            format!(
                "{title} authenticates clients by their certificate ({name}), and there is none: {SHOW}"
            )
        })
    }

    /// Whether no certificate is shown where one could be seen: not over plain http, as to an emulator.
    fn shows_nothing(&self) -> bool {
        self.transport.is_built_in()
            && !self.transport.has_certificate()
            && self.mirror.as_ref().is_none_or(|mirror| !mirror.starts_with("http://"))
    }

    /// What else would do, where the provider takes other ways and the application has not chosen.
    fn instead_of(&self, way: ClientAuthentication) -> String {
        let call = |way: ClientAuthentication| match way {
            ClientAuthentication::PrivateKeyJwt => Some("client_key"),
            way if way.needs_secret() => Some("client_secret"),
            way if way.shows_certificate() => Some("client_certificate"),
            _ => None,
        };
        let mut text = String::new();
        let others =
            self.spec.client.authentication.iter().filter(|_| self.authentication.is_none());
        for other in others.filter(|other| call(**other) != call(way)) {
            if let Some(call) = call(*other) {
                let _ = write!(text, ", or `.{call}(…)` for {}", other.name());
            }
        }
        text
    }
}

/// What no client id and no secret has in it (RFC 6749, A.1 and A.2), and a file that one is read from has at its end.
fn breaks(what: &str, method: &str) -> String {
    format!(
        "the {what} has a line break or another control character in it: trim it before `.{method}(…)`"
    )
}

/// Whether a text is a number as one is written: it is one in JSON and this text elsewhere.
fn is_whole_number(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|number| number.to_string() == text)
}

pub(super) fn keep<T>(result: Result<T, String>, messages: &mut Vec<String>) -> Option<T> {
    result.map_err(|message| messages.push(message)).ok()
}

fn unknown(spec: &ProviderSpec, what: &str, name: &str, names: &str) -> String {
    format!("{} has no {what} `{}`; `.{what}(…)` takes {names}", spec.title, shown(name))
}
