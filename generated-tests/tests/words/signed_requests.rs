//! Requests that are signed with the client's secret: what is signed (`{request.target}`, `base_path`), how it is
//! written (`hex-upper`), and that the one in the browser may be too.

use generated_tests::signed_requests::{self, Client, SPEC, SignedRequests};
use http::Request;
use oauth_emulator::{Decision, Emulator, Step};
use oauth_runtime::Error;
use oauth_spec::{
    ClientAuthentication, ClientSpec, Computed, ComputedRecipe, Digest, DigestEncoding,
    ProviderSpec,
};

use crate::support;

fn hmac(key: &str, message: &str) -> [u8; 32] {
    hmac_sha256::HMAC::mac(message.as_bytes(), key.as_bytes())
}

fn capitals(bytes: [u8; 32]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02X}"))
}

#[tokio::test]
async fn each_request_is_signed() {
    use base64::Engine as _;
    let (emulator, client) = support::start::<SignedRequests>().await;
    let (id, secret) = (emulator.client_id(), emulator.client_secret());
    let (pending, callback) = support::allowed(&emulator, client.authorize()).await;
    let signed = hmac(&format!("{secret}&"), &format!("{id}/rest/authorize{}", pending.state()));
    let signed = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(signed);
    assert!(pending.url().ends_with(&format!("&sign={signed}")), "{}", pending.url());

    let token = client.finish(pending, &callback).await.unwrap();
    let exchange = &emulator.requests_to(Step::Token)[0];
    let signed = capitals(hmac(secret, "POST /token?a=1"));
    assert_eq!(exchange.header("sign"), Some(signed.as_str()));

    let session = client.session(token.clone()).start();
    session.get("/me").send().await.unwrap();
    session.get("/me").query([("b", "x y")]).await.unwrap();
    let shown = token.access_token().expose();
    for (call, target) in emulator.requests_to(Step::Api).iter().zip(["/rest/me", "/rest/me?b=x+y"])
    {
        let signed = capitals(hmac(secret, &format!("{shown} {target}")));
        assert_eq!(call.header("authorization"), Some(signed.as_str()), "{target}");
    }

    let refresh_token = token.refresh_token().unwrap().expose().to_owned();
    client.refresh(&token).await.unwrap();
    let refresh = &emulator.requests_to(Step::Token)[1];
    assert_eq!((refresh.method.as_str(), &refresh.query), ("GET", &None));
    // In the path it is as any value there; what is signed is what is sent.
    let encoded = refresh.path.strip_prefix("/rest/token/").unwrap();
    let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8().unwrap();
    assert_eq!(decoded, refresh_token);
    assert_ne!(encoded, refresh_token);
    assert_eq!(refresh.body, b"");
    let signed = capitals(hmac(secret, &format!("GET /token/{encoded}")));
    assert_eq!(refresh.header("sign"), Some(signed.as_str()));
}

/// The same recipe but for this.
const fn other(index: usize, change: &'static Digest) -> Computed {
    Computed { name: SPEC.computed[index].name, recipe: ComputedRecipe::Digest(change) }
}

const fn recipe(index: usize) -> Digest {
    match SPEC.computed[index].recipe {
        ComputedRecipe::Digest(digest) => *digest,
        ComputedRecipe::Jwt(_) => panic!(),
    }
}

static SMALL: ProviderSpec = ProviderSpec {
    computed: &[
        other(0, &Digest { encoding: DigestEncoding::Hex, ..recipe(0) }),
        SPEC.computed[1],
        SPEC.computed[2],
    ],
    ..SPEC
};
static WHOLE_PATH: ProviderSpec = ProviderSpec {
    computed: &[
        other(0, &Digest { base_path: "", ..recipe(0) }),
        SPEC.computed[1],
        SPEC.computed[2],
    ],
    ..SPEC
};

#[tokio::test]
async fn a_provider_takes_it_as_declared_only() {
    for spec in [&SMALL, &WHOLE_PATH] {
        let emulator = Emulator::start(&SPEC).await.unwrap();
        let client = support::client(oauth_runtime::Client::builder_for(spec), &emulator);
        let error = support::signed_in(&emulator, &client.build().unwrap()).await.unwrap_err();
        assert!(error.to_string().contains("invalid_client"), "{error}");
    }
}

static PUBLIC: ProviderSpec = ProviderSpec {
    client: ClientSpec { authentication: &[ClientAuthentication::None], ..SPEC.client },
    ..SPEC
};

#[tokio::test]
async fn without_the_secret_nobody_is_sent_away() {
    let builder = oauth_runtime::Client::builder_for(&PUBLIC).client_id("id");
    let client = builder.redirect_uri("https://app.example/callback").build().unwrap();
    let Err(Error::Configuration(error)) = client.authorize().begin() else { panic!() };
    assert!(error.to_string().contains("call `.client_secret(…)` on the builder"), "{error}");
}

#[tokio::test]
async fn a_webhook_is_verified_in_either_case() {
    let emulator = Emulator::start(&SPEC).await.unwrap();
    let posted = emulator.deliver("events", "wh-secret").unwrap();
    let sent = posted.headers.iter().find(|(name, _)| name == "x-sign").unwrap().1.clone();
    assert_eq!(sent, sent.to_ascii_uppercase());
    let (first, rest) = sent.split_at(1);
    let forged = format!("{}{rest}", if first == "0" { "1" } else { "0" });
    for (signature, is_right) in
        [(sent.clone(), true), (sent.to_ascii_lowercase(), true), (forged, false)]
    {
        let url = posted.url.as_str();
        let request = Request::builder().method("POST").uri(url).header("x-sign", signature);
        let request = request.body(posted.body.clone()).unwrap();
        let verified = signed_requests::webhooks::EVENTS.verify(&["wh-secret"], &request);
        assert_eq!(verified.is_ok(), is_right, "{verified:?}");
    }
}

#[tokio::test]
async fn a_signature_in_the_browser_is_looked_at() {
    let (emulator, client): (_, Client) = support::start::<SignedRequests>().await;
    let pending = client.authorize().begin().unwrap();
    let forged = format!("{}x", pending.url());
    let callback = emulator.browse(&forged, Decision::Allow).await.unwrap();
    assert!(callback.contains("error=invalid_request"), "{callback}");
    let error = client.finish(pending, &callback).await.unwrap_err().to_string();
    assert!(error.contains("{computed.browser_sign}"), "{error}");
}
