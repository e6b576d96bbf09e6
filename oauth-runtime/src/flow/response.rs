//! Coming back with a signed answer: the provider's keys verify it before anything in it counts (JARM).

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;

use http::{Request, Response};
use oauth_spec::AuthorizationCodeGrant;

use super::accept::{accept_members, belongs, placed};
use super::received::parameters;
use super::{Accepted, Authorized, Came, Flow, Pending, PendingData, accept_code};
use crate::answer::Members;
use crate::call::{keys_request, read_keys};
use crate::client::Client;
use crate::core::Core;
use crate::error::{CallbackError, Error};
use crate::grants::AuthorizationCode;
use crate::identity::{Checked, IdTokenError, checked_response};
use crate::provider::Provider;
use crate::query::query_of;
use crate::transport::BoxFuture;

/// A callback that has not been accepted yet. `.await` accepts it, and asks for the provider's keys if
/// they must be known first.
///
/// [`ResponseCall::request`], [`ResponseCall::answer`] and [`ResponseCall::accept`] are the same without
/// I/O.
#[must_use = "nothing is accepted before it is awaited"]
pub struct ResponseCall<P> {
    core: Arc<Core>,
    pending: PendingData,
    callback: String,
    /// Whether the keys were read for this.
    read: bool,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Client<P> {
    /// Accepts the callback as [`Client::accept`] does, where the provider signs its answers (JARM); of
    /// others nothing is asked before.
    pub fn accept_response(
        &self,
        pending: Pending<P>,
        callback: impl Into<String>,
    ) -> ResponseCall<P>
    where
        P: AuthorizationCode,
    {
        ResponseCall {
            core: self.core(),
            pending: pending.data,
            callback: callback.into(),
            read: false,
            provider: PhantomData,
        }
    }
}

/// What is known of an answer.
enum Found {
    Accepted(Box<Accepted>),
    KeysNeeded,
}

impl<P: Provider> ResponseCall<P> {
    /// The request for the provider's keys, if they must be asked for first.
    ///
    /// # Errors
    /// As [`ResponseCall::accept`].
    pub fn request(&self) -> Result<Option<Request<Vec<u8>>>, Error> {
        // What else is wrong with it is told without asking anybody, and does not spend it.
        match self.claims()? {
            Some(Checked::KeysNeeded) => keys_request(&self.core).map(Some),
            Some(Checked::TooEarly) => Err(refused(&IdTokenError::UnknownKey)),
            _ => Ok(None),
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

    /// Accepts the callback.
    ///
    /// # Errors
    /// [`Error::Callback`] as [`Client::accept`], and if the signed answer does not hold;
    /// [`Error::Configuration`] if the keys must be asked for first.
    pub fn accept(self) -> Result<Authorized<P>, Error> {
        match self.found()? {
            Found::Accepted(accepted) => Authorized::new(*accepted),
            Found::KeysNeeded => Err(Error::configuration(
                "the provider's keys must be asked for first: send `.request()` and pass what comes back to \
                 `.answer(…)`, or await the call",
            )),
        }
    }

    /// Asks for keys if it must, and accepts the callback.
    ///
    /// # Errors
    /// As [`ResponseCall::answer`] and [`ResponseCall::accept`], and [`Error::Transport`] if there was no
    /// answer.
    pub async fn send(mut self) -> Result<Authorized<P>, Error> {
        if let Some(request) = self.request()? {
            let response = self.core.common.transport.get()?.send(request).await?;
            self.answer(response)?;
        }
        self.accept()
    }

    /// The claims of a signed answer; none where answers are not signed.
    fn claims(&self) -> Result<Option<Checked>, Error> {
        let core = &*self.core;
        let grant = core.spec.grants.authorization_code;
        let signed = grant.filter(AuthorizationCodeGrant::signs_responses);
        let Some(grant) = signed else { return Ok(None) };
        belongs(core, &self.pending, Flow::Code, None)?;
        let came = placed(core, Came::text(&self.callback));
        let members = parameters(core, query_of(came.text))?;
        let Some(token) = members.text("response") else {
            let reason = "there is no `response` in it".to_owned();
            return Err(CallbackError::Response { reason }.into());
        };
        checked_response(core, grant.response_algorithms, &token, self.read)
            .map(Some)
            .map_err(|error| refused(&error))
    }

    fn found(&self) -> Result<Found, Error> {
        let mut claims = match self.claims()? {
            None => {
                let came = Came::text(&self.callback);
                let accepted = accept_code(&self.core, &self.pending, came)?;
                return Ok(Found::Accepted(Box::new(accepted)));
            }
            Some(Checked::Claims(claims)) => claims,
            Some(Checked::KeysNeeded) => return Ok(Found::KeysNeeded),
            Some(Checked::TooEarly) => return Err(refused(&IdTokenError::UnknownKey)),
        };
        // They are about the token, and say nothing more.
        for own in ["aud", "exp", "iat", "nbf", "jti"] {
            claims.remove(own);
        }
        let accepted = accept_members(&self.core, &self.pending, Members(claims))?;
        Ok(Found::Accepted(Box::new(accepted)))
    }
}

/// Why a signed answer is refused, in words that are about it.
fn refused(error: &IdTokenError) -> Error {
    let reason = match error {
        IdTokenError::Refused { reason } => (*reason).to_owned(),
        IdTokenError::Signature => {
            "its signature is wrong: somebody forged it, or the keys are those of another provider"
                .to_owned()
        }
        IdTokenError::UnknownKey => {
            "it is signed with a key that is not in the provider's set".to_owned()
        }
        IdTokenError::Issuer { expected, found } => {
            format!("it was issued by `{found}`, and not by `{expected}`")
        }
        IdTokenError::Audience { expected } => {
            format!("it is for another client, and not for `{expected}`")
        }
        IdTokenError::Settings { reason } => return Error::configuration(reason.clone()),
        other => other.to_string(),
    };
    CallbackError::Response { reason }.into()
}

impl<P: Provider> IntoFuture for ResponseCall<P> {
    type Output = Result<Authorized<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> fmt::Debug for ResponseCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ResponseCall").finish_non_exhaustive()
    }
}
