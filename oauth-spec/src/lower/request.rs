//! Requests: the standard list, less what is left out, with what is added or replaced.

use super::answer_spec::answer_spec;
use super::parameter_names::Names;
use super::template::{Call, template};
use super::{answer, client, content, leak};
use crate::raw::{self, Document};
use crate::{
    AuthorizationRequest, ClientAuthentication, Header, Method, Parameter, ParametersIn, Source,
    Template, TokenOperation, TokenRequest,
};

/// What requests have in common.
#[derive(Clone, Copy)]
pub(super) struct Requests<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) names: Names<'d, 't>,
}

impl<'d, 't> Requests<'d, 't> {
    pub(super) fn new(document: &'d Document<'t>) -> Self {
        Self { document, names: Names::new(document) }
    }

    /// An authorization request.
    pub(super) fn authorization(
        self,
        standard: AuthorizationRequest,
        written: Option<&raw::Request<'_>>,
        call: Call<'_>,
    ) -> AuthorizationRequest {
        AuthorizationRequest {
            endpoint: endpoint(written, call),
            parameters: self.parameters(standard.parameters, written, ParametersIn::Query, call),
            ..standard
        }
    }

    /// What is asked before the token is. It is no token request: `[token_request]` says nothing of it.
    pub(super) fn first(
        self,
        standard: &'static [Parameter],
        written: Option<&raw::Request<'_>>,
        call: Call<'_>,
    ) -> TokenRequest {
        self.written(self.with_details(self.names.parameters(standard)), written, None, call)
    }

    /// A list and the authorization details, if the file declares any.
    pub(super) fn with_details(self, list: &'static [Parameter]) -> &'static [Parameter] {
        let declared = self.document.authorization_details.get();
        if declared.is_none_or(Vec::is_empty) {
            return list;
        }
        let details = Parameter::value("authorization_details", Source::AuthorizationDetails);
        leak::list(list.iter().copied().chain([details]).collect())
    }

    /// A token request. The names of the standard's parameters are the provider's already.
    pub(super) fn token(
        self,
        standard: &'static [Parameter],
        written: Option<&raw::Request<'_>>,
        call: Call<'_>,
    ) -> TokenRequest {
        self.written(standard, written, self.document.token_request.get(), call)
    }

    /// A request as a table and what holds for all such requests say.
    fn written(
        self,
        standard: &'static [Parameter],
        written: Option<&raw::Request<'_>>,
        defaults: Option<&raw::Request<'_>>,
        call: Call<'_>,
    ) -> TokenRequest {
        let both = [written, defaults];
        let method = both.iter().flatten().find_map(|request| request.method.get());
        let place =
            both.iter().flatten().find_map(|request| place(request)).unwrap_or(ParametersIn::Form);
        let way = both.iter().flatten().find_map(|request| request.authentication.get());
        let answer = written.and_then(|request| request.answer.get());
        let query = written.map_or(&[][..], |request| &request.query);
        TokenRequest {
            endpoint: endpoint(written, call),
            method: method.copied().unwrap_or(TokenRequest::FORM.method),
            authentication: match way.copied() {
                Some(None) => Some(ClientAuthentication::NOTHING),
                Some(Some(name)) => client::way(self.document, name),
                None => None,
            },
            parameters_in: place,
            parameters: self.parameters(standard, written, place, call),
            query: content::parameters(query, ParametersIn::Query, call),
            headers: headers(defaults, written, call),
            answer: answer.map(|written| {
                let standard = answer::token(self.document).answer;
                &*Box::leak(Box::new(answer_spec(written, standard)))
            }),
        }
    }

    /// A request about a token.
    pub(super) fn operation(self, written: &raw::TokenOperation<'_>) -> TokenOperation {
        let standard = TokenOperation::STANDARD;
        let request = &written.request;
        let place = place(request).unwrap_or(standard.parameters_in);
        TokenOperation {
            authentication: written.authentication.or(standard.authentication),
            authorization: request.authorization.get().map(|own| template(own, Call::Nothing)),
            method: request.method.or(standard.method),
            parameters_in: place,
            parameters: self.parameters(
                self.names.parameters(standard.parameters),
                Some(request),
                place,
                Call::Nothing,
            ),
            headers: own_headers(&request.headers),
        }
    }

    /// The parameters; the standard's own list if nothing differs from it.
    pub(super) fn parameters(
        self,
        standard: &'static [Parameter],
        written: Option<&raw::Request<'_>>,
        place: ParametersIn,
        call: Call<'_>,
    ) -> &'static [Parameter] {
        let omit: Vec<_> = written.into_iter().flat_map(raw::Request::omitted).collect();
        let added = written.map_or(&[][..], |request| &request.parameters);
        if omit.is_empty() && added.is_empty() {
            return standard;
        }
        let is_omitted = |parameter: &Parameter| {
            omit.iter().any(|name| self.names.means(name.value, parameter.name))
        };
        let mut parameters: Vec<Parameter> =
            standard.iter().filter(|parameter| !is_omitted(parameter)).copied().collect();
        for written in added {
            let values = content::parameter(written, place, call);
            match parameters.iter().position(|known| known.name == written.name.value) {
                Some(at) => drop(parameters.splice(at..=at, values)),
                None => parameters.extend(values),
            }
        }
        leak::list(parameters)
    }
}

fn endpoint(written: Option<&raw::Request<'_>>, call: Call<'_>) -> Option<Template> {
    written?.endpoint.get().map(|endpoint| template(endpoint, call))
}

/// Where a table says that parameters are written: with GET, in the query.
fn place(request: &raw::Request<'_>) -> Option<ParametersIn> {
    let place = request.parameters_in.get().copied();
    let is_get = request.method.get() == Some(&Method::Get);
    place.or_else(|| is_get.then_some(ParametersIn::Query))
}

/// The headers of both; the request's own win.
fn headers(
    defaults: Option<&raw::Request<'_>>,
    written: Option<&raw::Request<'_>>,
    call: Call<'_>,
) -> &'static [Header] {
    let mut headers = Vec::new();
    for request in [defaults, written].into_iter().flatten() {
        merge(&mut headers, &request.headers, call);
    }
    leak::list(headers)
}

/// Headers that stand alone.
pub(super) fn own_headers(written: &[raw::Header<'_>]) -> &'static [Header] {
    let mut headers = Vec::with_capacity(written.len());
    merge(&mut headers, written, Call::Nothing);
    leak::list(headers)
}

fn merge(headers: &mut Vec<Header>, written: &[raw::Header<'_>], call: Call<'_>) {
    for header in written {
        let name = header.name.value.to_ascii_lowercase();
        let value: Template = template(&header.value, call);
        match headers.iter_mut().find(|known| known.name == name) {
            Some(known) => known.value = value,
            None => headers.push(Header { name: leak::text(&name), value }),
        }
    }
}
