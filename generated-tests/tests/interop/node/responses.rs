//! Answers that the server signs (JARM).

use generated_tests::node_oidc_provider_responses as responses;
use oauth_runtime::{Authorize, CallbackError, Error};

use super::SCOPE;
use crate::browser::authorized;
use crate::kit::{self, Kit};
use crate::wire;

fn client(kit: &Kit) -> responses::Client {
    let variables = responses::Variables::new(kit.issuer());
    kit.settings("basic", responses::Client::builder_with(variables)).build().unwrap()
}

#[tokio::test]
async fn jarm() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit);
    let asked = SCOPE.split(' ').fold(client.authorize(), Authorize::scope);
    let (pending, callback) = authorized(asked).await;
    assert!(callback.contains("?response=ey") && !callback.contains("code="), "{callback}");
    let answer = client.accept_response(pending, &callback).await.unwrap();
    let token = client.exchange(&answer).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
    let refusing = client.authorize().scope("openid").parameter("login_hint", "deny");
    let (pending, callback) = authorized(refusing).await;
    let error = client.accept_response(pending, &callback).await.unwrap_err();
    assert_eq!(wire::denial(error), "access_denied");
}

#[tokio::test]
async fn an_answer_that_is_not_the_servers() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit);
    let (pending, callback) = authorized(client.authorize().scope("openid")).await;
    let saved = pending.save();
    let restored = || responses::Pending::restore(&saved).unwrap();
    let forged = format!("{}AAAAAAAA", &callback[..callback.len() - 8]);
    let error = client.accept_response(pending, &forged).await.unwrap_err();
    assert!(matches!(&error, Error::Callback(CallbackError::Response { .. })), "{error:?}");
    // Not signed at all.
    let plain = format!("code=c&state={}&iss={}", restored().state(), kit.issuer());
    let error = client.accept_response(restored(), &plain).await.unwrap_err();
    assert!(matches!(&error, Error::Callback(CallbackError::Response { .. })), "{error:?}");
    // Signed for another authorization.
    let (_, another) = authorized(client.authorize().scope("openid")).await;
    let error = client.accept_response(restored(), &another).await.unwrap_err();
    assert!(matches!(&error, Error::Callback(CallbackError::WrongState)), "{error:?}");
    client.finish(restored(), &callback).await.unwrap();
}
