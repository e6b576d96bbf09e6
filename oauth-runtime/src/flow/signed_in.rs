//! Coming back with an ID token alone: who the user is, and nothing to open anything with
//! (OpenID Connect Core, 3.2).

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use http::{Request, Response};
use serde_json::{Map, Value as Json};

use super::accept::{believe, belongs, foresee};
use super::implicit::{id_token, implicit_members};
use super::received::denied;
use super::{Authorize, Flow, Pending, PendingData};
use crate::answer::Members;
use crate::call::{keys_request, read_keys};
use crate::client::Client;
use crate::core::Core;
use crate::error::{CallbackError, Error};
use crate::grants::ImplicitIdToken;
use crate::identity::{Checked, IdToken, IdTokenError, Proofs, checked};
use crate::provider::Provider;
use crate::secret::Secret;
use crate::transport::BoxFuture;

impl<P: Provider> Client<P> {
    /// Begins a sign-in that brings an ID token and no access token (OpenID Connect Core, 3.2). `openid` is
    /// asked for whether it is named or not, and a `nonce` is always sent.
    pub fn implicit_id_token(&self) -> Authorize<P>
    where
        P: ImplicitIdToken,
    {
        Authorize::new(self.core(), Flow::Implicit)
    }

    /// Accepts the redirect of a sign-in: the fragment, one with `#`, or the whole URL; where the declaration
    /// says `form_post`, the body that was posted. `.await` verifies the ID token in it, and asks for the
    /// provider's keys if they must be known first.
    ///
    /// A form is posted from the provider's site: a cookie that finds `pending` again comes with it only if it
    /// is `SameSite=None; Secure`.
    pub fn accept_id_token(
        &self,
        pending: Pending<P>,
        redirect: impl Into<String>,
    ) -> AcceptIdToken<P>
    where
        P: ImplicitIdToken,
    {
        AcceptIdToken {
            core: self.core(),
            pending: pending.data,
            redirect: redirect.into(),
            read: false,
            provider: PhantomData,
        }
    }
}

/// A user who has signed in: the claims of an ID token that was verified, reached through this, and the token
/// itself.
pub struct SignedIn<P: ImplicitIdToken> {
    claims: IdToken<P::Claims>,
    id_token: Secret,
}

impl<P: ImplicitIdToken> SignedIn<P> {
    /// The ID token as it came: for [`AskLogout::id_token_hint`](crate::AskLogout::id_token_hint), or for
    /// another server that verifies it by itself.
    pub fn id_token(&self) -> &Secret {
        &self.id_token
    }

    /// What it says.
    pub fn claims(&self) -> &IdToken<P::Claims> {
        &self.claims
    }
}

impl<P: ImplicitIdToken> Deref for SignedIn<P> {
    type Target = IdToken<P::Claims>;

    fn deref(&self) -> &Self::Target {
        &self.claims
    }
}

impl<P: ImplicitIdToken> fmt::Debug for SignedIn<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SignedIn").field("claims", &self.claims).finish_non_exhaustive()
    }
}

/// A redirect with an ID token that has not been accepted yet. `.await` accepts it.
///
/// [`AcceptIdToken::request`], [`AcceptIdToken::answer`] and [`AcceptIdToken::accept`] are the same without
/// I/O.
#[must_use = "nothing is accepted before it is awaited"]
pub struct AcceptIdToken<P> {
    core: Arc<Core>,
    pending: PendingData,
    redirect: String,
    /// Whether the keys were read for this.
    read: bool,
    provider: PhantomData<fn() -> P>,
}

/// What is known of a redirect.
enum Found {
    Holds(Map<String, Json>, Secret),
    KeysNeeded,
}

impl<P: ImplicitIdToken> AcceptIdToken<P> {
    /// The request for the provider's keys, if they must be asked for first.
    ///
    /// # Errors
    /// As [`AcceptIdToken::accept`].
    pub fn request(&self) -> Result<Option<Request<Vec<u8>>>, Error> {
        // What else is wrong with it is told without asking anybody, and does not spend it.
        let members = self.members()?;
        foresee(&self.core, &self.pending, &members)?;
        match self.found(&members)? {
            Found::KeysNeeded => keys_request(&self.core).map(Some),
            Found::Holds(..) => Ok(None),
        }
    }

    /// Reads the answer to that request.
    ///
    /// # Errors
    /// [`Error::Provider`] or [`Error::Unreadable`] if there are no keys in it.
    pub fn answer(&mut self, response: Response<Vec<u8>>) -> Result<(), Error> {
        read_keys(&self.core, response)?;
        self.read = true;
        Ok(())
    }

    /// Accepts the redirect: `state`, `iss`, that it counts once, its age, an error; and the ID token, with
    /// its signature, issuer, audience, times and `nonce` (OpenID Connect Core, 3.2.2.11).
    ///
    /// # Errors
    /// [`Error::Callback`] if the redirect is refused, [`Error::IdToken`] if its ID token is;
    /// [`Error::Configuration`] if the keys must be asked for first.
    pub fn accept(self) -> Result<SignedIn<P>, Error> {
        let core = &*self.core;
        let members = self.members()?;
        // In one that says no, or that brings nothing, there is nothing to verify.
        if id_token(core, &members).is_none() || denied(core, &members).is_err() {
            believe(core, &self.pending, None, &members)?;
        } else {
            foresee(core, &self.pending, &members)?;
        }
        let Found::Holds(claims, id_token) = self.found(&members)? else {
            return Err(Error::configuration(
                "the provider's keys must be asked for first: send `.request()` and pass what comes back to \
                 `.answer(…)`, or await the call",
            ));
        };
        believe(core, &self.pending, None, &members)?;
        Ok(SignedIn { claims: IdToken::new(claims)?, id_token })
    }

    /// Asks for keys if it must, and accepts the redirect.
    ///
    /// # Errors
    /// As [`AcceptIdToken::answer`] and [`AcceptIdToken::accept`], and [`Error::Transport`] if there was no
    /// answer.
    pub async fn send(mut self) -> Result<SignedIn<P>, Error> {
        let request = match self.request() {
            // Accepting it says the same, and spends it.
            Err(Error::Callback(_)) => None,
            request => request?,
        };
        if let Some(request) = request {
            let response = self.core.common.transport.get()?.send(request).await?;
            self.answer(response)?;
        }
        self.accept()
    }

    /// What the redirect says, of an authorization of this client.
    fn members(&self) -> Result<Members, Error> {
        belongs(&self.core, &self.pending, Flow::Implicit, None)?;
        implicit_members(&self.core, &self.redirect)
    }

    /// What the ID token claims, if it holds and belongs to this authorization.
    fn found(&self, members: &Members) -> Result<Found, Error> {
        let core = &*self.core;
        let Some(spec) = &core.spec.id_token else { return Err(core.lacks("ID tokens")) };
        let token = id_token(core, members).ok_or(CallbackError::MissingIdToken)?;
        let details = self.pending.details.as_deref();
        let nonce = details.and_then(|details| details.nonce.as_ref());
        // Nothing else ties it to this browser.
        let nonce = nonce.ok_or(IdTokenError::MissingNonce)?;
        let proofs = Proofs { nonce: Some(nonce), nonce_required: true, ..Proofs::default() };
        match checked(core, spec, &token, self.read, proofs)? {
            Checked::Claims(claims) => Ok(Found::Holds(claims, Secret::from(token.into_owned()))),
            Checked::KeysNeeded => Ok(Found::KeysNeeded),
            Checked::TooEarly => Err(IdTokenError::UnknownKey.into()),
        }
    }
}

impl<P: ImplicitIdToken> IntoFuture for AcceptIdToken<P> {
    type Output = Result<SignedIn<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> fmt::Debug for AcceptIdToken<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AcceptIdToken").finish_non_exhaustive()
    }
}
