//! Where a signature is.

use std::borrow::Cow;

use oauth_spec::SignaturePlace;

use super::at_hand::AtHand;
use super::refused::SignatureRefused;

/// How many numbered headers are looked at.
const NUMBERED: usize = 100;

/// The place, for people.
pub(super) fn shown(place: SignaturePlace) -> String {
    match place {
        SignaturePlace::Query(name) => format!("the parameter `{name}`"),
        SignaturePlace::Header(name) => format!("the header `{name}`"),
        SignaturePlace::NumberedHeaders(name) => format!("the headers `{name}1`, `{name}2`, …"),
        SignaturePlace::Form(name) => format!("the form field `{name}`"),
        SignaturePlace::Json(path) => format!("the JSON member `{path}`"),
        SignaturePlace::Body => "the body".to_owned(),
    }
}

/// The texts in that place: exactly one, or one a numbered header.
pub(super) fn texts(
    place: SignaturePlace,
    at_hand: &AtHand<'_>,
) -> Result<Vec<String>, SignatureRefused> {
    let repeated = || SignatureRefused::Repeated { place: shown(place) };
    let mut found = Vec::new();
    match place {
        SignaturePlace::Query(name) if !at_hand.members_are_parameters() => {
            found = at_hand.signatures(name, false);
        }
        SignaturePlace::Query(name) | SignaturePlace::Json(name) => {
            found.extend(at_hand.member(name).map(Cow::into_owned));
        }
        SignaturePlace::Body => {
            let text = std::str::from_utf8(at_hand.body()).unwrap_or_default();
            found.push(text.trim().to_owned());
        }
        SignaturePlace::Form(name) => found = at_hand.signatures(name, true),
        SignaturePlace::Header(name) => add_headers(&mut found, name, at_hand),
        SignaturePlace::NumberedHeaders(name) => {
            for number in 1..=NUMBERED {
                let before = found.len();
                add_headers(&mut found, &format!("{name}{number}"), at_hand);
                if found.len() > before + 1 {
                    return Err(repeated());
                }
            }
            return non_empty(place, found);
        }
    }
    if found.len() > 1 {
        return Err(repeated());
    }
    non_empty(place, found)
}

fn add_headers(found: &mut Vec<String>, name: &str, at_hand: &AtHand<'_>) {
    for value in at_hand.headers(name) {
        found.push(String::from_utf8_lossy(value).trim().to_owned());
    }
}

fn non_empty(
    place: SignaturePlace,
    mut found: Vec<String>,
) -> Result<Vec<String>, SignatureRefused> {
    found.retain(|text| !text.is_empty());
    if found.is_empty() {
        return Err(SignatureRefused::Missing { place: shown(place) });
    }
    Ok(found)
}
