//! `request_object`.

use super::{Value, digest, token};
use crate::JwtAlgorithm;
use crate::report::Errors;
use crate::schema;
use crate::span::Slot;
use crate::template::Template;

/// A signed authorization request.
pub(crate) struct RequestObject<'t> {
    pub(crate) algorithm: Slot<JwtAlgorithm>,
    pub(crate) key: Slot<Template<'t>>,
    pub(crate) key_id: Slot<Template<'t>>,
    pub(crate) lifetime: Slot<u64>,
}

pub(super) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<RequestObject<'t>> {
    let table = value.closed(&schema::REQUEST_OBJECT, errors)?;
    Some(RequestObject {
        algorithm: table.require(
            "algorithm",
            errors,
            "add `algorithm = \"ES256\"`, or what the provider verifies",
            |value, errors| value.choice(JwtAlgorithm::ALL, errors),
        ),
        key: table.require(
            "key",
            errors,
            "add `key = \"private_key\"`, a variable with the key in PEM",
            |value, errors| digest::key(value, source, errors),
        ),
        key_id: table.read("key_id", errors, |value, errors| value.template(source, errors)),
        lifetime: table.read("lifetime", errors, token::duration),
    })
}
