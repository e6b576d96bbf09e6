//! Refusals, recognised as the declaration says: their codes tell more than their status does.

use oauth_runtime::Json;
use oauth_spec::{ErrorSpec, ErrorText, Literal, Test};

use super::reading::{field, text};

/// The code of an answer that is a refusal, by its status or by what the declaration says of its body.
pub(super) fn code(errors: &ErrorSpec, status: u16, body: &[u8]) -> Option<String> {
    let body = String::from_utf8_lossy(body);
    let Some(members) = members(&body) else {
        let is_code = status >= 400 && errors.text == Some(ErrorText::Code);
        return is_code.then(|| body.trim().to_owned()).filter(|code| !code.is_empty());
    };
    let member = |path: &str| field(&members, path.trim_start_matches('/'));
    let marked = errors.when.iter().any(|it| is_met(it.test, member(it.path)));
    if status < 400 && !marked {
        return None;
    }
    let told = |path: &&str| member(path).filter(|it| it.is_string() || it.is_number()).map(text);
    // Where the declaration says nothing of the API, that speaks as RFC 6750 has it.
    errors.code.iter().chain(&["error"]).find_map(told).filter(|code| !code.is_empty())
}

/// The members of a body, however it is written.
fn members(body: &str) -> Option<Json> {
    let jsonp = || body.split_once('(')?.1.rsplit_once(')')?.0.parse().ok();
    let members = body.parse::<Json>().ok().or_else(jsonp).filter(Json::is_object);
    members.or_else(|| {
        let pairs = url::form_urlencoded::parse(body.as_bytes()).into_owned();
        let pairs = pairs.map(|(name, value)| (name, Json::String(value)));
        body.contains('=').then(|| Json::Object(pairs.collect()))
    })
}

/// Whether a member meets a test.
fn is_met(test: Test, member: Option<&Json>) -> bool {
    let Some(member) = member.filter(|member| !member.is_null()) else { return false };
    let is = |expected: Literal| match expected {
        Literal::Text(expected) => text(member) == expected,
        Literal::Integer(expected) => text(member) == expected.to_string(),
        Literal::Boolean(expected) => text(member) == expected.to_string(),
    };
    match test {
        Test::Is(expected) => is(expected),
        Test::IsNot(expected) => !is(expected),
        Test::Present => true,
    }
}

#[cfg(test)]
mod tests {
    use oauth_spec::{Condition, ProviderSpec};

    use super::*;

    const STANDARD: ErrorSpec = ProviderSpec::STANDARD.errors;
    const MARKED: [Condition; 1] =
        [Condition { path: "errcode", test: Test::IsNot(Literal::Integer(0)) }];

    #[test]
    fn codes_are_told_wherever_they_are() {
        let told = |errors: &ErrorSpec, status, body: &str| code(errors, status, body.as_bytes());
        let standard = r#"{"error":"invalid_token"}"#;
        assert_eq!(told(&STANDARD, 401, standard).as_deref(), Some("invalid_token"));
        assert_eq!(told(&STANDARD, 200, standard), None);
        assert_eq!(told(&STANDARD, 400, "error=expired_token").as_deref(), Some("expired_token"));
        assert_eq!(told(&STANDARD, 500, "<html>"), None);

        let own = ErrorSpec { when: &MARKED, code: &["errcode"], ..STANDARD };
        assert_eq!(told(&own, 200, r#"{"errcode":42001}"#).as_deref(), Some("42001"));
        assert_eq!(told(&own, 200, r#"callback( {"errcode":42001} );"#).as_deref(), Some("42001"));
        assert_eq!(told(&own, 200, r#"{"errcode":0}"#), None);
        assert_eq!(told(&own, 200, r#"{"id":7}"#), None);

        let bare = ErrorSpec { text: Some(ErrorText::Code), ..STANDARD };
        assert_eq!(told(&bare, 400, "bad_code\n").as_deref(), Some("bad_code"));
        assert_eq!(told(&STANDARD, 400, "bad_code"), None);
    }
}
