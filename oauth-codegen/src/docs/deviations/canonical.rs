//! How parameters become one text that is signed.

use oauth_spec::{CanonicalQuery, QueryOrder, QueryValues, RepeatedNames};

use super::words;
use crate::markdown::code;

/// In which order and how pairs are written; nothing where they are as they came.
pub(super) fn canonical(query: &CanonicalQuery) -> Option<String> {
    let CanonicalQuery { order, remove, only, values, repeated, pair, join } = *query;
    let mut how = Vec::new();
    match order {
        QueryOrder::Received => {}
        QueryOrder::Name => how.push("sorted by name".to_owned()),
    }
    match values {
        QueryValues::Raw => {}
        QueryValues::Decoded => how.push("decoded".to_owned()),
        QueryValues::Percent => how.push("percent-encoded".to_owned()),
        QueryValues::Form => how.push("form-encoded".to_owned()),
        QueryValues::Delimiters => how.push("with only the delimiters encoded".to_owned()),
    }
    if !only.is_empty() {
        how.push(format!("only {}", words(only, "and")));
    }
    if !remove.is_empty() {
        how.push(format!("without {}", words(remove, "and")));
    }
    match repeated {
        RepeatedNames::Each => {}
        RepeatedNames::Comma => how.push("values of one name joined by commas".to_owned()),
        RepeatedNames::Json => how.push("values of one name as a JSON list".to_owned()),
    }
    for (text, usual, place) in [(pair, "=", "name and value"), (join, "&", "pairs")] {
        if text.is_empty() {
            how.push(format!("with nothing between {place}"));
        } else if text != usual {
            // A line break is shown as one writes it.
            how.push(format!("with {} between {place}", code(&text.escape_debug().to_string())));
        }
    }
    (!how.is_empty()).then(|| how.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_is_not_told_and_everything_else_is() {
        assert_eq!(canonical(&CanonicalQuery::STANDARD), None);
        let sorted = CanonicalQuery {
            order: QueryOrder::Name,
            values: QueryValues::Decoded,
            remove: &["access_token"],
            join: "\n",
            ..CanonicalQuery::STANDARD
        };
        assert_eq!(
            canonical(&sorted).as_deref(),
            Some("sorted by name, decoded, without `access_token`, with `\\n` between pairs")
        );
        let bare = CanonicalQuery {
            only: &["vk_*"],
            repeated: RepeatedNames::Json,
            pair: "",
            join: "",
            ..CanonicalQuery::STANDARD
        };
        assert_eq!(
            canonical(&bare).as_deref(),
            Some(
                "only `vk_*`, values of one name as a JSON list, with nothing between name and value, with \
                 nothing between pairs"
            )
        );
    }
}
