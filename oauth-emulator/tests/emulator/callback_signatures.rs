//! Signatures of callbacks: what they cover, where they are, how they are written.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_emulator::{Decision, Emulator};
use oauth_spec::{
    Algorithm, AuthorizationCodeGrant, Callback, CallbackFormat, CanonicalQuery, Digest,
    DigestEncoding, Grants, JwtAlgorithm, JwtCheck, KeyEncoding, Part, ProviderSpec, QueryOrder,
    QueryValues, ResponseMode, Signature, SignatureCheck, SignaturePlace, SignatureSyntax, Source,
    Template, TimeFormat, Timestamp,
};
use serde_json::Value;

use crate::acme::authorize_url;
use crate::callbacks::{BODY_DIGEST, signed, spec, start};
use crate::support::{allow, claims, has, hex, pairs, value};

static QUERY_DIGEST: Digest = Digest {
    key: Template::value(Source::ClientSecret),
    message: Template::value(Source::Query),
    ..Digest::STANDARD
};

#[tokio::test]
async fn a_signature_may_cover_a_sorted_query_and_the_time() {
    static SORTED: ProviderSpec = spec(&Callback {
        signature: Some(Signature {
            timestamp: Some(Timestamp {
                value: Source::QueryParameter("timestamp"),
                format: TimeFormat::Unix,
                max_age: 90,
                max_ahead: 90,
            }),
            ..signed(
                SignaturePlace::Query("hash"),
                SignatureSyntax::Prefix(""),
                SignatureCheck::Digest(&Digest {
                    key: Template::value(Source::ClientSecret),
                    key_encoding: KeyEncoding::Sha256,
                    message: Template::value(Source::Query),
                    query: CanonicalQuery {
                        order: QueryOrder::Name,
                        values: QueryValues::Decoded,
                        remove: &["state"],
                        join: "\n",
                        ..CanonicalQuery::STANDARD
                    },
                    encoding: DigestEncoding::Base64Url,
                    ..Digest::STANDARD
                }),
            )
        }),
        ..Callback::STANDARD
    });
    let emulator = start(&SORTED).await;
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    let (code, time) = (value(&found, "code"), value(&found, "timestamp"));
    let message = format!("code={code}\ntimestamp={time}");
    let key = hmac_sha256::Hash::hash(b"secret");
    let digest = hmac_sha256::HMAC::mac(message.as_bytes(), key);
    assert_eq!(value(&found, "hash"), URL_SAFE_NO_PAD.encode(digest));
    assert!(time.parse::<u64>().expect("seconds") > 1_700_000_000);
}

#[tokio::test]
async fn a_signature_may_be_plain_or_beside_its_payload() {
    static PLAIN: ProviderSpec = spec(&Callback {
        signature: Some(signed(
            SignaturePlace::Query("token"),
            SignatureSyntax::Prefix("v1:"),
            SignatureCheck::Digest(&Digest {
                algorithm: Algorithm::None,
                message: Template::of(&[Part::Text("k-"), Part::Value(Source::ClientSecret)]),
                encoding: DigestEncoding::Text,
                ..Digest::STANDARD
            }),
        )),
        ..Callback::STANDARD
    });
    static PAYLOAD: ProviderSpec = spec(&Callback {
        signature: Some(signed(
            SignaturePlace::Query("signed_request"),
            SignatureSyntax::Payload,
            SignatureCheck::Digest(&Digest {
                key: Template::value(Source::ClientSecret),
                message: Template::value(Source::SignaturePart("payload")),
                encoding: DigestEncoding::Base64Url,
                ..Digest::STANDARD
            }),
        )),
        ..Callback::STANDARD
    });
    let emulator = start(&PLAIN).await;
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    assert_eq!(value(&found, "token"), "v1:k-secret");

    let emulator = start(&PAYLOAD).await;
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    let signed = value(&found, "signed_request");
    let (signature, payload) = signed.split_once('.').expect("two parts");
    let digest = hmac_sha256::HMAC::mac(payload.as_bytes(), b"secret");
    assert_eq!(signature, URL_SAFE_NO_PAD.encode(digest));
    let told: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64url")).expect("JSON");
    assert_eq!(told["code"], value(&found, "code"));
}

/// Wherever the browser brings it, it is one list, and that is signed.
#[tokio::test]
async fn a_callback_in_a_form_or_a_fragment_is_signed_too() {
    const fn by(mode: ResponseMode) -> ProviderSpec {
        let returns = spec(&Callback {
            signature: Some(signed(
                SignaturePlace::Query("hmac"),
                SignatureSyntax::Prefix(""),
                SignatureCheck::Digest(&QUERY_DIGEST),
            )),
            ..Callback::STANDARD
        });
        let code = AuthorizationCodeGrant {
            response_mode: Some(mode),
            ..AuthorizationCodeGrant::STANDARD
        };
        ProviderSpec {
            grants: Grants { authorization_code: Some(code), ..Grants::NONE },
            ..returns
        }
    }
    static POSTED: ProviderSpec = by(ResponseMode::FormPost);
    static FRAGMENT: ProviderSpec = by(ResponseMode::Fragment);
    for (spec, mark) in [(&POSTED, None), (&FRAGMENT, Some('#'))] {
        let back = "https://app.example/callback?own=1";
        let builder = Emulator::builder(spec).client("me", "secret").redirect_uri(back);
        let emulator = builder.start().await.expect("it starts");
        let url = authorize_url(&emulator, "read");
        let came = emulator.browse(&url, Decision::Allow).await.expect("a callback");
        let list = mark.map_or(came.as_str(), |mark| came.split_once(mark).expect("a part").1);
        let (rest, signature) = list.split_once("&hmac=").expect("a signature, last");
        assert!(rest.starts_with("code="), "{rest}");
        assert_eq!(signature, hex(&hmac_sha256::HMAC::mac(rest.as_bytes(), b"secret")));
    }
}

#[tokio::test]
async fn a_signature_may_be_a_token() {
    static TOKEN: ProviderSpec = spec(&Callback {
        signature: Some(signed(
            SignaturePlace::Query("signed"),
            SignatureSyntax::Prefix(""),
            SignatureCheck::Jwt(&JwtCheck {
                algorithms: &[JwtAlgorithm::Es256, JwtAlgorithm::Hs256],
                key: Template::value(Source::ClientSecret),
                audience: Some(Template::value(Source::ClientId)),
                issuer: Some(Template::text("bc")),
                body_hash_claim: None,
            }),
        )),
        ..Callback::STANDARD
    });
    let emulator = start(&TOKEN).await;
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    let token = value(&found, "signed");
    let told = claims(&token);
    assert_eq!((&told["aud"], &told["iss"]), (&"me".into(), &"bc".into()));
    let (text, signature) = token.rsplit_once('.').expect("three parts");
    let digest = hmac_sha256::HMAC::mac(text.as_bytes(), b"secret");
    assert_eq!(signature, URL_SAFE_NO_PAD.encode(digest));
}

/// A denial has no code, and what is made of one cannot be made then.
#[tokio::test]
async fn a_denial_without_what_is_signed_comes_unsigned() {
    static OF_THE_CODE: Digest = Digest {
        message: Template::of(&[
            Part::Value(Source::QueryParameter("code")),
            Part::Value(Source::QueryParameter("state")),
        ]),
        ..QUERY_DIGEST
    };
    static OF_THE_STATE: Digest =
        Digest { message: Template::value(Source::QueryParameter("state")), ..QUERY_DIGEST };
    const fn by(digest: &'static Digest) -> ProviderSpec {
        spec(&Callback {
            signature: Some(signed(
                SignaturePlace::Query("sig"),
                SignatureSyntax::Prefix(""),
                SignatureCheck::Digest(digest),
            )),
            ..Callback::STANDARD
        })
    }
    static BY_CODE: ProviderSpec = by(&OF_THE_CODE);
    static BY_STATE: ProviderSpec = by(&OF_THE_STATE);
    for (spec, is_signed) in [(&BY_CODE, false), (&BY_STATE, true), (&JSON_CODE, true)] {
        let emulator = start(spec).await;
        let url = authorize_url(&emulator, "read");
        let came = emulator.browse(&url, Decision::Deny).await.expect("a callback");
        let (there, is_there) = if let Some(posted) = emulator.posted_callback() {
            // A member that is not there is signed as nothing.
            let document: Value = serde_json::from_slice(&posted.body).expect("JSON");
            assert_eq!(document["sig"], hex(&hmac_sha256::HMAC::mac(b".", b"secret")));
            (document["error"].to_string(), true)
        } else {
            let found = pairs(&came, '?');
            (value(&found, "error"), has(&found, "sig"))
        };
        assert!(there.contains("access_denied"), "{there}");
        assert_eq!(is_there, is_signed, "{came}");
        let came = emulator.browse(&url, Decision::Allow).await.expect("a callback");
        let posted = emulator.posted_callback();
        assert!(posted.is_some() || has(&pairs(&came, '?'), "sig"), "{came}");
    }
}

static JSON_DIGEST: Digest = Digest {
    message: Template::of(&[Part::Value(Source::JsonMember("code")), Part::Text(".")]),
    ..QUERY_DIGEST
};
static JSON_CODE: ProviderSpec = spec(&Callback {
    format: CallbackFormat::Json,
    signature: Some(signed(
        SignaturePlace::Json("sig"),
        SignatureSyntax::Prefix(""),
        SignatureCheck::Digest(&JSON_DIGEST),
    )),
    ..Callback::STANDARD
});

#[tokio::test]
async fn what_takes_a_private_key_is_told_at_the_start() {
    static PRIVATE: ProviderSpec = spec(&Callback {
        signature: Some(signed(
            SignaturePlace::Query("sig"),
            SignatureSyntax::Prefix(""),
            SignatureCheck::Digest(&Digest { algorithm: Algorithm::Ed25519, ..Digest::STANDARD }),
        )),
        ..Callback::STANDARD
    });
    static HEADER: ProviderSpec = spec(&Callback {
        signature: Some(signed(
            SignaturePlace::Header("x"),
            SignatureSyntax::Prefix(""),
            SignatureCheck::Digest(&BODY_DIGEST),
        )),
        ..Callback::STANDARD
    });
    for (spec, about) in [(&PRIVATE, "private key"), (&HEADER, "a redirect has a query")] {
        let told = Emulator::start(spec).await.expect_err("it cannot").to_string();
        assert!(told.contains(about), "{told}");
    }
}
