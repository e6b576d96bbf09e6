//! Reading an authentication request acknowledgement (CIBA Core, 7.3).

use std::time::Duration;

use http::Response;
use oauth_spec::AnswerFormat;

use super::authentication::BackchannelAuthentication;
use crate::answer::{
    document, is_refusal, lookup, no_document, scalar, seconds, token_fault, unreadable,
};
use crate::core::Core;
use crate::device::{INTERVAL, end, interval};
use crate::error::Error;
use crate::secret::Secret;
use crate::wipe::Wiped;

pub(super) fn read<P>(
    core: &Core,
    scope: Option<String>,
    response: Response<Vec<u8>>,
) -> Result<BackchannelAuthentication<P>, Error> {
    let spec = core.spec;
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    if !status.is_success() {
        return Err(token_fault(spec, status, headers, body));
    }
    let found = match document(AnswerFormat::Json, &body.0) {
        Ok(found) if is_refusal(&spec.errors, &found) => {
            return Err(token_fault(spec, status, headers, body));
        }
        Ok(found) => found,
        Err(what) => return Err(no_document(spec, status, headers, body, what)),
    };
    let id = lookup(&found, "auth_req_id").and_then(scalar).filter(|id| !id.is_empty());
    let lifetime = lookup(&found, "expires_in").and_then(seconds);
    let (id, lifetime) = match (id, lifetime) {
        (Some(id), Some(lifetime)) => (Secret::from(&*id), Duration::from_secs(lifetime)),
        (id, _) => {
            let missing = if id.is_none() { "auth_req_id" } else { "expires_in" };
            let what = format!("there is no `{missing}` in it");
            return Err(unreadable(spec, status, headers, body, what));
        }
    };
    let expires_at = end(core, lifetime);
    let interval = lookup(&found, "interval").and_then(interval).unwrap_or(INTERVAL);
    Ok(BackchannelAuthentication::new(core.origin.clone(), id, expires_at, interval, scope))
}
