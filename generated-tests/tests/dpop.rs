//! Tokens that are bound to a key (RFC 9449), against the emulator, which verifies every proof.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_emulator::{Decision, DpopFault, Emulator, Fault, Recorded, Step};
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{
    AnyProvider, Client, ClientBuilder, DevicePoll, Error, Key, ReqwestTransport, Step as Next,
    Token, Transport as _, UserHint,
};
use oauth_spec::SourceFile;
use serde_json::Value;
use support::signed_in;

fn spec(dpop: &str) -> &'static ProviderSpec {
    let text = format!(
        r#"
        schema = 1
        [provider]
        name = "acme"
        [client]
        authentication = "none"
        dpop = {dpop}
        [endpoints]
        authorization = "https://acme.example/authorize"
        token = "https://acme.example/token?tenant=1"
        device_authorization = "https://device.acme.example/device"
        backchannel_authentication = "https://ciba.acme.example/ciba"
        api = "https://api.acme.example/v1"
        [grants.authorization_code]
        [grants.refresh_token]
        [grants.device_code]
        [grants.ciba]
        [calls.me]
        url = "/me"
        fields.id = {{}}
        "#
    );
    oauth_spec::compile(&SourceFile::new("acme.toml", &text)).unwrap().spec
}

fn builder(spec: &'static ProviderSpec, emulator: &Emulator) -> ClientBuilder<AnyProvider> {
    Client::builder_for(spec)
        .client_id(emulator.client_id())
        .redirect_uri(emulator.redirect_uri())
        .mirror(emulator.url())
        .clock(support::clock_of(emulator))
}

/// Header and claims of the proof that a request had.
fn proof(request: &Recorded) -> (Value, Value) {
    let mut parts = request.header("dpop").unwrap().split('.');
    let mut part = || {
        let part = URL_SAFE_NO_PAD.decode(parts.next().unwrap()).unwrap();
        serde_json::from_slice(&part).unwrap()
    };
    (part(), part())
}

#[tokio::test]
async fn a_token_is_asked_for_shown_and_renewed_with_proofs() {
    for algorithm in ["\"ES256\"", "\"ES384\"", "\"EdDSA\""] {
        let spec = spec(algorithm);
        let emulator = Emulator::start(spec).await.unwrap();
        let client = builder(spec, &emulator).build().unwrap();
        let token = signed_in(&emulator, &client).await.unwrap();
        assert_eq!(token.token_type(), Some("DPoP"));
        let session = client.session(token.clone()).start();
        session.get("/items?page=2").send().await.unwrap().error_for_status().unwrap();
        client.call_json("me", &token).await.unwrap();
        client.refresh(&token).await.unwrap();

        let asked = emulator.requests_to(Step::Token);
        let (header, claims) = proof(&asked[0]);
        let name = algorithm.trim_matches('"');
        assert_eq!((&header["typ"], &header["alg"]), (&"dpop+jwt".into(), &name.into()));
        assert!(header["jwk"].get("d").is_none() && header.get("kid").is_none());
        assert_eq!(claims["htm"], "POST");
        assert_eq!(claims["htu"], "https://acme.example/token");
        assert_eq!((claims.get("ath"), claims.get("nonce")), (None, None));
        assert_ne!(claims["jti"], proof(&asked[1]).1["jti"]);

        let shown = emulator.requests_to(Step::Api);
        let access = token.access_token().expose();
        assert_eq!(shown[0].header("authorization"), Some(format!("DPoP {access}").as_str()));
        let (_, claims) = proof(&shown[0]);
        assert_eq!(claims["htu"], "https://api.acme.example/v1/items");
        let ath = URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(access.as_bytes()));
        assert_eq!((&claims["ath"], &claims["htm"]), (&ath.into(), &"GET".into()));
        assert!(emulator.requests_to(Step::Call)[0].header("dpop").is_some());
    }
}

#[tokio::test]
async fn a_code_is_bound_to_the_key() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::start(spec).await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let key = client.dpop_key().unwrap();
    assert!(pending.url().contains(&format!("&dpop_jkt={}", key.thumbprint())), "{pending:?}");
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let other = builder(spec, &emulator).build().unwrap();
    let error = other.finish(pending, &callback).await.unwrap_err();
    assert!(error.to_string().contains("bound to another key"), "{error}");
    let loose = self::spec("{ code_binding = false }");
    let client = builder(loose, &emulator).build().unwrap();
    assert!(!client.authorize().begin().unwrap().url().contains("dpop_jkt"));
}

#[tokio::test]
async fn a_nonce_is_taken_up_once_and_kept() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::builder(spec).dpop_nonces().start().await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let token = signed_in(&emulator, &client).await.unwrap();
    // Refused without, repeated with.
    assert_eq!(emulator.requests_to(Step::Token).len(), 2);
    let session = client.session(token.clone()).start();
    for _ in 0..3 {
        session.get("/items").send().await.unwrap().error_for_status().unwrap();
    }
    // The API is another origin and has its own; then it is known.
    let shown = emulator.requests_to(Step::Api);
    assert_eq!(shown.iter().map(|it| it.status.unwrap()).collect::<Vec<_>>(), [401, 200, 200, 200]);
    let nonces: Vec<Value> = shown.iter().map(|it| proof(it).1["nonce"].clone()).collect();
    assert!(nonces[0].is_null() && nonces[1].is_string() && nonces[1] == nonces[3]);
    client.refresh(&token).await.unwrap();
    assert_eq!(emulator.requests_to(Step::Token).len(), 3);
    // One that changes is followed.
    emulator.fail_next(Step::Api, Fault::Dpop(DpopFault::NonceWanted));
    session.get("/items").send().await.unwrap().error_for_status().unwrap();
    let shown = emulator.requests_to(Step::Api);
    assert_eq!(shown.len(), 6);
    assert_ne!(proof(&shown[5]).1["nonce"], nonces[3]);
}

#[tokio::test]
async fn a_server_that_is_never_content_is_asked_twice() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::start(spec).await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    emulator.fail_always(Step::Token, Fault::Dpop(DpopFault::NonceWanted));
    let error = signed_in(&emulator, &client).await.unwrap_err();
    let Error::Provider(refused) = &error else { panic!("{error:?}") };
    assert_eq!(refused.code(), Some("use_dpop_nonce"));
    assert_eq!(emulator.requests_to(Step::Token).len(), 2);
}

#[tokio::test]
async fn without_io_the_next_request_has_the_nonce() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::builder(spec).dpop_nonces().start().await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let accepted = client.accept(pending, &callback).unwrap();
    let transport = ReqwestTransport::new().unwrap();
    let call = client.exchange(&accepted);
    let answer = transport.send(call.request().unwrap()).await.unwrap();
    let Err(Error::Provider(refused)) = call.read(answer) else { panic!("a nonce is wanted") };
    assert_eq!(refused.code(), Some("use_dpop_nonce"));
    assert!(
        refused.is_retryable() && refused.to_string().contains("make the request anew"),
        "{refused}"
    );
    let mut steps = call.steps().unwrap();
    let token = loop {
        match steps.step().unwrap() {
            Next::Send(request) => steps.answer(transport.send(request).await.unwrap()).unwrap(),
            Next::Done(token) => break token,
        }
    };
    assert_eq!(token.token_type(), Some("DPoP"));
    assert_eq!(emulator.requests_to(Step::Token).len(), 2);
}

#[tokio::test]
async fn without_io_a_step_that_wants_a_nonce_comes_once_more() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::builder(spec).dpop_nonces().start().await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let call = client.exchange(&client.accept(pending, &callback).unwrap());
    let transport = ReqwestTransport::new().unwrap();
    let mut steps = call.steps().unwrap();
    let token = loop {
        match steps.step().unwrap() {
            Next::Send(request) => steps.answer(transport.send(request).await.unwrap()).unwrap(),
            Next::Done(token) => break token,
        }
    };
    let asked = emulator.requests_to(Step::Token);
    assert_eq!(asked.iter().map(|it| it.status.unwrap()).collect::<Vec<_>>(), [400, 200]);
    assert!(proof(&asked[0]).1["nonce"].is_null() && proof(&asked[1]).1["nonce"].is_string());
    // A server that is never content is no loop.
    emulator.fail_always(Step::Token, Fault::Dpop(DpopFault::NonceWanted));
    let mut steps = client.refresh(&token).steps().unwrap();
    for is_last in [false, true] {
        let Next::Send(request) = steps.step().unwrap() else { panic!("it is not answered") };
        let answer = steps.answer(transport.send(request).await.unwrap());
        assert_eq!(answer.is_err(), is_last);
    }
}

/// RFC 9449, 9: also where the application sends calls of the API by itself, such as streams.
#[tokio::test]
async fn a_session_hears_of_nonces_that_a_prepared_request_has_met() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::builder(spec).dpop_nonces().start().await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let session = client.session(signed_in(&emulator, &client).await.unwrap()).start();
    let transport = ReqwestTransport::new().unwrap();
    for wanted in [true, false] {
        let request = session.get("/film").prepare().await.unwrap();
        let uri = request.uri().clone();
        let answer = transport.send(request).await.unwrap();
        assert_eq!(session.heard(&uri, &answer), wanted);
        assert_eq!(answer.status().is_success(), !wanted);
    }
    // A token that is refused is no matter of nonces.
    emulator.expire_access_tokens();
    let request = session.get("/film").prepare().await.unwrap();
    let uri = request.uri().clone();
    let answer = transport.send(request).await.unwrap();
    assert_eq!(answer.status(), 401);
    assert!(!session.heard(&uri, &answer));
}

/// Those who have no browser meet the same servers, at hosts of their own.
#[tokio::test]
async fn devices_and_telephones_get_nonces_too() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::builder(spec).dpop_nonces().start().await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let device = client.device().await.unwrap();
    assert!(emulator.approve(device.user_code()));
    emulator.clock().advance(device.interval());
    assert!(matches!(client.poll(&device).await.unwrap(), DevicePoll::Token(_)));

    let transport = ReqwestTransport::new().unwrap();
    let call = client.ciba(UserHint::login(emulator.username()));
    let mut found = None;
    for is_known in [false, true] {
        let answer = transport.send(call.request().unwrap()).await.unwrap();
        assert_eq!(answer.status().is_success(), is_known);
        found = call.read(answer).ok();
    }
    let begun = found.unwrap();
    assert!(emulator.approve(emulator.username()));
    emulator.clock().advance(begun.interval());
    assert!(matches!(client.poll_ciba(&begun).await.unwrap(), DevicePoll::Token(_)));
    let (device, ciba) = (Step::Device, Step::Backchannel);
    let statuses = |step| {
        let asked = emulator.requests_to(step);
        asked.iter().map(|it| it.status.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(statuses(device), [400, 200]);
    assert_eq!(statuses(ciba), [400, 200]);
    // The nonce of the token endpoint's host is asked for once.
    assert_eq!(statuses(Step::Token), [400, 200, 200]);
}

#[tokio::test]
async fn a_bearer_token_is_taken_only_where_that_is_declared() {
    let strict = spec("\"ES256\"");
    let emulator = Emulator::start(strict).await.unwrap();
    let client = builder(strict, &emulator).build().unwrap();
    emulator.fail_next(Step::Token, Fault::Dpop(DpopFault::Bearer));
    let error = signed_in(&emulator, &client).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
    assert!(error.to_string().contains("its `token_type` is not `DPoP`"), "{error}");

    let loose = spec("{ required = false }");
    let emulator = Emulator::start(loose).await.unwrap();
    let client = builder(loose, &emulator).build().unwrap();
    emulator.fail_next(Step::Token, Fault::Dpop(DpopFault::Bearer));
    let token = signed_in(&emulator, &client).await.unwrap();
    let session = client.session(token.clone()).start();
    session.get("/items").send().await.unwrap().error_for_status().unwrap();
    let shown = emulator.requests_to(Step::Api);
    let access = token.access_token().expose();
    assert_eq!(shown[0].header("authorization"), Some(format!("Bearer {access}").as_str()));
    assert_eq!(shown[0].header("dpop"), None);
    // The next one is bound again.
    let token = client.refresh(&token).await.unwrap();
    session.replace(token).unwrap();
    session.get("/items").send().await.unwrap().error_for_status().unwrap();
    assert!(emulator.requests_to(Step::Api)[1].header("dpop").is_some());
}

#[tokio::test]
async fn a_stored_token_wants_its_key() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::start(spec).await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let token = signed_in(&emulator, &client).await.unwrap();
    let (token, key) = (token.save(), client.dpop_key().unwrap().save());

    let same = builder(spec, &emulator).dpop_key(Key::restore(&key).unwrap()).build().unwrap();
    let back = Token::<AnyProvider>::restore(&token).unwrap();
    same.session(back.clone()).start().get("/items").send().await.unwrap();
    same.refresh(&back).await.unwrap();

    let asked = emulator.requests().len();
    let other = builder(spec, &emulator).build().unwrap();
    let error = other.refresh(&back).await.unwrap_err();
    assert!(error.to_string().contains("the token is bound to the key with the thumbprint"));
    let error = other.session(back.clone()).start().get("/items").send().await.unwrap_err();
    assert!(error.to_string().contains(".dpop_key(Key::restore(…)?)"), "{error}");
    let error = other.call_json("me", &back).await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    assert_eq!(emulator.requests().len(), asked);
}

#[tokio::test]
async fn proofs_count_now_and_once() {
    let spec = spec("\"ES256\"");
    let emulator = Emulator::start(spec).await.unwrap();
    let client = builder(spec, &emulator).build().unwrap();
    let token = signed_in(&emulator, &client).await.unwrap();
    let call = client.refresh(&token);
    let request = call.request().unwrap();
    let transport = ReqwestTransport::new().unwrap();
    transport.send(request.clone()).await.unwrap();
    let refused = async |request| {
        let answer = transport.send(request).await.unwrap();
        String::from_utf8(answer.into_body()).unwrap()
    };
    let text = refused(request.clone()).await;
    assert!(text.contains("The proof was used before"), "{text}");
    let late = client.refresh(&token).request().unwrap();
    emulator.clock().advance(Duration::from_secs(61));
    let text = refused(late).await;
    assert!(text.contains("The `iat` of the proof is not now"), "{text}");
    let mut none = client.refresh(&token).request().unwrap();
    none.headers_mut().remove("dpop");
    let text = refused(none).await;
    assert!(text.contains("There is no proof"), "{text}");
}

#[test]
fn a_key_of_another_kind_is_no_client() {
    static PLAIN: ProviderSpec = ProviderSpec { name: "plain", ..ProviderSpec::STANDARD };
    let key = Key::generate(oauth_runtime::spec::JwtAlgorithm::EdDsa).unwrap();
    let bound = Client::builder_for(spec("\"ES256\"")).client_id("id").dpop_key(key.clone());
    let error = bound.build().unwrap_err();
    assert!(error.to_string().contains("wants proofs signed with ES256"), "{error}");
    let error = Client::builder_for(spec("\"RS256\"")).client_id("id").build().unwrap_err();
    assert!(error.to_string().contains("call `.dpop_key(…)` on the builder"), "{error}");
    let error = Client::builder_for(&PLAIN).client_id("id").dpop_key(key).build().unwrap_err();
    assert!(error.to_string().contains("does not bind tokens to a key"), "{error}");
}
