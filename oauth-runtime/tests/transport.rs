//! The built-in transport, against a server that misbehaves.

#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used, clippy::items_after_statements, reason = "tests")]

mod support;

use std::time::Duration;

use oauth_runtime::{Client, Error, ReqwestTransport, Transport as _, TransportFault};
use support::{Podio, SECRET, TOKEN};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A server that reads one request a connection and gives it to a function with the connection.
async fn server<F, Done>(answer: F) -> String
where
    F: Fn(String, TcpStream) -> Done + Send + 'static,
    Done: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut bytes = vec![0; 65_536];
            let mut length = 0;
            while !bytes[..length].windows(4).any(|end| end == b"\r\n\r\n") {
                match connection.read(&mut bytes[length..]).await {
                    Ok(0) | Err(_) => break,
                    Ok(read) => length += read,
                }
            }
            let request = String::from_utf8_lossy(&bytes[..length]).into_owned();
            tokio::spawn(answer(request, connection));
        }
    });
    url
}

fn client(mirror: &str) -> Client<Podio> {
    Client::<Podio>::builder()
        .client_id("a")
        .client_secret(SECRET)
        .mirror(mirror)
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap()
}

async fn fault(mirror: &str) -> (TransportFault, Error) {
    let error = client(mirror).password("a", "very-secret").await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("very-secret"), "{error:?}");
    assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    (transport.fault(), error)
}

async fn write(mut connection: TcpStream, text: String) {
    let _ = connection.write_all(text.as_bytes()).await;
    let _ = connection.shutdown().await;
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn a_good_answer() {
    let url = server(|request, connection| async move {
        assert!(request.starts_with("POST /podio.com/oauth/token HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("user-agent: oauth-runtime/"), "{request}");
        write(connection, ok(TOKEN)).await;
    })
    .await;
    let token = client(&url).password("a", "b").await.unwrap();
    assert_eq!(token.access_token().expose(), "at-1-very-secret");
}

/// RFC 9110, 8.6.
#[tokio::test]
async fn that_there_is_no_body_is_said_where_one_could_be() {
    let (heads, mut received) = tokio::sync::mpsc::unbounded_channel();
    let url = server(move |request, connection| {
        heads.send(request).unwrap();
        write(connection, ok("{}"))
    })
    .await;
    let ours = ReqwestTransport::new().unwrap();
    let given = ReqwestTransport::from_client(reqwest::Client::new());
    for (method, body, own, expected) in [
        ("POST", "", None, vec!["0"]),
        ("PUT", "", None, vec!["0"]),
        ("PATCH", "", None, vec!["0"]),
        ("POST", "", Some("0"), vec!["0"]),
        ("POST", "ab", None, vec!["2"]),
        ("GET", "", None, vec![]),
        ("DELETE", "", None, vec![]),
        ("DELETE", "abc", None, vec!["3"]),
    ] {
        for transport in [&ours, &given] {
            let mut request = http::Request::builder().method(method).uri(&url);
            if let Some(length) = own {
                request = request.header("content-length", length);
            }
            transport.send(request.body(body.into()).unwrap()).await.unwrap();
            let head = received.recv().await.unwrap().to_ascii_lowercase();
            let mut lines = head.split("\r\n").filter_map(|line| line.split_once(": "));
            let lengths: Vec<_> =
                lines.by_ref().filter(|it| it.0 == "content-length").map(|it| it.1).collect();
            assert_eq!(lengths, expected, "{head}");
            assert!(!head.contains("transfer-encoding"), "{head}");
        }
    }
}

/// Some paths have a token in them.
#[tokio::test]
async fn where_it_has_been_does_not_print() {
    let url = server(|_, connection| write(connection, ok("{}"))).await;
    let transport = ReqwestTransport::new().unwrap();
    let uri = format!("{url}/tokens/{SECRET}").parse::<http::Uri>().unwrap();
    let request = http::Request::post(&uri).body(Vec::new()).unwrap();
    transport.send(request).await.unwrap();
    let shown = format!("{transport:?}");
    assert!(shown.contains("ReqwestTransport") && !shown.contains("tokens"), "{shown}");
}

#[tokio::test]
async fn a_closed_connection() {
    let url = server(|_, connection| async move { drop(connection) }).await;
    let (fault, error) = fault(&url).await;
    assert_eq!(fault, TransportFault::Broken);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_answer_that_stops_in_the_middle() {
    let url = server(|_, connection| async move {
        write(connection, "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".to_owned()).await;
    })
    .await;
    assert_eq!(fault(&url).await.0, TransportFault::Broken);
}

#[tokio::test]
async fn nothing_at_all() {
    let url = server(|_, connection| async move {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        drop(connection);
    })
    .await;
    let (fault, error) = fault(&url).await;
    assert_eq!(fault, TransportFault::Timeout);
    assert!(error.is_retryable());
    assert!(error.to_string().contains("no complete answer of 127.0.0.1 in time"), "{error}");
}

/// The time limit is for all of it: a little now and then does not prolong it.
#[tokio::test]
async fn an_answer_that_trickles() {
    let url = server(|_, mut connection| async move {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 10000\r\n\r\n";
        let _ = connection.write_all(head.as_bytes()).await;
        while connection.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let started = std::time::Instant::now();
    assert_eq!(fault(&url).await.0, TransportFault::Timeout);
    assert!(started.elapsed() < Duration::from_secs(10));
}

/// What is set after the metadata was fetched counts as well.
#[cfg(feature = "discovery")]
#[tokio::test]
async fn a_limit_that_is_set_after_the_metadata_was_fetched() {
    use oauth_runtime::AnyProvider;
    use oauth_runtime::spec::*;

    static SPEC: ProviderSpec = ProviderSpec {
        name: "some",
        title: "Some",
        discovery: Some(Discovery::STANDARD),
        endpoints: Endpoints {
            issuer: Some(Template::text("https://some.example")),
            ..Endpoints::NONE
        },
        grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
        ..ProviderSpec::STANDARD
    };
    let url = server(|request, connection| async move {
        if request.starts_with("GET") {
            let document = r#"{"issuer":"https://some.example","token_endpoint":"https://some.example/token"}"#;
            write(connection, ok(document)).await;
        } else {
            tokio::time::sleep(Duration::from_secs(60)).await;
            drop(connection);
        }
    });
    let builder = Client::<AnyProvider>::builder_for(&SPEC).client_id("a").client_secret(SECRET);
    let builder = builder.mirror(url.await).discover().await.unwrap();
    let client = builder.timeout(Duration::from_millis(300)).build().unwrap();
    let call = client.client_credentials().send();
    let outcome = tokio::time::timeout(Duration::from_secs(10), call).await.unwrap();
    assert!(matches!(outcome, Err(Error::Transport(it)) if it.fault() == TransportFault::Timeout));
}

#[tokio::test]
async fn nobody_there() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (fault, error) = fault(&url).await;
    assert_eq!(fault, TransportFault::Connect);
    assert!(error.is_retryable());
    assert!(error.to_string().contains("no connection to 127.0.0.1 ("), "{error}");
}

#[tokio::test]
async fn an_endless_answer() {
    let url = server(|_, mut connection| async move {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        let _ = connection.write_all(head.as_bytes()).await;
        let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
        while connection.write_all(chunk.as_bytes()).await.is_ok() {}
    })
    .await;
    let (fault, error) = fault(&url).await;
    assert_eq!(fault, TransportFault::TooLong);
    assert!(!error.is_retryable());
}

/// Of calls of the API the session says what is too long; of others nobody does.
#[tokio::test]
async fn an_answer_of_the_api_as_long_as_the_session_allows() {
    let url = server(|request, connection| async move {
        let length = if request.contains("/long HTTP") { 3_000_000 } else { 10 };
        let head = if request.starts_with("POST") { TOKEN } else { "" };
        write(connection, ok(&format!("{head}{}", " ".repeat(length)))).await;
    })
    .await;
    let client = client(&url);
    let token = client.password("a", "b").await.unwrap();
    let session = |bytes| client.session(token.clone()).longest_answer(bytes).start();
    let answer = session(3_000_000).get("/long").await.unwrap();
    assert_eq!(answer.bytes().len(), 3_000_000);
    session(10).get("/short").await.unwrap();
    for (bytes, path) in [(2_999_999, "/long"), (9, "/short")] {
        let error = session(bytes).get(path).await.unwrap_err();
        let Error::Transport(fault) = &error else { panic!("{error:?}") };
        assert_eq!(fault.fault(), TransportFault::TooLong);
        assert!(error.to_string().contains(&format!("longer than {bytes} bytes")), "{error}");
        assert!(error.to_string().contains(".longest_answer("), "{error}");
    }
    assert!(client.session(token).start().get("/long").await.is_err(), "1 MiB by default");
}

#[tokio::test]
async fn an_answer_that_announces_too_much() {
    let url = server(|_, connection| async move {
        write(connection, "HTTP/1.1 200 OK\r\ncontent-length: 1048577\r\n\r\n{".to_owned()).await;
    })
    .await;
    assert_eq!(fault(&url).await.0, TransportFault::TooLong);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let url = server(|request, connection| async move {
        assert!(!request.contains("/elsewhere"), "it was followed");
        let text = "HTTP/1.1 307 Temporary\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
        write(connection, text.to_owned()).await;
    })
    .await;
    let error = client(&url).password("a", "b").await.unwrap_err();
    assert!(error.to_string().contains("redirects"), "{error}");
}

#[tokio::test]
async fn a_redirect_that_the_applications_own_client_followed_is_seen() {
    let url = server(|request, connection| async move {
        let text = if request.contains("/elsewhere") {
            ok(TOKEN)
        } else {
            "HTTP/1.1 303 See Other\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n".to_owned()
        };
        write(connection, text).await;
    })
    .await;
    // With ring alone, `reqwest::Client::new()` wants the application to install a provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::<Podio>::builder()
        .client_id("a")
        .client_secret("b")
        .mirror(url)
        .http_client(reqwest::Client::new())
        .build()
        .unwrap();
    let error = client.password("a", "b").await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.fault(), TransportFault::Redirected);
}

#[tokio::test]
async fn plain_http_is_for_loopback_only() {
    let transport = ReqwestTransport::new().unwrap();
    let request = http::Request::get("http://provider.example/token").body(Vec::new()).unwrap();
    let error = transport.send(request).await.unwrap_err();
    assert_eq!(error.fault(), TransportFault::Refused);
    assert!(matches!(Error::from(error), Error::Configuration(_)));
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")))]
#[tokio::test]
async fn https_without_tls_says_which_feature_to_enable() {
    let client = Client::<Podio>::builder().client_id("a").client_secret("b").build().unwrap();
    let error = client.password("a", "b").await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    assert!(error.to_string().contains("`rustls-ring`"), "{error}");
}

/// Where the child that the test below starts sends its request.
const ASKED: &str = "OAUTH_RUNTIME_TEST_ASKED";

#[tokio::test]
async fn what_stays_on_this_machine_goes_to_no_proxy() {
    if let Ok(url) = std::env::var(ASKED) {
        let outcome = client(&url).password("a", "b").await;
        assert_eq!(outcome.is_ok(), url.starts_with("http://"), "{outcome:?}");
        return;
    }
    let (sender, seen) = std::sync::mpsc::channel();
    let proxy = server(move |request, connection| {
        sender.send(request).unwrap();
        write(connection, "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n".to_owned())
    })
    .await;
    let url = server(|_, connection| write(connection, ok(TOKEN))).await;
    // The variables are those of a whole process.
    let ask = async |url: String| {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "what_stays_on_this_machine_goes_to_no_proxy"]).env(ASKED, url);
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
            child.env(name, &proxy);
        }
        for name in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
            child.env_remove(name);
        }
        let child = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    };
    ask(url).await;
    assert!(seen.try_recv().is_err(), "the proxy has seen a request");
    if cfg!(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")) {
        // All else does, as the system wants it.
        ask("https://proxied.example".to_owned()).await;
        assert!(seen.try_recv().unwrap().starts_with("CONNECT proxied.example:443 "));
    }
}
