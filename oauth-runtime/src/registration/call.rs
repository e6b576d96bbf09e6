//! The request that registers a client, and its answer (RFC 7591, 3).

use std::fmt;
use std::future::IntoFuture;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response};
use serde_json::Value as Json;

use super::{ClientMetadata, Registration};
use crate::answer::{token_fault, unreadable};
use crate::core::Settings;
use crate::error::Error;
use crate::secret::Secret;
use crate::transport::BoxFuture;
use crate::wipe::Wiped;

/// A registration that has not been sent yet. `.await` sends it.
///
/// [`RegistrationCall::request`] and [`RegistrationCall::read`] are the same without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct RegistrationCall<'a> {
    settings: &'a Settings,
    metadata: ClientMetadata,
    token: Option<Secret>,
}

impl<'a> RegistrationCall<'a> {
    pub(super) fn new(settings: &'a Settings, metadata: ClientMetadata) -> Self {
        Self { settings, metadata, token: None }
    }

    /// Shows the token that the provider has given out for registrations (RFC 7591, 3, "initial access
    /// token").
    pub fn initial_access_token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// The request, to be sent by a transport of the application's own.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the address is not known yet: it may be in the provider's metadata; or if the
    /// client can only authenticate with a key, and there is none to register.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        if let Some(problem) = self.metadata.lacks_key(self.settings) {
            return Err(Error::configuration(problem));
        }
        let body = Json::Object(self.metadata.document(self.settings)).to_string();
        let mut request = self.settings.registration()?;
        *request.body_mut() = body.into_bytes();
        *request.method_mut() = Method::POST;
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(ACCEPT, json.clone());
        request.headers_mut().insert(CONTENT_TYPE, json);
        if let Some(token) = &self.token {
            let value = HeaderValue::try_from(format!("Bearer {}", token.expose()));
            let mut value = value.map_err(|_| {
                Error::configuration("the initial access token has characters that no header has")
            })?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no (its
    /// [`registration_fault`](crate::ProviderError::registration_fault) says why),
    /// [`Error::Unreadable`] if the answer is no registration.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<Registration, Error> {
        self.found(response).map_err(|error| error.without(self.token.iter().cloned().collect()))
    }

    fn found(&self, response: Response<Vec<u8>>) -> Result<Registration, Error> {
        let spec = self.settings.spec;
        let (parts, body) = response.into_parts();
        let body = Wiped(body);
        // RFC 7591, 3.2.1 says 201; many answer 200.
        if !parts.status.is_success() {
            return Err(token_fault(spec, parts.status, &parts.headers, body));
        }
        let members = crate::json::object(&body.0);
        let is_error = members.as_ref().is_some_and(|members| {
            members.contains_key("error") && !members.contains_key("client_id")
        });
        if is_error {
            return Err(token_fault(spec, parts.status, &parts.headers, body));
        }
        let issuer = self.settings.issuer(&self.settings.without_client()?)?;
        let registration =
            members.and_then(|members| Registration::read(spec.name, issuer, members));
        registration.ok_or_else(|| {
            let what = "there is no `client_id` in the registration".to_owned();
            unreadable(spec, parts.status, &parts.headers, body, what)
        })
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`RegistrationCall::request`] and [`RegistrationCall::read`], and [`Error::Transport`] if there was
    /// no answer: then nobody knows whether there is a client more.
    pub async fn send(self) -> Result<Registration, Error> {
        let request = self.request()?;
        let response = self.settings.transport.get()?.send(request).await?;
        self.read(response)
    }
}

impl<'a> IntoFuture for RegistrationCall<'a> {
    type Output = Result<Registration, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for RegistrationCall<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RegistrationCall").finish_non_exhaustive()
    }
}
