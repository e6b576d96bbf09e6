//! Where metadata is found, and getting it.

use std::time::Duration;

use serde_json::Value;
use url::Url;

/// More than any metadata document.
const MOST: usize = 1 << 20;

type Found = (Value, Option<String>);

/// The document at that address, or at the well-known addresses that belong to it.
pub(super) fn any(text: &str) -> Result<Found, String> {
    let url = parse(text)?;
    if url.path().contains("/.well-known/") || url.path().ends_with(".json") {
        return Ok((get(&url)?, Some(url.into())));
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
            Ok(document) => return Ok((document, Some(url.to_string()))),
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

fn get(url: &Url) -> Result<Value, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start: {error}"))?;
    runtime.block_on(async {
        let failed = |error: reqwest::Error| format!("cannot get {url}: {error}");
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(20))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(failed)?;
        let request = client.get(url.clone()).header("accept", "application/json");
        let mut answer = request.send().await.map_err(failed)?;
        if !answer.status().is_success() {
            return Err(format!("{url} answers {}", answer.status()));
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(failed)? {
            body.extend_from_slice(&part);
            if body.len() > MOST {
                return Err(format!("{url} answers with more than {MOST} bytes"));
            }
        }
        serde_json::from_slice(&body).map_err(|error| format!("{url} is not JSON: {error}"))
    })
}
