//! Native applications: the listener on loopback, with the browser's side written by hand.

#![cfg(feature = "loopback")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::time::{Duration, Instant};

use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyProvider, Authorized, CallbackError, Client, Error, Loopback, LoopbackHost,
};
use support::{Script, TestClock, body, json, parameter};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec { authentication: &[ClientAuthentication::None], ..ClientSpec::STANDARD },
    endpoints: Endpoints {
        authorization: Some(Template::text("https://some.example/go")),
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants { authorization_code: Some(AuthorizationCodeGrant::STANDARD), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};

fn client(spec: &'static ProviderSpec, script: &Script) -> Client<AnyProvider> {
    Client::builder_for(spec).client_id("app").transport(script.clone()).build().unwrap()
}

type Waiting = JoinHandle<Result<Authorized<AnyProvider>, Error>>;

/// Begins, and gives what the browser was opened with.
async fn begin(
    listener: oauth_runtime::LoopbackBuilder,
    client: &Client<AnyProvider>,
) -> (String, Waiting) {
    let (sender, opened) = oneshot::channel();
    let open = move |url: &str| {
        sender.send(url.to_owned()).unwrap();
        Ok(())
    };
    let listener = listener.open_with(open).bind().await.unwrap();
    let waiting = tokio::spawn(listener.authorize(client.authorize()));
    (opened.await.unwrap(), waiting)
}

/// Host, port and path of the redirect URI of an authorization, and its state.
fn back(url: &str) -> (String, String, String) {
    let redirect_uri = parameter(url, "redirect_uri").unwrap();
    let rest = redirect_uri.strip_prefix("http://").unwrap();
    let (authority, path) = rest.split_at(rest.find('/').unwrap());
    (authority.to_owned(), path.to_owned(), parameter(url, "state").unwrap())
}

/// Sends a request as it stands and reads what comes.
async fn send(authority: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(authority).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // One that is cut off has said what it had to say.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

async fn get(authority: &str, target: &str) -> String {
    send(authority, &format!("GET {target} HTTP/1.1\r\nhost: {authority}\r\n\r\n")).await
}

#[tokio::test]
async fn the_callback_comes_to_the_port_and_is_exchanged_with_its_redirect_uri() {
    let script = Script::new();
    let client = client(&SPEC, &script);
    let (url, waiting) = begin(Loopback::builder(), &client).await;
    let (authority, path, state) = back(&url);
    assert!(authority.starts_with("127.0.0.1:"), "{authority}");
    assert_eq!(path, "/callback");
    let page = get(&authority, &format!("{path}?code=c0de-very-secret&state={state}")).await;
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
        "referrer-policy: no-referrer",
        "x-content-type-options: nosniff",
        "content-security-policy: default-src 'none'; ",
        "connection: close",
    ] {
        assert!(page.contains(header), "{header}\n{page}");
    }
    assert!(page.contains("<h1>You can close this window</h1>"), "{page}");
    assert!(!page.contains("c0de") && !page.contains(&state), "{page}");

    let authorized = waiting.await.unwrap().unwrap();
    // The port is closed.
    assert!(TcpStream::connect(&authority).await.is_err());
    script.answer(json(200, support::TOKEN));
    client.exchange(&authorized).await.unwrap();
    let (_, _, sent, _) = script.last();
    let port = authority.split(':').nth(1).unwrap();
    let expected = format!("&redirect_uri=http%3A%2F%2F127.0.0.1%3A{port}%2Fcallback&");
    assert!(sent.contains(&expected), "{sent}");
}

#[tokio::test]
async fn strays_are_answered_with_404_and_the_callback_is_waited_for() {
    let client = client(&SPEC, &Script::new());
    let (url, waiting) = begin(Loopback::builder().path("/back"), &client).await;
    let (authority, path, state) = back(&url);
    let right = format!("{path}?code=c&state={state}");
    let with_host = |host: &str| format!("GET {right} HTTP/1.1\r\n{host}\r\n");
    let port = authority.split(':').nth(1).unwrap();
    let form = format!("code=c&state={state}");
    let posted = |kind: &str, form: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: {authority}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        )
    };
    let strays = [
        format!("GET /favicon.ico HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        format!("GET {path} HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        format!("GET {path}?code=c&state=forged HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        format!("GET {path}?error=access_denied HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        format!("GET {path}/?code=c&state={state} HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        format!("HEAD {right} HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        format!("DELETE {right} HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        // A page whose name was bound to this machine, and requests as a proxy gets them.
        with_host(&format!("host: evil.example:{port}\r\n")),
        with_host(&format!("host: localhost:{port}\r\n")),
        with_host("host: 127.0.0.1\r\n"),
        with_host(""),
        with_host(&format!("host: {authority}\r\nhost: evil.example\r\n")),
        format!("GET http://{authority}{right} HTTP/1.1\r\nhost: {authority}\r\n\r\n"),
        // A form that another page can have posted without asking is one of these two.
        posted("text/plain", &form),
        posted("multipart/form-data; boundary=x", &form),
        // What is posted is in the body; the query counts for nothing then.
        format!(
            "POST {right} HTTP/1.1\r\nhost: {authority}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 0\r\n\r\n"
        ),
    ];
    for stray in strays {
        let answer = send(&authority, &stray).await;
        assert!(answer.starts_with("HTTP/1.1 404 Not Found\r\n"), "{stray}\n{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
        assert!(!answer.contains("location"), "{answer}");
    }
    assert!(!waiting.is_finished());
    assert!(get(&authority, &right).await.starts_with("HTTP/1.1 200"));
    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_posted_form_is_a_callback_too() {
    let client = client(&SPEC, &Script::new());
    let (url, waiting) = begin(Loopback::builder(), &client).await;
    let (authority, path, state) = back(&url);
    let form = format!("state={state}&code=from+a+form");
    let kind = "application/x-www-form-urlencoded;charset=UTF-8";
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    assert!(send(&authority, &request).await.starts_with("HTTP/1.1 200"));
    let saved = waiting.await.unwrap().unwrap().save();
    assert!(saved.contains("\"code\":\"from a form\""), "{saved}");
}

#[tokio::test]
async fn a_refusal_ends_it_with_a_page_that_repeats_nothing() {
    let client = client(&SPEC, &Script::new());
    let (url, waiting) = begin(Loopback::builder(), &client).await;
    let (authority, path, state) = back(&url);
    let target = format!(
        "{path}?error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E&state={state}"
    );
    let page = get(&authority, &target).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("<h1>That did not work</h1>"), "{page}");
    assert!(!page.contains("script") && !page.contains("access_denied"), "{page}");
    let Err(Error::Callback(CallbackError::Denied(denial))) = waiting.await.unwrap() else {
        panic!("it was accepted");
    };
    assert_eq!(denial.code(), "access_denied");
}

#[tokio::test]
async fn pages_of_the_application() {
    let client = client(&SPEC, &Script::new());
    let builder = Loopback::builder().pages("<p>well done", "<p>no");
    let (url, waiting) = begin(builder, &client).await;
    let (authority, path, state) = back(&url);
    let page = get(&authority, &format!("{path}?code=c&state={state}")).await;
    assert!(page.ends_with("\r\n\r\n<p>well done"), "{page}");
    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn slow_and_large_requests_hold_nothing_up() {
    let client = client(&SPEC, &Script::new());
    let (url, waiting) = begin(Loopback::builder(), &client).await;
    let (authority, path, state) = back(&url);
    // Spare connections that say nothing, and one that never comes to its end.
    let mut held = Vec::new();
    // As many as anybody opens.
    let texts = ["", "GET /call", "GET / HTTP/1.1\r\nhost: x\r\n"];
    let begun = Instant::now();
    for text in texts.into_iter().cycle().take(200) {
        let mut stream = TcpStream::connect(&authority).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        held.push(stream);
    }
    let long = "a".repeat(200_000);
    let answer = get(&authority, &format!("{path}?code={long}&state={state}")).await;
    assert!(!answer.contains("200 OK"), "{answer}");
    let many = "x-header: 1\r\n".repeat(100);
    let request =
        format!("GET {path}?code=c&state={state} HTTP/1.1\r\nhost: {authority}\r\n{many}\r\n");
    assert!(send(&authority, &request).await.starts_with("HTTP/1.1 431"));
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {authority}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: 100000\r\n\r\nstate={state}&code={}",
        &long[..99_000]
    );
    assert!(!send(&authority, &request).await.contains("200 OK"));
    let page = get(&authority, &format!("{path}?code={}&state={state}", "a".repeat(8000))).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    waiting.await.unwrap().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(8), "it waited for those who say nothing");
}

#[tokio::test]
async fn it_waits_no_longer_than_it_may_and_closes_the_port() {
    let client = client(&SPEC, &Script::new());
    let builder = Loopback::builder().time_limit(Duration::from_millis(200));
    let begun = Instant::now();
    let (url, waiting) = begin(builder, &client).await;
    let error = waiting.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::NobodyCame { .. })), "{error}");
    assert!(error.needs_user() && begun.elapsed() < Duration::from_secs(5));
    assert!(TcpStream::connect(&back(&url).0).await.is_err());

    let listener = Loopback::bind().await.unwrap();
    let authority =
        listener.redirect_uri()["http://".len()..].split('/').next().unwrap().to_owned();
    let pending = client.authorize().redirect_uri(listener.redirect_uri()).begin().unwrap();
    let waiting = tokio::spawn({
        let client = client.clone();
        async move { listener.wait(&client, pending).await }
    });
    assert!(get(&authority, "/").await.starts_with("HTTP/1.1 404"));
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    assert!(TcpStream::connect(&authority).await.is_err());
}

#[tokio::test]
async fn a_machine_without_a_browser_says_so() {
    let client = client(&SPEC, &Script::new());
    let builder = Loopback::builder().open_with(|_| Err(std::io::Error::other("no display")));
    let listener = builder.bind().await.unwrap();
    let error = listener.authorize(client.authorize()).await.unwrap_err();
    // So that the application can turn to a device code.
    let Error::NoBrowser(no_browser) = &error else { panic!("{error:?}") };
    assert_eq!(no_browser.reason(), "no display");
    assert_eq!(
        error.to_string(),
        "no browser can be opened here (no display): show the address to the user with `.open_with(…)`, or sign in \
         with a device code"
    );
}

#[tokio::test]
async fn localhost_is_listened_on_at_both_addresses() {
    let client = client(&SPEC, &Script::new());
    let (url, waiting) = begin(Loopback::builder().host(LoopbackHost::Localhost), &client).await;
    let (authority, path, state) = back(&url);
    let port = authority.strip_prefix("localhost:").unwrap();
    let request = |target: &str| format!("GET {target} HTTP/1.1\r\nhost: {authority}\r\n\r\n");
    let first = send(&format!("127.0.0.1:{port}"), &request("/")).await;
    assert!(first.starts_with("HTTP/1.1 404"), "{first}");
    // Where this machine has IPv6, it is ours too.
    let six = format!("[::1]:{port}");
    let here =
        if TcpStream::connect(&six).await.is_ok() { six } else { format!("127.0.0.1:{port}") };
    let page = send(&here, &request(&format!("{path}?code=c&state={state}"))).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_port_that_is_taken_and_a_path_that_is_none_are_told() {
    let taken = Loopback::bind().await.unwrap();
    let port: u16 = taken.redirect_uri().split([':', '/']).nth(4).unwrap().parse().unwrap();
    let error = Loopback::builder().port(port).bind().await.unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("port {port} of this machine cannot be listened on: ")),
        "{error}"
    );
    for path in ["", "cb", "/a?b", "/a#b", "/a b", "/é"] {
        assert!(Loopback::builder().path(path).bind().await.is_err(), "{path}");
    }
}

#[tokio::test]
async fn where_no_state_comes_back_the_code_is_waited_for() {
    const SHORT: &[Parameter] = &[
        Parameter::value("client_id", Source::ClientId),
        Parameter::value("redirect_uri", Source::RedirectUri),
    ];
    static STATELESS: ProviderSpec = ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: SHORT,
                    ..AuthorizationCodeGrant::STANDARD.authorization
                },
                ..AuthorizationCodeGrant::STANDARD
            }),
            ..Grants::NONE
        },
        ..SPEC
    };
    let client = client(&STATELESS, &Script::new());
    let (url, waiting) = begin(Loopback::builder(), &client).await;
    let redirect_uri = parameter(&url, "redirect_uri").unwrap();
    let authority = redirect_uri.split('/').nth(2).unwrap().to_owned();
    assert!(get(&authority, "/callback?x=1").await.starts_with("HTTP/1.1 404"));
    assert!(get(&authority, "/callback?code=c").await.starts_with("HTTP/1.1 200"));
    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn what_never_comes_to_a_port_is_told_before_a_browser_opens() {
    const fn answering(response_mode: ResponseMode) -> ProviderSpec {
        let grant = AuthorizationCodeGrant {
            response_mode: Some(response_mode),
            ..AuthorizationCodeGrant::STANDARD
        };
        ProviderSpec { grants: Grants { authorization_code: Some(grant), ..Grants::NONE }, ..SPEC }
    }
    static JSON: ProviderSpec = ProviderSpec {
        callback: Callback { format: CallbackFormat::Json, ..Callback::STANDARD },
        ..SPEC
    };
    static FRAGMENT: ProviderSpec = answering(ResponseMode::Fragment);
    static SIGNED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            issuer: Some(Template::text("https://some.example")),
            jwks: Some(Template::text("https://some.example/jwks")),
            ..SPEC.endpoints
        },
        ..answering(ResponseMode::Jwt)
    };
    let mut specs = vec![
        (&JSON, "Some posts its callback from a server of its own"),
        (&FRAGMENT, "Some answers in a fragment"),
    ];
    if cfg!(feature = "jose") {
        specs.push((&SIGNED, "Some signs its answers"));
    }
    for (spec, why) in specs {
        let builder = Loopback::builder().open_with(|_| panic!("a browser was opened"));
        let listener = builder.time_limit(Duration::from_secs(5)).bind().await.unwrap();
        let client = client(spec, &Script::new());
        let error = listener.authorize(client.authorize()).await.unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
        assert!(error.to_string().starts_with(why), "{error}");
    }
}

#[test]
fn redirect_uris_with_each_authorization() {
    let client = client(&SPEC, &Script::new());
    // A scheme of the application's own (RFC 8252, 7.1), which the system brings back to it.
    let pending = client.authorize().redirect_uri("com.example.app:/cb").begin().unwrap();
    assert_eq!(parameter(pending.url(), "redirect_uri").unwrap(), "com.example.app:/cb");
    let callback = format!("com.example.app:/cb?code=c&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let call = client.exchange(&authorized).request().unwrap();
    assert!(body(&call).contains("&redirect_uri=com.example.app%3A%2Fcb&"), "{}", body(&call));

    let messages =
        |request: oauth_runtime::Authorize<AnyProvider>| support::messages(request.begin());
    assert!(messages(client.authorize())[0].starts_with("there is no redirect URI"));
    let wrong = messages(client.authorize().redirect_uri("http://app.example/cb"));
    assert!(wrong[0].contains("must be https (http is for loopback only)"), "{wrong:?}");
    let own = support::any(&SPEC, &Script::new(), &TestClock::new());
    assert!(messages(own.authorize().redirect_uri("https://b.example/"))[0].contains("of its own"));
    own.authorize().redirect_uri("https://app.example/cb?x=1").begin().unwrap();
}
