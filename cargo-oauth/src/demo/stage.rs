//! The stage: an emulator that plays one environment of a provider, and clients for it.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_emulator::{Clock, Emulator};
use oauth_runtime::{AnyName, AnyProvider, AnyVariables, Client, ReqwestTransport};
use oauth_spec::{ClientAuthentication, Provider, ProviderSpec, Source};

use super::variables::invent;
use super::wire::{Exchange, Wire};

/// The emulator makes the same secrets in every run, so that the narration is the same too.
const SEED: u64 = 1;
/// The client. Its secret has every character in it that some encoding stumbles over.
const CLIENT: (&str, &str) = ("demo-client", "demo-secret+/%:&= ?");
/// The clock stands still except where the story moves it. It begins with the year 2026.
const BEGINNING: Duration = Duration::from_secs(1_767_225_600);

/// An emulator, and what a client needs to talk to it.
pub(super) struct Stage {
    pub(super) spec: &'static ProviderSpec,
    pub(super) emulator: Emulator,
    /// Variables whose values nobody but an application knows, and the ones made up here.
    pub(super) invented: Vec<(&'static str, String)>,
    /// The client of most flows.
    pub(super) client: Client<AnyProvider>,
    wire: Arc<Wire>,
}

/// What the runtime goes by is the emulator's clock.
struct SharedClock(Clock);

impl oauth_runtime::Clock for SharedClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }
}

impl Stage {
    /// Sets the stage for an environment; without a name for the first, if there is any.
    pub(super) async fn set(
        provider: &Provider,
        environment: Option<&str>,
    ) -> Result<Self, String> {
        let spec = provider.spec;
        let invented = invent(spec, environment);
        let mut builder = Emulator::builder(spec)
            .seed(SEED)
            .client(CLIENT.0, CLIENT.1)
            .clock(Clock::stopped_at(UNIX_EPOCH + BEGINNING));
        if let Some(name) = environment {
            builder = builder.environment(name);
        }
        for (name, value) in &invented {
            builder = builder.variable(*name, value);
        }
        let emulator = builder.start().await.map_err(|error| error.to_string())?;
        let transport = ReqwestTransport::new().map_err(|error| error.to_string())?;
        let wire = Wire::new(transport);
        let client = client(spec, &emulator, &wire, &invented, None)?;
        Ok(Self { spec, emulator, invented, client, wire })
    }

    /// A client that writes token requests in another way.
    pub(super) fn client_of_variant(&self, name: &str) -> Result<Client<AnyProvider>, String> {
        client(self.spec, &self.emulator, &self.wire, &self.invented, Some(name))
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
}

fn client(
    spec: &'static ProviderSpec,
    emulator: &Emulator,
    wire: &Arc<Wire>,
    invented: &[(&'static str, String)],
    variant: Option<&str>,
) -> Result<Client<AnyProvider>, String> {
    let mut builder = Client::builder_for_with(spec, AnyVariables(invented.to_vec()))
        .client_id(emulator.client_id())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .transport(Arc::clone(wire))
        .clock(SharedClock(emulator.clock().clone()));
    if needs_secret(spec) {
        builder = builder.client_secret(emulator.client_secret());
    }
    if let Some(name) = emulator.environment() {
        builder = builder.environment(AnyName(name.to_owned()));
    }
    if let Some(name) = variant {
        builder = builder.variant(AnyName(name.to_owned()));
    }
    builder.build().map_err(|error| error.to_string())
}

/// Whether the client has a secret: a public one has none.
fn needs_secret(spec: &ProviderSpec) -> bool {
    let signed = |key| spec.callback.signature.is_some_and(|signature| signature.key == key);
    spec.authentication.iter().any(|way: &ClientAuthentication| way.needs_secret())
        || signed(Source::ClientSecret)
}
