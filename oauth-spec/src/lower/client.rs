//! `[client]`: how clients authenticate, and what they must be.

use super::content::{members, parameters};
use super::leak;
use super::parameter_names::Names;
use super::request::own_headers;
use super::template::{Call, template};
use crate::raw::{self, Document};
use crate::reach;
use crate::{
    Assertion, ClientAuthentication, ClientSpec, DeclaredAuthentication, Dpop, ParametersIn,
};

pub(super) fn client(document: &Document<'_>) -> ClientSpec {
    let standard = ClientSpec::STANDARD;
    let names = Names::new(document);
    let written = document.client.get();
    let authentication = match written.and_then(|client| client.authentication.get()) {
        Some(ways) => {
            leak::list(ways.iter().filter_map(|name| way(document, name.value)).collect())
        }
        None => standard.authentication,
    };
    // Who authenticates by one shows one.
    let is_shown = !authentication.iter().all(|way| way.shows_certificate());
    ClientSpec {
        assertion: assertion(document),
        dpop: dpop(document),
        certificate: is_shown
            && written.is_some_and(|client| client.certificate.or(standard.certificate)),
        authentication,
        numeric_id: written.is_some_and(|client| client.id.or(standard.numeric_id)),
        id_parameter: names.wire(standard.id_parameter),
        secret_parameter: names.wire(standard.secret_parameter),
        redirect_schemes: written
            .and_then(|client| client.redirect_schemes.get())
            .map_or(standard.redirect_schemes, |schemes| leak::texts(schemes)),
    }
}

/// How tokens are bound to a key, where they are.
pub(super) fn dpop(document: &Document<'_>) -> Option<Dpop> {
    let written = document.client.get()?.dpop.get()?;
    let standard = Dpop::STANDARD;
    Some(Dpop {
        algorithm: written.algorithm.or(standard.algorithm),
        required: written.required.or(standard.required),
        code_binding: written.code_binding.or(standard.code_binding),
    })
}

/// What a client signs, where one of the ways is to sign something.
fn assertion(document: &Document<'_>) -> Option<Assertion> {
    let is_asked_for = |name: &str| way(document, name).is_some_and(ClientAuthentication::signs);
    if !document.ways().iter().any(|way| is_asked_for(way.value)) {
        return None;
    }
    let standard = Assertion::STANDARD;
    let endpoints = document.endpoints.get();
    let audience = endpoints.and_then(|it| it.issuer.get().or(it.token.get()));
    let written = document.client.get().and_then(|client| client.assertion.get());
    let text = |written| template(written, Call::Nothing);
    let Some(written) = written else {
        return Some(Assertion { audience: audience.map_or(standard.audience, text), ..standard });
    };
    Some(Assertion {
        algorithm: written.algorithm.get().copied(),
        audience: written.audience.get().or(audience).map_or(standard.audience, text),
        lifetime: written.lifetime.or(standard.lifetime),
        client_id: written.client_id.or(standard.client_id),
        header: members(&written.header, Call::Nothing),
        claims: members(&written.claims, Call::Nothing),
    })
}

/// A way to authenticate, by its name.
pub(super) fn way(document: &Document<'_>, name: &str) -> Option<ClientAuthentication> {
    let known = ClientAuthentication::ALL.iter().find(|(word, _)| *word == name);
    if let Some((_, way)) = known {
        return Some(*way);
    }
    let mut methods = document.client.get()?.methods.iter();
    let method = methods.find(|method| method.name.value == name)?;
    Some(ClientAuthentication::Declared(Box::leak(Box::new(declared(document, method)))))
}

fn declared(document: &Document<'_>, method: &raw::ClientMethod<'_>) -> DeclaredAuthentication {
    let mut own = Vec::new();
    for parameter in &method.parameters {
        own.append(&mut parameter.value.holes());
    }
    for header in &method.headers {
        own.append(&mut header.value.holes());
    }
    let holes = reach::through_computed(document, own);
    DeclaredAuthentication {
        name: leak::text(method.name.value),
        headers: own_headers(&method.headers),
        parameters: parameters(&method.parameters, ParametersIn::Form, Call::Nothing),
        needs_secret: holes.iter().any(|hole| hole.name == "client_secret"),
    }
}
