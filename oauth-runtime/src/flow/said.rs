//! What an authorization request says, as a list: for one that does not travel in the URL.

use oauth_spec::{Notation, Parameter};

use crate::core::{Given, Values, how_to_give};
use crate::error::Error;

/// One parameter.
pub(super) struct Said {
    pub(super) name: String,
    pub(super) text: String,
    /// Whether the text is JSON where there can be some.
    #[cfg_attr(
        not(feature = "jose"),
        expect(dead_code, reason = "only what is signed tells them apart")
    )]
    pub(super) is_json: bool,
}

impl Said {
    /// A text.
    pub(super) fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), is_json: false }
    }
}

/// Adds parameters with their values. Those without one are left out.
pub(super) fn say(
    said: &mut Vec<Said>,
    parameters: &[Parameter],
    values: &Values<'_>,
) -> Result<(), Error> {
    for Parameter { name, value, notation } in parameters {
        let mut is_json = *notation == Notation::Json;
        if let Some(source) = value.as_source() {
            let Some(given) = values.get(source) else { continue };
            if let Given::Several(texts) = given {
                said.extend(texts.iter().map(|text| Said::text(*name, text)));
                continue;
            }
            is_json |= matches!(given, Given::Json(_) | Given::Integer(_) | Given::Boolean(_));
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
        said.push(Said { name: (*name).to_owned(), text: text.take(), is_json });
    }
    Ok(())
}
