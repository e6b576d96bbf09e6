//! What came back, taken apart once its signature is right.

use std::borrow::Cow;
use std::sync::Arc;

use http::{HeaderMap, Request};
use oauth_spec::{CallbackFormat, Field, RepeatedParameters, SignaturePlace};

use crate::answer::{Members, Places, collect};
use crate::core::Core;
use crate::error::{CallbackError, Denial, Denied, Error};
use crate::query::{Pairs, query_of};
use crate::sign::{Incoming, verify};

/// A callback as it came.
#[derive(Clone, Copy)]
pub(crate) struct Came<'a> {
    /// The query, the address, or the body.
    pub(crate) text: &'a str,
    /// The headers, where a signature may be.
    pub(crate) headers: Option<&'a HeaderMap>,
}

impl<'a> Came<'a> {
    /// One whose headers nobody has kept.
    pub(crate) fn text(text: &'a str) -> Self {
        Self { text, headers: None }
    }

    /// A whole request: what was posted, else the query.
    pub(crate) fn request<B: AsRef<[u8]>>(request: &'a Request<B>) -> Result<Self, Error> {
        let body = request.body().as_ref();
        let text = if body.is_empty() {
            request.uri().query().unwrap_or_default()
        } else {
            std::str::from_utf8(body).map_err(|_| CallbackError::Unreadable)?
        };
        Ok(Self { text, headers: Some(request.headers()) })
    }
}

/// The parameters of a callback, as the declaration says that it comes.
pub(super) fn received(core: &Core, callback: Came<'_>) -> Result<Members, Error> {
    let declared = &core.spec.callback;
    // Before anything in it is believed.
    let check = |incoming: Incoming<'_>| {
        let Some(signature) = &declared.signature else { return Ok(()) };
        let lookup = |source| core.fixed.get(source).map(Cow::from);
        let incoming = Incoming { headers: callback.headers, ..incoming };
        let verified = verify(signature, &lookup, &incoming, core.clock.now());
        verified.map(drop).map_err(CallbackError::unsigned)
    };
    match declared.format {
        CallbackFormat::Query => {
            let query = query_of(callback.text);
            check(Incoming::query(query))?;
            parameters(core, query)
        }
        CallbackFormat::Json => {
            let body = callback.text.trim();
            check(Incoming::json(body.as_bytes()))?;
            let members = crate::json::object(body.as_bytes());
            Ok(Members(members.ok_or(CallbackError::Unreadable)?))
        }
    }
}

/// The parameters of a query or of a fragment.
pub(super) fn parameters(core: &Core, query: &str) -> Result<Members, Error> {
    let pairs = Pairs::parse(query);
    if core.spec.callback.repeated_parameters == RepeatedParameters::Refuse
        && let Some(name) = pairs.repeated()
    {
        return Err(CallbackError::RepeatedParameter { name: name.to_owned() }.into());
    }
    Ok(Members(pairs.to_json()))
}

/// The `state` of a callback that nobody has looked at yet.
pub(crate) fn state_of(core: &Core, callback: &str) -> Option<String> {
    let parameter = core.spec.callback.state.parameter();
    let members = match core.spec.callback.format {
        CallbackFormat::Query => Members(Pairs::parse(query_of(callback)).to_json()),
        CallbackFormat::Json => Members(crate::json::object(callback.trim().as_bytes())?),
    };
    members.text(parameter).map(Cow::into_owned)
}

/// The fields that a table declares, checked.
pub(super) fn fields(
    core: &Core,
    table: &'static [Field],
    members: &Members,
) -> Result<Members, Error> {
    if table.is_empty() {
        return Ok(Members::default());
    }
    let document = members.clone().into_json();
    let fill = |template| core.fixed.fill(template);
    collect(table, &Places::document(&document), Some(&fill)).map_err(|refused| {
        let name = refused.name;
        let error = if refused.is_wrong {
            CallbackError::WrongField { name }
        } else {
            CallbackError::MissingField { name }
        };
        error.into()
    })
}

/// The error of a callback that says no, if it does.
pub(super) fn denied(core: &Core, members: &Members) -> Result<(), Error> {
    let declared = &core.spec.callback;
    let first = |names: &[&str]| names.iter().find_map(|name| members.text(name));
    let Some(error) = first(declared.error) else { return Ok(()) };
    let known = declared.error_codes.iter().find(|(own, _)| *own == error);
    let denial = Denial(Arc::new(Denied {
        provider: core.spec.title,
        code: known.map_or(&*error, |(_, known)| known).to_owned(),
        provider_code: error.clone().into_owned(),
        description: first(declared.error_description).map(Cow::into_owned),
        uri: members.text("error_uri").map(Cow::into_owned),
        members: without_proofs(core, members.clone()),
    }));
    Err(CallbackError::from(denial).into())
}

/// What is left once code, state and signature have done their work.
pub(super) fn without_proofs(core: &Core, mut members: Members) -> Members {
    let declared = &core.spec.callback;
    let signature = declared.signature.and_then(|signature| match signature.place {
        SignaturePlace::Query(name) | SignaturePlace::Form(name) | SignaturePlace::Json(name) => {
            Some(name)
        }
        _ => None,
    });
    let proofs = [Some(declared.code), Some(declared.state.parameter()), Some("iss"), signature];
    for name in proofs.into_iter().flatten() {
        // What is deep in a document goes as a whole: nothing of it is a field of its own.
        members.0.remove(
            name.split('.').next().filter(|_| !members.0.contains_key(name)).unwrap_or(name),
        );
    }
    members
}
