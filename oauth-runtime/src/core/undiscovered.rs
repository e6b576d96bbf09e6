//! What there is without the feature `discovery`: no metadata.

use oauth_spec::{ClientAuthentication, ProviderSpec};
use url::Url;

use super::Settings;
use super::values::Fixed;
use crate::inner::InnerNetwork;

/// There is no value of this: a client of a provider whose endpoints are in its metadata is not built.
pub(crate) enum Discovered {}

impl Discovered {
    pub(crate) fn issuer(&self) -> &str {
        match *self {}
    }

    pub(crate) fn endpoint(
        &self,
        _: &ProviderSpec,
        _: &str,
        _: Option<ClientAuthentication>,
    ) -> Option<Url> {
        match *self {}
    }

    pub(crate) fn keeps_out(&self, _: &Url, _: InnerNetwork) -> bool {
        match *self {}
    }
}

impl Settings {
    #[expect(clippy::unused_self, reason = "with the feature it is needed")]
    pub(super) const fn found(&self) -> Option<&Discovered> {
        None
    }

    #[expect(clippy::unused_self, reason = "with the feature it is needed")]
    pub(super) const fn check_metadata(
        &self,
        _: &Fixed,
        _: ClientAuthentication,
        _: &mut Vec<String>,
    ) {
    }
}
