//! The stage: an emulator that plays one environment of a provider, and clients for it.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_emulator::{Clock, Emulator};
use oauth_runtime::{
    AnyName, AnyProvider, AnyVariables, Client, ClientBuilder, ClockFn, Discovered,
    ReqwestTransport,
};
use oauth_spec::{Provider, ProviderSpec, Source, VariableKind};

use super::keys;
use super::variables::{Invented, invent};
use super::wire::{Exchange, Wire};

/// The emulator makes the same secrets in every run, so that the narration is the same too.
const SEED: u64 = 1;
/// The client. Its secret has every character in it that some encoding stumbles over.
const CLIENT: (&str, &str) = ("demo-client", "demo-secret+/%:&= ?");
/// Its id where ids are numbers.
pub(crate) const NUMERIC_ID: &str = "1047110815";
/// The clock stands still except where the story moves it. It begins with the year 2026.
const BEGINNING: Duration = Duration::from_secs(1_767_225_600);

/// An emulator, and what a client needs to talk to it.
pub(super) struct Stage {
    pub(super) spec: &'static ProviderSpec,
    pub(super) emulator: Emulator,
    /// Variables whose values nobody but an application knows, and the ones made up here.
    pub(super) invented: Vec<Invented>,
    /// The client of most flows.
    pub(super) client: Client<AnyProvider>,
    wire: Arc<Wire>,
    /// What clients are built of: it may leave endpoints to the metadata.
    declared: &'static ProviderSpec,
    found: Option<Discovered>,
}

impl Stage {
    /// Sets the stage for an environment; without a name for the first, if there is any.
    pub(super) async fn set(
        provider: &Provider,
        environment: Option<&str>,
    ) -> Result<Self, String> {
        let declared = provider.spec;
        let invented = invent(declared, environment);
        let secret = keys::of(declared, Source::ClientSecret).unwrap_or(CLIENT.1);
        let mut builder = Emulator::builder(declared)
            .seed(SEED)
            .client(if declared.client.numeric_id { NUMERIC_ID } else { CLIENT.0 }, secret)
            .clock(Clock::stopped_at(UNIX_EPOCH + BEGINNING));
        if let Some(key) = keys::of_client(declared) {
            builder = builder.client_key(&key.public_jwk());
        }
        if let Some(name) = environment {
            builder = builder.environment(name);
        }
        for Invented { name, value, .. } in &invented {
            builder = builder.variable(*name, value);
        }
        let emulator = builder.start().await.map_err(|error| error.to_string())?;
        let transport = ReqwestTransport::new().map_err(|error| error.to_string())?;
        let wire = Wire::new(transport);
        let mut builder = setup(declared, &emulator, &wire, &invented);
        if declared.discovery.is_some() {
            builder = builder.discover().await.map_err(|error| error.to_string())?;
        }
        let found = builder.metadata().cloned();
        let client = builder.build().map_err(|error| error.to_string())?;
        let spec = emulator.spec();
        Ok(Self { spec, emulator, invented, client, wire, declared, found })
    }

    /// What a further client is built with: all that is known of the provider.
    pub(super) fn builder(&self) -> ClientBuilder<AnyProvider> {
        let builder = setup(self.declared, &self.emulator, &self.wire, &self.invented);
        match &self.found {
            Some(found) => builder.with_discovered(found.clone()),
            None => builder,
        }
    }

    /// A client that writes token requests in another way.
    pub(super) fn client_of_variant(&self, name: &str) -> Result<Client<AnyProvider>, String> {
        let builder = self.builder().variant(AnyName(name.to_owned()));
        builder.build().map_err(|error| error.to_string())
    }

    /// What was exchanged since this was last asked.
    pub(super) fn take(&self) -> Vec<Exchange> {
        self.wire.take(&self.emulator)
    }

    /// Lets time pass.
    pub(super) fn wait(&self, time: Duration) {
        self.emulator.clock().advance(time);
    }

    /// What time it is.
    pub(super) fn now(&self) -> SystemTime {
        self.emulator.clock().now()
    }

    /// What is sent for a variable: its value, or the text that the value stands for.
    pub(super) fn sent(&self, name: &str) -> Option<String> {
        let value = self.emulator.variable(name)?;
        let text = match self.spec.variable(name)?.kind {
            VariableKind::Map(texts) => texts.iter().find(|(key, _)| *key == value)?.1,
            _ => value,
        };
        Some(text.to_owned())
    }
}

/// The settings of a client.
fn setup(
    spec: &'static ProviderSpec,
    emulator: &Emulator,
    wire: &Arc<Wire>,
    invented: &[Invented],
) -> ClientBuilder<AnyProvider> {
    let variables = invented.iter().map(|each| (each.name, each.value.clone())).collect();
    let clock = emulator.clock().clone();
    let mut builder = Client::builder_for_with(spec, AnyVariables(variables))
        .client_id(emulator.client_id())
        // Where the client is a public one, nothing takes it.
        .client_secret(emulator.client_secret())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .transport(Arc::clone(wire))
        .clock(ClockFn(move || clock.now()));
    if let Some(key) = keys::of_client(spec) {
        builder = builder.client_key(key);
    }
    if let Some(key) = keys::of_tokens(spec) {
        builder = builder.dpop_key(key);
    }
    if let Some(name) = emulator.environment() {
        builder = builder.environment(AnyName(name.to_owned()));
    }
    builder
}
