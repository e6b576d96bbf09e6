//! Who asks: Basic, Post, none, and every way to get it wrong.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_emulator::Emulator;
use oauth_spec::{
    ClientAuthentication, ClientSpec, Grants, Header, Part, ProviderSpec, Template, TokenGrant,
    TokenRequest,
};

use crate::acme::{ACME, TOKEN, start};
use crate::support::{basic, post_form};

static PUBLIC: ProviderSpec = ProviderSpec {
    client: ClientSpec { authentication: &[ClientAuthentication::None], ..ClientSpec::STANDARD },
    ..ACME
};
static ONLY_BASIC: ProviderSpec = ProviderSpec {
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretBasic],
        ..ClientSpec::STANDARD
    },
    ..ACME
};

/// A gateway's own credentials beside the client's.
static GATEWAY: ProviderSpec = ProviderSpec {
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    grants: Grants {
        client_credentials: Some(TokenGrant {
            request: TokenRequest {
                headers: &[Header {
                    name: "authorization",
                    value: Template::of(&[Part::Text("Basic gateway")]),
                }],
                ..TokenGrant::CLIENT_CREDENTIALS.request
            },
            ..TokenGrant::CLIENT_CREDENTIALS
        }),
        ..ACME.grants
    },
    ..ACME
};

const ASK: (&str, &str) = ("grant_type", "client_credentials");

#[tokio::test]
async fn basic_is_form_encoded_first() {
    let emulator = Emulator::builder(&ACME).client("id:1", "p%2B+ :é").start().await.expect("ok");
    let good = basic(emulator.client_id(), emulator.client_secret());
    let answer = post_form(&emulator, TOKEN, &[("authorization", &good)], &[ASK]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);

    let raw = format!("Basic {}", STANDARD.encode("id:1:p%2B+ :é"));
    let answer = post_form(&emulator, TOKEN, &[("authorization", &raw)], &[ASK]).await;
    answer.assert_error(401, "invalid_client", "no client");
}

#[tokio::test]
async fn wrong_basic_is_challenged() {
    let emulator = start().await;
    for (value, about) in [
        (basic(emulator.client_id(), "wrong"), "secret is wrong"),
        (basic("stranger", emulator.client_secret()), "no client"),
        ("Basic !".to_owned(), "cannot be decoded"),
        ("Basic ".to_owned() + &STANDARD.encode("nothing"), "cannot be decoded"),
    ] {
        let answer = post_form(&emulator, TOKEN, &[("authorization", &value)], &[ASK]).await;
        answer.assert_error(401, "invalid_client", about);
        assert!(answer.header("www-authenticate").starts_with("Basic "));
        assert_eq!(answer.member("trace"), "4711", "declared error fields come with it");
    }
}

#[tokio::test]
async fn post_is_as_good_where_it_is_declared() {
    let emulator = start().await;
    let id = ("client_id", emulator.client_id());
    let secret = ("client_secret", emulator.client_secret());
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, id, secret]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);

    let wrong = ("client_secret", "wrong");
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, id, wrong]).await;
    answer.assert_error(401, "invalid_client", "secret is wrong");
    assert_eq!(answer.header("www-authenticate"), "", "Basic was not tried");

    let answer = post_form(&emulator, TOKEN, &[], &[ASK]).await;
    answer.assert_error(401, "invalid_client", "does not authenticate");
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, id]).await;
    answer.assert_error(401, "invalid_client", "with none");
    let good = basic(emulator.client_id(), emulator.client_secret());
    let answer = post_form(&emulator, TOKEN, &[("authorization", &good)], &[ASK, id, secret]).await;
    answer.assert_error(400, "invalid_request", "as well");
    let answer = post_form(&emulator, TOKEN, &[("authorization", &good)], &[ASK, id]).await;
    answer.assert_error(400, "invalid_request", "as well");
}

#[tokio::test]
async fn only_declared_ways_are_taken() {
    let emulator = Emulator::start(&ONLY_BASIC).await.expect("it starts");
    let id = ("client_id", emulator.client_id());
    let secret = ("client_secret", emulator.client_secret());
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, id, secret]).await;
    answer.assert_error(401, "invalid_client", "declared is client_secret_basic");

    let emulator = Emulator::start(&PUBLIC).await.expect("it starts");
    let id = ("client_id", emulator.client_id());
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, id]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, ("client_id", "stranger")]).await;
    answer.assert_error(401, "invalid_client", "no client");
    let good = basic(emulator.client_id(), emulator.client_secret());
    let answer = post_form(&emulator, TOKEN, &[("authorization", &good)], &[ASK]).await;
    answer.assert_error(401, "invalid_client", "declared is none");
}

#[tokio::test]
async fn what_is_declared_for_the_request_is_no_way_of_the_client() {
    let emulator = Emulator::start(&GATEWAY).await.expect("it starts");
    let body =
        [ASK, ("client_id", emulator.client_id()), ("client_secret", emulator.client_secret())];
    let answer = post_form(&emulator, TOKEN, &[("authorization", "Basic gateway")], &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = post_form(&emulator, TOKEN, &[("authorization", "Basic other")], &body).await;
    answer.assert_error(400, "invalid_request", "authorization");
}
