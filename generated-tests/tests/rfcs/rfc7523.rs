//! RFC 7523, JSON Web Token (JWT) Profile for OAuth 2.0 Client Authentication and Authorization Grants.

use generated_tests::rfc_examples::Assertion;

use super::*;

#[test]
fn section_4_an_assertion_as_a_grant() {
    let wire = Wire::answering([]);
    let assertion = "eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.eyJpc3Mi.J9l-ZhwP";
    let client = client(&wire);
    let request = client.grant(Assertion { assertion: assertion.into() }).request().unwrap();
    assert_eq!(request.uri(), "https://server.example.com/token");
    let expected = format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={assertion}"
    );
    assert_eq!(request.body(), expected.as_bytes());
}
