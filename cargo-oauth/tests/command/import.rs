//! `cargo oauth import`.

mod stated;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::support::{Run, run_in};

/// The values of RFC 8414, section 3.2.
fn rfc_8414() -> Value {
    let server = |path: &str| format!("https://server.example.com{path}");
    json!({
        "issuer": server(""),
        "authorization_endpoint": server("/authorize"),
        "token_endpoint": server("/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
        "userinfo_endpoint": server("/userinfo"),
        "jwks_uri": server("/jwks.json"),
        "registration_endpoint": server("/register"),
        "scopes_supported": ["openid", "profile", "email", "address", "phone", "offline_access"],
        "response_types_supported": ["code", "code token"],
        "service_documentation": "http://server.example.com/service_documentation.html",
    })
}

/// Imports a document and checks what comes out.
fn import(document: &Value, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder that can be written to");
    fs::write(folder.path().join("document.json"), document.to_string())
        .expect("a folder that can be written to");
    let all: Vec<_> = ["import", "document.json"].iter().chain(arguments).copied().collect();
    let run = run_in(folder.path(), &all);
    fs::write(folder.path().join("acme.toml"), &run.out).expect("a folder that can be written to");
    let check = run_in(folder.path(), &["check", "acme.toml"]);
    assert_eq!(check.code, 0, "{}\n{}", check.err, run.out);
    run
}

#[test]
fn authorization_server_metadata() {
    insta::assert_snapshot!(import(&rfc_8414(), &[]).out);
}

#[test]
fn openid_provider_metadata() {
    let mut document = rfc_8414();
    document["grant_types_supported"] = json!([
        "authorization_code",
        "implicit",
        "refresh_token",
        "urn:openid:params:grant-type:ciba"
    ]);
    document["code_challenge_methods_supported"] = json!(["plain"]);
    document["authorization_response_iss_parameter_supported"] = json!(true);
    document["subject_types_supported"] = json!(["public"]);
    document["id_token_signing_alg_values_supported"] = json!(["RS256", "HS256"]);
    document["revocation_endpoint"] = json!("https://server.example.com/revoke");
    document["end_session_endpoint"] = json!("https://server.example.com/logout");
    insta::assert_snapshot!(import(&document, &["--name", "Acme"]).out);
}

#[test]
fn id_tokens_are_verified_as_far_as_the_language_can() {
    let mut document = rfc_8414();
    let mut imported = |algorithms: &[&str]| {
        document["id_token_signing_alg_values_supported"] = json!(algorithms);
        import(&document, &[]).out
    };
    let other = imported(&["ES384", "ES256K"]);
    assert!(other.contains("\n[id_token]\nalgorithms = [\"ES384\"]\n"), "{other}");
    assert!(
        other.contains("\njwks          = \"https://server.example.com/jwks.json\"\n"),
        "{other}"
    );
    let unknown = imported(&["ES256K"]);
    assert!(!unknown.contains("[id_token]\n") && !unknown.contains("jwks "), "{unknown}");
    assert!(unknown.contains("# ID tokens are signed with ES256K, which"), "{unknown}");
    let secret = imported(&["HS256", "ES256K"]);
    assert!(secret.contains("\n[id_token]\nalgorithms = [\"HS256\"]\n"), "{secret}");
    assert!(!secret.contains("jwks "), "{secret}");
    document.as_object_mut().expect("an object").remove("jwks_uri");
    document["id_token_signing_alg_values_supported"] = json!(["RS256"]);
    let keyless = import(&document, &[]).out;
    assert!(keyless.contains("# ID tokens are given, and no `jwks_uri`"), "{keyless}");
}

#[test]
fn clients_authenticate_in_every_way_that_has_a_word() {
    let imported = |methods: Value, algorithms: Value, aliases: Value| {
        let mut document = rfc_8414();
        document["token_endpoint_auth_methods_supported"] = methods;
        document["token_endpoint_auth_signing_alg_values_supported"] = algorithms;
        document["mtls_endpoint_aliases"] = aliases;
        import(&document, &[]).out
    };
    let aliases = json!({ "token_endpoint": "https://mtls.example.com/token" });

    let all = ["private_key_jwt", "client_secret_jwt", "tls_client_auth", "attest_jwt_client_auth"];
    let out = imported(json!(all), json!(["RS256", "ES256"]), aliases.clone());
    let expected = "\n[client]\nauthentication = [\"private_key_jwt\", \"client_secret_jwt\", \"tls_client_auth\"]\n\n";
    assert!(out.contains(expected), "{out}");
    assert!(
        out.contains("# Clients may also authenticate with: attest_jwt_client_auth. "),
        "{out}"
    );
    assert!(out.contains("= \"https://server.example.com/token\"\n"), "{out}");
    assert!(out.contains("# Clients that show a certificate ask other endpoints"), "{out}");

    // What they sign with is written where there is no choice.
    let out = imported(json!(["private_key_jwt"]), json!(["PS256"]), Value::Null);
    let expected = "authentication = \"private_key_jwt\"\nassertion = { algorithm = \"PS256\" }\n";
    assert!(out.contains(expected), "{out}");
    let out = imported(json!(["client_secret_jwt"]), json!(["HS256"]), Value::Null);
    assert!(out.contains("authentication = \"client_secret_jwt\"\n\n"), "{out}");
    let out = imported(json!(["private_key_jwt"]), json!(["ES256K"]), Value::Null);
    assert!(out.contains("authentication = \"private_key_jwt\"\n\n"), "{out}");

    let out = imported(json!(["self_signed_tls_client_auth"]), json!([]), aliases);
    assert!(out.contains("= \"https://mtls.example.com/token\"\n"), "{out}");
    assert!(!out.contains("server.example.com/token"), "{out}");
}

#[test]
fn what_a_document_says_twice_is_written_once() {
    let mut document = rfc_8414();
    document["scopes_supported"] = json!(["openid", "email", "openid"]);
    document["grant_types_supported"] =
        json!(["authorization_code", "refresh_token", "authorization_code"]);
    document["token_endpoint_auth_methods_supported"] =
        json!(["client_secret_post", "client_secret_post"]);
    let out = import(&document, &[]).out;
    for line in ["\"openid\" = \"\"", "[grants.authorization_code]"] {
        assert_eq!(out.matches(line).count(), 1, "{out}");
    }
    assert!(out.contains("\nauthentication = \"client_secret_post\"\n"), "{out}");
}

/// Answers with the documents that are at these paths.
fn serve(listener: TcpListener, documents: Vec<(&'static str, Value)>) {
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut reader = BufReader::new(stream.try_clone().expect("a connection"));
            let mut first = String::new();
            reader.read_line(&mut first).expect("a connection");
            let mut line = String::from("x");
            while !line.trim().is_empty() {
                line.clear();
                reader.read_line(&mut line).expect("a connection");
            }
            let path = first.split(' ').nth(1).unwrap_or_default();
            let (status, body) = match documents.iter().find(|(at, _)| *at == path) {
                Some((_, document)) => ("200 OK", document.to_string()),
                None => ("404 Not Found", String::new()),
            };
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            )
            .expect("a connection");
        }
    });
}

#[test]
fn a_resource_leads_to_its_authorization_server() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let mut metadata = rfc_8414();
    metadata["issuer"] = json!(server);
    let resource = json!({
        "resource": format!("{server}/api"),
        "authorization_servers": [server],
        "bearer_methods_supported": ["header", "body"],
        "scopes_supported": ["profile"],
        "resource_name": "Example Resource",
    });
    let documents = vec![
        ("/.well-known/oauth-authorization-server", metadata),
        ("/.well-known/oauth-protected-resource/api", resource),
    ];
    serve(listener, documents);
    let folder = tempfile::tempdir().unwrap();
    let run = run_in(folder.path(), &["import", &format!("{server}/api")]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(run.out.replace(&server, "http://SERVER"));
}

#[test]
fn nobody_speaks_for_another() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    serve(listener, vec![("/.well-known/openid-configuration", rfc_8414())]);
    let folder = tempfile::tempdir().unwrap();
    let run = run_in(folder.path(), &["import", &server]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let expected = format!("is about the issuer `https://server.example.com`, not `{server}/`");
    assert!(run.err.contains(&expected), "{}", run.err);
    // Whoever names the document itself has read it.
    let url = format!("{server}/.well-known/openid-configuration");
    assert_eq!(run_in(folder.path(), &["import", &url]).code, 0);
}

#[test]
fn what_no_file_can_say_is_printed_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = rfc_8414();
    document["issuer"] = json!("https://server.example.com/{tenantid}/v2.0");
    fs::write(folder.path().join("a.json"), document.to_string()).unwrap();
    let run = run_in(folder.path(), &["import", "a.json"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("/{tenantid}/v2.0\"\n"), "{}", run.out);
    assert!(run.err.contains("nothing is called `{tenantid}`"), "{}", run.err);
    assert!(run.err.contains("--> the printed file:"), "{}", run.err);
}

#[test]
fn a_name_must_be_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), rfc_8414().to_string()).unwrap();
    let run = run_in(folder.path(), &["import", "a.json", "--name", "日本"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("`日本` has no letter or digit"), "{}", run.err);
}

#[test]
fn what_is_no_metadata_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), "{}").unwrap();
    fs::write(folder.path().join("b.json"), "x").unwrap();
    for (document, says) in [
        ("a.json", "has no `issuer`"),
        ("b.json", "is not a metadata document"),
        ("c.json", "cannot read `c.json`"),
        ("server.example.com", "an address with its `https://`"),
        ("http://acme.example/", "is not https"),
    ] {
        let run = run_in(folder.path(), &["import", document]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{document}");
        assert!(run.err.contains(says), "{}", run.err);
    }
}
