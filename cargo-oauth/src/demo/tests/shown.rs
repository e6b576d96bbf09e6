//! How messages are shown.

use oauth_emulator::{Emulator, Fault, Step};

use super::{ACME, played, told_of};

#[test]
fn an_empty_object_is_shown_as_one_and_no_line_ends_in_spaces() {
    let text = ACME.replace(
        "[grants.authorization_code]\n[grants.client_credentials]\n",
        "[grants.own]\ngrant_type = \"own\"\n",
    );
    let text = text.replace("authorization = \"https://acme.example/authorize\"\n", "");
    let fault = Fault::Answer {
        status: 400,
        content_type: "application/json".to_owned(),
        body: "{}".to_owned(),
    };
    let disturb = |it: &Emulator| it.fail_next(Step::Token, fault.clone());
    let (good, told) = super::told(&text, &disturb);
    assert!(!good, "{told}");
    assert!(told.contains("← 400  {}\n"), "{told}");
    assert_eq!(told.lines().find(|line| line.ends_with(' ')), None, "{told}");
}

#[test]
fn a_method_that_only_a_request_has_shows_its_headers() {
    let tables = "[client]\nauthentication = \"client_secret_post\"\n[client.methods.own]\n\
        headers = { x-id = \"{client_id}\", x-secret = \"{client_secret}\" }\n\
        [endpoints]\ntoken = \"https://acme.example/token\"\n[grants.client_credentials]\n\
        request = { authentication = \"own\" }\n";
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
    assert!(told.contains("x-id: demo-client") && told.contains("x-secret: ‹secret›"), "{told}");
}

#[test]
fn lists_keep_the_order_that_was_sent() {
    let fault = Fault::Answer {
        status: 400,
        content_type: "application/json".to_owned(),
        body: r#"[{"b":1,"a":2}]"#.to_owned(),
    };
    let tables =
        "[endpoints]\ntoken = \"https://acme.example/token\"\n[grants.client_credentials]\n";
    let (good, told) = told_of(tables, &|it| it.fail_always(Step::Token, fault.clone()));
    assert!(!good);
    assert!(told.contains(r#"← 400  [{"b":1,"a":2}]"#), "{told}");
}

#[test]
fn grants_of_further_rfcs_are_no_providers_own() {
    let tables = "[endpoints]\ntoken = \"https://acme.example/token\"\n[grants.token_exchange]\n\
        [grants.assertion]\ngrant_type = \"urn:ietf:params:oauth:grant-type:jwt-bearer\"\n\
        [grants.own]\ngrant_type = \"own\"\n";
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
    for expected in [
        "  token_exchange  a token for another one (RFC 8693)\n",
        "  assertion  a token for a signed assertion (RFC 7523)\n",
        "  own  a grant of the provider's own\n",
    ] {
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_route_behind_the_address_is_shown_with_it() {
    let text = ACME
        .replace("https://acme.example/authorize", "https://acme.example/#/authorize?lang=en")
        .replace(
            "[grants.authorization_code]",
            "[grants.authorization_code]\nquery_after_fragment = true",
        );
    let told = played(&text);
    assert!(
        told.contains("→ GET  https://acme.example/#/authorize\n           lang=en  "),
        "{told}"
    );
}

#[test]
fn what_stands_in_a_path_is_encoded() {
    let text = ACME
        .replace("https://acme.example/token", "https://acme.example/{shop}/token?tenant={shop}")
        .replace("[endpoints]", "[variables.shop]\ndefault = \"Müller & 1/2\"\n\n[endpoints]");
    let told = played(&text);
    assert!(
        told.contains("→ POST https://acme.example/M%C3%BCller%20%26%201%2F2/token (as a form)"),
        "{told}"
    );
}

#[test]
fn a_certificate_that_nothing_here_shows_is_told() {
    let told = played(&ACME.replace("[endpoints]", "[client]\ncertificate = true\n\n[endpoints]"));
    assert!(told.contains("· the client shows a certificate where it connects"), "{told}");
}

/// Whoever compares them with the provider's documentation compares bytes.
#[test]
fn scopes_are_shown_as_they_stand_in_the_url() {
    for (encoding, separator, expected) in
        [("raw", "+", "scope=a+b"), ("percent", " ", "scope=a%20b"), ("form", " ", "scope=a b")]
    {
        let text = ACME.replace(
            "[endpoints]",
            &format!(
                "[scopes]\nencoding = \"{encoding}\"\nseparator = \"{separator}\"\n\
                 list = {{ a = \"a\", b = \"b\" }}\n\n[endpoints]"
            ),
        );
        let told = played(&text).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(expected), "{encoding}: {told}");
    }
}
