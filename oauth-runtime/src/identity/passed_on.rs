//! ID tokens that another client passes on: a single-page or a mobile application, which has signed the user in.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;

use super::{ForOthers, IdToken, Proofs};
use crate::call;
use crate::core::Core;
use crate::error::Error;
use crate::fields::Fields;
use crate::secret::Secret;
use crate::transport::BoxFuture;

/// An ID token that is still to be verified, as a text ([`Client::verify_id_token_text`]). `.await` verifies it.
///
/// [`Client::verify_id_token_text`]: crate::Client::verify_id_token_text
#[must_use = "nothing is verified before it is awaited"]
pub struct VerifyIdToken<C> {
    core: Arc<Core>,
    token: Secret,
    nonce: Option<Secret>,
    access_token: Option<Secret>,
    audience: Option<String>,
    party: Option<String>,
    claims: PhantomData<fn() -> C>,
}

impl<C: Fields> VerifyIdToken<C> {
    pub(crate) fn new(core: Arc<Core>, token: Secret) -> Self {
        Self {
            core,
            token,
            nonce: None,
            access_token: None,
            audience: None,
            party: None,
            claims: PhantomData,
        }
    }

    /// Whom it must be for (`aud`), instead of this client: the client id of the application that passes it on. If it
    /// says who has asked for it (`azp`), that must be the same.
    pub fn audience(mut self, client_id: impl Into<String>) -> Self {
        self.audience = Some(client_id.into());
        self
    }

    /// Who must have asked for it (`azp`), where that is another client than the one it is for: the client id of a
    /// mobile application whose ID tokens are made for its service. One that does not say so is refused.
    pub fn authorized_party(mut self, client_id: impl Into<String>) -> Self {
        self.party = Some(client_id.into());
        self
    }

    /// What its `nonce` must be, for a service that has made it for this sign-in. One without a `nonce` is refused.
    pub fn nonce(mut self, nonce: impl Into<Secret>) -> Self {
        self.nonce = Some(nonce.into());
        self
    }

    /// The access token that came with it and that is passed on, too: `at_hash` must be there, and be its hash
    /// (OpenID Connect Core, 3.1.3.6).
    pub fn access_token(mut self, token: impl Into<Secret>) -> Self {
        self.access_token = Some(token.into());
        self
    }

    /// Verifies it.
    ///
    /// # Errors
    /// As [`Client::verify_id_token_text`](crate::Client::verify_id_token_text).
    pub async fn send(self) -> Result<IdToken<C>, Error> {
        let others = ForOthers { audience: self.audience.as_deref(), party: self.party.as_deref() };
        let proofs = Proofs {
            nonce: self.nonce.as_ref(),
            nonce_required: true,
            access_token: self.access_token.as_ref().map(Secret::expose),
            at_hash_required: true,
            for_others: (others.audience.is_some() || others.party.is_some()).then_some(others),
            ..Proofs::default()
        };
        call::verify_passed_on(&self.core, self.token.expose(), proofs).await.and_then(IdToken::new)
    }
}

impl<C: Fields + 'static> IntoFuture for VerifyIdToken<C> {
    type Output = Result<IdToken<C>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<C> fmt::Debug for VerifyIdToken<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("VerifyIdToken")
            .field("audience", &self.audience)
            .field("authorized_party", &self.party)
            .finish_non_exhaustive()
    }
}
