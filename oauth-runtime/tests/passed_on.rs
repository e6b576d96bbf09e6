//! ID tokens that another client passes on: those that hold, and everything else that somebody could send.
#![cfg(feature = "jose")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyProvider, Client, Error, IdToken, IdTokenError, NoFields, Remedy, VerifyIdToken,
};
use ring::digest::{SHA512, digest};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use support::{Answer, Script, TestClock, any};

const SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        issuer: Some(Template::text("https://some.example")),
        authorization: Some(Template::text("https://some.example/authorize")),
        token: Some(Template::text("https://some.example/token")),
        jwks: Some(Template::text("https://some.example/keys")),
        ..Endpoints::NONE
    },
    grants: Grants { authorization_code: Some(AuthorizationCodeGrant::STANDARD), ..Grants::NONE },
    id_token: Some(IdTokenSpec {
        issuer: Template::text("https://some.example"),
        algorithms: &[JwtAlgorithm::EdDsa],
        ..IdTokenSpec::STANDARD
    }),
    ..ProviderSpec::STANDARD
};

fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

fn keys() -> Answer {
    let x = URL_SAFE_NO_PAD.encode(key(1).public_key());
    let set = json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": x }] });
    Answer::Response(http::Response::new(set.to_string().into_bytes()))
}

/// An ID token for this client with these changes to its claims; `null` leaves one out.
fn made(header: &Value, changes: &Value, seed: u8) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let mut claims = json!({
        "iss": "https://some.example", "aud": "my id", "sub": "alice",
        "iat": 1_700_000_000, "exp": 1_700_000_600,
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let text = format!("{}.{}", part(header), part(&claims));
    let signature = URL_SAFE_NO_PAD.encode(key(seed).sign(text.as_bytes()));
    format!("{text}.{signature}")
}

fn token(changes: &Value) -> String {
    made(&json!({ "alg": "EdDSA", "kid": "a" }), changes, 1)
}

fn client(script: &Script) -> Client<AnyProvider> {
    script.answer(keys());
    any(&SPEC, script, &TestClock::new())
}

type Asks = fn(VerifyIdToken<NoFields>) -> VerifyIdToken<NoFields>;

/// Whether that is what is said of it.
type Said = Box<dyn Fn(&IdTokenError) -> bool>;

async fn refused(client: &Client<AnyProvider>, text: &str, asks: Asks) -> IdTokenError {
    let said = asks(client.verify_id_token_text(text)).await;
    // It is no connection of this application's that has ended.
    assert_eq!(said.as_ref().map_err(Error::remedy).err(), Some(Remedy::Refuse));
    match said {
        Err(Error::PassedOnIdToken(refused)) => refused,
        other => panic!("{text}: {other:?}"),
    }
}

#[tokio::test]
async fn one_that_holds_says_who_the_user_is() {
    let script = Script::new();
    let client = client(&script);
    let user =
        client.verify_id_token_text(token(&json!({ "nonce": "of the page" }))).await.unwrap();
    assert_eq!((user.issuer(), user.subject()), ("https://some.example", "alice"));
    // Whatever else is expected of it.
    let half = URL_SAFE_NO_PAD.encode(&digest(&SHA512, b"at").as_ref()[..32]);
    let text = token(&json!({ "nonce": "n", "at_hash": half, "azp": "my id" }));
    client.verify_id_token_text(&text).nonce("n").access_token("at").await.unwrap();
    let for_the_page = token(&json!({ "aud": "page" }));
    client.verify_id_token_text(&for_the_page).audience("page").await.unwrap();
    let for_the_page = token(&json!({ "aud": ["page", "other"], "azp": "page" }));
    client.verify_id_token_text(&for_the_page).audience("page").await.unwrap();
    // A mobile application that asks for its service.
    let asked = token(&json!({ "azp": "mobile" }));
    client.verify_id_token_text(&asked).authorized_party("mobile").await.unwrap();
    assert_eq!(script.count(), 1, "the keys are asked for once");
}

#[tokio::test]
async fn what_anybody_could_send_is_refused() {
    let script = Script::new();
    let client = client(&script);
    client.verify_id_token_text(token(&json!({}))).await.unwrap();
    let refused_for = |reason: &'static str| move |error: &IdTokenError| matches!(error, IdTokenError::Refused { reason: said } if said.contains(reason));
    let whatever: Asks = |verify| verify;
    let for_another = || -> Said { Box::new(|it| matches!(it, IdTokenError::Audience { .. })) };
    let cases: Vec<(Value, Asks, Said)> = vec![
        (
            json!({ "iss": "https://evil.example" }),
            whatever,
            Box::new(|it| matches!(it, IdTokenError::Issuer { .. })),
        ),
        (json!({ "aud": "page" }), whatever, for_another()),
        (json!({}), |it| it.audience("page"), for_another()),
        (json!({}), |it| it.audience(""), for_another()),
        (json!({ "aud": ["my id", "other"] }), whatever, for_another()),
        (json!({ "azp": "mobile" }), whatever, for_another()),
        (json!({ "aud": "page", "azp": "my id" }), |it| it.audience("page"), for_another()),
        (json!({ "aud": ["page", "other"] }), |it| it.audience("page"), for_another()),
        (json!({}), |it| it.authorized_party("mobile"), for_another()),
        (json!({ "azp": "evil" }), |it| it.authorized_party("mobile"), for_another()),
        (json!({ "exp": 1_600_000_000 }), whatever, Box::new(refused_for("expired"))),
        (json!({ "exp": null }), whatever, Box::new(refused_for("`exp`"))),
        (json!({ "iat": 1_800_000_000 }), whatever, Box::new(refused_for("in the future"))),
        (json!({ "sub": null }), whatever, Box::new(refused_for("`sub`"))),
        (json!({ "events": {} }), whatever, Box::new(refused_for("`events`"))),
        (json!({ "scope": "read" }), whatever, Box::new(refused_for("access token"))),
        (json!({ "scp": ["read"] }), whatever, Box::new(refused_for("access token"))),
        (json!({ "token_use": "access" }), whatever, Box::new(refused_for("access token"))),
        (json!({ "typ": "Bearer" }), whatever, Box::new(refused_for("access token"))),
        (
            json!({ "nonce": "m" }),
            |it| it.nonce("n"),
            Box::new(|it| matches!(it, IdTokenError::Nonce)),
        ),
        (json!({}), |it| it.nonce("n"), Box::new(|it| matches!(it, IdTokenError::MissingNonce))),
        (
            json!({}),
            |it| it.access_token("at"),
            Box::new(|it| matches!(it, IdTokenError::Hash { .. })),
        ),
        (
            json!({ "at_hash": "AA" }),
            |it| it.access_token("at"),
            Box::new(|it| matches!(it, IdTokenError::Hash { .. })),
        ),
    ];
    for (changes, asks, said) in cases {
        let error = refused(&client, &token(&changes), asks).await;
        assert!(said(&error), "{changes}: {error:?}");
    }
    // Neither another token that the same key has signed, nor what is none.
    for kind in ["logout+jwt", "at+jwt", "token-introspection+jwt"] {
        let other = made(&json!({ "alg": "EdDSA", "kid": "a", "typ": kind }), &json!({}), 1);
        assert!(refused_for("`typ`")(&refused(&client, &other, whatever).await), "{kind}");
    }
    for nonsense in ["", "x", "a.b.c"] {
        let error = refused(&client, nonsense, whatever).await;
        assert!(matches!(error, IdTokenError::Refused { .. }), "{error:?}");
    }
    let forged = made(&json!({ "alg": "EdDSA", "kid": "a" }), &json!({}), 2);
    assert_eq!(refused(&client, &forged, whatever).await, IdTokenError::Signature);
    let unsigned = made(&json!({ "alg": "none" }), &json!({}), 1);
    assert!(refused_for("algorithm")(&refused(&client, &unsigned, whatever).await));
    assert_eq!(script.count(), 1, "nothing of this is a reason to ask");
}

#[tokio::test]
async fn a_flood_of_unknown_keys_asks_once() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = any(&SPEC, &script, &clock);
    script.answer(keys());
    client.verify_id_token_text(token(&json!({}))).await.unwrap();
    clock.advance(60);
    script.answer(keys());
    for _ in 0..20 {
        let forged = made(&json!({ "alg": "EdDSA", "kid": "x" }), &json!({}), 2);
        assert_eq!(refused(&client, &forged, |it| it).await, IdTokenError::UnknownKey);
    }
    assert_eq!(script.count(), 2);
}

/// Nothing is wrong with the token, so nobody is sent away for it.
#[tokio::test]
async fn where_nothing_can_be_verified_it_is_the_operators() {
    static SHARED: ProviderSpec = ProviderSpec {
        client: ClientSpec::authenticating(&[ClientAuthentication::None]),
        id_token: Some(IdTokenSpec {
            issuer: Template::text("https://some.example"),
            algorithms: &[JwtAlgorithm::Hs256],
            ..IdTokenSpec::STANDARD
        }),
        ..SPEC
    };
    let builder = Client::<AnyProvider>::builder_for(&SHARED).client_id("my id");
    let client = builder.redirect_uri("https://app.example/cb").build().unwrap();
    let text = made(&json!({ "alg": "HS256" }), &json!({}), 1);
    let said: Result<IdToken<NoFields>, _> = client.verify_id_token_text(text).await;
    let error = said.unwrap_err();
    assert_eq!(error.remedy(), Remedy::Operator, "{error:?}");
    assert!(error.to_string().contains("call `.client_secret(…)`"), "{error}");
}
