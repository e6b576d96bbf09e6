//! From settings to a core: everything is checked here, and every mistake is told at once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Uri;
use http::header::{AUTHORIZATION, HeaderValue};
use oauth_spec::{
    AuthorizationRequest, CallAuthentication, ClientAuthentication, Environment, Parameter,
    ParametersIn, ProviderSpec, Template, TokenRequest, Variant,
};
use url::Url;

use super::address::{filled, mirror, mirrored, redirect_uri, resolve};
use super::prepared::{PreparedApi, PreparedAuthorization, PreparedHeaders, PreparedRequest};
use super::recipe::{Encoding, Recipe};
use super::values::Fixed;
use super::{Core, Origin, Settings, variables};
use crate::error::{ConfigurationError, Error, shown};
use crate::escape::form;
use crate::secret::Secret;
use crate::wipe::WipedText;

/// What the parts of the work share.
struct Builder<'a> {
    spec: &'static ProviderSpec,
    fixed: &'a Fixed,
    mirror: Option<Url>,
    authentication: ClientAuthentication,
    basic: Option<HeaderValue>,
    variant: Option<&'static Variant>,
}

impl Settings {
    pub(crate) fn build(self) -> Result<Core, Error> {
        let spec = self.spec;
        let mut messages = Vec::new();
        let environment = self.environment(&mut messages);
        let variant = self.variant(&mut messages);
        let fixed = Fixed {
            variables: variables::resolve(spec, environment, &self.variables, &mut messages),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            redirect_uri: self.redirect_uri.clone(),
        };
        self.check_client(&mut messages);
        let authentication = self.authentication(&mut messages);
        let mirror = self.mirror.as_deref().and_then(|text| keep(mirror(text), &mut messages));
        let basic = match authentication {
            ClientAuthentication::ClientSecretBasic => basic(&fixed),
            _ => None,
        };
        let builder = Builder { spec, fixed: &fixed, mirror, authentication, basic, variant };
        // Addresses with missing variables would only repeat what has been said.
        if !messages.is_empty() {
            return Err(ConfigurationError::all(messages).into());
        }
        let requests = builder.token_requests(&mut messages);
        let authorization_code = spec
            .grants
            .authorization_code
            .and_then(|grant| builder.authorization(grant.authorization, &mut messages));
        let implicit = spec
            .grants
            .implicit
            .and_then(|grant| builder.authorization(grant.authorization, &mut messages));
        let issuer = builder.issuer(&mut messages);
        let revocation = builder.revocation(&mut messages);
        let api = builder.api(&mut messages);
        if !messages.is_empty() {
            return Err(ConfigurationError::all(messages).into());
        }
        Ok(Core {
            spec,
            origin: std::sync::Arc::new(Origin {
                provider: spec.name.into(),
                environment: environment.map(|environment| environment.name.into()),
            }),
            requests,
            authorization_code,
            implicit,
            issuer,
            revocation,
            api,
            authentication,
            fixed,
            clock: self.clock,
            transport: self.transport,
            pending_lifetime: self.pending_lifetime,
            spent: std::sync::Mutex::default(),
        })
    }

    fn environment(&self, messages: &mut Vec<String>) -> Option<&'static Environment> {
        let Some(name) = &self.environment else { return self.spec.environments.first() };
        let found = self.spec.environment(name);
        if found.is_none() {
            let names: Vec<_> = self.spec.environments.iter().map(|known| known.name).collect();
            messages.push(unknown(self.spec, "environment", name, &names));
        }
        // With an unknown one the default's values stand in, so that nothing else seems wrong.
        found.or(self.spec.environments.first())
    }

    fn variant(&self, messages: &mut Vec<String>) -> Option<&'static Variant> {
        let name = self.variant.as_deref()?;
        let found = self.spec.variant(name);
        if found.is_none() {
            let names: Vec<_> = self.spec.variants.iter().map(|known| known.name).collect();
            messages.push(unknown(self.spec, "variant", name, &names));
        }
        found
    }

    /// Whether there is a way to a token without asking the token endpoint.
    fn can_do_without_client(&self) -> bool {
        let grants = self.spec.grants;
        grants.implicit.is_some() || grants.personal_access_token.is_some()
    }

    fn check_client(&self, messages: &mut Vec<String>) {
        match &self.client_id {
            Some(id) if id.is_empty() => {
                messages.push(
                    "the client id is empty: call `.client_id(…)` with the real one".to_owned(),
                );
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
        messages.extend(self.redirect_uri.as_deref().and_then(redirect_uri));
    }

    /// The way to authenticate: the one asked for, or the first that fits.
    fn authentication(&self, messages: &mut Vec<String>) -> ClientAuthentication {
        let declared = self.spec.client.authentication;
        let names = |ways: &[ClientAuthentication]| {
            let name = |way: &ClientAuthentication| {
                let mut all = ClientAuthentication::ALL.iter();
                all.find(|(_, other)| other == way).map_or("?", |(name, _)| name)
            };
            ways.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        let has_secret = self.client_secret.is_some();
        let way = if let Some(wanted) = self.authentication {
            if !declared.contains(&wanted) {
                messages.push(format!(
                    "{} does not declare the authentication {}: `.authentication(…)` takes {}",
                    self.spec.title,
                    names(&[wanted]),
                    names(declared)
                ));
            }
            wanted
        } else {
            let fits = |way: &&ClientAuthentication| way.needs_secret() == has_secret;
            let chosen = declared.iter().find(fits).or(declared.first());
            chosen.copied().unwrap_or(ClientAuthentication::None)
        };
        let lacks_secret = way.needs_secret() && !has_secret;
        if lacks_secret && (self.authentication.is_some() || !self.can_do_without_client()) {
            messages.push(format!(
                "there is no client secret, and {} authenticates with {}: call `.client_secret(…)`",
                self.spec.title,
                names(&[way])
            ));
        }
        way
    }
}

impl Builder<'_> {
    fn address(
        &self,
        what: &str,
        template: Template,
        messages: &mut Vec<String>,
    ) -> Option<(Url, Url)> {
        let kind = |name: &str| self.spec.variable(name).map(|variable| variable.kind);
        let declared = keep(resolve(what, template, self.fixed, kind), messages)?;
        let actual = mirrored(&declared, self.mirror.as_ref())
            .map_err(|error| format!("the {what} address cannot be mirrored: {error}"));
        keep(actual, messages).map(|actual| (declared, actual))
    }

    /// Who answers, compared as text (RFC 9207, 2.4): a mirror does not change it.
    fn issuer(&self, messages: &mut Vec<String>) -> Option<String> {
        let kind = |name: &str| self.spec.variable(name).map(|variable| variable.kind);
        keep(filled("issuer", self.spec.endpoints.issuer?, self.fixed, kind), messages)
    }

    fn uri(&self, what: &str, template: Template, messages: &mut Vec<String>) -> Option<Uri> {
        let (_, url) = self.address(what, template, messages)?;
        let uri = Uri::try_from(url.as_str());
        keep(uri.map_err(|error| format!("the {what} address cannot be used: {error}")), messages)
    }

    fn token_requests(&self, messages: &mut Vec<String>) -> Vec<(&'static str, PreparedRequest)> {
        let grants = self.spec.grants;
        let standard = [
            ("authorization_code", grants.authorization_code.map(|grant| grant.request)),
            ("password", grants.password.map(|grant| grant.request)),
            ("client_credentials", grants.client_credentials.map(|grant| grant.request)),
            ("refresh_token", grants.refresh_token.map(|grant| grant.request)),
        ];
        let custom = grants.custom.iter().map(|grant| (grant.name, Some(grant.request)));
        standard
            .into_iter()
            .chain(custom)
            .filter_map(|(name, request)| Some((name, request?)))
            .filter_map(|(name, request)| {
                Some((name, self.token_request(name, &request, messages)?))
            })
            .collect()
    }

    fn token_request(
        &self,
        grant: &'static str,
        request: &TokenRequest,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let variant = self.variant.filter(|variant| variant.concerns(grant));
        let place =
            variant.and_then(|variant| variant.parameters_in).unwrap_or(request.parameters_in);
        let Some(endpoint) = variant
            .and_then(|variant| variant.endpoint)
            .or(request.endpoint)
            .or(self.spec.endpoints.token)
        else {
            messages.push(format!(
                "the grant `{grant}` has no token endpoint: declare `[endpoints] token`"
            ));
            return None;
        };
        let uri = self.uri("token", endpoint, messages)?;
        let mut problems = Vec::new();
        let mut headers = PreparedHeaders::for_form(place);
        headers.declare(request.headers, self.fixed, &mut problems);
        let recipe = self.parameters(place, request.parameters, &mut problems);
        if let Some(basic) = &self.basic {
            headers.authorize(basic.clone());
        }
        let sends_scope = request.sends(oauth_spec::Source::Scope);
        Some(PreparedRequest { uri, place, recipe, headers, sends_scope, problems })
    }

    /// The list, with the client's credentials where they go with it.
    fn parameters(
        &self,
        place: ParametersIn,
        parameters: &[Parameter],
        problems: &mut Vec<String>,
    ) -> Recipe {
        let encoding = if place == ParametersIn::Json { Encoding::Json } else { Encoding::Form };
        let mut recipe = Recipe::prepare(encoding, parameters, self.fixed, problems);
        let Fixed { client_id, client_secret, .. } = self.fixed;
        let Some(client_id) = client_id else {
            problems.push(
                "this grant needs a client id: call `.client_id(…)` on the builder".to_owned(),
            );
            return recipe;
        };
        if self.authentication != ClientAuthentication::ClientSecretBasic {
            recipe.add("client_id", client_id);
        }
        match client_secret {
            Some(secret) if self.authentication == ClientAuthentication::ClientSecretPost => {
                recipe.add("client_secret", secret.expose());
            }
            None if self.authentication.needs_secret() => problems.push(
                "this grant needs a client secret: call `.client_secret(…)` on the builder"
                    .to_owned(),
            ),
            _ => {}
        }
        recipe
    }

    fn authorization(
        &self,
        request: AuthorizationRequest,
        messages: &mut Vec<String>,
    ) -> Option<PreparedAuthorization> {
        use oauth_spec::Source;
        let Some(endpoint) = self.spec.endpoints.authorization else {
            messages.push(
                "there is no authorization endpoint: declare `[endpoints] authorization`"
                    .to_owned(),
            );
            return None;
        };
        let (_, url) = self.address("authorization", endpoint, messages)?;
        let mut problems = Vec::new();
        if request.sends(Source::RedirectUri) && self.fixed.redirect_uri.is_none() {
            problems.push(
                "there is no redirect URI: call `.redirect_uri(…)` on the builder".to_owned(),
            );
        }
        let mut prefix = url.as_str().to_owned();
        prefix.push(if url.query().is_some() { '&' } else { '?' });
        let encoding = PreparedAuthorization::ENCODING;
        Some(PreparedAuthorization {
            prefix,
            recipe: Recipe::prepare(encoding, request.parameters, self.fixed, &mut problems),
            sends_state: request.sends(Source::State),
            sends_challenge: request.sends(Source::CodeChallenge),
            sends_scope: request.sends(Source::Scope),
            problems,
        })
    }

    fn revocation(&self, messages: &mut Vec<String>) -> Option<PreparedRequest> {
        let uri = self.uri("revocation", self.spec.endpoints.revocation?, messages)?;
        let declared = self.spec.revocation;
        let place = ParametersIn::Form;
        let mut headers = PreparedHeaders::for_form(place);
        let mut problems = Vec::new();
        let recipe = match declared.authentication {
            CallAuthentication::Client => {
                if let Some(basic) = &self.basic {
                    headers.authorize(basic.clone());
                }
                self.parameters(place, declared.parameters, &mut problems)
            }
            CallAuthentication::AccessToken | CallAuthentication::None => {
                headers.declare(self.spec.api.headers, self.fixed, &mut problems);
                if let Some(authorization) = self.spec.api.authorization {
                    headers.add_filled(AUTHORIZATION, authorization);
                }
                Recipe::prepare(Encoding::Form, declared.parameters, self.fixed, &mut problems)
            }
        };
        headers.declare(declared.headers, self.fixed, &mut problems);
        Some(PreparedRequest { uri, place, recipe, headers, sends_scope: false, problems })
    }

    fn api(&self, messages: &mut Vec<String>) -> Option<PreparedApi> {
        let (declared, base) = self.address("API", self.spec.endpoints.api?, messages)?;
        let mut headers = PreparedHeaders::default();
        headers.declare(self.spec.api.headers, self.fixed, messages);
        if let Some(authorization) = self.spec.api.authorization {
            headers.add_filled(AUTHORIZATION, authorization);
        }
        Some(PreparedApi { base, declared, mirror: self.mirror.clone(), headers })
    }
}

fn keep<T>(result: Result<T, String>, messages: &mut Vec<String>) -> Option<T> {
    result.map_err(|message| messages.push(message)).ok()
}

fn unknown(spec: &ProviderSpec, what: &str, name: &str, names: &[&str]) -> String {
    format!(
        "{} has no {what} `{}`; `.{what}(…)` takes {}",
        spec.title,
        shown(name),
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    )
}

/// HTTP Basic: both values form-encoded first (RFC 6749, 2.3.1).
fn basic(fixed: &Fixed) -> Option<HeaderValue> {
    let (id, secret) = (fixed.client_id.as_deref()?, fixed.client_secret.as_ref()?);
    let mut pair = WipedText(form(id));
    pair.0.push(':');
    crate::escape::push_form(&mut pair.0, secret.expose());
    let mut text = WipedText("Basic ".to_owned());
    STANDARD.encode_string(&pair.0, &mut text.0);
    // Base64 has no character that a header could not hold.
    let mut value = HeaderValue::try_from(text.0.as_str()).ok()?;
    value.set_sensitive(true);
    Some(value)
}
