//! The handle of a running emulator.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_spec::ProviderSpec;
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::browser::{self, BrowseError, Decision};
use crate::builder::Builder;
use crate::clock::Clock;
use crate::error::EmulatorError;
use crate::fault::{Fault, Step};
use crate::http;
use crate::journal::Recorded;
use crate::ledger::{Allowed, Bound, Given, Posted};
use crate::serve;
use crate::world::World;

/// A provider on loopback. It stops when it is dropped.
pub struct Emulator {
    pub(crate) world: Arc<World>,
    address: SocketAddr,
    url: String,
    task: JoinHandle<()>,
}

impl Emulator {
    /// Plays that provider with the defaults: its first environment, one client, one user.
    pub async fn start(spec: &'static ProviderSpec) -> Result<Self, EmulatorError> {
        Self::builder(spec).start().await
    }

    /// Plays that provider as the builder is told.
    pub fn builder(spec: &'static ProviderSpec) -> Builder {
        Builder::new(spec)
    }

    pub(crate) async fn listen(world: World, port: u16) -> Result<Self, EmulatorError> {
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let failed = |source| EmulatorError::Listen { address: wanted.to_string(), source };
        let listener = TcpListener::bind(wanted).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let world = Arc::new(world);
        let task = tokio::spawn(http::listen(listener, Arc::clone(&world)));
        let url = format!("{}://{address}", world.scheme());
        Ok(Self { world, address, url, task })
    }

    /// Stops it: the port is free when this returns, and every connection closes.
    pub async fn stop(mut self) {
        self.task.abort();
        // The task was told to end; that it did is all there is to know.
        let _ = (&mut self.task).await;
    }

    /// What it plays.
    pub fn spec(&self) -> &'static ProviderSpec {
        self.world.spec
    }

    /// The mirror to build the client with: `http://127.0.0.1:PORT`, or `https://…` where it speaks TLS. What belongs at
    /// `https://HOST/PATH` is served at `/HOST/PATH` below it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The authority, in PEM, of the certificate that it shows: what clients must trust. None where it speaks
    /// plain HTTP, see [`Builder::tls`].
    #[cfg(feature = "tls")]
    pub fn root_certificate(&self) -> Option<&str> {
        self.world.tls.as_ref().map(crate::tls::Tls::root)
    }

    /// The environment that it plays.
    pub fn environment(&self) -> Option<&'static str> {
        self.world.script.values.environment()
    }

    /// The value that it gives a variable.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.world.script.values.find(name)
    }

    /// The client's id.
    pub fn client_id(&self) -> &str {
        self.world.settings.clients.first().map_or("", |client| &client.id)
    }

    /// The client's secret.
    pub fn client_secret(&self) -> &str {
        self.world.settings.clients.first().map_or("", |client| &client.secret)
    }

    /// The redirect URI; the first, if there are several.
    pub fn redirect_uri(&self) -> &str {
        self.world.settings.redirect_uris.first().map_or("", String::as_str)
    }

    /// Where the browser may come back to from a logout.
    pub fn post_logout_redirect_uri(&self) -> &str {
        &self.world.settings.post_logout_redirect_uri
    }

    /// What the provider posts to the client as `logout_token` when the user at the browser signs out
    /// elsewhere (OpenID Connect Back-Channel Logout 1.0, 2.4).
    pub fn logout_token(&self) -> String {
        self.logout_token_with(|_| {})
    }

    /// The same, signed after `change` to its claims.
    pub fn logout_token_with(&self, change: impl FnOnce(&mut Map<String, Value>)) -> String {
        serve::logout_token(&self.world, change)
    }

    /// The name of the user at the browser.
    pub fn username(&self) -> &str {
        self.world.settings.users.first().map_or("", |user| &user.name)
    }

    /// The password of that user.
    pub fn password(&self) -> &str {
        self.world.settings.users.first().map_or("", |user| &user.password)
    }

    /// What the custom grant of that name takes, by parameter. Of a parameter that is not required
    /// any other value of its kind is taken too. Empty if there is no such grant.
    pub fn accepts(&self, grant: &str) -> BTreeMap<&'static str, Value> {
        self.world.settings.accepts.get(grant).cloned().unwrap_or_default()
    }

    /// The clock that codes and tokens expire by.
    pub fn clock(&self) -> &Clock {
        &self.world.clock
    }

    /// Acts as the user's browser: goes to the consent page, answers it, and returns the whole
    /// callback URL, fragment included. The address may be the provider's or the mirror's.
    ///
    /// Where the answer is posted (`response_mode = "form_post"`), it is the body of that form.
    ///
    /// Where the provider sends the browser straight back with an error, that URL is returned.
    pub async fn browse(
        &self,
        authorize_url: &str,
        decision: Decision,
    ) -> Result<String, BrowseError> {
        browser::browse(self.address, &self.world, authorize_url, &decision).await
    }

    /// Acts as the user who types a device's code in and agrees: `false` if no device waits for it.
    ///
    /// Of a backchannel authentication, the code is the binding message, or the user's name if there is none. Of
    /// several with the same, it is the one that has waited longest.
    pub fn approve(&self, user_code: &str) -> bool {
        self.decide(user_code, Allowed::By(self.username().to_owned()))
    }

    /// Acts as the user who types a device's code in and refuses: `false` if no device waits for it. The code
    /// is as for [`Emulator::approve`].
    pub fn deny(&self, user_code: &str) -> bool {
        self.decide(user_code, Allowed::No)
    }

    fn decide(&self, user_code: &str, decision: Allowed) -> bool {
        self.world.ledger().decide_device(user_code, decision, self.world.clock.now())
    }

    /// Acts as the provider that starts an authorization by itself, as when its user installs the
    /// application from a marketplace: the callback URL, without a state. Its code needs no verifier.
    ///
    /// A callback that is a JSON document is posted, see [`Emulator::posted_callback`]; of one that is a form
    /// (`response_mode = "form_post"`) this is the body.
    pub fn start_at_provider(&self) -> Result<String, BrowseError> {
        let answer = serve::start(&self.world);
        let problem = || BrowseError::Page {
            status: answer.status.as_u16(),
            message: "The callback cannot be made".to_owned(),
        };
        let form = || browser::posted(&answer.text());
        answer.location().map(str::to_owned).or_else(form).ok_or_else(problem)
    }

    /// The oldest callback document that the provider has posted by itself and that was not fetched yet,
    /// for a declaration whose callback is JSON: a test hands it to the client.
    pub fn posted_callback(&self) -> Option<Posted> {
        self.world.ledger().fetch_posted()
    }

    /// The value that the provider gives a declared field, see [`Builder::field`].
    pub fn field(&self, field: &str) -> Option<Value> {
        let (table, name) = field.split_once('.')?;
        self.world.script.values.samples.told(table, name).cloned()
    }

    /// A token as a person makes one by hand at the provider.
    pub fn issue_personal_access_token(&self, expires_at: Option<SystemTime>) -> String {
        let token = self.world.access_token();
        let given = Given {
            bound_to: Bound::default(),
            grant: "personal_access_token",
            client_id: self.client_id().to_owned(),
            scopes: self.world.settings.default_scopes.clone(),
            other_scopes: Vec::new(),
            nonce: None,
            details: None,
            resources: Vec::new(),
            audience: Vec::new(),
            user: Some(self.username().to_owned()),
        };
        self.world.ledger().add_access(token.clone(), given, None, expires_at, None);
        token
    }

    /// Revokes all tokens, as when the user throws the application out.
    pub fn revoke_everything(&self) {
        self.world.ledger().revoke_everything();
    }

    /// Revokes one token, an access token or a refresh token, with all that came of the same authorization, as when one of
    /// several users throws the application out: `false` if there is no such token.
    pub fn revoke(&self, token: &str) -> bool {
        self.world.ledger().revoke_with(token)
    }

    /// Makes all access tokens expire now, whatever their answers said.
    pub fn expire_access_tokens(&self) {
        let now = self.world.clock.now();
        self.world.ledger().expire_access_tokens(now);
    }

    /// Lets the next request of that step go wrong. Several calls wait in line.
    pub fn fail_next(&self, step: Step, fault: Fault) {
        self.world.faults().add_once(step, fault);
    }

    /// Lets every request of that step go wrong until [`Emulator::heal`]. It replaces the fault that
    /// the step has always had.
    pub fn fail_always(&self, step: Step, fault: Fault) {
        self.world.faults().set_always(step, fault);
    }

    /// Takes all faults back.
    pub fn heal(&self) {
        self.world.faults().clear();
    }

    /// Lets the next API call meet the rate limit, with the first declared status that is not 429,
    /// or else the first that is declared.
    pub fn rate_limit_next(&self, retry_after: Option<Duration>) {
        let declared = self.world.spec.api.rate_limited;
        let own = declared.iter().find(|status| **status != 429);
        let status = own.or(declared.first()).copied().unwrap_or(429);
        self.fail_next(Step::Api, Fault::RateLimitedWith { status, retry_after });
    }

    /// The requests that came, the oldest first: the last ten thousand.
    pub fn requests(&self) -> Vec<Recorded> {
        self.world.journal().requests()
    }

    /// The requests that came to that step.
    pub fn requests_to(&self, step: Step) -> Vec<Recorded> {
        let mut requests = self.requests();
        requests.retain(|request| request.step == step);
        requests
    }

    /// How many token requests came since the start or the last [`Emulator::clear_requests`].
    pub fn token_requests(&self) -> u64 {
        self.world.journal().token_requests()
    }

    /// Forgets the requests that came.
    pub fn clear_requests(&self) {
        self.world.journal().clear();
    }
}

/// Who it is and where. What it knows are secrets, and long.
impl fmt::Debug for Emulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = formatter.debug_struct("Emulator");
        told.field("provider", &self.world.spec.name).field("url", &self.url);
        told.finish_non_exhaustive()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.task.abort();
    }
}
