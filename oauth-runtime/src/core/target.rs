//! Where requests and browsers are sent, and who asks.

use oauth_spec::{CallAuthentication, ClientAuthentication, Template};
use url::Url;

use super::address::{filled, mirrored, parsed};
use super::build::keep;
use super::requests::Builder;
use super::values::Values;
use crate::inner::{InnerNetwork, stays_out};

/// Where a request goes.
pub(super) enum Target {
    /// As the declaration has it.
    Declared(Vec<Template>),
    /// As the provider's metadata has it.
    Found(Url),
}

/// Who asks, which decides what the request carries.
pub(super) enum Who {
    /// The client, which authenticates in this way.
    Client(ClientAuthentication),
    /// As a call of the API, with this `Authorization` header.
    AccessToken(Option<Template>),
    /// Nobody whom the declaration knows, with this `Authorization` header.
    Nobody(Option<Template>),
}

impl Builder<'_> {
    /// Where the endpoint is that metadata calls so: what the declaration states, else what the metadata says.
    pub(super) fn endpoint(&self, member: &str) -> Option<Target> {
        if let Some(template) = self.spec.endpoints.stated(member) {
            return Some(Target::Declared(vec![template]));
        }
        // The browser, which these two are for, has no certificate of the client's to show.
        let is_page = matches!(member, "authorization_endpoint" | "end_session_endpoint");
        let way = (!is_page).then_some(self.authentication);
        self.found?.endpoint(self.spec, member, way).map(Target::Found)
    }

    /// Whether what is sent to an address must stay outside of inner networks: to this one, which the metadata names, or
    /// to one that is stated.
    pub(super) fn keeps_out(&self, found: Option<&Url>) -> bool {
        let outside = match (found, self.found) {
            (Some(url), Some(found)) => found.keeps_out(url, self.inner),
            _ => self.inner == InnerNetwork::Never,
        };
        stays_out(outside, self.mirror.as_ref())
    }

    /// Where the browser is sent: an address that may have a fragment.
    pub(super) fn page(
        &self,
        what: &str,
        target: Target,
        messages: &mut Vec<String>,
    ) -> Option<Url> {
        let url = match target {
            Target::Found(url) => url,
            Target::Declared(templates) => {
                let mut parts = templates.iter().flat_map(Template::parts);
                let values = Values { fixed: Some(self.fixed), ..Values::default() };
                let text = keep(filled(what, &mut parts, &values), messages)?;
                keep(parsed(what, &text), messages)?
            }
        };
        keep(mirrored(&url, self.mirror.as_ref()), messages)
    }

    /// Who makes a call, as the declaration says.
    pub(super) fn who(
        &self,
        authentication: CallAuthentication,
        authorization: Option<Template>,
    ) -> Who {
        match authentication {
            CallAuthentication::Client => Who::Client(self.authentication),
            CallAuthentication::AccessToken => {
                Who::AccessToken(authorization.or(self.spec.api.authorization))
            }
            CallAuthentication::None => Who::Nobody(authorization),
        }
    }
}
