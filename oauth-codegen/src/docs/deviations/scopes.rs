//! How scopes are asked for.

use oauth_spec::{ScopeEncoding, Scopes};

use super::words;
use crate::markdown::code;

pub(super) fn scopes(scopes: &Scopes, found: &mut Vec<String>) {
    let Scopes {
        separator,
        answer_separator,
        encoding,
        required,
        default,
        forbidden,
        implies,
        sets,
        known: _,
    } = scopes;
    if *separator != Scopes::STANDARD.separator {
        found.push(format!("Scopes are joined by {}.", code(separator)));
    }
    if answer_separator != separator {
        found.push(format!("In answers scopes are joined by {}.", code(answer_separator)));
    }
    match encoding {
        ScopeEncoding::Form => {}
        ScopeEncoding::Percent => {
            found.push("In URLs a space between scopes is `%20`.".to_owned());
        }
        ScopeEncoding::Raw => found.push("Scopes stand in URLs as they are.".to_owned()),
    }
    for (texts, one, several) in [
        (required, "goes with every authorization", "go with every authorization"),
        (
            default,
            "is asked of users when the application names none",
            "are asked of users when the application names none",
        ),
        (forbidden, "may not be asked for", "may not be asked for"),
    ] {
        match texts {
            [] => {}
            [text] => found.push(format!("The scope {} {one}.", code(text))),
            texts => found.push(format!("The scopes {} {several}.", words(texts, "and"))),
        }
    }
    for pairs in implies.chunk_by(|one, next| one.0 == next.0) {
        let others: Vec<&str> = pairs.iter().map(|(_, other)| *other).collect();
        found.push(format!(
            "The scope {} brings {} with it.",
            code(pairs[0].0),
            words(&others, "and")
        ));
    }
    for set in *sets {
        found.push(format!("{} is a list of scopes of its own.", code(set.name)));
    }
}
