//! Requests: the standard list, less what is left out, with what is added or replaced.

use super::leak;
use super::template::{Call, template};
use crate::raw;
use crate::{
    AuthorizationRequest, Header, Notation, Parameter, ParametersIn, Template, TokenRequest,
};

/// An authorization request.
pub(super) fn authorization(
    standard: AuthorizationRequest,
    written: Option<&raw::Request<'_>>,
) -> AuthorizationRequest {
    AuthorizationRequest {
        parameters: parameters(standard.parameters, written, Call::Nothing),
        ..standard
    }
}

/// A token request.
pub(super) fn token(
    standard: TokenRequest,
    defaults: Option<&raw::Request<'_>>,
    written: Option<&raw::Request<'_>>,
    call: Call<'_>,
) -> TokenRequest {
    let parameters_in = |request: Option<&raw::Request<'_>>| request?.parameters_in.get().copied();
    TokenRequest {
        endpoint: written
            .and_then(|request| request.endpoint.get())
            .map(|endpoint| template(endpoint, Call::Nothing)),
        parameters_in: parameters_in(written)
            .or_else(|| parameters_in(defaults))
            .unwrap_or(ParametersIn::Form),
        parameters: parameters(standard.parameters, written, call),
        headers: headers(defaults, written, call),
        ..standard
    }
}

/// The parameters; the standard's own list if nothing differs from it.
pub(super) fn parameters(
    standard: &'static [Parameter],
    written: Option<&raw::Request<'_>>,
    call: Call<'_>,
) -> &'static [Parameter] {
    let omit = written.map_or(&[][..], |request| &request.omit);
    let added = written.map_or(&[][..], |request| &request.parameters);
    if omit.is_empty() && added.is_empty() {
        return standard;
    }
    let mut parameters: Vec<Parameter> = standard
        .iter()
        .filter(|parameter| !omit.iter().any(|name| name.value == parameter.name))
        .copied()
        .collect();
    for parameter in added {
        let value = template(&parameter.value, call);
        match parameters.iter_mut().find(|known| known.name == parameter.name.value) {
            Some(known) => known.value = value,
            None => parameters.push(Parameter {
                name: leak::text(parameter.name.value),
                value,
                notation: Notation::Text,
            }),
        }
    }
    leak::list(parameters)
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
