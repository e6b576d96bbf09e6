//! RFC 9207, OAuth 2.0 Authorization Server Issuer Identification.

use oauth_runtime::{CallbackError, Error};

use super::*;

/// 2.1's callback; the issuer there is not the one of this client, so that a code of the honest server does
/// not get to ours, nor the other way round.
#[test]
fn section_2_1_and_2_4_another_issuer_is_refused() {
    let wire = Wire::answering([]);
    let client = client(&wire);
    let state = "ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI";
    let callback = |issuer: &str| {
        format!(
            "https://client.example/cb?code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58\
             &state={state}&iss={issuer}"
        )
    };
    let honest = callback("https%3A%2F%2Fhonest.as.example");
    let error = client.accept(pinned(&client, state, None), honest).unwrap_err();
    assert!(matches!(&error, Error::Callback(CallbackError::WrongIssuer { .. })), "{error}");

    let ours = callback("https%3A%2F%2Fserver.example.com");
    client.accept(pinned(&client, state, None), ours).unwrap();
    assert_eq!(wire.count(), 0);
}
