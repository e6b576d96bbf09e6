//! From a checked file to the model: defaults filled in, templates resolved, requests written out.
//!
//! Nothing can be wrong any more, so nothing here can fail. What does not deviate from a standard
//! becomes the standard's own constant.

mod answer;
mod api;
mod docs;
mod field;
mod grant;
mod leak;
mod refusal;
mod request;
mod scope;
mod template;
mod variable;

pub(crate) use template::STANDARD as STANDARD_SOURCES;

use crate::raw::{self, Document};
use crate::scopes::Scope as Declared;
use crate::span::Slot;
use crate::{
    ClientAuthentication, ClientSpec, Endpoints, Environment, Names, Provider, ProviderSpec,
    Template, TokenOperation, Variant,
};

/// The provider that a file declares.
pub(crate) fn lower(document: &Document<'_>, scopes: &[Declared<'_>], names: Names) -> Provider {
    let name = leak::text(document.provider.name.or(""));
    let spec = ProviderSpec {
        name,
        title: document.provider.title.get().map_or(name, |title| leak::text(title)),
        variables: variable::variables(document),
        environments: environments(document),
        client: ClientSpec { authentication: authentication(document), ..ClientSpec::STANDARD },
        endpoints: endpoints(document),
        grants: grant::grants(document),
        variants: leak::list(document.variants.iter().map(variant).collect()),
        scopes: scope::scopes(document, scopes),
        callback: answer::callback(document),
        token: answer::token(document),
        errors: refusal::errors(document),
        api: api::api(document),
        revocation: document.revocation.get().map_or(TokenOperation::STANDARD, revocation),
        ..ProviderSpec::STANDARD
    };
    Provider { spec: Box::leak(Box::new(spec)), docs: docs::docs(document, scopes), names }
}

fn environments(document: &Document<'_>) -> &'static [Environment] {
    let environments = document.environments.get().into_iter().flatten();
    leak::list(
        environments
            .map(|environment| Environment {
                name: leak::text(environment.name.value),
                values: leak::list(
                    environment
                        .values
                        .iter()
                        .map(|(name, value)| (leak::text(name.value), leak::text(value.value)))
                        .collect(),
                ),
            })
            .collect(),
    )
}

fn authentication(document: &Document<'_>) -> &'static [ClientAuthentication] {
    match &document.authentication {
        Slot::Given(given) => leak::list(given.value.iter().map(|way| way.value).collect()),
        Slot::Missing | Slot::Broken => ClientSpec::STANDARD.authentication,
    }
}

fn endpoints(document: &Document<'_>) -> Endpoints {
    let Some(endpoints) = document.endpoints.get() else { return Endpoints::NONE };
    let url = |slot: &Slot<crate::template::Template<'_>>| -> Option<Template> {
        slot.get().map(|url| template::template(url, template::Call::Nothing))
    };
    Endpoints {
        issuer: url(&endpoints.issuer),
        authorization: url(&endpoints.authorization),
        token: url(&endpoints.token),
        revocation: url(&endpoints.revocation),
        introspection: None,
        api: url(&endpoints.api),
    }
}

fn variant(written: &raw::Variant<'_>) -> Variant {
    Variant {
        name: leak::text(written.name.value),
        grants: written.grants.get().map_or(&[], |grants| leak::texts(grants)),
        authorization_endpoint: None,
        endpoint: written
            .endpoint
            .get()
            .map(|url| template::template(url, template::Call::Nothing)),
        parameters_in: written.parameters_in.get().copied(),
    }
}

fn revocation(written: &raw::Revocation<'_>) -> TokenOperation {
    let standard = TokenOperation::STANDARD;
    TokenOperation {
        authentication: written.authentication.or(standard.authentication),
        parameters: request::parameters(
            standard.parameters,
            Some(&written.request),
            template::Call::Nothing,
        ),
        headers: request::own_headers(&written.request.headers),
        ..standard
    }
}
