//! Everything that a constant of the model is written with, for generated code to take at once.

pub use core::option::Option::{None, Some};

pub use crate::model::*;

/// A template of a text alone, where there may be none.
pub const fn text(text: &'static str) -> Option<Template> {
    Some(Template::text(text))
}

/// A template with its values in braces, where there may be none.
pub const fn written(text: &'static str) -> Option<Template> {
    Some(Template::Written(text))
}
