//! Where a signature is.

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
    }
}

/// The texts in that place: exactly one, or one a numbered header.
pub(super) fn texts(
    place: SignaturePlace,
    at_hand: &AtHand<'_>,
) -> Result<Vec<String>, SignatureRefused> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
    let found: Vec<String> = match place {
        SignaturePlace::Query(name) if at_hand.members_are_parameters() => {
            at_hand.member(name).into_iter().map(Into::into).collect()
        }
        SignaturePlace::Query(name) => at_hand.signatures(name, false),
        SignaturePlace::Form(name) => at_hand.signatures(name, true),
        SignaturePlace::Json(path) => at_hand.member(path).into_iter().map(Into::into).collect(),
        SignaturePlace::Header(name) => at_hand.headers(name).map(text).collect(),
        SignaturePlace::NumberedHeaders(name) => {
            let mut all = Vec::new();
            for number in 1..=NUMBERED {
                let mut values = at_hand.headers(&format!("{name}{number}")).map(text);
                all.extend(values.next());
                if values.next().is_some() {
                    return Err(SignatureRefused::Repeated { place: shown(place) });
                }
            }
            return non_empty(place, all);
        }
    };
    if found.len() > 1 {
        return Err(SignatureRefused::Repeated { place: shown(place) });
    }
    non_empty(place, found)
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
