//! Addresses of endpoints for clients that show a certificate (RFC 8705, 5).

use oauth_spec::ProviderSpec;
use serde_json::{Map, Value, json};

use super::{Place, Values};
use crate::error::EmulatorError;
use crate::http::Arrived;

/// What their hosts begin with.
const HOST: &str = "mtls.";

/// What clients ask themselves. Nobody has a certificate in the browser.
const MEMBERS: [&str; 7] = [
    "token_endpoint",
    "revocation_endpoint",
    "introspection_endpoint",
    "userinfo_endpoint",
    "device_authorization_endpoint",
    "pushed_authorization_request_endpoint",
    "backchannel_authentication_endpoint",
];

/// The endpoints that have such an address too: those that the declaration leaves to the metadata, which tells it.
#[derive(Debug)]
pub(crate) struct Aliases(Vec<(&'static str, Place)>);

impl Aliases {
    /// `declared` is the declaration without what it leaves to the metadata.
    pub(super) fn read(
        spec: &'static ProviderSpec,
        declared: &ProviderSpec,
        values: &Values,
    ) -> Result<Self, EmulatorError> {
        if spec.discovery.is_none() || !spec.client.shows_certificate() {
            return Ok(Self(Vec::new()));
        }
        let left = MEMBERS.into_iter().filter(|member| declared.endpoints.stated(member).is_none());
        let left = left.filter_map(|member| Some((member, spec.endpoints.stated(member)?)));
        let read = |(member, template)| Ok((member, Place::read(member, template, spec, values)?));
        left.map(read).collect::<Result<_, _>>().map(Self)
    }

    /// `mtls_endpoint_aliases`, if there are any.
    pub(crate) fn told(&self) -> Option<Value> {
        let url = |place: &Place| json!(place.shown.replacen("://", &format!("://{HOST}"), 1));
        let all = self.0.iter().map(|(member, place)| ((*member).to_owned(), url(place)));
        let all: Map<_, _> = all.collect();
        (!all.is_empty()).then_some(Value::Object(all))
    }

    /// Sees a request to an alias as one to the endpoint. At the endpoint itself a certificate does not count.
    pub(crate) fn resolve(&self, arrived: &mut Arrived) {
        let is_one = |arrived: &Arrived| self.0.iter().any(|(_, place)| place.is(arrived));
        if is_one(arrived) {
            arrived.certificate = None;
        } else if let Some(host) = arrived.host.strip_prefix(HOST).map(str::to_owned) {
            let alias = std::mem::replace(&mut arrived.host, host);
            if is_one(arrived) {
                arrived.alias = Some(alias);
            } else {
                arrived.host = alias;
            }
        }
    }
}
