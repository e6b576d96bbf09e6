//! Sending with proofs, and once more with a nonce where one is wanted.

use http::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use http::{Request, Response, StatusCode, Uri};

use super::{Binding, NONCE, PROOF, SCHEME};
use crate::core::Core;
use crate::error::{Error, TransportError, TransportFault, WANTS_NONCE};
use crate::token::TokenData;
use crate::transport::{Transport, TransportFuture};
use crate::wipe::WipedText;

/// Makes a request once more.
pub(crate) type Anew<'a> = dyn Fn() -> Result<Request<Vec<u8>>, Error> + Sync + 'a;

impl Binding {
    /// Whether an answer from there wants nothing but a nonce in the proof, which is kept: the same made anew has it.
    pub(crate) fn asks_again(&self, uri: &Uri, response: &Response<Vec<u8>>) -> bool {
        self.note(uri, response.headers());
        wants_nonce(response)
    }

    /// The same of an answer whose body somebody else reads.
    pub(crate) fn challenges_again(
        &self,
        uri: &Uri,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> bool {
        self.note(uri, headers);
        brings_nonce(status, headers) && challenges(headers)
    }
}

impl Core {
    /// Proves in a token request that the client has the key.
    pub(crate) fn prove(&self, request: &mut Request<Vec<u8>>) -> Result<(), Error> {
        match &self.dpop {
            None => Ok(()),
            Some(binding) => binding.prove(request, self.clock.now()),
        }
    }

    /// The same in a request that shows a token. One that is not bound to a key is shown as what it is.
    pub(crate) fn prove_held(
        &self,
        request: &mut Request<Vec<u8>>,
        token: &TokenData,
    ) -> Result<(), Error> {
        let Some(binding) = &self.dpop else { return Ok(()) };
        if shown(request.headers()).is_none() {
            return Ok(());
        }
        match token.bound_to() {
            Some(_) => binding.prove(request, self.clock.now()),
            None => show_as_bearer(request),
        }
    }

    /// Sends a request. One with a proof is sent once more if the answer wants a nonce in it: with another proof, or made
    /// `anew`, because what else the client has signed in it may count once, too (RFC 7523, 3: `jti`).
    ///
    /// What is sent without a proof is the transport's own future: nothing is around it.
    pub(crate) fn send<'a>(
        &'a self,
        request: Request<Vec<u8>>,
        anew: Option<&'a Anew<'a>>,
    ) -> Result<TransportFuture<'a>, Error> {
        let transport = self.common.transport.get()?;
        match self.dpop.as_deref() {
            Some(binding) if request.headers().contains_key(PROOF) => {
                Ok(Box::pin(self.send_proven(&**transport, binding, request, anew)))
            }
            _ => Ok(transport.send(request)),
        }
    }

    async fn send_proven(
        &self,
        transport: &dyn Transport,
        binding: &Binding,
        request: Request<Vec<u8>>,
        anew: Option<&Anew<'_>>,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        let uri = request.uri().clone();
        // What is sent the second time: made anew, or the same with another proof.
        let again = anew.ok_or_else(|| request.clone());
        let response = transport.send(request).await?;
        if !binding.asks_again(&uri, &response) {
            return Ok(response);
        }
        let again = match again {
            Ok(anew) => anew(),
            Err(mut same) => binding.prove(&mut same, self.clock.now()).map(|()| same),
        };
        let again = again
            .map_err(|error| TransportError::new(TransportFault::Refused, error.to_string()))?;
        let response = transport.send(again).await?;
        binding.note(&uri, response.headers());
        Ok(response)
    }
}

/// The bound token that a request shows.
pub(super) fn shown(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix(SCHEME)
}

/// A token that is not bound is a bearer token (RFC 6750, 2.1).
fn show_as_bearer(request: &mut Request<Vec<u8>>) -> Result<(), Error> {
    let text = shown(request.headers()).map(|token| WipedText(format!("Bearer {token}")));
    let Some(text) = text else { return Ok(()) };
    let mut value = HeaderValue::try_from(text.0.as_str())
        .map_err(|_| Error::configuration("the token cannot stand in a header"))?;
    value.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, value);
    Ok(())
}

/// Whether an answer says that a proof must have a nonce, and brings one (RFC 9449, 8 and 9).
fn wants_nonce(response: &Response<Vec<u8>>) -> bool {
    let headers = response.headers();
    brings_nonce(response.status(), headers)
        && (challenges(headers)
            || crate::json::value(response.body())
                .is_some_and(|body| body.get("error").is_some_and(|error| error == WANTS_NONCE)))
}

fn brings_nonce(status: StatusCode, headers: &HeaderMap) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED)
        && headers.contains_key(NONCE)
}

/// What a resource server says (RFC 9449, 9).
fn challenges(headers: &HeaderMap) -> bool {
    let is_said = |text: &[u8]| memchr::memmem::find(text, WANTS_NONCE.as_bytes()).is_some();
    headers.get_all(WWW_AUTHENTICATE).iter().any(|challenge| is_said(challenge.as_bytes()))
}
