//! What a document states beside endpoints, grants and keys.

use std::net::TcpListener;

use serde_json::{Value, json};

use super::{import, rfc_8414, serve};
use crate::support::run_in;

#[test]
fn what_a_document_decides_is_a_key_and_the_rest_a_comment() {
    let imported = |members: Value| {
        let mut document = rfc_8414();
        document["revocation_endpoint"] = json!("https://server.example.com/revoke");
        let members = members.as_object().expect("members").clone();
        document.as_object_mut().expect("an object").extend(members);
        import(&document, &[]).out
    };
    for (members, expected) in [
        (
            json!({ "dpop_signing_alg_values_supported": ["HS256", "RS256", "ES256"] }),
            "# Tokens may be bound to a key of the client (RFC 9449), with proofs signed by one of these: HS256, RS256, \
             ES256. `dpop = \"ES256\"`",
        ),
        (
            json!({ "require_signed_request_object": true,
                    "request_object_signing_alg_values_supported": ["none", "PS256"] }),
            "# Authorization requests must be signed (RFC 9101): `request_object = { algorithm = \"PS256\", ",
        ),
        (
            json!({ "revocation_endpoint_auth_methods_supported": ["none"] }),
            "\n[revocation]\nauthentication = \"none\"\n",
        ),
        (
            json!({ "revocation_endpoint_auth_methods_supported": ["private_key_jwt"] }),
            "# The revocation endpoint takes clients that authenticate with: private_key_jwt. ",
        ),
        (json!({ "response_modes_supported": ["form_post"] }), "\nresponse_mode = \"form_post\"\n"),
        (
            json!({ "response_modes_supported": ["query", "fragment", "form_post", "jwt"] }),
            "# Answers may also come as: form_post, jwt. ",
        ),
        (
            json!({ "response_modes_supported": ["jwt", "fragment"] }),
            "# Answers do not come in the query, but as: jwt, fragment. ",
        ),
        (
            json!({ "authorization_details_types_supported": ["payment_initiation", "https://a.example/b"] }),
            "\n[authorization_details.payment_initiation]\n# What it holds goes here: `fields.name = {}`.\n\n\
             [authorization_details.\"https://a.example/b\"]\n",
        ),
    ] {
        let out = imported(members);
        assert!(out.contains(expected), "{expected}\n{out}");
    }
    // What is as usual takes no words.
    let out = imported(json!({
        "require_signed_request_object": false,
        "revocation_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
        "response_modes_supported": ["query", "fragment"],
    }));
    for word in ["request_object", "[revocation]", "The revocation", "response_mode", "dpop"] {
        assert!(!out.contains(word), "{word}: {out}");
    }
}

#[test]
fn what_is_no_address_is_said() {
    let mut document = rfc_8414();
    document["authorization_endpoint"] = json!(5);
    document["grant_types_supported"] = json!(["authorization_code", "client_credentials"]);
    let out = import(&document, &[]).out;
    assert!(out.contains("# `authorization_endpoint` is not an address in the document"), "{out}");
    assert!(!out.contains("further grant"), "{out}");
    document.as_object_mut().expect("an object").remove("authorization_endpoint");
    let out = import(&document, &[]).out;
    assert!(out.contains("# The authorization code grant is offered, and no "), "{out}");
    assert!(!out.contains("further grant"), "{out}");
}

#[test]
fn a_resource_may_want_bound_tokens_and_name_several_servers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let mut metadata = rfc_8414();
    metadata["issuer"] = json!(server);
    metadata["dpop_signing_alg_values_supported"] = json!(["RS256", "ES384"]);
    let resource = |path: &str, algorithms: &[&str]| {
        json!({
            "resource": format!("{server}{path}"),
            "authorization_servers": [server, "https://other.example.com", "https://third.example.com"],
            "dpop_bound_access_tokens_required": true,
            "dpop_signing_alg_values_supported": algorithms,
        })
    };
    let documents = vec![
        ("/.well-known/oauth-authorization-server", metadata),
        ("/.well-known/oauth-protected-resource/a", resource("/a", &[])),
        ("/.well-known/oauth-protected-resource/b", resource("/b", &["RS256", "ES256"])),
    ];
    serve(listener, documents);
    let folder = tempfile::tempdir().unwrap();
    for (path, algorithm) in [("a", "RS256"), ("b", "ES256")] {
        let run = run_in(folder.path(), &["import", &format!("{server}/{path}")]);
        assert_eq!(run.code, 0, "{}", run.err);
        let key = format!("\ndpop = {{ algorithm = \"{algorithm}\", required = true }}\n");
        assert!(run.out.contains(&key) && !run.out.contains("may be bound"), "{}", run.out);
        let others = "too: https://other.example.com, https://third.example.com. ";
        assert!(run.out.contains(others), "{}", run.out);
    }
}
