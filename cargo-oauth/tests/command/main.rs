//! The command as people run it: what it prints, where, and how it ends.

mod catalogue;
mod check;
mod demo;
mod emulate;
mod expand;
mod explain;
mod findings;
mod help;
mod import;
mod narration;
mod new;
mod output;
mod pages;
mod schema;
mod support;
mod validation;
mod warnings;
