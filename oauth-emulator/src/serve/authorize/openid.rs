//! What a request of OpenID Connect must have: the scope `openid`, and a `nonce`.

use oauth_spec::Source;

use crate::script::{Flow, FlowKind};
use crate::serve::refusal::Refusal;
use crate::world::World;

/// Whether it has both where they belong, and no `nonce` elsewhere.
pub(super) fn check(
    world: &World,
    flow: &Flow,
    response_type: &str,
    scopes: &[String],
    has_nonce: bool,
) -> Result<(), Refusal> {
    let is_for_id_token = response_type.split(' ').any(|kind| kind == "id_token")
        && flow.name_of(Source::Scope).is_some()
        && !world.spec.scopes.forbidden.contains(&"openid");
    if is_for_id_token && !scopes.iter().any(|scope| scope == "openid") {
        // OpenID Connect Core, 3.1.2.1, 3.2.2.1 and 3.3.2.1.
        return Err(Refusal::new("invalid_scope", "An ID token takes the scope `openid`"));
    }
    match nonce_problem(world, flow, scopes, has_nonce) {
        Some(problem) => Err(Refusal::request(problem)),
        None => Ok(()),
    }
}

/// What is wrong with a `nonce`, or without one: it belongs to requests for `openid`, where there is such a scope,
/// and there are servers that refuse it elsewhere (OpenID Connect Core, 3.1.2.1).
fn nonce_problem(world: &World, flow: &Flow, scopes: &[String], given: bool) -> Option<String> {
    let name = flow.name_of(Source::Nonce)?;
    let mut known = world.spec.scopes.known.iter().copied();
    let may_be_without = flow.kind == FlowKind::Code
        && world.spec.id_token.is_some()
        && !world.spec.scopes.forbidden.contains(&"openid")
        && known.any(|scope| scope == "openid");
    let for_openid = !may_be_without || scopes.iter().any(|scope| scope == "openid");
    match (for_openid, given) {
        (true, false) => Some(format!("`{name}` is missing")),
        (false, true) => Some(format!("`{name}` is for requests with the scope `openid`")),
        _ => None,
    }
}
