//! `[client]`: how clients authenticate, and what they must be.

use super::content::parameters;
use super::leak;
use super::parameter_names::Names;
use super::request::own_headers;
use super::template::Call;
use crate::raw::{self, Document};
use crate::reach;
use crate::{ClientAuthentication, ClientSpec, DeclaredAuthentication, ParametersIn};

pub(super) fn client(document: &Document<'_>) -> ClientSpec {
    let standard = ClientSpec::STANDARD;
    let names = Names::new(document);
    let written = document.client.get();
    ClientSpec {
        authentication: match written.and_then(|client| client.authentication.get()) {
            Some(ways) => {
                leak::list(ways.iter().filter_map(|name| way(document, name.value)).collect())
            }
            None => standard.authentication,
        },
        id_parameter: names.wire(standard.id_parameter),
        secret_parameter: names.wire(standard.secret_parameter),
        redirect_schemes: written
            .and_then(|client| client.redirect_schemes.get())
            .map_or(standard.redirect_schemes, |schemes| leak::texts(schemes)),
    }
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
    let parameter_holes = method.parameters.iter().flat_map(|own| own.value.holes());
    let header_holes = method.headers.iter().flat_map(|header| header.value.holes());
    let holes = reach::through_computed(document, parameter_holes.chain(header_holes));
    DeclaredAuthentication {
        name: leak::text(method.name.value),
        headers: own_headers(&method.headers),
        parameters: parameters(&method.parameters, ParametersIn::Form, Call::Nothing),
        needs_secret: holes.iter().any(|hole| hole.name == "client_secret"),
    }
}
