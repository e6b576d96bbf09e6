//! What ties an answer to its authorization: `state`, `nonce`, the code.

use oauth_spec::{SourceFile, compile};

use super::{CLEAN, with};

/// `state`, or what does the same (RFC 9700, 4.7).
#[test]
fn what_ties_a_callback_to_its_authorization() {
    let omit = "authorization_request = { omit = [\"state\"] }\n";
    assert_eq!(with(omit), [""; 0], "PKCE does");
    let without = format!("pkce = \"none\"\n{omit}");
    assert_eq!(with(&without), ["no-pkce", "no-state"]);
    let client = "[client]\nauthentication = [\"client_secret_basic\", \"none\"]\n";
    let public = format!("pkce = {{ for = \"public\" }}\n{omit}{client}");
    assert_eq!(with(&public), ["no-pkce", "no-state"]);
    let signed = "[callback.signature]\nparameter = \"hmac\"\nalgorithm = \"hmac-sha256\"\n\
        key = \"client_secret\"\nmessage = \"sorted-query\"\n";
    assert_eq!(with(&format!("{without}{signed}")), ["no-pkce"]);
    let redirect = "[callback]\nstate = { use = \"redirect_uri\" }\n";
    assert_eq!(with(&format!("{without}{redirect}")), ["no-pkce"]);
    let unasked = "[callback]\nstate = { use = \"provider_initiated\" }\n";
    assert_eq!(with(&format!("{without}{unasked}")), ["no-pkce", "provider-initiated"]);
    assert_eq!(with(&format!("[grants.implicit]\n{omit}")), ["implicit-grant", "no-state"]);
    let computed = "authorization_request = { omit = [\"state\"], parameters = { s = \"{computed.s}\" } }\n\
        [computed.s]\nmessage = \"v1.{state}\"\n";
    assert_eq!(with(&format!("pkce = \"none\"\n{computed}")), ["no-pkce"]);
    // A nonce does where an ID token must repeat it.
    let nonce = "pkce = \"none\"\nauthorization_request = { omit = [\"state\"], parameters = { nonce = \"{nonce}\" } }\n";
    let id_token = "[id_token]\nissuer = \"https://acme.example\"\nalgorithms = [\"HS256\"]\n";
    assert_eq!(with(&format!("{nonce}{id_token}")), ["no-pkce"]);
    assert_eq!(with(nonce), ["no-pkce", "no-state", "unchecked-nonce"]);
    let consent = |parameters: &str| {
        let endpoint = "endpoint = \"https://acme.example/admin\"";
        with(&format!("[consents.admin]\n{endpoint}\nparameters = {{ {parameters} }}\n"))
    };
    assert_eq!(consent("client_id = \"{client_id}\""), ["no-state"]);
    assert_eq!(consent("client_id = \"{client_id}\", state = \"{state}\""), [""; 0]);
    let allow = "[lint.allow]\nno-pkce = \"why\"\nno-state = \"why\"\n";
    assert!(with(&format!("{without}{allow}")).is_empty());
}

#[test]
fn a_code_that_goes_elsewhere() {
    let file = |later: &str| {
        format!(
            "pkce = \"none\"\nrequest = {{ omit = [\"code\"] }}\n[callback.fields.given]\n\
             path = \"code\"\nsecret = true\n{later}"
        )
    };
    let call = "[calls.user]\nwhen = \"connected\"\nurl = \"https://acme.example/user\"\n\
        parameters = { code = \"{callback.given}\" }\n";
    assert_eq!(with(&file(call)), ["no-pkce", "unsent-code"]);
    let computed = "[calls.user]\nwhen = \"connected\"\nurl = \"https://acme.example/user\"\n\
        headers = { x-sign = \"{computed.sign}\" }\n[computed.sign]\nmessage = \"{callback.given}\"\n";
    assert_eq!(with(&file(computed)), ["no-pkce", "unsent-code"]);
    let after = "[grants.user]\ngrant_type = false\nafter = [\"authorization_code\"]\n\
        request = { parameters = { code = \"{callback.given}\" } }\n";
    assert_eq!(with(&file(after)), ["no-pkce", "unsent-code"]);
    // A call that is made when it is asked for comes too late.
    let asked = call.replace("when = \"connected\"\n", "");
    let text = format!("{CLEAN}{}", file(&asked));
    let report = compile(&SourceFile::new("acme.toml", text)).unwrap_err();
    assert!(report.to_string().contains("the request never sends `{code}`"), "{report}");
}
