//! How API calls use the token.

use super::content::parameters;
use super::leak;
use super::request::own_headers;
use super::template::{Call, template};
use crate::raw::{self, Document};
use crate::span::Spanned;
use crate::{Api, ExpirySignal, ParametersIn, Part, Source, Template};

/// `[api]`.
pub(super) fn api(document: &Document<'_>) -> Api {
    let standard = Api { authorization: shown(document), ..Api::STANDARD };
    let Some(api) = document.api.get() else { return standard };
    Api {
        authorization: api.authorization.get().map_or(standard.authorization, |written| {
            written.header().map(|written| template(written, Call::Nothing))
        }),
        headers: own_headers(&api.headers),
        query: parameters(&api.query, ParametersIn::Query, Call::Nothing),
        body: parameters(&api.body, api.body_in, Call::Nothing),
        body_in: api.body_in,
        expired: api.expired.get().map_or(standard.expired, expired),
        rate_limited: api.rate_limited.get().map_or(standard.rate_limited, |all| statuses(all)),
    }
}

/// How a token is shown where the file says nothing: as a bearer, or as one that is bound to a key.
fn shown(document: &Document<'_>) -> Option<Template> {
    const BOUND: Template = Template::of(&[Part::Text("DPoP "), Part::Value(Source::AccessToken)]);
    match super::client::dpop(document) {
        Some(_) => Some(BOUND),
        None => Api::STANDARD.authorization,
    }
}

pub(super) fn statuses(written: &[Spanned<u16>]) -> &'static [u16] {
    leak::list(written.iter().map(|status| status.value).collect())
}

fn expired(written: &raw::Expired<'_>) -> ExpirySignal {
    let standard = ExpirySignal::STANDARD;
    ExpirySignal {
        status: written.status.get().map_or(standard.status, |all| statuses(all)),
        error: written.error.get().map_or(standard.error, |words| leak::texts(words)),
        error_description: written
            .error_description
            .get()
            .map_or(standard.error_description, |words| leak::texts(words)),
    }
}
