//! Pages that give consent and no code, and addresses that name the client.

use oauth_emulator::{Decision, Emulator};
use oauth_spec::AuthorizationRequest;
use oauth_spec::{
    Callback, CanonicalQuery, Condition, Consent, Digest, Endpoints, Field, Grants, Literal,
    Parameter, Part, ProviderSpec, QueryOrder, Signature, SignatureCheck, SignaturePlace,
    SignatureSyntax, Source, Template, Test, TimeFormat, Timestamp, TokenRequest,
};

use crate::acme::{ACME, TOKEN};
use crate::callbacks::signed;
use crate::connections::start;
use crate::support::{basic, form, has, hex, pairs, post_form, value};

#[tokio::test]
async fn consent_may_be_all_there_is() {
    static ADMIN: ProviderSpec = ProviderSpec {
        consents: &[Consent {
            name: "admin",
            authorization: AuthorizationRequest {
                endpoint: Some(Template::text("https://acme.example/adminconsent")),
                parameters: &[
                    Parameter::value("client_id", Source::ClientId),
                    Parameter::value("redirect_uri", Source::RedirectUri),
                    Parameter::value("state", Source::State),
                ],
                ..AuthorizationRequest::EMPTY
            },
            success: Some(Condition {
                path: "admin_consent",
                test: Test::Is(Literal::Text("True")),
            }),
            fields: &[Field::string("tenant")],
        }],
        ..ACME
    };
    let emulator = start(&ADMIN).await;
    let query =
        form(&[("client_id", "me"), ("redirect_uri", emulator.redirect_uri()), ("state", "s1")]);
    let url = format!("https://acme.example/adminconsent?{query}");
    let found = pairs(&emulator.browse(&url, Decision::Allow).await.expect("back"), '?');
    assert_eq!(value(&found, "admin_consent"), "True");
    assert_eq!(value(&found, "tenant"), "sample-tenant");
    assert_eq!(value(&found, "state"), "s1");
    assert!(!has(&found, "code"));
    let found = pairs(&emulator.browse(&url, Decision::Deny).await.expect("back"), '?');
    assert_eq!(value(&found, "error"), "access_denied");
    assert!(!has(&found, "admin_consent"));
}

/// A page where people sign in and that gives nothing else: who they are is signed, with the time.
#[tokio::test]
async fn a_consent_is_signed_as_callbacks_are() {
    static SIGNED: ProviderSpec = ProviderSpec {
        consents: &[Consent {
            name: "login",
            authorization: AuthorizationRequest {
                endpoint: Some(Template::text("https://acme.example/login")),
                parameters: &[
                    Parameter::value("client_id", Source::ClientId),
                    Parameter::value("return_to", Source::RedirectUri),
                ],
                ..AuthorizationRequest::EMPTY
            },
            success: Some(Condition { path: "hash", test: Test::Present }),
            fields: &[Field::string("id"), Field::integer("auth_date")],
        }],
        callback: Callback {
            signature: Some(Signature {
                timestamp: Some(Timestamp {
                    value: Source::QueryParameter("auth_date"),
                    format: TimeFormat::Unix,
                    max_age: 90,
                    max_ahead: 90,
                }),
                ..signed(
                    SignaturePlace::Query("hash"),
                    SignatureSyntax::Prefix(""),
                    SignatureCheck::Digest(&Digest {
                        key: Template::value(Source::ClientSecret),
                        message: Template::value(Source::Query),
                        query: CanonicalQuery {
                            order: QueryOrder::Name,
                            ..CanonicalQuery::STANDARD
                        },
                        ..Digest::STANDARD
                    }),
                )
            }),
            ..Callback::STANDARD
        },
        ..ACME
    };
    let emulator = crate::callbacks::start(&SIGNED).await;
    let query = form(&[("client_id", "me"), ("return_to", emulator.redirect_uri())]);
    let url = format!("https://acme.example/login?{query}");
    let found = pairs(&emulator.browse(&url, Decision::Allow).await.expect("back"), '?');
    let time = value(&found, "auth_date");
    assert!(time.parse::<u64>().expect("seconds") > 1_700_000_000);
    let message = format!("auth_date={time}&id=sample-id");
    assert_eq!(value(&found, "id"), "sample-id");
    let digest = hmac_sha256::HMAC::mac(message.as_bytes(), b"secret");
    assert_eq!(value(&found, "hash"), hex(&digest));
    assert_eq!(found.iter().filter(|(name, _)| name == "hash").count(), 1);
}

#[tokio::test]
async fn a_client_may_be_named_in_the_address() {
    static IN_PATH: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            authorization: Some(Template::of(&[
                Part::Text("https://acme.example/apps/"),
                Part::Value(Source::ClientId),
                Part::Text("/authorize"),
            ])),
            ..ACME.endpoints
        },
        grants: Grants {
            authorization_code: Some(oauth_spec::AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: &[Parameter::value("state", Source::State)],
                    ..AuthorizationRequest::EMPTY
                },
                request: TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE,
                ..oauth_spec::AuthorizationCodeGrant::STANDARD
            }),
            ..Grants::NONE
        },
        ..ACME
    };
    let emulator = Emulator::builder(&IN_PATH).client("me", "s").another_client("you", "t");
    let emulator = emulator.start().await.expect("it starts");
    let url = "https://acme.example/apps/you/authorize?state=x";
    let code = value(&crate::support::allow(&emulator, url).await, "code");
    let uri = emulator.redirect_uri().to_owned();
    let ask = async |basic: String| {
        let pairs =
            [("grant_type", "authorization_code"), ("redirect_uri", &*uri), ("code", &*code)];
        post_form(&emulator, TOKEN, &[("authorization", &basic)], &pairs).await
    };
    ask(basic("me", "s")).await.assert_error(400, "invalid_grant", "another client");
    assert_eq!(ask(basic("you", "t")).await.status, 200);
    let stranger = "https://acme.example/apps/stranger/authorize?state=x";
    assert!(emulator.browse(stranger, Decision::Allow).await.is_err());
}
