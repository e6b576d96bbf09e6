//! Callbacks in every shape: names, codes, documents, fields, signatures.

use oauth_emulator::{Decision, Emulator};
use oauth_spec::{
    AuthorizationCodeGrant, Callback, CallbackFormat, Digest, Field, FieldKind, Grants, Part,
    ProviderSpec, RefreshGrant, Signature, SignatureCheck, SignaturePlace, SignatureSyntax, Source,
    StateUse, Template, Variable, VariableKind,
};
use serde_json::Value;

use crate::acme::{ACME, authorize_url, exchange};
use crate::support::{allow, has, pairs, value};

pub(crate) const fn spec(callback: &Callback) -> ProviderSpec {
    ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant::STANDARD),
            refresh_token: Some(RefreshGrant::STANDARD),
            ..Grants::NONE
        },
        callback: *callback,
        name: "returns",
        variables: const {
            &[Variable {
                name: "shop",
                kind: VariableKind::Label,
                default: Some(Template::text("my-shop")),
                pattern: Some("[a-z-]+"),
            }]
        },
        client: ACME.client,
        endpoints: ACME.endpoints,
        ..ProviderSpec::STANDARD
    }
}

pub(crate) const fn signed(
    place: SignaturePlace,
    syntax: SignatureSyntax,
    check: SignatureCheck,
) -> Signature {
    Signature { place, syntax, check, timestamp: None, replay_id: None }
}

pub(crate) async fn start(spec: &'static ProviderSpec) -> Emulator {
    Emulator::builder(spec).client("me", "secret").start().await.expect("it starts")
}

#[tokio::test]
async fn names_and_codes_are_the_providers() {
    static NAMED: ProviderSpec = spec(&Callback {
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
        spec(&Callback { state: StateUse::InRedirectUri("s"), ..Callback::STANDARD });
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
        spec(&Callback { state: StateUse::ProviderInitiated("state"), ..Callback::STANDARD });
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

pub(crate) static BODY_DIGEST: Digest = Digest {
    key: Template::value(Source::ClientSecret),
    message: Template::value(Source::Body),
    ..Digest::STANDARD
};

#[tokio::test]
async fn a_callback_may_be_a_document() {
    static DOCUMENT: ProviderSpec = spec(&Callback {
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
    let hex = crate::support::hex(&digest);
    let expected = ("x-signature".to_owned(), format!("sha256={hex}"));
    assert!(posted.headers.contains(&expected), "{:?}", posted.headers);
    let code = body["data"]["installation"]["code"].as_str().expect("a code");
    assert!(!format!("{posted:?}").contains(code), "a code is not printed");
    assert_eq!(exchange(&emulator, code).await.status, 200);
    assert!(emulator.posted_callback().is_none());
}

/// A later request may need the code: then a field is read from where it is, and it is there once.
#[tokio::test]
async fn a_field_may_be_the_code_itself() {
    static KEPT: ProviderSpec = spec(&Callback {
        fields: &[Field::new("given", FieldKind::Secret).at("code").required()],
        ..Callback::STANDARD
    });
    let emulator = start(&KEPT).await;
    let found = allow(&emulator, &authorize_url(&emulator, "read")).await;
    assert_eq!(found.iter().filter(|(name, _)| name == "code").count(), 1, "{found:?}");
    assert_eq!(exchange(&emulator, &value(&found, "code")).await.status, 200);
}

#[tokio::test]
async fn fields_have_values_that_hold() {
    static FIELDS: ProviderSpec = spec(&Callback {
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
            Field::string("why").at("error_reason"),
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
    assert_eq!(value(&found, "note"), "sample-note", "what nothing needs comes all the same");
    assert!(!has(&found, "error_reason"), "what is about errors does not");
    let denied = emulator.browse(&authorize_url(&emulator, "read"), Decision::Deny).await;
    let denied = pairs(&denied.expect("a callback"), '?');
    assert_eq!(value(&denied, "error_reason"), "sample-why");

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
