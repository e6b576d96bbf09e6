//! A token request over a socket, beside the same by reqwest alone: see `requests.sh` beside it.
//!
//! `serve` is a provider in a process of its own, so that a profiler of the client sees the client alone.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

mod bench;

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bench::{ANSWER, CLIENT_ID, CLIENT_SECRET, SCOPES, settings};
use oauth_runtime::spec::{Grants, ProviderSpec, TokenGrant};
use oauth_runtime::{Client, ScopeValue as _, grants};
use serde::Deserialize;

fn listener() -> TcpListener {
    TcpListener::bind(("127.0.0.1", 0)).expect("a port")
}

/// Answers every request on every connection with a token, one after the other.
fn serve(listener: &TcpListener) {
    for stream in listener.incoming() {
        let stream = stream.expect("a connection");
        std::thread::spawn(move || answer(&stream));
    }
}

/// Until the other side has gone.
fn answer(stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut text = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        ANSWER.len()
    )
    .into_bytes();
    text.extend_from_slice(ANSWER);
    let mut reader = BufReader::new(stream);
    let (mut line, mut body) = (String::new(), Vec::new());
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == "\r\n" {
                break;
            }
            if let Some(("content-length", value)) = line.split_once(": ") {
                length = value.trim().parse().expect("a length");
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        (&*stream).write_all(&text)?;
    }
}

/// The provider with the grant that needs no browser.
const SPEC: ProviderSpec = ProviderSpec {
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    ..bench::SPEC
};

bench::provider!(Asked, SPEC);

impl grants::ClientCredentials for Asked {}

/// The toolkit: every address of the provider is mirrored to the server.
struct Ours(Client<Asked>);

impl Ours {
    fn new(address: &str) -> Self {
        Self(settings().mirror(format!("http://{address}")).build().expect("the settings"))
    }

    async fn token(&self) -> usize {
        let call = self.0.client_credentials().scopes(SCOPES);
        call.send().await.expect("a token").access_token().expose().len()
    }
}

/// What somebody writes who has reqwest and serde and nothing else.
struct Bare {
    http: reqwest::Client,
    url: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read for what it costs")]
struct Answer {
    access_token: String,
    token_type: String,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    scope: Option<String>,
    r#ref: Reference,
    transfer_token: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read for what it costs")]
struct Reference {
    r#type: String,
    id: u64,
}

impl Bare {
    fn new(address: &str) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let http = http.build().expect("a client");
        Self { http, url: format!("http://{address}/provider.example/oauth/token") }
    }

    async fn token(&self) -> usize {
        let form =
            |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let basic = STANDARD.encode(format!("{}:{}", form(CLIENT_ID), form(CLIENT_SECRET)));
        let scope = SCOPES.map(|scope| scope.value().to_owned()).join(" ");
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("scope", &scope)
            .finish();
        let request = self
            .http
            .post(&self.url)
            .header(http::header::AUTHORIZATION, format!("Basic {basic}"))
            .header(http::header::ACCEPT, "application/json")
            .header(http::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        let answer = request.send().await.expect("an answer").bytes().await.expect("a body");
        let token: Answer = serde_json::from_slice(&answer).expect("a token");
        token.access_token.len()
    }
}

/// Microseconds of one request, in the middle of many.
async fn median(times: usize, one: impl AsyncFn() -> usize) -> f64 {
    let mut all = Vec::with_capacity(times);
    for _ in 0..times {
        let start = Instant::now();
        black_box(one().await);
        all.push(start.elapsed().as_secs_f64() * 1e6);
    }
    all.sort_unstable_by(f64::total_cmp);
    all[times / 2]
}

async fn run(who: &str, address: &str, times: usize) {
    if who == "ours" {
        let ours = Ours::new(address);
        black_box(median(times, async || ours.token().await).await);
    } else {
        let bare = Bare::new(address);
        black_box(median(times, async || bare.token().await).await);
    }
}

/// Rounds of both, in turn, so that a noisy spell hits both.
async fn clock(address: &str) {
    let (ours, bare) = (Ours::new(address), Bare::new(address));
    println!("| round | bare reqwest, µs | here, µs | over it, µs |");
    println!("| ---: | ---: | ---: | ---: |");
    for round in 0..=9 {
        let bare = median(2000, async || bare.token().await).await;
        let ours = median(2000, async || ours.token().await).await;
        // The first only warms up.
        if round > 0 {
            println!("| {round} | {bare:.1} | {ours:.1} | {:+.1} |", ours - bare);
        }
    }
}

fn main() {
    // The client of reqwest alone wants it, where TLS is compiled in.
    #[cfg(feature = "rustls-ring")]
    rustls::crypto::ring::default_provider().install_default().expect("nobody was before");
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => {
            let listener = listener();
            println!("{}", listener.local_addr().expect("an address"));
            serve(&listener);
        }
        ["clock", address] => runtime.block_on(clock(address)),
        [who, address, times] => {
            runtime.block_on(run(who, address, times.parse().expect("how many times")));
        }
        // `cargo test` and `cargo bench` run everything a little.
        _ => {
            let listener = listener();
            let address = listener.local_addr().expect("an address").to_string();
            std::thread::spawn(move || serve(&listener));
            for who in ["ours", "bare"] {
                runtime.block_on(run(who, &address, 3));
            }
        }
    }
}
