//! What a request wants to come back (RFC 6749, 3.1.1; OpenID Connect Core, 3.3.2.1).

use crate::script::{Flow, FlowKind};
use crate::serve::given::{Given, find};
use crate::serve::refusal::Refusal;
use crate::world::World;

/// Whether it is what is declared; where the application chooses, a code and what can come with it.
pub(super) fn check(world: &World, flow: &Flow, given: &[Given]) -> Result<(), Refusal> {
    let kind = find(given, flow.response_type).map(|given| given.text.as_str());
    let declared = flow.constants().find(|(name, _)| *name == flow.response_type);
    let (kind, fits) = match (kind, declared) {
        (None, Some(_)) => {
            return Err(Refusal::request(format!("`{}` is missing", flow.response_type)));
        }
        (Some(kind), Some((_, declared))) => (kind, kind == declared),
        (Some(kind), None) if flow.kind == FlowKind::Code => (kind, is_offered(world, kind)),
        _ => return Ok(()),
    };
    if fits {
        return Ok(());
    }
    let message = format!("`{kind}` is no response type here");
    Err(Refusal::new("unsupported_response_type", message))
}

/// Whether a code comes with that. Of words of the provider's own nobody knows.
fn is_offered(world: &World, kind: &str) -> bool {
    let words: Vec<_> = kind.split(' ').collect();
    let known = |word: &&str| matches!(*word, "code" | "token" | "id_token" | "none");
    let signs = world.spec.id_token.is_some() || !words.contains(&"id_token");
    !words.iter().all(known) || words.contains(&"code") && !words.contains(&"none") && signs
}
