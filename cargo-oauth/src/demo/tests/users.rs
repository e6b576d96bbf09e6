//! Who a token is about: `openid`, ID tokens, and what the provider says of users.

use super::combined::{tells, told};

const ISSUER: &str = "issuer = \"https://acme.example\"\njwks = \"https://acme.example/keys\"\n\
    userinfo = \"https://acme.example/me\"\n";
const SCOPES: &str = "[id_token]\n[scopes.list]\nopenid = \"sign in\"\nthings = \"things\"\n";

/// Whoever is asked for an ID token knows its scope, whatever else the list names.
#[test]
fn a_list_of_scopes_need_not_name_openid() {
    let kinds = "authorization_request = { parameters = { response_type = \"code id_token\" } }\n";
    let list = "[scopes.list]\nread = \"to read\"\n";
    tells(&format!("[grants.authorization_code]\n{kinds}{list}"), "scope=read openid");
    let kinds = "authorization_request = { parameters = { response_type = \"id_token token\" } }\n";
    tells(&format!("[grants.implicit]\n{kinds}{list}"), "scope=read openid");
}

/// Whose requests name no scopes gets what the provider gives.
#[test]
fn a_grant_without_scopes_opens_userinfo() {
    let request = "[grants.authorization_code]\nauthorization_request = { omit = [\"scope\"] }\n";
    let about = "userinfo what the provider says about the user → GET https://acme.example/me";
    let told = told(&format!("{ISSUER}{request}[grants.password]\n{SCOPES}"));
    assert!(told.contains(about) && told.contains("✓ it names the user"), "{told}");
}

/// What a client gets for itself is about nobody.
#[test]
fn userinfo_is_asked_with_a_token_of_a_user() {
    let device = "device_authorization = \"https://acme.example/d\"\n";
    let grants = "[grants.client_credentials]\n[grants.device_code]\n";
    tells(&format!("{ISSUER}{device}{grants}{SCOPES}"), "✓ it is about the user of the ID token");
    let told = told(&format!("{ISSUER}[grants.client_credentials]\n{SCOPES}"));
    assert!(!told.contains("what the provider says about the user"), "{told}");
}

/// It has no hash of itself in it.
#[test]
fn an_id_token_may_be_the_access_token() {
    let grant = "[grants.password]\nrequest = { answer = { access_token = \"id_token\" } }\n";
    let api = "api = \"https://acme.example/api\"\n";
    tells(&format!("{ISSUER}{api}{grant}{SCOPES}"), "✓ 200; sent");
    // Whatever was asked for.
    tells(&format!("{ISSUER}{api}{grant}[id_token]\n"), "✓ 200; sent");
}

/// Whose issuer is made of a claim says it of a logout, too.
#[test]
fn a_logout_token_has_what_its_issuer_is_made_of() {
    let issuer =
        "issuer = \"https://acme.example/{claims.tid}\"\nclaims.tid = { required = true }\n";
    let end = "end_session = \"https://acme.example/bye\"\n";
    let scopes = SCOPES.strip_prefix("[id_token]\n").expect("the table");
    tells(
        &format!("{ISSUER}{end}[grants.password]\n[id_token]\n{issuer}{scopes}"),
        "✓ the provider posts a logout token about alice@example.com: it holds",
    );
}
