//! What comes back: token answers, callbacks, errors, and how API calls use the token.

use super::digest::signature;
use super::leak;
use super::request::own_headers;
use super::template::{Call, template};
use crate::raw::{self, Document};
use crate::span::Slot;
use crate::{Answer, Api, Callback, ExpirySignal, Field, FieldKind, TokenSpec};

/// `[token]`.
pub(super) fn token(document: &Document<'_>) -> TokenSpec {
    let standard = TokenSpec::STANDARD;
    let Some(token) = document.token.get() else { return standard };
    TokenSpec {
        answer: Answer { expiry: token.expiry.or(standard.answer.expiry), ..standard.answer },
        lifetime: token.lifetime.get().copied(),
        refresh_token_lifetime: token.refresh_token_lifetime.get().copied(),
        fields: fields(&token.fields),
        signature: token.signature.get().and_then(|written| signature(written, None)),
        ..standard
    }
}

/// `[callback]`.
pub(super) fn callback(document: &Document<'_>) -> Callback {
    let standard = Callback::STANDARD;
    let Some(callback) = document.callback.get() else { return standard };
    Callback {
        repeated_parameters: callback.repeated_parameters.or(standard.repeated_parameters),
        fields: fields(&callback.fields),
        iss_required: callback.iss.or(standard.iss_required),
        signature: callback.signature.get().and_then(|written| signature(written, None)),
        ..standard
    }
}

/// `[errors]`.
pub(super) fn error_fields(document: &Document<'_>) -> &'static [Field] {
    document.error_fields.get().map_or(&[], |written| fields(written))
}

pub(super) fn fields(written: &[raw::Field<'_>]) -> &'static [Field] {
    leak::list(written.iter().map(field).collect())
}

fn field(written: &raw::Field<'_>) -> Field {
    Field {
        name: leak::text(written.name.value),
        kind: match &written.kind {
            None | Some(raw::FieldKind::Any) => FieldKind::Any,
            Some(raw::FieldKind::String) => FieldKind::String,
            Some(raw::FieldKind::Secret) => FieldKind::Secret,
            Some(raw::FieldKind::Integer) => FieldKind::Integer,
            Some(raw::FieldKind::Number) => FieldKind::Number,
            Some(raw::FieldKind::Boolean) => FieldKind::Boolean,
            Some(raw::FieldKind::Enum(values)) => FieldKind::Enum(leak::texts(values)),
            Some(raw::FieldKind::Object(inner)) => FieldKind::Object(fields(inner)),
        },
        required: written.required,
        ..Field::any(leak::text(written.name.value))
    }
}

/// `[api]`.
pub(super) fn api(document: &Document<'_>) -> Api {
    let standard = Api::STANDARD;
    let Some(api) = document.api.get() else { return standard };
    Api {
        authorization: api
            .authorization
            .get()
            .map_or(standard.authorization, |written| Some(template(written, Call::Nothing))),
        headers: own_headers(&api.headers),
        expired: api.expired.get().map_or(standard.expired, expired),
        rate_limited: match &api.rate_limited {
            Slot::Given(given) => {
                leak::list(given.value.iter().map(|status| status.value).collect())
            }
            Slot::Missing | Slot::Broken => standard.rate_limited,
        },
        ..standard
    }
}

fn expired(written: &raw::Expired<'_>) -> ExpirySignal {
    let standard = ExpirySignal::STANDARD;
    ExpirySignal {
        status: written.status.get().map_or(standard.status, |status| leak::list(vec![*status])),
        error: written.error.get().map_or(standard.error, |words| leak::texts(words)),
        error_description: written
            .error_description
            .get()
            .map_or(standard.error_description, |words| leak::texts(words)),
    }
}
