//! Values that are numbers or booleans (`type` of fields and variables, `client.id`), in JSON and elsewhere.

use generated_tests::typed_values::{Client, SPEC, Token, TypedValues, Variables};
use oauth_emulator::{Decision, Emulator, Recorded, Step};
use oauth_runtime::{AnyVariables, ClientMetadata, Error};
use oauth_spec::{Callback, ClientSpec, ProviderSpec, Variable, VariableKind};

use crate::support;

async fn start() -> Emulator {
    Emulator::builder(&SPEC).variable("account", "-7").start().await.unwrap()
}

async fn sign_in(emulator: &Emulator, client: &Client) -> Result<Token, Error> {
    let pending = client.authorize().begin().unwrap();
    assert!(pending.url().contains("/typed.example/-7/authorize?"), "{}", pending.url());
    let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
    client.finish(pending, &callback).await
}

fn body(request: &Recorded) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

#[tokio::test]
async fn they_are_numbers_in_json_and_digits_elsewhere() {
    let emulator = start().await;
    let builder = Client::builder_with(Variables::new(-7_i64).retries(4_i64));
    let builder = support::client::<TypedValues>(builder, &emulator);
    // The emulator is told the default by nobody.
    let error = sign_in(&emulator, &builder.build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("`retries` must be written `3`"), "{error}");

    emulator.clear_requests();
    let builder = Client::builder_with(Variables::new(-7_i32));
    let client = support::client::<TypedValues>(builder, &emulator).build().unwrap();
    let token = sign_in(&emulator, &client).await.unwrap();
    let id = emulator.client_id();
    assert!(id.parse::<u64>().is_ok(), "{id}");
    let exchange = &emulator.requests_to(Step::Token)[0];
    let end = format!(
        r#","shop_id":4711,"main":true,"account":-7,"retries":3,"both":"-7-4711","words":["-7"],"client_id":{id},"client_secret":"{}"}}"#,
        emulator.client_secret()
    );
    assert!(body(exchange).ends_with(&end), "{}", body(exchange));
    let call = &emulator.requests_to(Step::Call)[0];
    assert_eq!(body(call), r#"{"shop_id":4711,"user_id":4711}"#);

    // What was stored is what it was.
    let token = Token::restore(&token.save()).unwrap();
    let token = client.refresh(&token).await.unwrap();
    let refresh = &emulator.requests_to(Step::Token)[1];
    let wanted = r#","shop_id":4711,"user_id":4711,"seat":4711,"name":"sample-name","client_id":"#;
    assert!(body(refresh).contains(wanted), "{}", body(refresh));
    assert_eq!(refresh.query.as_deref(), Some("account=-7"));
    client.revoke(&token).await.unwrap();
    assert!(body(&emulator.requests_to(Step::Revocation)[0]).contains(r#","seat":4711,"#));
}

#[tokio::test]
async fn an_id_that_is_no_number_is_refused() {
    for id in ["id", "007", "+7", "1.5", "", "99999999999999999999"] {
        let builder = Client::builder_with(Variables::new(-7_i64));
        let error = builder.client_id(id).client_secret("s3cr3t").build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{id}: {error}");
    }
    let builder = Client::builder_with(Variables::new(-7_i64));
    let error = builder.client_id("a").client_secret("s3cr3t").build().unwrap_err().to_string();
    assert_eq!(
        error,
        "the client id of typed-values is a whole number, and `a` is not: call `.client_id(…)` with the \
         real one"
    );
}

#[tokio::test]
async fn a_registered_client_has_a_number_too() {
    let emulator = start().await;
    let builder = Client::builder_with(Variables::new(-7_i64)).mirror(emulator.url());
    let builder = builder.redirect_uri(emulator.redirect_uri());
    let redirect_uris = vec![emulator.redirect_uri().to_owned()];
    let metadata = ClientMetadata { redirect_uris, ..ClientMetadata::default() };
    let id = builder.register(metadata).await.unwrap().client_id;
    assert!(id.parse::<u64>().is_ok(), "{id}");
}

/// Whoever declares less sends texts.
const TEXTUAL: ProviderSpec =
    ProviderSpec { client: ClientSpec { numeric_id: false, ..SPEC.client }, ..SPEC };
static TEXTUAL_ID: ProviderSpec = TEXTUAL;
static TEXTUAL_VARIABLE: ProviderSpec = ProviderSpec {
    variables: &[
        Variable { name: "account", kind: VariableKind::String, default: None, pattern: None },
        SPEC.variables[1],
    ],
    ..SPEC
};
static TEXTUAL_FIELD: ProviderSpec = ProviderSpec {
    callback: Callback {
        fields: &[
            oauth_spec::Field::new("shop_id", oauth_spec::FieldKind::String),
            SPEC.callback.fields[1],
        ],
        ..SPEC.callback
    },
    ..SPEC
};

#[tokio::test]
async fn a_provider_that_wants_numbers_takes_no_texts() {
    for (spec, name) in
        [(&TEXTUAL_ID, "client_id"), (&TEXTUAL_VARIABLE, "account"), (&TEXTUAL_FIELD, "shop_id")]
    {
        let emulator = start().await;
        let variables = AnyVariables(vec![("account", "-7".to_owned())]);
        let builder = oauth_runtime::Client::builder_for_with(spec, variables);
        let client = support::client(builder, &emulator).build().unwrap();
        let pending = client.authorize().begin().unwrap();
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        let error = client.finish(pending, &callback).await.unwrap_err().to_string();
        assert!(error.contains(&format!("`{name}` must be a whole number in JSON")), "{error}");
    }
}
