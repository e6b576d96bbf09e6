//! What is secret, or made for one request, is not shown.

use oauth_emulator::{Emulator, Fault, Step};

use super::{ACME, played, told_of};

#[test]
fn secrets_of_a_list_are_masked() {
    let fields = "[token.fields.pins]\nsecret = true\nlist = true\n\n\
        [callback.fields.codes]\nsecret = true\nlist = true\nrequired = true\n";
    let text = format!("{ACME}\n{fields}");
    let told = played(&text);
    assert!(told.contains("pins") && told.contains("codes="), "{told}");
    assert!(!told.contains("secret-pins") && !told.contains("secret-codes"), "{told}");
}

#[test]
fn a_secret_at_the_second_path_is_masked() {
    let text =
        format!("{ACME}\n[token.fields.pin]\nsecret = true\npath = [\"pin\", \"code.pin\"]\n");
    let fault = Fault::Answer {
        status: 200,
        content_type: "application/json".to_owned(),
        body: r#"{"access_token":"a","token_type":"bearer","code":{"pin":"hidden-in-code"}}"#
            .to_owned(),
    };
    let disturb = |it: &Emulator| it.fail_always(Step::Token, fault.clone());
    let (_, told) = super::told(&text, &disturb);
    assert!(told.contains(r#""code": {"pin":"hidden-…"}"#), "{told}");
    assert!(!told.contains("hidden-in-code"), "{told}");
}

#[test]
fn a_text_that_is_no_document_is_shown_without_what_may_be_a_token() {
    let fault = Fault::Answer {
        status: 500,
        content_type: "text/plain".to_owned(),
        body: format!("no place for\nfrqPiXMmE1gXdbYjXSoV {}", "on ".repeat(100)),
    };
    let tables =
        "[endpoints]\ntoken = \"https://acme.example/token\"\n[grants.client_credentials]\n";
    let (good, told) = told_of(tables, &|it| it.fail_always(Step::Token, fault.clone()));
    assert!(!good);
    let lines = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines.contains("← 500 (334 bytes) no place for frqPiXM… on on"), "{told}");
    assert!(!lines.contains(&"on ".repeat(60)) && !told.contains("frqPiXMm"), "{told}");
}

#[test]
fn a_secret_of_a_consent_is_masked_however_codes_come_back() {
    for how in ["query", "fragment", "form_post"] {
        let tables = format!(
            "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
             token = \"https://acme.example/token\"\n[grants.authorization_code]\nresponse_mode = \"{how}\"\n\
             [consents.page]\nendpoint = \"https://acme.example/page\"\nfields.pin = {{ secret = true }}\n"
        );
        let (good, told) = told_of(&tables, &|_| {});
        assert!(good, "{told}");
        assert!(told.contains("`pin` was read"), "{told}");
        assert!(told.contains("pin=") && !told.contains("secret-pin"), "{how}: {told}");
    }
}

#[test]
fn an_assertion_is_told_in_words() {
    let text = ACME.replace(
        "[endpoints]",
        "[client]\nauthentication = \"private_key_jwt\"\n\n[client.assertion]\nalgorithm = \"RS384\"\n\
         header = { kid = \"the-key\" }\nlifetime = \"5m\"\n\n[endpoints]",
    );
    let told = played(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "client_assertion=‹signed: RS384 kid=the-key aud=https://acme.example/token \
                    iss=demo-client sub=demo-client, for 300 s›";
    assert!(told.contains(expected), "{told}");
    assert!(!told.contains("eyJ"), "{told}");
}

#[test]
fn what_stands_between_colons_is_told_apart() {
    let text = format!(
        "{ACME}\n[api]\nauthorization = \"OPA {{client_id}}:{{computed.mac}}:{{random}}:{{time.unix}}:{{computed.hash}}\"\n\n\
         [computed.mac]\nalgorithm = \"hmac-sha256\"\nkey = \"client_secret\"\nmessage = \"{{random}}{{time.unix}}{{access_token}}\"\n\
         encoding = \"base64\"\n\n[computed.hash]\nalgorithm = \"sha256\"\nmessage = \"{{request.body}}\"\n"
    );
    let told = played(&text);
    let expected = "authorization: OPA demo-client:‹mac›:‹random›:1767225600:‹hash›";
    assert!(told.contains(expected), "{told}");
}

/// What a session puts into the JSON of each call stands there, and is masked.
#[test]
fn the_token_of_a_call_is_in_its_json() {
    let tables = "[endpoints]\ntoken = \"https://acme.example/token\"\napi = \"https://api.acme.example\"\n\
        revocation = \"https://acme.example/revoke\"\n[grants.client_credentials]\n[api]\nauthorization = false\n\
        json = { app = \"{client_id}\", secret = \"{client_secret}\", at = \"{access_token}\" }\n\
        [calls.item]\nurl = \"/item\"\nmethod = \"POST\"\nparameters_in = \"json\"\nfields.id = {}\n\
        [revocation]\nauthentication = \"access_token\"\nparameters_in = \"json\"\nomit = [\"token\"]\n";
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
    let lines = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "POST https://api.acme.example/me (as JSON) { \"question\": \"who\", \"app\": \"demo-client\", \"secret\": \"‹secret›\", \"at\": \"at_",
        "POST https://api.acme.example/item (as JSON) { \"app\": \"demo-client\", \"secret\": \"‹secret›\", \"at\": \"at_",
        "POST https://acme.example/revoke (as JSON) { \"app\": \"demo-client\"",
        "renewed",
    ] {
        assert!(lines.contains(expected), "{expected}\n{told}");
    }
}
