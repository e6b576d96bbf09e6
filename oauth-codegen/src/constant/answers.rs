//! How answers are read.

use oauth_spec::{Answer, Condition, Expiry, Literal, StateUse, Test, TimeFormat};
use proc_macro2::TokenStream;
use quote::quote;

use super::value::{Constant, choice, difference, structure, whole};

difference!(Answer::STANDARD {
    format,
    root,
    access_token,
    token_type,
    refresh_token,
    scope,
    id_token,
    expiry,
    refresh_token_expiry,
});

choice!(TimeFormat { Unix, UnixMilliseconds, Rfc3339, } { DateTime, });

impl Constant for Expiry {
    fn constant(&self) -> TokenStream {
        match self {
            &Self::EXPIRES_IN => quote!(Expiry::EXPIRES_IN),
            Self::In { field, unit, zero_is_never } => {
                let unit = unit.constant();
                if *zero_is_never {
                    quote!(Expiry::In { field: #field, unit: #unit, zero_is_never: true })
                } else {
                    quote!(Expiry::after(#field, #unit))
                }
            }
            Self::At { field, format, zero_is_never } => {
                let format = format.constant();
                if *zero_is_never {
                    quote!(Expiry::At { field: #field, format: #format, zero_is_never: true })
                } else {
                    quote!(Expiry::at(#field, #format))
                }
            }
            Self::Jwt => quote!(Expiry::Jwt),
            Self::Introspection => quote!(Expiry::Introspection),
            Self::Lifetime => quote!(Expiry::Lifetime),
            Self::Never => quote!(Expiry::Never),
        }
    }
}

choice!(StateUse {} { Required, ProviderInitiated, InRedirectUri, });

whole!(Condition { path, test });
choice!(Test { Present, } { Is, IsNot, });
choice!(Literal {} { Text, Integer, Boolean, });
