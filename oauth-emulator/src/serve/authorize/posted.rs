//! Callbacks that are JSON documents, which the provider posts by itself.

use serde_json::{Value, json};

use super::redirect::{Trusted, signed};
use crate::compute::Draft;
use crate::ledger::Posted;
use crate::path;
use crate::world::World;

/// Makes the document and keeps it until it is fetched. The error says what cannot be signed.
pub(super) fn post(
    world: &World,
    trusted: &Trusted,
    pairs: Vec<(String, Value)>,
    is_error: bool,
) -> Result<(), String> {
    let mut document = json!({});
    for (name, value) in pairs {
        path::put(&mut document, &name, value);
    }
    let draft = Draft {
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: document.to_string().into_bytes(),
        json: Some(document),
        ..Draft::to("POST", &trusted.redirect_uri)
    };
    let draft = signed(world, trusted, draft, is_error)?;
    let body = draft.json.unwrap_or_default().to_string().into_bytes();
    let url = trusted.redirect_uri.clone();
    let posted = Posted { method: "POST", url, headers: draft.headers, body };
    world.ledger().post(posted);
    Ok(())
}
