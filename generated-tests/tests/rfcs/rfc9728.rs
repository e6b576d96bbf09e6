//! RFC 9728, OAuth 2.0 Protected Resource Metadata.

use oauth_runtime::discovery;

use crate::wire::json;

/// 3.1: the well-known address goes between host and path.
#[test]
fn section_3_1_where_the_document_is() {
    for (resource, expected) in [
        (
            "https://resource.example.com",
            "https://resource.example.com/.well-known/oauth-protected-resource",
        ),
        (
            "https://resource.example.com/resource1",
            "https://resource.example.com/.well-known/oauth-protected-resource/resource1",
        ),
    ] {
        let request = discovery::resource(resource).unwrap().request().unwrap();
        assert_eq!(request.method(), "GET");
        assert_eq!(request.uri(), expected);
    }
}

/// 3.2's answer, and 3.3: a document about another resource is not believed.
#[test]
fn section_3_2_and_3_3_what_it_says_and_about_what() {
    let document = r#"{
       "resource": "https://resource.example.com",
       "authorization_servers": ["https://as1.example.com", "https://as2.example.net"],
       "bearer_methods_supported": ["header", "body"],
       "scopes_supported": ["profile", "email", "phone"],
       "resource_documentation": "https://resource.example.com/resource_documentation.html"
      }"#;
    let resource = discovery::resource("https://resource.example.com").unwrap();
    let found = resource.read(json(document)).unwrap();
    assert_eq!(found.issuer(), Some("https://as1.example.com"));
    let other = discovery::resource("https://resource.example.org").unwrap();
    let error = other.read(json(document)).unwrap_err().to_string();
    // What is known by its address alone has no file to be compared with.
    assert!(error.contains("check its address") && !error.contains("TOML"), "{error}");
}

/// 5.1: the API says where the document is, in its refusal.
#[test]
fn section_5_1_the_challenge_names_the_document() {
    let challenge = r#"Bearer resource_metadata="https://resource.example.com/.well-known/oauth-protected-resource""#;
    let resource = discovery::resource("https://resource.example.com").unwrap();
    let request = resource.challenged(challenge).unwrap().request().unwrap();
    assert_eq!(request.uri(), "https://resource.example.com/.well-known/oauth-protected-resource");
}
