//! Clients by a document of theirs: what is written, and what is refused.

#![cfg(feature = "discovery")]
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, Client, ClientBuilder, ClientMetadata};
use serde_json::{Value, json};
use support::{answer, messages};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretBasic, ClientAuthentication::None],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        issuer: Some(Template::text("https://some.example")),
        ..Endpoints::NONE
    },
    discovery: Some(Discovery::STANDARD),
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant::STANDARD),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

fn builder(id: &str) -> ClientBuilder<AnyProvider> {
    Client::builder_for(&SPEC).client_id(id).redirect_uri("http://127.0.0.1/callback")
}

const ID: &str = "https://app.example/oauth/client.json";

/// OAuth 2.0 Multiple Response Types, 5: what a request asks for is what is registered.
#[test]
fn a_request_that_asks_for_more_than_a_code_is_registered() {
    static HYBRID: ProviderSpec = ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: &[Parameter::text("response_type", "code id_token")],
                    ..AuthorizationRequest::EMPTY
                },
                ..AuthorizationCodeGrant::STANDARD
            }),
            ..Grants::NONE
        },
        ..SPEC
    };
    let builder: ClientBuilder<AnyProvider> = Client::builder_for(&HYBRID);
    let builder = builder.client_id(ID).redirect_uri("http://127.0.0.1/callback");
    let document = builder.client_id_document(&ClientMetadata::default()).unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["response_types"], json!(["code id_token"]));
}

/// RFC 7591, 2: who signs says with what.
#[cfg(feature = "jose")]
#[test]
fn the_key_that_a_client_signs_with_is_registered() {
    let key = oauth_runtime::Key::generate(JwtAlgorithm::Es256).unwrap();
    let registered = |metadata: ClientMetadata| {
        let metadata = ClientMetadata {
            token_endpoint_auth_method: Some("private_key_jwt".to_owned()),
            ..metadata
        };
        let document = builder(ID).client_key(key.clone()).client_id_document(&metadata);
        serde_json::from_str::<Value>(&document.unwrap()).unwrap()
    };
    let own = json!({ "keys": [key.public_jwk()] });
    assert_eq!(registered(ClientMetadata::default())["jwks"], own);
    let elsewhere = registered(ClientMetadata {
        jwks_uri: Some("https://app.example/keys".to_owned()),
        ..ClientMetadata::default()
    });
    assert_eq!(elsewhere.get("jwks"), None);
}

/// RFC 7591, 2: a client that has no key is not registered as one that signs.
#[test]
fn who_has_no_key_is_registered_for_another_way() {
    const BOTH: ClientSpec = ClientSpec::authenticating(&[
        ClientAuthentication::PrivateKeyJwt,
        ClientAuthentication::ClientSecretBasic,
    ]);
    static SEVERAL: ProviderSpec = ProviderSpec {
        client: BOTH,
        discovery: None,
        endpoints: Endpoints {
            authorization: Some(Template::text("https://some.example/authorize")),
            token: Some(Template::text("https://some.example/token")),
            registration: Some(Template::text("https://some.example/register")),
            ..Endpoints::NONE
        },
        ..SPEC
    };
    static KEYS: ProviderSpec = ProviderSpec {
        client: ClientSpec::authenticating(&[ClientAuthentication::PrivateKeyJwt]),
        ..SEVERAL
    };
    let asked = |spec: &'static ProviderSpec, metadata: ClientMetadata| {
        let builder: ClientBuilder<AnyProvider> = Client::builder_for(spec);
        let request = builder.register(metadata).request()?;
        Ok(serde_json::from_slice::<Value>(request.body()).unwrap())
    };
    let method = "token_endpoint_auth_method";
    let plain = asked(&SEVERAL, ClientMetadata::default()).unwrap();
    assert_eq!(plain[method], "client_secret_basic");
    let uri = || ClientMetadata {
        jwks_uri: Some("https://app.example/keys".to_owned()),
        ..ClientMetadata::default()
    };
    assert_eq!(asked(&SEVERAL, uri()).unwrap()[method], "private_key_jwt");
    assert_eq!(asked(&KEYS, uri()).unwrap()[method], "private_key_jwt");
    // Nor is it built, and what would do is named.
    let nothing: ClientBuilder<AnyProvider> = Client::builder_for(&SEVERAL).client_id("id");
    let told = messages(nothing.build());
    #[cfg(feature = "jose")]
    assert!(told[0].contains("call `.client_key(…)` on the builder"), "{told:?}");
    let last = told.last().unwrap();
    assert!(last.ends_with(", or `.client_secret(…)` for client_secret_basic"), "{told:?}");
    let told = messages(asked(&KEYS, ClientMetadata::default()));
    assert!(told[0].contains("takes `.client_key(…)`, or `jwks`"), "{told:?}");
    #[cfg(feature = "jose")]
    {
        let key = oauth_runtime::Key::generate(JwtAlgorithm::Es256).unwrap();
        let builder: ClientBuilder<AnyProvider> = Client::builder_for(&SEVERAL).client_key(key);
        let request = builder.register(ClientMetadata::default()).request().unwrap();
        let asked: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(asked[method], "private_key_jwt");
        assert!(asked["jwks"]["keys"][0]["x"].is_string());
    }
}

#[test]
fn the_document_says_what_a_registration_would() {
    let metadata = ClientMetadata {
        client_name: Some("An application".to_owned()),
        ..ClientMetadata::default()
    };
    let document = builder(ID).client_id_document(&metadata).unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(
        document,
        json!({
            "client_id": ID,
            "client_name": "An application",
            "redirect_uris": ["http://127.0.0.1/callback"],
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        })
    );
}

#[test]
fn addresses_that_cannot_be_one_are_refused() {
    for wrong in [
        "app",
        "http://app.example/client",
        "https://app.example",
        "https://app.example/",
        "https://app.example/a/../client",
        "https://app.example/./client",
        "https://app.example/client#x",
        "https://app.example/client?x=y",
        "https://me@app.example/client",
        "https://APP.example/client",
    ] {
        let told = messages(builder(wrong).client_id_document(&ClientMetadata::default()));
        assert!(told[0].contains("so no document can be hosted there"), "{wrong}: {told:?}");
    }
    builder("https://app.example:8443/client")
        .client_id_document(&ClientMetadata::default())
        .unwrap();
}

#[test]
fn secrets_have_no_place_in_it() {
    let way = |way: &str| ClientMetadata {
        token_endpoint_auth_method: Some(way.to_owned()),
        ..ClientMetadata::default()
    };
    for secret in ["client_secret_basic", "client_secret_post", "client_secret_jwt"] {
        let told = messages(builder(ID).client_id_document(&way(secret)));
        assert!(told[0].contains("a key of its own"), "{told:?}");
    }
    let told = messages(builder(ID).client_id_document(&way("private_key_jwt")));
    assert!(told[0].contains("`jwks`"), "{told:?}");
    let mut metadata = way("private_key_jwt");
    metadata.jwks_uri = Some("https://app.example/keys".to_owned());
    builder(ID).client_id_document(&metadata).unwrap();
    metadata.extra.insert("client_secret".to_owned(), "s".into());
    assert!(messages(builder(ID).client_id_document(&metadata))[0].contains("`client_secret`"));
    let nowhere = Client::<AnyProvider>::builder_for(&SPEC).client_id(ID);
    let told = messages(nowhere.client_id_document(&ClientMetadata::default()));
    assert!(told[0].contains("no redirect URIs"), "{told:?}");
}

#[test]
fn a_provider_that_does_not_take_them_says_so() {
    let metadata = |more: &str| {
        let about = format!(
            r#"{{"issuer": "https://some.example", "authorization_endpoint": "https://some.example/a",
                "token_endpoint": "https://some.example/t"{more}}}"#
        );
        builder(ID).discovered(answer(&about)).unwrap()
    };
    let taken = r#", "client_id_metadata_document_supported": true"#;
    metadata(taken).client_id_document(&ClientMetadata::default()).unwrap();
    for not in ["", r#", "client_id_metadata_document_supported": false"#] {
        let told = messages(metadata(not).client_id_document(&ClientMetadata::default()));
        assert!(told[0].contains("call `.register(…)` instead"), "{told:?}");
    }
}
