//! How a token is renewed, if it is.

use std::sync::Arc;

use oauth_spec::Renewal;

use super::held::Held;
use super::shared::Shared;
use crate::call::{Call, needs_nobody};
use crate::error::{AgainReason, AuthorizeAgain, Error};
use crate::token::TokenData;

impl Shared {
    /// The call that renews a token, if there is one.
    pub(super) fn way(&self, token: &Arc<TokenData>) -> Option<Call> {
        match self.spec.grants.renewal(&token.grant)? {
            Renewal::None => None,
            Renewal::RefreshToken => self.refresh(token).or_else(|| self.asking_again(token)),
            Renewal::Reacquire => match &self.plan.reacquire {
                Some(call) => Some(call.clone().by(self.core())),
                None => self.asking_again(token),
            },
        }
    }

    /// The call that renews a token with its refresh token, if that may be good.
    pub(super) fn refresh(&self, token: &Arc<TokenData>) -> Option<Call> {
        if self.core().request("refresh_token").is_ok_and(|it| it.sends_refresh_token) {
            token.refresh_token.as_ref()?;
        }
        if token.refresh_expires_at.is_some_and(|at| at <= self.clock.now()) {
            return None;
        }
        Some(Call::new(self.core(), "refresh_token").with_token(token.clone()))
    }

    /// The call that asks for a token anew, for which nothing is needed but what the client has itself.
    pub(super) fn asking_again(&self, token: &Arc<TokenData>) -> Option<Call> {
        let is_own = token.grant == "client_credentials";
        is_own.then(|| Call::new(self.core(), "client_credentials").asking_again(token))
    }

    /// The error of a token that nothing renews any more.
    pub(super) fn again(&self, held: &Held, reason: AgainReason, cause: Option<Error>) -> Error {
        let grant = &held.data.grant;
        let again = AuthorizeAgain::new(self.spec.title, grant, reason, cause);
        if needs_nobody(self.spec, grant) { again.alone() } else { again }.into()
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
