//! Preparing what OpenID Connect asks for: the provider's keys, and what it says about the user.

use oauth_spec::CallAuthentication;

use super::prepared::PreparedRequest;
use super::requests::{Builder, Declared};
#[cfg(feature = "jose")]
use super::target::Target;
use super::target::Who;
use crate::identity::Identity;
#[cfg(feature = "jose")]
use crate::webhook::Published;

impl Builder<'_> {
    pub(super) fn identity(&self, messages: &mut Vec<String>) -> Option<Box<Identity>> {
        let mut request = |what, member, who| -> Option<PreparedRequest> {
            self.request(&Declared::get(what, self.endpoint(member)?, who), messages)
        };
        let jwks = request("key set's", "jwks_uri", Who::Nobody);
        let user = self.who(CallAuthentication::AccessToken, None);
        let userinfo = request("userinfo", "userinfo_endpoint", user);
        let end_session = self.endpoint("end_session_endpoint");
        let end_session = end_session.and_then(|it| self.page("end session", it, messages));
        if jwks.is_none() && userinfo.is_none() && end_session.is_none() {
            return None;
        }
        Some(Box::new(Identity {
            jwks,
            userinfo,
            end_session,
            #[cfg(feature = "jose")]
            keys: std::sync::Mutex::default(),
            #[cfg(feature = "jose")]
            asking: crate::identity::Asking::default(),
        }))
    }

    /// Where the keys are that webhooks are signed with.
    #[cfg(feature = "jose")]
    pub(super) fn published(&self, messages: &mut Vec<String>) -> Option<Box<[Published]>> {
        let all = self.spec.webhooks.iter().filter_map(|webhook| {
            let keys = webhook.keys?;
            let address = Target::Declared(vec![keys.url]);
            let declared = Declared::get("key set's", address, Who::Nobody);
            let request = self.request(&declared, messages)?;
            Some(Published::new(webhook.name, keys.path, request))
        });
        let all: Box<[Published]> = all.collect();
        (!all.is_empty()).then_some(all)
    }
}
