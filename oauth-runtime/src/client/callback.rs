//! What a browser comes back with: accepted, or refused before anything is sent.

use super::Client;
use crate::answer::Table;
use crate::error::Error;
use crate::flow::{
    Authorized, Came, Pending, accept_code, accept_implicit, accept_initiated, state_of,
};
use crate::grants::{AuthorizationCode, Implicit, ProviderInitiated};
use crate::provider::Provider;
use crate::token::Token;

impl<P: Provider> Client<P> {
    /// Accepts the callback exactly as it was received: a query, one with `?`, a whole URL, the body of a
    /// form that was posted, or the JSON body where the declaration says so.
    ///
    /// A form (`response_mode = "form_post"`) is posted from the provider's site: a cookie that finds `pending` again
    /// comes with it only if it is `SameSite=None; Secure`.
    ///
    /// Nothing is sent. Checked are, in this order: whose authorization it is, the signature,
    /// repeated parameters, `state`, `iss`, that it counts once, its age, an error, and the code.
    ///
    /// # Errors
    /// [`Error::Callback`] says which of them failed.
    #[expect(clippy::needless_pass_by_value, reason = "a pending authorization counts once")]
    pub fn accept(
        &self,
        pending: Pending<P>,
        callback: impl AsRef<str>,
    ) -> Result<Authorized<P>, Error>
    where
        P: AuthorizationCode,
    {
        Authorized::new(accept_code(&self.core(), &pending.data, Came::text(callback.as_ref()))?)
    }

    /// The `state` that a callback has, to look up the pending authorization it answers where one browser may have
    /// several. Nothing of it is believed yet: that is for [`Client::accept`]. `None` if there is none, or it is inside
    /// of a signed answer.
    pub fn state_of(&self, callback: impl AsRef<str>) -> Option<String> {
        state_of(&self.core(), callback.as_ref())
    }

    /// The same with the whole request that came, for a provider that signs in a header what it posts.
    ///
    /// # Errors
    /// As [`Client::accept`].
    #[expect(clippy::needless_pass_by_value, reason = "a pending authorization counts once")]
    pub fn accept_request(
        &self,
        pending: Pending<P>,
        request: &http::Request<impl AsRef<[u8]>>,
    ) -> Result<Authorized<P>, Error>
    where
        P: AuthorizationCode,
    {
        Authorized::new(accept_code(&self.core(), &pending.data, Came::request(request)?)?)
    }

    /// Accepts a callback of an authorization that the provider has started by itself, which has no
    /// `state`: whoever came with it is not known to be the user that is signed in here, so say to whom
    /// the account will be connected before it is.
    ///
    /// # Errors
    /// [`Error::Callback`] says what is wrong with it; one that answers an authorization of ours is
    /// refused.
    pub fn accept_initiated(&self, callback: impl AsRef<str>) -> Result<Authorized<P>, Error>
    where
        P: ProviderInitiated,
    {
        Authorized::new(accept_initiated(&self.core(), Came::text(callback.as_ref()))?)
    }

    /// The same with the whole request that came, for a provider that signs in a header what it posts.
    ///
    /// # Errors
    /// As [`Client::accept_initiated`].
    pub fn accept_initiated_request(
        &self,
        request: &http::Request<impl AsRef<[u8]>>,
    ) -> Result<Authorized<P>, Error>
    where
        P: ProviderInitiated,
    {
        Authorized::new(accept_initiated(&self.core(), Came::request(request)?)?)
    }

    /// Accepts the callback and exchanges its code.
    ///
    /// # Errors
    /// As [`Client::accept`] and [`TokenCall::send`](super::TokenCall::send). If the exchange itself may be tried again,
    /// use those two.
    pub async fn finish(
        &self,
        pending: Pending<P>,
        callback: impl AsRef<str>,
    ) -> Result<Token<P>, Error>
    where
        P: AuthorizationCode,
    {
        let grant = self.core().spec.grants.authorization_code;
        let authorized = if grant.is_some_and(|grant| grant.signs_responses()) {
            self.accept_response(pending, callback.as_ref()).send().await?
        } else {
            self.accept(pending, callback)?
        };
        self.exchange(&authorized).send().await
    }

    /// Accepts the redirect of the implicit flow: the fragment, one with `#`, or the whole URL; where the
    /// declaration says `form_post`, the body that was posted. One that brings an ID token alone is for
    /// [`Client::accept_id_token`].
    ///
    /// # Errors
    /// [`Error::Callback`] if it is refused, [`Error::Unreadable`] if the token in it cannot be read.
    #[expect(clippy::needless_pass_by_value, reason = "a pending authorization counts once")]
    pub fn accept_implicit(
        &self,
        pending: Pending<P>,
        redirect: impl AsRef<str>,
    ) -> Result<Token<P>, Error>
    where
        P: Implicit,
    {
        let members = accept_implicit(&self.core(), &pending.data, redirect.as_ref())?;
        let asked = pending.data.details.as_deref();
        let table = Table::of::<P::TokenFields>();
        crate::token::from_fragment(&self.core(), table, members, asked).map(Token::new)
    }
}
