//! The client without its types: compiled once, whatever the number of providers.
//!
//! `build` makes it of the settings and prepares every request, so that a call only fills in its own values
//! (`values`, `written`). Everything that can be wrong with settings is told there.

mod address;
mod api;
#[cfg(feature = "jose")]
mod asserting;
mod authorizations;
mod build;
mod calls;
mod computing;
mod credentials;
mod endpoint;
mod first;
mod headers;
mod hidden;
mod identity;
mod keys;
mod live;
mod members;
#[cfg(feature = "discovery")]
mod metadata;
mod once;
mod origin;
mod prepared;
mod recipe;
mod requests;
mod signing;
mod sources;
mod target;
mod twice;
#[cfg(not(feature = "discovery"))]
mod undiscovered;
mod values;
mod variables;
mod written;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_spec::{Call, CallParameter, ClientAuthentication, Consent, ProviderSpec};

pub(crate) use address::{is_in_host, mirrored, redirect_uri_problem, unmirrored};
pub(crate) use api::{Base, PreparedApi};
pub(crate) use authorizations::has_id_token;
pub(crate) use computing::{Added, Computing};
pub(crate) use endpoint::Endpoint;
pub use keys::AssertionWanted;
#[cfg(feature = "jose")]
pub(crate) use keys::ClientKey;
pub(crate) use keys::Keys;
pub(crate) use live::Live;
#[cfg(feature = "discovery")]
pub(crate) use metadata::asking;
pub(crate) use once::Once;
pub(crate) use origin::Origin;
pub(crate) use prepared::{PreparedAuthorization, PreparedRequest};
pub(crate) use values::{Fixed, Given, More, Values, how_to_give};

use crate::clock::{Clock, SystemClock};
#[cfg(feature = "discovery")]
use crate::discovery::Discovered;
use crate::dpop::Binding;
use crate::error::Error;
use crate::flow::{Flow, Spent};
use crate::identity::Identity;
use crate::inner::InnerNetwork;
#[cfg(feature = "discovery")]
use crate::registration::Registration;
use crate::replay::{ReplayGuard, ReplayMemory};
use crate::secret::Secret;
use crate::transport::Transports;
#[cfg(feature = "jose")]
use crate::webhook::Published;

/// What the builder collects.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<Secret>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) environment: Option<String>,
    pub(crate) variant: Option<String>,
    pub(crate) variables: Vec<(&'static str, String)>,
    pub(crate) authentication: Option<ClientAuthentication>,
    /// What the client signs with.
    pub(crate) keys: Option<Box<Keys>>,
    pub(crate) mirror: Option<String>,
    /// Which requests may go into an inner network.
    pub(crate) inner: InnerNetwork,
    pub(crate) transport: Transports,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) pending_lifetime: Duration,
    /// The provider's metadata, where its declaration leaves endpoints to it.
    #[cfg(feature = "discovery")]
    pub(crate) discovered: Option<Discovered>,
    /// Where client id and secret come from, if the client has registered itself.
    #[cfg(feature = "discovery")]
    pub(crate) registered: Option<Registration>,
    /// What remembers logout tokens, if it is not the client itself.
    pub(crate) replays: Option<Arc<dyn ReplayGuard>>,
}

impl Settings {
    pub(crate) fn new(spec: &'static ProviderSpec, variables: Vec<(&'static str, String)>) -> Self {
        Self {
            spec,
            client_id: None,
            client_secret: None,
            redirect_uri: None,
            environment: None,
            variant: None,
            variables,
            authentication: None,
            keys: None,
            mirror: None,
            inner: InnerNetwork::Stated,
            transport: Transports::default(),
            clock: Arc::new(SystemClock),
            pending_lifetime: Duration::from_secs(600),
            #[cfg(feature = "discovery")]
            discovered: None,
            #[cfg(feature = "discovery")]
            registered: None,
            replays: None,
        }
    }
}

/// A client, resolved and checked.
pub(crate) struct Core {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) origin: Arc<Origin>,
    pub(crate) fixed: Fixed,
    pub(crate) authentication: ClientAuthentication,
    pub(crate) requests: Vec<(&'static str, PreparedRequest)>,
    pub(crate) authorization_code: Option<PreparedAuthorization>,
    pub(crate) implicit: Option<PreparedAuthorization>,
    /// What hands an authorization request over.
    pub(crate) pushed: Option<Box<PreparedRequest>>,
    /// Who a callback's `iss` must name.
    pub(crate) issuer: Option<String>,
    pub(crate) consents: Vec<(&'static Consent, PreparedAuthorization)>,
    pub(crate) revocation: Option<PreparedRequest>,
    pub(crate) introspection: Option<PreparedRequest>,
    pub(crate) calls: Vec<(&'static Call, PreparedRequest)>,
    /// What the client's tokens are bound to (RFC 9449).
    pub(crate) dpop: Option<Arc<Binding>>,
    /// Where the keys of webhooks are that the provider publishes.
    #[cfg(feature = "jose")]
    pub(crate) published: Option<Box<[Published]>>,
    /// What OpenID Connect asks for.
    pub(crate) identity: Option<Box<Identity>>,
    /// Whether the fields of tokens are plain members of the answer.
    pub(crate) simple: bool,
    pub(crate) api: Option<PreparedApi>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) pending_lifetime: Duration,
    pub(crate) common: Arc<Common>,
    /// What it was built of, but for what is in `common`.
    settings: Settings,
}

/// What a client has in common with the one that it is with another secret, and with no other.
pub(crate) struct Common {
    pub(crate) transport: Transports,
    /// The authorizations that have been used.
    pub(crate) spent: Mutex<Spent>,
    /// What remembers logout tokens, where the application has given it.
    replays: Option<Arc<dyn ReplayGuard>>,
    /// And else.
    seen: ReplayMemory,
}

impl Common {
    /// What remembers logout tokens.
    pub(crate) fn replays(&self) -> &dyn ReplayGuard {
        self.replays.as_deref().unwrap_or(&self.seen)
    }
}

impl Core {
    /// Where the prepared request of a grant is.
    pub(crate) fn place_of(&self, grant: &str) -> Option<usize> {
        self.requests.iter().position(|(name, _)| *name == grant)
    }

    /// The prepared request of a grant.
    pub(crate) fn request(&self, grant: &str) -> Result<&PreparedRequest, Error> {
        let found = self.requests.iter().find(|(name, _)| *name == grant);
        found.map(|(_, request)| request).ok_or_else(|| {
            // As they are declared: a grant has a request more before its own.
            let name = match grant {
                crate::device::DEVICE_AUTHORIZATION => "device_code",
                crate::backchannel::BACKCHANNEL_AUTHENTICATION => "ciba",
                name => name,
            };
            self.lacks(&format!("the grant `{name}`"))
        })
    }

    /// Whether a request that follows an authorization says again what was asked for.
    pub(crate) fn repeats_scope(&self) -> bool {
        prepared::repeats_scope(self.spec, &self.requests)
    }

    /// What the browser is sent away with.
    pub(crate) fn authorization(
        &self,
        flow: Flow,
        consent: Option<&str>,
    ) -> Option<&PreparedAuthorization> {
        match flow {
            Flow::Code => self.authorization_code.as_ref(),
            Flow::Implicit => self.implicit.as_ref(),
            Flow::Consent => {
                let mut consents = self.consents.iter();
                consents.find(|(known, _)| Some(known.name) == consent).map(|(_, request)| request)
            }
        }
    }

    /// The prepared request of a call.
    pub(crate) fn call(&self, name: &str) -> Result<(&'static Call, &PreparedRequest), Error> {
        let found = self.calls.iter().find(|(call, _)| call.name == name);
        found
            .map(|(call, request)| (*call, request))
            .ok_or_else(|| self.lacks(&format!("the call `{name}`")))
    }

    /// What the application may give with a grant, beyond what the grant has by itself.
    pub(crate) fn parameters(&self, grant: &str) -> &'static [CallParameter] {
        let grants = &self.spec.grants;
        match grant {
            "authorization_code" => grants.authorization_code.map_or(&[], |it| it.parameters),
            "password" => grants.password.map_or(&[], |it| it.parameters),
            "client_credentials" => grants.client_credentials.map_or(&[], |it| it.parameters),
            custom => grants.custom(custom).map_or(&[], |it| it.parameters),
        }
    }

    /// The error for what the provider does not offer.
    pub(crate) fn lacks(&self, what: &str) -> Error {
        let title = self.spec.title;
        let place = match self.spec.discovery {
            Some(_) => "its metadata does not name it, nor does the TOML file",
            None => "declare it in the TOML file",
        };
        Error::configuration(format!("{title} does not offer {what}: {place}"))
    }
}
