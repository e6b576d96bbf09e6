//! A client says what it is, gets an identifier and a secret, and is built from them.

use crate::prelude::*;
use oauth_runtime::{ClientMetadata, Registration, RegistrationFault, discovery};
use provider::endpoint_dynamic_client_registration::{Client, ClientBuilder};

const METADATA: &str = r#"{
    "issuer": "https://server.example.com",
    "authorization_endpoint": "https://server.example.com/authorize",
    "token_endpoint": "https://server.example.com/token"
}"#;

/// The example of RFC 7591, 3.2.1.
const RFC_7591: &str = r#"{
    "client_id": "s6BhdRkqt3",
    "client_secret": "cf136dc3c1fc93f31185e5885805d",
    "client_id_issued_at": 2893256800,
    "client_secret_expires_at": 2893276800,
    "redirect_uris": ["https://client.example.org/callback", "https://client.example.org/callback2"],
    "grant_types": ["authorization_code", "refresh_token"],
    "client_name": "My Example Client",
    "client_name#ja-Jpan-JP": "\u30AF\u30E9\u30A4\u30A2\u30F3\u30C8\u540D",
    "token_endpoint_auth_method": "client_secret_basic",
    "logo_uri": "https://client.example.org/logo.png",
    "jwks_uri": "https://client.example.org/my_public_keys.jwks",
    "example_extension_parameter": "example_value"
}"#;

fn builder(wire: &Wire) -> ClientBuilder {
    let builder = Client::builder().redirect_uri("https://client.example.org/callback");
    builder.transport(wire.clone()).clock(wire.clone())
}

fn seconds(time: Option<std::time::SystemTime>) -> Option<u64> {
    Some(time?.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs())
}

/// The request of RFC 7591, 3.1.
#[tokio::test]
async fn the_example_of_the_rfc_registers_a_client() {
    let wire = Wire::answering([text(201, "application/json", RFC_7591)]);
    let mut metadata = ClientMetadata {
        redirect_uris: vec![
            "https://client.example.org/callback".to_owned(),
            "https://client.example.org/callback2".to_owned(),
        ],
        client_name: Some("My Example Client".to_owned()),
        logo_uri: Some("https://client.example.org/logo.png".to_owned()),
        jwks_uri: Some("https://client.example.org/my_public_keys.jwks".to_owned()),
        ..ClientMetadata::default()
    };
    for (name, value) in [
        ("client_name#ja-Jpan-JP", "\u{30AF}\u{30E9}\u{30A4}\u{30A2}\u{30F3}\u{30C8}\u{540D}"),
        ("example_extension_parameter", "example_value"),
    ] {
        metadata.extra.insert(name.to_owned(), value.into());
    }
    let builder = builder(&wire);
    let call = builder.register(metadata).initial_access_token("ey23f2.adfj230.af32-developer321");
    let registration = call.await.unwrap();
    let sent = wire.sent(0);
    assert_eq!(sent.line(), "POST https://server.example.com/register");
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("accept"), Some("application/json"));
    let bearer = "Bearer ey23f2.adfj230.af32-developer321";
    assert_eq!(sent.header("authorization"), Some(bearer));
    assert_eq!(
        sent.json(),
        serde_json::json!({
            "redirect_uris":
                ["https://client.example.org/callback", "https://client.example.org/callback2"],
            "client_name": "My Example Client",
            "client_name#ja-Jpan-JP": "クライアント名",
            "token_endpoint_auth_method": "client_secret_basic",
            "logo_uri": "https://client.example.org/logo.png",
            "jwks_uri": "https://client.example.org/my_public_keys.jwks",
            "example_extension_parameter": "example_value",
            // What the declaration knows.
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
        })
    );
    assert_eq!(registration.client_id, "s6BhdRkqt3");
    let secret = registration.client_secret.as_ref().map(Secret::expose);
    assert_eq!(secret, Some("cf136dc3c1fc93f31185e5885805d"));
    assert_eq!(seconds(registration.client_id_issued_at), Some(2_893_256_800));
    assert_eq!(seconds(registration.client_secret_expires_at), Some(2_893_276_800));
    assert_eq!(registration.extra["client_name#ja-Jpan-JP"], "クライアント名");
    assert!(!format!("{registration:?}").contains("cf136dc3"));
}

#[tokio::test]
async fn the_client_is_what_was_registered() {
    let wire = Wire::answering([json(METADATA), text(201, "application/json", RFC_7591)]);
    let builder = builder(&wire).discover().await.unwrap();
    let registration = builder.register(ClientMetadata::default()).await.unwrap();
    let saved = registration.save();
    let registration = Registration::restore(&saved).unwrap();
    let client = builder.registered(&registration).build().unwrap();
    wire.answer(json(r#"{"access_token": "a"}"#));
    wire.sign_in(&client, "").await.unwrap();
    let basic = "Basic czZCaGRSa3F0MzpjZjEzNmRjM2MxZmM5M2YzMTE4NWU1ODg1ODA1ZA==";
    assert_eq!(wire.sent(2).header("authorization"), Some(basic));
    assert_eq!(registration.save(), saved);
    for broken in ["", "{}", &saved[..saved.len() / 2]] {
        let error = Registration::restore(broken).unwrap_err();
        assert!(matches!(error, Error::Stored(_)) && !error.needs_user(), "{error}");
    }
}

#[tokio::test]
async fn a_public_client_has_no_secret() {
    let answer = r#"{"client_id": "public", "token_endpoint_auth_method": "none",
        "client_secret_expires_at": 0}"#;
    // Many answer 200.
    let wire = Wire::answering([json(answer), json(METADATA), json(r#"{"access_token": "a"}"#)]);
    let registration = builder(&wire).register(ClientMetadata::default()).await.unwrap();
    assert_eq!(registration.client_secret_expires_at, None);
    let builder = builder(&wire).registered(&registration).discover().await.unwrap();
    let client = builder.build().unwrap();
    wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(2).form("client_id").as_deref(), Some("public"));
    assert_eq!(wire.sent(2).header("authorization"), None);
}

/// The first refusal is the example of RFC 7591, 3.2.2.
#[tokio::test]
async fn refusals_have_a_type() {
    for (code, fault) in [
        ("invalid_redirect_uri", RegistrationFault::InvalidRedirectUri),
        ("invalid_client_metadata", RegistrationFault::InvalidClientMetadata),
        ("invalid_software_statement", RegistrationFault::InvalidSoftwareStatement),
        ("unapproved_software_statement", RegistrationFault::UnapprovedSoftwareStatement),
    ] {
        let body = serde_json::json!({
            "error": code,
            "error_description":
                "The redirection URI http://sketchy.example.com is not allowed by this server.",
        });
        let wire = Wire::answering([text(400, "application/json", &body.to_string())]);
        let error = builder(&wire).register(ClientMetadata::default()).await.unwrap_err();
        let Error::Provider(error) = error else { panic!("{error:?}") };
        assert_eq!(error.registration_fault(), Some(fault));
        assert!(error.to_string().contains("sketchy.example.com"), "{error}");
    }
    let wire = Wire::answering([json(r#"{"client_secret": "s"}"#)]);
    let error = builder(&wire).register(ClientMetadata::default()).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable(_)), "{error:?}");
}

#[test]
fn a_registration_that_is_not_good_here_builds_no_client() {
    let metadata = || builder(&Wire::answering([])).discovered(json(METADATA)).unwrap();
    let registered = |answer: &str| {
        let builder = metadata();
        let registration = builder.register(ClientMetadata::default()).read(json(answer)).unwrap();
        registration.save()
    };
    let told = |saved: &str| {
        let registration = Registration::restore(saved).unwrap();
        metadata().registered(&registration).build().unwrap_err().to_string()
    };
    let good = registered(RFC_7591);
    let elsewhere = told(&good.replace("https://server.example.com", "https://evil.example"));
    assert!(elsewhere.contains("was registered at `https://evil.example`"), "{elsewhere}");
    let old = told(&registered(&RFC_7591.replace("2893276800", "1600000000")));
    assert!(old.contains("the secret of the registered client has expired"), "{old}");
    let other = told(&registered(&RFC_7591.replace("client_secret_basic", "client_secret_jwt")));
    assert!(other.contains("does not declare"), "{other}");
}

/// The example of RFC 9728, 3.2, cut to what is read; from a call that was refused to the issuer.
#[tokio::test]
async fn a_resource_says_which_provider_it_trusts() {
    let about = r#"{"resource": "https://resource.example.com/v1",
        "authorization_servers": ["https://server.example.com", "https://as2.example.net"],
        "scopes_supported": ["profile"]}"#;
    let wire = Wire::answering([json(about), json(about)]);
    let resource = discovery::resource("https://resource.example.com/v1").unwrap();
    let found = resource.fetch(&wire).await.unwrap();
    assert_eq!(found.issuer(), Some("https://server.example.com"));
    assert_eq!(found.scopes_supported, ["profile"]);
    let well_known = "https://resource.example.com/.well-known/oauth-protected-resource/v1";
    assert_eq!(wire.sent(0).line(), format!("GET {well_known}"));
    let header = "Bearer error=\"invalid_token\", resource_metadata=\"https://meta.example.com/r\"";
    resource.clone().challenged(header).unwrap().fetch(&wire).await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://meta.example.com/r");

    for wrong in [
        about.replace("https://resource.example.com", "https://evil.example"),
        about.replace("https://as2.example.net", "https://10.0.0.1"),
        about.replace("https://as2.example.net", "http://as2.example.net"),
        "[]".to_owned(),
    ] {
        assert!(matches!(resource.read(json(&wrong)), Err(Error::Unreadable(_))), "{wrong}");
    }
    for inner in ["http://meta.example.com/", "https://192.168.0.1/", "x"] {
        let header = format!("Bearer resource_metadata=\"{inner}\"");
        assert!(resource.clone().challenged(&header).is_err(), "{inner}");
    }
    assert!(discovery::resource("http://resource.example.com").is_err());
}

/// The examples of RFC 7592, 2 and 3.
#[tokio::test]
async fn the_examples_of_rfc_7592() {
    let about = r#"{
        "registration_access_token": "reg-23410913-abewfq.123483",
        "registration_client_uri": "https://server.example.com/register/s6BhdRkqt3",
        "client_id": "s6BhdRkqt3", "client_secret": "cf136dc3c1fc93f31185e5885805d",
        "client_id_issued_at": 2893256800, "client_secret_expires_at": 2893276800,
        "client_name": "My Example Client", "token_endpoint_auth_method": "client_secret_basic",
        "redirect_uris": ["https://client.example.org/callback"],
        "grant_types": ["authorization_code", "refresh_token"]
    }"#;
    let wire = Wire::answering([text(201, "application/json", about), json(about)]);
    let builder = builder(&wire);
    let registration = builder.register(ClientMetadata::default()).await.unwrap();
    let managed = builder.manage(&registration);
    managed.read().await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://server.example.com/register/s6BhdRkqt3");
    let bearer = Some("Bearer reg-23410913-abewfq.123483");
    assert_eq!(wire.sent(1).header("authorization"), bearer);

    let mut metadata = registration.metadata();
    metadata.client_name = Some("My New Example".to_owned());
    // What is left out of the answer is as it was.
    wire.answer(json(r#"{"client_id": "s6BhdRkqt3", "client_name": "My New Example"}"#));
    let changed = managed.update(&metadata).await.unwrap();
    assert_eq!(wire.sent(2).line(), "PUT https://server.example.com/register/s6BhdRkqt3");
    assert_eq!(
        wire.sent(2).json(),
        serde_json::json!({
            "client_id": "s6BhdRkqt3", "client_secret": "cf136dc3c1fc93f31185e5885805d",
            "client_name": "My New Example", "token_endpoint_auth_method": "client_secret_basic",
            "redirect_uris": ["https://client.example.org/callback"],
            "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
        })
    );
    let token = changed.registration_access_token.as_ref().map(Secret::expose);
    assert_eq!(token, Some("reg-23410913-abewfq.123483"));
    assert_eq!(
        changed.client_secret.as_ref().map(Secret::expose),
        Some("cf136dc3c1fc93f31185e5885805d")
    );

    wire.answer(text(204, "application/json", ""));
    managed.delete().await.unwrap();
    assert_eq!(wire.sent(3).line(), "DELETE https://server.example.com/register/s6BhdRkqt3");
    assert_eq!(wire.sent(3).header("authorization"), bearer);

    // Another client's answer is none, and an address inside, or without a token, is asked nothing.
    let other = json(&about.replace("s6BhdRkqt3", "another"));
    assert!(matches!(managed.read().read(other), Err(Error::Unreadable(_))));
    for (from, to) in [
        ("https://server.example.com/register", "https://10.0.0.1/register"),
        ("https://server.example.com/register", "http://server.example.com/register"),
        ("registration_access_token", "nothing"),
    ] {
        let saved = registration.save().replace(from, to);
        let strange = Registration::restore(&saved).unwrap();
        let request = builder.manage(&strange).read().request();
        assert!(matches!(request, Err(Error::Configuration(_))), "{to}");
    }
    let elsewhere =
        registration.save().replace("\"issuer\":\"https://server", "\"issuer\":\"https://evil");
    let elsewhere = Registration::restore(&elsewhere).unwrap();
    assert!(builder.manage(&elsewhere).delete().request().is_err());
}
