//! Where authorization requests are pushed.

use oauth_spec::ProviderSpec;

use super::credential::{self, Credential};
use super::{Place, Values};
use crate::error::EmulatorError;

/// Where authorization requests are pushed, and how clients show there who they are.
#[derive(Debug)]
pub(crate) struct PushedScript {
    pub(crate) place: Place,
    pub(crate) credentials: Vec<Credential>,
}

/// Reads it, if the declaration pushes.
pub(super) fn read(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Option<PushedScript>, EmulatorError> {
    if !spec.grants.authorization_code.is_some_and(|grant| grant.pushed) {
        return Ok(None);
    }
    let key = "endpoints.pushed_authorization_request";
    let template = spec.endpoints.pushed_authorization_request;
    let template = template.ok_or(EmulatorError::MissingEndpoint {
        provider: spec.name,
        grant: "authorization_code",
        key,
    })?;
    Ok(Some(PushedScript {
        place: Place::read(key, template, spec, values)?,
        credentials: credential::read(&spec.client, None, values)?,
    }))
}
