//! The documents that the provider publishes about itself.

use serde_json::json;

use super::certificate;
use super::refusal::Refusal;
use crate::http::{Answer, Arrived};
use crate::path;
use crate::world::World;

/// Answers with the document.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    if arrived.method != "GET" {
        return Refusal::method("GET").answer(world, world.spec.token.answer.format);
    }
    let Some(document) = world.script.metadata.at(arrived) else {
        return super::unknown(world, arrived);
    };
    let mut document = document.clone();
    if certificate::binds(world) {
        // RFC 8705, 3.3; of the API: RFC 9728, 2.
        path::put(&mut document, "tls_client_certificate_bound_access_tokens", json!(true));
        // The API's is about no endpoint of these.
        let aliases = world.script.aliases.told();
        if let Some(aliases) = aliases.filter(|_| document.get("issuer").is_some()) {
            path::put(&mut document, "mtls_endpoint_aliases", aliases);
        }
    }
    Answer::json(200, &document)
}
