//! Calls of the application's own: users' text in paths, requests for another HTTP client, long and empty answers.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use oauth_runtime::spec::*;
use oauth_runtime::transport::{LongestAnswer, OutsideOnly};
use oauth_runtime::{AnyProvider, Client, Error, InnerNetwork, Session};
use support::{Podio, Script, TOKEN, TestClock, json, status};

const RENEWED: &str = r#"{"access_token":"at-2","expires_in":28800,"refresh_token":"rt-2"}"#;

fn setup() -> (Script, TestClock, Session<Podio>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    let token = client.password("a", "b").read(support::answer(TOKEN)).unwrap();
    (script, clock, client.session(token).start())
}

#[tokio::test]
async fn what_users_write_stays_one_segment() {
    let (script, _, session) = setup();
    for (text, expected) in [
        ("7", "7"),
        ("../user/status", "..%2Fuser%2Fstatus"),
        ("1?admin=1", "1%3Fadmin%3D1"),
        ("1#x", "1%23x"),
        ("%2e%2e", "%252e%252e"),
        ("a\\b", "a%5Cb"),
        (".\t.", ".%09."),
        ("ä @:;~", "%C3%A4%20%40%3A%3B~"),
        ("...", "..."),
    ] {
        script.answer(status(204, &[], ""));
        session.get("/item/").segment(text).segment("comments").query([("q", "1")]).await.unwrap();
        let expected = format!("https://api.podio.com/item/{expected}/comments?q=1");
        assert_eq!(script.last().1, expected, "{text}");
    }
    script.answer(status(204, &[], ""));
    session.get("/item?a=1").segment(17).await.unwrap();
    assert_eq!(script.last().1, "https://api.podio.com/item/17?a=1");
    script.answer(status(204, &[], ""));
    session.get("").segment("x").await.unwrap();
    assert_eq!(script.last().1, "https://api.podio.com/x");
    let sent = script.count();
    for text in ["", ".", ".."] {
        let error = session.get("/item").segment(text).segment("x").await.unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
        assert!(error.to_string().contains("cannot be a segment"), "{error}");
    }
    assert_eq!(script.count(), sent);
}

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        api: Some(Template::text("https://api.some.example/v1?k=1")),
        ..Endpoints::NONE
    },
    grants: Grants {
        password: Some(TokenGrant::PASSWORD),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

fn any(spec: &'static ProviderSpec) -> (Script, TestClock, Session<AnyProvider>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client: Client<AnyProvider> = support::builder(spec, &[], &script, &clock)
        .inner_network(InnerNetwork::Never)
        .build()
        .unwrap();
    let token = client.password("u", "p").read(support::answer(TOKEN)).unwrap();
    (script, clock, client.session(token).start())
}

/// An API may be one address, as GraphQL and MCP are: with a slash behind it, it is another.
#[tokio::test]
async fn the_base_itself_is_asked_as_it_is_declared() {
    static SLASHED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            api: Some(Template::text("https://api.some.example/graphql/")),
            ..BASE.endpoints
        },
        ..BASE
    };
    static ONE: ProviderSpec = BASE;
    for (spec, path, expected) in [
        (&ONE, "", "https://api.some.example/v1?k=1"),
        (&ONE, "?a=b", "https://api.some.example/v1?a=b&k=1"),
        (&ONE, "/", "https://api.some.example/v1/?k=1"),
        (&SLASHED, "", "https://api.some.example/graphql/"),
        (&SLASHED, "x", "https://api.some.example/graphql/x"),
    ] {
        let (_, _, session) = any(spec);
        let request = session.post(path).json("{}").prepare().await.unwrap();
        assert_eq!(request.uri(), expected, "{path}");
    }
}

#[tokio::test]
async fn a_request_of_ones_own_gets_what_the_declaration_adds_and_keeps_its_body() {
    static SPEC: ProviderSpec = ProviderSpec {
        api: Api {
            headers: &[Header { name: "x-version", value: Template::text("7") }],
            query: &[Parameter::value("client", Source::ClientId)],
            ..Api::STANDARD
        },
        ..BASE
    };
    /// A body that cannot be cloned, nor looked into.
    #[derive(Debug)]
    struct Stream(Arc<Mutex<()>>);

    let (script, clock, session) = any(&SPEC);
    clock.advance(28_801);
    script.answer(json(200, RENEWED));
    let body = Stream(Arc::default());
    let there = body.0.clone();
    let request = http::Request::put("/files/7").header("content-type", "video/mp4").body(body);
    let request = session.prepare(request.unwrap()).await.unwrap();
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.uri(), "https://api.some.example/v1/files/7?k=1&client=my+id");
    assert_eq!(request.headers()["authorization"], "Bearer at-2");
    assert!(request.headers()["authorization"].is_sensitive());
    assert_eq!(request.headers()["x-version"], "7");
    assert_eq!(request.headers()["content-type"], "video/mp4");
    assert!(!request.headers().contains_key("accept"), "that is the application's");
    assert!(request.extensions().get::<OutsideOnly>().is_some());
    assert!(Arc::ptr_eq(&request.body().0, &there));
    let elsewhere = http::Request::get("https://evil.example/").body(()).unwrap();
    assert!(matches!(session.prepare(elsewhere).await, Err(Error::Configuration(_))));

    let call = session.get("files").segment("a/b").query([("x", "1")]).body("text");
    let request = call.prepare().await.unwrap();
    assert_eq!(request.uri(), "https://api.some.example/v1/files/a%2Fb?k=1&x=1&client=my+id");
    assert_eq!(request.body(), b"text");
    assert_eq!(script.count(), 1, "the renewal");
}

/// What a value in the query signs is the body, byte for byte: also where it is no text, or empty JSON.
#[tokio::test]
async fn a_signed_body_is_the_one_that_is_sent() {
    static SPEC: ProviderSpec = ProviderSpec {
        computed: &[Computed {
            name: "sign",
            recipe: ComputedRecipe::Digest(&Digest {
                algorithm: Algorithm::Sha256,
                message: Template::value(Source::Body),
                ..Digest::STANDARD
            }),
        }],
        api: Api { query: &[Parameter::value("sign", Source::Computed("sign"))], ..Api::STANDARD },
        ..BASE
    };
    let (_, _, session) = any(&SPEC);
    for (kind, body) in
        [("application/json", &b""[..]), ("application/json", b"{}"), ("image/png", &[0xff, 0])]
    {
        let call = session.post("/x").header("content-type", kind).body(body.to_vec());
        let request = call.prepare().await.unwrap();
        assert_eq!(request.body(), body);
        let digest = hmac_sha256::Hash::hash(body);
        let mut hex = String::new();
        for byte in digest {
            write!(hex, "{byte:02x}").unwrap();
        }
        let query = request.uri().query().unwrap();
        assert!(query.ends_with(&format!("sign={hex}")), "{kind}: {query}");
    }
}

#[tokio::test]
async fn a_request_whose_body_the_declaration_needs_is_prepared_with_it() {
    static FORM: ProviderSpec = ProviderSpec {
        api: Api { body: &[Parameter::value("token", Source::AccessToken)], ..Api::STANDARD },
        ..BASE
    };
    let (_, _, session) = any(&FORM);
    let post = || http::Request::post("/x");
    let error = session.prepare(post().body(7).unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("belongs into the body"), "{error}");
    assert!(!error.to_string().contains("very-secret"));
    let request = post().header("content-type", "video/mp4").body(7).unwrap();
    assert_eq!(*session.prepare(request).await.unwrap().body(), 7);
    let request = session.post("/x").form([("a", "1")]).prepare().await.unwrap();
    assert_eq!(request.body(), b"a=1&token=at-1-very-secret");
}

/// What belongs to every call is a member of the object that the application sends, which stays as it is written.
#[tokio::test]
async fn the_token_is_put_into_a_json_body() {
    static JSON: ProviderSpec = ProviderSpec {
        computed: &[Computed {
            name: "sign",
            recipe: ComputedRecipe::Digest(&Digest {
                algorithm: Algorithm::Sha256,
                message: Template::of(&[
                    Part::Value(Source::Parameters),
                    Part::Text("|"),
                    Part::Value(Source::Body),
                ]),
                ..Digest::STANDARD
            }),
        }],
        api: Api {
            authorization: None,
            headers: &[Header { name: "x-sign", value: Template::value(Source::Computed("sign")) }],
            body: &[
                Parameter::value("client_id", Source::ClientId),
                Parameter::value("access_token", Source::AccessToken),
            ],
            body_in: ParametersIn::Json,
            ..Api::STANDARD
        },
        ..BASE
    };
    let (script, clock, session) = any(&JSON);
    let added = r#""client_id":"my id","access_token":"at-1-very-secret"}"#;
    let post = || session.post("/x").header("content-type", "application/json");
    for (own, sent) in [
        (r#"{"n":1.50,"o":{"a":[]}}"#, format!(r#"{{"n":1.50,"o":{{"a":[]}},{added}"#)),
        ("{}", format!("{{{added}")),
        ("", format!("{{{added}")),
    ] {
        let request = post().body(own.as_bytes().to_vec()).prepare().await.unwrap();
        assert_eq!(std::str::from_utf8(request.body()).unwrap(), sent);
        assert_eq!(request.headers()["content-type"], "application/json");
        assert!(!request.headers().contains_key("authorization"));
    }
    // A call that has no body gets one; another kind of body, and a `GET`, stay as they are.
    let request = session.post("/x").prepare().await.unwrap();
    assert_eq!(std::str::from_utf8(request.body()).unwrap(), format!("{{{added}"));
    assert_eq!(request.headers()["content-type"], "application/json");
    let parameters = "k=1&client_id=my+id&access_token=at-1-very-secret";
    let digest = hmac_sha256::Hash::hash(format!("{parameters}|{{{added}").as_bytes());
    let mut hex = String::new();
    for byte in digest {
        write!(hex, "{byte:02x}").unwrap();
    }
    assert_eq!(request.headers()["x-sign"], hex.as_str());
    assert_eq!(session.post("/x").form([("a", "1")]).prepare().await.unwrap().body(), b"a=1");
    assert_eq!(session.get("/x").prepare().await.unwrap().body(), b"");
    // Its type begins as that of an object.
    let patch = session.request(http::Method::PATCH, "/x");
    let patch = patch.header("content-type", "application/json-patch+json").body("[]");
    assert_eq!(patch.prepare().await.unwrap().body(), b"[]");
    let typed = session.post("/x").header("content-type", "Application/JSON ; charset=utf-8");
    assert_eq!(typed.body("{}").prepare().await.unwrap().body(), format!("{{{added}").as_bytes());
    // What cannot hold them, or has one of them already, is not sent.
    for (own, about) in [("[1]", "this body is none"), (r#"{"access_token":1}"#, "`access_token`")]
    {
        let error = post().body(own.as_bytes().to_vec()).prepare().await.unwrap_err().to_string();
        assert!(error.contains(about) && !error.contains("very-secret"), "{error}");
    }
    let error = session.prepare(http::Request::post("/x").body(7).unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("belongs into the body"), "{error}");
    // After a renewal there is the new token, and not both.
    clock.advance(28_801);
    script.answer(json(200, RENEWED));
    let request = post().body(br#"{"a":1}"#.to_vec()).prepare().await.unwrap();
    let sent = r#"{"a":1,"client_id":"my id","access_token":"at-2"}"#;
    assert_eq!(std::str::from_utf8(request.body()).unwrap(), sent);
}

#[tokio::test]
async fn another_bound_on_answers_goes_with_calls_of_the_api_alone() {
    #[derive(Clone, Default)]
    struct Bounds(Arc<Mutex<Vec<Bound>>>);
    type Bound = (String, Option<LongestAnswer>);
    impl oauth_runtime::Transport for Bounds {
        fn send(
            &self,
            request: http::Request<Vec<u8>>,
        ) -> oauth_runtime::transport::TransportFuture<'_> {
            let path = request.uri().path().to_owned();
            self.0.lock().unwrap().push((path, request.extensions().get().copied()));
            Box::pin(async { Ok(support::answer(RENEWED)) })
        }
    }
    let (bounds, clock) = (Bounds::default(), TestClock::new());
    let client = Client::<Podio>::builder()
        .client_id("a")
        .client_secret("b")
        .transport(bounds.clone())
        .clock(clock.clone())
        .build()
        .unwrap();
    let token = client.password("a", "b").await.unwrap();
    clock.advance(28_801);
    let session = client.session(token.clone()).longest_answer(5_000_000).start();
    session.get("/x").await.unwrap();
    client.session(session.token().as_ref().clone()).start().get("/y").await.unwrap();
    let expected = [
        ("/oauth/token", None),
        ("/oauth/token", None),
        ("/x", Some(LongestAnswer(5_000_000))),
        ("/y", None),
    ];
    assert_eq!(*bounds.0.lock().unwrap(), expected.map(|(path, it)| (path.to_owned(), it)));
}

#[tokio::test]
async fn an_answer_of_the_api_that_cannot_be_read_is_not_blamed_on_the_declaration() {
    let (script, _, session) = setup();
    let read = async |answer| {
        script.answer(answer);
        let answer = session.get("/x").await.unwrap();
        answer.json::<Vec<u8>>().unwrap_err().to_string()
    };
    assert_eq!(
        read(status(204, &[], "")).await,
        "the answer of Podio's API cannot be used: the body is empty, which is no JSON (HTTP 204, no content type, \
         0 bytes); look at the status before the body is read"
    );
    assert_eq!(
        read(json(200, "{}")).await,
        "the answer of Podio's API cannot be used: the body is not of the type asked for at line 1, column 0 (HTTP \
         200, application/json, 2 bytes); compare the provider's documentation with the type that it is read as"
    );
    let broken = read(status(502, &[], "<p>")).await;
    assert!(broken.contains("broken JSON") && broken.ends_with("; try again later"), "{broken}");
}
