//! The operations that are measured, each run a given number of times: see `operations.sh` beside it.

mod bench;

use std::hint::black_box;

use bench::{ANSWER, SCOPES, SPEC, settings};
use oauth_runtime::transport::{Transport, TransportFuture};
use oauth_runtime::{Client, Pending, Token, grants};

bench::provider!(Bench, SPEC);

impl grants::AuthorizationCode for Bench {}

/// Gives the answer without a network.
struct Canned;

impl Transport for Canned {
    fn send(&self, request: http::Request<Vec<u8>>) -> TransportFuture<'_> {
        black_box(request);
        Box::pin(std::future::ready(Ok(answer())))
    }
}

fn answer() -> http::Response<Vec<u8>> {
    let mut response = http::Response::new(ANSWER.to_vec());
    let json = http::HeaderValue::from_static("application/json");
    response.headers_mut().insert(http::header::CONTENT_TYPE, json);
    response
}

fn client() -> Client<Bench> {
    settings().transport(Canned).build().expect("the settings are right")
}

fn authorize(client: &Client<Bench>) -> Pending<Bench> {
    client.authorize().scopes(SCOPES).begin().expect("the settings are right")
}

/// Runs a future that is never pending.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => unreachable!("nothing here waits"),
    }
}

fn run(operation: &str, times: u64) {
    let client = client();
    let pending = authorize(&client);
    let callback = format!("code=SplxlOBeZQQYbYS6WxSbIA&state={}", pending.state());
    let authorized = client.accept(pending, callback).expect("the callback is right");
    let call = client.exchange(&authorized);
    for _ in 0..times {
        match operation {
            "construct" => drop(black_box(self::client())),
            "authorize_url" => drop(black_box(authorize(&client))),
            // What the next one does beside reading: it has a body to give away.
            "body" => drop(black_box(http::Response::new(black_box(ANSWER).to_vec()))),
            "parse" => {
                let token: Token<Bench> =
                    call.read(http::Response::new(black_box(ANSWER).to_vec())).expect("a token");
                drop(black_box(token));
            }
            "exchange" => {
                let token = ready(client.exchange(&authorized).send()).expect("a token");
                drop(black_box(token));
            }
            _ => {}
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [operation, times] => run(operation, times.parse().expect("how many times")),
        // `cargo test` and `cargo bench` run everything a little.
        _ => ["construct", "authorize_url", "parse", "body", "exchange"]
            .iter()
            .for_each(|name| run(name, 100)),
    }
}
