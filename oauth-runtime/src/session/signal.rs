//! How an API says that the token is no longer good.

use http::Response;
use http::header::WWW_AUTHENTICATE;
use oauth_spec::{ExpirySignal, ProviderSpec};
use serde_json::Value as Json;

use crate::answer::heard;
use crate::challenge::parameters;

/// Whether an answer is the declared sign (see [`ExpirySignal`]).
pub(super) fn is_expired(spec: &ProviderSpec, response: &Response<Vec<u8>>) -> bool {
    let (signal, status) = (&spec.api.expired, response.status());
    if !signal.status.contains(&status.as_u16()) {
        return false;
    }
    let (said, is_refusal) = heard(&spec.errors, status, response.body());
    if status.is_success() && !is_refusal {
        return false;
    }
    let (mut codes, mut descriptions) = challenges(response);
    let body = crate::json::object(response.body()).unwrap_or_default();
    if let Some(Json::String(code)) = body.get("error") {
        codes.push(code.clone());
    }
    let own: Vec<String> = said.code.into_iter().chain(said.provider_code).collect();
    descriptions.extend(said.description);
    // Where the file does not say which codes mean it, those of the provider's own tell nothing apart; where it says
    // that none does, no code tells anything; nor do descriptions where it names no words.
    let is_told = signal.error != ExpirySignal::STANDARD.error;
    let has_words = !signal.error_description.is_empty();
    let names_none = (signal.error.is_empty() || codes.is_empty() && (own.is_empty() || !is_told))
        && (descriptions.is_empty() || !has_words);
    // A status that also stands for success says nothing by itself.
    names_none && !status.is_success()
        || codes.iter().chain(&own).any(|code| signal.error.contains(&code.as_str()))
        || descriptions
            .iter()
            .any(|text| signal.error_description.iter().any(|words| text.contains(words)))
}

/// The codes and the descriptions in all challenges (RFC 9110, 11.6.1; RFC 6750, 3).
fn challenges(response: &Response<Vec<u8>>) -> (Vec<String>, Vec<String>) {
    let (mut codes, mut descriptions) = (Vec::new(), Vec::new());
    for value in response.headers().get_all(WWW_AUTHENTICATE) {
        let Ok(text) = value.to_str() else { continue };
        for (name, value) in parameters(text) {
            if name.eq_ignore_ascii_case("error") {
                codes.push(value);
            } else if name.eq_ignore_ascii_case("error_description") {
                descriptions.push(value);
            }
        }
    }
    (codes, descriptions)
}

#[cfg(test)]
mod tests {
    use oauth_spec::{Api, Condition, ErrorSpec, Literal, Test};

    use super::*;

    const SIGNAL: ExpirySignal = ExpirySignal {
        status: &[401],
        error: &["expired_token", "invalid_token"],
        error_description: &["expired_token"],
    };
    const PODIO: ProviderSpec = with(SIGNAL, ErrorSpec::STANDARD);

    const fn with(expired: ExpirySignal, errors: ErrorSpec) -> ProviderSpec {
        ProviderSpec { api: Api { expired, ..Api::STANDARD }, errors, ..ProviderSpec::STANDARD }
    }

    fn answer(status: u16, challenge: &str, body: &str) -> Response<Vec<u8>> {
        let mut answer = Response::builder().status(status);
        if !challenge.is_empty() {
            answer = answer.header("www-authenticate", challenge);
        }
        answer.body(body.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn the_code_counts_wherever_it_is() {
        let is = |challenge, body| is_expired(&PODIO, &answer(401, challenge, body));
        assert!(is("", r#"{"error":"expired_token"}"#));
        assert!(is(r#"Bearer realm="a, error=b", error="invalid_token""#, ""));
        assert!(is("OAuth2 error=expired_token", ""));
        assert!(is("", r#"{"error":"unauthorized","error_description":"expired_token"}"#));
        assert!(!is("", r#"{"error":"unauthorized"}"#));
        assert!(!is(r#"Bearer error="insufficient_scope""#, ""));
    }

    #[test]
    fn an_answer_without_a_code_is_a_sign_and_another_status_is_none() {
        assert!(is_expired(&PODIO, &answer(401, "Bearer", "")));
        assert!(is_expired(&PODIO, &answer(401, "", "<html>")));
        assert!(!is_expired(&PODIO, &answer(403, "", r#"{"error":"expired_token"}"#)));
    }

    #[test]
    fn the_code_is_where_the_declaration_has_it() {
        const SPEC: ProviderSpec = with(
            ExpirySignal { status: &[400, 401], error: &["190"], error_description: &["log in"] },
            ErrorSpec {
                code: &["error.code", "fault"],
                description: &["error.message"],
                codes: &[("190", "invalid_grant")],
                ..ErrorSpec::STANDARD
            },
        );
        let is = |body| is_expired(&SPEC, &answer(400, "", body));
        assert!(is(r#"{"error":{"code":190,"message":"Session has expired"}}"#));
        assert!(is(r#"{"fault":"190"}"#));
        assert!(is(r#"{"error":{"code":2,"message":"Please log in"}}"#));
        assert!(!is(r#"{"error":{"code":100,"message":"Invalid parameter"}}"#));
        // Who says it in the RFC's words is understood, too.
        assert!(!is(r#"{"error":"insufficient_scope"}"#));
    }

    #[test]
    fn codes_that_nobody_has_declared_tell_nothing_apart() {
        const SPEC: ProviderSpec = with(
            ExpirySignal::STANDARD,
            ErrorSpec {
                code: &["error", "fault.code"],
                codes: &[("gone", "invalid_token")],
                ..ErrorSpec::STANDARD
            },
        );
        let is = |challenge, body| is_expired(&SPEC, &answer(401, challenge, body));
        assert!(is("", r#"{"fault":{"code":"unauthorized"}}"#));
        assert!(is(r#"Bearer error="invalid_request""#, r#"{"fault":{"code":"gone"}}"#));
        assert!(!is(r#"Bearer error="invalid_request""#, r#"{"fault":{"code":"unauthorized"}}"#));
        assert!(!is("", r#"{"error":"insufficient_scope"}"#));
    }

    #[test]
    fn words_that_are_declared_tell_apart_what_codes_do_not() {
        const SPEC: ProviderSpec = with(
            ExpirySignal {
                status: &[401, 403],
                error_description: &["has expired"],
                ..ExpirySignal::STANDARD
            },
            ErrorSpec {
                code: &["errors.0.code"],
                description: &["errors.0.details", "errors.0.message"],
                ..ErrorSpec::STANDARD
            },
        );
        let is = |body| is_expired(&SPEC, &answer(403, "", body));
        assert!(is(r#"{"errors":[{"code":"Unauthorized","details":"The token has expired."}]}"#));
        assert!(!is(r#"{"errors":[{"code":"Unauthorized","details":"","message":"Denied"}]}"#));
        assert!(is(r#"{"errors":[{"code":"Unauthorized"}]}"#), "it says nothing");
        assert!(is(""));
    }

    #[test]
    fn where_no_code_means_it_the_status_does_or_the_words_do() {
        const WORDS: ProviderSpec = with(
            ExpirySignal {
                error: &[],
                error_description: &["has expired"],
                ..ExpirySignal::STANDARD
            },
            ErrorSpec::STANDARD,
        );
        const ALONE: ProviderSpec = with(
            ExpirySignal { error: &[], ..ExpirySignal::STANDARD },
            ErrorSpec { code: &["fault.code"], ..ErrorSpec::STANDARD },
        );
        let is = |status, challenge, body| is_expired(&ALONE, &answer(status, challenge, body));
        assert!(is(401, "", ""));
        assert!(is(401, r#"Bearer error="insufficient_scope""#, r#"{"error":"invalid_token"}"#));
        assert!(is(401, "", r#"{"fault":{"code":"gone"},"error_description":"Denied"}"#));
        assert!(!is(403, "", r#"{"error":"invalid_token"}"#));
        let is = |body| is_expired(&WORDS, &answer(401, "", body));
        assert!(is(r#"{"error":"unauthorized","error_description":"It has expired"}"#));
        assert!(!is(r#"{"error":"invalid_token","error_description":"Denied"}"#));
        assert!(is(r#"{"error":"unauthorized"}"#), "it says no words");
    }

    #[test]
    fn of_answers_that_worked_only_refusals_count() {
        const SPEC: ProviderSpec = with(
            ExpirySignal { status: &[200, 401], error: &["42001"], error_description: &[] },
            ErrorSpec {
                when: &[Condition { path: "errcode", test: Test::IsNot(Literal::Integer(0)) }],
                code: &["errcode"],
                ..ErrorSpec::STANDARD
            },
        );
        let is = |body| is_expired(&SPEC, &answer(200, "", body));
        assert!(is(r#"{"errcode":42001,"errmsg":"access_token expired"}"#));
        assert!(!is(r#"{"errcode":40003}"#));
        assert!(!is(r#"{"errcode":0,"error":"42001"}"#), "it is no refusal");
        assert!(!is(r#"{"error":"42001"}"#), "it is no refusal");
        assert!(!is("[]"));
    }
}
