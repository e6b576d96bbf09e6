//! Access tokens that others show: nothing is known of them but their text.

use crate::core::Core;
use crate::secret::Secret;
use crate::token::TokenData;
use crate::wipe::Wiped;

impl TokenData {
    /// The token of that text, of this client's provider.
    pub(super) fn shown(core: &Core, text: Secret) -> Self {
        let now = core.clock.now();
        Self {
            origin: core.origin.clone(),
            spec: core.spec,
            grant: "".into(),
            access_token: text,
            refresh_token: None,
            id_token: None,
            token_type: None,
            expires_in: None,
            scope: None,
            extra: None,
            received_at: now,
            expires_at: None,
            refresh_received_at: now,
            refresh_expires_at: None,
            requested_scope: None,
            body: Wiped::default(),
            kept: None,
        }
    }
}
