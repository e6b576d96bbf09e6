//! A refresh answer over the token it renews (RFC 6749, 6): what it leaves out stays as it was.

use serde_json::Value as Json;

use crate::answer::Members;
use crate::wipe::Wiped;

/// The new answer with what it leaves out from the old one, and whether it has a refresh token of its
/// own. `None` if the new answer is no answer with a token.
///
/// `expires_in` is never kept: it belongs to the old access token.
pub(crate) fn merged(old: &[u8], new: &[u8]) -> Option<(Wiped, bool)> {
    let is_there = |member: Option<&Json>| member.is_some_and(|value| !value.is_null());
    let mut answer = Members(crate::json::object(new)?);
    if !is_there(answer.0.get("access_token")) {
        return None;
    }
    let rotated = answer
        .0
        .get("refresh_token")
        .is_some_and(|value| value.as_str().is_some_and(|text| !text.is_empty()));
    if !rotated {
        answer.0.remove("refresh_token");
    }
    let mut old = Members(crate::json::object(old).unwrap_or_default());
    old.0.remove("expires_in");
    for (name, value) in &mut old.0 {
        if !is_there(answer.0.get(name)) {
            answer.0.insert(name.clone(), value.take());
        }
    }
    Some((Wiped(crate::json::written(&answer.0)), rotated))
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn what_a_refresh_leaves_out_stays_and_what_it_says_counts() {
        let old =
            br#"{"access_token":"a","refresh_token":"r","expires_in":1,"ref":{"id":1},"x":1}"#;
        let new = br#"{"access_token":"b","x":2,"ref":null}"#;
        let (body, rotated) = merged(old, new).unwrap();
        assert!(!rotated);
        assert_eq!(
            String::from_utf8(body.0.clone()).unwrap(),
            r#"{"access_token":"b","ref":{"id":1},"refresh_token":"r","x":2}"#
        );
        assert!(merged(old, br#"{"access_token":"b","refresh_token":"s"}"#).unwrap().1);
        assert!(!merged(old, br#"{"access_token":"b","refresh_token":""}"#).unwrap().1);
        assert!(merged(old, br#"{"error":"x"}"#).is_none());
        assert!(merged(old, b"{").is_none());
    }
}
