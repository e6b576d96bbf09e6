//! Preparing what is asked before the token is: for a device's codes, or to name a user.

use oauth_spec::{DeviceGrant, Template, TokenRequest};
use url::Url;

use super::Core;
use super::address::{filled, mirrored, parsed};
use super::build::keep;
use super::prepared::PreparedRequest;
use super::requests::{Builder, Declared};
use super::target::{Target, Who};
use super::values::{Fixed, Values};

impl Builder<'_> {
    /// What asks for a device code (RFC 8628, 3.1).
    pub(super) fn device_authorization(
        &self,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let DeviceGrant { authorization: request, verification_uri, .. } =
            self.spec.grants.device_code?;
        if let Some(page) = verification_uri {
            keep(verification_page(page, self.fixed), messages)?;
        }
        let Some(address) = self.endpoint("device_authorization_endpoint") else {
            messages.push(
                "the grant `device_code` has no address for device codes: declare \
                 `[endpoints] device_authorization`"
                    .to_owned(),
            );
            return None;
        };
        self.first("device authorization", address, &request, messages)
    }

    /// What names a user (CIBA Core, 7.1).
    pub(super) fn backchannel_authentication(
        &self,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let request = self.spec.grants.ciba?.authentication;
        let Some(address) = self.endpoint("backchannel_authentication_endpoint") else {
            messages.push(
                "the grant `ciba` has no address to name users to: declare \
                 `[endpoints] backchannel_authentication`"
                    .to_owned(),
            );
            return None;
        };
        self.first("backchannel authentication", address, &request, messages)
    }

    /// What is asked before the token is.
    fn first(
        &self,
        what: &'static str,
        address: Target,
        request: &TokenRequest,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let declared = Declared {
            what,
            address,
            method: request.method,
            place: request.parameters_in,
            parameters: request.parameters,
            query: request.query,
            headers: request.headers,
            answer: None,
            who: Who::Client(request.authentication.unwrap_or(self.authentication)),
        };
        self.request(&declared, messages)
    }
}

impl Core {
    /// The page that the user goes to with a device's code, where it is always the same.
    pub(crate) fn verification_page(&self, page: Template) -> Result<Url, String> {
        verification_page(page, &self.fixed)
    }
}

fn verification_page(page: Template, fixed: &Fixed) -> Result<Url, String> {
    const WHAT: &str = "verification";
    let values = Values { fixed: Some(fixed), ..Values::default() };
    let text = filled(WHAT, &mut page.parts(), &values)?;
    mirrored(&parsed(WHAT, &text)?, fixed.mirror.as_ref())
}
