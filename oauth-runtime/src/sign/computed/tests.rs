//! Computed values, over what the application knows and over requests.

use std::borrow::Cow;

use base64::Engine as _;
#[cfg(feature = "jose")]
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use oauth_spec::{
    CanonicalQuery, Computed, ComputedRecipe, Digest, DigestEncoding, Jwt, JwtAlgorithm, Parameter,
    Part, ProviderSpec, QueryOrder, QueryValues, Source, Template, TimeFormat,
};
#[cfg(feature = "jose")]
use serde_json::{Value, json};

use super::computed;
use crate::sign::{Lookup, Outgoing};

const SECRET: Template = Template::value(Source::ClientSecret);
const DIGEST: Digest = Digest { key: SECRET, ..Digest::STANDARD };

const fn digest(name: &'static str, digest: &'static Digest) -> Computed {
    Computed { name, recipe: ComputedRecipe::Digest(digest) }
}

const SPEC: ProviderSpec = ProviderSpec {
    title: "Test",
    computed: &[
        digest("proof", &Digest { message: Template::value(Source::Parameter("plain")), ..DIGEST }),
        digest(
            "sign",
            &Digest {
                message: Template::Many(&[
                    Part::Value(Source::Method),
                    Part::Value(Source::Path),
                    Part::Text("?"),
                    Part::Value(Source::Query),
                    Part::Text("|"),
                    Part::Value(Source::Parameters),
                    Part::Text("|"),
                    Part::Value(Source::Body),
                    Part::Value(Source::Header("x-key")),
                    Part::Value(Source::FormParameter("b")),
                ]),
                algorithm: oauth_spec::Algorithm::None,
                query: CanonicalQuery {
                    order: QueryOrder::Name,
                    values: QueryValues::Decoded,
                    pair: "",
                    join: "",
                    ..CanonicalQuery::STANDARD
                },
                encoding: DigestEncoding::Text,
                ..DIGEST
            },
        ),
        digest(
            "outer",
            &Digest {
                key: Template::value(Source::Computed("proof")),
                message: Template::value(Source::Computed("proof")),
                encoding: DigestEncoding::Base64,
                ..DIGEST
            },
        ),
        digest(
            "circle",
            &Digest { message: Template::value(Source::Computed("circle")), ..DIGEST },
        ),
        Computed {
            name: "assertion",
            recipe: ComputedRecipe::Jwt(&Jwt {
                algorithm: JwtAlgorithm::Hs256,
                key: SECRET,
                header: &[Parameter::text("kid", "1")],
                claims: &[
                    Parameter::value("sub", Source::ClientId),
                    Parameter::value("left_out", Source::Scope),
                    Parameter::text("aud", "a"),
                    Parameter::text("aud", "b"),
                    Parameter::new("events", r#"{"x":[1,true,"{client_id}"]}"#).json(),
                ],
                lifetime: 300,
            }),
        },
    ],
    ..ProviderSpec::STANDARD
};

fn known(source: Source) -> Option<Cow<'static, str>> {
    Some(match source {
        Source::ClientSecret => "zoom_secret_token".into(),
        Source::ClientId => "\"id\"\n".into(),
        Source::Parameter("plain") => "qgg8vlvZRS6UYooatFL8Aw".into(),
        Source::Time(TimeFormat::Unix) => "1700000000".into(),
        Source::RandomUuid => "the-id".into(),
        _ => return None,
    })
}

fn made(name: &str, lookup: &Lookup<'_>) -> Result<String, String> {
    let mut headers = HeaderMap::new();
    headers.insert("x-key", http::HeaderValue::from_static("K"));
    let request = Outgoing {
        method: "POST",
        url: "https://api.example/a/b?c=d#e",
        body: Some(b"b=2+%26&a=1"),
        form: Some("b=2+%26&a=1"),
        is_json: false,
        headers: &headers,
    };
    computed(&SPEC, name, lookup, &request).map_err(|error| error.to_string())
}

#[test]
fn a_known_answer_is_made() {
    // The vector `zoom-url-validation-own`.
    assert_eq!(
        made("proof", &known).unwrap(),
        "bd48235863f4a6323ccc4963c594908b7c97f88b4a6a95278f4f093690b12726"
    );
}

#[test]
fn a_request_is_signed_by_its_parts() {
    assert_eq!(made("sign", &known).unwrap(), "POST/a/b?cd|a1b2 &cd|b=2+%26&a=1K2 &");
}

#[test]
fn one_value_is_made_of_another() {
    let inner = made("proof", &known).unwrap();
    let expected = hmac_sha256::HMAC::mac(&inner, inner.as_bytes());
    let expected = base64::engine::general_purpose::STANDARD.encode(expected);
    assert_eq!(made("outer", &known).unwrap(), expected);
    assert!(made("circle", &known).unwrap_err().contains("made of itself"));
    assert!(made("unknown", &known).is_err());
}

#[test]
#[cfg(feature = "jose")]
fn a_token_says_what_is_declared() {
    let token = made("assertion", &known).unwrap();
    let parts: Vec<_> = token.split('.').collect();
    let read = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    assert_eq!(read(parts[0]), json!({"alg": "HS256", "typ": "JWT", "kid": "1"}));
    assert_eq!(
        read(parts[1]),
        json!({
            "iat": 1_700_000_000, "exp": 1_700_000_300, "jti": "the-id", "sub": "\"id\"\n",
            "aud": ["a", "b"], "events": {"x": [1, true, "\"id\"\n"]},
        })
    );
    let mac = hmac_sha256::HMAC::mac(format!("{}.{}", parts[0], parts[1]), b"zoom_secret_token");
    assert_eq!(URL_SAFE_NO_PAD.decode(parts[2]).unwrap(), mac);
}

#[test]
#[cfg(feature = "jose")]
fn what_is_missing_is_said_and_never_shown() {
    let no_secret = |source| known(source).filter(|_| source != Source::ClientSecret);
    let text = made("proof", &no_secret).unwrap_err();
    assert!(text.contains("{client_secret}") && text.contains("{computed.proof}"), "{text}");
    // Where the key is made of it, too.
    let text = made("outer", &no_secret).unwrap_err();
    assert!(text.contains("call `.client_secret(…)`"), "{text}");
    let empty = |source| match source {
        Source::ClientSecret => Some("".into()),
        other => known(other),
    };
    assert!(made("proof", &empty).is_err());
    assert!(made("assertion", &empty).is_err());
    let no_time = |source| known(source).filter(|_| !matches!(source, Source::Time(_)));
    assert!(made("assertion", &no_time).unwrap_err().contains("{time.unix}"));
}

#[test]
fn a_parameter_that_holds_it_is_known() {
    let holding = |name: &str| SPEC.holds_computed(Source::Computed("outer"), name);
    assert!(holding("outer") && holding("proof"));
    assert!(!holding("sign") && !holding("circle"));
    let circle = Source::Computed("circle");
    assert!(SPEC.holds_computed(circle, "circle") && !SPEC.holds_computed(circle, "sign"));
}
