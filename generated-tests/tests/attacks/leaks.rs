//! Secrets in what is printed: every object and every error, while everything goes wrong.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::panic::{self, AssertUnwindSafe};

use generated_tests::node_oidc_provider::{Pending, Token};
use oauth_emulator::{Emulator, Fault, IdTokenFault, Step};
use oauth_runtime::Error;

use super::{allowed, server};
use crate::wire::params;

/// Everything that was printed.
#[derive(Default)]
struct Printed(String);

impl Printed {
    fn debug(&mut self, what: &impl Debug) {
        write!(self.0, "{what:?}\n{what:#?}\n").unwrap();
    }

    fn error(&mut self, error: &Error) {
        self.debug(error);
        writeln!(self.0, "{error}").unwrap();
        let mut cause = error.source();
        while let Some(error) = cause {
            writeln!(self.0, "{error} {error:?}").unwrap();
            cause = error.source();
        }
    }

    /// None of the secrets, and none of the parts of one, is in it.
    fn holds_none_of(&self, secrets: &[String]) {
        assert!(self.0.len() > 10_000, "hardly anything was printed");
        for secret in secrets {
            assert!(secret.len() >= 8, "{secret:?} may be anywhere");
            assert!(!self.0.contains(secret.as_str()), "`{secret}` is printed");
        }
    }
}

fn faults() -> Vec<Fault> {
    vec![
        Fault::oauth_error("invalid_request"),
        Fault::Unauthorized,
        Fault::RateLimited { retry_after: None },
        Fault::ServerErrorHtml,
        Fault::BrokenJson,
        Fault::EndlessBody,
        Fault::CutBody,
        Fault::CloseConnection,
        Fault::AnswerLost,
        Fault::Redirect("https://evil.example/".to_owned()),
        Fault::IdToken(IdTokenFault::Signature),
        Fault::IdToken(IdTokenFault::Unsigned),
        Fault::IdToken(IdTokenFault::Audience),
    ]
}

/// All that the emulator has given or was sent, which nobody but the two may see.
fn secrets(emulator: &Emulator) -> Vec<String> {
    let mut found = vec![emulator.client_secret().to_owned()];
    let secret = [
        "code",
        "code_verifier",
        "access_token",
        "refresh_token",
        "id_token",
        "password",
        "client_secret",
        "state",
        "nonce",
        "device_code",
    ];
    for request in emulator.requests() {
        let query = request.query.unwrap_or_default();
        for text in [String::from_utf8(request.body).unwrap_or_default(), query] {
            let pairs = params(&format!("?{text}")).into_iter();
            let kept =
                pairs.filter(|(name, value)| secret.contains(&name.as_str()) && value.len() >= 8);
            found.extend(kept.map(|(_, value)| value));
        }
    }
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn nothing_that_is_printed_holds_a_secret() {
    let (emulator, client) = server().await;
    let mut printed = Printed::default();
    printed.debug(&client);

    let (pending, back) = allowed(&emulator, &client).await;
    printed.debug(&pending);
    let authorized = client.accept(pending, &back).unwrap();
    printed.debug(&authorized);
    let call = client.exchange(&authorized);
    printed.debug(&call);
    let token = call.await.unwrap();
    printed.debug(&token);
    let own = [token.access_token(), token.refresh_token().unwrap(), token.id_token().unwrap()];
    let own = own.map(|secret| secret.expose().to_owned());
    let session = client.session(token.clone()).start();
    printed.debug(&session);
    printed.debug(&session.get("/me"));
    printed.debug(&session.get("/me").send().await.unwrap());
    printed.debug(&client.userinfo(&token).await.unwrap());

    for fault in faults() {
        let (pending, back) = allowed(&emulator, &client).await;
        for step in [Step::Token, Step::Api, Step::Revocation, Step::Introspection, Step::Userinfo]
        {
            emulator.fail_always(step, fault.clone());
        }
        if let Err(error) = client.finish(pending, &back).await {
            printed.error(&error);
        }
        if let Err(error) = client.refresh(&token).await {
            printed.error(&error);
        }
        if let Err(error) = client.revoke(&token).await {
            printed.error(&error);
        }
        if let Err(error) = session.get("/me").send().await {
            printed.error(&error);
        }
        emulator.heal();
    }
    // A callback that is wrong has a code in it all the same.
    for change in ["state=x", "error=access_denied", "iss=https://evil.example"] {
        let (pending, back) = allowed(&emulator, &client).await;
        let name = change.split_once('=').unwrap().0;
        let kept = back.split('&').filter(|pair| !pair.starts_with(&format!("{name}=")));
        let changed = format!("{}&{change}", kept.collect::<Vec<_>>().join("&"));
        if let Err(error) = client.accept(pending, &changed) {
            printed.error(&error);
        }
    }
    let mut all = secrets(&emulator);
    assert!(all.len() > 20, "{} secrets are known", all.len());
    all.extend(own);
    printed.holds_none_of(&all);
}

/// A store that is broken holds secrets all the same, and what is wrong with it is told without them.
#[tokio::test]
async fn what_was_stored_is_not_quoted() {
    let (emulator, client) = server().await;
    let (pending, back) = allowed(&emulator, &client).await;
    let saved = pending.save();
    let token = client.finish(pending, &back).await.unwrap();
    let stored = token.save();
    let secret = token.access_token().expose();
    let mut told = String::new();
    for end in (0..stored.len()).step_by(7).filter(|end| stored.is_char_boundary(*end)) {
        if let Err(error) = Token::restore(&stored[..end]) {
            write!(told, "{error} {error:?}").unwrap();
        }
    }
    for end in (0..saved.len()).step_by(7).filter(|end| saved.is_char_boundary(*end)) {
        if let Err(error) = Pending::restore(&saved[..end]) {
            write!(told, "{error} {error:?}").unwrap();
        }
    }
    let state = crate::wire::param(&back, "state").unwrap();
    assert!(told.len() > 1_000 && !told.contains(secret) && !told.contains(&state));
}

/// A panic of the application's own, while it holds everything: its message is the application's, and what
/// the toolkit adds to it is nothing.
#[tokio::test]
async fn a_panic_tells_no_secret() {
    let (emulator, client) = server().await;
    let (pending, back) = allowed(&emulator, &client).await;
    let token = client.finish(pending, &back).await.unwrap();
    let secret = token.access_token().expose().to_owned();
    let caught = panic::catch_unwind(AssertUnwindSafe(|| {
        panic!("{:?} {:?}", client.clone(), token.clone());
    }));
    let payload = caught.unwrap_err();
    let message = payload.downcast_ref::<String>().unwrap();
    assert!(message.contains("Token") && !message.contains(&secret), "{message}");
    assert!(!message.contains(emulator.client_secret()), "{message}");
}

/// What an error says wherever it may, and that it is an error that was read as one.
fn repeating(secret: &str) -> Fault {
    let why = [("token", secret)];
    let why = reqwest::Url::parse_with_params("https://id.example/why", why).unwrap();
    let (_, escaped) = why.as_str().split_once('=').unwrap();
    let said = serde_json::json!({
        "error": format!("unknown {secret}"),
        "error_description": format!("The token '{secret}' is not known ({escaped})"),
        "error_uri": why.as_str(),
    });
    crate::support::json(400, said.to_string())
}

fn assert_hidden(error: &Error, secret: &str) {
    let told = format!("{error} {error:?}");
    assert!(!told.contains(secret), "{told}");
    assert!(told.contains("The token '…' is not known (…)"), "{told}");
}

/// A provider that repeats what it was sent in its error: the secret is not in it.
#[tokio::test]
async fn an_error_that_repeats_the_request_is_no_leak() {
    let (emulator, client) = server().await;
    let own = emulator.client_secret().to_owned();
    for repeats_code in [false, true] {
        let (pending, back) = allowed(&emulator, &client).await;
        let code = crate::wire::param(&back, "code").unwrap();
        let secret = if repeats_code { code } else { own.clone() };
        emulator.fail_next(Step::Token, repeating(&secret));
        assert_hidden(&client.finish(pending, &back).await.unwrap_err(), &secret);
    }
    let (pending, back) = allowed(&emulator, &client).await;
    let token = client.finish(pending, &back).await.unwrap();
    let [access, refresh] = [token.access_token(), token.refresh_token().unwrap()];
    for secret in [&own, refresh.expose(), access.expose()] {
        emulator.fail_always(Step::Token, repeating(secret));
        emulator.fail_always(Step::Api, repeating(secret));
        emulator.fail_always(Step::Revocation, repeating(secret));
        emulator.fail_always(Step::Introspection, repeating(secret));
        emulator.fail_always(Step::Userinfo, repeating(secret));
        assert_hidden(&client.refresh(&token).await.unwrap_err(), secret);
        assert_hidden(&client.revoke(&token).await.unwrap_err(), secret);
        assert_hidden(&client.introspect(&token).await.unwrap_err(), secret);
        assert_hidden(&client.userinfo(&token).await.unwrap_err(), secret);
        let session = client.session(token.clone()).start();
        let answer = session.get("/me").send().await.unwrap();
        assert_hidden(&answer.error_for_status().unwrap_err(), secret);
        emulator.heal();
    }
}

/// A page that is no error is not shown at all.
#[tokio::test]
async fn a_page_that_repeats_the_request_is_no_leak() {
    let (emulator, client) = server().await;
    let (pending, back) = allowed(&emulator, &client).await;
    emulator.fail_next(
        Step::Token,
        Fault::Answer {
            status: 500,
            content_type: "text/html".to_owned(),
            body: format!("<h1>Oops</h1> client_secret={}", emulator.client_secret()),
        },
    );
    let error = client.finish(pending, &back).await.unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(!told.contains(emulator.client_secret()), "{told}");
}
