//! PKCE of clients without a secret only (`pkce.for`).

use generated_tests::pkce_public;
use oauth_emulator::{Decision, Emulator, Step};
use percent_encoding::NON_ALPHANUMERIC;

use crate::support::clock_of;

fn client(emulator: &Emulator, secret: Option<&str>) -> pkce_public::Client {
    let builder = pkce_public::Client::builder().client_id(emulator.client_id());
    let builder = match secret {
        Some(secret) => builder.client_secret(secret),
        None => builder,
    };
    let builder = builder.redirect_uri(emulator.redirect_uri()).mirror(emulator.url());
    builder.clock(clock_of(emulator)).build().unwrap()
}

/// The names of the parameters of both requests of a whole flow.
async fn flow(secret: bool) -> (Vec<String>, Vec<String>) {
    let emulator = Emulator::start(&pkce_public::SPEC).await.unwrap();
    let client = client(&emulator, secret.then(|| emulator.client_secret()));
    let pending = client.authorize().begin().unwrap();
    let names = |text: &str| -> Vec<String> {
        text.split('&').filter_map(|pair| Some(pair.split_once('=')?.0.to_owned())).collect()
    };
    let away = names(pending.url().split_once('?').unwrap().1);
    let pending = pkce_public::Pending::restore(&pending.save()).unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let authorized = client.accept(pending, &callback).unwrap();
    let authorized = pkce_public::Authorized::restore(&authorized.save()).unwrap();
    client.exchange(&authorized).await.unwrap();
    let sent = &emulator.requests_to(Step::Token)[0];
    (away, names(std::str::from_utf8(&sent.body).unwrap()))
}

#[tokio::test]
async fn who_has_a_secret_sends_none() {
    let (away, sent) = flow(true).await;
    assert_eq!(away, ["response_type", "client_id", "redirect_uri", "state"]);
    assert_eq!(sent, ["grant_type", "redirect_uri", "code", "client_id", "client_secret"]);
}

#[tokio::test]
async fn who_has_none_sends_it() {
    let (away, sent) = flow(false).await;
    let own = ["code_challenge_method", "state", "challenge"];
    assert_eq!(away, [["response_type", "client_id", "redirect_uri"], own].concat());
    assert_eq!(sent, ["grant_type", "redirect_uri", "code", "code_verifier", "client_id"]);
}

/// What the emulator says to the exchange of a code that a client with or without a secret has asked for.
async fn exchanged(emulator: &Emulator, secret: bool, proofs: &[(&str, &str)]) -> String {
    let client = client(emulator, secret.then(|| emulator.client_secret()));
    let pending = client.authorize().begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let code = callback.split(['?', '&']).find_map(|pair| pair.strip_prefix("code=")).unwrap();
    let code = percent_encoding::percent_decode_str(code).decode_utf8().unwrap();
    let standard = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", emulator.redirect_uri()),
        ("client_id", emulator.client_id()),
    ];
    let pairs = standard.iter().chain(proofs);
    let pairs = pairs.map(|(name, value)| {
        format!("{name}={}", percent_encoding::utf8_percent_encode(value, NON_ALPHANUMERIC))
    });
    let _ = rustls::crypto::ring::default_provider().install_default();
    let request = reqwest::Client::new()
        .post(format!("{}/public.example/token", emulator.url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(pairs.collect::<Vec<_>>().join("&"));
    request.send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn the_emulator_takes_neither_in_the_place_of_the_other() {
    let emulator = Emulator::start(&pkce_public::SPEC).await.unwrap();
    let secret = ("client_secret", emulator.client_secret());
    let verifier = ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    for (has_secret, proofs, says) in [
        (true, vec![secret], "access_token"),
        (true, vec![secret, verifier], "`code_verifier` is for clients that do not authenticate"),
        (true, vec![], "`code_verifier` is missing"),
        (true, vec![verifier], "asked for without a code challenge"),
        (false, vec![], "`code_verifier` is missing"),
        (false, vec![verifier], "`code_verifier` does not fit"),
        (false, vec![secret], "`code_verifier` is missing"),
    ] {
        let answer = exchanged(&emulator, has_secret, &proofs).await;
        assert!(answer.contains(says), "{has_secret} {proofs:?}: {answer}");
    }
}
