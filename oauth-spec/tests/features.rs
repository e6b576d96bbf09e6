//! Which features of the runtime a file needs, and what in it asks for them.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fmt::Write as _;

use oauth_spec::{Feature, SourceFile, compile};

const HEAD: &str = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
    token = \"https://acme.example/token\"\n";

/// The endpoints of grants, which a file without the grant may not have.
const ENDPOINTS: &[(&str, &str)] = &[
    ("authorization_code", "authorization"),
    ("device_code", "device_authorization"),
    ("ciba", "backchannel_authentication"),
];

/// What a file needs whose further tables are these.
fn needed(rest: &str) -> Vec<(Feature, &'static str)> {
    let mut text = HEAD.to_owned();
    for (grant, endpoint) in ENDPOINTS {
        if rest.contains(&format!("[grants.{grant}")) {
            let _ = writeln!(text, "{endpoint} = \"https://acme.example/{grant}\"");
        }
    }
    let file = SourceFile::new("acme.toml", format!("{text}{rest}"));
    let provider = compile(&file).unwrap_or_else(|report| panic!("{rest}\n{report}"));
    provider.spec.needed_features().collect()
}

/// Every request that the client authenticates, with the given line in it.
fn requests(line: &str) -> Vec<String> {
    let tables = [
        "[grants.authorization_code.request]",
        "[grants.password.request]",
        "[grants.client_credentials.request]",
        "[grants.device_code.request]",
        "[grants.device_code.device_authorization_request]",
        "[grants.ciba.request]",
        "[grants.ciba.backchannel_authentication_request]",
        "[grants.authorization_code]\n[grants.refresh_token.request]",
        "[grants.own]\ngrant_type = \"own\"\n[grants.own.request]",
        "[grants.token_exchange.request]",
        "[grants.password]\n[token_request]",
    ];
    tables.iter().map(|table| format!("{table}\n{line}\n")).collect()
}

#[test]
fn a_request_that_authenticates_by_itself_needs_what_that_takes() {
    for (way, feature) in [
        ("client_secret_jwt", Feature::Jose),
        ("private_key_jwt", Feature::Jose),
        ("tls_client_auth", Feature::Mtls),
        ("self_signed_tls_client_auth", Feature::Mtls),
    ] {
        let line = format!("authentication = \"{way}\"");
        for file in requests(&line) {
            assert_eq!(needed(&file), [(feature, line.as_str())], "{file}");
        }
    }
}

#[test]
fn other_ways_of_a_request_need_nothing() {
    for way in ["client_secret_basic", "client_secret_post"] {
        for file in requests(&format!("authentication = \"{way}\"")) {
            assert_eq!(needed(&file), [], "{file}");
        }
    }
    // Nobody makes a request as `[token_request]` says.
    let file = "[token_request]\nauthentication = \"private_key_jwt\"\n\
        [grants.password]\nrequest = { authentication = \"none\" }\n";
    assert_eq!(needed(file), []);
}

#[test]
fn a_client_that_may_do_otherwise_needs_nothing() {
    let grant = "[grants.password]\n";
    for (ways, expected) in [
        ("\"private_key_jwt\"", Some(Feature::Jose)),
        ("[\"client_secret_basic\", \"private_key_jwt\"]", None),
        ("\"tls_client_auth\"", Some(Feature::Mtls)),
        ("[\"tls_client_auth\", \"client_secret_basic\"]", None),
    ] {
        let file = format!("[client]\nauthentication = {ways}\n{grant}");
        let expected: Vec<_> =
            expected.map(|it| (it, "client.authentication")).into_iter().collect();
        assert_eq!(needed(&file), expected, "{file}");
    }
}

#[test]
fn a_certificate_beside_another_way_is_needed_by_every_client() {
    let grant = "[grants.client_credentials]\n[client]\n";
    let beside = [(Feature::Mtls, "client.certificate")];
    for ways in ["", "authentication = [\"tls_client_auth\", \"client_secret_post\"]\n"] {
        assert_eq!(needed(&format!("{grant}{ways}certificate = true\n")), beside, "{ways}");
        assert_eq!(needed(&format!("{grant}{ways}certificate = false\n")), [], "{ways}");
    }
}
