//! What comes back, and what is sent with a token.

use oauth_spec::{
    Api, Callback, ExpirySignal, Field, Header, Parameter, Revocation, Signature,
    SignatureEncoding, TokenSpec,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::template::{header, parameter, source, template};
use super::{list, number, option, plain, seconds_literal, structure};
use crate::names::ident;

pub(super) fn callback(callback: &Callback, table: &TokenStream) -> TokenStream {
    structure!(callback, Callback::STANDARD, {
        repeated_parameters: |value: &_| {
            plain("RepeatedParameters", value)
        },
        fields: |_: &&[Field]| table.clone(),
        iss_required: |value: &bool| quote!(#value),
        signature: |value: &Option<Signature>| {
            option(value.as_ref(), self::signature)
        },
    })
}

fn signature(signature: &Signature) -> TokenStream {
    let Signature { parameter, algorithm, key, message, encoding } = signature;
    let algorithm = plain("Algorithm", algorithm);
    let (key, message) = (source(key), plain("Message", message));
    let encoding = match encoding {
        SignatureEncoding::Variable(of) => {
            quote!(SignatureEncoding::Variable(#of))
        }
        other => plain("SignatureEncoding", other),
    };
    quote!(Signature {
        parameter: #parameter,
        algorithm: #algorithm,
        key: #key,
        message: #message,
        encoding: #encoding,
    })
}

pub(super) fn token(token: &TokenSpec, table: &TokenStream) -> TokenStream {
    let seconds = |value: &Option<u64>| {
        option(value.as_ref(), |seconds| {
            let seconds = seconds_literal(*seconds);
            quote!(#seconds)
        })
    };
    structure!(token, TokenSpec::STANDARD, {
        expiry: |value: &_| plain("Expiry", value),
        lifetime: seconds,
        refresh_token_lifetime: seconds,
        fields: |_: &&[Field]| table.clone(),
    })
}

pub(super) fn api(api: &Api) -> TokenStream {
    structure!(api, Api::STANDARD, {
        authorization: template,
        headers: |values: &&[Header]| list(values, header),
        expired: expiry_signal,
        rate_limited: |values: &&[u16]| {
            let values = values.iter().map(|value| number(u64::from(*value)));
            quote!(&[#(#values),*])
        },
    })
}

fn expiry_signal(signal: &ExpirySignal) -> TokenStream {
    let texts = |values: &&[&str]| quote!(&[#(#values),*]);
    structure!(signal, ExpirySignal::STANDARD, {
        status: |value: &u16| {
            let status = number(u64::from(*value));
            quote!(#status)
        },
        error: texts,
        error_description: texts,
    })
}

pub(super) fn revocation(revocation: &Revocation) -> TokenStream {
    structure!(revocation, Revocation::STANDARD, {
        authentication: |value: &_| {
            plain("RevocationAuthentication", value)
        },
        parameters: |values: &&[Parameter]| list(values, parameter),
        headers: |values: &&[Header]| list(values, header),
    })
}
