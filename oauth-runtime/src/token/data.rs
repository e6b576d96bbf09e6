//! A token without its types.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_spec::{Expiry, Field, ProviderSpec, Scopes};
use serde_json::Value as Json;

use super::asked::Asked;
use super::sent::given;
use crate::answer::{
    Answer, Context, Document, Members, Standard, Table, lookup, read_token, typed,
};
use crate::core::{Given, Origin};
use crate::error::{Error, StoredError};
use crate::fields::FieldValues;
use crate::secret::Secret;
use crate::wipe::Wiped;

/// What is known of a token. Its times are absolute.
#[derive(Clone)]
pub(crate) struct TokenData {
    pub(crate) origin: Arc<Origin>,
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) grant: Cow<'static, str>,
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) id_token: Option<Secret>,
    pub(crate) token_type: Option<Cow<'static, str>>,
    pub(crate) expires_in: Option<u64>,
    pub(crate) scope: Option<String>,
    pub(crate) extra: Option<Members>,
    pub(crate) received_at: SystemTime,
    pub(crate) expires_at: Option<SystemTime>,
    pub(crate) refresh_received_at: SystemTime,
    pub(crate) refresh_expires_at: Option<SystemTime>,
    pub(crate) requested_scope: Option<String>,
    /// The answer: what is stored, and what a refresh falls back on. As it was, or, where its members
    /// are not where the RFC has them, with the RFC's names; then the provider's fields are in `kept`.
    pub(crate) body: Wiped,
    /// What few tokens have.
    pub(crate) kept: Option<Box<Kept>>,
}

/// What is kept with a token beside its answer.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    /// The provider's fields by their names, where they are not plain members of the answer.
    pub(crate) fields: Option<Members>,
    /// The fields of the callback that it began with.
    pub(crate) callback: Option<Members>,
    /// What calls have read, by their names.
    pub(crate) calls: Members,
    /// What an ID token must repeat.
    pub(crate) nonce: Option<Secret>,
    /// The ID token that has come through the browser, until it is verified.
    pub(crate) front_id_token: Option<Secret>,
    /// The claims of the ID token that was verified last.
    pub(crate) id_claims: Option<Members>,
    /// The thumbprint of the key that it is bound to (RFC 9449, 6.1).
    pub(crate) bound_to: Option<Box<str>>,
    /// What the token is for, as far as the application has said it.
    pub(crate) resources: Vec<String>,
    /// What a grant of the client's own was asked for beside scopes and resources.
    pub(crate) asked: Option<Box<Asked>>,
    /// The grant whose further steps have not all been made, and how many have.
    pub(crate) unfinished: Option<(Cow<'static, str>, usize)>,
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
    /// The same for its refresh token.
    pub(crate) refresh_expires_at: Known,
    pub(crate) kept: Option<Box<Kept>>,
}

/// Who says when a token expires.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    /// The answer and the declaration.
    FromAnswer,
    /// The answer; one that says nothing means that it never expires.
    FromAnswerAlone,
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

/// Whether a text has characters that no token has, and no header can hold.
pub(super) fn has_control(text: &str) -> bool {
    // To look at all of it takes fewer instructions than to stop at the first.
    text.bytes().fold(false, |found, byte| found | byte.is_ascii_control())
}

impl Parsed {
    /// Reads a plain token answer.
    pub(crate) fn read(
        spec: &'static ProviderSpec,
        fields: &'static [Field],
        granted: Granted,
        body: Wiped,
    ) -> Result<Self, (NoToken, Wiped)> {
        let separator = spec.scopes.answer_separator;
        let Answer { standard, values } = match read_token(fields, separator, &body.0) {
            Ok(answer) => answer,
            Err(what) => return Err((NoToken::Unreadable(what), body)),
        };
        let documented = match granted.expires_at {
            Known::FromAnswerAlone => None,
            _ => spec.token.lifetime,
        };
        let lifetime = match spec.token.answer.expiry {
            Expiry::Never => None,
            Expiry::Lifetime => documented,
            _ => standard.expires_in.or(documented),
        };
        Self::assemble(spec, granted, standard, lifetime, values, body)
    }

    /// Reads the typed fields of a token once more.
    pub(crate) fn again(
        spec: &'static ProviderSpec,
        table: Table,
        data: Arc<TokenData>,
    ) -> Result<Self, Error> {
        let answer = &spec.token.answer;
        let fields = data.kept.as_ref().and_then(|kept| kept.fields.as_ref());
        let values = if let Some(fields) = fields {
            let context = Context { answer, received_at: data.received_at, grant: &data.grant };
            typed(table.rows, &fields.0, context).map_err(str::to_owned)
        } else {
            let separator = spec.scopes.answer_separator;
            read_token(table.rows, separator, &data.body.0).map(|answer| answer.values)
        };
        match values {
            Ok(values) => Ok(Self { data, values }),
            Err(what) => Err(StoredError::Broken { kind: "token", what }.into()),
        }
    }

    /// Puts together what was read.
    #[expect(clippy::inline_always, reason = "it moves much, which costs nothing where it is made")]
    #[inline(always)]
    pub(super) fn assemble(
        spec: &'static ProviderSpec,
        granted: Granted,
        standard: Standard,
        lifetime: Option<u64>,
        values: FieldValues,
        body: Wiped,
    ) -> Result<Self, (NoToken, Wiped)> {
        let Standard {
            access_token,
            token_type,
            expires_in,
            refresh_token,
            scope,
            id_token,
            extra,
        } = standard;
        let Some(access_token) = access_token else { return Err((NoToken::Absent, body)) };
        if has_control(access_token.expose()) {
            let what = "its access token holds control characters, which none has (RFC 6749, A.12)";
            return Err((NoToken::Unreadable(what.to_owned()), body));
        }
        let Granted {
            origin,
            grant,
            requested_scope,
            received_at,
            refresh_received_at,
            expires_at,
            refresh_expires_at,
            kept,
        } = granted;
        let refresh_expires_at = match refresh_expires_at {
            _ if refresh_token.is_none() => None,
            Known::Otherwise(at) => at,
            Known::FromAnswer | Known::FromAnswerAlone => {
                after(refresh_received_at, spec.token.refresh_token_lifetime)
            }
        };
        // One that is used begins to live anew, if that ends sooner.
        let idle = after(received_at, spec.token.refresh_token_idle);
        let refresh_expires_at = match (refresh_expires_at, idle) {
            (Some(at), Some(idle)) => Some(at.min(idle)),
            (None, Some(idle)) if refresh_token.is_some() => Some(idle),
            (at, _) => at,
        };
        let data = Arc::new(TokenData {
            origin,
            spec,
            grant,
            access_token,
            token_type,
            expires_in,
            scope,
            id_token,
            extra,
            received_at,
            expires_at: match expires_at {
                Known::FromAnswer | Known::FromAnswerAlone => after(received_at, lifetime),
                Known::Otherwise(at) => at,
            },
            refresh_received_at,
            refresh_expires_at,
            refresh_token,
            requested_scope,
            body,
            kept,
        });
        Ok(Self { data, values })
    }
}

/// That many seconds later. A time beyond what the clock can say is as good as never.
pub(super) fn after(from: SystemTime, seconds: Option<u64>) -> Option<SystemTime> {
    from.checked_add(Duration::from_secs(seconds?))
}

impl TokenData {
    /// The scopes that were granted, with those that they imply.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = &str> {
        let Scopes { answer_separator, implies, .. } = self.spec.scopes;
        let text = self.scope.as_deref().unwrap_or_default();
        let mut scopes = Vec::new();
        for part in text.split(answer_separator) {
            for scope in part.split_whitespace() {
                scopes.push(scope);
            }
        }
        let mut index = 0;
        while let Some(scope) = scopes.get(index).copied() {
            for &(name, other) in implies {
                if name == scope && !scopes.contains(&other) {
                    scopes.push(other);
                }
            }
            index += 1;
        }
        scopes.into_iter()
    }

    /// A field of the answer, for templates that send it back.
    pub(crate) fn member(&self, name: &str) -> Option<Given<'static>> {
        given(&Document(self.json(name)?), self.spec.token.fields, name)
    }

    /// The same as JSON.
    pub(crate) fn json(&self, name: &str) -> Option<Json> {
        if let Some(fields) = self.kept.as_ref().and_then(|kept| kept.fields.as_ref()) {
            return fields.0.get(name).cloned();
        }
        let declared = self.spec.token.fields.iter().find(|field| field.name == name);
        // Which of several things a member is, only its answer has said.
        if declared.is_some_and(|field| !field.when.is_empty()) {
            return None;
        }
        let answer = Document(crate::json::value(&self.body.0)?);
        match declared {
            Some(field) => field.paths().find_map(|path| lookup(&answer, path)).cloned(),
            None => lookup(&answer, name).cloned(),
        }
    }

    /// The thumbprint of the key that it is bound to, if it is to one.
    pub(crate) fn bound_to(&self) -> Option<&str> {
        self.kept.as_ref()?.bound_to.as_deref()
    }

    /// What a call has read, by `name.field`.
    pub(crate) fn call(&self, path: &str) -> Option<Given<'static>> {
        let (call, field) = path.split_once('.')?;
        let declared = self.spec.calls.iter().find(|it| it.name == call);
        let fields = declared.map_or(&[][..], |it| it.fields);
        given(self.kept.as_ref()?.calls.0.get(call)?.get(field)?, fields, field)
    }

    /// A field of the callback that it began with.
    pub(crate) fn callback(&self, name: &str) -> Option<Given<'static>> {
        let members = self.kept.as_ref()?.callback.as_ref()?;
        given(members.0.get(name)?, self.spec.callback.fields, name)
    }
}
