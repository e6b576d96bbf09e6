//! RFC 9396, Rich Authorization Requests.

use generated_tests::rfc_examples::authorization_details::{
    AccountInformation, PaymentInitiation, PaymentInitiationCreditorAccount,
    PaymentInitiationInstructedAmount,
};
use oauth_runtime::Json;

use super::*;
use crate::wire::{json, param};

/// 3's parameter, decoded; 7 repeats its second object.
const ACCOUNT: &str = r#"{
      "type": "account_information",
      "actions": ["list_accounts", "read_balances", "read_transactions"],
      "locations": ["https://example.com/accounts"]
   }"#;
const PAYMENT: &str = r#"{
      "type": "payment_initiation",
      "actions": ["initiate", "status", "cancel"],
      "locations": ["https://example.com/payments"],
      "instructedAmount": {"currency": "EUR", "amount": "123.50"},
      "creditorName": "Merchant A",
      "creditorAccount": {"iban": "DE02100100109307118603"},
      "remittanceInformationUnstructured": "Ref Number Merchant"
   }"#;

fn list<const N: usize>(texts: [&str; N]) -> Json {
    Json::from(texts.to_vec())
}

fn account() -> AccountInformation {
    AccountInformation {
        actions: Some(list(["list_accounts", "read_balances", "read_transactions"])),
        locations: Some(list(["https://example.com/accounts"])),
    }
}

fn payment() -> PaymentInitiation {
    let text = |text: &str| Some(text.to_owned());
    let amount =
        PaymentInitiationInstructedAmount { currency: text("EUR"), amount: text("123.50") };
    PaymentInitiation {
        actions: Some(list(["initiate", "status", "cancel"])),
        locations: Some(list(["https://example.com/payments"])),
        instructed_amount: Some(amount),
        creditor_name: text("Merchant A"),
        creditor_account: Some(PaymentInitiationCreditorAccount {
            iban: text("DE02100100109307118603"),
        }),
        remittance_information_unstructured: text("Ref Number Merchant"),
    }
}

#[tokio::test]
async fn section_3_what_is_asked_for_and_7_what_was_granted() {
    let answer = format!(
        r#"{{"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "example", "expires_in": 3600,
            "refresh_token": "tGzv3JOkF0XG5Qx2TlKWIA", "authorization_details": [{PAYMENT}]}}"#
    );
    let wire = Wire::answering([json(&answer)]);
    let client = client(&wire);
    let request =
        client.authorize().authorization_detail(account()).authorization_detail(payment());
    let pending = request.begin().unwrap();
    let asked: Json = param(pending.url(), "authorization_details").unwrap().parse().unwrap();
    assert_eq!(asked, format!("[{ACCOUNT},{PAYMENT}]").parse::<Json>().unwrap());

    let callback = format!("code=SplxlOBeZQQYbYS6WxSbIA&state={}", pending.state());
    let token = client.finish(pending, callback).await.unwrap();
    let granted: Vec<PaymentInitiation> = token.authorization_details().unwrap();
    assert_eq!(granted.len(), 1);
    assert_eq!(granted[0].creditor_name.as_deref(), Some("Merchant A"));
    let amount = granted[0].instructed_amount.as_ref().unwrap();
    assert_eq!(
        (amount.currency.as_deref(), amount.amount.as_deref()),
        (Some("EUR"), Some("123.50"))
    );
    assert!(token.authorization_details::<AccountInformation>().unwrap().is_empty());
}
