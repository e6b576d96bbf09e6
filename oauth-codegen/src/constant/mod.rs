//! The model, written out as a constant.
//!
//! Only what differs from the standard is written, the rest is `..STANDARD`: a reader sees the
//! provider's deviations and nothing else. Every structure is taken apart without `..`, so that a new
//! field of the model does not compile until it is written here.

mod answers;
mod api;
mod client;
mod grants;
mod requests;
mod signatures;
mod tables;
mod template;
mod value;

use oauth_spec::ProviderSpec;
use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use tables::Tables;
use value::{plain, structure};

pub(crate) use value::Constant;

/// The whole declaration. Tables of fields are with the structs that are made from them.
pub(crate) fn spec(context: &Context<'_>) -> TokenStream {
    let tables = Tables(context);
    structure!(context.provider.spec, ProviderSpec::STANDARD, {
        name,
        title,
        variables,
        environments,
        client,
        computed,
        endpoints,
        discovery,
        grants,
        variants,
        scopes,
        callback => tables.callback(&callback),
        token => tables.token(&token),
        errors => tables.errors(&errors),
        api,
        revocation,
        introspection,
        introspection_signed,
        calls => tables.calls(calls),
        consents => tables.consents(consents),
        authorization_details => tables.authorization_details(authorization_details),
        webhooks,
        id_token => tables.id_token(id_token.as_ref()),
        userinfo => tables.userinfo(&userinfo),
    })
}

plain! {
    Algorithm AnswerFormat CallAuthentication CallTime CallbackFormat Challenge DiscoveryKind ErrorText Feature IssuedExpiry JwtAlgorithm
    Method ParameterKind ParametersIn QueryOrder QueryValues Renewal RepeatedNames RepeatedParameters ResponseMode
    ResponseType Rotation ScopeEncoding Unit FieldFrom
}
