//! When only a person can help.

use std::fmt;
use std::sync::Arc;

use super::Error;

/// The token is no longer good for what was asked: a person has to authorize again, or make a new token. There are two
/// exceptions: [`AgainReason::RefusedTwice`]; and a token that no user has a part in (client credentials, and a grant of
/// the provider's own with `renew = "reacquire"`), where it is whoever runs the application that can help
/// ([`Remedy::Operator`](crate::Remedy::Operator)).
#[derive(Debug, Clone)]
pub struct AuthorizeAgain(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    provider: &'static str,
    grant: String,
    reason: AgainReason,
    cause: Option<Error>,
    /// The call that was refused, where it is not the token that is to blame.
    call: Option<String>,
    /// Whether no user has a part in the token.
    alone: bool,
    /// Whether the answer that it came with lacked the refresh token that the declaration promises.
    unrotated: bool,
}

/// Why the token at hand can no longer be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AgainReason {
    /// It has expired.
    Expired,
    /// The API has refused it.
    Refused,
    /// The API has refused a call with it, and with the renewed one too. The token may be good for other calls: this
    /// address, or a permission, may be the cause. The session goes on, but renews no more for such a refusal until
    /// the token expires.
    RefusedTwice,
    /// Nothing renews it, and [`Session::renew`](crate::Session::renew) was called. It may be good still, and the session
    /// goes on with it.
    NotRenewable,
    /// The provider has refused to renew it.
    RenewalRefused,
    /// The application has no token any more ([`BeforeRenewal::gone`](crate::BeforeRenewal::gone)).
    Disconnected,
    /// The session has ended, or its token is being revoked: [`Session::end`](crate::Session::end) or
    /// [`Session::revoke`](crate::Session::revoke) was called.
    Ended,
    /// The user has refused the device (RFC 8628, 3.5: `access_denied`).
    DeviceDenied,
    /// The device code has expired before the user agreed (RFC 8628, 3.5: `expired_token`).
    DeviceExpired,
    /// The user has refused on their own device (CIBA Core, 11: `access_denied`).
    BackchannelDenied,
    /// The user has not agreed in time (CIBA Core, 11: `expired_token`).
    BackchannelExpired,
}

impl AuthorizeAgain {
    pub(crate) fn new(
        provider: &'static str,
        grant: &str,
        reason: AgainReason,
        cause: Option<Error>,
    ) -> Self {
        let grant = grant.to_owned();
        Self(Arc::new(Inner {
            provider,
            grant,
            reason,
            cause,
            call: None,
            alone: false,
            unrotated: false,
        }))
    }

    /// The same of a token that no user has a part in.
    pub(crate) fn alone(mut self) -> Self {
        // Nobody else has one that was just made.
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.alone = true;
        }
        self
    }

    /// The same of a token whose answer lacked a new refresh token, although each has one.
    pub(crate) fn unrotated(mut self) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.unrotated = true;
        }
        self
    }

    /// A call that was refused with a token, and with the one after it.
    pub(crate) fn refused_twice(
        provider: &'static str,
        grant: &str,
        call: String,
        said: Error,
    ) -> Self {
        Self(Arc::new(Inner {
            provider,
            grant: grant.to_owned(),
            reason: AgainReason::RefusedTwice,
            cause: Some(said),
            call: Some(call),
            alone: false,
            unrotated: false,
        }))
    }

    /// Whether a user can help: not where it may be the call that is refused.
    pub(crate) fn needs_user(&self) -> bool {
        self.0.reason != AgainReason::RefusedTwice && !self.0.alone
    }

    /// The grant that the token came from, by its name in TOML; of one that follows another, the one that it began with.
    pub fn grant(&self) -> &str {
        &self.0.grant
    }

    /// Why.
    pub fn reason(&self) -> AgainReason {
        self.0.reason
    }

    /// What the provider said, if it was asked.
    pub fn cause(&self) -> Option<&Error> {
        self.0.cause.as_ref()
    }
}

impl fmt::Display for AuthorizeAgain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { provider, grant, reason, cause, call, alone, unrotated } = &*self.0;
        let what = match grant.as_str() {
            "personal_access_token" => "the personal access token",
            _ => "the access token",
        };
        match reason {
            AgainReason::Expired => {
                write!(formatter, "{what} for {provider} has expired and cannot be renewed")?;
            }
            AgainReason::Refused => {
                write!(formatter, "{provider} has refused {what}, which cannot be renewed")?;
            }
            AgainReason::NotRenewable => {
                write!(formatter, "{what} for {provider} cannot be renewed")?;
            }
            AgainReason::Ended => {
                return write!(
                    formatter,
                    "this session of {provider} has been ended, or its token is being revoked: start another one \
                     with the token of a new authorization"
                );
            }
            AgainReason::RefusedTwice => {
                let call = call.as_deref().unwrap_or("a call");
                write!(
                    formatter,
                    "{provider} has refused {call} with {what}, and with the renewed one too"
                )?;
            }
            AgainReason::RenewalRefused => {
                write!(formatter, "{provider} has refused to renew {what}")?;
            }
            AgainReason::Disconnected => {
                write!(
                    formatter,
                    "the connection to {provider} has ended: there is no stored token"
                )?;
            }
            AgainReason::DeviceDenied => {
                write!(formatter, "the user has refused the device at {provider}")?;
            }
            AgainReason::DeviceExpired => {
                write!(formatter, "the device code for {provider} has expired unused")?;
            }
            AgainReason::BackchannelDenied => {
                write!(formatter, "the user has refused what {provider} has asked")?;
            }
            AgainReason::BackchannelExpired => {
                write!(formatter, "the user has not answered {provider} in time")?;
            }
        }
        if let Some(cause) = cause {
            write!(formatter, " ({cause})")?;
        }
        if *unrotated {
            formatter.write_str(
                "; its last answer had no new refresh token, although each should have one (`rotation`)",
            )?;
        }
        if *reason == AgainReason::RefusedTwice {
            return formatter.write_str(
                ": this address, or a permission that the token lacks, may be the cause; other calls go on",
            );
        }
        if matches!(reason, AgainReason::DeviceDenied | AgainReason::DeviceExpired) {
            return formatter
                .write_str(": begin a new device authorization if the user still wants it");
        }
        if matches!(reason, AgainReason::BackchannelDenied | AgainReason::BackchannelExpired) {
            return formatter.write_str(": ask again if the user still wants it");
        }
        formatter.write_str(match grant.as_str() {
            "personal_access_token" => ": make a new personal access token and pass it in",
            "authorization_code" | "implicit" | "device_code" | "ciba" => {
                ": the user must authorize again"
            }
            "password" => ": the user must log in again",
            "client_credentials" => ": check the client's registration at the provider",
            // A session that could not ask for it.
            _ if *alone => {
                ": ask for a new token with that grant, or give the session its call (`.reacquire_with(…)`)"
            }
            _ => ": ask for a new token with that grant",
        })
    }
}

impl std::error::Error for AuthorizeAgain {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The cause itself is in the text already.
        self.0.cause.as_ref()?.source()
    }
}
