//! How a value of the model is written: one trait, and a macro for each kind of type.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::names::ident;

/// A value that can be written as tokens, for code that has the model's prelude at hand.
pub(crate) trait Constant {
    /// The expression that gives the value.
    fn constant(&self) -> TokenStream;

    /// The expression that gives the value where there may be none.
    fn some(&self) -> TokenStream {
        let value = self.constant();
        quote!(Some(#value))
    }
}

/// Enums without data, as `Debug` prints them. One that gets data does not compile here any more.
macro_rules! plain {
    ($($type:ident)*) => {$(
        impl Constant for oauth_spec::$type {
            fn constant(&self) -> TokenStream {
                const _: fn(oauth_spec::$type) -> usize = |value| value as usize;
                let variant = crate::names::ident(&format!("{self:?}"));
                quote!($type::#variant)
            }
        }
    )*};
}
pub(super) use plain;

/// Enums whose variants are bare, or hold one value.
macro_rules! choice {
    ($type:ident { $($bare:ident,)* } { $($holder:ident,)* }) => {
        impl Constant for $type {
            fn constant(&self) -> TokenStream {
                match self {
                    $(Self::$bare => quote!($type::$bare),)*
                    $(Self::$holder(held) => {
                        let held = held.constant();
                        quote!($type::$holder(#held))
                    })*
                }
            }
        }
    };
}
pub(super) use choice;

/// Structures that have no standard value: every field is written.
macro_rules! whole {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl Constant for $type {
            fn constant(&self) -> TokenStream {
                let Self { $($field),* } = self;
                $(let $field = $field.constant();)*
                quote!($type { $($field: #$field,)* })
            }
        }
    };
}
pub(super) use whole;

/// Structures that are written as their difference from a standard value.
macro_rules! difference {
    ($type:ident::$base:ident { $($field:ident),* $(,)? }) => {
        impl Constant for $type {
            fn constant(&self) -> TokenStream {
                structure!(self, $type::$base, { $($field,)* })
            }
        }
    };
}
pub(super) use difference;

/// The fields of a structure that differ from a standard one, and `..` that one for the rest. What is
/// not written by itself has its tokens behind `=>`. A standard one that is found out comes with its name.
macro_rules! structure {
    ($value:expr, $type:ident::$base:ident, $fields:tt) => {
        structure!($value, $type, ($type::$base, stringify!($base)), $fields)
    };
    ($value:expr, $type:ident, $base:expr, { $($field:ident $(=> $tokens:expr)?,)* }) => {{
        let $type { $($field),* } = *$value;
        let (base, name) = $base;
        let mut written = $crate::constant::value::Structure::new(stringify!($type), name);
        $(
            if $field == base.$field {
                written.leave_out();
            } else {
                let tokens = structure!(@tokens $field $(=> $tokens)?);
                written.field(stringify!($field), &tokens);
            }
        )*
        written.tokens()
    }};
    (@tokens $field:ident) => { Constant::constant(&$field) };
    (@tokens $field:ident => $tokens:expr) => { $tokens };
}
pub(super) use structure;

/// A structure while it is written: a function a field costs who builds this crate less than tokens in place.
pub(super) struct Structure {
    name: Ident,
    base: Ident,
    fields: TokenStream,
    is_whole: bool,
}

impl Structure {
    pub(super) fn new(name: &str, base: &str) -> Self {
        let (name, base) = (ident(name), ident(base));
        Self { name, base, fields: TokenStream::new(), is_whole: true }
    }

    pub(super) fn field(&mut self, name: &str, tokens: &TokenStream) {
        let name = ident(name);
        self.fields.extend(quote!(#name: #tokens,));
    }

    /// A field is as the standard one has it.
    pub(super) fn leave_out(&mut self) {
        self.is_whole = false;
    }

    pub(super) fn tokens(self) -> TokenStream {
        let Self { name, base, fields, is_whole } = self;
        if fields.is_empty() {
            quote!(#name::#base)
        } else if is_whole {
            quote!(#name { #fields })
        } else {
            quote!(#name { #fields ..#name::#base })
        }
    }
}

impl Constant for &'static str {
    fn constant(&self) -> TokenStream {
        quote!(#self)
    }
}

impl Constant for bool {
    fn constant(&self) -> TokenStream {
        quote!(#self)
    }
}

impl Constant for u16 {
    fn constant(&self) -> TokenStream {
        u64::from(*self).constant()
    }
}

/// With `_` between thousands where there are many digits, and without a suffix.
impl Constant for u64 {
    fn constant(&self) -> TokenStream {
        let digits = self.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push('_');
            }
            text.push(digit);
        }
        let literal = text.parse().unwrap_or_else(|_| Literal::u64_unsuffixed(*self));
        quote!(#literal)
    }
}

impl Constant for i16 {
    fn constant(&self) -> TokenStream {
        i64::from(*self).constant()
    }
}

impl Constant for i64 {
    fn constant(&self) -> TokenStream {
        let digits = self.unsigned_abs().constant();
        if *self < 0 { quote!(-#digits) } else { digits }
    }
}

impl<T: Constant> Constant for Option<T> {
    fn constant(&self) -> TokenStream {
        self.as_ref().map_or_else(|| quote!(None), T::some)
    }
}

impl<T: Constant> Constant for &'static [T] {
    fn constant(&self) -> TokenStream {
        let values = self.iter().map(T::constant);
        quote!(&[#(#values),*])
    }
}

/// What several parts share, and what is too large to lie in each of them.
impl<T: Constant> Constant for &'static T {
    fn constant(&self) -> TokenStream {
        let value = (**self).constant();
        quote!(&#value)
    }
}

impl<A: Constant, B: Constant> Constant for (A, B) {
    fn constant(&self) -> TokenStream {
        let (first, second) = (self.0.constant(), self.1.constant());
        quote!((#first, #second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        for (number, text) in [(0, "0"), (429, "429"), (1_000, "1_000"), (2_419_200, "2_419_200")] {
            assert_eq!(u64::constant(&number).to_string(), text);
        }
        assert_eq!((-1_i64).constant().to_string(), "- 1");
        assert_eq!(i64::MIN.constant().to_string(), "- 9_223_372_036_854_775_808");
    }

    #[test]
    fn a_shared_value_is_written_in_place() {
        static SHARED: (u64, Option<bool>) = (1, None);
        assert_eq!(Constant::constant(&&SHARED).to_string(), "& (1 , None)");
    }
}
