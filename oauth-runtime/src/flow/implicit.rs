//! Coming back without a code: what was asked for is in the redirect itself (RFC 6749, 4.2.2).

use std::borrow::Cow;

use oauth_spec::{ResponseMode, StateUse};

use super::accept::{believe, belongs};
use super::received::parameters;
use super::{Flow, PendingData};
use crate::answer::Members;
use crate::core::Core;
use crate::error::Error;
use crate::query::{fragment_of, query_of};

/// Accepts a redirect that holds an access token.
pub(crate) fn accept_implicit(
    core: &Core,
    pending: &PendingData,
    redirect: &str,
) -> Result<Members, Error> {
    if core.spec.grants.implicit.is_some_and(|grant| !grant.gives_access()) {
        return Err(Error::configuration(format!(
            "{} gives an ID token and no access token: call `.accept_id_token(…).await` instead of \
             `.accept_implicit(…)`",
            core.spec.title
        )));
    }
    belongs(core, pending, Flow::Implicit, None)?;
    let members = implicit_members(core, redirect)?;
    believe(core, pending, None, &members)?;
    Ok(members)
}

/// What a redirect holds: its fragment, or the form that the browser has posted.
pub(super) fn implicit_members(core: &Core, redirect: &str) -> Result<Members, Error> {
    let mode = core.spec.grants.implicit.and_then(|grant| grant.response_mode);
    if mode.is_some_and(ResponseMode::is_posted) {
        return parameters(core, query_of(redirect));
    }
    let mut members = parameters(core, fragment_of(redirect))?;
    // A state that travels in the redirect URI is in its query still.
    if let StateUse::InRedirectUri(name) = core.spec.callback.state {
        let query = parameters(core, query_of(redirect))?;
        let state = query.0.get_key_value(name);
        members.0.extend(state.map(|(name, state)| (name.clone(), state.clone())));
    }
    Ok(members)
}

/// The ID token among them, under the declared name or that of the standard.
pub(super) fn id_token<'a>(core: &Core, members: &'a Members) -> Option<Cow<'a, str>> {
    let named = members.text(core.spec.token.answer.id_token);
    named.or_else(|| members.text("id_token")).filter(|token| !token.is_empty())
}
