//! The provider, the client and the answer that the peers are measured with.

use oauth_runtime::spec::{
    AuthorizationCodeGrant, Endpoints, Field, Grants, ProviderSpec, Scopes, Template, TokenSpec,
};
use oauth_runtime::{
    Client, ClientBuilder, FieldValues, Fields, OptionalVariables, Provider, ScopeValue,
};

pub(crate) const CLIENT_ID: &str = "podio-demo-client";
pub(crate) const CLIENT_SECRET: &str = "q9Tn3kXv7LrPz0WcYb2HdJm5SgFa8EuR";

/// An answer of 300 bytes, with two fields that the RFC does not know.
pub(crate) const ANSWER: &[u8] = b"{\"access_token\":\"v2.local.7Kc1mZq0Xn4sVb8YtRw3LhJg6PdFa2UeSi9\
OkM5Bx0QnT4yWz7uEq2sKf8vRc1h\",\"token_type\":\"bearer\",\"expires_in\":28800,\"refresh_token\":\"rt.5Hq8Wz2Lk7Vn\
1Xc4Bm9Jd3Fg6Ts0Py\",\"scope\":\"global:read item:write org:admin\",\"ref\":{\"type\":\"user\",\
\"id\":31415926},\"transfer_token\":\"tt.0pQ7sN3vY9bM1x\"}";

pub(crate) const SPEC: ProviderSpec = ProviderSpec {
    name: "bench",
    title: "Bench",
    endpoints: Endpoints {
        authorization: Some(Template::text("https://provider.example/oauth/authorize")),
        token: Some(Template::text("https://provider.example/oauth/token")),
        ..Endpoints::NONE
    },
    grants: Grants { authorization_code: Some(AuthorizationCodeGrant::STANDARD), ..Grants::NONE },
    scopes: Scopes { known: &["global:read", "item:write", "org:admin"], ..Scopes::STANDARD },
    token: TokenSpec { fields: Answer::FIELDS, ..TokenSpec::STANDARD },
    ..ProviderSpec::STANDARD
};

/// The provider of a spec, with the types that are made from it.
macro_rules! provider {
    ($name:ident, $spec:expr) => {
        #[derive(Debug)]
        enum $name {}

        impl ::oauth_runtime::OptionalVariables for $name {}

        impl ::oauth_runtime::Provider for $name {
            fn spec() -> &'static ::oauth_runtime::spec::ProviderSpec {
                &$spec
            }

            type Scope = $crate::bench::Scope;
            type Environment = ::oauth_runtime::NoEnvironment;
            type Variables = ::oauth_runtime::NoVariables;
            type Variant = ::oauth_runtime::NoVariant;
            type TokenFields = $crate::bench::Answer;
            type CallbackFields = ::oauth_runtime::NoFields;
            type ErrorFields = ::oauth_runtime::NoFields;
        }
    };
}
pub(crate) use provider;

/// All that it has.
pub(crate) const SCOPES: [Scope; 3] = [Scope::GlobalRead, Scope::ItemWrite, Scope::OrgAdmin];

/// As it is generated.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope {
    GlobalRead,
    ItemWrite,
    OrgAdmin,
}

impl ScopeValue for Scope {
    fn value(&self) -> &str {
        SPEC.scopes.known[*self as usize]
    }
}

#[derive(Debug, Clone)]
#[expect(dead_code, reason = "read for what it costs")]
pub(crate) struct Answer {
    reference: Reference,
    transfer_token: String,
}

impl Fields for Answer {
    const FIELDS: &'static [Field] = &[
        Field::object("ref", Reference::FIELDS).required(),
        Field::string("transfer_token").required(),
    ];

    fn read(values: &mut FieldValues) -> Self {
        Self { reference: values.required_object(0), transfer_token: values.required_text(1) }
    }
}

#[derive(Debug, Clone)]
#[expect(dead_code, reason = "read for what it costs")]
pub(crate) struct Reference {
    kind: String,
    id: i64,
}

impl Fields for Reference {
    const FIELDS: &'static [Field] =
        &[Field::string("type").required(), Field::integer("id").required()];

    fn read(values: &mut FieldValues) -> Self {
        Self { kind: values.required_text(0), id: values.required_integer(1) }
    }
}

/// What every client of it is given.
pub(crate) fn settings<P: Provider + OptionalVariables>() -> ClientBuilder<P> {
    Client::<P>::builder()
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .redirect_uri("https://app.example/callback")
}
