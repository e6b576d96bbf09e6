//! Values that are made of other values, for the request at hand.

use std::borrow::Cow;
use std::cell::RefCell;

use http::HeaderMap;
use oauth_spec::{Notation, Parameter, ProviderSpec, Source};

use super::values::{Given, Values};
use crate::error::Error;
use crate::sign::{self, Outgoing};
use crate::wipe::WipedText;

/// The request at hand, as far as it is known, and what of it is being made.
pub(crate) struct Computing<'a> {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    /// Its parameters, as they are declared.
    pub(crate) declared: &'a [Parameter],
    /// Parameters that it has beside those.
    pub(crate) further: &'a [(String, String)],
    pub(crate) body: &'a [u8],
    pub(crate) headers: &'a HeaderMap,
    /// The computed values that are being made: what holds them is not in what they are made of.
    pub(crate) within: &'a [&'static str],
    /// Why one could not be made.
    pub(crate) fault: &'a RefCell<Option<Error>>,
}

impl Computing<'_> {
    /// The value of `{computed.name}`.
    pub(super) fn value(&self, name: &'static str, values: &Values<'_>) -> Option<String> {
        let mut within = self.within.to_vec();
        within.push(name);
        let inner = Computing { within: &within, ..*self };
        let all = Values { computing: Some(&inner), ..*values };
        let own = listed(self.spec, self.declared, &all, &within).ok()?;
        let mut parameters = Vec::with_capacity(own.len() + self.further.len());
        for (name, value) in &own {
            parameters.push((Cow::from(*name), Cow::from(value.0.as_str())));
        }
        for (name, value) in self.further {
            parameters.push((Cow::from(name.as_str()), Cow::from(value.as_str())));
        }
        let request = Outgoing {
            method: self.method,
            url: self.url,
            parameters: &parameters,
            body: self.body,
            headers: self.headers,
        };
        let lookup = |source| match source {
            Source::Computed(_) => None,
            source => values.get(source).map(super::Given::text),
        };
        match sign::computed(self.spec, name, &lookup, &request) {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault.borrow_mut().get_or_insert(error);
                None
            }
        }
    }
}

/// Parameters with their values, without those that hold one of these computed values.
///
/// # Errors
/// The source that has no value.
pub(super) fn listed<'a>(
    spec: &ProviderSpec,
    declared: &'a [Parameter],
    values: &Values<'_>,
    without: &[&str],
) -> Result<Vec<(&'a str, WipedText)>, Source> {
    let mut list = Vec::with_capacity(declared.len());
    for Parameter { name, value, notation } in declared {
        if without.iter().any(|computed| sign::holds(spec, value, computed)) {
            continue;
        }
        if let Some(Given::Several(texts)) = value.as_source().and_then(|it| values.get(it)) {
            for text in texts {
                list.push((*name, WipedText(text.clone())));
            }
            continue;
        }
        let is_left_out = value.as_source().is_some_and(|source| values.get(source).is_none());
        if is_left_out {
            continue;
        }
        let text = match notation {
            Notation::Text => values.fill(*value)?,
            Notation::Json => values.fill_json(*value)?,
        };
        list.push((*name, text));
    }
    Ok(list)
}
