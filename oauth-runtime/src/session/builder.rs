//! Starting a session.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::before::BeforeRenewal;
use super::event::{Event, Notice};
use super::held::{Held, hold, hold_parsed};
use super::shared::{Plan, Shared};
use super::{Session, typed};
use crate::answer::Table;
use crate::call::TokenCall;
use crate::client::Client;
use crate::provider::Provider;
use crate::token::Token;

/// Collects what a [`Session`] is to do.
#[must_use = "there is no session before `start` is called"]
pub struct SessionBuilder<P: Provider> {
    client: Client<P>,
    token: Token<P>,
    plan: Plan,
}

impl<P: Provider> Client<P> {
    /// Begins a session with a token. **One session for one token**: see [`Session`].
    ///
    /// The token itself is not told to [`SessionBuilder::on_event`]: store it before.
    pub fn session(&self, token: Token<P>) -> SessionBuilder<P> {
        SessionBuilder {
            client: self.clone(),
            token,
            plan: Plan {
                hooks: Vec::new(),
                store: None,
                before: None,
                renew_before: Duration::from_secs(self.spec().token.renew_before.unwrap_or(60)),
                warn_before: Duration::from_secs(7 * 24 * 3600),
                reacquire: None,
                longest: None,
            },
        }
    }
}

impl<P: Provider> SessionBuilder<P> {
    /// Stores each new token, before anything else can use it: of a renewal, and of
    /// [`Session::replace`](crate::Session::replace). What the session starts with is not stored: store that before. A
    /// second `store` takes the place of the first.
    ///
    /// If it fails (or panics), nothing is lost while the process lives: calls go on with the new token, what
    /// [`BeforeRenewal::holding`] keeps is kept, and storing is tried again after a second, later after each failure,
    /// and at least once a minute, always with the newest token. [`Event::NotStored`] tells it, and
    /// [`Session::settled`](crate::Session::settled). Bound the time that it may take: whoever needs the new token
    /// waits for the first attempt. Once the session has ended it is tried one more time, and where nobody has it any more
    /// ten times, which takes some minutes; then the token and what was kept are let go. What `on_event` says of hooks
    /// that use the session, or keep it, holds here, too.
    ///
    /// Within a session tokens are stored one after the other, the newest last. Between several of one token, in one
    /// process or in many, only a lock in [`before_renewal`](Self::before_renewal) sees to that: without it, what is
    /// under way to the store here may come over what another has stored since.
    ///
    /// ```
    /// # use oauth_runtime::{Client, Provider, Token};
    /// # #[derive(Clone)] struct Store;
    /// # impl Store { async fn put(&self, _: &str, _: String) -> std::io::Result<()> { Ok(()) } }
    /// # async fn run<P: Provider>(client: Client<P>, token: Token<P>, store: Store) -> std::io::Result<()> {
    /// store.put("user 7", token.save()).await?; // the first one
    /// let session = client.session(token).store(move |token| {
    ///     let store = store.clone();
    ///     async move { Ok(store.put("user 7", token.save()).await?) }
    /// }).start();
    /// # Ok(()) }
    /// ```
    pub fn store<F, Stored>(mut self, hook: F) -> Self
    where
        F: Fn(Arc<Token<P>>) -> Stored + Send + Sync + 'static,
        Stored:
            Future<Output = Result<(), Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
    {
        let hook = Arc::new(hook);
        self.plan.store = Some(Box::new(move |held: Held| {
            let hook = hook.clone();
            Box::pin(async move { hook(typed(&held)).await })
        }));
        self
    }

    /// Tells every event. A new token is told before anything else can use it, and the session waits
    /// until the future is done. It can be stored in it, where that cannot fail; else [`store`](Self::store) is for
    /// that, which is asked before. What the session starts with is not told.
    ///
    /// With several hooks each is told, in the order in which they were added, and after the one before is done;
    /// those who [`subscribe`](Session::subscribe) are told last. A hook that panics keeps nothing from the others: they
    /// hear of it ([`Event::HookPanicked`]). It is not called again for that, and a lock is let go: what must not be lost
    /// belongs into `store`.
    ///
    /// In a hook the session waits for the hook: what would wait for the session there (a call, `fresh_token`,
    /// `renew`) gets an error. `token()`, `replace(…)` and `end()` are fine. A task that the hook starts and waits for
    /// would wait for ever. A hook that keeps a clone of the session keeps the session there, and with it the attempts
    /// to store: [`end`](Session::end) it, as to drop the others ends nothing then.
    ///
    /// ```
    /// # use oauth_runtime::{Client, Event, Provider, Token};
    /// # fn run<P: Provider>(client: Client<P>, token: Token<P>) {
    /// let session = client.session(token).on_event(|event| async move {
    ///     if let Event::NeedsUser { error } | Event::NotStored { error } = event {
    ///         eprintln!("somebody has to look at this: {error}");
    ///     }
    /// }).start();
    /// # }
    /// ```
    pub fn on_event<F, Told>(mut self, hook: F) -> Self
    where
        F: Fn(Event<P>) -> Told + Send + Sync + 'static,
        Told: Future<Output = ()> + Send + 'static,
    {
        let hook = Arc::new(hook);
        self.plan.hooks.push(Box::new(move |notice: Notice| {
            let hook = hook.clone();
            // The hook itself runs inside, so that a panic in it stays there too.
            Box::pin(async move { hook(notice.typed()).await })
        }));
        self
    }

    /// Is called before each renewal, with the token that is to be renewed; before [`Session::revoke`], with the one
    /// that is to be revoked; and after [`Session::replace`], with the new one, which is stored under its lock whatever
    /// it gives back. It makes it safe that **several sessions,
    /// or several processes, have the same token**: take a lock, read the store, and give back what is there. If
    /// somebody else has renewed the token meanwhile, the session goes on with that one and sends nothing.
    ///
    /// What [`BeforeRenewal::holding`] keeps is dropped after the new token is [stored](Self::store) and the hooks of
    /// `on_event` have been told of it, or after the renewal has failed. An error or a panic here means that the renewal
    /// fails; the token stays, and is tried again with a later call. What callers get is
    /// [`TransportFault::BeforeRenewal`](crate::TransportFault::BeforeRenewal), with the application's error as its
    /// source, and time may help; an [`Error`](crate::Error) of this crate they get as it is, with its own remedy.
    /// Where there is no stored token any more, say [`BeforeRenewal::gone`]. A hook finds the lock taken and must not wait for it. A token that nothing here
    /// renews, because it has no refresh token or that was refused, is looked for in the store too: somebody may have
    /// connected again elsewhere. A second `before_renewal` takes the place of the first. All that wait for the renewal wait
    /// for this, too: bound the time that a lock may take. Do not use the session itself in it.
    ///
    /// Without a lock (a hook that reads the store, and stores only over what it has read) two processes may still renew
    /// at the same time, and where refresh tokens are used up the second one is refused. It then asks here once more, and
    /// goes on with what the first has stored by then; if that is not there yet, it says that a user must come, and looks
    /// again with a call five seconds later. And a provider may take a refresh token that comes twice for theft, and end
    /// the connection (RFC 9700, 4.14.2): against that only a lock helps.
    ///
    /// The store's token counts as newer by the time at which it was received: the clocks of the processes must agree
    /// better than tokens follow each other.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use oauth_runtime::{BeforeRenewal, Client, Provider, Token};
    /// # #[derive(Clone)] struct Store;
    /// # impl Store {
    /// #     async fn lock(&self, _: &str) -> std::io::Result<()> { Ok(()) }
    /// #     async fn get(&self, _: &str) -> std::io::Result<String> { Ok(String::new()) }
    /// # }
    /// # fn run<P: Provider>(client: Client<P>, token: Token<P>, store: Store) {
    /// let reader = client.clone();
    /// let session = client.session(token).before_renewal(move |_| {
    ///     let (store, reader) = (store.clone(), reader.clone());
    ///     async move {
    ///         let lock = store.lock("user 7").await?;
    ///         let stored = reader.restore_token(&store.get("user 7").await?)?;
    ///         Ok(BeforeRenewal::stored(stored).holding(lock))
    ///     }
    /// });
    /// # }
    /// ```
    pub fn before_renewal<F, Asked>(mut self, hook: F) -> Self
    where
        F: Fn(Arc<Token<P>>) -> Asked + Send + Sync + 'static,
        Asked: Future<Output = Result<BeforeRenewal<P>, Box<dyn std::error::Error + Send + Sync>>>
            + Send
            + 'static,
    {
        let hook = Arc::new(hook);
        self.plan.before = Some(Box::new(move |held: Held| {
            let hook = hook.clone();
            Box::pin(async move { hook(typed(&held)).await.map(BeforeRenewal::prepared) })
        }));
        self
    }

    /// The longest answer of the API that is read, in bytes; by default the transport's bound, which is 1 MiB for the
    /// built-in one. One of the application's own reads it from the request
    /// ([`LongestAnswer`](crate::transport::LongestAnswer)). Of longer ones than memory should hold, stream the answer:
    /// [`Session::prepare`].
    pub fn longest_answer(mut self, bytes: usize) -> Self {
        self.plan.longest = Some(bytes);
        self
    }

    /// How long before its expiry a token is renewed, and never more than a quarter of its lifetime. The
    /// default is what the provider prescribes, else 60 seconds.
    pub fn renew_before(mut self, time: Duration) -> Self {
        self.plan.renew_before = time;
        self
    }

    /// How long before its expiry to warn of a token that cannot be renewed; 7 days by default. The
    /// warning comes with the first call, or `fresh_token`, after that.
    pub fn warn_before(mut self, time: Duration) -> Self {
        self.plan.warn_before = time;
        self
    }

    /// The call that gets a new token where the declaration says to ask again as at first
    /// (`renew = "reacquire"`): it is made again each time. Client credentials need no such call: what the first request
    /// asked for (scopes, resources, authorization details, parameters) is kept with the token, in its saved text too,
    /// and asked for again. Only a token that was stored before this was kept needs it.
    ///
    /// In client credentials, and in grants of the provider's own, no user takes part: whatever the provider refuses,
    /// whoever runs the application can help ([`Remedy::Operator`](crate::Remedy::Operator)), and it is asked again after
    /// a pause. A password is its user's: once it is refused, it is for the user to log in again
    /// ([`Remedy::AskUser`](crate::Remedy::AskUser), [`Event::NeedsUser`]), and it is not sent again, as providers lock
    /// accounts for that.
    pub fn reacquire_with(mut self, call: TokenCall<P>) -> Self {
        self.plan.reacquire = Some(call.into_call());
        self
    }

    /// Starts the session. Nothing is sent before the first call, and the token that it starts with is not told:
    /// it is the application's to store, before this.
    ///
    /// A token that another environment issued is never sent: every call says so.
    pub fn start(self) -> Session<P> {
        let shared = Shared::new(
            self.client.live().clone(),
            Table::of::<P::TokenFields>(),
            hold_parsed::<P>,
            hold(self.token),
            self.plan,
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
            .field("renew_before", &self.plan.renew_before)
            .field("warn_before", &self.plan.warn_before)
            .finish_non_exhaustive()
    }
}
