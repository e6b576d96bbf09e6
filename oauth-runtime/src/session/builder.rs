//! Starting a session.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::Session;
use super::event::{Event, Notice};
use super::held::{hold, hold_parsed};
use super::shared::{Hook, Shared};
use crate::answer::Table;
use crate::call::{Call, TokenCall};
use crate::client::Client;
use crate::provider::Provider;
use crate::token::Token;

/// Collects what a [`Session`] is to do.
#[must_use = "there is no session before `start` is called"]
pub struct SessionBuilder<P: Provider> {
    client: Client<P>,
    token: Token<P>,
    hook: Option<Hook>,
    renew_before: Duration,
    warn_before: Duration,
    reacquire: Option<Call>,
}

impl<P: Provider> Client<P> {
    /// Begins a session with a token.
    pub fn session(&self, token: Token<P>) -> SessionBuilder<P> {
        SessionBuilder {
            client: self.clone(),
            token,
            hook: None,
            renew_before: Duration::from_secs(self.spec().token.renew_before.unwrap_or(60)),
            warn_before: Duration::from_secs(7 * 24 * 3600),
            reacquire: None,
        }
    }
}

impl<P: Provider> SessionBuilder<P> {
    /// Tells every event. A new token is told before anything else can use it, and the session waits
    /// until the future is done: store the token in it. The future must not use the session itself,
    /// which is waiting.
    pub fn on_event<F, Told>(mut self, hook: F) -> Self
    where
        F: Fn(Event<P>) -> Told + Send + Sync + 'static,
        Told: Future<Output = ()> + Send + 'static,
    {
        let hook = Arc::new(hook);
        self.hook = Some(Box::new(move |notice: Notice| {
            let hook = hook.clone();
            // The hook itself runs inside, so that a panic in it stays there too.
            Box::pin(async move { hook(notice.typed()).await })
        }));
        self
    }

    /// How long before its expiry a token is renewed, and never more than a quarter of its lifetime. The
    /// default is what the provider prescribes, else 60 seconds.
    pub fn renew_before(mut self, time: Duration) -> Self {
        self.renew_before = time;
        self
    }

    /// How long before its expiry to warn of a token that cannot be renewed; 7 days by default. The
    /// warning comes with the first call, or `fresh_token`, after that.
    pub fn warn_before(mut self, time: Duration) -> Self {
        self.warn_before = time;
        self
    }

    /// The call that gets a new token where the declaration says to ask again as at first
    /// (`renew = "reacquire"`): it is made again each time. Client credentials need no such call,
    /// unless it has parameters of its own.
    pub fn reacquire_with(mut self, call: TokenCall<P>) -> Self {
        self.reacquire = Some(call.into_call());
        self
    }

    /// Starts the session. Nothing is sent before the first call.
    ///
    /// A token that another environment issued is never sent: every call says so.
    pub fn start(self) -> Session<P> {
        let shared = Shared::new(
            self.client.core().clone(),
            Table::of::<P::TokenFields>(),
            hold_parsed::<P>,
            hold(self.token),
            self.hook,
            self.renew_before,
            self.warn_before,
            self.reacquire,
        );
        Session::new(Arc::new(shared))
    }
}

impl<P: Provider> fmt::Debug for SessionBuilder<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SessionBuilder")
            .field("client", &self.client)
            .field("token", &self.token)
            .field("renew_before", &self.renew_before)
            .field("warn_before", &self.warn_before)
            .finish_non_exhaustive()
    }
}
