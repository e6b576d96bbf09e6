//! Where the public keys are that webhooks are signed with.

use oauth_spec::{ProviderSpec, Webhook};

use super::{Place, Values};
use crate::error::EmulatorError;

/// Every webhook whose keys are published, and where.
pub(super) fn read(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Vec<(&'static Webhook, Place)>, EmulatorError> {
    let webhooks = spec.webhooks.iter().filter_map(|webhook| Some((webhook, webhook.keys?)));
    webhooks
        .map(|(webhook, keys)| {
            let key = format!("webhooks.{}.keys", webhook.name);
            Ok((webhook, Place::read(&key, keys.url, spec, values)?))
        })
        .collect()
}
