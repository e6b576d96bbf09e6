//! Fetching a provider's metadata before its client is built.

use http::header::ACCEPT;
use http::{HeaderValue, Request, Response};

use super::Discovered;
use super::check::check;
use crate::answer::unreadable;
use crate::builder::ClientBuilder;
use crate::error::{Error, shown};
use crate::grants;
use crate::provider::Provider;
use crate::wipe::Wiped;

impl<P: Provider> ClientBuilder<P> {
    /// Fetches the provider's metadata (RFC 8414), which names the endpoints that its TOML file leaves out.
    ///
    /// Nothing is sent where [`ClientBuilder::with_discovered`] has given metadata that still counts. Set
    /// variables, environment, mirror and transport before.
    ///
    /// # Errors
    /// [`Error::Transport`] if there was no answer, [`Error::Unreadable`] if it is no metadata, if it is
    /// another issuer's, or if it would send us to an address that is not https or, from outside, into
    /// an inner network; [`Error::Configuration`] if the address is not known.
    pub async fn discover(self) -> Result<Self, Error>
    where
        P: grants::Discovery,
    {
        let now = self.settings.clock.now();
        if self.settings.discovered.as_ref().is_some_and(|found| now < found.expires_at()) {
            return Ok(self);
        }
        let transport = self.settings.transport.get()?.clone();
        let mut requests = self.discovery_requests()?.into_iter();
        let mut response = None;
        for request in &mut requests {
            let answer = transport.send(request).await?;
            let is_there = !answer.status().is_client_error();
            response = Some(answer);
            if is_there {
                break;
            }
        }
        let nowhere = || Error::configuration("there is no address for metadata");
        self.discovered(response.ok_or_else(nowhere)?)
    }

    /// The request for the metadata, to be sent by a transport of the application's own: the first, where
    /// there are several addresses.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the address is not known.
    pub fn discovery_request(&self) -> Result<Request<Vec<u8>>, Error>
    where
        P: grants::Discovery,
    {
        let first = self.discovery_requests()?.into_iter().next();
        first.ok_or_else(|| Error::configuration("there is no address for metadata"))
    }

    /// The same for every address where the metadata may be: with `kind = "any"` there are several, and the
    /// next is asked where one answers that there is nothing (4xx).
    ///
    /// # Errors
    /// As [`ClientBuilder::discovery_request`].
    pub fn discovery_requests(&self) -> Result<Vec<Request<Vec<u8>>>, Error>
    where
        P: grants::Discovery,
    {
        let mut requests = self.settings.discovery_requests()?;
        for request in &mut requests {
            request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        }
        Ok(requests)
    }

    /// Reads the answer to [`ClientBuilder::discovery_request`], or to one of
    /// [`ClientBuilder::discovery_requests`].
    ///
    /// # Errors
    /// As [`ClientBuilder::discover`].
    pub fn discovered(mut self, response: Response<Vec<u8>>) -> Result<Self, Error>
    where
        P: grants::Discovery,
    {
        let spec = self.settings.spec;
        let issuer = self.settings.discovered_issuer()?;
        let (parts, body) = response.into_parts();
        let wrong = |what: String, body: Vec<u8>| {
            unreadable(spec, parts.status, &parts.headers, Wiped(body), what)
        };
        if !parts.status.is_success() {
            // Whose it is may be a variable, which the provider's name does not tell.
            let what = format!("there is no metadata where it should be, of `{}`", shown(&issuer));
            return Err(wrong(what, body));
        }
        let Some(members) = crate::json::object(&body) else {
            return Err(wrong("the metadata is no JSON object".to_owned(), body));
        };
        if let Err(what) = check(spec, &issuer, &members, self.settings.inner) {
            return Err(wrong(what, body));
        }
        let now = self.settings.clock.now();
        self.settings.discovered = Some(Discovered::new(members, &parts.headers, now));
        Ok(self)
    }

    /// Takes up metadata that was fetched before. [`ClientBuilder::discover`] fetches it again when it no
    /// longer counts; [`ClientBuilder::build`] takes it as it is, and checks it like any other.
    pub fn with_discovered(mut self, found: Discovered) -> Self
    where
        P: grants::Discovery,
    {
        self.settings.discovered = Some(found);
        self
    }

    /// The metadata, to be kept: see [`Discovered::save`].
    pub fn metadata(&self) -> Option<&Discovered>
    where
        P: grants::Discovery,
    {
        self.settings.discovered.as_ref()
    }
}
