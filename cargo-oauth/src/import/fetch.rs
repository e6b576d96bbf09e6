//! Where metadata is found, and getting it.

use std::path::Path;

use oauth_runtime::ReqwestTransport;
use oauth_runtime::transport::Transport as _;
use serde_json::Value;
use url::Url;

/// A document, and where it is.
type Found = (Value, String);

/// The document at that address, or at the well-known addresses that belong to it.
pub(super) fn any(text: &str) -> Result<Found, String> {
    let url = parse(text)?;
    let is_json = Path::new(url.path()).extension().is_some_and(|extension| extension == "json");
    if is_json || url.path().contains("/.well-known/") {
        return Ok((get(&url)?, url.into()));
    }
    let resource = [Asked { whose: "resource", at: well_known(&url, "oauth-protected-resource") }];
    first(&url, server(&url).into_iter().chain(resource))
}

/// The metadata of an issuer (RFC 8414, 3; OpenID Connect Discovery, 4).
pub(super) fn authorization_server(issuer: &str) -> Result<Found, String> {
    let url = parse(issuer)?;
    first(&url, server(&url))
}

/// An address where a document may be, and the member that says whose it is.
struct Asked {
    whose: &'static str,
    at: Url,
}

/// Where the metadata of an authorization server may be.
fn server(url: &Url) -> [Asked; 3] {
    [
        well_known(url, "oauth-authorization-server"),
        appended(url, "openid-configuration"),
        well_known(url, "openid-configuration"),
    ]
    .map(|at| Asked { whose: "issuer", at })
}

/// The first document about what was asked for.
fn first(wanted: &Url, addresses: impl IntoIterator<Item = Asked>) -> Result<Found, String> {
    let mut problems = Vec::new();
    for Asked { whose, at } in addresses {
        let document = get(&at).and_then(|document| about(wanted, document, whose, &at));
        match document {
            Ok(document) => return Ok((document, at.into())),
            Err(problem) if !problems.contains(&problem) => problems.push(problem),
            Err(_) => {}
        }
    }
    Err(format!("no metadata was found\n= note: {}", problems.join("\n= note: ")))
}

/// The document, if it is about what was asked for: else one could speak for another (RFC 8414, 3.3; RFC 9728,
/// 3.3).
fn about(wanted: &Url, document: Value, whose: &str, at: &Url) -> Result<Value, String> {
    let said = document.get(whose).and_then(Value::as_str).unwrap_or_default();
    let plain = |text: &str| text.trim_end_matches('/').to_owned();
    let is_it = Url::parse(said).is_ok_and(|said| plain(said.as_str()) == plain(wanted.as_str()));
    if is_it {
        return Ok(document);
    }
    Err(format!(
        "{at} is about the {whose} `{said}`, not `{wanted}`\n= help: ask for that one, or for the address of the \
         document if you trust it"
    ))
}

/// https, or http on this machine.
fn parse(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("`{text}` is not a URL: {error}"))?;
    let is_loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if url.scheme() == "https" || is_loopback {
        Ok(url)
    } else {
        Err(format!("`{text}` is not https\n= help: anyone on the way could change what it says"))
    }
}

/// RFC 8414, 3.1: between the host and the path.
fn well_known(url: &Url, name: &str) -> Url {
    let mut at = url.clone();
    let path = url.path().trim_end_matches('/');
    at.set_path(&format!("/.well-known/{name}{path}"));
    at.set_query(None);
    at
}

/// OpenID Connect Discovery, 4.1: after the path.
fn appended(url: &Url, name: &str) -> Url {
    let mut at = url.clone();
    let path = url.path().trim_end_matches('/');
    at.set_path(&format!("{path}/.well-known/{name}"));
    at.set_query(None);
    at
}

/// Over the transport that clients have: https, no redirects, bounded in time and length.
fn get(url: &Url) -> Result<Value, String> {
    let failed = |error: &dyn std::fmt::Display| format!("cannot get {url}: {error}");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| failed(&error))?;
    let transport = ReqwestTransport::new().map_err(|error| failed(&error))?;
    let request = http::Request::get(url.as_str())
        .header("accept", "application/json")
        .body(Vec::new())
        .map_err(|error| failed(&error))?;
    let answer = runtime.block_on(transport.send(request)).map_err(|error| failed(&error))?;
    if !answer.status().is_success() {
        return Err(format!("{url} answers {}", answer.status()));
    }
    serde_json::from_slice(answer.body()).map_err(|error| format!("{url} is not JSON: {error}"))
}
