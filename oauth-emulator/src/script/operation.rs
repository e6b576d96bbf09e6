//! Requests about a token: its revocation, its introspection, the calls of the API that belong to
//! connecting.

use oauth_spec::{
    Call, CallAuthentication, CallTime, Header, Method, Parameter, ParametersIn, Part,
    ProviderSpec, Source, Template, TokenOperation,
};

use super::credential::{self, Credential};
use super::{Carriers, Place, Values, Wanted, wanted};
use crate::complete::below;
use crate::error::EmulatorError;

/// A request about a token.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) place: Place,
    pub(crate) method: Method,
    pub(crate) authentication: CallAuthentication,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) parameters_in: ParametersIn,
    pub(crate) parameters: Vec<Wanted>,
    pub(crate) headers: Vec<Wanted>,
    /// What shows the token, where that authenticates the request.
    pub(crate) carriers: Carriers,
}

/// A call of the API that belongs to connecting.
#[derive(Debug)]
pub(crate) struct CallScript {
    pub(crate) call: &'static Call,
    pub(crate) operation: Operation,
}

/// What both kinds of declaration say.
struct Declared {
    template: Template,
    method: Method,
    authentication: CallAuthentication,
    authorization: Option<Template>,
    parameters_in: ParametersIn,
    parameters: &'static [Parameter],
    headers: &'static [Header],
}

/// The revocation or the introspection, if it has an address.
pub(crate) fn read(
    name: &str,
    endpoint: Option<Template>,
    operation: TokenOperation,
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Option<Operation>, EmulatorError> {
    let reached = endpoint.filter(|template| values.reaches(*template));
    let Some(template) = reached else { return Ok(None) };
    let declared = Declared {
        template,
        method: operation.method,
        authentication: operation.authentication,
        authorization: operation.authorization,
        parameters_in: operation.parameters_in,
        parameters: operation.parameters,
        headers: operation.headers,
    };
    let carriers = Carriers::read(spec, operation.authorization, values)?;
    build(&format!("endpoints.{name}"), &declared, carriers, spec, values).map(Some)
}

/// The calls.
pub(crate) fn calls(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Vec<CallScript>, EmulatorError> {
    let read = |(call, template): (&'static Call, Template)| {
        let declared = Declared {
            template,
            method: call.method,
            authentication: call.authentication,
            authorization: call.authorization,
            parameters_in: call.parameters_in,
            parameters: call.parameters,
            headers: call.headers,
        };
        let early = call.when == CallTime::Connected;
        let carriers = Carriers { early, ..Carriers::read(spec, call.authorization, values)? };
        let key = format!("calls.{}.url", call.name);
        Ok(CallScript { call, operation: build(&key, &declared, carriers, spec, values)? })
    };
    let calls = spec.calls.iter().map(|call| (call, address(spec, call)));
    calls.filter(|(_, address)| values.reaches(*address)).map(read).collect()
}

/// A path goes on from the API's address.
fn address(spec: &ProviderSpec, call: &Call) -> Template {
    let path = matches!(call.url.parts().next(), Some(Part::Text(text)) if text.starts_with('/'));
    match spec.endpoints.api {
        Some(api) if path => below(api, call.url.parts()),
        _ => call.url,
    }
}

fn build(
    key: &str,
    declared: &Declared,
    carriers: Carriers,
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Operation, EmulatorError> {
    let mut headers = wanted::headers(declared.headers, values)?;
    // Where nobody is known to ask, it is a header like any other.
    if let Some(template) = declared.authorization
        && declared.authentication == CallAuthentication::None
    {
        headers.push(Wanted::header("authorization", template, values)?);
    }
    Ok(Operation {
        place: Place::read(key, declared.template, spec, values)?,
        method: declared.method,
        authentication: declared.authentication,
        credentials: credential::read(&spec.client, None, values)?,
        parameters_in: declared.parameters_in,
        parameters: wanted::parameters(declared.parameters, values)?,
        headers,
        carriers,
    })
}

impl Operation {
    /// Whether a parameter of that name belongs to it.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.parameters.iter().any(|wanted| wanted.name == name)
    }

    /// Whether the parameters that are always the same are what a request says, and how many there are.
    pub(crate) fn speaks(&self, says: &dyn Fn(&str, &str) -> bool) -> Option<usize> {
        let constants =
            || self.parameters.iter().filter_map(|each| Some((each.name, each.constant()?)));
        constants().all(|(name, text)| says(name, &text)).then(|| constants().count())
    }

    /// Whether it carries a value from there.
    pub(crate) fn sends(&self, source: Source) -> bool {
        self.parameters.iter().chain(&self.headers).any(|wanted| wanted.sends(source))
            || self.carriers.all().any(|wanted| wanted.sends(source))
    }
}
