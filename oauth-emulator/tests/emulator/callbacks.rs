//! Callbacks in every shape: names, codes, documents, fields, signatures.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_emulator::{Decision, Emulator};
use oauth_spec::{
    Algorithm, AuthorizationCodeGrant, Callback, CallbackFormat, CanonicalQuery, Digest,
    DigestEncoding, Field, FieldKind, Grants, JwtAlgorithm, JwtCheck, KeyEncoding, Part,
    ProviderSpec, QueryOrder, QueryValues, RefreshGrant, Signature, SignatureCheck, SignaturePlace,
    SignatureSyntax, Source, StateUse, Template, TimeFormat, Timestamp, Variable, VariableKind,
};
use serde_json::Value;

use crate::acme::{ACME, authorize_url, exchange};
use crate::support::{allow, claims, has, pairs, value};

const fn spec(callback: Callback) -> ProviderSpec {
    ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant::STANDARD),
            refresh_token: Some(RefreshGrant::STANDARD),
            ..Grants::NONE
        },
        callback,
        name: "returns",
        variables: &[Variable {
            name: "shop",
            kind: VariableKind::Label,
            default: Some("my-shop"),
            pattern: Some("[a-z-]+"),
        }],
        client: ACME.client,
        endpoints: ACME.endpoints,
        ..ProviderSpec::STANDARD
    }
}

const fn signed(
    place: SignaturePlace,
    syntax: SignatureSyntax,
    check: SignatureCheck,
) -> Signature {
    Signature { place, syntax, check, timestamp: None, replay_id: None }
}

async fn start(spec: &'static ProviderSpec) -> Emulator {
    Emulator::builder(spec).client("me", "secret").start().await.expect("it starts")
}

#[tokio::test]
async fn names_and_codes_are_the_providers() {
    static NAMED: ProviderSpec = spec(Callback {
        code: "auth_code",
        state: StateUse::Required("st"),
        error: &["error_reason", "error"],
        error_description: &["why"],
        error_codes: &[("user_denied", "access_denied")],
        ..Callback::STANDARD
    });
    let emulator = start(&NAMED).await;
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    assert_eq!(value(&found, "st"), "st&te=");
    assert_eq!(exchange(&emulator, &value(&found, "auth_code")).await.status, 200);
    let denied = emulator.browse(&authorize_url(&emulator, "read"), Decision::Deny).await;
    let found = pairs(&denied.expect("a callback"), '?');
    assert_eq!(value(&found, "error_reason"), "user_denied");
    assert!(!value(&found, "why").is_empty() && !has(&found, "error"));
}

#[tokio::test]
async fn a_state_may_travel_in_the_redirect_uri() {
    static INSIDE: ProviderSpec =
        spec(Callback { state: StateUse::InRedirectUri("s"), ..Callback::STANDARD });
    let emulator = start(&INSIDE).await;
    let url = authorize_url(&emulator, "read").replace("%2Fcallback", "%2Fcallback%3Fs%3Dx1");
    let found = allow(&emulator, &url).await;
    assert_eq!(value(&found, "s"), "x1");
    assert!(!has(&found, "state"), "the provider gives none back");
    let other = authorize_url(&emulator, "read").replace("%2Fcallback", "%2Fcallback%3Fq%3Dx1");
    assert!(emulator.browse(&other, Decision::Allow).await.is_err());
}

#[tokio::test]
async fn the_provider_may_start() {
    static EITHER: ProviderSpec =
        spec(Callback { state: StateUse::ProviderInitiated("state"), ..Callback::STANDARD });
    let emulator = start(&EITHER).await;
    let found = pairs(&emulator.start_at_provider().expect("a callback"), '?');
    assert!(!has(&found, "state"));
    let code = value(&found, "code");
    exchange(&emulator, &code).await.assert_error(400, "invalid_grant", "without a code challenge");
    let uri = emulator.redirect_uri();
    let pairs = [("grant_type", "authorization_code"), ("redirect_uri", uri), ("code", &code)];
    assert_eq!(crate::acme::token(&emulator, &pairs).await.status, 200);
    // Where there is a challenge, a verifier there must be.
    let asked = allow(&emulator, &authorize_url(&emulator, "read")).await;
    let code = value(&asked, "code");
    let pairs = [("grant_type", "authorization_code"), ("redirect_uri", uri), ("code", &code)];
    let answer = crate::acme::token(&emulator, &pairs).await;
    answer.assert_error(400, "invalid_request", "`code_verifier` is missing");
}

static BODY_DIGEST: Digest = Digest {
    key: Template::value(Source::ClientSecret),
    message: Template::value(Source::Body),
    ..Digest::STANDARD
};

#[tokio::test]
async fn a_callback_may_be_a_document() {
    static DOCUMENT: ProviderSpec = spec(Callback {
        format: CallbackFormat::Json,
        code: "data.installation.code",
        fields: &[Field::integer("id").at("data.installation.id").required()],
        signature: Some(signed(
            SignaturePlace::Header("x-signature"),
            SignatureSyntax::Prefix("sha256="),
            SignatureCheck::Digest(&BODY_DIGEST),
        )),
        ..Callback::STANDARD
    });
    let emulator = start(&DOCUMENT).await;
    assert!(emulator.posted_callback().is_none());
    let back = emulator.browse(&authorize_url(&emulator, "read"), Decision::Allow).await;
    assert_eq!(back.expect("an address"), emulator.redirect_uri(), "the browser brings nothing");
    let posted = emulator.posted_callback().expect("a document");
    assert_eq!(posted.url, emulator.redirect_uri());
    let body: Value = serde_json::from_slice(&posted.body).expect("JSON");
    assert_eq!(body["data"]["installation"]["id"], 4711);
    let digest = hmac_sha256::HMAC::mac(&posted.body, b"secret");
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let expected = ("x-signature".to_owned(), format!("sha256={hex}"));
    assert!(posted.headers.contains(&expected), "{:?}", posted.headers);
    let code = body["data"]["installation"]["code"].as_str().expect("a code");
    assert!(!format!("{posted:?}").contains(code), "a code is not printed");
    assert_eq!(exchange(&emulator, code).await.status, 200);
    assert!(emulator.posted_callback().is_none());
}

#[tokio::test]
async fn fields_have_values_that_hold() {
    static FIELDS: ProviderSpec = spec(Callback {
        fields: &[
            Field::string("shop").equals(Template::of(&[
                Part::Value(Source::Variable("shop")),
                Part::Text(".shops.example"),
            ])),
            Field::string("realm").at("realmId").pattern("[0-9]{3,9}").required(),
            Field::new("server", FieldKind::Url(&["crm.example"])).required(),
            Field::new("region", FieldKind::Label).required(),
            Field::object("user", &[Field::string("name").at("full.name")]).required(),
            Field::string("note"),
        ],
        ..Callback::STANDARD
    });
    let emulator = start(&FIELDS).await;
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    assert_eq!(value(&found, "shop"), "my-shop.shops.example");
    assert_eq!(value(&found, "realmId"), "000");
    assert_eq!(value(&found, "server"), "https://sample.crm.example");
    assert_eq!(value(&found, "region"), "sample-region");
    assert_eq!(value(&found, "user"), "{\"full\":{\"name\":\"sample-name\"}}");
    assert!(!has(&found, "note"));

    let builder = Emulator::builder(&FIELDS).field("callback.realm", "4711").variable("shop", "b");
    let emulator = builder.start().await.expect("it starts");
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    assert_eq!(value(&found, "realmId"), "4711");
    assert_eq!(value(&found, "shop"), "b.shops.example");
    assert_eq!(emulator.field("callback.region"), Some("sample-region".into()));
    let unknown = Emulator::builder(&FIELDS).field("callback.nothing", 1).start().await;
    assert!(unknown.expect_err("none").to_string().contains("callback.nothing"));
    let wrong = Emulator::builder(&FIELDS).variable("shop", "1").start().await;
    assert!(wrong.expect_err("no").to_string().contains("does not fit `[a-z-]+`"));
}

#[tokio::test]
async fn a_signature_may_cover_a_sorted_query_and_the_time() {
    static SORTED: ProviderSpec = spec(Callback {
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
    static PLAIN: ProviderSpec = spec(Callback {
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
    static PAYLOAD: ProviderSpec = spec(Callback {
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

#[tokio::test]
async fn a_signature_may_be_a_token() {
    static TOKEN: ProviderSpec = spec(Callback {
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

#[tokio::test]
async fn what_takes_a_private_key_is_told_at_the_start() {
    static PRIVATE: ProviderSpec = spec(Callback {
        signature: Some(signed(
            SignaturePlace::Query("sig"),
            SignatureSyntax::Prefix(""),
            SignatureCheck::Digest(&Digest { algorithm: Algorithm::Ed25519, ..Digest::STANDARD }),
        )),
        ..Callback::STANDARD
    });
    static HEADER: ProviderSpec = spec(Callback {
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
