//! What signing and verifying costs beside the library that does it, each run a given number of times: see
//! `signatures.sh` beside it.

use std::hint::black_box;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::{
    ClientAuthentication, ClientSpec, Dpop, Endpoints, Grants, IdTokenSpec, JwtAlgorithm,
    ProviderSpec, Template, TokenGrant,
};
use oauth_runtime::transport::{Transport, TransportFuture};
use oauth_runtime::{
    AnyScope, Client, Key, NoEnvironment, NoFields, NoVariables, NoVariant, Provider, Token,
    TokenCall, grants,
};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject as _;
use serde_json::{Map, Value as Json, json};

const RSA: &str = include_str!("../tests/keys/rsa.pem");
const P256: &str = include_str!("../tests/keys/p256.pem");

const SPEC: ProviderSpec = ProviderSpec {
    name: "bench",
    title: "Bench",
    client: ClientSpec::authenticating(&[ClientAuthentication::ClientSecretPost]),
    endpoints: Endpoints {
        token: Some(Template::text("https://provider.example/oauth/token")),
        jwks: Some(Template::text("https://provider.example/oauth/keys")),
        ..Endpoints::NONE
    },
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    id_token: Some(IdTokenSpec {
        issuer: Template::text("https://provider.example"),
        algorithms: &[JwtAlgorithm::Rs256, JwtAlgorithm::Es256],
        ..IdTokenSpec::STANDARD
    }),
    ..ProviderSpec::STANDARD
};

/// The same, and its tokens are bound to a key.
const BOUND: ProviderSpec =
    ProviderSpec { client: ClientSpec { dpop: Some(Dpop::STANDARD), ..SPEC.client }, ..SPEC };

macro_rules! provider {
    ($name:ident, $spec:ident) => {
        #[derive(Debug)]
        enum $name {}

        impl oauth_runtime::OptionalVariables for $name {}
        impl grants::ClientCredentials for $name {}
        impl grants::OpenIdConnect for $name {
            type Claims = NoFields;
        }

        impl Provider for $name {
            fn spec() -> &'static ProviderSpec {
                &$spec
            }

            type Scope = AnyScope;
            type Environment = NoEnvironment;
            type Variables = NoVariables;
            type Variant = NoVariant;
            type TokenFields = NoFields;
            type CallbackFields = NoFields;
            type ErrorFields = NoFields;
        }
    };
}

provider!(Plain, SPEC);
provider!(Proven, BOUND);

/// Answers with the provider's keys, or with a token, without a network.
struct Canned {
    keys: Vec<u8>,
    token: Vec<u8>,
}

impl Transport for Canned {
    fn send(&self, request: http::Request<Vec<u8>>) -> TransportFuture<'_> {
        let asks_for_keys = request.uri().path().ends_with("/keys");
        let body = if asks_for_keys { &self.keys } else { &self.token };
        let mut response = http::Response::new(body.clone());
        let json = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(http::header::CONTENT_TYPE, json);
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// How an ID token is signed, and what verifies it.
enum Pair {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

impl Pair {
    fn new(algorithm: &str) -> Self {
        if algorithm == "RS256" {
            let der = PrivatePkcs8KeyDer::from_pem_slice(RSA.as_bytes()).expect("a key");
            Self::Rsa(RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).expect("a key"))
        } else {
            Self::P256(p256())
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                let signed = key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature);
                signed.expect("a signature");
                signature
            }
            Self::P256(key) => key.sign(&random, message).expect("a signature").as_ref().to_vec(),
        }
    }

    /// What every verification must do, and nothing else: the signature, and the claims read from JSON.
    fn by_hand(&self, token: &str, modulus: &[u8]) -> Map<String, Json> {
        let (message, signature) = token.rsplit_once('.').expect("a token");
        let (_, claims) = message.split_once('.').expect("a token");
        let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
        match self {
            Self::Rsa(_) => RsaPublicKeyComponents { n: modulus, e: &[1, 0, 1] }.verify(
                &RSA_PKCS1_2048_8192_SHA256,
                message.as_bytes(),
                &signature,
            ),
            Self::P256(key) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public_key().as_ref())
                    .verify(message.as_bytes(), &signature)
            }
        }
        .expect("the signature is right");
        let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64url");
        serde_json::from_slice(&claims).expect("an object")
    }

    fn modulus(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => ring::rsa::PublicKeyComponents::<Vec<u8>>::from(key.public()).n,
            Self::P256(_) => Vec::new(),
        }
    }
}

fn p256() -> EcdsaKeyPair {
    let der = PrivatePkcs8KeyDer::from_pem_slice(P256.as_bytes()).expect("a key");
    let der = der.secret_pkcs8_der();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &SystemRandom::new())
        .expect("a key")
}

/// As a large provider writes it: 13 claims, some 560 bytes.
fn id_token(algorithm: &str, pair: &Pair) -> String {
    let header = json!({ "alg": algorithm, "kid": "2026-01-bench", "typ": "JWT" });
    let claims = json!({
        "iss": "https://provider.example",
        "aud": "podio-demo-client",
        "azp": "podio-demo-client",
        "sub": "110169484474386276334",
        "iat": 1_760_000_000,
        "exp": 4_102_444_800_u64,
        "email": "alice.sample@example.com",
        "email_verified": true,
        "name": "Alice Sample",
        "given_name": "Alice",
        "family_name": "Sample",
        "picture": "https://pictures.example/a/ACg8ocKq3vZ0uN6sTj2rX1bY7dW9fG4hL5mP8qR=s96-c",
        "locale": "en",
    });
    let part = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
    let message = format!("{}.{}", part(&header), part(&claims));
    let signature = URL_SAFE_NO_PAD.encode(pair.sign(message.as_bytes()));
    format!("{message}.{signature}")
}

fn client<P>(algorithm: &str, id_token: &str, dpop: Option<Key>) -> Client<P>
where
    P: Provider<Environment = NoEnvironment, Variables = NoVariables, Variant = NoVariant>
        + oauth_runtime::OptionalVariables,
{
    let pem = if algorithm == "RS256" { RSA } else { P256 };
    let key = Key::pem(pem).expect("a key").with_id("2026-01-bench");
    let token = json!({ "access_token": "AT", "token_type": "Bearer", "id_token": id_token });
    let canned = Canned {
        keys: json!({ "keys": [key.public_jwk()] }).to_string().into_bytes(),
        token: token.to_string().into_bytes(),
    };
    let mut builder = Client::<P>::builder()
        .client_id("podio-demo-client")
        .client_secret("q9Tn3kXv7LrPz0WcYb2HdJm5SgFa8EuR")
        .transport(canned);
    if let Some(key) = dpop {
        builder = builder.dpop_key(key);
    }
    builder.build().expect("the settings are right")
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

/// Verifies an ID token, with keys that were read when it came.
fn verify(algorithm: &str, by_hand: bool, times: u64) {
    let pair = Pair::new(algorithm);
    let text = id_token(algorithm, &pair);
    if by_hand {
        let modulus = pair.modulus();
        (0..times).for_each(|_| drop(black_box(pair.by_hand(black_box(&text), &modulus))));
        return;
    }
    let client = client::<Plain>(algorithm, &text, None);
    let token: Token<Plain> = ready(client.client_credentials().send()).expect("a token");
    for _ in 0..times {
        drop(black_box(ready(client.verify_id_token(&token).send()).expect("it holds")));
    }
}

fn requests<P: Provider>(call: &TokenCall<P>, times: u64) {
    (0..times).for_each(|_| drop(black_box(call.request().expect("a request"))));
}

/// What a proof of possession is made of (RFC 9449, 4.2), and nothing else.
fn proof_by_hand(times: u64) {
    let key = p256();
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
    let jwk = json!({ "crv": "P-256", "kty": "EC", "x": x, "y": y });
    let header = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": jwk });
    let header = URL_SAFE_NO_PAD.encode(header.to_string());
    let random = SystemRandom::new();
    for _ in 0..times {
        let mut id = [0; 16];
        getrandom::fill(&mut id).expect("random numbers");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let claims = json!({
            "iat": now.expect("it is after 1970").as_secs(),
            "jti": URL_SAFE_NO_PAD.encode(id),
            "htm": "POST",
            "htu": black_box("https://provider.example/oauth/token"),
        });
        let message = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = key.sign(&random, message.as_bytes()).expect("a signature");
        drop(black_box(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))));
    }
}

fn run(operation: &str, times: u64) {
    let key = || Some(Key::pem(P256).expect("a key"));
    match operation {
        "RS256" | "ES256" => verify(operation, false, times),
        "RS256-by-hand" => verify("RS256", true, times),
        "ES256-by-hand" => verify("ES256", true, times),
        // A proof is what a request with one costs more.
        "request" => requests(&client::<Plain>("ES256", "", None).client_credentials(), times),
        "proven-request" => {
            requests(&client::<Proven>("ES256", "", key()).client_credentials(), times);
        }
        "proof-by-hand" => proof_by_hand(times),
        _ => {}
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [operation, times] => run(operation, times.parse().expect("how many times")),
        // `cargo test` and `cargo bench` run everything a little.
        _ => [
            "RS256",
            "RS256-by-hand",
            "ES256",
            "ES256-by-hand",
            "request",
            "proven-request",
            "proof-by-hand",
        ]
        .iter()
        .for_each(|name| run(name, 3)),
    }
}
