//! Callbacks that are JSON documents, which the provider posts by itself.

use serde_json::{Value, json};

use crate::compute::Draft;
use crate::ledger::Posted;
use crate::path;
use crate::sign::Around;
use crate::world::World;

/// Makes the document and keeps it until it is fetched. The error says what cannot be signed.
pub(super) fn post(
    world: &World,
    client_id: &str,
    redirect_uri: &str,
    pairs: Vec<(String, Value)>,
) -> Result<(), String> {
    let mut document = json!({});
    for (name, value) in pairs {
        path::put(&mut document, &name, value);
    }
    let path =
        redirect_uri.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    let (address, query) = redirect_uri.split_once('?').unwrap_or((redirect_uri, ""));
    let mut draft = Draft {
        method: "POST".to_owned(),
        address: address.to_owned(),
        path: path.unwrap_or("/").split('?').next().unwrap_or_default().to_owned(),
        query: crate::compute::split(query),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: document.to_string().into_bytes(),
        json: Some(document),
        ..Draft::default()
    };
    if let Some(signer) = &world.script.callback_signer {
        let around = Around {
            values: &world.script.values,
            client: world.settings.client(client_id),
            now: world.clock.now(),
            random: &world.random,
            secret: None,
        };
        signer.sign(around, &mut draft)?;
    }
    let body = draft.json.unwrap_or_default().to_string().into_bytes();
    let posted =
        Posted { method: "POST", url: redirect_uri.to_owned(), headers: draft.headers, body };
    world.ledger().post(posted);
    Ok(())
}
