//! Preparing what OpenID Connect asks for: the provider's keys, and what it says about the user.

use oauth_spec::{CallAuthentication, Method, ParametersIn};

use super::prepared::PreparedRequest;
use super::requests::{Builder, Declared, Who};
use crate::identity::Identity;

impl Builder<'_> {
    pub(super) fn identity(&self, messages: &mut Vec<String>) -> Option<Box<Identity>> {
        let mut request = |what, member, who| -> Option<PreparedRequest> {
            let declared = Declared {
                what,
                address: self.endpoint(member)?,
                method: Method::Get,
                place: ParametersIn::Query,
                parameters: &[],
                query: &[],
                headers: &[],
                answer: None,
                who,
            };
            self.request(&declared, messages)
        };
        let jwks = request("key set's", "jwks_uri", Who::Nobody);
        let user = self.who(CallAuthentication::AccessToken, None);
        let userinfo = request("userinfo", "userinfo_endpoint", user);
        if jwks.is_none() && userinfo.is_none() {
            return None;
        }
        Some(Box::new(Identity {
            jwks,
            userinfo,
            #[cfg(feature = "jose")]
            keys: std::sync::Mutex::default(),
        }))
    }
}
