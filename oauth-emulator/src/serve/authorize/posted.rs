//! Callbacks that are JSON documents, which the provider posts by itself.

use serde_json::{Value, json};

use crate::compute::Draft;
use crate::ledger::Posted;
use crate::path;
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
    let mut draft = Draft {
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: document.to_string().into_bytes(),
        json: Some(document),
        ..Draft::to("POST", redirect_uri)
    };
    if let Some(signer) = &world.script.callback_signer {
        signer.sign(world.around(client_id), &mut draft)?;
    }
    let body = draft.json.unwrap_or_default().to_string().into_bytes();
    let posted =
        Posted { method: "POST", url: redirect_uri.to_owned(), headers: draft.headers, body };
    world.ledger().post(posted);
    Ok(())
}
