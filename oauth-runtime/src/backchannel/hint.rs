//! Who is to be authenticated.

use crate::secret::Secret;
use crate::value::Value;

/// The user of a backchannel authentication: one of three ways to name them (CIBA Core, 7.1).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum UserHint {
    /// `login_hint`: a name that the provider knows, such as an address or a telephone number.
    Login(String),
    /// `login_hint_token`: a token about the user, as the provider defines it.
    LoginToken(Secret),
    /// `id_token_hint`: an ID token that the provider issued to this client before.
    IdToken(Secret),
}

impl UserHint {
    /// By a name, such as an address or a telephone number.
    pub fn login(hint: impl Into<String>) -> Self {
        Self::Login(hint.into())
    }

    /// By an ID token that was issued before.
    pub fn id_token(token: impl Into<Secret>) -> Self {
        Self::IdToken(token.into())
    }

    pub(super) fn value(self) -> (&'static str, Value) {
        match self {
            Self::Login(hint) => ("login_hint", Value::Text(hint)),
            Self::LoginToken(token) => ("login_hint_token", Value::Secret(token)),
            Self::IdToken(token) => ("id_token_hint", Value::Secret(token)),
        }
    }
}
