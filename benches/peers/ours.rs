//! The toolkit itself: a generated module over its runtime.

use http::Response;
use oauth_runtime::oauth_provider;
use oauth_runtime::transport::{Transport, TransportFuture};

use crate::canned::*;

#[oauth_provider("bench")]
pub mod bench {}

use bench::Scope;

const ALL: [Scope; 3] = [Scope::GlobalRead, Scope::ItemWrite, Scope::OrgAdmin];

/// The in-memory transport that every peer has.
struct Canned;

impl Transport for Canned {
    fn send(&self, request: http::Request<Vec<u8>>) -> TransportFuture<'_> {
        Box::pin(std::future::ready(Ok(crate::transport::answer(&request))))
    }
}

fn settings() -> bench::ClientBuilder {
    bench::Client::builder()
        .client_id(CLIENT_ID)
        .client_secret(CLIENT_SECRET)
        .redirect_uri(REDIRECT_URL)
}

pub fn client() -> bench::Client {
    settings().transport(Canned).build().expect("client")
}

pub fn authorize_url(client: &bench::Client) -> bench::Pending {
    client.authorize().scopes(ALL).begin().expect("URL")
}

/// A call whose answer is read, again and again.
pub fn reader() -> oauth_runtime::TokenCall<bench::Bench> {
    client().client_credentials()
}

pub fn parse(call: &oauth_runtime::TokenCall<bench::Bench>, body: &[u8]) -> bench::Token {
    call.read(Response::new(body.to_vec())).expect("token")
}

/// A client, and a callback that has been accepted.
pub async fn exchanger() -> (bench::Client, bench::Authorized) {
    let client = client();
    let pending = client.authorize().begin().expect("URL");
    let callback = format!("code={CODE}&state={}", pending.state());
    let authorized = client.accept(pending, callback).expect("callback");
    (client, authorized)
}

pub async fn exchange(both: &(bench::Client, bench::Authorized)) -> bench::Token {
    both.0.exchange(&both.1).send().await.expect("token")
}

/// Over a real socket: every address of the provider is mirrored to the server on loopback.
pub struct Http(bench::Client);

impl Http {
    pub fn new(url: &str) -> Self {
        let mirror = url.trim_end_matches("/oauth/token");
        Self(settings().mirror(mirror).build().expect("client"))
    }

    pub async fn token(&self) -> usize {
        let token = self.0.client_credentials().scopes(ALL).send().await.expect("token");
        token.access_token().expose().len()
    }
}
