//! What API calls carry: the `Authorization` header, other headers, parameters.

use oauth_spec::{ParametersIn, ProviderSpec, Template};

use super::wanted::Shape;
use super::{Values, Wanted, wanted};
use crate::error::EmulatorError;

/// What every API call carries.
#[derive(Debug)]
pub(crate) struct Carriers {
    pub(crate) headers: Vec<Wanted>,
    pub(crate) query: Vec<Wanted>,
    /// Those of bodies that are written in this way.
    pub(crate) body: Vec<Wanted>,
    pub(crate) body_in: ParametersIn,
    /// Whether they are those of a call that may be made before every call has been.
    pub(crate) early: bool,
    /// The scheme of the `Authorization` header, for challenges.
    pub(crate) scheme: String,
}

impl Carriers {
    /// As `[api]` says, but for the `Authorization` header if another is given.
    pub(crate) fn read(
        spec: &ProviderSpec,
        authorization: Option<Template>,
        values: &Values,
    ) -> Result<Self, EmulatorError> {
        let mut headers = Vec::new();
        if let Some(template) = authorization.or(spec.api.authorization) {
            headers.push(Wanted::header("authorization", template, values)?);
        }
        let scheme = headers.first().and_then(|wanted| match &wanted.shape {
            Shape::Text(pattern) => pattern.first_word(),
            Shape::Json(_) => None,
        });
        let scheme = scheme.unwrap_or("Bearer").to_owned();
        headers.extend(wanted::headers(spec.api.headers, values)?);
        Ok(Self {
            headers,
            query: wanted::parameters(spec.api.query, values)?,
            body: wanted::parameters(spec.api.body, values)?,
            body_in: spec.api.body_in,
            early: false,
            scheme,
        })
    }

    /// All of it.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Wanted> {
        self.headers.iter().chain(&self.query).chain(&self.body)
    }
}
