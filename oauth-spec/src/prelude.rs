//! Everything that a constant of the model is written with, for generated code to take at once.

pub use core::option::Option::{None, Some};

pub use crate::model::Part::{Text, Value};
pub use crate::model::*;
