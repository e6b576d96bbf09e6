//! Clients whose id is the address of a document about them (OAuth Client ID Metadata Document,
//! draft-ietf-oauth-client-id-metadata-document): nobody registers them, and the document is read when they first come.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::{ACCEPT, CONTENT_TYPE, HOST};
use serde_json::{Map, Value};
use tokio::net::TcpStream;

use crate::fault::Step;
use crate::http::{Arrived, ask, pairs};
use crate::settings::{Client, own_problem_of};
use crate::world::World;

/// The longest document, in bytes: what the draft advises.
const LONGEST: usize = 5 * 1024;
/// The longest address.
const ADDRESS: usize = 2_000;
/// How long it may take.
const TIME: Duration = Duration::from_secs(2);
/// How many clients there may be of this kind.
const MOST: usize = 100;

/// Makes the client of a request known, if its id is such an address and it was not here before.
pub(crate) async fn learn(world: &World, arrived: &mut Arrived, step: Step) {
    let Some(at) = world.settings.documents else { return };
    if !matches!(step, Step::Authorize | Step::PushedAuthorization | Step::Device | Step::Token) {
        return;
    }
    let Some(id) = client_id(world, arrived) else { return };
    if !id.contains("://") || id.len() > ADDRESS || world.settings.client(&id).is_some() {
        return;
    }
    // Of requests that come at once, one reads the document, and the others wait and find the client.
    let _alone = world.learning.lock().await;
    if world.settings.client(&id).is_some() {
        return;
    }
    if world.settings.registered.iter().filter(|entry| is_document(&entry.client)).count() >= MOST {
        arrived.client_problem = Some(format!("There are {MOST} clients by a document already."));
        return;
    }
    if let Err(problem) = add(world, id, at).await {
        arrived.client_problem = Some(problem);
    }
}

/// Reads the document of that client, which is known from then on.
async fn add(world: &World, id: String, at: SocketAddr) -> Result<(), String> {
    let none = |why: String| format!("There is no document at {id}: {why}.");
    let about = match tokio::time::timeout(TIME, read(&id, at)).await {
        Ok(read) => read.map_err(none)?,
        Err(_) => return Err(none("it takes too long".to_owned())),
    };
    let redirect_uris =
        client(world, &id, &about).map_err(|problem| format!("The document at {id} {problem}."))?;
    // It has no secret: nobody knows this one.
    let client = Client { id, secret: world.random.text() };
    world.settings.registered.add(client, redirect_uris, world.random.text(), about);
    Ok(())
}

/// Whether a client is one of these.
pub(crate) fn is_document(client: &Client) -> bool {
    client.id.contains("://")
}

/// Who comes, as the request says; what comes twice is told by whoever reads it.
fn client_id(world: &World, arrived: &Arrived) -> Option<String> {
    let query = pairs(arrived.query.as_deref().unwrap_or_default().as_bytes());
    let form = pairs(&arrived.body);
    let mut all = query.into_iter().chain(form);
    all.find(|(name, _)| name == world.spec.client.id_parameter).map(|(_, id)| id)
}

/// The document. Only this machine is asked: what is https comes from where the builder says.
async fn read(id: &str, at: SocketAddr) -> Result<Map<String, Value>, String> {
    let (at, target) = address(id, at)?;
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let request = Request::get(target)
        .header(HOST, at.to_string())
        .header(ACCEPT, "application/json")
        .body(Empty::<Bytes>::new())
        .map_err(|error| failed(&error))?;
    let stream = TcpStream::connect(at).await.map_err(|error| failed(&error))?;
    let (head, body) = ask(stream, request).await.map_err(|error| failed(&error))?.into_parts();
    // A redirect is none either: it would make another address of it.
    if head.status != 200 {
        return Err(format!("the answer has the status {}", head.status.as_u16()));
    }
    let kind = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind =
        kind.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != "application/json" && !kind.ends_with("+json") {
        return Err("the answer is not application/json".to_owned());
    }
    let body = Limited::new(body, LONGEST).collect().await;
    let body = body.map_err(|_| format!("the answer is longer than {LONGEST} bytes"))?.to_bytes();
    serde_json::from_slice(&body).map_err(|_| "the answer is no JSON object".to_owned())
}

/// Where to ask, and for what.
fn address(id: &str, documents: SocketAddr) -> Result<(SocketAddr, String), String> {
    let (scheme, rest) = id.split_once("://").unwrap_or_default();
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let steps = path.split('/');
    if path.is_empty() || steps.into_iter().any(|step| matches!(step, "." | "..")) {
        return Err("its address must have a path without `.` and `..`".to_owned());
    }
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"?#@\\".contains(&byte);
    if authority.is_empty() || !rest.bytes().all(is_plain) {
        return Err("its address must have no user, no query and no fragment".to_owned());
    }
    match scheme {
        "https" => Ok((documents, format!("/{authority}/{path}"))),
        "http" => {
            let named = authority.strip_prefix("localhost:").and_then(|port| port.parse().ok());
            let named = named.map(|port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
            let at = named.or_else(|| authority.parse().ok());
            let at = at.filter(|at: &SocketAddr| IpAddr::is_loopback(&at.ip()));
            let at = at.ok_or_else(|| "http is for loopback, with a port".to_owned())?;
            Ok((at, format!("/{path}")))
        }
        _ => Err("its address must begin with https://".to_owned()),
    }
}

/// The redirect URIs of a document that is one of this client.
fn client(world: &World, id: &str, about: &Map<String, Value>) -> Result<Vec<String>, String> {
    let text = |name: &str| about.get(name).and_then(Value::as_str);
    // Letter by letter: another's document makes no client.
    if text("client_id") != Some(id) {
        return Err("says another `client_id`".to_owned());
    }
    if about.contains_key("client_secret") || about.contains_key("client_secret_expires_at") {
        return Err("says a secret, which everybody can read".to_owned());
    }
    let way = text("token_endpoint_auth_method").unwrap_or("client_secret_basic");
    if way.starts_with("client_secret") {
        return Err(format!("says `{way}`, and there can be no secret"));
    }
    let has_keys = about.get("jwks").and_then(|jwks| jwks.get("keys")).is_some_and(Value::is_array);
    if way == "private_key_jwt" && !has_keys {
        return Err("says `private_key_jwt` and has no `jwks` (those of a `jwks_uri` are not asked for here)".to_owned());
    }
    let uris = about.get("redirect_uris").and_then(Value::as_array).into_iter().flatten();
    let uris: Vec<String> = uris.filter_map(Value::as_str).map(str::to_owned).collect();
    if uris.is_empty() {
        return Err("has no `redirect_uris`".to_owned());
    }
    let schemes = world.spec.client.redirect_schemes;
    match uris.iter().find_map(|uri| Some((uri, own_problem_of(uri, schemes)?))) {
        Some((uri, problem)) => {
            Err(format!("has the redirect URI `{uri}`, which is not taken: {problem}"))
        }
        None => Ok(uris),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_asked() {
        let documents = SocketAddr::from(([127, 0, 0, 1], 4000));
        let asked = |id: &str| address(id, documents).map(|(at, target)| format!("{at}{target}"));
        assert_eq!(
            asked("https://app.example/c.json").unwrap(),
            "127.0.0.1:4000/app.example/c.json"
        );
        assert_eq!(
            asked("https://app.example:8443/a/b").unwrap(),
            "127.0.0.1:4000/app.example:8443/a/b"
        );
        assert_eq!(asked("http://127.0.0.1:5000/c").unwrap(), "127.0.0.1:5000/c");
        assert_eq!(asked("http://localhost:5000/c").unwrap(), "127.0.0.1:5000/c");
        assert_eq!(asked("http://[::1]:5000/c").unwrap(), "[::1]:5000/c");
        for wrong in [
            "https://app.example",
            "https://app.example/",
            "https://u@app.example/c",
            "https://app.example/c?d",
            "https://app.example/c#d",
            "https://app.example/a/../c",
            "https:///c",
            "http://app.example:80/c",
            "http://10.0.0.1:80/c",
            "http://127.0.0.1/c",
            "http://localhost.evil.example:1/c",
            "ftp://127.0.0.1:1/c",
            "https://app.example/c d",
        ] {
            assert!(asked(wrong).is_err(), "{wrong}");
        }
    }
}
