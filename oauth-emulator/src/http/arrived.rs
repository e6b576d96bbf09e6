//! A request that arrived, seen as one to the provider's own host.

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::{HeaderMap, Method, Request};
use percent_encoding::percent_decode_str;

use crate::fault::{DpopFault, IdTokenFault};

/// No request of the protocol comes near this many bytes.
const BODY_LIMIT: usize = 1 << 20;

/// A request. Of `http://127.0.0.1:PORT/HOST/PATH` it knows HOST and PATH.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) method: Method,
    /// In lower case.
    pub(crate) host: String,
    /// The host that it came to, if that is another name for an endpoint (RFC 8705, 5).
    pub(crate) alias: Option<String>,
    /// As it was sent, without the host: `/a/b`, or nothing.
    pub(crate) path: String,
    /// As it was sent.
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// The thumbprint of the certificate that the connection shows (RFC 8705).
    pub(crate) certificate: Option<String>,
    /// What is to be wrong with the ID token in the answer.
    pub(crate) id_token_fault: Option<IdTokenFault>,
    /// What is to go wrong with proofs.
    pub(crate) dpop_fault: Option<DpopFault>,
    /// Why the client is not known, where it could have been.
    pub(crate) client_problem: Option<String>,
}

impl Arrived {
    /// Reads a whole request; `None` if its body cannot be read or is too long. `certificate` is what its
    /// connection shows.
    pub(crate) async fn read(
        request: Request<Incoming>,
        certificate: Option<String>,
    ) -> Option<Self> {
        let (head, body) = request.into_parts();
        let body = Limited::new(body, BODY_LIMIT).collect().await.ok()?.to_bytes().to_vec();
        let query = head.uri.query().map(str::to_owned);
        let page = Self::page(head.uri.path(), "");
        Some(Self { method: head.method, query, headers: head.headers, body, certificate, ..page })
    }

    /// What arrives when a browser opens an address of the mirror.
    pub(crate) fn page(address: &str, query: &str) -> Self {
        let mirrored = address.strip_prefix('/').unwrap_or(address);
        let cut = mirrored.find('/').unwrap_or(mirrored.len());
        let (host, path) = mirrored.split_at(cut);
        Self {
            method: Method::GET,
            host: percent_decode_str(host).decode_utf8_lossy().to_ascii_lowercase(),
            alias: None,
            path: path.to_owned(),
            query: Some(query.to_owned()).filter(|query| !query.is_empty()),
            headers: HeaderMap::new(),
            body: Vec::new(),
            certificate: None,
            id_token_fault: None,
            dpop_fault: None,
            client_problem: None,
        }
    }

    /// The host that it came to.
    pub(crate) fn came_to(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.host)
    }

    /// The value of a header, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// All headers, as text.
    pub(crate) fn header_texts(&self) -> Vec<(String, String)> {
        let texts = self.headers.iter().map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        });
        texts.collect()
    }

    /// What the `Authorization` header has behind that scheme, whose case does not matter (RFC 9110, 11.1).
    pub(crate) fn credentials(&self, scheme: &str) -> Option<&str> {
        let (word, rest) = self.header("authorization")?.split_once(' ')?;
        word.eq_ignore_ascii_case(scheme).then_some(rest.trim())
    }

    /// The media type of the body, without its parameters, in lower case.
    pub(crate) fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// A pair as a form or a query has it.
pub(crate) fn pair(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}

/// The pairs of a form or a query, decoded.
pub(crate) fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_any_case() {
        let mut arrived = Arrived::page("/acme.example/", "");
        for (value, found) in [("bAsIc abc", Some("abc")), ("Bearer abc", None), ("Basic", None)] {
            arrived.headers.insert("authorization", value.parse().expect("a value"));
            assert_eq!(arrived.credentials("basic"), found, "{value}");
        }
    }
}
