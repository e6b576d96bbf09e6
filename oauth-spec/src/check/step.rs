//! Steps of a flow, and what each of them knows.

use crate::CibaGrant;
use crate::raw::{Grant, GrantKind};

/// Something that is done, and what is known by then.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "none of them follows from the others")]
pub(super) struct Step<'d> {
    /// As messages call it.
    pub(super) name: &'static str,
    /// The standard names that it knows.
    pub(super) knows: &'d [&'d str],
    /// The names that come with the call.
    pub(super) call: &'d [&'d str],
    /// Variables. Whoever checks a webhook has none.
    pub(super) variables: bool,
    /// The type that a variable must have to stand there, if it must have one.
    pub(super) kind: Option<&'static str>,
    /// What every request has: computed values, random ones, the time.
    pub(super) common: bool,
    /// Whether digests of what it knows may be used, without the rest of what every request has.
    pub(super) digests: bool,
    /// Whether further lists of scopes are sent in it.
    pub(super) scope_sets: bool,
    /// Whether a token of another grant can be asked for just before.
    pub(super) grants: bool,
    /// Whether the callback has been read.
    pub(super) callback: bool,
    /// Whether there is a token: with its own fields, those of its callback and those of calls.
    pub(super) token: bool,
    /// Whether there is a request at hand to sign or to check.
    pub(super) request: bool,
    /// Whether there is an answer at hand: of what is received, its members only.
    pub(super) answer: bool,
    /// Whether there is a signature at hand.
    pub(super) signature: bool,
    /// A part that stands beside the signature, if there are any.
    pub(super) part: Option<&'d str>,
    /// Whether there is an ID token at hand, with claims.
    pub(super) claims: bool,
    /// Whether it knows everything: what is said there is used elsewhere.
    pub(super) everything: bool,
}

impl<'d> Step<'d> {
    /// Before anything is asked for.
    pub(super) const ADDRESS: Self = Step {
        name: "a URL",
        knows: &["client_id"],
        call: &[],
        variables: true,
        kind: None,
        common: false,
        digests: false,
        scope_sets: false,
        grants: false,
        callback: false,
        token: false,
        request: false,
        answer: false,
        signature: false,
        part: None,
        claims: false,
        everything: false,
    };
    /// What goes with every token request.
    pub(super) const EVERY_REQUEST: Self = Step {
        name: "every token request",
        knows: &["client_id", "client_secret", "scope", "redirect_uri"],
        common: true,
        grants: true,
        ..Self::ADDRESS
    };
    /// What a client signs to authenticate.
    pub(super) const ASSERTION: Self =
        Step { name: "a client's assertion", knows: &["client_id"], common: true, ..Self::ADDRESS };
    /// What asks for a device code.
    const DEVICE_AUTHORIZATION: Self =
        Step { name: "the device authorization request", grants: false, ..Self::EVERY_REQUEST };
    /// What names a user.
    const BACKCHANNEL_AUTHENTICATION: Self = Step {
        name: "the backchannel authentication request",
        call: CibaGrant::VALUES,
        ..Self::DEVICE_AUTHORIZATION
    };
    /// An API call.
    pub(super) const API: Self = Step {
        name: "an API call",
        knows: &["access_token", "id_token", "client_id", "client_secret"],
        common: true,
        token: true,
        ..Self::ADDRESS
    };
    /// A request about a token.
    pub(super) const OPERATION: Self = Step {
        name: "a revocation",
        knows: &["access_token", "refresh_token", "id_token", "client_id", "client_secret"],
        ..Self::API
    };
    /// The signature of a callback.
    pub(super) const CALLBACK_SIGNATURE: Self = Step {
        name: "the signature of a callback",
        knows: &["client_id", "client_secret", "redirect_uri"],
        common: true,
        callback: true,
        request: true,
        signature: true,
        ..Self::ADDRESS
    };
    /// The signature of a token answer.
    pub(super) const TOKEN_SIGNATURE: Self = Step {
        name: "the signature of an answer",
        knows: &["client_id", "client_secret", "access_token", "refresh_token", "id_token"],
        token: true,
        request: false,
        answer: true,
        ..Self::CALLBACK_SIGNATURE
    };
    /// The signature of a webhook: whoever checks it has the request and a secret, and knows its own id.
    pub(super) const WEBHOOK: Self = Step {
        name: "the signature of a webhook",
        knows: &["secret", "client_id"],
        variables: false,
        request: true,
        signature: true,
        ..Self::ADDRESS
    };
    /// The issuer of an ID token that is at hand.
    pub(super) const ISSUER: Self =
        Step { name: "the issuer of an ID token", claims: true, ..Self::ADDRESS };
    /// A computed value: where it is used, its names are looked at again.
    pub(super) const COMPUTED: Self = Step {
        name: "a computed value",
        common: true,
        everything: true,
        request: true,
        ..Self::ADDRESS
    };

    /// The authorization request of a grant.
    pub(super) fn authorization(has_pkce: bool, call: &'d [&'d str]) -> Self {
        let knows: &[&str] =
            &["client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge"];
        let length = if has_pkce { knows.len() } else { knows.len() - 1 };
        Step {
            name: "the authorization request",
            knows: knows.get(..length).unwrap_or(knows),
            call,
            common: true,
            scope_sets: true,
            ..Self::ADDRESS
        }
    }

    /// The request of a grant before that for the token.
    pub(super) fn first(grant: &Grant<'_>) -> Self {
        match grant.kind {
            GrantKind::Ciba => Self::BACKCHANNEL_AUTHENTICATION,
            _ => Self::DEVICE_AUTHORIZATION,
        }
    }

    /// The token request of a grant.
    pub(super) fn request(grant: &Grant<'_>, has_pkce: bool, call: &'d [&'d str]) -> Self {
        let (name, knows): (_, &[&str]) = match grant.kind {
            GrantKind::AuthorizationCode if has_pkce => (
                "the exchange of a code",
                &[
                    "code",
                    "redirect_uri",
                    "code_verifier",
                    "client_id",
                    "client_secret",
                    "scope",
                    "state",
                ],
            ),
            GrantKind::AuthorizationCode => (
                "the exchange of a code",
                &["code", "redirect_uri", "client_id", "client_secret", "scope", "state"],
            ),
            GrantKind::Password => ("a password request", Self::EVERY_REQUEST.knows),
            GrantKind::DeviceCode | GrantKind::Ciba => {
                ("a poll for the token", Self::EVERY_REQUEST.knows)
            }
            GrantKind::RefreshToken => ("a refresh", AFTER),
            _ if !grant.after.is_missing() => ("this token request", AFTER),
            _ => ("this token request", Self::EVERY_REQUEST.knows),
        };
        Step {
            name,
            knows,
            call,
            callback: grant.kind == GrantKind::AuthorizationCode,
            token: has_token(grant),
            ..Self::EVERY_REQUEST
        }
    }
}

/// What a request knows that begins with a token.
const AFTER: &[&str] = &[
    "refresh_token",
    "access_token",
    "id_token",
    "client_id",
    "client_secret",
    "scope",
    "redirect_uri",
];

/// Whether a grant begins with a token.
pub(super) fn has_token(grant: &Grant<'_>) -> bool {
    grant.kind == GrantKind::RefreshToken || !grant.after.is_missing()
}
