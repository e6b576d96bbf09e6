//! What is signed: templates, filled with the application's values and parts of a request.

use std::borrow::Cow;

use oauth_spec::{Part, Source, Template};

use super::Lookup;
use super::fault::Fault;
use crate::wipe::{Wiped, wipe};

/// The text as bytes, without a copy.
pub(super) fn bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// A value of the application's.
pub(super) fn given<'a>(lookup: &'a Lookup<'_>, source: Source) -> Result<Cow<'a, [u8]>, Fault> {
    lookup(source).map(bytes).ok_or(Fault::NoValue(source))
}

/// A template's text. It may hold secrets, so it and every copy on the way are wiped.
pub(super) fn fill<'a>(
    template: &Template,
    get: &dyn Fn(Source) -> Result<Cow<'a, [u8]>, Fault>,
) -> Result<Wiped, Fault> {
    let mut values = Vec::with_capacity(4);
    let mut result = Ok(());
    for part in template.parts() {
        match part {
            Part::Text(text) => values.push(Cow::Borrowed(text.as_bytes())),
            Part::Value(source) => match get(source) {
                Ok(value) => values.push(value),
                Err(fault) => result = Err(fault),
            },
        }
    }
    // Made at once, so that no half of it stays behind where a buffer has grown.
    let out = Wiped(values.concat());
    for value in values {
        if let Cow::Owned(mut value) = value {
            wipe(&mut value);
        }
    }
    result.map(|()| out)
}
