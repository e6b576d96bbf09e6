//! Answers of calls and of questions about a token.

use http::Response;
use oauth_spec::Call;
use serde_json::{Map, Value as Json};

use crate::answer::{
    Document, Members, Places, any_document, collect, is_refusal, no_document, token_fault,
    unreadable,
};
use crate::core::{Core, Values};
use crate::error::Error;
use crate::token::TokenData;
use crate::wipe::Wiped;

/// The declared fields of a call's answer, by their names. The call was made with that token.
pub(super) fn read_call(
    core: &Core,
    call: &'static Call,
    token: Option<&TokenData>,
    response: Response<Vec<u8>>,
) -> Result<Members, Error> {
    let spec = core.spec;
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    if call.success.contains(&status.as_u16()) {
        return Ok(Members::default());
    }
    if !status.is_success() {
        return Err(token_fault(spec, status, headers, body));
    }
    let document = any_document(&body.0);
    if document.as_ref().is_some_and(|document| is_refusal(&spec.errors, document)) {
        return Err(token_fault(spec, status, headers, body));
    }
    let nothing = || call.fields.is_empty().then_some(Document(Json::Null));
    let Some(document) = document.or_else(nothing) else {
        let what = format!("the call `{}` was answered with something else than JSON", call.name);
        return Err(no_document(spec, status, headers, body, what));
    };
    let places = Places { headers: Some(headers), ..Places::document(&document) };
    let values = Values { fixed: Some(&core.fixed), token, ..Values::default() };
    let fill = |template| values.known(template);
    collect(call.fields, &places, Some(&fill)).map_err(|refused| {
        let what =
            format!("the field `{}` of the call `{}` {}", refused.name, call.name, refused.what);
        unreadable(spec, status, headers, body, what)
    })
}

/// What was said about a token or about a user.
pub(super) enum Said {
    Claims(Map<String, Json>),
    /// The same as a token that is still to be verified.
    Signed(String),
}

/// What the introspection endpoint says (RFC 7662, 2.2; signed: RFC 9701).
pub(super) fn read_introspection(core: &Core, response: Response<Vec<u8>>) -> Result<Said, Error> {
    let is_signed = !core.spec.introspection_signed.is_empty();
    read_claims(core, response, is_signed, "the introspection", "introspection")
}

/// What the userinfo endpoint says (OpenID Connect Core, 5.3.2).
pub(super) fn read_userinfo(core: &Core, response: Response<Vec<u8>>) -> Result<Said, Error> {
    let is_signed = !core.spec.userinfo.signed.is_empty();
    read_claims(core, response, is_signed, "the userinfo endpoint", "userinfo")
}

/// What an answer holds, which is signed or not, as it is declared.
fn read_claims(
    core: &Core,
    response: Response<Vec<u8>>,
    is_signed: bool,
    asked: &str,
    table: &str,
) -> Result<Said, Error> {
    let spec = core.spec;
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    let document = any_document(&body.0);
    let refused = document.as_ref().is_some_and(|document| is_refusal(&spec.errors, document));
    if !status.is_success() || refused {
        return Err(token_fault(spec, status, headers, body));
    }
    let token = std::str::from_utf8(&body.0).unwrap_or_default().trim();
    let is_token = token.split('.').count() == 3;
    let with = match document.map(Document::take) {
        _ if is_signed && is_token => return Ok(Said::Signed(token.to_owned())),
        _ if is_signed => "without a signature".to_owned(),
        Some(Json::Object(members)) => return Ok(Said::Claims(members)),
        _ if is_token => format!("with a signed token: declare `signed` in `[{table}]`"),
        _ => "with something else than a JSON object".to_owned(),
    };
    Err(unreadable(spec, status, headers, body, format!("{asked} was answered {with}")))
}

/// An answer that says only whether it worked: every 2xx says yes (RFC 7009, 2.2), unless the
/// declaration knows better, as it does of statuses that are good beside those.
pub(super) fn read_nothing(
    core: &Core,
    success: &[u16],
    response: Response<Vec<u8>>,
) -> Result<(), Error> {
    let (parts, body) = response.into_parts();
    let body = Wiped(body);
    if success.contains(&parts.status.as_u16()) {
        return Ok(());
    }
    let refused = !core.spec.errors.when.is_empty()
        && any_document(&body.0).is_some_and(|document| is_refusal(&core.spec.errors, &document));
    if parts.status.is_success() && !refused {
        return Ok(());
    }
    Err(token_fault(core.spec, parts.status, &parts.headers, body))
}

/// The provider's keys, which are kept for all.
pub(crate) fn read_keys(core: &Core, response: Response<Vec<u8>>) -> Result<(), Error> {
    let (parts, body) = response.into_parts();
    let (status, headers, body) = (parts.status, &parts.headers, Wiped(body));
    if !status.is_success() {
        return Err(token_fault(core.spec, status, headers, body));
    }
    #[cfg(feature = "jose")]
    if let Some(identity) = &core.identity {
        let mut keys = identity.keys.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Err(what) = keys.keep(headers, &body.0, core.clock.now()) {
            return Err(unreadable(core.spec, status, headers, body, what.to_owned()));
        }
    }
    Ok(())
}
