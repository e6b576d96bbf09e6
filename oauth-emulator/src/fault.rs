//! What can be made to go wrong, and where.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

/// A step of the protocol, told by the address that a request came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The authorization endpoint: the consent page and its form.
    Authorize,
    /// The endpoint where authorization requests are pushed.
    PushedAuthorization,
    /// The device authorization endpoint, and the page where the user types the code in.
    Device,
    /// The backchannel authentication endpoint.
    Backchannel,
    /// A token endpoint.
    Token,
    /// An API call.
    Api,
    /// The revocation endpoint.
    Revocation,
    /// The introspection endpoint.
    Introspection,
    /// A call of the API that the declaration names in `[calls]`.
    Call,
    /// What the provider publishes about itself, or about its API.
    Metadata,
    /// The client registration endpoint, and where registrations are managed.
    Registration,
    /// The provider's public keys.
    Keys,
    /// The userinfo endpoint.
    Userinfo,
    /// The page where users sign out.
    EndSession,
    /// An address that the declaration does not name.
    Unknown,
}

impl Step {
    /// The step in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::PushedAuthorization => "pushed authorization",
            Self::Device => "device",
            Self::Backchannel => "backchannel",
            Self::Token => "token",
            Self::Api => "api",
            Self::Revocation => "revocation",
            Self::Introspection => "introspection",
            Self::Call => "call",
            Self::Metadata => "metadata",
            Self::Registration => "registration",
            Self::Keys => "keys",
            Self::Userinfo => "userinfo",
            Self::EndSession => "end session",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Something that goes wrong. Except with [`Fault::Slow`], [`Fault::AnswerLost`], [`Fault::IdToken`] and
/// [`DpopFault::Bearer`] the request is not acted on: no code is spent, no token made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// An error answer (RFC 6749, 5.2) with the declared error fields.
    OAuthError {
        /// The HTTP status.
        status: u16,
        /// `error`.
        code: String,
        /// `error_description`.
        description: Option<String>,
    },
    /// The credentials are refused: 401 `invalid_client`, and at the API the declared expiry signal.
    Unauthorized,
    /// 429 with `Retry-After` (RFC 6585, 4).
    RateLimited {
        /// How long to wait, in whole seconds on the wire.
        retry_after: Option<Duration>,
    },
    /// The same with another status.
    RateLimitedWith {
        /// The HTTP status.
        status: u16,
        /// How long to wait, in whole seconds on the wire.
        retry_after: Option<Duration>,
    },
    /// 500 with a page for people.
    ServerErrorHtml,
    /// 200 with JSON that breaks off.
    BrokenJson,
    /// 200 with JSON that never ends.
    EndlessBody,
    /// 200 with a body that is shorter than announced: the connection closes in the middle of it.
    CutBody,
    /// 307 to that address, which keeps method and body.
    Redirect(String),
    /// The connection closes without an answer.
    CloseConnection,
    /// The request is acted on, codes and refresh tokens are spent, and then the connection closes: what
    /// was to be answered is lost.
    AnswerLost,
    /// The request is taken and never answered.
    Nothing,
    /// The right answer, after that long in real time.
    Slow(Duration),
    /// The right answer, with an ID token (of the userinfo endpoint, and of the authorization endpoint where
    /// answers are signed: a signed answer) in it that has this wrong. What comes through the browser is
    /// made at the authorization endpoint. The request is acted on.
    IdToken(IdTokenFault),
    /// What is asked of proofs, or said of bound tokens, is this (RFC 9449).
    Dpop(DpopFault),
    /// Any answer.
    Answer {
        /// The HTTP status.
        status: u16,
        /// `Content-Type`.
        content_type: String,
        /// The body.
        body: String,
    },
}

/// What can be wrong with an ID token. All but the first four are signed as they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdTokenFault {
    /// It is not signed, and says so: `none` (RFC 7515, 3.6).
    Unsigned,
    /// It says another algorithm than it may: HS256, with the public key as the secret.
    PublicKeyAsSecret,
    /// The key that it names is in no set.
    UnknownKey,
    /// The signature is that of something else.
    Signature,
    /// It repeats another `nonce`.
    Nonce,
    /// It repeats none.
    NoNonce,
    /// It is for another client.
    Audience,
    /// Somebody else has issued it.
    Issuer,
    /// It has expired a day ago.
    Expired,
    /// It is about another user.
    Subject,
    /// It came with another access token.
    AccessToken,
}

/// What can go wrong with tokens that are bound to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DpopFault {
    /// The proof is refused and a new nonce is wanted, whatever nonce it has.
    NonceWanted,
    /// The token is a bearer token, whatever the proof says.
    Bearer,
}

impl Fault {
    /// An error answer with status 400.
    pub fn oauth_error(code: impl Into<String>) -> Self {
        Self::OAuthError { status: 400, code: code.into(), description: None }
    }
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    once: VecDeque<(Step, Fault)>,
    always: Vec<(Step, Fault)>,
}

impl Faults {
    pub(crate) fn add_once(&mut self, step: Step, fault: Fault) {
        self.once.push_back((step, fault));
    }

    /// Replaces what the step has.
    pub(crate) fn set_always(&mut self, step: Step, fault: Fault) {
        self.always.retain(|(other, _)| *other != step);
        self.always.push((step, fault));
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The fault that meets this request: what was ordered once goes first, in order.
    pub(crate) fn take(&mut self, step: Step) -> Option<Fault> {
        if let Some(index) = self.once.iter().position(|(other, _)| *other == step) {
            return self.once.remove(index).map(|(_, fault)| fault);
        }
        self.always.iter().find(|(other, _)| *other == step).map(|(_, fault)| fault.clone())
    }
}
