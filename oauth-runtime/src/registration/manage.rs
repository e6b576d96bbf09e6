//! Reading, changing and deleting a registration (RFC 7592).

use std::fmt;
use std::future::IntoFuture;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response};
use serde_json::{Map, Value as Json};

use super::{ClientMetadata, Registration};
use crate::answer::{token_fault, unreadable};
use crate::core::Settings;
use crate::error::Error;
use crate::secret::Secret;
use crate::transport::BoxFuture;
use crate::wipe::Wiped;

/// A registration of this provider's that is to be read, changed or deleted (RFC 7592). What each of them needs
/// came with the registration: an address and a token.
#[derive(Clone, Copy)]
pub struct ManagedRegistration<'a> {
    settings: &'a Settings,
    registration: &'a Registration,
}

impl<'a> ManagedRegistration<'a> {
    pub(super) fn new(settings: &'a Settings, registration: &'a Registration) -> Self {
        Self { settings, registration }
    }

    /// The registration as it is now (RFC 7592, 2.1). Keep what comes: secret and token may be others.
    pub fn read(&self) -> ManagementCall<'a, Registration> {
        ManagementCall { of: *self, method: Method::GET, document: None, done: current }
    }

    /// Replaces what the client says of itself, as a whole (RFC 7592, 2.2): begin with
    /// [`Registration::metadata`]. Keep what comes: secret and token may be others.
    pub fn update(&self, metadata: &ClientMetadata) -> ManagementCall<'a, Registration> {
        let mut document = metadata.document(self.settings);
        document.insert("client_id".to_owned(), self.registration.client_id.clone().into());
        if let Some(secret) = &self.registration.client_secret {
            document.insert("client_secret".to_owned(), secret.expose().into());
        }
        ManagementCall { of: *self, method: Method::PUT, document: Some(document), done: current }
    }

    /// Deletes the client, and with it whatever was given to it (RFC 7592, 2.3).
    pub fn delete(&self) -> ManagementCall<'a, ()> {
        ManagementCall { of: *self, method: Method::DELETE, document: None, done: gone }
    }
}

/// A request about a registration that has not been sent yet. `.await` sends it.
///
/// [`ManagementCall::request`] and [`ManagementCall::read`] are the same without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct ManagementCall<'a, T> {
    of: ManagedRegistration<'a>,
    method: Method,
    document: Option<Map<String, Json>>,
    done: fn(ManagedRegistration<'_>, Response<Vec<u8>>) -> Result<T, Error>,
}

impl<T> ManagementCall<'_, T> {
    /// The request, to be sent by a transport of the application's own. It holds secrets.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the registration is another provider's, came without an address and a
    /// token, or names an address that is not https or, from outside, in an inner network.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        let ManagedRegistration { settings, registration } = self.of;
        let mut request = settings.managing(registration)?;
        let token = registration.registration_access_token.as_ref().ok_or_else(|| {
            Error::configuration("the registration came without a token to manage it with")
        })?;
        let body =
            self.document.clone().map_or_else(String::new, |it| Json::Object(it).to_string());
        *request.body_mut() = body.into_bytes();
        *request.method_mut() = self.method.clone();
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(ACCEPT, json.clone());
        if self.document.is_some() {
            request.headers_mut().insert(CONTENT_TYPE, json);
        }
        let bearer = HeaderValue::try_from(format!("Bearer {}", token.expose()));
        let mut bearer = bearer.map_err(|_| {
            Error::configuration("the token of the registration has characters that no header has")
        })?;
        bearer.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, bearer);
        Ok(request)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no: 401 means that the client is gone or the token another.
    /// [`Error::Unreadable`] if the answer is no registration, or another client's.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<T, Error> {
        let before = self.of.registration;
        let secrets = [&before.registration_access_token, &before.client_secret];
        (self.done)(self.of, response)
            .map_err(|error| error.without(secrets.into_iter().flatten().cloned().collect()))
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`ManagementCall::request`] and [`ManagementCall::read`], and [`Error::Transport`] if there was no
    /// answer.
    pub async fn send(self) -> Result<T, Error> {
        let request = self.request()?;
        let response = self.of.settings.transport.get()?.send(request).await?;
        self.read(response)
    }
}

/// The registration in an answer (RFC 7592, 3).
fn current(
    of: ManagedRegistration<'_>,
    response: Response<Vec<u8>>,
) -> Result<Registration, Error> {
    let spec = of.settings.spec;
    let (parts, body) = response.into_parts();
    let body = Wiped(body);
    if !parts.status.is_success() {
        return Err(token_fault(spec, parts.status, &parts.headers, body));
    }
    let before = of.registration;
    let members = crate::json::object(&body.0);
    let found = members
        .and_then(|members| Registration::read(spec.name, before.issuer.clone(), members))
        .filter(|found| found.client_id == before.client_id);
    let Some(mut found) = found else {
        let what = "there is no registration of this client in it".to_owned();
        return Err(unreadable(spec, parts.status, &parts.headers, body, what));
    };
    // What is left out is as it was.
    let keep = |new: &mut Option<Secret>, old: &Option<Secret>| {
        if new.is_none() {
            new.clone_from(old);
        }
    };
    keep(&mut found.registration_access_token, &before.registration_access_token);
    if found.client_secret.is_none() {
        found.client_secret.clone_from(&before.client_secret);
        found.client_secret_expires_at = before.client_secret_expires_at;
    }
    if found.registration_client_uri.is_none() {
        found.registration_client_uri.clone_from(&before.registration_client_uri);
    }
    Ok(found)
}

/// Nothing is left (RFC 7592, 2.3: 204).
fn gone(of: ManagedRegistration<'_>, response: Response<Vec<u8>>) -> Result<(), Error> {
    let (parts, body) = response.into_parts();
    if parts.status.is_success() {
        return Ok(());
    }
    Err(token_fault(of.settings.spec, parts.status, &parts.headers, Wiped(body)))
}

impl<'a, T: 'a> IntoFuture for ManagementCall<'a, T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for ManagedRegistration<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ManagedRegistration").field(self.registration).finish()
    }
}

impl<T> fmt::Debug for ManagementCall<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ManagementCall")
            .field("method", &self.method)
            .field("of", &self.of)
            .finish_non_exhaustive()
    }
}
