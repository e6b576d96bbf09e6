//! Headers, prepared: those that never change, and those that the call fills in.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use oauth_spec::{Header, ParametersIn, Part, Source, Template};

use super::values::{Fixed, Values, how_to_give};
use crate::error::Error;

/// The headers of a request.
#[derive(Default)]
pub(crate) struct PreparedHeaders {
    fixed: HeaderMap,
    filled: Vec<Filled>,
}

/// A header that the call fills in. Its template is read once: that of `Authorization` is needed for every call.
struct Filled {
    name: HeaderName,
    parts: Box<[Part]>,
    is_computed: bool,
}

/// What a body is that holds parameters, where that is always the same.
pub(super) fn content_type(place: ParametersIn) -> Option<HeaderValue> {
    let text = match place {
        ParametersIn::Form => "application/x-www-form-urlencoded",
        ParametersIn::Json => "application/json",
        // One has no body; that of the other says where its parts end.
        ParametersIn::Query | ParametersIn::Multipart => return None,
    };
    Some(HeaderValue::from_static(text))
}

impl PreparedHeaders {
    /// The headers of a request of our own.
    pub(super) fn for_place(place: ParametersIn) -> Self {
        let mut headers = Self::default();
        headers.fixed.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(content_type) = content_type(place) {
            headers.fixed.insert(CONTENT_TYPE, content_type);
        }
        headers
    }

    /// The same for a request without a body: what has no content has no type (RFC 9110, 8.3).
    pub(super) fn without_content_type(mut self) -> Self {
        // To remove one would change the order of the others.
        let others = self.fixed.iter().filter(|(name, _)| *name != CONTENT_TYPE);
        self.fixed = others.map(|(name, value)| (name.clone(), value.clone())).collect();
        self
    }

    /// Adds declared headers; one that is there already is replaced.
    pub(super) fn declare(
        &mut self,
        headers: &[Header],
        fixed: &Fixed,
        messages: &mut Vec<String>,
    ) {
        let values = Values { fixed: Some(fixed), ..Values::default() };
        for Header { name, value } in headers {
            let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
                messages.push(format!("`{name}` is not the name of a header"));
                continue;
            };
            if !fixed.fills(*value) {
                self.add_filled(header, *value);
                continue;
            }
            match values.fill(*value).map(|text| HeaderValue::try_from(text.0.as_str())) {
                Ok(Ok(mut text)) => {
                    let is_secret = value.sources().any(|source| source == Source::ClientSecret);
                    text.set_sensitive(is_secret || header == AUTHORIZATION);
                    self.filled.retain(|other| other.name != header);
                    self.fixed.insert(header, text);
                }
                Ok(Err(_)) => {
                    messages
                        .push(format!("the value of the header `{name}` cannot stand in a header"));
                }
                Err(source) => {
                    messages
                        .push(format!("the header `{name}` is needed: {}", how_to_give(source)));
                }
            }
        }
    }

    /// Adds a header that the call fills in.
    pub(super) fn add_filled(&mut self, name: HeaderName, template: Template) {
        self.fixed.remove(&name);
        self.filled.retain(|other| other.name != name);
        let is_computed = template.sources().any(|it| matches!(it, Source::Computed(_)));
        self.filled.push(Filled { name, parts: template.parts().collect(), is_computed });
    }

    /// Adds HTTP Basic authentication, prepared.
    pub(super) fn authorize(&mut self, basic: HeaderValue) {
        self.fixed.insert(AUTHORIZATION, basic);
    }

    /// The headers of a call, but for those with computed values.
    pub(crate) fn fill(&self, values: &Values<'_>) -> Result<HeaderMap, Error> {
        let mut headers = self.fixed.clone();
        self.fill_into(&mut headers, values, false)?;
        Ok(headers)
    }

    /// Adds the headers that the call fills in: those with computed values, or the others. Where there is
    /// nothing to compute with, that is all of them. Without a value an `Authorization` is an error, as
    /// what is refused without it would look like a token that is no longer good.
    pub(crate) fn fill_into(
        &self,
        headers: &mut HeaderMap,
        values: &Values<'_>,
        computed: bool,
    ) -> Result<(), Error> {
        for Filled { name, parts, is_computed } in &self.filled {
            if *is_computed != computed && (computed || values.computing.is_some()) {
                continue;
            }
            let text = match values.fill_parts(&mut parts.iter().copied(), String::push_str) {
                Ok(text) => text,
                // As a parameter of one hole without a value.
                Err(_) if parts.len() == 1 && *name != AUTHORIZATION => continue,
                Err(source) => {
                    return Err(Error::configuration(format!(
                        "the header `{name}` is needed: {}",
                        how_to_give(source)
                    )));
                }
            };
            let mut value = HeaderValue::try_from(text.0.as_str()).map_err(|_| {
                Error::configuration(format!(
                    "the value for the header `{name}` has characters that no header can hold: check \
                     the token, which was probably stored or copied wrongly"
                ))
            })?;
            value.set_sensitive(true);
            headers.insert(name.clone(), value);
        }
        Ok(())
    }
}
