//! Where a request goes: known when the client is built, or only with the call.

use std::borrow::Cow;

use http::Uri;
use oauth_spec::{Part, Template};
use url::Url;

use super::address::{mirrored, resolve};
use super::values::{Fixed, Values};
use crate::error::Error;
use crate::query::has_parameter;

/// An address.
pub(crate) enum Endpoint {
    /// It never changes.
    Fixed(Uri),
    /// Something in it comes from the callback, from the token or from a call.
    Filled { what: &'static str, parts: Box<[Part]>, mirror: Option<Url> },
}

impl Endpoint {
    /// Prepares an address. One that never changes is checked now.
    pub(super) fn prepare(
        what: &'static str,
        templates: &[Template],
        fixed: &Fixed,
        mirror: Option<&Url>,
    ) -> Result<Self, String> {
        let mut parts: Vec<Part> = Vec::new();
        for template in templates {
            parts.extend(template.parts());
        }
        let is_fixed = |part: &Part| match part {
            Part::Text(_) => true,
            Part::Value(source) => fixed.knows(*source),
        };
        if parts.iter().all(is_fixed) {
            let values = Values { fixed: Some(fixed), ..Values::default() };
            return filled(what, &parts, mirror, &values).map(Self::Fixed);
        }
        Ok(Self::Filled { what, parts: parts.into(), mirror: mirror.cloned() })
    }

    /// The address that metadata has, which has been checked.
    pub(super) fn found(what: &str, url: &Url, mirror: Option<&Url>) -> Result<Self, String> {
        sent(what, url, mirror).map(Self::Fixed)
    }

    /// Whether the address has a parameter of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Self::Fixed(uri) => has_parameter(&uri.to_string(), name),
            Self::Filled { parts, .. } => {
                let text = |part: &Part| match part {
                    Part::Text(text) => *text,
                    Part::Value(_) => "",
                };
                has_parameter(&parts.iter().map(text).collect::<String>(), name)
            }
        }
    }

    /// The address of a call.
    pub(crate) fn uri(&self, values: &Values<'_>) -> Result<Cow<'_, Uri>, Error> {
        match self {
            Self::Fixed(uri) => Ok(Cow::Borrowed(uri)),
            Self::Filled { what, parts, mirror } => {
                let uri = filled(what, parts, mirror.as_ref(), values);
                uri.map(Cow::Owned).map_err(Error::configuration)
            }
        }
    }
}

fn filled(
    what: &str,
    parts: &[Part],
    mirror: Option<&Url>,
    values: &Values<'_>,
) -> Result<Uri, String> {
    sent(what, &resolve(what, &mut parts.iter().copied(), values)?, mirror)
}

/// The address that a request is sent to.
fn sent(what: &str, url: &Url, mirror: Option<&Url>) -> Result<Uri, String> {
    Uri::try_from(mirrored(url, mirror)?.as_str())
        .map_err(|error| format!("the {what} address cannot be used: {error}"))
}
