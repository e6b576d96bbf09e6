//! Logout: sending the browser to sign out (OpenID Connect RP-Initiated Logout 1.0), and being told that a user
//! has (Back-Channel Logout 1.0).

mod ask;
mod once;
mod pending;
mod refused;
mod token;

pub use ask::AskLogout;
pub use pending::PendingLogout;
pub use refused::LogoutTokenError;
pub(crate) use refused::refused;
pub use token::LogoutToken;

use crate::call;
use crate::client::Client;
use crate::error::Error;
use crate::grants::{EndSession, OpenIdConnect};
use crate::provider::Provider;

impl<P: Provider> Client<P> {
    /// Begins to sign the user out at the provider (RP-Initiated Logout, 2). End the application's own
    /// session first: nobody knows whether the browser will come back.
    pub fn logout(&self) -> AskLogout<P>
    where
        P: EndSession,
    {
        AskLogout::new(self.core())
    }

    /// Accepts the browser's return from signing out: a query, one with `?`, or a whole URL. Only a logout
    /// with a `post_logout_redirect_uri` comes back.
    ///
    /// # Errors
    /// [`Error::Callback`] if `state` is missing or another one, or the logout was another client's or too
    /// long ago.
    #[expect(clippy::needless_pass_by_value, reason = "a logout that waits counts once")]
    pub fn accept_logout(
        &self,
        pending: PendingLogout<P>,
        callback: impl AsRef<str>,
    ) -> Result<(), Error> {
        pending.accept(&self.core(), callback.as_ref())
    }

    /// Verifies what the provider posts as `logout_token` when a user has signed out elsewhere (Back-Channel
    /// Logout, 2.6): signature, `iss`, `aud`, `iat`, `exp`, `jti`, `events`, `sub` or `sid`, no `nonce`, and the
    /// type of the token. End the sessions of [`LogoutToken::session`], or all of
    /// [`LogoutToken::subject`], and answer 200 with `Cache-Control: no-store`, or 400 if this is an error.
    ///
    /// A token counts once, for as long as it is good (`jti`): a second use is refused, also where the first could not
    /// end the sessions. This process remembers it, or what
    /// [`ClientBuilder::replay_guard`](crate::ClientBuilder::replay_guard) has been given.
    ///
    /// The provider's keys are asked for if they are not known.
    ///
    /// # Errors
    /// [`Error::LogoutToken`] says what is wrong with it; [`Error::Transport`] if the guard fails, and others if the keys
    /// cannot be had: where time helps ([`Error::is_retryable`]) say so with 503.
    pub async fn verify_logout_token(&self, token: impl AsRef<str>) -> Result<LogoutToken, Error>
    where
        P: OpenIdConnect,
    {
        let core = self.core();
        let claims = call::verify_logout_token(&core, token.as_ref()).await?;
        let token = LogoutToken::new(claims)?;
        once::first_use(&core, &token).await?;
        Ok(token)
    }
}
