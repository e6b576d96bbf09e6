//! Requests that the client signs (RFC 9101).

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_emulator::{Decision, Emulator};
use oauth_spec::{
    AuthorizationCodeGrant, Endpoints, Grants, JwtAlgorithm, ProviderSpec, RequestObject, Source,
    Template,
};
use serde_json::{Value, json};

use crate::acme::{ACME, AUTHORIZE, authorize_url};
use crate::support::{form, pairs, value};

const ISSUER: &str = "https://acme.example";

static SIGNED: ProviderSpec = ProviderSpec {
    endpoints: Endpoints { issuer: Some(Template::text(ISSUER)), ..ACME.endpoints },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant {
            request_object: Some(&RequestObject {
                algorithm: JwtAlgorithm::Hs256,
                key: Template::value(Source::ClientSecret),
                key_id: None,
                lifetime: 300,
            }),
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..Grants::NONE
    },
    ..ACME
};

/// The standard request as a signed one, after a change.
fn url(emulator: &Emulator, change: impl FnOnce(&mut Value)) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let mut claims = json!({
        "iss": emulator.client_id(), "aud": ISSUER, "jti": "x",
        "iat": now, "nbf": now, "exp": now + 300,
    });
    for (name, text) in pairs(&authorize_url(emulator, "read"), '?') {
        claims[name] = json!(text);
    }
    change(&mut claims);
    let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let signed = format!("{}.{}", part(json!({ "alg": "HS256" })), part(claims));
    let secret = emulator.client_secret().as_bytes();
    let signature = URL_SAFE_NO_PAD.encode(hmac_sha256::HMAC::mac(signed.as_bytes(), secret));
    let object = format!("{signed}.{signature}");
    let query = form(&[("client_id", emulator.client_id()), ("request", &object)]);
    format!("{AUTHORIZE}?{query}")
}

#[tokio::test]
async fn they_are_good_for_as_long_as_declared() {
    let emulator = Emulator::start(&SIGNED).await.expect("it starts");
    let good = emulator.browse(&url(&emulator, |_| {}), Decision::Allow).await;
    assert!(value(&pairs(&good.expect("a callback"), '?'), "code").starts_with("code_"));
    for (later, about) in [
        (json!(1), "out of its time"),
        (json!(null), "does not say when"),
        (json!(4_102_444_800_u64), "good for too long"),
        (json!(i64::MAX), "good for too long"),
    ] {
        let url = url(&emulator, |claims| claims["exp"] = later.clone());
        let told = emulator.browse(&url, Decision::Allow).await.expect_err("a page").to_string();
        assert!(told.contains(about), "{later}: {told}");
    }
}
