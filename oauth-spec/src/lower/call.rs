//! `[calls]`, `[consents]` and `[authorization_details]`.

use super::api::statuses;
use super::content::parameters;
use super::refusal::condition;
use super::request::{Requests, own_headers};
use super::template::{Call as Given, Writer, template};
use super::{field, leak};
use crate::raw::{self, Document};
use crate::{
    AuthorizationDetail, AuthorizationRequest, Call, Consent, Method, Parameter, ParametersIn,
    Source, Template,
};

/// `[calls]`.
pub(super) fn calls(document: &Document<'_>) -> &'static [Call] {
    let all = document.calls.items().iter();
    leak::list(all.filter_map(|written| call(document, written)).collect())
}

fn call(document: &Document<'_>, written: &raw::Call<'_>) -> Option<Call> {
    let standard = Call::STANDARD;
    let method = written.method.or(standard.method);
    let place = match method {
        Method::Get | Method::Delete => ParametersIn::Query,
        Method::Post | Method::Put | Method::Patch => ParametersIn::Form,
    };
    let place = written.parameters_in.or(place);
    Some(Call {
        name: leak::text(written.name.value),
        when: written.when.or(standard.when),
        grants: written.grants.get().map(|names| leak::texts(names)),
        method,
        url: url(document, written.url.get()?),
        authentication: written.authentication.or(standard.authentication),
        authorization: written.authorization.get().map(|value| template(value, Given::Nothing)),
        parameters_in: place,
        parameters: parameters(&written.parameters, place, Given::Nothing),
        headers: own_headers(&written.headers),
        success: written.success.get().map_or(standard.success, |all| statuses(all)),
        fields: written.fields.get().map_or(&[], |written| field::fields(written)),
    })
}

/// A path is written out from `endpoints.api`.
fn url(document: &Document<'_>, written: &crate::template::Template<'_>) -> Template {
    let base = document.endpoints.get().and_then(|endpoints| endpoints.api.get());
    match base {
        Some(base) if written.text.starts_with('/') => {
            let mut writer = Writer::default();
            writer.template(base, Given::Nothing, str::to_owned);
            writer.end_without_slash();
            writer.template(written, Given::Nothing, str::to_owned);
            writer.finish()
        }
        _ => template(written, Given::Nothing),
    }
}

/// `[consents]`.
pub(super) fn consents(document: &Document<'_>) -> &'static [Consent] {
    let all = document.consents.items().iter();
    leak::list(all.filter_map(|written| consent(document, written)).collect())
}

fn consent(document: &Document<'_>, written: &raw::Consent<'_>) -> Option<Consent> {
    const STANDARD: &[Parameter] = &[
        Parameter::value("client_id", Source::ClientId),
        Parameter::value("redirect_uri", Source::RedirectUri),
        Parameter::value("state", Source::State),
    ];
    let own = written.parameters.get();
    Some(Consent {
        name: leak::text(written.name.value),
        authorization: AuthorizationRequest {
            endpoint: Some(template(written.endpoint.get()?, Given::Nothing)),
            parameters: match own {
                Some(own) => parameters(own, ParametersIn::Query, Given::Nothing),
                None => Requests::new(document).names.parameters(STANDARD),
            },
            ..AuthorizationRequest::EMPTY
        },
        success: written.success.get().map(condition),
        fields: written.fields.get().map_or(&[], |written| field::fields(written)),
    })
}

/// `[authorization_details]`.
pub(super) fn authorization_details(document: &Document<'_>) -> &'static [AuthorizationDetail] {
    let all = document.authorization_details.items().iter();
    let detail = |written: &raw::AuthorizationDetail<'_>| AuthorizationDetail {
        name: leak::text(written.name.value),
        fields: field::fields(written.fields.get().map_or(&[], Vec::as_slice)),
    };
    leak::list(all.map(detail).collect())
}
