//! Pushing: the client hands the authorization request over itself, and the browser carries a reference
//! to it (RFC 9126).

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{Request as Sent, Response};
use serde_json::Value as Json;

use super::authorize::Authorize;
use super::request::Request;
use super::{Flow, Pending, PendingData, Random};
use crate::answer::{document, names_error, seconds, token_fault, unreadable};
use crate::core::{Core, More, Values};
use crate::error::{ConfigurationError, Error, shown};
use crate::escape::push_form;
use crate::grants::PushedAuthorizationRequest;
use crate::provider::Provider;
use crate::transport::BoxFuture;
use crate::wipe::Wiped;

/// An authorization request that has not been pushed yet (RFC 9126, 2.1). `.await` pushes it.
///
/// [`PushCall::request`] and [`PushCall::read`] are the same without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct PushCall<P> {
    /// What the application asked for may be wrong: that is told when it is used.
    push: Result<Push, Error>,
    provider: PhantomData<fn() -> P>,
}

struct Push {
    core: Arc<Core>,
    /// Without its address.
    pending: PendingData,
    request: Sent<Vec<u8>>,
}

impl<P: Provider> Authorize<P> {
    /// Makes `state` and the PKCE verifier, and pushes the request: nobody at the browser can read or
    /// change it (RFC 9126).
    pub fn push(self) -> PushCall<P>
    where
        P: PushedAuthorizationRequest,
    {
        PushCall { push: self.request.push(), provider: PhantomData }
    }
}

impl<P: Provider> PushCall<P> {
    /// The request, to be sent by a transport of the application's own. It holds the client's secret.
    ///
    /// # Errors
    /// [`Error::Configuration`] as [`Authorize::begin`].
    pub fn request(&self) -> Result<Sent<Vec<u8>>, Error> {
        self.push.as_ref().map(|push| push.request.clone()).map_err(Error::clone)
    }

    /// Reads the answer (RFC 9126, 2.2).
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer.
    pub fn read(self, response: Response<Vec<u8>>) -> Result<Pending<P>, Error> {
        let Push { core, mut pending, .. } = self.push?;
        let values = Values { fixed: Some(&core.fixed), ..Values::default() };
        let read = read(&core, response).map_err(|error| values.hidden(error));
        let (reference, expires_at) = read?;
        let Some(request) = &core.authorization_code else {
            return Err(core.lacks("the grant `authorization_code`"));
        };
        let mut url = request.prefix.clone();
        url.push_str(request.reference.as_deref().unwrap_or_default());
        url.push_str("request_uri=");
        push_form(&mut url, &reference);
        url.push_str(&request.suffix);
        pending.url = url;
        pending.details.get_or_insert_default().url_expires_at = Some(expires_at);
        Ok(Pending::new(pending))
    }

    /// Pushes the request and reads the answer.
    ///
    /// # Errors
    /// As [`PushCall::request`] and [`PushCall::read`], and [`Error::Transport`] if there was no answer.
    pub async fn send(self) -> Result<Pending<P>, Error> {
        let push = self.push?;
        let response = push.core.common.transport.get()?.send(push.request.clone()).await?;
        Self { push: Ok(push), provider: PhantomData }.read(response)
    }
}

impl Request {
    fn push(self) -> Result<Push, Error> {
        let core = &*self.core;
        let (Flow::Code, Some(pushed), Some(request)) =
            (self.flow, core.pushed.as_deref(), &core.authorization_code)
        else {
            return Err(core.lacks("pushed authorization requests for this flow"));
        };
        self.check(request)?;
        let (state, verifier) = Random::state_and_verifier()?;
        let (pending, mut said, once) = self.begin_apart(request, state, verifier)?;
        for (name, _) in &self.extra {
            if pushed.recipe.has(name) {
                return Err(ConfigurationError::one(format!(
                    "the parameter `{}` belongs to the request itself: leave out `.parameter(…)`",
                    shown(name)
                ))
                .into());
            }
        }
        // What authenticates the client may say who it is, too.
        said.retain(|one| !pushed.recipe.has(&one.name));
        let mut pairs = Vec::with_capacity(said.len());
        for one in said {
            pairs.push((one.name, one.text));
        }
        let more = More { once, ..More::default() };
        let values = Values { fixed: Some(&core.fixed), more: Some(&more), ..Values::default() };
        let request = pushed.build(&values, &pairs)?;
        Ok(Push { core: self.core.clone(), pending, request })
    }
}

/// The reference, and until when the browser can be sent away with it.
fn read(core: &Core, response: Response<Vec<u8>>) -> Result<(String, SystemTime), Error> {
    let spec = core.spec;
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    if !status.is_success() {
        return Err(token_fault(spec, status, headers, body));
    }
    let document = document(oauth_spec::AnswerFormat::Json, &body.0);
    if document.as_ref().is_ok_and(|document| names_error(&spec.errors, document)) {
        return Err(token_fault(spec, status, headers, body));
    }
    let found = document.and_then(|document| {
        let reference = document.get("request_uri").and_then(Json::as_str);
        let reference = reference.filter(|reference| !reference.is_empty());
        let lifetime = document.get("expires_in").and_then(seconds);
        let reference = reference.ok_or_else(|| "there is no `request_uri` in it".to_owned())?;
        let lifetime = lifetime.ok_or_else(|| "there is no `expires_in` in it".to_owned())?;
        Ok((reference.to_owned(), lifetime))
    });
    match found {
        Ok((reference, lifetime)) => {
            let now = core.clock.now();
            let expires_at = now.checked_add(Duration::from_secs(lifetime));
            Ok((reference, expires_at.unwrap_or(now)))
        }
        Err(what) => Err(unreadable(spec, status, headers, body, what)),
    }
}

impl<P: Provider> IntoFuture for PushCall<P> {
    type Output = Result<Pending<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> fmt::Debug for PushCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PushCall").finish_non_exhaustive()
    }
}
