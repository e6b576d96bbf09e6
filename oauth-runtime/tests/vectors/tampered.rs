//! Every known answer with one thing wrong: none of them may be taken.

use http::header::HeaderName;
use http::{HeaderValue, Request};
use oauth_runtime::SignatureRefused;
use oauth_runtime::spec::SignaturePlace;

use super::all;
use super::callbacks::AS_RECEIVED;
use super::case::{Case, at};

fn possible() -> impl Iterator<Item = &'static Case> {
    all().filter(|case| case.is_possible())
}

/// The request with a text of its address, headers and body replaced.
fn replaced(case: &Case, from: &str, to: &str) -> Request<Vec<u8>> {
    let mut request = case.request();
    *request.uri_mut() = request.uri().to_string().replace(from, to).parse().unwrap();
    for value in request.headers_mut().values_mut() {
        *value = HeaderValue::from_str(&value.to_str().unwrap().replace(from, to)).unwrap();
    }
    let body = String::from_utf8(request.body().clone()).unwrap().replace(from, to);
    *request.body_mut() = body.into_bytes();
    request
}

#[test]
fn another_key_fits_nothing() {
    for case in possible() {
        // As long, and base64 where that is wanted.
        let other = format!("{}AAAA", &case.secret[..case.secret.len() - 4]);
        let refused = case.verify(case.request(), &other).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Wrong { .. }), "{}: {refused}", case.id);
        let text = refused.to_string();
        assert!(!text.contains(case.expected) && !text.contains(&other), "{}", case.id);
    }
}

#[test]
fn an_old_and_a_new_secret_are_both_taken() {
    for case in possible() {
        let webhook = case.webhook();
        let other = format!("{}AAAA", &case.secret[..case.secret.len() - 4]);
        for secrets in [[&*other, case.secret], [case.secret, &*other]] {
            webhook.verify_at(&secrets, &case.request(), at(case.now)).unwrap();
        }
        // One that is not set, or is no key of this kind, takes nothing from the other.
        for unset in ["", "no-key!"] {
            for secrets in [[unset, case.secret], [case.secret, unset]] {
                let verified = webhook.verify_at(&secrets, &case.request(), at(case.now));
                verified.unwrap_or_else(|refused| panic!("{} {secrets:?}: {refused}", case.id));
            }
        }
        let refused = webhook.verify_at(&["", &*other], &case.request(), at(case.now));
        let refused = refused.unwrap_err();
        assert!(matches!(refused, SignatureRefused::Settings { .. }), "{}: {refused}", case.id);
        let none: [&str; 0] = [];
        let refused = webhook.verify(&none, &case.request()).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Settings { .. }), "{}: {refused}", case.id);
    }
}

#[test]
fn an_empty_secret_is_never_a_key() {
    for case in possible() {
        let refused = case.verify(case.request(), "").unwrap_err();
        assert!(matches!(refused, SignatureRefused::Settings { .. }), "{}: {refused}", case.id);
    }
}

#[test]
fn one_character_of_the_signature_matters() {
    for case in possible() {
        let first = if case.expected.starts_with('a') { "b" } else { "a" };
        for changed in [
            format!("{first}{}", &case.expected[1..]),
            case.expected[1..].to_owned(),
            format!("{}{first}", case.expected),
            case.expected[..8].to_owned(),
        ] {
            assert!(case.verify(case.request_with(&changed), case.secret).is_err(), "{}", case.id);
        }
    }
}

#[test]
fn one_byte_of_what_is_signed_matters() {
    for case in possible() {
        let body = case.request().into_body();
        for index in 0..body.len() {
            let mut request = case.request();
            request.body_mut()[index] ^= 1;
            assert!(case.verify(request, case.secret).is_err(), "{} at {index}", case.id);
        }
        let mut request = case.request();
        if !body.is_empty() {
            request.body_mut().push(b' ');
            assert!(case.verify(request, case.secret).is_err(), "{}", case.id);
            continue;
        }
        for (from, to) in [("code=", "code=x"), ("shop=", "shop=x"), ("user_id=", "user_id=1")] {
            if case.uri.contains(from) {
                assert!(case.verify(replaced(case, from, to), case.secret).is_err(), "{}", case.id);
            }
        }
    }
}

#[test]
fn a_signature_that_is_missing_or_doubled_is_refused() {
    for case in possible() {
        let mut missing = case.request();
        let mut doubled = case.request();
        match case.signature.place {
            SignaturePlace::Header(name) => {
                missing.headers_mut().remove(name);
                let name: HeaderName = name.parse().unwrap();
                let value = doubled.headers()[&name].clone();
                doubled.headers_mut().append(name, value);
            }
            SignaturePlace::Query(name) => {
                missing = replaced(case, &format!("{name}="), "x=");
                let uri = format!("{}&{name}=x", doubled.uri());
                *doubled.uri_mut() = uri.parse().unwrap();
            }
            SignaturePlace::Form(name) => {
                missing = replaced(case, &format!("{name}="), "x=");
                doubled.body_mut().extend_from_slice(format!("&{name}=x").as_bytes());
            }
            _ => unreachable!("no vector has it elsewhere"),
        }
        let refused = case.verify(missing, case.secret).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Missing { .. }), "{}: {refused}", case.id);
        let refused = case.verify(doubled, case.secret).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Repeated { .. }), "{}: {refused}", case.id);
        let refused = case.verify(case.request_with(""), case.secret).unwrap_err();
        assert!(!matches!(refused, SignatureRefused::Settings { .. }), "{}: {refused}", case.id);
    }
}

#[test]
fn a_header_that_is_signed_must_be_there_once() {
    let case = all().find(|case| case.id == "pio-webhook-v1-own").unwrap();
    for (name, _) in case.headers {
        if *name == "x-pio-hmac-sha256" {
            continue;
        }
        let mut missing = case.request();
        missing.headers_mut().remove(*name);
        let refused = case.verify(missing, case.secret).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Incomplete { .. }), "{name}: {refused}");
        let mut doubled = case.request();
        doubled.headers_mut().append(*name, HeaderValue::from_static("x"));
        let refused = case.verify(doubled, case.secret).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Ambiguous { .. }), "{name}: {refused}");
    }
}

#[test]
fn an_order_that_is_signed_is_kept() {
    let case = Case {
        uri: "https://a.example/cb?code=9f1c0a&state=abc&hmac={sig}",
        expected: "f4ad93dfa1eeba18ef8804facf0c0d937f5e5a306981a46acfa135442ec15e75",
        ..AS_RECEIVED
    };
    // It is the signature of `state=abc&code=9f1c0a`.
    let refused = case.verify(case.request(), case.secret).unwrap_err();
    assert!(matches!(refused, SignatureRefused::Wrong { .. }), "{refused}");
}

#[test]
fn a_body_that_is_no_form_does_not_pass_for_an_empty_one() {
    let case = all().find(|case| case.id == "twilio-form").unwrap();
    if !case.is_possible() {
        return;
    }
    let mut request = case.request();
    request.headers_mut().remove("content-type");
    let refused = case.verify(request, case.secret).unwrap_err();
    assert_eq!(refused, SignatureRefused::UnsignedBody);
}
