//! Requests for which nothing is declared have no body.

use oauth_emulator::Emulator;
use oauth_spec::{
    Call, CallAuthentication, Grants, Method, Parameter, ParametersIn, ProviderSpec, Template,
    TokenGrant, TokenOperation, TokenRequest,
};

use crate::acme::{ACME, API, REVOKE, TOKEN};
use crate::connections::{call, start};
use crate::support::{Answer, basic, client, mirrored, read};

const fn asking(parameters_in: ParametersIn, parameters: &'static [Parameter]) -> ProviderSpec {
    let request = TokenRequest { parameters_in, parameters, ..TokenRequest::FORM };
    let grant = TokenGrant { request, ..TokenGrant::CLIENT_CREDENTIALS };
    ProviderSpec { grants: Grants { client_credentials: Some(grant), ..Grants::NONE }, ..ACME }
}

const NOTHING: &str = "nothing is declared that stands in one";

async fn send(emulator: &Emulator, url: &str, who: &str, kind: &str, body: &str) -> Answer {
    let request = client().post(mirrored(emulator, url)).header("authorization", who);
    let request = if kind.is_empty() { request } else { request.header("content-type", kind) };
    read(request.body(body.to_owned())).await
}

#[tokio::test]
async fn of_token_requests() {
    static IN_JSON: ProviderSpec = asking(ParametersIn::Json, &[]);
    static IN_QUERY: ProviderSpec =
        asking(ParametersIn::Query, &[Parameter::GRANT_TYPE_CLIENT_CREDENTIALS]);
    static SCOPED: ProviderSpec = asking(ParametersIn::Json, &[Parameter::SCOPE]);
    const JSON: &str = "application/json";
    let me = basic("me", "secret");
    let emulator = start(&IN_JSON).await;
    assert_eq!(send(&emulator, TOKEN, &me, "", "").await.status, 200);
    let answer = send(&emulator, TOKEN, &me, JSON, "").await;
    answer.assert_error(400, "invalid_request", "a Content-Type, and no body");
    for body in ["{}", "{ }"] {
        let answer = send(&emulator, TOKEN, &me, JSON, body).await;
        answer.assert_error(400, "invalid_request", NOTHING);
    }
    let forgiving = Emulator::builder(&IN_JSON).client("me", "secret").lenient();
    let forgiving = forgiving.start().await.expect("it starts");
    assert_eq!(send(&forgiving, TOKEN, &me, JSON, "{}").await.status, 200);

    let emulator = start(&IN_QUERY).await;
    let url = format!("{TOKEN}?grant_type=client_credentials");
    assert_eq!(send(&emulator, &url, &me, "", "").await.status, 200);
    let answer = send(&emulator, &url, &me, JSON, "{}").await;
    answer.assert_error(400, "invalid_request", NOTHING);

    // What could have been there may be missing.
    let emulator = start(&SCOPED).await;
    assert_eq!(send(&emulator, TOKEN, &me, JSON, "{}").await.status, 200);
    let answer = send(&emulator, TOKEN, &me, JSON, "").await;
    answer.assert_error(400, "invalid_request", "the body is `{}`");
}

/// RFC 9110, 8.6: there are servers that refuse it (411).
#[tokio::test]
async fn a_post_says_how_long_its_body_is() {
    let strict = start(&ACME).await;
    let lenient = Emulator::builder(&ACME).lenient().start().await.expect("it starts");
    for (emulator, status) in [(&strict, 411), (&lenient, 400)] {
        // Without a body, reqwest says nothing of its length.
        let answer = client().post(mirrored(emulator, TOKEN)).send().await.expect("an answer");
        assert_eq!(answer.status(), status);
    }
}

#[tokio::test]
async fn of_requests_about_a_token() {
    static BARE: ProviderSpec = ProviderSpec {
        revocation: TokenOperation {
            authentication: CallAuthentication::AccessToken,
            parameters_in: ParametersIn::Json,
            parameters: &[],
            ..TokenOperation::STANDARD
        },
        calls: &[Call {
            name: "touch",
            method: Method::Post,
            url: Template::text("https://api.acme.example/touch"),
            parameters_in: ParametersIn::Form,
            ..Call::STANDARD
        }],
        ..asking(ParametersIn::Form, &[Parameter::GRANT_TYPE_CLIENT_CREDENTIALS])
    };
    const FORM: &str = "application/x-www-form-urlencoded";
    let emulator = start(&BARE).await;
    let me = basic("me", "secret");
    let token = send(&emulator, TOKEN, &me, FORM, "grant_type=client_credentials").await;
    let token = token.member("access_token");
    let bearer = format!("Bearer {token}");
    let touch = "https://api.acme.example/touch";
    assert_eq!(send(&emulator, touch, &bearer, "", "").await.status, 200);
    send(&emulator, touch, &bearer, FORM, "&").await.assert_error(400, "invalid_request", NOTHING);
    let answer = send(&emulator, REVOKE, &bearer, "application/json", "{}").await;
    answer.assert_error(400, "invalid_request", NOTHING);
    assert_eq!(call(&emulator, API, &token).await.status, 200);
    assert_eq!(send(&emulator, REVOKE, &bearer, "", "").await.status, 200);
    call(&emulator, API, &token).await.assert_error(401, "invalid_token", "revoked");
}

/// Two readers may believe two things of it (RFC 8259, 4).
#[tokio::test]
async fn a_member_that_is_there_twice_is_refused() {
    static IN_JSON: ProviderSpec =
        asking(ParametersIn::Json, &[Parameter::GRANT_TYPE_CLIENT_CREDENTIALS]);
    let (emulator, me) = (start(&IN_JSON).await, basic("me", "secret"));
    let kind = "application/json";
    let once = r#"{"grant_type":"client_credentials"}"#;
    assert_eq!(send(&emulator, TOKEN, &me, kind, once).await.status, 200);
    let twice = r#"{"grant_type":"password","grant_type":"client_credentials"}"#;
    let answer = send(&emulator, TOKEN, &me, kind, twice).await;
    answer.assert_error(400, "invalid_request", "grant_type");
}
