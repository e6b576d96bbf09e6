//! RFC 7591, OAuth 2.0 Dynamic Client Registration Protocol.

use oauth_runtime::{ClientMetadata, Error, Json, RegistrationFault};

use super::*;
use crate::wire::text;

/// 3.1, without the members in other languages, which are in `extra`.
#[test]
fn section_3_1_the_request() {
    let wire = Wire::answering([]);
    let metadata = ClientMetadata {
        redirect_uris: vec![
            "https://client.example.org/callback".to_owned(),
            "https://client.example.org/callback2".to_owned(),
        ],
        client_name: Some("My Example Client".to_owned()),
        token_endpoint_auth_method: Some("client_secret_basic".to_owned()),
        logo_uri: Some("https://client.example.org/logo.png".to_owned()),
        jwks_uri: Some("https://client.example.org/my_public_keys.jwks".to_owned()),
        extra: serde_json::from_str(r#"{"example_extension_parameter":"example_value"}"#).unwrap(),
        ..ClientMetadata::default()
    };
    let builder = setup(&wire, "", "");
    let request = builder.register(metadata).request().unwrap();
    assert_eq!(request.uri(), "https://server.example.com/register");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["accept"], "application/json");
    let sent: Json = serde_json::from_slice(request.body()).unwrap();
    let expected: Json = serde_json::from_str(
        r#"{
          "redirect_uris": [
            "https://client.example.org/callback",
            "https://client.example.org/callback2"],
          "client_name": "My Example Client",
          "token_endpoint_auth_method": "client_secret_basic",
          "logo_uri": "https://client.example.org/logo.png",
          "jwks_uri": "https://client.example.org/my_public_keys.jwks",
          "example_extension_parameter": "example_value"
        }"#,
    )
    .unwrap();
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&sent[name], value, "{name}");
    }
}

#[test]
fn section_3_2_1_what_the_server_answers() {
    let wire = Wire::answering([]);
    let builder = setup(&wire, "", "");
    let call = builder.register(ClientMetadata::default());
    let answer = r#"{
          "client_id": "s6BhdRkqt3",
          "client_secret": "cf136dc3c1fc93f31185e5885805d",
          "client_id_issued_at": 2893256800,
          "client_secret_expires_at": 2893276800,
          "redirect_uris": ["https://client.example.org/callback"],
          "grant_types": ["authorization_code", "refresh_token"],
          "client_name": "My Example Client",
          "token_endpoint_auth_method": "client_secret_basic"
        }"#;
    let registration = call.read(text(201, "application/json", answer)).unwrap();
    assert_eq!(registration.client_id, "s6BhdRkqt3");
    let secret = registration.client_secret.as_ref().unwrap();
    assert_eq!(secret.expose(), "cf136dc3c1fc93f31185e5885805d");
    let expires = registration.client_secret_expires_at.unwrap();
    let expires = expires.duration_since(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(expires.as_secs(), 2_893_276_800);

    // 3.2.2
    let refused = r#"{
          "error": "invalid_redirect_uri",
          "error_description": "The redirection URI http://sketchy.example.com is not allowed by this server."
        }"#;
    let error = call.read(text(400, "application/json", refused)).unwrap_err();
    let Error::Provider(error) = error else { panic!("{error}") };
    assert_eq!(error.registration_fault(), Some(RegistrationFault::InvalidRedirectUri));
}
