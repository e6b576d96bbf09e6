//! Preparing calls of the API: those that are declared, and those of the application.

use http::header::AUTHORIZATION;
use oauth_spec::{Call, ParametersIn, Part, ProviderSpec, Source, Template};

use super::api::{Address, Base, PreparedApi};
use super::build::keep;
use super::headers::PreparedHeaders;
use super::prepared::PreparedRequest;
use super::recipe::{Encoding, Recipe};
use super::requests::{Builder, Declared};
use super::target::Target;
use super::values::Values;

impl Builder<'_> {
    pub(super) fn calls(
        &self,
        messages: &mut Vec<String>,
    ) -> Vec<(&'static Call, PreparedRequest)> {
        let mut calls = Vec::with_capacity(self.spec.calls.len());
        for call in self.spec.calls {
            let mut address = vec![call.url];
            if !is_absolute(self.spec, call.url) {
                let Some(api) = self.spec.endpoints.api else {
                    messages.push(format!(
                        "the call `{}` has a path and no address: declare `[endpoints] api`",
                        call.name
                    ));
                    continue;
                };
                address = joined(api, call.url);
            }
            let declared = Declared {
                what: "call's",
                address: Target::Declared(address),
                method: call.method,
                place: call.parameters_in,
                parameters: call.parameters,
                query: &[],
                headers: call.headers,
                answer: None,
                who: self.who(call.authentication, call.authorization),
            };
            calls.extend(self.request(&declared, messages).map(|request| (call, request)));
        }
        calls
    }

    pub(super) fn api(&self, messages: &mut Vec<String>) -> Option<PreparedApi> {
        let template = self.spec.endpoints.api?;
        let address = if self.fixed.fills(template) {
            let values = Values { fixed: Some(self.fixed), ..Values::default() };
            Address::Fixed(keep(Base::new(template, &values, self.mirror.as_ref()), messages)?)
        } else {
            Address::Filled(template)
        };
        let api = &self.spec.api;
        let mut headers = PreparedHeaders::default();
        headers.declare(api.headers, self.fixed, messages);
        if let Some(authorization) = api.authorization {
            headers.add_filled(AUTHORIZATION, authorization);
        }
        let in_query = Encoding::Query(self.spec.scopes.encoding);
        let in_body = match api.body_in {
            ParametersIn::Json => Encoding::Json,
            _ => Encoding::Form,
        };
        let mut templates = Vec::from_iter(api.authorization);
        for header in api.headers {
            templates.push(header.value);
        }
        for parameter in api.query.iter().chain(api.body) {
            templates.push(parameter.value);
        }
        Some(PreparedApi {
            computes: self.computes(&templates),
            address,
            mirror: self.mirror.clone(),
            outside: self.keeps_out(None),
            headers,
            query: Recipe::prepare(in_query, api.query, self.fixed, messages),
            body: Recipe::prepare(in_body, api.body, self.fixed, messages),
            body_in: api.body_in,
        })
    }
}

/// Whether an address begins with a scheme, or with a value that has one.
fn is_absolute(spec: &ProviderSpec, url: Template) -> bool {
    match url.parts().next() {
        Some(Part::Text(text)) => text.contains("://"),
        Some(Part::Value(Source::Variable(name))) => spec
            .variable(name)
            .is_some_and(|variable| variable.kind == oauth_spec::VariableKind::Url),
        Some(Part::Value(_)) => true,
        None => false,
    }
}

/// A path below the API's base, with one slash between them.
fn joined(api: Template, path: Template) -> Vec<Template> {
    let mut parts: Vec<Template> = api.parts().map(Template::One).collect();
    if let Some(Template::One(Part::Text(last))) = parts.last_mut() {
        *last = last.trim_end_matches('/');
    }
    for (index, part) in path.parts().enumerate() {
        match part {
            Part::Text(text) if index == 0 => {
                parts.push(Template::text("/"));
                parts.push(Template::text(text.trim_start_matches('/')));
            }
            part => parts.push(Template::One(part)),
        }
    }
    parts
}
