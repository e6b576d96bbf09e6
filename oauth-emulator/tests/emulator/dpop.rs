//! Proofs of possession (RFC 9449) beyond tokens: with pushed requests, and of clients that are public.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_emulator::{Decision, Emulator};
use oauth_spec::{
    AuthorizationCodeGrant, ClientAuthentication, ClientSpec, Dpop, Endpoints, Grants,
    JwtAlgorithm, ProviderSpec, RefreshGrant, Template,
};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;

use crate::acme::{AUTHORIZE, TOKEN};
use crate::support::{Answer, VERIFIER, challenge, form, pairs, post_form, post_json, value};

const PAR: &str = "https://acme.example/oauth/par";

const DPOP: Dpop = Dpop { algorithm: JwtAlgorithm::Es256, required: false, code_binding: false };

static SPEC: ProviderSpec = ProviderSpec {
    name: "acme",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost, ClientAuthentication::None],
        dpop: Some(DPOP),
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::text(AUTHORIZE)),
        token: Some(Template::text(TOKEN)),
        pushed_authorization_request: Some(Template::text(PAR)),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant {
            pushed: true,
            ..AuthorizationCodeGrant::STANDARD
        }),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

/// A key of a client's.
struct Key(EcdsaKeyPair);

impl Key {
    fn new() -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        Self(EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).expect("the same"))
    }

    /// A proof for a POST to that address.
    fn proof(&self, url: &str, jti: &str) -> String {
        let point = self.0.public_key().as_ref();
        let jwk = json!({
            "kty": "EC", "crv": "P-256",
            "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..]),
        });
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
        let header = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": jwk }).to_string();
        let claims = json!({ "htm": "POST", "htu": url, "iat": now, "jti": jti }).to_string();
        let signed =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).expect("signed");
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn push(emulator: &Emulator, proof: Option<&str>) -> Answer {
    let challenge = challenge(VERIFIER);
    let pairs = [
        ("response_type", "code"),
        ("client_id", emulator.client_id()),
        ("redirect_uri", emulator.redirect_uri()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let headers: Vec<_> = proof.iter().map(|proof| ("dpop", *proof)).collect();
    post_form(emulator, PAR, &headers, &pairs).await
}

async fn exchange(emulator: &Emulator, pushed: &Answer, proof: &str) -> Answer {
    let reference = pushed.member("request_uri");
    let query = form(&[("client_id", emulator.client_id()), ("request_uri", &reference)]);
    let callback = emulator.browse(&format!("{AUTHORIZE}?{query}"), Decision::Allow).await;
    let code = value(&pairs(&callback.expect("a callback"), '?'), "code");
    let pairs = [
        ("grant_type", "authorization_code"),
        ("client_id", emulator.client_id()),
        ("redirect_uri", emulator.redirect_uri()),
        ("code", code.as_str()),
        ("code_verifier", VERIFIER),
    ];
    post_form(emulator, TOKEN, &[("dpop", proof)], &pairs).await
}

/// RFC 9449, 10.1.
#[tokio::test]
async fn a_request_that_is_pushed_with_a_proof_binds_the_code() {
    let emulator = Emulator::start(&SPEC).await.expect("it starts");
    let (own, other) = (Key::new(), Key::new());
    let elsewhere = push(&emulator, Some(&own.proof(TOKEN, "1"))).await;
    elsewhere.assert_error(400, "invalid_dpop_proof", "another address");
    let pushed = push(&emulator, Some(&own.proof(PAR, "2"))).await;
    assert_eq!(pushed.status, 201, "{}", pushed.body);
    let answer = exchange(&emulator, &pushed, &other.proof(TOKEN, "3")).await;
    answer.assert_error(400, "invalid_dpop_proof", "bound to another key");
    let pushed = push(&emulator, Some(&own.proof(PAR, "4"))).await;
    let answer = exchange(&emulator, &pushed, &own.proof(TOKEN, "5")).await;
    assert_eq!(answer.member("token_type"), "DPoP");
    // Without a proof it is bound to none.
    let answer = exchange(&emulator, &push(&emulator, None).await, &other.proof(TOKEN, "6")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// RFC 9449, 5.2.
#[tokio::test]
async fn who_has_registered_for_bound_tokens_gets_no_others() {
    const REGISTER: &str = "https://acme.example/oauth/register";
    static OPEN: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            registration: Some(Template::text(REGISTER)),
            token: Some(Template::text(TOKEN)),
            ..Endpoints::NONE
        },
        grants: Grants {
            client_credentials: Some(oauth_spec::TokenGrant::CLIENT_CREDENTIALS),
            ..Grants::NONE
        },
        ..SPEC
    };
    let emulator = Emulator::start(&OPEN).await.expect("it starts");
    let about = json!({
        "token_endpoint_auth_method": "client_secret_post",
        "grant_types": ["client_credentials"], "dpop_bound_access_tokens": true,
    });
    let own = post_json(&emulator, REGISTER, &about).await;
    let (id, secret) = (own.member("client_id"), own.member("client_secret"));
    let pairs =
        [("grant_type", "client_credentials"), ("client_id", &id), ("client_secret", &secret)];
    let bare = post_form(&emulator, TOKEN, &[], &pairs).await;
    bare.assert_error(400, "invalid_dpop_proof", "no proof");
    let proof = Key::new().proof(TOKEN, "1");
    let bound = post_form(&emulator, TOKEN, &[("dpop", &proof)], &pairs).await;
    assert_eq!(bound.member("token_type"), "DPoP");
}

/// RFC 9449, 5: the refresh token of a public client is bound to its key, also where others authenticate.
#[tokio::test]
async fn a_public_client_refreshes_with_its_key() {
    let emulator = Emulator::start(&SPEC).await.expect("it starts");
    let (own, other) = (Key::new(), Key::new());
    let first = exchange(&emulator, &push(&emulator, None).await, &own.proof(TOKEN, "1")).await;
    let first = first.member("refresh_token");
    let refresh = async |proof: &str| {
        let pairs = [
            ("grant_type", "refresh_token"),
            ("client_id", emulator.client_id()),
            ("refresh_token", first.as_str()),
        ];
        post_form(&emulator, TOKEN, &[("dpop", proof)], &pairs).await
    };
    let stolen = refresh(&other.proof(TOKEN, "2")).await;
    stolen.assert_error(400, "invalid_grant", "bound to another key");
    assert_eq!(refresh(&own.proof(TOKEN, "3")).await.status, 200);
}
