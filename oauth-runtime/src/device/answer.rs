//! Reading a device authorization response (RFC 8628, 3.2).

use std::time::{Duration, SystemTime};

use http::Response;
use oauth_spec::{DeviceAnswer, DeviceGrant};
use serde_json::Value as Json;
use url::Url;

use super::authorization::DeviceAuthorization;
use crate::answer::{
    any_document, document, is_refusal, lookup, no_document, scalar, seconds, token_fault,
};
use crate::core::Core;
use crate::error::Error;
use crate::hosts::secure_url;
use crate::secret::Secret;
use crate::wipe::Wiped;

/// What to wait for between two polls where the answer does not say (RFC 8628, 3.2).
pub(crate) const INTERVAL: Duration = Duration::from_secs(5);
/// The least that makes sense.
const LEAST: Duration = Duration::from_secs(1);
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

pub(super) fn read<P>(
    core: &Core,
    scope: Option<String>,
    response: Response<Vec<u8>>,
) -> Result<DeviceAuthorization<P>, Error> {
    let spec = core.spec;
    let Some(DeviceGrant { answer, verification_uri, .. }) = spec.grants.device_code else {
        return Err(core.lacks("the grant `device_code`"));
    };
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    if !status.is_success() {
        return Err(token_fault(spec, status, headers, body));
    }
    let page = verification_uri.map(|page| core.verification_page(page)).transpose();
    let page = page.map_err(Error::configuration)?;
    let found = match document(answer.format, &body.0) {
        Ok(found) if !is_refusal(&spec.errors, &found) => codes(&answer, page, &found),
        Ok(_) => return Err(token_fault(spec, status, headers, body)),
        Err(what) => Err(what),
    };
    match found {
        Ok(found) => Ok(found.authorization(core, scope)),
        Err(what) => {
            // Some say no with a 200, in another notation too.
            let refused = any_document(&body.0)
                .is_some_and(|document| crate::answer::names_error(&spec.errors, &document));
            Err(if refused {
                token_fault(spec, status, headers, body)
            } else {
                no_document(spec, status, headers, body, what)
            })
        }
    }
}

/// The seconds that a member of an answer says, as an interval.
pub(crate) fn interval(json: &Json) -> Option<Duration> {
    seconds(json).map(|seconds| Duration::from_secs(seconds).max(LEAST))
}

/// When something is over that lives so long. What no clock can say is as good as a year.
pub(crate) fn end(core: &Core, lifetime: Duration) -> SystemTime {
    let now = core.clock.now();
    now.checked_add(lifetime.min(YEAR)).unwrap_or(now)
}

struct Codes {
    device_code: Secret,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    lifetime: Duration,
    interval: Duration,
}

/// `page` is the address that no answer names.
fn codes(answer: &DeviceAnswer, page: Option<Url>, document: &Json) -> Result<Codes, String> {
    let root = lookup(document, answer.root)
        .ok_or_else(|| format!("there is no `{}` in it", answer.root))?;
    let find = |path: &str| match path.strip_prefix('/') {
        Some(path) => lookup(document, path),
        None => lookup(root, path),
    };
    let text = |path: &str| find(path).and_then(scalar).filter(|text| !text.is_empty());
    let must = |path: &str| text(path).ok_or_else(|| format!("there is no `{path}` in it"));
    let lifetime = find(answer.expires_in)
        .and_then(seconds)
        .ok_or_else(|| format!("there is no `{}` in it", answer.expires_in))?;
    // A person is sent there, to sign in.
    let verification_uri = if let Some(page) = page {
        page.to_string()
    } else {
        let page = must(answer.verification_uri)?.into_owned();
        if secure_url(&page, &[]).is_none() {
            return Err(format!("its `{}` is no https address", answer.verification_uri));
        }
        page
    };
    let user_code = must(answer.user_code)?;
    if user_code.chars().any(char::is_control) {
        return Err(format!("nobody can type in its `{}`", answer.user_code));
    }
    let complete = text(answer.verification_uri_complete);
    Ok(Codes {
        device_code: Secret::from(&*must(answer.device_code)?),
        user_code: user_code.into_owned(),
        verification_uri,
        verification_uri_complete: complete
            .filter(|complete| secure_url(complete, &[]).is_some())
            .map(std::borrow::Cow::into_owned),
        lifetime: answer.expires_in_unit.duration(lifetime),
        interval: find(answer.interval).and_then(interval).unwrap_or(INTERVAL),
    })
}

impl Codes {
    fn authorization<P>(self, core: &Core, scope: Option<String>) -> DeviceAuthorization<P> {
        DeviceAuthorization {
            origin: core.origin.clone(),
            device_code: self.device_code,
            user_code: self.user_code,
            verification_uri: self.verification_uri,
            verification_uri_complete: self.verification_uri_complete,
            expires_at: end(core, self.lifetime),
            interval: self.interval,
            scope,
            provider: std::marker::PhantomData,
        }
    }
}
