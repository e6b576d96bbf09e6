//! What a session tells: above all, every new token.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use tokio::sync::mpsc::UnboundedReceiver;

use super::held::Held;
use super::typed;
use crate::error::Error;
use crate::provider::Provider;
use crate::token::Token;

/// What has happened in a session.
#[non_exhaustive]
pub enum Event<P: Provider> {
    /// There is a new token, from a renewal or from [`Session::replace`](crate::Session::replace): store it, with
    /// [`Token::save`], if [`SessionBuilder::store`](crate::SessionBuilder::store) does not. The one that a session
    /// starts with is not told.
    NewToken(Arc<Token<P>>),
    /// The token expires soon and cannot be renewed: tell somebody. It is said once for each token.
    ExpiresSoon {
        /// When it expires.
        at: SystemTime,
    },
    /// A renewal failed; the old token stays, and the session will try again.
    RenewalFailed {
        /// Why.
        error: Error,
    },
    /// Only a person can help: the token is no longer good and cannot be renewed. It is said once for each token. Who
    /// that is says [`Error::remedy`]: no user has a part in some tokens ([`AuthorizeAgain`](crate::AuthorizeAgain)).
    NeedsUser {
        /// Why.
        error: Error,
    },
    /// A new token could not be stored ([`SessionBuilder::store`](crate::SessionBuilder::store)). The session goes on
    /// with it, and tries again to store it; what is stored may be spent. It is said once for each token.
    NotStored {
        /// Why: its [`source`](std::error::Error::source) is what the application has said.
        error: Error,
    },
    /// A hook ([`SessionBuilder::on_event`](crate::SessionBuilder::on_event)) has panicked: what it was to do, such as
    /// to store a new token, may not be done. The session goes on; the token is `session.token()`. That hook itself is
    /// not told.
    HookPanicked {
        /// What the panic says.
        message: String,
    },
}

/// An event without its types.
#[derive(Clone)]
pub(super) enum Notice {
    NewToken(Held),
    ExpiresSoon(SystemTime),
    RenewalFailed(Error),
    NeedsUser(Error),
    NotStored(Error),
    HookPanicked(String),
}

impl Notice {
    pub(super) fn typed<P: Provider>(self) -> Event<P> {
        match self {
            Self::NewToken(held) => Event::NewToken(typed(&held)),
            Self::ExpiresSoon(at) => Event::ExpiresSoon { at },
            Self::RenewalFailed(error) => Event::RenewalFailed { error },
            Self::NeedsUser(error) => Event::NeedsUser { error },
            Self::NotStored(error) => Event::NotStored { error },
            Self::HookPanicked(message) => Event::HookPanicked { message },
        }
    }
}

impl<P: Provider> Clone for Event<P> {
    fn clone(&self) -> Self {
        match self {
            Self::NewToken(token) => Self::NewToken(token.clone()),
            Self::ExpiresSoon { at } => Self::ExpiresSoon { at: *at },
            Self::RenewalFailed { error } => Self::RenewalFailed { error: error.clone() },
            Self::NeedsUser { error } => Self::NeedsUser { error: error.clone() },
            Self::NotStored { error } => Self::NotStored { error: error.clone() },
            Self::HookPanicked { message } => Self::HookPanicked { message: message.clone() },
        }
    }
}

impl<P: Provider> fmt::Debug for Event<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewToken(token) => formatter.debug_tuple("NewToken").field(token).finish(),
            Self::ExpiresSoon { at } => {
                formatter.debug_struct("ExpiresSoon").field("at", at).finish()
            }
            Self::RenewalFailed { error } => {
                formatter.debug_struct("RenewalFailed").field("error", error).finish()
            }
            Self::NeedsUser { error } => {
                formatter.debug_struct("NeedsUser").field("error", error).finish()
            }
            Self::NotStored { error } => {
                formatter.debug_struct("NotStored").field("error", error).finish()
            }
            Self::HookPanicked { message } => {
                formatter.debug_struct("HookPanicked").field("message", message).finish()
            }
        }
    }
}

/// The events of a session, one after the other. None is lost.
pub struct Events<P> {
    receiver: UnboundedReceiver<Notice>,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Events<P> {
    pub(super) fn new(receiver: UnboundedReceiver<Notice>) -> Self {
        Self { receiver, provider: PhantomData }
    }

    /// The next event; `None` once the session has ended, or every clone of it is gone.
    pub async fn next(&mut self) -> Option<Event<P>> {
        self.receiver.recv().await.map(Notice::typed)
    }
}

impl<P> fmt::Debug for Events<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Events").finish_non_exhaustive()
    }
}
