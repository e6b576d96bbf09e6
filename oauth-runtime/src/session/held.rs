//! The token that a session holds, without its types, so that sessions are compiled once.

use std::any::Any;
use std::sync::Arc;

use crate::provider::Provider;
use crate::token::{Parsed, Token, TokenData};

/// A token at hand.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) data: Arc<TokenData>,
    /// The `Token<P>`.
    pub(super) typed: Arc<dyn Any + Send + Sync>,
    /// How many tokens came before it.
    pub(super) generation: u64,
}

/// Takes a token's types away.
pub(super) fn hold<P: Provider>(token: Token<P>) -> Held {
    Held { data: token.data().clone(), typed: Arc::new(token), generation: 0 }
}

/// The same, for one that was just read.
pub(super) fn hold_parsed<P: Provider>(parsed: Parsed) -> Held {
    hold(Token::<P>::new(parsed))
}
