//! The documents that the provider publishes about itself.

use serde_json::json;

use super::refusal::Refusal;
use crate::http::{Answer, Arrived};
use crate::world::World;

/// Answers with the document.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    if arrived.method != "GET" {
        return Refusal::method("GET").answer(world, world.spec.token.answer.format);
    }
    match world.script.metadata.at(arrived) {
        Some(document) => Answer::json(200, document),
        None => Answer::json(404, &json!({})),
    }
}
