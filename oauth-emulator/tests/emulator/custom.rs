//! Grants of the provider's own, with typed parameters.

use oauth_emulator::Emulator;
use oauth_spec::{CustomGrant, Grants, ParametersIn, ProviderSpec, TokenRequest};
use serde_json::{Value, json};

use crate::acme::{ACME, TOKEN, start, token};
use crate::support::post_json;

static IN_JSON: ProviderSpec = ProviderSpec {
    grants: Grants {
        custom: &[CustomGrant {
            request: TokenRequest {
                parameters_in: ParametersIn::Json,
                ..ACME.grants.custom[0].request
            },
            ..ACME.grants.custom[0]
        }],
        ..Grants::NONE
    },
    ..ACME
};

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[tokio::test]
async fn what_is_accepted_is_told() {
    let emulator = start().await;
    let accepted = emulator.accepts("ticket");
    assert_eq!(accepted["number"], 4711);
    assert_eq!(accepted["paid"], true);
    assert!(emulator.accepts("nothing").is_empty());
    let (number, paid, seal) =
        (text(&accepted["number"]), text(&accepted["paid"]), text(&accepted["seal"]));
    let base = [
        ("grant_type", "urn:acme:ticket"),
        ("number", number.as_str()),
        ("paid", paid.as_str()),
        ("seal", seal.as_str()),
    ];
    let answer = token(&emulator, &base).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.json().get("refresh_token").is_none(), "it is renewed by asking again");

    let with = |name: &str, value: &'static str| {
        let mut pairs = base;
        for pair in &mut pairs {
            if pair.0 == name {
                pair.1 = value;
            }
        }
        pairs
    };
    let answer = token(&emulator, &with("seal", "forged")).await;
    answer.assert_error(400, "invalid_grant", "`seal` is wrong");
    let answer = token(&emulator, &with("seal", "")).await;
    answer.assert_error(400, "invalid_request", "`seal` is missing");
    let answer = token(&emulator, &with("number", "many")).await;
    answer.assert_error(400, "invalid_request", "whole number");
    let answer = token(&emulator, &with("paid", "perhaps")).await;
    answer.assert_error(400, "invalid_request", "true or false");
    let optional = [base.as_slice(), &[("note", "anything")]].concat();
    assert_eq!(token(&emulator, &optional).await.status, 200);
}

#[tokio::test]
async fn in_json_the_types_count() {
    let emulator =
        Emulator::builder(&IN_JSON).accept("ticket", "number", 99).start().await.expect("ok");
    let seal = emulator.accepts("ticket")["seal"].clone();
    let body = |number: Value, paid: Value| {
        json!({
            "grant_type": "urn:acme:ticket",
            "client_id": emulator.client_id(),
            "client_secret": emulator.client_secret(),
            "number": number,
            "paid": paid,
            "seal": seal,
        })
    };
    let good = post_json(&emulator, TOKEN, &body(json!(99), json!(true))).await;
    assert_eq!(good.status, 200, "{}", good.body);
    for (number, paid, about) in [
        (json!("99"), json!(true), "`number` must be a whole number in JSON"),
        (json!(99.5), json!(true), "`number` must be a whole number in JSON"),
        (json!(99), json!("true"), "`paid` must be true or false in JSON"),
        (json!(99), json!(1), "`paid` must be true or false in JSON"),
    ] {
        let answer = post_json(&emulator, TOKEN, &body(number, paid)).await;
        answer.assert_error(400, "invalid_request", about);
    }
    let answer = post_json(&emulator, TOKEN, &body(json!(98), json!(true))).await;
    answer.assert_error(400, "invalid_grant", "`number` is wrong");
}
