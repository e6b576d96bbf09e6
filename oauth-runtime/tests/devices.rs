//! The device authorization grant: RFC 8628's own examples, and everything that a poll can find.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_runtime::spec::{
    AnswerFormat, ClientAuthentication, ClientSpec, Condition, DeviceAnswer, DeviceGrant,
    Endpoints, ErrorSpec, Grants, ProviderSpec, Scopes, Template, Test,
};
use oauth_runtime::{
    AgainReason, AnyProvider, Client, Clock as _, DeviceAuthorization, DevicePoll, Error,
    TransportFault,
};
use support::{Answer, Script, TestClock, answer, body, json};

const SPEC: ProviderSpec = ProviderSpec {
    name: "acme",
    title: "Acme",
    client: ClientSpec { authentication: &[ClientAuthentication::None], ..ClientSpec::STANDARD },
    endpoints: Endpoints {
        device_authorization: Some(Template::text(
            "https://server.example.com/device_authorization",
        )),
        token: Some(Template::text("https://server.example.com/token")),
        ..Endpoints::NONE
    },
    grants: Grants { device_code: Some(DeviceGrant::STANDARD), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};

/// RFC 8628, 3.2.
const CODES: &str = r#"{
      "device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS",
      "user_code": "WDJB-MJHT",
      "verification_uri": "https://example.com/device",
      "verification_uri_complete":
          "https://example.com/device?user_code=WDJB-MJHT",
      "expires_in": 1800,
      "interval": 5
    }"#;
const PENDING: &str = r#"{"error":"authorization_pending"}"#;
const TOKEN: &str = r#"{"access_token":"at","expires_in":60}"#;

fn client(script: &Script, clock: &TestClock) -> Client<AnyProvider> {
    let builder = Client::<AnyProvider>::builder_for(&SPEC).client_id("1406020730");
    builder.transport(script.clone()).clock(clock.clone()).build().unwrap()
}

fn device(
    client: &Client<AnyProvider>,
    text: &str,
) -> Result<DeviceAuthorization<AnyProvider>, Error> {
    client.device().read(answer(text))
}

fn again(error: &Error) -> AgainReason {
    match error {
        Error::AuthorizeAgain(again) => again.reason(),
        other => panic!("{other}"),
    }
}

#[test]
fn the_examples_of_the_rfc_byte_by_byte() {
    let clock = TestClock::new();
    let client = client(&Script::new(), &clock);
    // 3.1
    let call = client.device().scope("example_scope");
    let request = call.request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://server.example.com/device_authorization");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    let mut pairs: Vec<&str> = body(&request).split('&').collect();
    pairs.sort_unstable();
    assert_eq!(pairs.join("&"), "client_id=1406020730&scope=example_scope");
    // 3.2
    let device = call.read(answer(CODES)).unwrap();
    assert_eq!(device.user_code(), "WDJB-MJHT");
    assert_eq!(device.verification_uri(), "https://example.com/device");
    assert_eq!(
        device.verification_uri_complete(),
        Some("https://example.com/device?user_code=WDJB-MJHT")
    );
    assert_eq!(device.expires_at(), clock.now() + Duration::from_secs(1800));
    assert_eq!(device.interval(), Duration::from_secs(5));
    // 3.4
    let request = client.poll(&device).request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://server.example.com/token");
    assert_eq!(
        body(&request),
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code\
         &device_code=GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS&client_id=1406020730"
    );
}

#[test]
fn one_poll_finds_one_of_these() {
    let client = client(&Script::new(), &TestClock::new());
    let mut device = device(&client, CODES).unwrap();
    let read = |device: &DeviceAuthorization<AnyProvider>, status: u16, text: &str| {
        let response = http::Response::builder().status(status);
        client.poll(device).read(response.body(text.as_bytes().to_vec()).unwrap())
    };
    assert!(matches!(read(&device, 400, PENDING), Ok(DevicePoll::Pending)));
    // Some say so with a 200.
    assert!(matches!(read(&device, 200, PENDING), Ok(DevicePoll::Pending)));
    let Ok(DevicePoll::SlowDown(interval)) = read(&device, 400, r#"{"error":"slow_down"}"#) else {
        panic!("no slow down")
    };
    assert_eq!(interval, Duration::from_secs(10));
    device.slow_down(interval);
    assert_eq!(device.interval(), interval);
    // RFC 8628, 3.5: five seconds more, whatever it says; more where it says so.
    for (told, expected) in [(5, 15), (10, 15), (12, 15), (20, 20)] {
        let told = format!(r#"{{"error":"slow_down","interval":{told}}}"#);
        let Ok(DevicePoll::SlowDown(interval)) = read(&device, 200, &told) else { panic!("none") };
        assert_eq!(interval, Duration::from_secs(expected), "{told}");
    }
    let Ok(DevicePoll::Token(token)) = read(&device, 200, TOKEN) else { panic!("no token") };
    assert_eq!((token.access_token().expose(), token.grant()), ("at", "device_code"));
    let denied = read(&device, 400, r#"{"error":"access_denied"}"#).unwrap_err();
    assert_eq!(again(&denied), AgainReason::DeviceDenied);
    assert!(denied.needs_user());
    assert!(
        denied.to_string().starts_with("the user has refused the device at Acme ("),
        "{denied}"
    );
    let expired = read(&device, 400, r#"{"error":"expired_token"}"#).unwrap_err();
    assert_eq!(again(&expired), AgainReason::DeviceExpired);
    let other = read(&device, 400, r#"{"error":"invalid_grant"}"#);
    assert!(matches!(other, Err(Error::Provider(_))));
}

#[tokio::test]
async fn waiting_goes_as_slowly_as_the_provider_wants() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = client(&script, &clock);
    script.answer(json(200, CODES));
    let device = client.device().await.unwrap();
    for answer in [
        json(400, PENDING),
        json(400, r#"{"error":"slow_down"}"#),
        Answer::Fault(TransportFault::Timeout),
        Answer::Fault(TransportFault::Connect),
        json(400, PENDING),
        json(200, TOKEN),
    ] {
        script.answer(answer);
    }
    let pauses: Arc<Mutex<Vec<u64>>> = Arc::default();
    let noted = pauses.clone();
    let call = client.device_token(device);
    let token =
        call.on_wait(move |pause| noted.lock().unwrap().push(pause.as_secs())).await.unwrap();
    assert_eq!(token.access_token().expose(), "at");
    assert_eq!(*pauses.lock().unwrap(), [5, 5, 10, 20, 40, 10]);
}

/// RFC 8628, 3.5: each `slow_down` makes the interval five seconds longer, also those that a process before this one got.
#[tokio::test]
async fn who_was_restarted_catches_up_with_the_provider() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = client(&script, &clock);
    let hurry = r#"{"error":"slow_down"}"#;
    for answer in [hurry, hurry, hurry, PENDING, hurry] {
        script.answer(json(400, answer));
    }
    script.answer(json(200, TOKEN));
    let pauses: Arc<Mutex<Vec<u64>>> = Arc::default();
    let noted = pauses.clone();
    let call = client.device_token(device(&client, CODES).unwrap());
    call.on_wait(move |pause| noted.lock().unwrap().push(pause.as_secs())).await.unwrap();
    assert_eq!(*pauses.lock().unwrap(), [5, 10, 20, 35, 35, 40]);
}

#[tokio::test]
async fn waiting_ends_with_the_codes() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = client(&script, &clock);
    let codes = CODES.replace("1800", "14");
    let device = device(&client, &codes).unwrap();
    script.answer(json(400, PENDING));
    script.answer(json(400, PENDING));
    let error = client.device_token(device.clone()).await.unwrap_err();
    assert_eq!(again(&error), AgainReason::DeviceExpired);
    assert_eq!(script.count(), 2);
    assert_eq!(
        error.to_string(),
        "the device code for Acme has expired unused: begin a new device authorization if the user \
         still wants it"
    );
    clock.advance(100);
    let error = client.device_token(device).await.unwrap_err();
    assert_eq!((again(&error), script.count()), (AgainReason::DeviceExpired, 2));
}

#[tokio::test]
async fn waiting_ends_with_a_no() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = client(&script, &clock);
    let device = device(&client, CODES).unwrap();
    script.answer(json(400, r#"{"error":"access_denied"}"#));
    let error = client.device_token(device.clone()).await.unwrap_err();
    assert_eq!(again(&error), AgainReason::DeviceDenied);
    script.answer(json(401, r#"{"error":"invalid_client"}"#));
    assert!(matches!(client.device_token(device).await, Err(Error::Provider(_))));
}

#[test]
fn it_can_be_stored_and_does_not_print_its_secret() {
    let clock = TestClock::new();
    let client = client(&Script::new(), &clock);
    let device = device(&client, CODES).unwrap();
    let restored = client.restore_device(&device.save()).unwrap();
    assert_eq!(restored.save(), device.save());
    assert_eq!(
        client.poll(&restored).request().unwrap().body(),
        client.poll(&device).request().unwrap().body()
    );
    assert!(!format!("{device:?} {:?}", client.device_token(device.clone())).contains("GmRh"));
    for bad in ["", "{}", &device.save().replace("\"device\"", "\"pending\"")] {
        assert!(matches!(client.restore_device(bad), Err(Error::Stored(_))), "{bad}");
    }
    let other = device.save().replace("acme", "other");
    assert!(matches!(client.restore_device(&other), Err(Error::Stored(_))));
    let foreign = DeviceAuthorization::<AnyProvider>::restore(&other).unwrap();
    assert!(matches!(client.poll(&foreign).request(), Err(Error::Configuration(_))));
}

#[test]
fn bad_codes_are_no_codes() {
    let client = client(&Script::new(), &TestClock::new());
    for (from, to, what) in [
        ("device_code", "x", "there is no `device_code` in it"),
        ("WDJB-MJHT\",", "\",", "there is no `user_code` in it"),
        ("WDJB-MJHT\",", "W\\n\",", "nobody can type in its `user_code`"),
        ("\"verification_uri\"", "\"x\"", "there is no `verification_uri` in it"),
        ("https://example.com/device\"", "http://example.com/device\"", "no https address"),
        ("https://example.com/device\"", "javascript:alert(1)\"", "no https address"),
        ("1800", "\"soon\"", "there is no `expires_in` in it"),
        ("{", "", "broken JSON"),
    ] {
        match device(&client, &CODES.replacen(from, to, 1)) {
            Err(Error::Unreadable(error)) => assert!(error.what().contains(what), "{error}"),
            other => panic!("{to}: {other:?}"),
        }
    }
    // Nothing is done with an address that nobody should open.
    let odd = CODES.replace("https://example.com/device?", "data:text/html?").replace("5\n", "0\n");
    let device = self::device(&client, &odd).unwrap();
    assert_eq!(device.verification_uri_complete(), None);
    assert_eq!(device.interval(), Duration::from_secs(1));
    let least = r#"{"device_code":"d","user_code":7,"verification_uri":"https://a.example","expires_in":"1e99"}"#;
    let device = self::device(&client, least).unwrap();
    assert_eq!((device.user_code(), device.interval()), ("7", Duration::from_secs(5)));
    let refused = self::device(&client, r#"{"error":"invalid_scope"}"#);
    assert!(matches!(refused, Err(Error::Provider(_))));
}

#[test]
fn members_may_be_elsewhere_and_refusals_marked() {
    const OTHER: ProviderSpec = ProviderSpec {
        grants: Grants {
            device_code: Some(DeviceGrant {
                answer: DeviceAnswer {
                    format: AnswerFormat::Form,
                    verification_uri: "verification_url",
                    expires_in: "expire_in",
                    ..DeviceAnswer::STANDARD
                },
                ..DeviceGrant::STANDARD
            }),
            ..Grants::NONE
        },
        scopes: Scopes { required: &["id"], default: &["read"], ..Scopes::STANDARD },
        errors: ErrorSpec {
            code: &["fault"],
            codes: &[("7", "authorization_pending")],
            when: &[Condition { path: "fault", test: Test::Present }],
            ..ErrorSpec::STANDARD
        },
        ..SPEC
    };
    let client = support::any(&OTHER, &Script::new(), &TestClock::new());
    let request = client.device().request().unwrap();
    assert!(body(&request).contains("scope=read+id"), "{}", body(&request));
    let request = client.device().scope("more").request().unwrap();
    assert!(body(&request).contains("scope=more+id"), "{}", body(&request));
    let text = "device_code=d%26&user_code=U&verification_url=https%3A%2F%2Fa.example&expire_in=60";
    let device = client.device().read(answer(text)).unwrap();
    assert_eq!(device.verification_uri(), "https://a.example");
    let refused = client.device().read(answer("fault=invalid_client"));
    assert!(matches!(refused, Err(Error::Provider(_))));
    let pending = client.poll(&device).read(answer(r#"{"fault":7}"#));
    assert!(matches!(pending, Ok(DevicePoll::Pending)));
}

#[test]
fn a_provider_without_an_address_says_what_to_declare() {
    const LESS: ProviderSpec = ProviderSpec {
        endpoints: Endpoints { device_authorization: None, ..SPEC.endpoints },
        ..SPEC
    };
    let built = Client::<AnyProvider>::builder_for(&LESS).client_id("a").build();
    let messages = support::messages(built);
    assert_eq!(
        messages,
        ["the grant `device_code` has no address for device codes: declare \
          `[endpoints] device_authorization`"]
    );
}
