//! `cargo oauth schema`: the language, for editors and for readers.

mod json;
mod reference;

use crate::arguments::SchemaFormat;
use crate::style::say;

/// Prints the schema. It always can.
pub(crate) fn run(format: SchemaFormat) -> bool {
    match format {
        SchemaFormat::Json => say(json::schema()),
        SchemaFormat::Markdown => say(reference::reference().trim_end()),
    }
    true
}
