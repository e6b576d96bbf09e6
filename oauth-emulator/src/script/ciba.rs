//! Where users are named (CIBA Core, 7).

use oauth_spec::ProviderSpec;

use super::recipe::{self, Grant, Recipe};
use super::{Place, Values};
use crate::error::EmulatorError;

/// Reads what the request looks like, if the grant is declared.
pub(crate) fn read(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Option<Recipe>, EmulatorError> {
    let Some(grant) = spec.grants.ciba else { return Ok(None) };
    let key = "endpoints.backchannel_authentication";
    let endpoint = spec.endpoints.backchannel_authentication;
    let template = endpoint.ok_or(EmulatorError::MissingEndpoint {
        provider: spec.name,
        grant: Grant::Ciba.name(),
        key,
    })?;
    let place = Place::read(key, template, spec, values)?;
    recipe::at(place, spec, values, Grant::Ciba, grant.authentication, grant.renewal).map(Some)
}
