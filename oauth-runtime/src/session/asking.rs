//! What a session does with its token beside calls of the API: questions, waiting, the end.

use serde_json::{Map, Value as Json};

use super::Session;
use crate::call;
use crate::error::Error;
use crate::fields::Fields;
use crate::grants::{ProviderCall, Revocation, UserinfoEndpoint};
use crate::identity::Userinfo;
use crate::provider::{AnyProvider, Provider};

impl<P: Provider> Session<P> {
    /// Makes a declared call with a fresh token: as [`Client::call`](crate::Client::call).
    ///
    /// # Errors
    /// As [`Session::fresh_token`] and [`AskedCall::send`](crate::AskedCall::send).
    pub async fn call<C: ProviderCall<Provider = P>>(&self) -> Result<C, Error> {
        let held = self.shared.fresh().await?;
        call::call(self.shared.core(), held.data).send().await
    }

    /// What the provider says about the user, asked with a fresh token: as
    /// [`Client::userinfo`](crate::Client::userinfo).
    ///
    /// # Errors
    /// As [`Session::fresh_token`] and [`AskedCall::send`](crate::AskedCall::send).
    pub async fn userinfo<C: Fields>(&self) -> Result<Userinfo<C>, Error>
    where
        P: UserinfoEndpoint<Userinfo = C>,
    {
        let held = self.shared.fresh().await?;
        call::userinfo(self.shared.core(), held.data).send().await
    }

    /// Waits until no renewal is under way and no event is being told. Before a process ends, call it when nothing
    /// uses the session any more (after `axum::serve`, for instance): a renewal that is cut off may have used up the
    /// refresh token, and its successor is lost. A token that could not be stored yet is tried once more.
    ///
    /// In a hook of the session it returns at once.
    ///
    /// # Errors
    /// [`Error::Transport`] with [`TransportFault::Store`](crate::TransportFault::Store) if the newest token is still
    /// not stored ([`store`](crate::SessionBuilder::store)): it is [`Session::token`].
    pub async fn settled(&self) -> Result<(), Error> {
        self.shared.settled().await
    }

    /// Ends the session, for all its clones: calls get an error ([`Error::AuthorizeAgain`] with
    /// [`AgainReason::Ended`](crate::AgainReason::Ended): it is for the user to connect again), nothing is renewed and no
    /// other event is told any more. Nothing is sent: the token is as good as before.
    ///
    /// A renewal that is under way is finished, because its request cannot be taken back, and the hooks are told of its
    /// token, so that the store has one that is good; it is that of [`Session::token`] afterwards. A hook that is
    /// running runs to its end, and a token that could not be stored is tried once more. So wait before the stored token
    /// is deleted, or that of another session is stored:
    ///
    /// ```
    /// # use oauth_runtime::{Provider, Session};
    /// # async fn delete(_: u64) {}
    /// # async fn disconnect<P: Provider>(session: &Session<P>, user: u64) {
    /// session.end();
    /// let _ = session.settled().await; // what could not be stored is to be deleted anyway
    /// delete(user).await;
    /// # }
    /// ```
    pub fn end(&self) {
        self.shared.end();
    }

    /// Revokes the token, as [`Client::revoke`](crate::Client::revoke) does, and ends the session.
    ///
    /// A renewal that is under way is waited for: with the token before it perhaps nothing ends any more. Where it is
    /// with the access token that a revocation is authenticated, a fresh one is got first. Meanwhile calls get an
    /// error, and nothing is renewed. What [`before_renewal`](crate::SessionBuilder::before_renewal) was given is asked
    /// first, so that it is the newest token of all processes that is revoked, and none renews it meanwhile. When this
    /// returns, no hook is running: delete the stored token then, and not before.
    ///
    /// That the token is gone already is no error (RFC 7009, 2.2): so it is where the user has disconnected at the
    /// provider, or it has expired for good. An access token that the provider refuses there is renewed once; if that
    /// is refused too, nothing is left to revoke. Nor is it one to revoke twice, also at the same time.
    ///
    /// # Errors
    /// What the provider says, or, where a fresh token is needed, what [`Session::fresh_token`] says. Then the session
    /// goes on: try again, or [`end`](Session::end) it.
    pub async fn revoke(&self) -> Result<(), Error>
    where
        P: Revocation,
    {
        self.shared.revoke().await
    }
}

impl Session<AnyProvider> {
    /// Makes a declared call with a fresh token, by its name in TOML: as
    /// [`Client::call_json`](crate::Client::call_json).
    ///
    /// # Errors
    /// As [`Session::call`].
    pub async fn call_json(&self, name: &str) -> Result<Map<String, Json>, Error> {
        let held = self.shared.fresh().await?;
        call::call_json(self.shared.core(), held.data, name).send().await
    }
}
