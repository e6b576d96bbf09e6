//! A further token in the same answer.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use oauth_spec::Answer;
use serde_json::{Map, Value as Json};

use super::members::{Members, lookup, scalar};
use super::table::Context;
use crate::secret::Secret;

/// Another token in the same answer, such as the user's beside the application's.
///
/// [`Client::adopt`](crate::Client::adopt) makes one of its own of it. It does not print.
#[derive(Clone)]
pub struct OtherToken(Arc<Inner>);

struct Inner {
    access_token: Secret,
    refresh_token: Option<Secret>,
    token_type: Option<String>,
    scope: Option<String>,
    members: Members,
    received_at: SystemTime,
    grant: Cow<'static, str>,
}

impl OtherToken {
    /// Reads one as the first token of the answer is read. Without a context only its shape is checked.
    pub(crate) fn read(members: &Map<String, Json>, context: Option<Context<'_>>) -> Option<Self> {
        let answer = context.map_or(&Answer::STANDARD, |context| context.answer);
        let whole = Json::Object(members.clone());
        // A path that leads to the first token leads nowhere here; the RFC's names do.
        let find = |path: &str, standard: &str| {
            let found = lookup(&whole, path).or_else(|| lookup(&whole, standard));
            found.and_then(scalar).filter(|text| !text.is_empty()).map(Cow::into_owned)
        };
        let scope = find(answer.scope, "scope");
        let access_token = match find(answer.access_token, "access_token") {
            Some(token) => Secret::from(token),
            // Its name is not known yet.
            None if context.is_none() => Secret::default(),
            None => return None,
        };
        let refresh_token = find(answer.refresh_token, "refresh_token").map(Secret::from);
        let token_type = find(answer.token_type, "token_type");
        let received_at = context.map_or(SystemTime::UNIX_EPOCH, |context| context.received_at);
        let members = Members(match whole {
            Json::Object(members) => members,
            _ => Map::new(),
        });
        Some(Self(Arc::new(Inner {
            access_token,
            refresh_token,
            token_type,
            scope,
            members,
            received_at,
            grant: context.map_or(Cow::Borrowed(""), |context| context.grant.clone()),
        })))
    }

    /// The access token itself.
    pub fn access_token(&self) -> &Secret {
        &self.0.access_token
    }

    /// Its refresh token.
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.0.refresh_token.as_ref()
    }

    /// Its type, as the answer writes it.
    pub fn token_type(&self) -> Option<&str> {
        self.0.token_type.as_deref()
    }

    /// Its scope, as the answer writes it, if it is one text.
    pub fn scope(&self) -> Option<&str> {
        self.0.scope.as_deref()
    }

    /// The object as it stands. It holds secrets.
    pub fn members(&self) -> &Map<String, Json> {
        &self.0.members.0
    }

    /// The grant that the answer was for.
    pub(crate) fn grant(&self) -> &str {
        &self.0.grant
    }

    pub(crate) fn received_at(&self) -> SystemTime {
        self.0.received_at
    }
}

impl fmt::Debug for OtherToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OtherToken")
            .field("members", &self.0.members)
            .finish_non_exhaustive()
    }
}
