//! What is declared of refusals in several places, and what comes with a token and ends it.

use super::combined::{tells, told};

const DEVICE: &str = "device_authorization = \"https://acme.example/d\"\n[grants.device_code]\n";

/// A code is not in the text that is one: places that hold each other are of different answers.
#[test]
fn a_code_and_a_description_are_beside_each_other() {
    let paths = "description = [\"error.message\", \"error_description\"]\n";
    for code in ["", "code = [\"error\", \"error.code\"]\n", "code = [\"error.code\", \"error\"]\n"]
    {
        let told = told(&format!("{DEVICE}[errors]\n{code}{paths}"));
        assert!(told.contains("not decided yet: POST /t 400 authorization_pending"), "{told}");
        assert!(told.contains("the device gives up: POST /t 400 access_denied"), "{told}");
    }
    tells(&format!("{DEVICE}[errors]\ndescription = \"error.message\"\n"), "400 slow_down");
}

/// A form has no depth.
#[test]
fn a_refusal_in_a_form_is_flat() {
    let errors = "[errors]\ncode = \"error.code\"\ndescription = \"error.message\"\n";
    tells(&format!("{DEVICE}[token]\nformat = \"form\"\n{errors}"), "400 authorization_pending");
}

/// The token shows who asks for its end until it has come.
#[test]
fn a_token_lives_until_the_last_of_its_end() {
    let call = |name: &str| {
        format!("[calls.{name}]\nwhen = \"disconnect\"\nmethod = \"DELETE\"\nurl = \"/{name}\"\n")
    };
    let calls = format!("[grants.password]\n{}{}", call("first"), call("second"));
    let api = "api = \"https://acme.example/api\"\n";
    tells(&format!("{api}{calls}"), "✓ the provider has revoked it");
    let revocation = "revocation = \"https://acme.example/r\"\n";
    let by = "[revocation]\nauthentication = \"access_token\"\n";
    tells(&format!("{api}{revocation}{calls}{by}"), "✓ the provider has revoked it");
}

/// A key that came with the token stands for it.
#[test]
fn a_call_may_show_what_came_with_a_token() {
    tells(
        "api = \"https://acme.example/api\"\n[grants.password]\n[token.fields.key]\nrequired = true\n\
         [calls.key]\nurl = \"/key\"\nauthorization = \"{token.key}\"\nfields.id = {}\n",
        "✓ `key` has told `id`",
    );
}

/// One is always there, the other sometimes.
#[test]
fn two_names_for_one_place_are_told_the_same() {
    tells(
        "[grants.password]\n[calls.me]\nurl = \"https://acme.example/me\"\n\
         [calls.me.fields.id]\n[calls.me.fields.user]\npath = \"id\"\nwhen = { kind = \"user\" }\n",
        "✓ `me` has told `id`, `user`",
    );
}
