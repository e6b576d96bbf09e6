//! `[endpoints]`: the addresses, none of them judged yet.

use super::Value;
use crate::report::Errors;
use crate::schema;
use crate::span::Slot;
use crate::template::Template;

/// `[endpoints]`.
pub(crate) struct Endpoints<'t> {
    pub(crate) issuer: Slot<Template<'t>>,
    pub(crate) authorization: Slot<Template<'t>>,
    pub(crate) token: Slot<Template<'t>>,
    pub(crate) revocation: Slot<Template<'t>>,
    pub(crate) introspection: Slot<Template<'t>>,
    pub(crate) device_authorization: Slot<Template<'t>>,
    pub(crate) pushed_authorization_request: Slot<Template<'t>>,
    pub(crate) backchannel_authentication: Slot<Template<'t>>,
    pub(crate) registration: Slot<Template<'t>>,
    pub(crate) api: Slot<Template<'t>>,
    pub(crate) jwks: Slot<Template<'t>>,
    pub(crate) userinfo: Slot<Template<'t>>,
    pub(crate) end_session: Slot<Template<'t>>,
}

pub(super) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Endpoints<'t>> {
    let table = value.closed(&schema::ENDPOINTS, errors)?;
    let mut read = |key| table.read(key, errors, |value, errors| value.address(source, errors));
    Some(Endpoints {
        issuer: read("issuer"),
        authorization: read("authorization"),
        token: read("token"),
        revocation: read("revocation"),
        introspection: read("introspection"),
        device_authorization: read("device_authorization"),
        pushed_authorization_request: read("pushed_authorization_request"),
        backchannel_authentication: read("backchannel_authentication"),
        registration: read("registration"),
        api: read("api"),
        jwks: read("jwks"),
        userinfo: read("userinfo"),
        end_session: read("end_session"),
    })
}
