//! The operations that are measured, each run a given number of times: see `operations.sh` beside it.
//!
//! The provider and the answer are those that the peers are measured with.

use std::hint::black_box;

use oauth_runtime::spec::{
    AuthorizationCodeGrant, Endpoints, Field, Grants, ProviderSpec, Scopes, Template, TokenSpec,
};
use oauth_runtime::transport::{Transport, TransportFuture};
use oauth_runtime::{
    Client, FieldValues, Fields, NoEnvironment, NoFields, NoVariables, NoVariant, Pending,
    Provider, ScopeValue, Token, grants,
};

/// An answer of 300 bytes, with two fields that the RFC does not know.
const ANSWER: &[u8] = b"{\"access_token\":\"v2.local.7Kc1mZq0Xn4sVb8YtRw3LhJg6PdFa2UeSi9\
OkM5Bx0QnT4yWz7uEq2sKf8vRc1h\",\"token_type\":\"bearer\",\"expires_in\":28800,\"refresh_token\":\"rt.5Hq8Wz2Lk7Vn\
1Xc4Bm9Jd3Fg6Ts0Py\",\"scope\":\"global:read item:write org:admin\",\"ref\":{\"type\":\"user\",\
\"id\":31415926},\"transfer_token\":\"tt.0pQ7sN3vY9bM1x\"}";

const SPEC: ProviderSpec = ProviderSpec {
    name: "bench",
    title: "Bench",
    endpoints: Endpoints {
        authorization: Some(Template::text("https://provider.example/oauth/authorize")),
        token: Some(Template::text("https://provider.example/oauth/token")),
        ..Endpoints::NONE
    },
    grants: Grants { authorization_code: Some(AuthorizationCodeGrant::STANDARD), ..Grants::NONE },
    scopes: Scopes { known: &["global:read", "item:write", "org:admin"], ..Scopes::STANDARD },
    token: TokenSpec { fields: Answer::FIELDS, ..TokenSpec::STANDARD },
    ..ProviderSpec::STANDARD
};

#[derive(Debug)]
enum Bench {}

impl oauth_runtime::OptionalVariables for Bench {}

impl Provider for Bench {
    fn spec() -> &'static ProviderSpec {
        &SPEC
    }

    type Scope = Scope;
    type Environment = NoEnvironment;
    type Variables = NoVariables;
    type Variant = NoVariant;
    type TokenFields = Answer;
    type CallbackFields = NoFields;
    type ErrorFields = NoFields;
}

impl grants::AuthorizationCode for Bench {}

/// As it is generated.
#[derive(Debug, Clone, Copy)]
enum Scope {
    GlobalRead,
    ItemWrite,
    OrgAdmin,
}

impl ScopeValue for Scope {
    fn value(&self) -> &str {
        SPEC.scopes.known[*self as usize]
    }
}

#[derive(Debug, Clone)]
#[expect(dead_code, reason = "read for what it costs")]
struct Answer {
    reference: Reference,
    transfer_token: String,
}

impl Fields for Answer {
    const FIELDS: &'static [Field] = &[
        Field::object("ref", Reference::FIELDS).required(),
        Field::string("transfer_token").required(),
    ];

    fn read(values: &mut FieldValues) -> Self {
        Self { reference: values.required_object(0), transfer_token: values.required_text(1) }
    }
}

#[derive(Debug, Clone)]
#[expect(dead_code, reason = "read for what it costs")]
struct Reference {
    kind: String,
    id: i64,
}

impl Fields for Reference {
    const FIELDS: &'static [Field] =
        &[Field::string("type").required(), Field::integer("id").required()];

    fn read(values: &mut FieldValues) -> Self {
        Self { kind: values.required_text(0), id: values.required_integer(1) }
    }
}

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
    let builder = Client::<Bench>::builder()
        .client_id("podio-demo-client")
        .client_secret("q9Tn3kXv7LrPz0WcYb2HdJm5SgFa8EuR")
        .redirect_uri("https://app.example/callback")
        .transport(Canned);
    builder.build().expect("the settings are right")
}

fn authorize(client: &Client<Bench>) -> Pending<Bench> {
    let scopes = [Scope::GlobalRead, Scope::ItemWrite, Scope::OrgAdmin];
    client.authorize().scopes(scopes).begin().expect("the settings are right")
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
