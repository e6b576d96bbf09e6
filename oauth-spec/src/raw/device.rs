//! `device_answer` of `[grants.device_code]`.

use super::Value;
use super::answer::{self, FORMATS};
use super::field_place::{self, path};
use crate::report::Errors;
use crate::schema;
use crate::span::Slot;
use crate::{AnswerFormat, Unit};

/// Where the members of a device authorization response are (RFC 8628, 3.2).
pub(crate) struct DeviceAnswer<'t> {
    pub(crate) format: Slot<AnswerFormat>,
    pub(crate) root: Slot<&'t str>,
    pub(crate) device_code: Slot<&'t str>,
    pub(crate) user_code: Slot<&'t str>,
    pub(crate) verification_uri: Slot<&'t str>,
    pub(crate) verification_uri_complete: Slot<&'t str>,
    pub(crate) expires_in: Slot<(&'t str, Unit)>,
    pub(crate) interval: Slot<&'t str>,
}

pub(crate) fn answer<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<DeviceAnswer<'t>> {
    let table = value.closed(&schema::DEVICE_ANSWER, errors)?;
    let format = table.read("format", errors, |value, errors| value.choice(FORMATS, errors));
    let root = table.read("root", errors, field_place::root);
    let expires_in = table.read("expires_in", errors, answer::length);
    let mut path = |key| table.read(key, errors, path);
    Some(DeviceAnswer {
        format,
        root,
        device_code: path("device_code"),
        user_code: path("user_code"),
        verification_uri: path("verification_uri"),
        verification_uri_complete: path("verification_uri_complete"),
        expires_in,
        interval: path("interval"),
    })
}
