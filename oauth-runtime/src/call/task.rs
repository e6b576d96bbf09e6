//! What there is to do for a token, in which order.

use oauth_spec::{Call, Expiry, IssuedExpiry, ProviderSpec};

use crate::core::{Core, PreparedRequest};
use crate::error::Error;

/// One request of several.
#[derive(Clone, Copy)]
pub(crate) enum Task {
    /// A token of another grant, which the next request sends.
    Grant(&'static str),
    /// The request itself.
    Main,
    /// A grant that exchanges the token at once.
    After(&'static str),
    /// Until when the token is good.
    Expiry,
    /// A call, whose fields stay with the token.
    Connected(&'static Call),
    /// A call that the application asks for.
    Asked(&'static Call),
    /// A call that belongs to the end.
    Disconnect(&'static Call),
    Revoke,
    Introspect,
    /// What is said about the user.
    Userinfo,
    /// Whether something that was said holds. Its request, if it needs one, is that for the provider's keys.
    Check(Check),
}

/// What is held against the provider's keys.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// The ID token of a token.
    IdToken,
    /// The same because the application asks.
    AskedIdToken,
    /// What was said about the user.
    Userinfo,
    /// A signed answer that says until when the token is good.
    Expiry,
    /// The same because the application asks.
    Introspection,
}

impl Task {
    /// What it is, for people.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Grant(name) | Self::After(name) => format!("the grant `{name}`"),
            Self::Main => "the request".to_owned(),
            Self::Expiry | Self::Introspect | Self::Check(Check::Expiry | Check::Introspection) => {
                "the introspection".to_owned()
            }
            Self::Connected(call) | Self::Asked(call) | Self::Disconnect(call) => {
                format!("the call `{}`", call.name)
            }
            Self::Revoke => "the revocation".to_owned(),
            Self::Check(Check::IdToken | Check::AskedIdToken) => {
                "the check of the ID token".to_owned()
            }
            Self::Userinfo | Self::Check(Check::Userinfo) => {
                "the question who the user is".to_owned()
            }
        }
    }

    /// Its prepared request.
    pub(super) fn request<'a>(
        self,
        core: &'a Core,
        main: &str,
    ) -> Result<&'a PreparedRequest, Error> {
        match self {
            Self::Main => core.request(main),
            Self::Grant(name) | Self::After(name) => core.request(name),
            Self::Connected(call) | Self::Asked(call) | Self::Disconnect(call) => {
                core.call(call.name).map(|(_, request)| request)
            }
            Self::Expiry | Self::Introspect => {
                core.introspection.as_ref().ok_or_else(|| core.lacks("introspection"))
            }
            Self::Revoke => core.revocation.as_ref().ok_or_else(|| core.lacks("revocation")),
            Self::Userinfo => {
                let userinfo =
                    core.identity.as_ref().and_then(|identity| identity.userinfo.as_ref());
                userinfo.ok_or_else(|| core.lacks("a userinfo endpoint"))
            }
            Self::Check(_) => {
                let jwks = core.identity.as_ref().and_then(|identity| identity.jwks.as_ref());
                jwks.ok_or_else(|| core.lacks("a set of keys"))
            }
        }
    }
}

/// What follows a grant: grants that exchange its token, the question until when it is good, calls.
pub(crate) fn further(spec: &'static ProviderSpec, grant: &str) -> Vec<Task> {
    let mut tasks = Vec::new();
    if spec.id_token.is_some() && !matches!(grant, "client_credentials" | "personal_access_token") {
        tasks.push(Task::Check(Check::IdToken));
    }
    let mut last = grant;
    for follower in spec.grants.followers(grant) {
        tasks.push(Task::After(follower.name));
        last = follower.name;
    }
    // Of one made by hand the declaration may have said it.
    let by_hand = spec.grants.personal_access_token.filter(|_| grant == "personal_access_token");
    let is_endless = by_hand.is_some_and(|grant| grant.expiry == IssuedExpiry::Never);
    if spec.answer(last).expiry == Expiry::Introspection && !is_endless {
        tasks.push(Task::Expiry);
        if !spec.introspection_signed.is_empty() {
            tasks.push(Task::Check(Check::Expiry));
        }
    }
    // What they have read stays with the tokens that renew this one.
    let connected = spec.calls.iter().filter(|call| call.follows(grant));
    tasks.extend(connected.map(Task::Connected));
    tasks
}
