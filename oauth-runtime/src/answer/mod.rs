//! Reading answers by tables: one reader for every provider.
//!
//! A token answer as the RFC has it is read in one pass (`token`, over `scan`). What a declaration finds elsewhere
//! is looked up in the whole document (`document`, `places`, `table`), and what is no good answer is an error (`fault`).

mod bare;
mod document;
mod fault;
mod key;
mod list;
mod members;
mod other;
mod places;
mod scan;
mod table;
mod text;
mod token;
mod value;

pub(crate) use document::{any_document, claims, document};
pub(crate) use fault::{
    api_fault, heard, holds, is_refusal, names_error, no_document, no_token, refused_grant,
    token_fault, unreadable,
};
pub(crate) use members::{Document, Members, lookup, scalar};
pub use other::OtherToken;
pub(crate) use places::Places;
pub(crate) use table::{Context, Table, collect, is_simple, typed};
pub(crate) use token::{Answer, Standard, read_token, seconds};
