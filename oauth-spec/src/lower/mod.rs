//! From a checked file to the model: defaults filled in, templates resolved, requests written out.
//!
//! Nothing can be wrong any more, so nothing here can fail. What does not deviate from a standard
//! becomes the standard's own constant.

mod answer;
mod answer_spec;
mod api;
mod call;
mod client;
mod code;
mod content;
mod digest;
mod docs;
mod field;
mod grant;
mod identity;
mod leak;
mod parameter_names;
mod refusal;
mod request;
mod scope;
mod template;
mod variable;

use crate::raw::{self, Document};
use crate::scopes::Scope as Declared;
use crate::span::Slot;
use crate::{
    Discovery, Endpoints, Environment, Names, Provider, ProviderSpec, Template, TokenOperation,
    Variant,
};

/// The provider that a file declares.
pub(crate) fn lower(document: &Document<'_>, scopes: &[Declared<'_>], names: Names) -> Provider {
    let name = leak::text(document.provider.name.or(""));
    let grants = grant::grants(document);
    let (introspection, introspection_signed) =
        identity::introspection(document, operation(document, &document.introspection));
    let spec = ProviderSpec {
        name,
        title: document.provider.title.get().map_or(name, |title| leak::text(title)),
        variables: variable::variables(document),
        environments: environments(document),
        client: client::client(document),
        computed: digest::computed(document),
        endpoints: endpoints(document),
        discovery: discovery(document),
        grants,
        variants: leak::list(document.variants.iter().map(variant).collect()),
        scopes: scope::scopes(document, scopes),
        callback: answer::callback(document),
        token: answer::token(document),
        errors: refusal::errors(document),
        api: api::api(document),
        revocation: operation(document, &document.revocation),
        introspection,
        introspection_signed,
        calls: call::calls(document),
        consents: call::consents(document),
        authorization_details: call::authorization_details(document),
        webhooks: digest::webhooks(document),
        id_token: identity::id_token(document, &grants),
        userinfo: identity::userinfo(document),
    };
    Provider { spec: Box::leak(Box::new(spec)), docs: docs::docs(document, scopes), names }
}

fn environments(document: &Document<'_>) -> &'static [Environment] {
    let environments = document.environments.items().iter();
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

fn endpoints(document: &Document<'_>) -> Endpoints {
    let Some(endpoints) = document.endpoints.get() else { return Endpoints::NONE };
    Endpoints {
        issuer: url(&endpoints.issuer),
        authorization: url(&endpoints.authorization),
        token: url(&endpoints.token),
        revocation: url(&endpoints.revocation),
        introspection: url(&endpoints.introspection),
        device_authorization: url(&endpoints.device_authorization),
        pushed_authorization_request: url(&endpoints.pushed_authorization_request),
        backchannel_authentication: url(&endpoints.backchannel_authentication),
        registration: url(&endpoints.registration),
        api: url(&endpoints.api),
        jwks: url(&endpoints.jwks),
        userinfo: url(&endpoints.userinfo),
        end_session: url(&endpoints.end_session),
    }
}

fn discovery(document: &Document<'_>) -> Option<Discovery> {
    let written = document.discovery.get()?;
    Some(Discovery {
        kind: written.kind.get().copied().unwrap_or(Discovery::STANDARD.kind),
        url: url(&written.url),
        ignore: written.ignore.get().map_or(&[], |ignore| leak::texts(ignore)),
    })
}

fn url(slot: &Slot<crate::template::Template<'_>>) -> Option<Template> {
    slot.get().map(|url| template::template(url, template::Call::Nothing))
}

fn variant(written: &raw::Variant<'_>) -> Variant {
    Variant {
        name: leak::text(written.name.value),
        grants: written.grants.get().map_or(&[], |grants| leak::texts(grants)),
        authorization_endpoint: url(&written.authorization_endpoint),
        endpoint: url(&written.endpoint),
        parameters_in: written.parameters_in.get().copied(),
    }
}

/// `[revocation]` and `[introspection]`; the names of standard parameters may be other ones anyway.
fn operation(document: &Document<'_>, written: &Slot<raw::TokenOperation<'_>>) -> TokenOperation {
    let requests = request::Requests::new(document);
    let standard = TokenOperation::STANDARD;
    match written.get() {
        Some(written) => requests.operation(written),
        None => TokenOperation {
            parameters: requests.names.parameters(standard.parameters),
            ..standard
        },
    }
}
