//! What an authorization request says, as a list: for one that does not travel in the URL.

use oauth_spec::{Notation, Parameter};

use crate::core::{Values, how_to_give};
use crate::error::Error;

/// Adds parameters with their values. Those without one are left out.
pub(super) fn say(
    said: &mut Vec<(String, String)>,
    parameters: &[Parameter],
    values: &Values<'_>,
) -> Result<(), Error> {
    for Parameter { name, value, notation } in parameters {
        if value.as_source().is_some_and(|source| values.get(source).is_none()) {
            continue;
        }
        let text = match notation {
            Notation::Text => values.fill(*value),
            Notation::Json => values.fill_json(*value),
        };
        let text = text.map_err(|source| {
            Error::configuration(format!(
                "the parameter `{name}` is needed: {}",
                how_to_give(source)
            ))
        })?;
        said.push(((*name).to_owned(), text.take()));
    }
    Ok(())
}
