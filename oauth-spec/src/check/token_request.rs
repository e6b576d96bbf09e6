//! `[token_request]`: what holds for every token request.

use super::Context;
use super::requests::{Standard, lists, standard};
use crate::span::Span;

/// ```toml
/// [token_request]
/// omit = ["code"]
/// # … and no grant whose request has one
/// ```
pub(super) fn changes(context: &mut Context<'_, '_>) {
    let Some(request) = context.document.token_request.get() else { return };
    let grants = context.grants.iter().filter(|grant| grant.kind.asks_token_endpoint());
    let mut parameters: Vec<_> =
        grants.flat_map(|grant| standard(context, grant).parameters).collect();
    parameters.sort_unstable();
    parameters.dedup();
    // Without such a grant the whole table is of no use, which has a message of its own.
    if !parameters.is_empty() {
        let may_have_more = !context.knows_parameters();
        let without = (&[][..], Span::default());
        lists(context, request, &Standard { parameters, without, may_have_more });
    }
}
