//! Everything that is wrong with the settings is said, at once.

#![allow(clippy::unwrap_used, clippy::items_after_statements, reason = "tests")]

mod support;

use std::time::Duration;

use oauth_runtime::spec::ClientAuthentication;
use oauth_runtime::{AnyName, AnyProvider, Client, ClientBuilder, UserHint};
use support::{Piggy, Pio, Podio, Variables, messages};

#[test]
fn every_mistake_is_told_with_what_to_call() {
    let variables = Variables { host: Some("evil.com/x".to_owned()), token_path: None };
    let all = messages(
        Client::<Pio>::builder_with(variables)
            .client_id("")
            .redirect_uri("http://app.example/cb")
            .mirror("ftp://x")
            .build(),
    );
    let text = all.join("\n");
    for expected in [
        "`host` is a host name",
        "`token_path` of Pio has no value in the environment `test`",
        "the client id is empty",
        "the redirect URI `http://app.example/cb` must be https",
        "call `.client_secret(…)`",
        "the mirror `ftp://x`",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert_eq!(all.len(), 6, "{text}");
}

/// RFC 6749, A.1 and A.2: what a file that was read has at its end belongs to neither.
#[test]
fn a_line_break_is_in_no_client_id_and_in_no_secret() {
    let build = |id: &str, secret: &str| {
        Client::<Piggy>::builder().client_id(id).client_secret(secret).build()
    };
    build("a b", "c d é").unwrap();
    let all = messages(build("a\n", "very secret\r\n"));
    assert_eq!(all.len(), 2, "{all:?}");
    for (told, method) in all.iter().zip(["client_id", "client_secret"]) {
        assert!(told.contains("has a line break"), "{told}");
        assert!(told.ends_with(&format!("trim it before `.{method}(…)`")), "{told}");
        assert!(!told.contains("very"), "{told}");
    }
}

#[test]
fn a_bound_on_time_is_for_the_built_in_transport() {
    let builder = Client::<Piggy>::builder().client_id("a").client_secret("b");
    let builder = builder.timeout(Duration::from_secs(5)).transport(support::Script::new());
    let all = messages(builder.build());
    assert!(all.len() == 1 && all[0].contains("`ReqwestTransport::with_timeout`"), "{all:?}");
}

#[test]
fn an_unknown_environment_names_those_there_are() {
    let builder = Client::<Piggy>::builder().client_id("a").client_secret("b");
    let all = messages(builder.environment(AnyName("us\n".to_owned())).build());
    assert_eq!(all, [r"Piggy has no environment `us\u{a}`; `.environment(…)` takes eu, nl"]);
}

#[test]
fn a_variable_that_one_environment_sets_and_another_does_not() {
    let variables = Variables { host: None, token_path: Some("t".to_owned()) };
    let builder =
        || Client::<Pio>::builder_with(variables.clone()).client_id("a").client_secret("b");
    assert_eq!(builder().build().unwrap().environment(), Some("test"));
    let all = messages(builder().environment(AnyName("production".to_owned())).build());
    assert!(
        all[0].contains("`host` of Pio has no value in the environment `production`"),
        "{all:?}"
    );
    assert!(all[0].ends_with("`.environment(…)`: `test`"), "{all:?}");
}

#[test]
fn the_application_counts_before_the_environment_and_text_is_escaped_for_its_place() {
    let variables = Variables {
        host: Some("own.example:8443".to_owned()),
        token_path: Some("a/b?c#d@e".to_owned()),
    };
    let client = Client::<Pio>::builder_with(variables)
        .client_id("a")
        .client_secret("b")
        .redirect_uri("https://app.example/cb")
        .build()
        .unwrap();
    let url = client.authorize().begin().unwrap().url().to_owned();
    assert!(
        url.starts_with("https://own.example:8443/raw/openapi_auth/authorize_form?client_id=a"),
        "{url}"
    );
}

#[test]
fn authentication_is_one_of_those_declared() {
    let builder = || Client::<Podio>::builder().client_id("a").client_secret("b");
    let all = messages(builder().authentication(ClientAuthentication::None).build());
    assert_eq!(
        all,
        ["Podio does not declare the authentication none: `.authentication(…)` takes \
          client_secret_post, client_secret_basic"]
    );
}

#[test]
fn who_needs_no_secret_gives_none() {
    // Implicit flow and tokens made by hand need no client secret; the other grants say so.
    let client = Client::<Podio>::builder().client_id("a").build().unwrap();
    assert!(messages(client.password("a", "b").request())[0].contains("client_secret"));
    let client = Client::<Piggy>::builder().build().unwrap();
    client.personal_access_token("pat", None).unwrap();
    let problems = messages(client.client_credentials().request());
    assert!(problems[0].contains("client_id"), "{problems:?}");
    assert!(messages(client.personal_access_token(" ", None))[0].contains("empty"));
    assert!(messages(client.personal_access_token("p\nat", None))[0].contains("copy it once more"));
    let pasted = client.personal_access_token("pat\r\n", None).unwrap();
    assert_eq!(pasted.access_token().expose(), "pat");
}

#[test]
fn begin_says_what_is_missing() {
    let client = Client::<Podio>::builder().client_id("a").client_secret("b").build().unwrap();
    let problems = messages(client.authorize().parameter("state", "x").begin());
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("redirect_uri"));
    assert!(problems[1].contains("`state`"));
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport_the_error_says_how_to_get_one() {
    // The future is ready at once: there is nothing to wait for.
    let client = Client::<Podio>::builder().client_id("a").client_secret("b").build().unwrap();
    let mut call = std::pin::pin!(client.password("a", "b").send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = call.as_mut().poll(&mut context) else { panic!() };
    assert!(messages(result)[0].contains("`.transport(…)`"));
}

/// What the application signs by itself is held against the metadata by what is declared: neither the key nor the secret
/// beside it says how.
#[cfg(all(feature = "discovery", feature = "jose"))]
#[test]
fn an_assertion_of_the_application_is_signed_as_only_it_knows() {
    use oauth_runtime::spec::*;
    use oauth_runtime::{AnyProvider, Discovered, Error, Key, Secret};

    const SPEC: ProviderSpec = ProviderSpec {
        name: "acme",
        title: "Acme",
        client: ClientSpec {
            assertion: Some(Assertion::STANDARD),
            ..ClientSpec::authenticating(&[
                ClientAuthentication::PrivateKeyJwt,
                ClientAuthentication::ClientSecretJwt,
            ])
        },
        discovery: Some(Discovery::STANDARD),
        endpoints: Endpoints {
            issuer: Some(Template::text("https://acme.example")),
            ..Endpoints::NONE
        },
        grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
        ..ProviderSpec::STANDARD
    };
    static OPEN: ProviderSpec = SPEC;
    static DECLARED: ProviderSpec = ProviderSpec {
        client: ClientSpec {
            assertion: Some(Assertion {
                algorithm: Some(JwtAlgorithm::Rs256),
                ..Assertion::STANDARD
            }),
            ..SPEC.client
        },
        ..SPEC
    };
    let document = serde_json::json!({
        "issuer": "https://acme.example",
        "token_endpoint": "https://acme.example/token",
        "token_endpoint_auth_signing_alg_values_supported": ["PS256"],
    });
    let stored = serde_json::json!({
        "version": 1, "kind": "discovered", "expires_at": 0, "document": document,
    });
    let builder = |spec, way| {
        let builder = Client::<AnyProvider>::builder_for(spec)
            .client_id("id")
            .client_secret("secret")
            .authentication(way)
            .with_discovered(Discovered::restore(&stored.to_string()).unwrap());
        if way == ClientAuthentication::ClientSecretJwt {
            return builder;
        }
        builder.client_key(Key::pem(include_str!("keys/p256.pem")).unwrap())
    };
    let by_itself = |_: &oauth_runtime::AssertionWanted<'_>| Ok::<_, Error>(Secret::from("a.b.c"));
    for (way, algorithm) in [
        (ClientAuthentication::PrivateKeyJwt, "ES256"),
        (ClientAuthentication::ClientSecretJwt, "HS256"),
    ] {
        let all = messages(builder(&OPEN, way).build());
        assert!(
            all[0].contains(&format!("client assertion that is signed with {algorithm}")),
            "{all:?}"
        );
        assert!(
            all[0].contains("correct `client.assertion.algorithm` or give another key, or add"),
            "{all:?}"
        );
        builder(&OPEN, way).client_assertion(by_itself).build().unwrap();
        let all = messages(builder(&DECLARED, way).client_assertion(by_itself).build());
        assert!(all.iter().any(|it| it.contains("that is signed with RS256")), "{all:?}");
    }
}

/// Where the compiler does not know: the table to add, by its name.
#[test]
fn a_grant_that_is_not_there_is_called_as_it_is_declared() {
    let builder: ClientBuilder<AnyProvider> = Client::builder_for(&support::PIGGY);
    let client = builder.client_id("a").client_secret("b").build().unwrap();
    let device = client.device().request().unwrap_err().to_string();
    let ciba = client.ciba(UserHint::login("u")).request().unwrap_err().to_string();
    for (told, grant) in [(device, "device_code"), (ciba, "ciba")] {
        assert!(told.contains(&format!("does not offer the grant `{grant}`")), "{told}");
    }
}
