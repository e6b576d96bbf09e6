//! HS256 with the client's secret: no keys are asked for, and nothing else is taken.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::check::{hs256, hs256_with, jwt, rs256};
use crate::prelude::*;
use oauth_runtime::IdTokenError;
use provider::oidc_id_token_alg::{Authorized, Client, Token};
use serde_json::json as object;

fn claims(nonce: &str) -> String {
    let exp = NOW + 60;
    format!(
        r#"{{"iss": "https://acme.example", "sub": "u", "aud": "id", "iat": {NOW}, "exp": {exp}, "nonce": "{nonce}"}}"#
    )
}

async fn finished(
    client: &Client,
    wire: &Wire,
    make: &dyn Fn(&str) -> String,
) -> Result<Token, Error> {
    let pending = client.authorize().begin()?;
    let token = make(&param(pending.url(), "nonce").unwrap());
    wire.answer(json(&format!(r#"{{"access_token": "a", "id_token": "{token}"}}"#)));
    let callback = format!("code=c0de&state={}", pending.state());
    client.finish(pending, callback).await
}

#[tokio::test]
async fn the_secret_verifies_it() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    let token = finished(&client, &wire, &|nonce| hs256(&claims(nonce))).await.unwrap();
    let id_token = token.id_token_claims().unwrap().unwrap();
    assert_eq!((id_token.subject(), id_token.issuer()), ("u", "https://acme.example"));
    assert_eq!(wire.count(), 1);
    // Stored and asked again; by then it may have expired.
    let token = Token::restore(&token.save()).unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "u");
    assert_eq!(client.verify_id_token(&token).await.unwrap().subject(), "u");
    wire.pass(121);
    let error = client.verify_id_token(&token).await.unwrap_err();
    assert!(error.to_string().contains("expired"), "{error}");
    assert_eq!(wire.count(), 1);
}

#[tokio::test]
async fn another_secret_or_algorithm_is_refused() {
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    let header = |alg: &str| format!(r#"{{"alg": "{alg}"}}"#);
    let unsigned = |nonce: &str| jwt(&header("none"), &claims(nonce), |_| Vec::new());
    let wrong: [&dyn Fn(&str) -> String; 5] = [
        &|nonce| hs256_with("another", &claims(nonce)),
        &|nonce| rs256(&claims(nonce)),
        &unsigned,
        &|nonce| jwt(&header("HS256"), &claims(nonce), |_| Vec::new()),
        &|_| "e30.e30".to_owned(),
    ];
    for make in wrong {
        let error = finished(&client, &wire, make).await.unwrap_err();
        let Error::IdToken(error) = error else { panic!("{error:?}") };
        let expected = matches!(error, IdTokenError::Signature | IdTokenError::Refused { .. });
        assert!(expected, "{error:?}");
    }
    let error = finished(&client, &wire, &|_| hs256(&claims("replayed"))).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
    assert!(error.needs_user() && !error.is_retryable());
}

#[tokio::test]
async fn one_that_comes_through_the_browser_must_hold_too() {
    let left_half =
        |text: &str| URL_SAFE_NO_PAD.encode(&hmac_sha256::Hash::hash(text.as_bytes())[..16]);
    let with = |claims: &str, sub: &str, more: &str| {
        let claims = claims.replace(r#""u""#, &format!(r#""{sub}""#));
        hs256(&claims.replace('}', &format!("{more}}}")))
    };
    let c_hash = |code: &str| format!(r#", "c_hash": "{}""#, left_half(code));
    for (code, sub, holds) in [("c0de", "u", true), ("other", "u", false), ("c0de", "v", false)] {
        let wire = Wire::answering([]);
        let client: Client = wire.client();
        let pending = client.authorize().begin().unwrap();
        let claims = claims(&param(pending.url(), "nonce").unwrap());
        let front = with(&claims, "u", &c_hash(code));
        let callback = format!("code=c0de&state={}&id_token={front}", pending.state());
        // Stored in between, as anything that waits.
        let authorized = client.accept(pending, callback).unwrap();
        let authorized = Authorized::restore(&authorized.save()).unwrap();
        let back = with(&claims, sub, "");
        wire.answer(json(&format!(r#"{{"access_token": "a", "id_token": "{back}"}}"#)));
        let outcome = client.exchange(&authorized).await;
        assert_eq!(outcome.is_ok(), holds, "{code} {sub}: {outcome:?}");
    }
}

/// OpenID Connect Core, 3.1.3.7: the signature is right each time.
#[tokio::test]
async fn what_it_says_must_hold_too() {
    type Expected = fn(&IdTokenError) -> bool;
    let audience: Expected = |error| matches!(error, IdTokenError::Audience { .. });
    let issuer: Expected = |error| matches!(error, IdTokenError::Issuer { .. });
    let refused: Expected = |error| matches!(error, IdTokenError::Refused { .. });
    let nonce: Expected = |error| matches!(error, IdTokenError::Nonce);
    let hash: Expected = |error| matches!(error, IdTokenError::Hash { .. });
    let wire = Wire::answering([]);
    let client: Client = wire.client();
    // `null` takes a claim away.
    for (changes, expected) in [
        (object!({"aud": ["id"]}), None),
        (object!({"azp": "id"}), None),
        (object!({"aud": ["other", "id"], "azp": "id"}), None),
        (object!({"iat": NOW + 60}), None),
        (object!({"exp": NOW - 59}), None),
        (object!({"at_hash": "ypeBEsobvcr6wjGzmiPcTQ"}), None),
        (object!({"aud": "other"}), Some(audience)),
        (object!({"aud": null}), Some(audience)),
        (object!({"aud": 7}), Some(audience)),
        (object!({"aud": ["id", "other"]}), Some(audience)),
        (object!({"aud": ["id", "other"], "azp": "other"}), Some(audience)),
        (object!({"azp": "other"}), Some(audience)),
        (object!({"azp": 7}), Some(audience)),
        (object!({"iss": "https://acme.example/"}), Some(issuer)),
        (object!({"iss": null}), Some(issuer)),
        (object!({"sub": null}), Some(refused)),
        (object!({"sub": ""}), Some(refused)),
        (object!({"exp": null}), Some(refused)),
        (object!({"exp": NOW - 60}), Some(refused)),
        (object!({"iat": null}), Some(refused)),
        (object!({"iat": NOW + 61}), Some(refused)),
        (object!({"nbf": NOW + 61}), Some(refused)),
        (object!({"nonce": 7}), Some(nonce)),
        (object!({"at_hash": "another"}), Some(hash)),
    ] {
        let make = |nonce: &str| {
            let mut claims: serde_json::Value = serde_json::from_str(&claims(nonce)).unwrap();
            for (name, value) in changes.as_object().unwrap() {
                claims[name] = value.clone();
            }
            claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            hs256(&claims.to_string())
        };
        match (finished(&client, &wire, &make).await, expected) {
            (Ok(_), None) => {}
            (Err(Error::IdToken(error)), Some(expected)) => {
                assert!(expected(&error), "{changes}: {error:?}");
            }
            (other, _) => panic!("{changes}: {other:?}"),
        }
    }
}
