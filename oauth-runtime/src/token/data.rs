//! A token without its types.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_spec::{Expiry, Field, ProviderSpec};
use serde_json::{Map, Value as Json};

use crate::answer::{Answer, Standard, read_token};
use crate::core::{Given, Origin};
use crate::fields::FieldValues;
use crate::secret::Secret;
use crate::wipe::Wiped;

/// What is known of a token. Its times are absolute.
pub(crate) struct TokenData {
    pub(crate) origin: Arc<Origin>,
    pub(crate) separator: &'static str,
    pub(crate) grant: Cow<'static, str>,
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) token_type: Option<Cow<'static, str>>,
    pub(crate) expires_in: Option<u64>,
    pub(crate) scope: Option<String>,
    pub(crate) extra: Option<Map<String, Json>>,
    pub(crate) received_at: SystemTime,
    pub(crate) expires_at: Option<SystemTime>,
    pub(crate) refresh_received_at: SystemTime,
    pub(crate) refresh_expires_at: Option<SystemTime>,
    pub(crate) requested_scope: Option<String>,
    /// The answer as it was: what is stored, and what a refresh falls back on.
    pub(crate) body: Wiped,
}

/// A token, and the values of the provider's own fields that are still to be moved into a struct.
pub(crate) struct Parsed {
    pub(crate) data: Arc<TokenData>,
    pub(crate) values: FieldValues,
}

/// What was granted, and when.
pub(crate) struct Granted {
    pub(crate) origin: Arc<Origin>,
    pub(crate) grant: Cow<'static, str>,
    pub(crate) requested_scope: Option<String>,
    pub(crate) received_at: SystemTime,
    pub(crate) refresh_received_at: SystemTime,
    /// When it expires, if that is known otherwise than from the answer.
    pub(crate) expires_at: Known,
}

/// Who says when a token expires.
pub(crate) enum Known {
    /// The answer and the declaration.
    FromAnswer,
    /// Whoever stored it or made it.
    Otherwise(Option<SystemTime>),
}

/// Why there is no token in an answer.
pub(crate) enum NoToken {
    /// It cannot be read.
    Unreadable(String),
    /// It can be read and has no access token: it may be an error.
    Absent,
}

impl Parsed {
    /// Reads a token answer.
    pub(crate) fn read(
        spec: &'static ProviderSpec,
        fields: &'static [Field],
        granted: Granted,
        body: Wiped,
    ) -> Result<Self, (NoToken, Wiped)> {
        let separator = spec.scopes.separator;
        let Answer { standard, values } = match read_token(fields, separator, &body.0) {
            Ok(answer) => answer,
            Err(what) => return Err((NoToken::Unreadable(what), body)),
        };
        let Standard { access_token, token_type, expires_in, refresh_token, scope, extra } =
            standard;
        let Some(access_token) = access_token else { return Err((NoToken::Absent, body)) };
        let Granted {
            origin,
            grant,
            requested_scope,
            received_at,
            refresh_received_at,
            expires_at,
        } = granted;
        let lifetime = match spec.token.answer.expiry {
            Expiry::Never => None,
            _ => expires_in.or(spec.token.lifetime),
        };
        // A time beyond what the clock can say is as good as never.
        let after = |from: SystemTime, seconds| from.checked_add(Duration::from_secs(seconds));
        let refresh_lifetime =
            spec.token.refresh_token_lifetime.filter(|_| refresh_token.is_some());
        let data = Arc::new(TokenData {
            origin,
            separator,
            grant,
            access_token,
            token_type,
            expires_in,
            scope,
            extra,
            received_at,
            expires_at: match expires_at {
                Known::FromAnswer => lifetime.and_then(|seconds| after(received_at, seconds)),
                Known::Otherwise(at) => at,
            },
            refresh_received_at,
            refresh_expires_at: refresh_lifetime
                .and_then(|seconds| after(refresh_received_at, seconds)),
            refresh_token,
            requested_scope,
            body,
        });
        Ok(Self { data, values })
    }
}

impl TokenData {
    /// A member of the answer, for templates that send it back.
    pub(crate) fn member(&self, name: &str) -> Option<Given<'static>> {
        let mut answer: Map<String, Json> = serde_json::from_slice(&self.body.0).ok()?;
        match answer.remove(name)? {
            Json::String(text) => Some(Given::Text(text.into())),
            Json::Bool(truth) => Some(Given::Boolean(truth)),
            Json::Number(number) => Some(match number.as_i64() {
                Some(whole) => Given::Integer(whole),
                None => Given::Text(number.to_string().into()),
            }),
            _ => None,
        }
    }
}
