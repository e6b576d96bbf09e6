//! Reading answers by tables: one reader for every provider.

mod bare;
mod document;
mod fault;
mod members;
mod other;
mod scan;
mod table;
mod token;
mod value;

pub(crate) use document::{any_document, claims, document};
pub(crate) use fault::{
    api_fault, holds, is_refusal, meets, names_error, no_document, no_token, token_fault,
    unreadable,
};
pub(crate) use members::{Members, lookup, scalar};
pub use other::OtherToken;
pub(crate) use table::{Context, Places, Table, collect, is_simple, typed};
pub(crate) use token::{Answer, Standard, read_token, seconds};
