//! How a token is renewed, if it is.

use std::sync::Arc;

use oauth_spec::{Renewal, Rotation};

use super::held::Held;
use super::shared::Shared;
use crate::call::{Call, needs_nobody};
use crate::error::{AgainReason, AuthorizeAgain, Error};
use crate::token::TokenData;

/// How a token is renewed.
#[derive(Clone, Copy)]
pub(super) enum Way<'a> {
    /// With its refresh token.
    Refresh,
    /// With the call that the application has given.
    Given(&'a Call),
    /// As the client has asked for it by itself.
    Again,
}

impl Shared {
    /// How a token is renewed, if it is.
    pub(super) fn way(&self, token: &TokenData) -> Option<Way<'_>> {
        let way = match self.spec.grants.renewal(&token.grant)? {
            Renewal::None => return None,
            Renewal::RefreshToken => self.may_refresh(token).then_some(Way::Refresh),
            Renewal::Reacquire => self.plan.reacquire.as_ref().map(Way::Given),
        };
        way.or_else(|| again(token))
    }

    /// Whether a token has what it is renewed with, and that may be good.
    pub(super) fn may_refresh(&self, token: &TokenData) -> bool {
        let is_there = token.refresh_token.is_some()
            || !self.core().request("refresh_token").is_ok_and(|it| it.sends_refresh_token);
        is_there && token.refresh_expires_at.is_none_or(|at| at > self.clock.now())
    }

    /// The call that renews a token in that way.
    pub(super) fn call(&self, way: Way<'_>, token: &Arc<TokenData>) -> Call {
        let core = self.core();
        match way {
            Way::Refresh => Call::new(core, "refresh_token").with_token(token.clone()),
            Way::Given(call) => call.clone().by(core),
            Way::Again => Call::new(core, "client_credentials").asking_again(token),
        }
    }

    /// The error of a token that nothing renews any more.
    pub(super) fn again(&self, held: &Held, reason: AgainReason, cause: Option<Error>) -> Error {
        // What follows another grant is asked for by nobody.
        let grant = self.spec.grants.begun_with(&held.data.grant);
        let again = AuthorizeAgain::new(self.spec.title, grant, reason, cause);
        let refresh = self.spec.grants.refresh_token;
        let always = refresh.is_some_and(|refresh| refresh.rotation == Rotation::Always);
        let is_old = held.data.refresh_received_at < held.data.received_at;
        let again = match reason {
            AgainReason::RenewalRefused if always && is_old => again.unrotated(),
            _ => again,
        };
        let alone = [grant, &held.data.grant].iter().any(|it| needs_nobody(self.spec, it));
        if alone { again.alone() } else { again }.into()
    }

    /// Whether asking again with the same credentials cannot help: of what no user takes part in, nobody knows that.
    pub(super) fn is_final(&self, held: &Held, error: &Error) -> bool {
        match error {
            Error::Provider(error) => !error.is_retryable() && error.is_of_the_user(),
            // It may be another user's: whoever goes on must have authorized again.
            Error::IdToken(_) => !needs_nobody(self.spec, &held.data.grant),
            _ => false,
        }
    }

    /// Whether steps that belong to a token are still to be made, while it is good for them.
    pub(super) fn is_unfinished(&self, token: &TokenData) -> bool {
        token.kept.as_ref().is_some_and(|kept| kept.unfinished.is_some())
            && token.expires_at.is_none_or(|at| at > self.clock.now())
    }
}

/// The way that is left to who needs nothing but what the client has itself.
pub(super) fn again(token: &TokenData) -> Option<Way<'static>> {
    (token.grant == "client_credentials").then_some(Way::Again)
}
