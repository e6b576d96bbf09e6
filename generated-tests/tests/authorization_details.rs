//! Authorization details (RFC 9396): typed on their way there, and typed as they were granted.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;
#[path = "needs/wire.rs"]
#[allow(dead_code, reason = "the needs use all of it")]
mod wire;

use generated_tests::rich_requests::authorization_details::{
    Files, PaymentInitiation, PaymentInitiationInstructedAmount,
    PaymentInitiationInstructedAmountCurrency as Currency,
};
use generated_tests::rich_requests::{self as details, RichRequests};
use oauth_emulator::{Decision, Emulator};
use oauth_runtime::{AnyProvider, Error, Json};

fn payment() -> PaymentInitiation {
    PaymentInitiation {
        instructed_amount: PaymentInitiationInstructedAmount {
            currency: Currency::Eur,
            amount: "123.50".to_owned(),
        },
        creditor_name: "Merchant \"A\"".to_owned(),
        remittance_information: None,
        actions: Some(Json::from(vec!["initiate"])),
    }
}

const PAYMENT: &str = r#"{"actions":["initiate"],"creditorName":"Merchant \"A\"","instructedAmount":{"amount":"123.50","currency":"EUR"},"type":"payment_initiation"}"#;

fn same(json: &str, expected: &str) {
    assert_eq!(json.parse::<Json>().unwrap(), expected.parse::<Json>().unwrap());
}

/// What is asked for in detail in a query.
fn asked(url: &str) -> String {
    wire::param(url, "authorization_details").unwrap()
}

async fn start() -> (Emulator, details::Client) {
    support::start::<RichRequests>().await
}

#[tokio::test]
async fn they_are_asked_for_and_granted() {
    let (emulator, client) = start().await;
    let files = Files { locked: Some(true), depth: None };
    let begin = client.authorize().authorization_detail(payment()).authorization_detail(files);
    let pending = begin.begin().unwrap();
    let sent = asked(pending.url());
    same(
        &sent,
        &format!(r#"[{PAYMENT},{{"type":"https://scheme.example.org/files","locked":true}}]"#),
    );
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, &callback).await.unwrap();
    let check = |token: &details::Token| {
        let granted: Vec<PaymentInitiation> = token.authorization_details().unwrap();
        assert_eq!(granted.len(), 1);
        assert_eq!(granted[0].instructed_amount.currency, Currency::Eur);
        assert_eq!(granted[0].creditor_name, "Merchant \"A\"");
        let files: Vec<Files> = token.authorization_details().unwrap();
        assert_eq!((files[0].locked, files[0].depth), (Some(true), None));
        assert_eq!(token.authorization_details_json().len(), 2);
    };
    check(&token);
    check(&details::Token::restore(&token.save()).unwrap());
    check(&client.refresh(&token).await.unwrap());
    // Who asks for nothing in detail sends nothing, and is told nothing.
    let pending = client.authorize().begin().unwrap();
    assert!(!pending.url().contains("authorization_details"));
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    let token = client.finish(pending, &callback).await.unwrap();
    assert!(token.authorization_details::<PaymentInitiation>().unwrap().is_empty());
}

#[tokio::test]
async fn where_there_is_no_browser_the_other_request_carries_them() {
    let (emulator, client) = start().await;
    let call = client.client_credentials().authorization_detail(payment());
    let body = String::from_utf8(call.request().unwrap().into_body()).unwrap();
    same(&asked(&format!("?{body}")), &format!("[{PAYMENT}]"));
    let token = call.await.unwrap();
    assert_eq!(token.authorization_details::<PaymentInitiation>().unwrap().len(), 1);
    let device = client.device().authorization_detail(payment());
    let body = String::from_utf8(device.request().unwrap().into_body()).unwrap();
    assert!(body.contains("authorization_details=%5B%7B"), "{body}");
    let device = device.await.unwrap();
    assert!(emulator.approve(device.user_code()));
    let token = client.device_token(device).await.unwrap();
    assert_eq!(token.authorization_details::<PaymentInitiation>().unwrap().len(), 1);
}

#[tokio::test]
async fn what_the_provider_refuses_and_what_is_never_sent() {
    let (emulator, client) = start().await;
    let any = oauth_runtime::Client::<AnyProvider>::builder_for(&details::SPEC);
    let any = support::client::<AnyProvider>(any, &emulator).build().unwrap();
    for (wrong, about) in [
        (r#"{"type":"unknown"}"#, "unknown"),
        (r#"{"type":"payment_initiation","creditorName":"x"}"#, "`instructedAmount` is missing"),
        (r#"{"type":"https://scheme.example.org/files","locked":"yes"}"#, "of another type"),
        (r#"{"type":"https://scheme.example.org/files","x":1}"#, "`x` is unknown"),
    ] {
        let asked: Json = wrong.parse().unwrap();
        let error = any.client_credentials().authorization_detail_json(asked).await.unwrap_err();
        let Error::Provider(error) = &error else { panic!("{error:?}") };
        assert_eq!(error.code(), Some("invalid_authorization_details"));
        assert!(error.description().unwrap().contains(about), "{error}");
    }
    // The exchange of a code carries none: the authorization request has.
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c&state={}", pending.state());
    let authorized = client.accept(pending, callback).unwrap();
    let error = client.exchange(&authorized).authorization_detail(payment()).request().unwrap_err();
    let told = error.to_string();
    assert!(told.contains("takes no authorization details in this request"), "{told}");
}
