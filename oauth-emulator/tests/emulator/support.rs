//! What the tests share: a bare client, and the small encodings.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_emulator::{Decision, Emulator};
use serde_json::Value;

/// A PKCE verifier.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// An answer, read.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// A member of the JSON body, as text.
    pub(crate) fn member(&self, name: &str) -> String {
        match &self.json()[name] {
            Value::String(text) => text.clone(),
            Value::Null => panic!("no `{name}` in {}", self.body),
            other => other.to_string(),
        }
    }

    /// Status and `error`, which must come with a description.
    pub(crate) fn error(&self) -> (u16, String) {
        assert_ne!(self.member("error_description"), "");
        (self.status, self.member("error"))
    }

    pub(crate) fn assert_error(&self, status: u16, error: &str, about: &str) {
        assert_eq!(self.error(), (status, error.to_owned()), "{}", self.body);
        let description = self.member("error_description");
        assert!(description.contains(about), "`{description}` does not speak of `{about}`");
    }
}

pub(crate) fn client() -> reqwest::Client {
    // In the workspace reqwest has rustls and no cryptography of its own; that it is installed already is
    // no mistake.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a client")
}

pub(crate) async fn read(request: reqwest::RequestBuilder) -> Answer {
    let (client, request) = request.build_split();
    let mut request = request.expect("a request");
    let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
    if request.method() != "GET" && body.is_empty() {
        // reqwest does not say by itself that there is none.
        request.headers_mut().insert("content-length", "0".parse().expect("a number"));
    }
    let response = client.execute(request).await.expect("an answer");
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    Answer { status, headers, body: response.text().await.expect("a body") }
}

/// Where `https://…` is on the emulator.
pub(crate) fn mirrored(emulator: &Emulator, url: &str) -> String {
    format!("{}/{}", emulator.url(), url.strip_prefix("https://").expect("an https address"))
}

pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub(crate) fn basic(id: &str, secret: &str) -> String {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encode(id), encode(secret))))
}

pub(crate) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(verifier.as_bytes()))
}

pub(crate) async fn get(emulator: &Emulator, url: &str, headers: &[(&str, &str)]) -> Answer {
    let request = client().get(mirrored(emulator, url));
    read(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

pub(crate) async fn post_form(
    emulator: &Emulator,
    url: &str,
    headers: &[(&str, &str)],
    pairs: &[(&str, &str)],
) -> Answer {
    let request = client()
        .post(mirrored(emulator, url))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form(pairs));
    read(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

pub(crate) async fn post_json(emulator: &Emulator, url: &str, body: &Value) -> Answer {
    let request = client().post(mirrored(emulator, url)).header("content-type", "application/json");
    read(request.body(body.to_string())).await
}

/// The pairs of a callback's query or fragment.
pub(crate) fn pairs(url: &str, mark: char) -> Vec<(String, String)> {
    let (_, part) = url.split_once(mark).unwrap_or_else(|| panic!("no `{mark}` in {url}"));
    form_urlencoded::parse(part.as_bytes()).into_owned().collect()
}

pub(crate) fn value(pairs: &[(String, String)], name: &str) -> String {
    let found = pairs.iter().find(|(key, _)| key == name);
    found.unwrap_or_else(|| panic!("no `{name}` in {pairs:?}")).1.clone()
}

pub(crate) fn has(pairs: &[(String, String)], name: &str) -> bool {
    pairs.iter().any(|(key, _)| key == name)
}

/// Allows what is asked for at that address and returns the pairs of the callback.
pub(crate) async fn allow(emulator: &Emulator, url: &str) -> Vec<(String, String)> {
    let callback = emulator.browse(url, Decision::Allow).await.expect("a callback");
    assert!(callback.starts_with(emulator.redirect_uri()), "{callback}");
    pairs(&callback, '?')
}

/// The claims of a signed token.
pub(crate) fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).unwrap_or_else(|| panic!("{token} is no token"));
    let bytes = URL_SAFE_NO_PAD.decode(middle).expect("base64url");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// In hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
