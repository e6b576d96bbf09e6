//! ID tokens that are refused.

/// Why an ID token, or what was said about the user, was refused (OpenID Connect Core, 3.1.3.7). The
/// token it came with was refused with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdTokenError {
    /// There is none, and `openid` was asked for.
    #[error(
        "`openid` was asked for and no ID token came; if this provider sends none, write \
         `expected = false` in `[id_token]`"
    )]
    Missing,
    /// It is not signed in a way that is declared, or says itself that it is not for this.
    #[error("the ID token is refused: {reason}")]
    Refused {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The signature is wrong.
    #[error(
        "the signature of the ID token is wrong: somebody forged it, or the keys are those of another \
         provider; with `HS…` check the client secret"
    )]
    Signature,
    /// The provider's set has no such key.
    #[error(
        "the ID token is signed with a key that is not in the provider's set: if the keys have just \
         changed, try again in a minute; else somebody forged it"
    )]
    UnknownKey,
    /// Somebody else has issued it.
    #[error("the ID token was issued by `{found}`, and not by `{expected}`")]
    Issuer {
        /// Who should have.
        expected: String,
        /// Who says so.
        found: String,
    },
    /// It is for somebody else.
    #[error("the ID token is for another client, and not for `{expected}`: somebody passed it on")]
    Audience {
        /// Whom it should be for.
        expected: String,
    },
    /// It answers another authorization.
    #[error("the ID token answers another authorization: its `nonce` is not ours")]
    Nonce,
    /// It does not say which authorization it answers.
    #[error(
        "the ID token has no `nonce`, so nobody knows which authorization it answers; if this provider \
         never returns it, write `nonce = \"not_returned\"` in `[id_token]`"
    )]
    MissingNonce,
    /// It belongs to another token or code.
    #[error("the ID token belongs to another {of}: its `{claim}` is not that of this one")]
    Hash {
        /// `access token` or `code`.
        of: &'static str,
        /// `at_hash` or `c_hash`.
        claim: &'static str,
    },
    /// It is about another user than the one before.
    #[error("this is about another user than the ID token before (`sub`): do not use it")]
    Subject,
    /// A claim that the declaration requires is missing or is something else.
    #[error("the claim `{name}` {what}")]
    Claim {
        /// Its name in TOML.
        name: &'static str,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Nothing can be verified with these settings.
    #[error("no ID token can be verified: {reason}")]
    Settings {
        /// What is wrong with them.
        reason: String,
    },
}

impl IdTokenError {
    #[cfg(feature = "jose")]
    pub(crate) const fn refused(reason: &'static str) -> Self {
        Self::Refused { reason }
    }
}
