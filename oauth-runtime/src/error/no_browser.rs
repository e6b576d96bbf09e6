//! Browsers that cannot be opened.

use std::fmt;
use std::sync::Arc;

/// No browser can be opened on this machine: nobody is at it, or it has none. The user can sign in elsewhere, with a
/// device code ([`Client::device`](crate::Client::device), RFC 8628), or be shown the address
/// (`LoopbackBuilder::open_with`).
#[derive(Debug, Clone)]
pub struct NoBrowser(Arc<str>);

impl NoBrowser {
    #[cfg(feature = "loopback")]
    pub(crate) fn new(reason: &str) -> Self {
        Self(reason.into())
    }

    /// Why there is none, as the system or the opener of the application says it.
    pub fn reason(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NoBrowser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "no browser can be opened here ({}): show the address to the user with `.open_with(…)`, or sign in with a \
             device code",
            self.0
        )
    }
}

impl std::error::Error for NoBrowser {}
