//! Reading answers by tables: one reader for every provider.

mod fault;
mod pairs;
mod scan;
mod token;
mod value;

pub(crate) use fault::{api_fault, token_fault, unreadable};
pub(crate) use pairs::from_pairs;
pub(crate) use token::{Answer, Standard, read_token};
pub(crate) use value::from_json;
