//! What can be wrong before it starts.

use std::time::Duration;

use oauth_emulator::{Builder, Emulator, EmulatorError};
use oauth_spec::{
    Callback, Computed, ComputedRecipe, Digest, Endpoints, Grants, Part, ProviderSpec, Signature,
    SignatureCheck, Source, Template, TokenGrant, Variable, VariableKind,
};

use crate::acme::{ACME, log_in, refresh};
use crate::seeds::{PIGGY_LIKE, PIO_LIKE};

async fn message(builder: Builder) -> String {
    builder.start().await.expect_err("it does not start").to_string()
}

#[tokio::test]
async fn a_variable_without_a_value_is_told_with_the_call_to_make() {
    let told = message(Emulator::builder(&PIO_LIKE)).await;
    assert_eq!(
        told,
        "pio-like needs a value for the variable `token_url`: start it with \
         `Emulator::builder(…).variable(\"token_url\", \"…\")`"
    );
}

#[tokio::test]
async fn variables_and_environments_must_be_declared_and_right() {
    let pio = || Emulator::builder(&PIO_LIKE).variable("token_url", "https://a.example/token");
    assert!(message(pio().variable("hots", "x")).await.contains("host, token_url, digest"));
    assert!(message(pio().environment("prod")).await.contains("it has: test"));
    assert!(message(pio().variable("digest", "md5")).await.contains("one of: auto, hex, base64"));
    assert!(message(pio().variable("host", "a/b")).await.contains("not a host name"));
    assert!(message(pio().variable("token_url", "a.example")).await.contains("absolute URL"));
    assert!(message(pio().variable("host", "a\nb")).await.contains("control characters"));
    let emulator = pio().variable("host", "127.0.0.1:8080").start().await.expect("with a port");
    assert_eq!(emulator.variable("host"), Some("127.0.0.1:8080"));
    assert_eq!(emulator.variable("digest"), Some("auto"));
    assert_eq!(emulator.variable("nothing"), None);
    let error = Emulator::builder(&PIGGY_LIKE).environment("be").start().await.expect_err("none");
    assert!(matches!(error, EmulatorError::UnknownEnvironment { .. }));
}

/// A key with a line break behind it is a common mistake, and no reason to print it.
#[tokio::test]
async fn no_secret_is_printed() {
    static KEYED: ProviderSpec = ProviderSpec {
        variables: &[Variable {
            name: "signing_key",
            kind: VariableKind::String,
            default: None,
            pattern: None,
        }],
        computed: &[Computed {
            name: "proof",
            recipe: ComputedRecipe::Digest(&Digest {
                key: Template::value(Source::Variable("signing_key")),
                ..Digest::STANDARD
            }),
        }],
        ..ACME
    };
    let keyed = |key: &str| {
        let builder = Emulator::builder(&KEYED).client("me", "hidden-1").user("ann", "hidden-2");
        builder.variable("signing_key", key)
    };
    let told = message(keyed("hidden-3\n")).await;
    assert_eq!(
        told,
        "`…` cannot be the value of acme's variable `signing_key`: it holds control characters"
    );
    let (builder, started) = (keyed("hidden-3"), keyed("hidden-3").start().await);
    let printed = format!("{builder:?} {:?}", started.expect("it starts"));
    assert!(printed.contains("acme") && !printed.contains("hidden"), "{printed}");
}

#[tokio::test]
async fn the_rest_must_be_possible() {
    let acme = || Emulator::builder(&ACME);
    assert!(message(acme().accept("ticket", "colour", "red")).await.contains("`colour`"));
    assert!(message(acme().accept("lottery", "number", 1)).await.contains("`lottery`"));
    assert!(message(acme().redirect_uri("https://a.example/#b")).await.contains("a fragment"));
    assert!(message(acme().redirect_uri("https://a.example/\r\n")).await.contains("encode"));
}

#[tokio::test]
async fn the_declaration_must_be_playable() {
    static NOWHERE: ProviderSpec = ProviderSpec { endpoints: Endpoints::NONE, ..ACME };
    static NO_AUTHORIZATION: ProviderSpec =
        ProviderSpec { endpoints: Endpoints { authorization: None, ..ACME.endpoints }, ..ACME };
    static NO_URL: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            token: Some(Template::of(&[Part::Text("ftp://acme.example/token")])),
            ..Endpoints::NONE
        },
        grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
        ..ProviderSpec::STANDARD
    };
    static DYNAMIC: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            api: Some(Template::of(&[
                Part::Text("https://api.example/"),
                Part::Value(Source::AccessToken),
            ])),
            ..ACME.endpoints
        },
        ..ACME
    };
    static BAD_KEY: ProviderSpec = ProviderSpec {
        callback: Callback {
            signature: match PIO_LIKE.callback.signature {
                Some(signature) => Some(Signature {
                    check: SignatureCheck::Digest(&Digest {
                        key: Template::value(Source::Code),
                        ..Digest::STANDARD
                    }),
                    ..signature
                }),
                None => None,
            },
            ..Callback::STANDARD
        },
        ..ACME
    };
    for (spec, about) in [
        (&NOWHERE, "no `endpoints.token`"),
        (&NO_AUTHORIZATION, "no `endpoints.authorization`"),
        (&NO_URL, "`endpoints.token` is `ftp://acme.example/token`"),
        (&DYNAMIC, "`{access_token}` differs by request"),
        (&BAD_KEY, "{code} cannot be the key"),
    ] {
        let told = message(Emulator::builder(spec)).await;
        assert!(told.contains(about), "{told}");
    }
}

#[tokio::test]
async fn a_provider_without_endpoints_serves_none() {
    static BARE: ProviderSpec = ProviderSpec::STANDARD;
    let emulator = Emulator::start(&BARE).await.expect("it starts");
    assert!(emulator.requests().is_empty());
    assert_eq!(emulator.spec(), &BARE);
}

/// The time when such a thing ends could not be written, or is none.
#[tokio::test]
async fn nothing_lives_longer_than_a_hundred_years() {
    let emulator = Emulator::builder(&ACME)
        .client("me", "secret")
        .lifetime(Duration::MAX)
        .code_lifetime(Duration::MAX)
        .refresh_token_lifetime(Duration::MAX)
        .start()
        .await
        .expect("it starts");
    let answer = log_in(&emulator).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["expires_in"], 100_u64 * 365 * 86_400);
    let again = refresh(&emulator, &answer.member("refresh_token")).await;
    assert_eq!(again.status, 200, "{}", again.body);
}
