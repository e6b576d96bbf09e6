//! Codes and states in the wrong hands (RFC 9700, 2.1, 4.2 to 4.8).

use generated_tests::node_oidc_provider::Pending;
use oauth_runtime::{CallbackError, Error};

use super::{allowed, server};
use crate::wire::param;

fn callback(error: Error) -> CallbackError {
    match error {
        Error::Callback(error) => error,
        other => panic!("{other:?}"),
    }
}

/// The code in a callback, as it is written there.
fn code(callback: &str) -> &str {
    let (_, rest) = callback.split_once("code=").unwrap();
    rest.split('&').next().unwrap()
}

/// Cross-site request forgery: the attacker lets the victim's browser call back with the attacker's code.
#[tokio::test]
async fn the_attackers_callback_does_not_sign_the_victim_in() {
    let (emulator, client) = server().await;
    let (_, attackers) = allowed(&emulator, &client).await;
    let (victims, _) = allowed(&emulator, &client).await;
    let error = callback(client.finish(victims, &attackers).await.unwrap_err());
    assert!(matches!(error, CallbackError::WrongState), "{error}");
    assert_eq!(emulator.token_requests(), 0, "nothing was sent");
}

/// Code injection: the attacker has the victim's code, and puts it into a session of their own, whose
/// `state` is right. The code belongs to another verifier, and the provider refuses it (RFC 7636, 1).
#[tokio::test]
async fn a_stolen_code_is_of_no_use_in_another_session() {
    let (emulator, client) = server().await;
    let (_, victims) = allowed(&emulator, &client).await;
    let (attackers, own) = allowed(&emulator, &client).await;
    let injected = own.replace(code(&own), code(&victims));
    assert_ne!(own, injected);
    let error = client.finish(attackers, &injected).await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error:?}") };
    assert_eq!(error.code(), Some("invalid_grant"));
}

/// PKCE downgrade: a code that was asked for with a challenge is not given away without the verifier, and the
/// client has no way to leave the verifier out.
#[tokio::test]
async fn a_verifier_cannot_be_lost_on_the_way() {
    let (emulator, client) = server().await;
    let (pending, back) = allowed(&emulator, &client).await;
    assert_eq!(param(pending.url(), "code_challenge_method").as_deref(), Some("S256"));
    let mut saved: serde_json::Value = serde_json::from_str(&pending.save()).unwrap();
    saved.as_object_mut().unwrap().remove("verifier");
    let outcome = match Pending::restore(&saved.to_string()) {
        Ok(pending) => client.finish(pending, &back).await.map(|_| ()),
        Err(error) => Err(error),
    };
    assert!(outcome.is_err(), "an exchange without a verifier went through");
    // Nor can the application's own parameters replace it.
    let own = client.authorize().parameter("code_challenge", "abc").begin();
    assert!(matches!(own, Err(Error::Configuration(_))), "{own:?}");
}

/// The same callback again: by whoever reads the browser's history, or by a page that is loaded again.
#[tokio::test]
async fn a_callback_counts_once() {
    let (emulator, client) = server().await;
    let (pending, back) = allowed(&emulator, &client).await;
    let saved = pending.save();
    client.finish(pending, &back).await.unwrap();
    let sent = emulator.token_requests();
    let error =
        callback(client.finish(Pending::restore(&saved).unwrap(), &back).await.unwrap_err());
    assert!(matches!(error, CallbackError::Replayed), "{error}");
    assert_eq!(emulator.token_requests(), sent, "nothing was sent");
}

/// A code that was used: the provider refuses it, and ends what came of it (RFC 6749, 4.1.2).
#[tokio::test]
async fn a_code_counts_once() {
    let (emulator, client) = server().await;
    let (pending, back) = allowed(&emulator, &client).await;
    let authorized = client.accept(pending, &back).unwrap();
    let token = client.exchange(&authorized).await.unwrap();
    let error = client.exchange(&authorized).await.unwrap_err();
    let Error::Provider(error) = error else { panic!("{error:?}") };
    assert_eq!(error.code(), Some("invalid_grant"));
    assert!(!client.introspect(&token).await.unwrap().is_active(), "what came of it has ended");
}

/// Mix-up: what comes back is of another issuer, or does not say whose it is where it must (RFC 9207, 2.4).
#[tokio::test]
async fn an_answer_of_another_issuer_is_not_sent_to_ours() {
    let (emulator, client) = server().await;
    for change in ["https%3A%2F%2Fevil.example", "https%3A%2F%2Fid.example.evil.example", ""] {
        let (pending, back) = allowed(&emulator, &client).await;
        let mixed = back.replace("iss=https%3A%2F%2Fid.example", &format!("iss={change}"));
        assert_ne!(mixed, back);
        let error = callback(client.finish(pending, &mixed).await.unwrap_err());
        let is_told = matches!(
            error,
            CallbackError::WrongIssuer { .. } | CallbackError::MissingIssuer { .. }
        );
        assert!(is_told, "{change}: {error}");
    }
    assert_eq!(emulator.token_requests(), 0, "nothing was sent");
}

/// Mix-up inside one application: what one client has begun is not finished with another provider's.
#[tokio::test]
async fn an_authorization_of_one_client_is_not_finished_by_another() {
    use generated_tests::podio;
    let (emulator, client) = server().await;
    let (pending, _) = allowed(&emulator, &client).await;
    // The types keep them apart; so does what was stored.
    let error = podio::Pending::restore(&pending.save()).unwrap_err();
    assert!(matches!(&error, Error::Stored(_)), "{error:?}");
}
