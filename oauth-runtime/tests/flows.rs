//! Flows with a browser: what is sent away, what is believed when it comes back.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use std::time::Duration;

use oauth_runtime::spec::{Callback, ProviderSpec};
use oauth_runtime::{
    AnyProvider, Authorized, CallbackError, Client, Error, Pending, Remedy, SignatureRefused,
    StoredError, Token,
};
use support::{PODIO, Pio, Podio, SECRET, Script, TOKEN, TestClock, json, parameter};

fn setup() -> (Script, TestClock, Client<Podio>) {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::podio(&script, &clock);
    (script, clock, client)
}

fn callback_error<T>(result: Result<T, Error>) -> CallbackError {
    match result {
        Err(Error::Callback(error)) => error,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was accepted"),
    }
}

#[test]
fn the_url_holds_state_and_a_challenge_and_what_is_asked_for() {
    let (_, _, client) = setup();
    let pending = client
        .authorize()
        .scopes(["user:read".into(), "item:write".into()])
        .scope("more")
        .parameter("prompt", "a b")
        .begin()
        .unwrap();
    let url = pending.url();
    assert!(url.starts_with(
        "https://podio.com/oauth/authorize?response_type=code&client_id=my+client\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%3Fx%3D1&code_challenge_method=S256&scope="
    ));
    assert_eq!(parameter(url, "scope").as_deref(), Some("user:read item:write more"));
    assert_eq!(parameter(url, "prompt").as_deref(), Some("a b"));
    assert_eq!(parameter(url, "state").as_deref(), Some(pending.state()));
    assert_eq!(pending.state().len(), 43);
    assert_eq!(parameter(url, "code_challenge").unwrap().len(), 43);
    assert!(!url.contains("verifier") && !url.contains(SECRET));
    let other = client.authorize().begin().unwrap();
    assert_ne!(other.state(), pending.state());
    assert_eq!(parameter(other.url(), "scope"), None);
}

#[tokio::test]
async fn code_and_verifier_are_exchanged() {
    let (script, _, client) = setup();
    let pending = client.authorize().begin().unwrap();
    let saved = pending.save();
    let verifier = serde_json::from_str::<serde_json::Value>(&saved).unwrap()["verifier"].clone();
    let callback = format!("https://app.example/callback?x=1&code=c%2F1&state={}", pending.state());
    script.answer(json(200, TOKEN));
    let token = client.finish(pending, &callback).await.unwrap();
    assert_eq!(token.grant(), "authorization_code");
    let (_, url, body, _) = script.last();
    assert_eq!(url, "https://podio.com/oauth/token");
    let expected = format!(
        "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%3Fx%3D1\
         &code=c%2F1&code_verifier={}&client_id=my+client&client_secret=",
        verifier.as_str().unwrap()
    );
    assert!(body.starts_with(&expected), "{body}");
}

#[test]
fn a_callback_is_taken_in_every_form() {
    let (_, _, client) = setup();
    for form in ["", "?", "https://app.example/callback?", "/callback?"] {
        let pending = client.authorize().begin().unwrap();
        let callback = format!("{form}code=1&state={}", pending.state());
        client.accept(pending, &callback).unwrap_or_else(|error| panic!("{form}: {error}"));
    }
}

#[test]
fn what_is_wrong_with_a_callback_is_said() {
    let (script, clock, client) = setup();
    let begin = || client.authorize().begin().unwrap();

    let error = callback_error(client.accept(begin(), "code=1"));
    assert!(matches!(error, CallbackError::MissingState { .. }), "{error}");
    let error = callback_error(client.accept(begin(), "code=1&state=wrong"));
    assert!(matches!(error, CallbackError::WrongState), "{error}");
    let other = begin();
    let error = callback_error(client.accept(begin(), format!("code=1&state={}", other.state())));
    assert!(matches!(error, CallbackError::WrongState), "{error}");

    let pending = begin();
    let query = format!("state={}", pending.state());
    let error = callback_error(client.accept(pending, query));
    assert!(matches!(error, CallbackError::MissingCode { .. }), "{error}");

    let pending = begin();
    let query = format!("code=1&state={}", pending.state());
    clock.advance(601);
    let error = callback_error(client.accept(pending, query));
    assert!(matches!(error, CallbackError::Expired { .. }), "{error}");
    assert!(error.to_string().contains("600 seconds"), "{error}");
    assert_eq!(script.count(), 0, "nothing was sent");
}

#[test]
fn an_authorization_counts_once() {
    let (_, _, client) = setup();
    let pending = client.authorize().begin().unwrap();
    let saved = pending.save();
    let query = format!("code=1&state={}", pending.state());
    // A wrong callback does not use it up.
    let forged = Pending::restore(&saved).unwrap();
    callback_error(client.accept(forged, "code=1&state=guess"));
    client.accept(pending, &query).unwrap();
    let again = Pending::restore(&saved).unwrap();
    let error = callback_error(client.accept(again, &query));
    assert!(matches!(error, CallbackError::Replayed), "{error}");
}

#[test]
fn a_callback_is_told_by_its_state() {
    let (_, _, client) = setup();
    for callback in
        ["code=1&state=ab%2Fc", "?state=ab%2Fc&state=d", "https://app.example/cb?state=ab%2Fc#x"]
    {
        let first = if callback.contains("&state=d") { "d" } else { "ab/c" };
        assert_eq!(client.state_of(callback).as_deref(), Some(first), "{callback}");
    }
    assert_eq!(client.state_of("code=1"), None);
}

#[test]
fn each_error_has_one_remedy() {
    let (_, _, client) = setup();
    let denied = |code: &str| {
        let pending = client.authorize().begin().unwrap();
        let query = format!("error={code}&state={}", pending.state());
        client.accept(pending, query).unwrap_err()
    };
    for (code, remedy) in [
        ("access_denied", Remedy::AskUser),
        ("login_required", Remedy::AskUser),
        ("temporarily_unavailable", Remedy::Retry { after: None }),
        ("server_error", Remedy::Retry { after: None }),
        ("invalid_scope", Remedy::Operator),
        ("unauthorized_client", Remedy::Operator),
    ] {
        let error = denied(code);
        assert_eq!(error.remedy(), remedy, "{code}");
        assert_eq!(error.needs_user(), remedy == Remedy::AskUser);
        assert!(!error.is_retryable(), "the same callback does not become good");
    }
    let pending = client.authorize().begin().unwrap();
    assert_eq!(client.accept(pending, "code=1&state=guess").unwrap_err().remedy(), Remedy::AskUser);
    assert_eq!(Pending::<Podio>::restore("cut").unwrap_err().remedy(), Remedy::AskUser);

    let call = client.password("alice", "wrong");
    for (status, retry_after, body, remedy) in [
        (429, "7", "", Remedy::Retry { after: Some(Duration::from_secs(7)) }),
        (503, "", "<html>", Remedy::Retry { after: None }),
        (400, "", r#"{"error":"invalid_grant"}"#, Remedy::AskUser),
        (401, "", r#"{"error":"invalid_client"}"#, Remedy::Operator),
        (200, "", "<html>", Remedy::Operator),
    ] {
        let answer = http::Response::builder().status(status).header("retry-after", retry_after);
        let error = call.read(answer.body(body.into()).unwrap()).unwrap_err();
        assert_eq!(error.remedy(), remedy, "{error}");
    }
    // What is neither a number nor a date says nothing.
    for (said, advice) in [
        ("soon", "; wait and try again"),
        (
            "Fri, 31 Dec 1999 23:59:59 GMT",
            "; wait until Fri, 31 Dec 1999 23:59:59 GMT and try again",
        ),
    ] {
        let answer = http::Response::builder().status(429).header("retry-after", said);
        let error = call.read(answer.body(Vec::new()).unwrap()).unwrap_err();
        assert!(error.to_string().ends_with(advice), "{error}");
    }
    let settings = SignatureRefused::Settings { reason: "there is no key".to_owned() };
    assert_eq!(settings.remedy(), Remedy::Operator);
    assert_eq!(Error::from(settings).remedy(), Remedy::Operator);
    let forged = SignatureRefused::Wrong { place: "the header".to_owned() };
    assert_eq!(forged.remedy(), Remedy::Refuse);
    // By `?` in a function of the application's, too: whoever has sent it is no user.
    let error = Error::from(forged);
    assert!(matches!(error, Error::Webhook(_)), "{error:?}");
    assert_eq!(error.remedy(), Remedy::Refuse);
    assert!(error.to_string().starts_with("the signature in the header is wrong"), "{error}");
}

#[test]
fn a_denied_callback_has_typed_fields_and_harmless_text() {
    let (_, _, client) = setup();
    let pending = client.authorize().begin().unwrap();
    let query = format!(
        "error_reason=user_denied&error=access_denied&error_description=No%0D%0A%1B%5B31mway&state={}",
        pending.state()
    );
    let error = client.accept(pending, query).unwrap_err();
    assert!(error.needs_user());
    assert_eq!(
        error.to_string(),
        "the user or Podio refused the authorization (access_denied): No\\u{d}\\u{a}\\u{1b}[31mway; ask the \
         user, then start a new authorization"
    );
    let Error::Callback(CallbackError::Denied(denial)) = error else { panic!() };
    assert_eq!(denial.code(), "access_denied");
    let fields: support::CallbackFields = denial.fields().unwrap();
    assert_eq!(fields.error_reason.as_deref(), Some("user_denied"));
}

#[test]
fn repeated_parameters_count_as_declared() {
    let (_, _, client) = setup();
    let pending = client.authorize().begin().unwrap();
    let query = format!("code=1&state=x&state={}&code=2", pending.state());
    let authorized = client.accept(pending, query).unwrap();
    let request = client.exchange(&authorized).request().unwrap();
    assert!(String::from_utf8(request.body().clone()).unwrap().contains("&code=2&"));

    static STRICT: ProviderSpec = ProviderSpec { callback: Callback::STANDARD, ..PODIO };
    let strict = Client::<AnyProvider>::builder_for(&STRICT)
        .client_id("a")
        .client_secret("b")
        .redirect_uri("https://app.example/")
        .build()
        .unwrap();
    let pending = strict.authorize().begin().unwrap();
    let query = format!("code=1&state={}&code=1", pending.state());
    let error = callback_error(strict.accept(pending, query));
    assert!(matches!(error, CallbackError::RepeatedParameter { name } if name == "code"));
}

#[test]
fn another_issuer_is_refused() {
    static MIXED: ProviderSpec = ProviderSpec {
        endpoints: oauth_runtime::spec::Endpoints {
            issuer: Some(oauth_runtime::spec::Template::text("https://podio.com")),
            ..PODIO.endpoints
        },
        callback: Callback { iss_required: true, ..Callback::STANDARD },
        ..PODIO
    };
    let client = Client::<AnyProvider>::builder_for(&MIXED)
        .client_id("a")
        .client_secret("b")
        .redirect_uri("https://app.example/")
        .build()
        .unwrap();
    let saved = client.authorize().begin().unwrap().save();
    let pending = || Pending::<AnyProvider>::restore(&saved).unwrap();
    let query = format!("code=1&state={}", pending().state());
    let error = callback_error(client.accept(pending(), &query));
    assert!(matches!(error, CallbackError::MissingIssuer { .. }), "{error}");
    let error =
        callback_error(client.accept(pending(), format!("{query}&iss=https://evil.example")));
    assert!(matches!(error, CallbackError::WrongIssuer { .. }), "{error}");
    client.accept(pending(), format!("{query}&iss=https%3A%2F%2Fpodio.com")).unwrap();

    // Of an error nothing is sent: it is told as what it is, unless somebody else says it.
    let saved = client.authorize().begin().unwrap().save();
    let pending = || Pending::<AnyProvider>::restore(&saved).unwrap();
    let refused = format!("error=access_denied&state={}", pending().state());
    let error =
        callback_error(client.accept(pending(), format!("{refused}&iss=https://evil.example")));
    assert!(matches!(error, CallbackError::WrongIssuer { .. }), "{error}");
    let error = callback_error(client.accept(pending(), &refused));
    assert!(matches!(&error, CallbackError::Denied(it) if it.code() == "access_denied"), "{error}");
}

fn hex(message: &str) -> String {
    hmac_sha256::HMAC::mac(message, b"key").iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_signature_is_checked_before_anything_else() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::pio(&script, &clock);
    let saved = client.authorize().begin().unwrap().save();
    let pending = || Pending::<Pio>::restore(&saved).unwrap();
    let message = format!("code=1&state={}", pending().state());
    let error = callback_error(client.accept(pending(), &message));
    assert!(matches!(error, CallbackError::Signature(SignatureRefused::Missing { .. })), "{error}");
    // The state is wrong too; the signature is what counts first.
    let error = callback_error(client.accept(pending(), "code=1&state=x&hmac=00"));
    assert!(
        matches!(
            error,
            CallbackError::Signature(
                SignatureRefused::Malformed { .. } | SignatureRefused::Wrong { .. }
            )
        ),
        "{error}"
    );
    let digest = hex(&message);
    let error =
        callback_error(client.accept(pending(), format!("{message}&hmac={digest}&hmac={digest}")));
    assert!(
        matches!(error, CallbackError::Signature(SignatureRefused::Repeated { .. })),
        "{error}"
    );
    client
        .accept(pending(), format!("https://app.example/callback?{message}&hmac={digest}"))
        .unwrap();
    assert_eq!(script.count(), 0);
}

#[test]
fn nothing_is_sent_that_is_not_declared() {
    let (script, clock) = (Script::new(), TestClock::new());
    let client = support::pio(&script, &clock);
    let pending = client.authorize().parameter("shop", "s 1").begin().unwrap();
    let url = pending.url();
    for absent in ["response_type", "scope", "code_challenge"] {
        assert_eq!(parameter(url, absent), None, "{absent}");
    }
    assert_eq!(parameter(url, "shop").as_deref(), Some("s 1"));
    let message = format!("code=1&state={}", pending.state());
    let authorized = client.accept(pending, format!("{message}&hmac={}", hex(&message))).unwrap();
    let request = client.exchange(&authorized).request().unwrap();
    assert_eq!(request.body(), b"code=1&client_id=pio-id&client_secret=key");
    assert_eq!(request.uri(), "https://app.test.pio.com/raw%2Fopenapi_auth%2Ftoken");
    assert!(
        client.authorize().scope("x").begin().unwrap_err().to_string().contains("takes no scopes")
    );
}

#[test]
fn another_providers_or_clients_authorization_is_refused() {
    let (script, clock, client) = setup();
    let pio = support::pio(&script, &clock);
    let saved = pio.authorize().begin().unwrap().save();
    let error = Pending::<Podio>::restore(&saved).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the stored pending authorization belongs to `pio` (test), not to `podio`: look up the one for this \
         client"
    );
    assert_eq!(error.remedy(), Remedy::Operator);
    let other = Client::<Podio>::builder()
        .client_id("another")
        .client_secret("b")
        .redirect_uri("https://app.example/callback?x=1")
        .build()
        .unwrap();
    let pending = other.authorize().begin().unwrap();
    let query = format!("code=1&state={}", pending.state());
    let error = callback_error(client.accept(pending, query));
    assert!(matches!(error, CallbackError::Other { .. }), "{error}");
    assert!(error.to_string().ends_with("use the client it began with"), "{error}");
    assert_eq!(Error::from(error).remedy(), Remedy::Operator);
    let pending = client.implicit().begin().unwrap();
    let query = format!("code=1&state={}", pending.state());
    let error = callback_error(client.accept(pending, query));
    assert!(error.to_string().contains("accept_implicit"), "{error}");
}

#[tokio::test]
async fn every_step_can_be_stored_and_resumed() {
    let (script, clock, client) = setup();
    let saved = client.authorize().begin().unwrap().save();
    let pending = Pending::<Podio>::restore(&saved).unwrap();
    let query = format!("code=c1&state={}&error_reason=none", pending.state());
    let saved = client.accept(pending, query).unwrap().save();
    let authorized = Authorized::<Podio>::restore(&saved).unwrap();
    assert_eq!(authorized.error_reason.as_deref(), Some("none"));
    // The exchange fails on the way; the accepted callback is still there.
    script.answer(support::Answer::Fault(oauth_runtime::TransportFault::Broken));
    let error = client.exchange(&authorized).await.unwrap_err();
    assert!(error.is_retryable());
    script.answer(json(200, TOKEN));
    let restarted = support::podio(&script, &clock);
    let token = restarted.exchange(&authorized).await.unwrap();
    assert!(script.last().2.contains("&code=c1&code_verifier="));
    let restored = Token::<Podio>::restore(&token.save()).unwrap();
    assert_eq!(restored.access_token(), token.access_token());
    assert_eq!(restored.refresh_token(), token.refresh_token());
    assert_eq!(restored.expires_at(), token.expires_at());
    assert_eq!(restored.refresh_expires_at(), token.refresh_expires_at());
    assert_eq!(restored.r#ref.as_ref().unwrap().id, 31_415_926);
    assert_eq!(restored.grant(), "authorization_code");
}

#[test]
fn broken_stored_texts_are_refused_and_not_quoted() {
    let (_, _, client) = setup();
    let saved = client.authorize().begin().unwrap().save();
    for length in 0..saved.len() {
        assert!(Pending::<Podio>::restore(&saved[..length]).is_err());
    }
    for (from, to) in [
        ("\"version\":1", "\"version\":2"),
        ("\"kind\":\"pending\"", "\"kind\":\"token\""),
        ("\"begun_at\":", "\"begun\":"),
        ("\"flow\":\"authorization_code\"", "\"flow\":\"x\""),
        ("\"verifier\":\"", "\"verifier\":\"+"),
    ] {
        let changed = saved.replace(from, to);
        assert_ne!(changed, saved);
        let error = Pending::<Podio>::restore(&changed).unwrap_err();
        assert!(matches!(error, Error::Stored(_)), "{error}");
    }
    let error =
        Pending::<Podio>::restore(&saved.replace("\"version\":1", "\"version\":2")).unwrap_err();
    assert!(
        matches!(error, Error::Stored(StoredError::Version { found: 2, known: 1, .. })),
        "{error}"
    );
    assert!(Token::<Podio>::restore(&saved).is_err());
}

#[test]
fn the_implicit_flow_reads_the_fragment() {
    let (script, _, client) = setup();
    let pending = client.implicit().scope("user:read").begin().unwrap();
    assert_eq!(parameter(pending.url(), "response_type").as_deref(), Some("token"));
    assert_eq!(parameter(pending.url(), "code_challenge"), None);
    let redirect = format!(
        "https://app.example/callback#access_token=at%2F1&token_type=bearer&expires_in=3600\
         &refresh_token=rt&scope=user%3Aread&extra=1&state={}",
        pending.state()
    );
    let token = client.accept_implicit(pending, redirect).unwrap();
    assert_eq!(token.access_token().expose(), "at/1");
    assert_eq!(token.expires_in().unwrap().as_secs(), 3600);
    assert_eq!(token.scope(), Some("user:read"));
    assert_eq!(token.extra().keys().collect::<Vec<_>>(), ["extra"]);
    assert_eq!(token.grant(), "implicit");
    let pending = client.implicit().begin().unwrap();
    let state = pending.state().to_owned();
    let error = callback_error(
        client.accept_implicit(pending, format!("#error=access_denied&state={state}")),
    );
    assert!(matches!(error, CallbackError::Denied(_)), "{error}");
    let pending = client.implicit().begin().unwrap();
    let state = pending.state().to_owned();
    let error = callback_error(client.accept_implicit(pending, format!("#state={state}")));
    assert!(matches!(error, CallbackError::MissingToken), "{error}");
    assert_eq!(script.count(), 0);
}

#[tokio::test]
async fn nothing_secret_prints() {
    let (script, _, client) = setup();
    let pending = client.authorize().begin().unwrap();
    let saved: serde_json::Value = serde_json::from_str(&pending.save()).unwrap();
    let mut shown = format!("{client:?} {pending:?} {:?}", client.authorize());
    let query = format!("code=very-secret-code&state={}", pending.state());
    let authorized = client.accept(pending, query).unwrap();
    let call = client.exchange(&authorized);
    shown += &format!("{authorized:?} {call:?} {:?}", client.password("u", "very-secret-password"));
    script.answer(json(200, TOKEN));
    let token = call.await.unwrap();
    shown += &format!("{token:?} {:?}", client.revoke(&token));
    script.answer(json(400, &format!(r#"{{"error":"x","token":"{}"}}"#, "at-1-very-secret")));
    let error = client.refresh(&token).await.unwrap_err();
    shown += &format!("{error} {error:?}");
    script.answer(json(200, r#""at-1-very-secret""#));
    let error = client.refresh(&token).await.unwrap_err();
    shown += &format!("{error} {error:?}");
    let secrets = [SECRET, "very-secret", saved["verifier"].as_str().unwrap()];
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}
