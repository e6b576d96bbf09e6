//! Places and algorithms that no known answer of a provider has.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use oauth_spec::{
    Algorithm, Computed, ComputedRecipe, Digest, DigestEncoding, Part, Signature, SignatureCheck,
    SignaturePlace, SignatureSyntax, Source, Template,
};
use serde_json::json;

use super::encoding::hex;
use super::{Incoming, SignatureRefused, verify, verify_answer};

const NOW: SystemTime = SystemTime::UNIX_EPOCH;
const DIGEST: Digest = Digest {
    key: Template::value(Source::ClientSecret),
    message: Template::value(Source::Body),
    ..Digest::STANDARD
};

const fn signed(place: SignaturePlace, digest: &'static Digest) -> Signature {
    Signature {
        place,
        syntax: SignatureSyntax::Prefix(""),
        check: SignatureCheck::Digest(digest),
        timestamp: None,
        replay_id: None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it is a lookup")]
fn known(source: Source) -> Option<Cow<'static, str>> {
    assert_eq!(source, Source::ClientSecret);
    Some("key".into())
}

fn outcome(signature: &Signature, incoming: &Incoming<'_>) -> Result<(), SignatureRefused> {
    verify(signature, &known, incoming, NOW).map(drop)
}

fn headers(all: &[(&str, &str)]) -> HeaderMap {
    let entry = |(name, value): &(&str, &str)| {
        (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap())
    };
    all.iter().map(entry).collect()
}

fn mac(message: &str) -> String {
    hex(&hmac_sha256::HMAC::mac(message, b"key"))
}

#[test]
fn numbered_headers_hold_one_signature_each() {
    let signature = signed(SignaturePlace::NumberedHeaders("x-sig-"), &DIGEST);
    let check = |all: &[(&str, &str)]| {
        let headers = headers(all);
        let incoming = Incoming { headers: Some(&headers), body: b"body", ..Incoming::default() };
        outcome(&signature, &incoming)
    };
    let right = &*mac("body");
    check(&[("x-sig-1", "00"), ("x-sig-2", right)]).unwrap();
    check(&[("x-sig-100", right)]).unwrap();
    let wrong = check(&[("x-sig-1", "00")]).unwrap_err();
    assert!(matches!(wrong, SignatureRefused::Wrong { .. }));
    for missing in [&[][..], &[("x-sig-0", right)], &[("x-sig-101", right)], &[("x-sig", "")]] {
        assert!(matches!(check(missing).unwrap_err(), SignatureRefused::Missing { .. }));
    }
    let doubled = [("x-sig-1", right), ("x-sig-1", "00")];
    let mut all = HeaderMap::new();
    for (name, value) in doubled {
        all.append(name, HeaderValue::from_str(value).unwrap());
    }
    let incoming = Incoming { headers: Some(&all), body: b"body", ..Incoming::default() };
    let doubled = outcome(&signature, &incoming).unwrap_err();
    assert!(matches!(doubled, SignatureRefused::Repeated { .. }));
}

const MEMBERS: Digest = Digest {
    message: Template::Many(&[
        Part::Value(Source::JsonMember("a.0")),
        Part::Text(":"),
        Part::Value(Source::JsonMember("n")),
        Part::Text(":"),
        Part::Value(Source::JsonMember("not_there")),
    ]),
    ..DIGEST
};

#[test]
fn members_of_a_body_are_signed() {
    let signature = signed(SignaturePlace::Json("sig.x"), &MEMBERS);
    let check = |body: &str| {
        outcome(&signature, &Incoming { body: body.as_bytes(), ..Incoming::default() })
    };
    let right = mac("x:1:");
    check(&format!(r#"{{"a":["x"],"n":1,"sig":{{"x":"{right}"}}}}"#)).unwrap();
    check(&format!(r#"{{"a":["x"],"n":1,"not_there":null,"sig":{{"x":"{right}"}}}}"#)).unwrap();
    assert!(check(&format!(r#"{{"a":["x"],"n":2,"sig":{{"x":"{right}"}}}}"#)).is_err());
    for body in ["", "{", "[]", "null", r#"{"sig":{"x":null}}"#, r#"{"sig":{"x":[]}}"#] {
        let refused = check(body).unwrap_err();
        assert!(matches!(refused, SignatureRefused::Missing { .. }), "{body}: {refused}");
    }
}

/// Signed without it or with another one: nobody knows, and so it is refused.
#[test]
fn what_is_signed_and_not_there_is_refused() {
    static PARTS: Digest = Digest {
        message: Template::Many(&[
            Part::Value(Source::QueryParameter("id")),
            Part::Value(Source::Header("x-id")),
            Part::Value(Source::Body),
        ]),
        ..DIGEST
    };
    let signature = signed(SignaturePlace::Header("x-sig"), &PARTS);
    let check = |query: &str, all: &[(&str, &str)], message: &str| {
        let right = mac(message);
        let all: Vec<_> = all.iter().copied().chain([("x-sig", &*right)]).collect();
        let headers = headers(&all);
        let incoming =
            Incoming { query, headers: Some(&headers), body: b"c", ..Incoming::default() };
        outcome(&signature, &incoming)
    };
    let id = [("x-id", "b")];
    check("id=a", &id, "abc").unwrap();
    check("id=", &id, "bc").unwrap();
    let part = |name: &str| SignatureRefused::Incomplete { part: format!("{{request.{name}}}") };
    assert_eq!(check("", &id, "bc").unwrap_err(), part("query.id"));
    assert_eq!(check("id=a", &[], "ac").unwrap_err(), part("header.x-id"));
    let twice = SignatureRefused::Ambiguous { part: "{request.query.id}".to_owned() };
    assert_eq!(check("id=a&id=a", &id, "abc").unwrap_err(), twice);
}

#[test]
fn a_token_answer_is_signed_by_its_members() {
    let signature = signed(SignaturePlace::Json("sig"), &MEMBERS);
    let check = |answer| verify_answer(&signature, &known, &answer, NOW).map(drop);
    check(json!({"a": ["x"], "n": true, "sig": mac("x:true:")})).unwrap();
    assert!(check(json!({"a": ["y"], "n": true, "sig": mac("x:true:")})).is_err());
    assert!(check(json!({"a": ["x"], "n": true})).is_err());
    assert!(check(json!([])).is_err());
}

const QUERY: Digest = Digest { message: Template::value(Source::Query), ..DIGEST };
const MEMBER: Digest = Digest { message: Template::value(Source::QueryParameter("a.b")), ..DIGEST };

#[test]
fn a_callback_has_one_list_of_parameters() {
    let query = format!("a=1&sig={}", mac("a=1"));
    for place in [SignaturePlace::Query("sig"), SignaturePlace::Form("sig")] {
        outcome(&signed(place, &QUERY), &Incoming::query(&query)).unwrap();
    }
    let request = Incoming { query: &query, ..Incoming::default() };
    outcome(&signed(SignaturePlace::Query("sig"), &QUERY), &request).unwrap();
    assert!(outcome(&signed(SignaturePlace::Form("sig"), &QUERY), &request).is_err());

    let body = format!(r#"{{"a":{{"b":"c"}},"sig":"{}"}}"#, mac("c"));
    let posted = Incoming::json(body.as_bytes());
    outcome(&signed(SignaturePlace::Query("sig"), &MEMBER), &posted).unwrap();
    // A query is not all of it.
    assert!(outcome(&signed(SignaturePlace::Query("sig"), &QUERY), &posted).is_err());
}

const ALL: Digest = Digest { message: Template::value(Source::Parameters), ..DIGEST };
const THROUGH: Digest = Digest {
    message: Template::value(Source::Computed("list")),
    computed: &[Computed {
        name: "list",
        recipe: ComputedRecipe::Digest(&Digest {
            algorithm: Algorithm::None,
            encoding: DigestEncoding::Text,
            ..ALL
        }),
    }],
    ..DIGEST
};

#[test]
fn all_parameters_of_what_came_are_those_of_the_query_and_the_form() {
    let form = headers(&[("content-type", "application/x-www-form-urlencoded")]);
    let body = format!("b=2&sig={}", mac("a=1&b=2"));
    let came = |query, body, headers| Incoming { query, headers, body, ..Incoming::default() };
    let in_form = signed(SignaturePlace::Form("sig"), &ALL);
    outcome(&in_form, &came("a=1", body.as_bytes(), Some(&form))).unwrap();
    // Neither can be changed, and another `sig` in the query is a parameter as any.
    for query in ["a=2", "", "a=1&sig=x"] {
        assert!(outcome(&in_form, &came(query, body.as_bytes(), Some(&form))).is_err(), "{query}");
    }
    // An empty query is no parameter.
    let alone = format!("b=2&sig={}", mac("b=2"));
    outcome(&in_form, &came("", alone.as_bytes(), Some(&form))).unwrap();
    let query = format!("a=1&sig={}", mac("a=1"));
    let in_query = signed(SignaturePlace::Query("sig"), &ALL);
    outcome(&in_query, &Incoming::query(&query)).unwrap();
    outcome(&in_query, &came(&query, b"", None)).unwrap();
    // A body that is no form would not be covered, whoever writes the list.
    let refused = outcome(&in_query, &came(&query, b"{}", None)).unwrap_err();
    assert_eq!(refused, SignatureRefused::UnsignedBody);
    assert!(refused.to_string().starts_with("there is a body that is no form"), "{refused}");
    let through = signed(SignaturePlace::Query("sig"), &THROUGH);
    outcome(&through, &came(&query, b"", None)).unwrap();
    assert!(outcome(&through, &came(&query, b"{}", None)).is_err());
}

const ADDRESS: Digest =
    Digest { message: Template::Written("{request.url} {request.target}"), ..DIGEST };

#[test]
fn an_address_is_signed_before_it_holds_the_signature() {
    let signature = signed(SignaturePlace::Query("sig"), &ADDRESS);
    let check = |query: &str| {
        let url = format!("https://app.example/hooks?{query}");
        outcome(&signature, &Incoming { url: Some(&url), query, ..Incoming::default() })
    };
    let alone = mac("https://app.example/hooks /hooks");
    check(&format!("sig={alone}")).unwrap();
    assert!(check(&format!("a=1&sig={alone}")).is_err());
    let both = mac("https://app.example/hooks?a=%31&b=+ /hooks?a=%31&b=+");
    check(&format!("a=%31&b=+&sig={both}")).unwrap();
    check(&format!("a=%31&sig={both}&b=+")).unwrap();
    assert!(check(&format!("a=1&b=+&sig={both}")).is_err());
    assert!(check(&format!("a=%31&b=+&sig={both}&sig={both}")).is_err());
}

#[test]
fn a_fixed_text_is_compared() {
    const TOKEN: Digest = Digest {
        algorithm: Algorithm::None,
        message: Template::value(Source::ClientSecret),
        encoding: DigestEncoding::Text,
        ..Digest::STANDARD
    };
    let signature = signed(SignaturePlace::Header("x-token"), &TOKEN);
    let check = |value, secret: &'static str| {
        let headers = headers(&[("x-token", value)]);
        let incoming = Incoming { headers: Some(&headers), ..Incoming::default() };
        verify(&signature, &|_| Some(secret.into()), &incoming, NOW).map(drop)
    };
    check("key", "key").unwrap();
    assert!(check("keY", "key").is_err());
    assert!(check("", "").is_err());
    assert!(check("x", "").is_err());
}

#[test]
fn a_public_key_verifies_or_says_what_is_missing() {
    const ED25519: Digest = Digest {
        algorithm: Algorithm::Ed25519,
        key_encoding: oauth_spec::KeyEncoding::Pem,
        encoding: DigestEncoding::Auto,
        ..DIGEST
    };
    let signature = signed(SignaturePlace::Header("x-sig"), &ED25519);
    let headers = headers(&[(
        "x-sig",
        "XIZI8uskYau+sF4BUTiWxTweIkHQkN1wvwox2VqC0Gqryc6DQvLM4X/DbTdZfuBZOzY0uFIkxzOcaVoZW7yNDQ==",
    )]);
    let check = |body| {
        let incoming = Incoming { headers: Some(&headers), body, ..Incoming::default() };
        let key = include_str!("../../tests/keys/ed25519.pub.pem");
        verify(&signature, &|_| Some(key.into()), &incoming, NOW).map(drop)
    };
    if cfg!(feature = "jose") {
        check(b"the message").unwrap();
        assert!(matches!(check(b"another").unwrap_err(), SignatureRefused::Wrong { .. }));
    } else {
        let refused = check(b"the message").unwrap_err();
        assert!(refused.to_string().contains("feature `jose`"), "{refused}");
    }
}

#[test]
fn old_digests_are_made_or_say_what_is_missing() {
    for (algorithm, expected) in [
        (Algorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"),
        (Algorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (Algorithm::HmacSha1, "4fd0b215276ef12f2b3e4c8ecac2811498b656fc"),
        (Algorithm::HmacMd5, "d2fe98063f876b03193afb49b4979591"),
    ] {
        match super::algorithm::digest(algorithm, b"key", b"abc") {
            Ok(made) => assert_eq!(hex(&made.0), expected),
            Err(fault) => assert!(fault.text().contains("feature `digests`")),
        }
    }
    for (algorithm, beginning) in [
        (Algorithm::HmacSha512, "3926a207c8c42b0c41792cbd3e1a1aaa"),
        // FIPS 180-4 of `abc`.
        (Algorithm::Sha512, "ddaf35a193617abacc417349ae204131"),
    ] {
        if let Ok(made) = super::algorithm::digest(algorithm, b"key", b"abc") {
            assert_eq!(Some(made.0.len()), super::algorithm::length(algorithm));
            assert!(hex(&made.0).starts_with(beginning));
        }
    }
}

/// RFC 2202, 2.
#[cfg(feature = "digests")]
#[test]
fn hmac_md5_is_that_of_its_standard() {
    const LONG: &str = "Test Using Larger Than Block-Size Key";
    let counted: Vec<u8> = (1..=25).collect();
    let first = format!("{LONG} - Hash Key First");
    let more = format!("{LONG} and Larger Than One Block-Size Data");
    for (key, message, expected) in [
        (&[0x0b; 16][..], &b"Hi There"[..], "9294727a3638bb1c13f48ef8158bfc9d"),
        (b"Jefe", b"what do ya want for nothing?", "750c783e6ab0b503eaa86e310a5db738"),
        (&[0xaa; 16], &[0xdd; 50], "56be34521d144c88dbb8c733f0e8b3f6"),
        (&counted, &[0xcd; 50], "697eaf0aca3a3aea3a75164746ffaa79"),
        (&[0x0c; 16], b"Test With Truncation", "56461ef2342edc00f9bab995690efd4c"),
        (&[0xaa; 80], first.as_bytes(), "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"),
        (&[0xaa; 80], more.as_bytes(), "6f630fad67cda0ee1fb1f562db3aa53e"),
    ] {
        let made = super::algorithm::digest(Algorithm::HmacMd5, key, message).unwrap();
        assert_eq!(hex(&made.0), expected);
        assert_eq!(Some(made.0.len()), super::algorithm::length(Algorithm::HmacMd5));
    }
}

#[test]
fn nothing_panics_whatever_comes() {
    let texts =
        ["", "=", "&&", "sig", "sig=", "sig=%", "sig=%ff&sig2=é", "é=é&sig=é", "?#=&sig=.."];
    let places = [SignaturePlace::Query("sig"), SignaturePlace::Form(""), SignaturePlace::Json("")];
    for text in texts {
        for place in places {
            for syntax in [
                SignatureSyntax::Prefix("é"),
                SignatureSyntax::Pairs { key: "", separator: "" },
                SignatureSyntax::Versions(""),
                SignatureSyntax::Payload,
            ] {
                let signature = Signature { syntax, ..signed(place, &DIGEST) };
                assert!(outcome(&signature, &Incoming::query(text)).is_err());
                assert!(outcome(&signature, &Incoming::json(text.as_bytes())).is_err());
            }
        }
    }
    let late = NOW + Duration::from_secs(u64::from(u32::MAX));
    let query = Incoming::query("sig=00");
    assert!(verify(&signed(places[0], &DIGEST), &known, &query, late).is_err());
}
