//! Pushed authorization requests (RFC 9126): what is pushed, what the browser carries, what is refused.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::time::{Duration, UNIX_EPOCH};

use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, Authorized, CallbackError, Client, Error, Pending};
use support::{Script, TestClock, answer, body, builder, json, messages, parameter};

/// The example of RFC 9126, 2.1, whose client has a secret.
const SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        authorization: Some(Template::text("https://as.example.com/authorize")),
        token: Some(Template::text("https://as.example.com/token")),
        pushed_authorization_request: Some(Template::text("https://as.example.com/as/par")),
        ..Endpoints::NONE
    },
    grants: Grants { authorization_code: Some(CODE), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};
const CODE: AuthorizationCodeGrant = AuthorizationCodeGrant {
    pushed: true,
    offline: Some(&Offline {
        scopes: &["offline_access"],
        parameters: &[Parameter::text("access_type", "offline")],
        default: false,
        endless: false,
    }),
    ..AuthorizationCodeGrant::STANDARD
};
/// The same, and nothing is pushed.
const BEGINS: ProviderSpec = ProviderSpec {
    grants: Grants { authorization_code: Some(AuthorizationCodeGrant::STANDARD), ..Grants::NONE },
    ..SPEC
};
/// RFC 9126, 2.2.
const ANSWER: &str = r#"{"request_uri":"urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c",
    "expires_in":60}"#;

fn refusal(text: &str) -> http::Response<Vec<u8>> {
    http::Response::builder().status(400).body(text.as_bytes().to_vec()).unwrap()
}

fn client(spec: &'static ProviderSpec, script: &Script) -> Client<AnyProvider> {
    builder(spec, &[], script, &TestClock::new()).build().unwrap()
}

#[tokio::test]
async fn the_request_is_pushed_and_the_browser_carries_its_reference() {
    let script = Script::new();
    script.answer(json(201, ANSWER));
    let client = client(&SPEC, &script);
    let begin = client.authorize().scope("a b").parameter("audience", "x&y").offline(true);
    let pending = begin.push().await.unwrap();
    let (method, url, pushed, headers) = script.last();
    assert_eq!((&*method, &*url), ("POST", "https://as.example.com/as/par"));
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    // The client is authenticated as at the token endpoint.
    assert!(headers["authorization"].to_str().unwrap().starts_with("Basic "));
    let pair = |name: &str| parameter(&format!("https://a/?{pushed}"), name);
    assert_eq!(pair("state").as_deref(), Some(pending.state()));
    assert_eq!(pair("scope").as_deref(), Some("a b offline_access"));
    assert_eq!(pair("audience").as_deref(), Some("x&y"));
    assert_eq!(pair("access_type").as_deref(), Some("offline"));
    assert_eq!(pair("code_challenge").unwrap().len(), 43);
    assert_eq!(pushed.matches("client_id=").count(), 1);
    assert_eq!(
        pending.url(),
        "https://as.example.com/authorize?client_id=my+id&\
         request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc_11ACC5bwc014ltc14eY22c"
    );
    let until = UNIX_EPOCH + Duration::from_secs(1_700_000_060);
    assert_eq!(pending.url_expires_at(), Some(until));
    // It waits as any other, and the exchange has the verifier and the redirect URI that were pushed.
    let pending = Pending::<AnyProvider>::restore(&pending.save()).unwrap();
    assert_eq!(pending.url_expires_at(), Some(until));
    let callback = format!("code=c&state={}", pending.state());
    let authorized: Authorized<AnyProvider> = client.accept(pending, callback).unwrap();
    let exchange = client.exchange(&authorized).request().unwrap();
    let exchange = format!("https://a/?{}", body(&exchange));
    assert_eq!(parameter(&exchange, "redirect_uri"), pair("redirect_uri"));
    assert_eq!(parameter(&exchange, "code_verifier").unwrap().len(), 43);
}

#[test]
fn credentials_are_written_once() {
    const POST: ProviderSpec = ProviderSpec {
        client: ClientSpec {
            authentication: &[ClientAuthentication::ClientSecretPost],
            ..ClientSpec::STANDARD
        },
        ..SPEC
    };
    let client = client(&POST, &Script::new());
    let request = client.authorize().push().request().unwrap();
    assert_eq!(body(&request).matches("client_id=").count(), 1);
    assert_eq!(body(&request).matches("client_secret=").count(), 1);
    for name in ["client_secret", "request_uri", "request", "state"] {
        let push = client.authorize().parameter(name, "x").push();
        let told = messages(push.request());
        assert!(
            told[0].contains(&format!("the parameter `{name}` belongs to the request")),
            "{told:?}"
        );
    }
}

#[test]
fn begin_says_what_to_call_and_another_client_is_refused() {
    let client_ = client(&SPEC, &Script::new());
    let told = messages(client_.authorize().begin());
    assert!(told[0].contains("call `.push().await?` instead of `.begin()`"), "{told:?}");
    let pending = client_.authorize().push().read(answer(ANSWER)).unwrap();
    let other = builder(&SPEC, &[], &Script::new(), &TestClock::new()).client_id("other");
    let callback = format!("code=c&state={}", pending.state());
    let error = other.build().unwrap().accept(pending, callback).unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Other { .. })), "{error:?}");

    let begins = client(&BEGINS, &Script::new());
    let told = messages(begins.authorize().push().request());
    assert!(told[0].contains("pushed authorization requests"), "{told:?}");
    begins.authorize().begin().unwrap();
}

#[test]
fn refusals_and_answers_that_are_none() {
    let client = client(&SPEC, &Script::new());
    let read = |response| client.authorize().push().read(response).unwrap_err();
    // RFC 9126, 2.3.
    let refused =
        r#"{"error":"invalid_request","error_description":"The redirect_uri is not valid"}"#;
    let Error::Provider(error) = read(refusal(refused)) else { panic!() };
    assert_eq!((error.status().as_u16(), error.code()), (400, Some("invalid_request")));
    let Error::Provider(error) = read(answer(refused)) else { panic!() };
    assert_eq!(error.code(), Some("invalid_request"));
    for (text, what) in [
        (r#"{"expires_in":60}"#, "there is no `request_uri` in it"),
        (r#"{"request_uri":"","expires_in":60}"#, "there is no `request_uri` in it"),
        (r#"{"request_uri":"urn:x"}"#, "there is no `expires_in` in it"),
        ("[]", "there is no `request_uri` in it"),
    ] {
        let error = read(answer(text));
        assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
        assert!(error.to_string().contains(what), "{error} does not say `{what}`");
    }
}

/// What an authorization request says of itself, signed; its credentials are in the body.
const SIGNED: ProviderSpec = ProviderSpec {
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    computed: &[Computed {
        name: "sign",
        recipe: ComputedRecipe::Digest(&Digest {
            key: Template::value(Source::ClientSecret),
            message: Template::of(&[
                Part::Value(Source::Method),
                Part::Text(" "),
                Part::Value(Source::Url),
                Part::Text(" "),
                Part::Value(Source::Parameters),
            ]),
            ..Digest::STANDARD
        }),
    }],
    grants: Grants { authorization_code: Some(SIGNS), ..Grants::NONE },
    ..SPEC
};
const SIGNS: AuthorizationCodeGrant = AuthorizationCodeGrant {
    authorization: AuthorizationRequest {
        parameters: &[
            Parameter::value("client_id", Source::ClientId),
            Parameter::value("state", Source::State),
            Parameter::value("once", Source::Random),
            Parameter::value("sign", Source::Computed("sign")),
        ],
        ..AuthorizationRequest::EMPTY
    },
    ..CODE
};

const DIGITS: [char; 16] =
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];

/// The HMAC of a message with the client's secret, in hex.
fn mac(message: &str) -> String {
    let mac = hmac_sha256::HMAC::mac(message, b"s&cret");
    mac.iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| DIGITS[usize::from(half)])
        .collect()
}

#[test]
fn what_is_computed_sees_the_request_that_is_pushed() {
    for (mirror, offline) in [(None, false), (None, true), (Some("http://127.0.0.1:4000"), false)] {
        let mut builder = builder(&SIGNED, &[], &Script::new(), &TestClock::new());
        if let Some(mirror) = mirror {
            builder = builder.mirror(mirror);
        }
        let client = builder.build().unwrap();
        let begin = client.authorize().parameter("audience", "x").offline(offline);
        let request = begin.push().request().unwrap();
        let form = body(&request);
        let sign = parameter(&format!("https://a/?{form}"), "sign").unwrap();
        let signed = form.replace(&format!("&sign={sign}"), "");
        assert_ne!(signed, form);
        // The credentials come first, and what asks for a refresh token only where it is asked for.
        assert!(signed.starts_with("client_id=my+id&client_secret="), "{signed}");
        assert_eq!(signed.contains("&access_type=offline"), offline);
        assert!(signed.ends_with("&audience=x"), "{signed}");
        assert_eq!(sign, mac(&format!("POST https://as.example.com/as/par {signed}")), "{signed}");
    }
}

/// The browser's own request, where nothing is pushed: a GET of the authorization endpoint.
#[test]
fn what_is_computed_sees_the_browsers_request_otherwise() {
    const BEGINS: ProviderSpec = ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant { pushed: false, ..SIGNS }),
            ..Grants::NONE
        },
        ..SIGNED
    };
    let builder = builder(&BEGINS, &[], &Script::new(), &TestClock::new());
    let client = builder.mirror("http://127.0.0.1:4000").build().unwrap();
    let pending = client.authorize().offline(false).begin().unwrap();
    let (_, query) = pending.url().split_once('?').unwrap();
    let sign = parameter(pending.url(), "sign").unwrap();
    let signed = query.replace(&format!("&sign={sign}"), "");
    let url = format!("https://as.example.com/authorize?{signed}");
    assert_eq!(sign, mac(&format!("GET {url} {signed}")), "{signed}");
}

/// A value that is one for the whole request stands in its header as in its body.
#[test]
fn time_and_random_are_the_same_in_header_and_body() {
    const OWN: ProviderSpec = ProviderSpec {
        client: ClientSpec {
            authentication: &[ClientAuthentication::Declared(&DeclaredAuthentication {
                name: "own",
                parameters: &[],
                needs_secret: false,
                headers: &[Header { name: "x-once", value: Template::value(Source::Random) }],
            })],
            ..ClientSpec::STANDARD
        },
        ..SIGNED
    };
    let client = client(&OWN, &Script::new());
    let request = client.authorize().push().request().unwrap();
    let once = parameter(&format!("https://a/?{}", body(&request)), "once").unwrap();
    assert_eq!(request.headers()["x-once"], once);
}
