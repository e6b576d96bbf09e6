//! Preparing what is asked before the token is: for a device's codes, or to name a user.

use oauth_spec::TokenRequest;

use super::prepared::PreparedRequest;
use super::requests::{Builder, Declared};
use super::target::{Target, Who};

impl Builder<'_> {
    /// What asks for a device code (RFC 8628, 3.1).
    pub(super) fn device_authorization(
        &self,
        messages: &mut Vec<String>,
    ) -> Option<PreparedRequest> {
        let request = self.spec.grants.device_code?.authorization;
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
