//! The grants of users at another screen: devices, and backchannel authentication.

use oauth_spec::{CibaGrant, DeviceAnswer, DeviceGrant, ProviderSpec};

use super::requests::shape;
use super::{answers, browser, code, difference, shown};

pub(super) fn device(spec: &ProviderSpec, found: &mut Vec<String>) {
    let Some(grant) = spec.grants.device_code else { return };
    let DeviceGrant { authorization, answer, verification_uri: page, offline, request, renewal: _ } =
        grant;
    let standard = DeviceGrant::STANDARD;
    let requests = [
        ("The device authorization request", authorization, standard.authorization),
        ("The poll for a device's token", request, standard.request),
    ];
    for (what, request, standard) in requests {
        shape(what, &request, found);
        difference(what, standard.parameters, request.parameters, found);
    }
    let what = "The device authorization is answered";
    let standard = standard.answer;
    let DeviceAnswer {
        format,
        root,
        device_code,
        user_code,
        verification_uri,
        verification_uri_complete,
        expires_in,
        expires_in_unit,
        interval,
    } = answer;
    answers::body(what, format, root, found);
    let members = [
        (standard.device_code, device_code),
        (standard.user_code, user_code),
        (standard.verification_uri, verification_uri),
        (standard.verification_uri_complete, verification_uri_complete),
        (standard.expires_in, expires_in),
        (standard.interval, interval),
    ];
    answers::members(what, &members, found);
    if expires_in_unit != standard.expires_in_unit {
        let unit = answers::unit(expires_in_unit);
        found.push(format!("Its {} counts {unit}.", code(expires_in)));
    }
    if let Some(offline) = offline {
        found.push(browser::offline("A device's refresh token", offline));
    }
    if let Some(page) = &page {
        found.push(format!("The user's page is {}: no answer names it.", shown(page)));
    }
}

pub(super) fn ciba(spec: &ProviderSpec, found: &mut Vec<String>) {
    let Some(CibaGrant { authentication, request, renewal: _ }) = spec.grants.ciba else { return };
    let standard = CibaGrant::STANDARD;
    let requests = [
        ("The backchannel authentication request", authentication, standard.authentication),
        ("The poll for a token that the user agrees to elsewhere", request, standard.request),
    ];
    for (what, request, standard) in requests {
        shape(what, &request, found);
        difference(what, standard.parameters, request.parameters, found);
    }
}
