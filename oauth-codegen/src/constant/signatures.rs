//! What is signed, and what is made of other values.

use oauth_spec::{
    CanonicalQuery, Computed, ComputedRecipe, Digest, DigestEncoding, Jwt, JwtCheck, KeyEncoding,
    PublishedKeys, Signature, SignatureCheck, SignaturePlace, SignatureSyntax, Timestamp, Webhook,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::value::{Constant, choice, difference, structure, whole};

whole!(Computed { name, recipe });
choice!(ComputedRecipe {} { Digest, Jwt, });

difference!(Digest::STANDARD {
    algorithm,
    key,
    key_encoding,
    message,
    computed,
    query,
    base_path,
    encoding
});
choice!(KeyEncoding { Utf8, Base64, Hex, Pem, Sha256, Sha1, } { HmacSha256Of, });
choice!(DigestEncoding { Auto, Hex, HexUpper, Base64, Base64Url, Text, } { Variable, });
difference!(CanonicalQuery::STANDARD { order, remove, only, values, repeated, pair, join });
whole!(Jwt { algorithm, key, header, claims, lifetime });

whole!(Signature { place, syntax, check, timestamp, replay_id });
choice!(SignaturePlace { Body, } { Query, Header, NumberedHeaders, Form, Json, });

impl Constant for SignatureSyntax {
    fn constant(&self) -> TokenStream {
        match self {
            Self::Prefix(text) => quote!(SignatureSyntax::Prefix(#text)),
            Self::Pairs { key, separator } => {
                quote!(SignatureSyntax::Pairs { key: #key, separator: #separator })
            }
            Self::Versions(version) => quote!(SignatureSyntax::Versions(#version)),
            Self::Payload => quote!(SignatureSyntax::Payload),
        }
    }
}

choice!(SignatureCheck {} { Digest, Jwt, });
whole!(JwtCheck { algorithms, key, audience, issuer, body_hash_claim });
whole!(Timestamp { value, format, max_age, max_ahead });
whole!(Webhook { name, signature, keys });
whole!(PublishedKeys { url, path });
