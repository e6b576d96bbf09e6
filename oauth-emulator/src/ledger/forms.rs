//! Consent forms that are on a user's screen, each to be answered once.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::Ledger;
use crate::script::FlowKind;

/// How long a form may be answered.
const PATIENCE: Duration = Duration::from_secs(600);

/// What a client asked for, in good order, waiting for the user to decide.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) flow: FlowKind,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) state: Option<String>,
    pub(crate) scopes: Vec<String>,
    /// The same before the user left some out; none where the request has no such parameter.
    pub(crate) all_scopes: Option<Vec<String>>,
    /// The scopes of further lists.
    pub(crate) other_scopes: Vec<String>,
    pub(crate) nonce: Option<String>,
    /// What is to come back: `code`, and more where it is a hybrid (OpenID Connect Core, 3.3).
    pub(crate) response_type: String,
    /// What was asked for in detail.
    pub(crate) details: Option<Value>,
    /// What the token is to be for.
    pub(crate) resources: Vec<String>,
    /// Whether a refresh token was asked for.
    pub(crate) offline: bool,
    /// Whether an access token that never expires was asked for.
    pub(crate) endless: bool,
    pub(crate) challenge: Option<String>,
    /// The thumbprint of the key that its tokens are to be bound to.
    pub(crate) bound_to: Option<String>,
    pub(crate) shown_at: SystemTime,
}

impl Ledger {
    /// Shows a form.
    pub(crate) fn show_form(&mut self, id: String, asked: Asked) {
        self.forms.insert(id, asked);
    }

    /// Takes the answer to a form; a second one, and a late one, finds none.
    pub(crate) fn take_form(&mut self, id: &str, now: SystemTime) -> Option<Asked> {
        self.forms.remove(id).filter(|asked| now <= asked.shown_at + PATIENCE)
    }
}
