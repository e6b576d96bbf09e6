//! Where requests are in an address, and where their answers are.

use super::combined::{tells, told};
use super::{played, told_of};

const KINDS: &str =
    "authorization_request = { parameters = { response_type = \"code id_token\" } }\n";

/// What comes with more than a code is in the fragment, where nothing says otherwise (OAuth 2.0 Multiple Response Type
/// Encoding Practices, 5).
#[test]
fn an_answer_with_more_than_a_code_is_in_the_fragment() {
    tells(
        &format!("[grants.authorization_code]\n{KINDS}"),
        "response_type=code id_token client_id=demo-client \
         redirect_uri=https://app.example/callback code_challenge_method=S256 scope=openid",
    );
    let signed = "issuer = \"https://acme.example\"\njwks = \"https://acme.example/keys\"\n\
        [grants.authorization_code]\nresponse_mode = \"jwt\"\n";
    tells(&format!("{signed}{KINDS}"), "✓ the answer is signed by the provider, for this client");
    // Without more than a code that mode is the query.
    tells(signed, "✓ the answer is signed by the provider, for this client");
    for mode in ["query", "fragment", "form_post"] {
        let mode = format!("response_mode = \"{mode}\"\n");
        tells(&format!("[grants.authorization_code]\n{mode}{KINDS}"), "✓ `state` is this");
    }
}

/// What is to come back is said under a name of the provider's own, and means the same.
#[test]
fn a_renamed_response_type_is_one() {
    let renamed = "authorization_request = { parameters = { kind = \"code id_token\" } }\n";
    let names = "[parameter_names]\nresponse_type = \"kind\"\n";
    let signed = "[id_token]\nissuer = \"https://acme.example\"\n";
    let keys = "jwks = \"https://acme.example/keys\"\n";
    let told = told(&format!("{keys}[grants.authorization_code]\n{renamed}{names}{signed}"));
    assert!(told.contains("kind=code id_token"), "{told}");
    assert!(told.contains(" id_token=eyJ"), "nothing beside the code: {told}");
}

/// A route is for those whose request is behind it; the same page takes the others'.
#[test]
fn an_implicit_request_is_before_the_fragment() {
    let told = played(
        "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
         authorization = \"https://acme.example/app#/authorize\"\ntoken = \"https://acme.example/t\"\n\
         [grants.authorization_code]\nquery_after_fragment = true\n[grants.implicit]\n",
    );
    let (code, implicit) = told.split_once("  implicit  ").expect("both flows");
    assert!(code.contains("✓ accepted: exactly what is declared"), "{told}");
    assert!(implicit.contains("the token lives 1 h"), "{told}");
}

/// There is no fragment that its query could be behind.
#[test]
fn a_variant_may_have_a_page_without_a_route() {
    let (good, told) = told_of(
        "[endpoints]\nauthorization = \"https://acme.example/app#/authorize\"\n\
         token = \"https://acme.example/t\"\n[grants.authorization_code]\n\
         query_after_fragment = true\n[variants.plain]\n\
         authorization_endpoint = \"https://acme.example/plain\"\n",
        &|_| {},
    );
    assert!(good, "{told}");
    assert!(told.contains("https://acme.example/plain\n"), "{told}");
}

/// What the provider begins asks for nothing, and so not for a token without an end.
#[test]
fn a_provider_that_begins_asks_for_no_end() {
    let told = told(
        "[grants.authorization_code]\noffline = { scopes = [\"for_ever\"], expiry = \"never\" }\n\
         [callback]\nstate = { use = \"provider_initiated\" }\n[token]\nlifetime = \"8h\"\n",
    );
    let (asked, begun) = told.split_once("started by the provider").expect("both flows");
    assert!(asked.contains("the token never expires"), "{told}");
    assert!(begun.contains("the token lives 8 h"), "{told}");
}
