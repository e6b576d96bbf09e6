//! `offline`: what asks for a refresh token, or for an access token that needs none.

use super::request::{Parameter, parameters};
use super::{Value, value};
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};

/// What asks for a refresh token, or for an access token that needs none.
pub(crate) struct Offline<'t> {
    pub(crate) scopes: Vec<Spanned<&'t str>>,
    pub(crate) parameters: Vec<Parameter<'t>>,
    pub(crate) default: Slot<bool>,
    /// `expiry = "never"`.
    pub(crate) endless: Slot<()>,
}

/// `offline` of a device: with scopes alone.
pub(super) fn of_device<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Offline<'t>> {
    let table = value.closed(&schema::DEVICE_OFFLINE, errors)?;
    let scopes = table.require(
        "scopes",
        errors,
        "write `{ scopes = [\"offline_access\"] }`",
        |value, errors| value.list("a list of scopes", errors, value::line),
    );
    Some(Offline {
        scopes: scopes.list(),
        parameters: Vec::new(),
        default: table.read("default", errors, value::boolean),
        endless: Slot::Missing,
    })
}

/// `offline`.
pub(super) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Offline<'t>> {
    let table = value.closed(&schema::OFFLINE, errors)?;
    let scopes = table.read("scopes", errors, |value, errors| {
        value.list("a list of scopes", errors, value::line)
    });
    let own = table
        .read("parameters", errors, |value, errors| parameters(value, source, &mut false, errors));
    if scopes.is_missing() && own.is_missing() {
        errors
            .add(value.span, "an `offline` that asks for nothing")
            .label("neither `scopes` nor `parameters`")
            .help("write `{ scopes = [\"offline_access\"] }` or `{ parameters = { access_type = \"offline\" } }`");
    }
    Some(Offline {
        scopes: scopes.list(),
        parameters: own.list(),
        default: table.read("default", errors, value::boolean),
        endless: table
            .read("expiry", errors, |value, errors| value.choice(&[("never", ())], errors)),
    })
}
