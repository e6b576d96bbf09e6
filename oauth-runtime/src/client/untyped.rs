//! The client of a declaration that is only known at run time: everything by its name in TOML.

use oauth_spec::ProviderSpec;
use serde_json::{Map, Value as Json};

use super::Client;
use crate::builder::ClientBuilder;
use crate::call::{self, AskedCall, TokenCall};
use crate::core::Settings;
use crate::error::Error;
use crate::flow::{AskConsent, Came, PendingConsent, accept_consent};
use crate::provider::{AnyProvider, VariableValues as _};
use crate::token::Token;
use crate::value::Value;

impl Client<AnyProvider> {
    /// Begins to build a client of a declaration that is only known at run time.
    pub fn builder_for(spec: &'static ProviderSpec) -> ClientBuilder<AnyProvider> {
        Self::builder_for_with(spec, crate::provider::AnyVariables::default())
    }

    /// The same, with values for the provider's variables.
    pub fn builder_for_with(
        spec: &'static ProviderSpec,
        variables: crate::provider::AnyVariables,
    ) -> ClientBuilder<AnyProvider> {
        ClientBuilder::new(Settings::new(spec, variables.values()))
    }

    /// Makes a declared call with a token, by its name in TOML: its fields as JSON.
    pub fn call_json(
        &self,
        name: &str,
        token: &Token<AnyProvider>,
    ) -> AskedCall<Map<String, Json>> {
        call::call_json(self.core(), token.data().clone(), name)
    }

    /// Begins to ask for a consent that brings no code, by its name in TOML.
    pub fn consent_named(&self, name: &str) -> AskConsent<AnyProvider> {
        AskConsent::new(self.core(), name)
    }

    /// Accepts the callback of a consent: its fields as JSON.
    ///
    /// # Errors
    /// [`Error::Callback`] if it is refused, or says that no consent was given.
    #[expect(clippy::needless_pass_by_value, reason = "a pending consent counts once")]
    pub fn accept_consent_json(
        &self,
        name: &str,
        pending: PendingConsent<AnyProvider>,
        callback: impl AsRef<str>,
    ) -> Result<Map<String, Json>, Error> {
        let mut members =
            accept_consent(&self.core(), &pending.data, name, Came::text(callback.as_ref()))?;
        Ok(std::mem::take(&mut members.0))
    }

    /// A token with a grant of the provider's own, by its name in TOML.
    pub fn custom_grant(
        &self,
        name: &str,
        values: Vec<(&'static str, Value)>,
    ) -> TokenCall<AnyProvider> {
        let known = self.core().spec.grants.custom(name).map(|grant| grant.name);
        TokenCall::new(match known {
            Some(known) => self.grant_call(known).with_parameters(values),
            None => self
                .grant_call("custom")
                .with_problem(&self.core().lacks(&format!("the grant `{name}`"))),
        })
    }
}
