//! The request that carries what an authorization says, for values that are computed over it.

use oauth_spec::Parameter;

use super::Flow;
use super::request::Request;
use crate::core::{PreparedAuthorization, Values, unmirrored};
use crate::error::Error;

/// The browser's GET, or the POST that hands the request over (RFC 9126, 2.1).
#[derive(Default)]
pub(super) struct Carrier {
    pub(super) method: &'static str,
    pub(super) url: String,
    pub(super) declared: Vec<Parameter>,
}

impl Request {
    /// What values are computed over, where some are.
    pub(super) fn carrier(
        &self,
        request: &PreparedAuthorization,
        offline: &[Parameter],
    ) -> Result<Carrier, Error> {
        let Some(own) = &request.spelled else { return Ok(Carrier::default()) };
        let fixed = &self.core.fixed;
        let said = own.iter().chain(offline);
        let (method, url, declared) = match self.core.pushed.as_deref() {
            Some(pushed) if self.flow == Flow::Code => {
                let values = Values { fixed: Some(fixed), ..Values::default() };
                let url = pushed.endpoint.uri(&values)?.to_string();
                // In the order that they are sent in; the credentials may say who the client is, too.
                let first = pushed.spelled.iter().flatten();
                let said = said.filter(|one| !pushed.recipe.has(one.name));
                ("POST", url, first.chain(said).copied().collect())
            }
            _ => ("GET", request.prefix.clone(), said.copied().collect()),
        };
        Ok(Carrier { method, url: unmirrored(&url, fixed.mirror.as_ref()), declared })
    }
}
