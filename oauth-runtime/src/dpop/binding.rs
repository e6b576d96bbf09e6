//! The key that a client's tokens are bound to, and what servers have said about proofs.

use std::time::SystemTime;

use http::header::{HeaderMap, HeaderValue};
use http::{Request, Uri};
use oauth_spec::Dpop;
use url::Url;

use super::PROOF;
use super::nonces::Nonces;
use super::proof::{Proof, header};
use super::sending::shown;
use crate::core::unmirrored;
use crate::error::Error;
use crate::key::Key;
use crate::token::TokenData;

/// What binds the tokens of a client.
pub(crate) struct Binding {
    key: Key,
    declared: Dpop,
    thumbprint: String,
    /// The header of every proof, as it is sent.
    header: String,
    mirror: Option<Url>,
    nonces: Nonces,
}

impl Binding {
    /// With this key, which is of the declared kind.
    pub(crate) fn new(declared: Dpop, key: Key, mirror: Option<Url>) -> Self {
        Self {
            thumbprint: key.thumbprint(),
            header: header(&key, declared.algorithm),
            key,
            declared,
            mirror,
            nonces: Nonces::default(),
        }
    }

    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    /// The key, as tokens are said to be bound to it (RFC 9449, 6.1).
    pub(crate) fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    /// Notes that a new token is bound to the key. The error says why the token is not taken.
    pub(crate) fn accept(&self, token: &mut TokenData) -> Result<(), &'static str> {
        let kind = token.token_type.as_deref().unwrap_or_default();
        if kind.eq_ignore_ascii_case("DPoP") {
            token.kept.get_or_insert_default().bound_to = Some(self.thumbprint.as_str().into());
            return Ok(());
        }
        if self.declared.required {
            return Err("its `token_type` is not `DPoP`: whoever finds the token could use it \
                        (RFC 9449, 5)");
        }
        if let Some(kept) = &mut token.kept {
            kept.bound_to = None;
        }
        Ok(())
    }

    /// Keeps the nonce that an answer from there brings.
    pub(crate) fn note(&self, uri: &Uri, headers: &HeaderMap) {
        self.nonces.note(origin(&self.declared_url(uri)), headers);
    }

    /// Puts a proof into a request, for the bound token that it shows, if it shows one.
    pub(super) fn prove(
        &self,
        request: &mut Request<Vec<u8>>,
        now: SystemTime,
    ) -> Result<(), Error> {
        let url = self.declared_url(request.uri());
        let nonce = self.nonces.of(origin(&url));
        let proof = Proof {
            method: request.method().as_str(),
            url: url.split(['?', '#']).next().unwrap_or_default(),
            access_token: shown(request.headers()),
            nonce: nonce.as_deref(),
            now,
        };
        let text = proof.sign(&self.header, &self.key, self.declared.algorithm)?;
        // Base64url and dots stand in any header.
        let mut value = HeaderValue::try_from(text)
            .map_err(|_| Error::configuration("the proof cannot stand in a header"))?;
        value.set_sensitive(true);
        request.headers_mut().insert(PROOF, value);
        Ok(())
    }

    /// As the provider knows it, whatever is in between.
    fn declared_url(&self, uri: &Uri) -> String {
        unmirrored(&uri.to_string(), self.mirror.as_ref())
    }
}

/// Scheme, host and port.
fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    &url[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_ends_where_the_path_begins() {
        for (url, expected) in [
            ("https://a.example/b?c", "https://a.example"),
            ("https://a.example:8443", "https://a.example:8443"),
            ("https://a.example?c=/", "https://a.example"),
        ] {
            assert_eq!(origin(url), expected);
        }
    }
}
