//! Where device codes are asked for, and how the answer is written.

use oauth_spec::{DeviceAnswer, ProviderSpec};

use super::recipe::{self, Grant, Recipe};
use super::{Place, Values};
use crate::error::EmulatorError;
use crate::http::Arrived;

/// The last part of the path of the page where the user types the code in.
pub(crate) const PAGE: &str = "verify";

/// Where device codes are asked for.
#[derive(Debug)]
pub(crate) struct DeviceScript {
    pub(crate) recipe: Recipe,
    pub(crate) answer: DeviceAnswer,
    /// Where the user types the code in, if that is always there.
    pub(crate) page: Option<Place>,
}

/// Reads it, if the grant is declared.
pub(crate) fn read(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Option<DeviceScript>, EmulatorError> {
    let Some(grant) = spec.grants.device_code else { return Ok(None) };
    let key = "endpoints.device_authorization";
    let template = spec.endpoints.device_authorization.ok_or(EmulatorError::MissingEndpoint {
        provider: spec.name,
        grant: Grant::DeviceCode.name(),
        key,
    })?;
    let place = Place::read(key, template, spec, values)?;
    let recipe =
        recipe::at(place, spec, values, Grant::DeviceCode, grant.authorization, grant.renewal)?;
    let page = grant
        .verification_uri
        .map(|template| Place::read("grants.device_code.verification_uri", template, spec, values));
    Ok(Some(DeviceScript { recipe, answer: grant.answer, page: page.transpose()? }))
}

impl DeviceScript {
    /// Whether a request is for the page where the user types the code in.
    pub(crate) fn is_page(&self, arrived: &Arrived) -> bool {
        match &self.page {
            Some(page) => page.is(arrived),
            None => self.recipe.place.is_above(arrived, PAGE),
        }
    }
}
