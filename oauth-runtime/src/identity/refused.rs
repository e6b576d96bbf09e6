//! ID tokens that are refused.

use std::fmt;

/// Why an ID token, or what was said about the user, was refused (OpenID Connect Core, 3.1.3.7). The
/// token it came with was refused with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdTokenError {
    /// There is none, and `openid` was asked for.
    Missing,
    /// It is not signed in a way that is declared, or says itself that it is not for this.
    Refused {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The signature is wrong.
    Signature,
    /// The provider's set has no such key.
    UnknownKey,
    /// Somebody else has issued it.
    Issuer {
        /// Who should have.
        expected: String,
        /// Who says so.
        found: String,
    },
    /// It is for somebody else.
    Audience {
        /// Whom it should be for.
        expected: String,
    },
    /// It answers another authorization.
    Nonce,
    /// It does not say which authorization it answers.
    MissingNonce,
    /// It belongs to another token or code.
    Hash {
        /// `access token` or `code`.
        of: &'static str,
        /// `at_hash` or `c_hash`.
        claim: &'static str,
    },
    /// It is about another user than the one before.
    Subject,
    /// A claim that the declaration requires is missing or is something else.
    Claim {
        /// Its name in TOML.
        name: &'static str,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Nothing can be verified with these settings.
    Settings {
        /// What is wrong with them.
        reason: String,
    },
}

impl fmt::Display for IdTokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => formatter.write_str(
                "`openid` was asked for and no ID token came; if this provider sends none, \
                 write `expected = false` in `[id_token]`",
            ),
            Self::Refused { reason } => write!(formatter, "the ID token is refused: {reason}"),
            Self::Signature => formatter.write_str(
                "the signature of the ID token is wrong: somebody forged it, or the keys \
                 are those of another provider; with `HS…` check the client secret",
            ),
            Self::UnknownKey => formatter.write_str(
                "the ID token is signed with a key that is not in the provider's set: if \
                 the keys have just changed, try again in a minute; else somebody forged it",
            ),
            Self::Issuer { expected, found } => {
                write!(formatter, "the ID token was issued by `{found}`, and not by `{expected}`")
            }
            Self::Audience { expected } => write!(
                formatter,
                "the ID token is for another client, and not for `{expected}`: somebody \
                 passed it on"
            ),
            Self::Nonce => formatter
                .write_str("the ID token answers another authorization: its `nonce` is not ours"),
            Self::MissingNonce => formatter.write_str(
                "the ID token has no `nonce`, so nobody knows which authorization it \
                 answers; if this provider never returns it, write `nonce = \
                 \"not_returned\"` in `[id_token]`",
            ),
            Self::Hash { of, claim } => write!(
                formatter,
                "the ID token belongs to another {of}: its `{claim}` is not that of this \
                 one"
            ),
            Self::Subject => formatter.write_str(
                "this is about another user than the ID token before (`sub`): do not use it",
            ),
            Self::Claim { name, what } => write!(formatter, "the claim `{name}` {what}"),
            Self::Settings { reason } => write!(formatter, "no ID token can be verified: {reason}"),
        }
    }
}

impl std::error::Error for IdTokenError {}

impl IdTokenError {
    #[cfg(feature = "jose")]
    pub(crate) const fn refused(reason: &'static str) -> Self {
        Self::Refused { reason }
    }
}
