//! The request that carries what an authorization says, for values that are computed over it.

use oauth_spec::{Parameter, ParametersIn};

use super::Flow;
use super::request::Request;
use crate::core::{Added, PreparedAuthorization, Values, unmirrored};
use crate::error::Error;

/// The browser's GET, or the POST that hands the request over (RFC 9126, 2.1).
pub(super) struct Carrier {
    pub(super) method: &'static str,
    pub(super) url: String,
    pub(super) place: ParametersIn,
    /// What the POST says beside the credentials in it.
    declared: Vec<Parameter>,
}

impl Request {
    /// What values are computed over, where some are.
    pub(super) fn carrier(
        &self,
        request: &PreparedAuthorization,
        offline: &[Parameter],
    ) -> Result<Carrier, Error> {
        let fixed = &self.core.fixed;
        let (method, url, place, declared) = match (&request.spelled, self.core.pushed.as_deref()) {
            (Some(own), Some(pushed)) if self.flow == Flow::Code => {
                let values = Values { fixed: Some(fixed), ..Values::default() };
                let url = pushed.endpoint.uri(&values)?.to_string();
                // The credentials may say who the client is, too.
                let said = own.iter().chain(offline).filter(|one| !pushed.recipe.has(one.name));
                ("POST", url, ParametersIn::Form, said.copied().collect())
            }
            _ => ("GET", request.prefix.clone(), ParametersIn::Query, Vec::new()),
        };
        let url = unmirrored(&url, fixed.mirror.as_ref());
        Ok(Carrier { method, url, place, declared })
    }

    /// All that it adds to the query or the body, in the order that it is sent in.
    pub(super) fn carried<'a>(
        &'a self,
        request: &'a PreparedAuthorization,
        carrier: &'a Carrier,
        offline: bool,
    ) -> Vec<Added<'a>> {
        if let (ParametersIn::Form, Some(pushed)) = (carrier.place, self.core.pushed.as_deref()) {
            let list = &pushed.recipe;
            return vec![
                Added::Prepared(list),
                Added::Declared(list, &carrier.declared),
                Added::Given(list, &self.extra),
            ];
        }
        let offline = request.offline.as_ref().filter(|_| offline);
        let mut added = vec![Added::Prepared(&request.recipe)];
        added.extend(offline.map(Added::Prepared));
        added.push(Added::Given(&request.recipe, &self.extra));
        added
    }
}
