//! Signed authorization requests, against the emulator (RFC 9101).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;
#[path = "needs/wire.rs"]
#[allow(dead_code, reason = "the needs use all of it")]
mod wire;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use generated_tests::request_object::{
    self, AuthorizationCodeParameters, RequestObject, Scope, Variables,
};
use oauth_emulator::{BrowseError, Decision, Emulator, Step};
use oauth_runtime::spec::{AuthorizationCodeGrant, Endpoints, Grants, ProviderSpec, Template};
use oauth_runtime::{AnyProvider, AnyVariables, CallbackError, Error, Json};
use wire::params;

const KEY: &str = include_str!("../../cargo-oauth/src/demo/keys/p256.pem");
const RSA: &str = include_str!("../../cargo-oauth/src/demo/keys/rsa.pem");
const OTHER: &str = include_str!("../../oauth-emulator/src/keys/p256.pem");

async fn start(spec: &'static ProviderSpec) -> Emulator {
    Emulator::builder(spec).variable("private_key", KEY).start().await.unwrap()
}

fn client(emulator: &Emulator, key: &str) -> request_object::Client {
    let builder = request_object::Client::builder_with(Variables::new(key));
    support::client::<RequestObject>(builder, emulator).build().unwrap()
}

/// A part of a signed token.
fn part(token: &str, place: usize) -> Json {
    let part = URL_SAFE_NO_PAD.decode(token.split('.').nth(place).unwrap()).unwrap();
    serde_json::from_slice(&part).unwrap()
}

#[tokio::test]
async fn everything_is_a_claim() {
    let emulator = start(&request_object::SPEC).await;
    let client = client(&emulator, KEY);
    let parameters = AuthorizationCodeParameters { max_age: Some(60) };
    let begin = client.authorize().scopes([Scope::Read, Scope::Write]).parameters(parameters);
    let pending = begin.parameter("ui_locales", "de").begin().unwrap();
    let sent = params(pending.url());
    let names: Vec<&str> = sent.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["client_id", "request"]);
    let (header, claims) = (part(&sent[1].1, 0), part(&sent[1].1, 1));
    assert_eq!(
        header,
        r#"{"alg":"ES256","kid":"key-1","typ":"oauth-authz-req+jwt"}"#.parse::<Json>().unwrap()
    );
    let id = emulator.client_id();
    for (name, value) in [
        ("iss", id),
        ("client_id", id),
        ("aud", "https://as.example"),
        ("response_type", "code"),
        ("scope", "read write"),
        ("state", pending.state()),
        ("code_challenge_method", "S256"),
        ("redirect_uri", emulator.redirect_uri()),
        ("ui_locales", "de"),
    ] {
        assert_eq!(claims[name], value, "{name}");
    }
    assert_eq!(claims["max_age"], 60);
    assert_eq!(claims["resource"], Json::from(vec!["https://a.example", "https://b.example"]));
    assert_eq!(claims["claims"]["userinfo"]["given_name"]["essential"], true);
    let at = |name: &str| claims[name].as_u64().unwrap();
    assert_eq!((at("exp") - at("iat"), at("nbf")), (300, at("iat")));
    assert_eq!(claims["jti"].as_str().unwrap().len(), 36);
    // Each is another.
    let again = client.authorize().begin().unwrap();
    assert_ne!(part(&params(again.url())[1].1, 1)["jti"], claims["jti"]);

    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let pending = request_object::Pending::restore(&pending.save()).unwrap();
    let token = client.finish(pending, &callback).await.unwrap();
    assert_eq!(token.scope(), Some("read write"));
}

#[tokio::test]
async fn the_provider_believes_nothing_else() {
    let emulator = start(&request_object::SPEC).await;
    let refused = |outcome: Result<String, BrowseError>, about: &str| match outcome {
        Err(BrowseError::Page { message, .. }) => assert!(message.contains(about), "{message}"),
        other => panic!("{other:?}"),
    };
    let forged = client(&emulator, OTHER).authorize().begin().unwrap();
    refused(emulator.browse(forged.url(), Decision::Allow).await, "signature");
    let good = client(&emulator, KEY).authorize().begin().unwrap();
    let other = good.url().replace(emulator.client_id(), "other");
    refused(emulator.browse(&other, Decision::Allow).await, "another client's");
    // What is beside it says nothing else (OpenID Connect Core, 6.1), and it comes alone (RFC 9101, 5).
    let begun = client(&emulator, KEY).authorize().scopes([Scope::Read]).begin().unwrap();
    let more = |more: &str| format!("{}&{more}", begun.url());
    refused(emulator.browse(&more("scope=write"), Decision::Allow).await, "`scope`");
    refused(emulator.browse(&more("request_uri=urn:x"), Decision::Allow).await, "`request_uri`");
    emulator.browse(&more("scope=read"), Decision::Allow).await.unwrap();
    // A part of the scopes stands beside it, as `openid` does wherever it is one of them.
    let both = client(&emulator, KEY).authorize().scopes([Scope::Read, Scope::Write]);
    let both = both.begin().unwrap();
    for (scope, is_good) in [("write", true), ("write+read", true), ("write+other", false)] {
        let url = format!("{}&scope={scope}", both.url());
        match emulator.browse(&url, Decision::Allow).await {
            Ok(callback) if is_good => assert!(callback.contains("code="), "{callback}"),
            other if is_good => panic!("{scope}: {other:?}"),
            other => refused(other, "`scope`"),
        }
    }
    emulator.clock().advance(std::time::Duration::from_secs(361));
    refused(emulator.browse(good.url(), Decision::Allow).await, "out of its time");
    // Plain requests are sent back.
    let plain = format!(
        "https://as.example/authorize?response_type=code&client_id={}&redirect_uri={}&state=s&\
         code_challenge={}&code_challenge_method=S256&resource=https%3A%2F%2Fa.example&\
         resource=https%3A%2F%2Fb.example&\
         claims=%7B%22userinfo%22%3A%7B%22given_name%22%3A%7B%22essential%22%3Atrue%7D%7D%7D",
        emulator.client_id(),
        percent_encoding::utf8_percent_encode(
            emulator.redirect_uri(),
            percent_encoding::NON_ALPHANUMERIC
        ),
        "x".repeat(43),
    );
    let callback = emulator.browse(&plain, Decision::Allow).await.unwrap();
    assert!(
        callback.contains("error=invalid_request") && callback.contains("signed"),
        "{callback}"
    );
}

#[tokio::test]
async fn one_that_is_pushed_is_signed_too() {
    static PUSHED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            pushed_authorization_request: Some(Template::text("https://as.example/par")),
            ..request_object::SPEC.endpoints
        },
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                pushed: true,
                ..match request_object::SPEC.grants.authorization_code {
                    Some(grant) => grant,
                    None => AuthorizationCodeGrant::STANDARD,
                }
            }),
            ..Grants::NONE
        },
        ..request_object::SPEC
    };
    let emulator = start(&PUSHED).await;
    let client = |key: &str| {
        let variables = AnyVariables(vec![("private_key", key.to_owned())]);
        let builder = oauth_runtime::Client::<AnyProvider>::builder_for_with(&PUSHED, variables);
        support::client::<AnyProvider>(builder, &emulator).build().unwrap()
    };
    let pending = client(KEY).authorize().scope("read").push().await.unwrap();
    let pushed = &emulator.requests_to(Step::PushedAuthorization)[0];
    let names: Vec<String> = pushed.form_pairs().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["client_id", "request"]);
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client(KEY).finish(pending, &callback).await.unwrap();
    assert_eq!(token.scope(), Some("read"));
    let error = client(OTHER).authorize().push().await.unwrap_err();
    let Error::Provider(error) = &error else { panic!("{error:?}") };
    assert_eq!(error.code(), Some("invalid_request_object"));
}

#[tokio::test]
async fn a_key_that_is_none_and_another_client() {
    let emulator = start(&request_object::SPEC).await;
    for (key, why) in [("no key", "the key cannot be used"), (RSA, "the key is for RS256")] {
        let builder = request_object::Client::builder_with(Variables::new(key));
        let builder = support::client::<RequestObject>(builder, &emulator);
        let told = builder.build().unwrap_err().to_string();
        let start = "authorization requests are signed by `{private_key}` with ES256: ";
        assert!(told.starts_with(&format!("{start}{why}")), "{told}");
    }
    let pending = client(&emulator, KEY).authorize().begin().unwrap();
    let builder = request_object::Client::builder_with(Variables::new(KEY));
    let builder = support::client::<RequestObject>(builder, &emulator).client_id("other");
    let callback = format!("code=c&state={}", pending.state());
    let error = builder.build().unwrap().accept(pending, callback).unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Other { .. })), "{error:?}");
}
