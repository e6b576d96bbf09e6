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
    first(&[
        well_known(&url, "oauth-authorization-server"),
        appended(&url, "openid-configuration"),
        well_known(&url, "openid-configuration"),
        well_known(&url, "oauth-protected-resource"),
    ])
}

/// The metadata of an issuer (RFC 8414, 3; OpenID Connect Discovery, 4).
pub(super) fn authorization_server(issuer: &str) -> Result<Found, String> {
    let url = parse(issuer)?;
    first(&[
        well_known(&url, "oauth-authorization-server"),
        appended(&url, "openid-configuration"),
        well_known(&url, "openid-configuration"),
    ])
}

fn first(addresses: &[Url]) -> Result<Found, String> {
    let mut problems = Vec::new();
    for url in addresses {
        match get(url) {
            Ok(document) => return Ok((document, url.to_string())),
            Err(problem) if !problems.contains(&problem) => problems.push(problem),
            Err(_) => {}
        }
    }
    Err(format!("no metadata was found\n= note: {}", problems.join("\n= note: ")))
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
