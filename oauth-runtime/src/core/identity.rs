//! Preparing what OpenID Connect asks for: the provider's keys, and what it says about the user.

use oauth_spec::{CallAuthentication, Method, ParametersIn, Part};
use url::Url;

use super::address::{filled, mirrored, parsed};
use super::build::keep;
use super::prepared::PreparedRequest;
use super::requests::{Builder, Declared, Target, Who};
use super::values::Values;
use crate::identity::Identity;
#[cfg(feature = "jose")]
use crate::webhook::Published;

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
        let end_session = self.end_session(messages);
        if jwks.is_none() && userinfo.is_none() && end_session.is_none() {
            return None;
        }
        Some(Box::new(Identity {
            jwks,
            userinfo,
            end_session,
            #[cfg(feature = "jose")]
            keys: std::sync::Mutex::default(),
        }))
    }

    /// Where the keys are that webhooks are signed with.
    #[cfg(feature = "jose")]
    pub(super) fn published(&self, messages: &mut Vec<String>) -> Option<Box<[Published]>> {
        let all = self.spec.webhooks.iter().filter_map(|webhook| {
            let keys = webhook.keys?;
            let declared = Declared {
                what: "key set's",
                address: Target::Declared(vec![keys.url]),
                method: Method::Get,
                place: ParametersIn::Query,
                parameters: &[],
                query: &[],
                headers: &[],
                answer: None,
                who: Who::Nobody,
            };
            let request = self.request(&declared, messages)?;
            Some(Published::new(webhook.name, keys.path, request))
        });
        let all: Box<[Published]> = all.collect();
        (!all.is_empty()).then_some(all)
    }

    /// Where the browser is sent to sign out.
    fn end_session(&self, messages: &mut Vec<String>) -> Option<Url> {
        const WHAT: &str = "end session";
        let values = Values { fixed: Some(self.fixed), ..Values::default() };
        let url = match self.endpoint("end_session_endpoint")? {
            Target::Found(url) => url,
            Target::Declared(templates) => {
                let mut parts: Vec<Part> = Vec::new();
                for template in &templates {
                    parts.extend_from_slice(template.parts());
                }
                let text = keep(filled(WHAT, &parts, &values), messages)?;
                keep(parsed(WHAT, &text), messages)?
            }
        };
        let sent = mirrored(&url, self.mirror.as_ref())
            .map_err(|error| format!("the {WHAT} address cannot be mirrored: {error}"));
        keep(sent, messages)
    }
}
