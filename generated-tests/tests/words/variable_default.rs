//! Variables whose default is made of others (`variables.x.default`), and what Okta needs that for.

use generated_tests::okta;
use generated_tests::variable_default::{self, VariableDefault};
use oauth_emulator::{Decision, Emulator, Step};
use oauth_runtime::Error;

use crate::support;

/// Where a call of the API goes, or why there is no client.
async fn called(region: &str, own: Option<&str>) -> Result<String, Error> {
    let start = Emulator::builder(&variable_default::SPEC).variable("region", region);
    // The emulator has a default of its own for what it is not told.
    let sound = own.filter(|own| !own.contains('/'));
    let start = sound.into_iter().fold(start, |start, own| start.variable("api_host", own));
    let emulator = start.start().await.unwrap();
    let variables = variable_default::Variables::new(match region {
        "us" => variable_default::Region::Us,
        _ => variable_default::Region::Eu,
    });
    let variables = own.into_iter().fold(variables, variable_default::Variables::api_host);
    let builder = variable_default::Client::builder_with(variables);
    let client = support::client::<VariableDefault>(builder, &emulator).build()?;
    let session = client.session(client.client_credentials().await?).start();
    session.get("/me").send().await?;
    let call = &emulator.requests_to(Step::Api)[0];
    Ok(format!("{}{}", call.host, call.path))
}

#[tokio::test]
async fn it_follows_the_other_unless_it_is_given() {
    assert_eq!(called("eu", None).await.unwrap(), "api.eu.default.example/v1/me");
    let own = called("us", Some("api.acme.example")).await.unwrap();
    assert_eq!(own, "api.acme.example/v1/me");
    let error = called("us", Some("api.acme.example/x")).await.unwrap_err();
    assert!(error.to_string().contains("the variable `api_host` is a host name"), "{error}");
}

/// Signs in with Okta; whose issuer it is for the client, and for the provider.
async fn sign_in(client: Option<&str>, provider: Option<&str>) -> Result<okta::Token, Error> {
    const SERVER: &str = "https://acme.okta.example/oauth2";
    let start = Emulator::builder(&okta::SPEC).variable("authorization_server", SERVER);
    let start = provider.into_iter().fold(start, |start, issuer| start.variable("issuer", issuer));
    let emulator = start.start().await.unwrap();
    let variables = okta::Variables::new(SERVER);
    let variables = client.into_iter().fold(variables, okta::Variables::issuer);
    let builder = okta::Client::builder_with(variables);
    let client = support::client::<okta::Okta>(builder, &emulator);
    let client = client.build().unwrap();
    let pending = client.authorize().scopes([okta::Scope::Openid]).begin().unwrap();
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    client.finish(pending, &callback).await
}

#[tokio::test]
async fn an_issuer_that_is_elsewhere_than_its_endpoints() {
    const OWN: &str = "https://acme.okta.example";
    // One of the others is its own issuer.
    let token = sign_in(None, None).await.unwrap();
    let claims = token.id_token_claims().unwrap().unwrap();
    assert_eq!(claims.issuer(), "https://acme.okta.example/oauth2");
    // The organization's own is not.
    let token = sign_in(Some(OWN), Some(OWN)).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().issuer(), OWN);
    // Neither is taken for the other.
    for (client, provider) in [(Some(OWN), None), (None, Some(OWN))] {
        let error = sign_in(client, provider).await.unwrap_err();
        assert!(error.to_string().contains(OWN), "{error}");
    }
}
