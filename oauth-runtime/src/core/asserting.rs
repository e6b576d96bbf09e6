//! What the client signs to authenticate.

use std::time::Duration;

use oauth_spec::{Assertion, Source};

use super::computing::Computing;
use super::credentials::NO_KEY;
use super::keys::{AssertionWanted, ClientKey};
use super::values::{Given, Values, how_to_give};
use crate::error::{Error, TransportError, TransportFault};
use crate::sign::{self, Outgoing, Signer};
use crate::wipe::WipedText;

impl Computing<'_> {
    /// What the client signs to authenticate (RFC 7523, 3): one that is not made of the request is the same everywhere
    /// in it, also in what is signed.
    pub(super) fn assertion(&self, values: &Values<'_>) -> Option<String> {
        let once = values.more.map(|more| &more.once);
        let once = once.filter(|_| !sign::is_assertion_of_request(self.spec));
        if let Some(made) = once.and_then(|once| once.made(Source::ClientAssertion)) {
            return Some(made);
        }
        match self.signed(values) {
            Ok(value) => {
                if let Some(once) = once {
                    once.keep(Source::ClientAssertion, &value.0);
                }
                Some(value.take())
            }
            Err(error) => {
                self.fault.borrow_mut().get_or_insert(error);
                None
            }
        }
    }

    fn signed(&self, values: &Values<'_>) -> Result<WipedText, Error> {
        let lacks = |source| Error::configuration(how_to_give(source));
        let fixed = values.fixed.ok_or_else(|| lacks(Source::ClientId))?;
        let client_id = fixed.client_id.as_deref().ok_or_else(|| lacks(Source::ClientId))?;
        let declared = self.spec.client.assertion.unwrap_or(Assertion::STANDARD);
        let audience = values.fill(declared.audience).map_err(lacks)?;
        let keys = fixed.keys.as_deref();
        if let Some(make) = keys.and_then(|keys| keys.assertion.as_ref()) {
            return make(&AssertionWanted {
                client_id,
                audience: &audience.0,
                lifetime: Duration::from_secs(declared.lifetime),
                algorithm: declared.algorithm,
            })
            .map(|made| WipedText(made.expose().to_owned()))
            .map_err(not_made);
        }
        let key = keys.and_then(|keys| keys.client.as_ref()).map(ClientKey::now);
        let key = key.as_deref().map(Signer::Key);
        let secret = || fixed.client_secret.as_ref().map(Signer::Secret);
        let signer = key.or_else(secret).ok_or_else(|| Error::configuration(NO_KEY))?;
        let lookup = |source| values.get(source).map(Given::text);
        let audience = (audience.0.as_str(), client_id);
        let request = Outgoing {
            method: self.method,
            url: self.url,
            body: self.written.map(|(_, body)| body),
            form: None,
            is_json: false,
            headers: self.headers,
        };
        sign::assertion(self.spec, &declared, audience, &signer, &lookup, &request).map(WipedText)
    }
}

/// Why the application has made none: the service that has its key is down, for example. An error of this crate says
/// itself who can help.
fn not_made(source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    match source.downcast::<Error>() {
        Ok(error) => *error,
        Err(source) => Error::Transport(TransportError::with_source(
            TransportFault::Assertion,
            format!("the application makes no assertion: {source}; try again later"),
            source,
        )),
    }
}
