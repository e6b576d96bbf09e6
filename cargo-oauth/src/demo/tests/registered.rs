//! Clients that register themselves, where it matters how they authenticate and what they ask for.

use super::combined::{tells, told};

const REGISTRATION: &str = "registration = \"https://acme.example/register\"\n";

/// It has no name that could be registered.
#[test]
fn a_way_of_the_providers_own_goes_without_saying() {
    let told = told(&format!(
        "{REGISTRATION}[client]\nauthentication = \"own\"\n\
         [client.methods.own.headers]\nx-id = \"{{client_id}}\"\nx-secret = \"{{client_secret}}\"\n\
         [grants.authorization_code]\n"
    ));
    assert!(told.contains("✓ a user has signed in with it"), "{told}");
    assert!(!told.contains("token_endpoint_auth_method"), "{told}");
}

/// RFC 7591, 2.1.
#[test]
fn an_id_token_beside_a_code_takes_the_implicit_grant() {
    tells(
        &format!(
            "{REGISTRATION}[grants.authorization_code]\n\
             authorization_request = {{ parameters = {{ response_type = \"code id_token\" }} }}\n"
        ),
        "{ \"grant_types\": [\"authorization_code\",\"implicit\"], ",
    );
}

/// A client without one could not verify its callbacks, nor use a grant that takes it.
#[test]
fn a_client_registers_for_the_secret_that_it_needs() {
    let ways = "[client]\nauthentication = [\"none\", \"client_secret_post\"]\n";
    for needs in [
        "[grants.authorization_code]\n[callback.signature]\nparameter = \"hash\"\n\
         algorithm = \"hmac-sha256\"\nkey = \"client_secret\"\nmessage = \"raw-query\"\n",
        "[grants.authorization_code]\n[grants.long]\nafter = [\"authorization_code\"]\n\
         grant_type = \"long\"\n[grants.long.request]\nauthentication = \"client_secret_basic\"\n\
         parameters = { token = \"{access_token}\" }\n",
    ] {
        let told = told(&format!("{REGISTRATION}{ways}{needs}"));
        assert!(told.contains("it has an id and a secret"), "{told}");
        assert!(told.contains("✓ a user has signed in with it"), "{told}");
    }
    tells(&format!("{REGISTRATION}{ways}[grants.authorization_code]\n"), "now: it has an id ✓");
}

const APP: &str = "[client]\nauthentication = \"own\"\n[client.methods.own.headers]\n\
    authorization = \"Bearer {grants.app}\"\n[grants.app]\ngrant_type = \"app\"\n\
    request = { authentication = \"client_secret_post\" }\n";

/// Who shows a token is whose token it is.
#[test]
fn a_client_authenticates_with_its_own_token() {
    let file = format!("{REGISTRATION}{APP}[grants.authorization_code]\n");
    tells(&file, "✓ a user has signed in with it");
}

/// Also where only a call is to be made.
#[test]
fn a_token_to_authenticate_with_comes_before_the_call() {
    let call = "[calls.x]\nurl = \"https://acme.example/x\"\nauthentication = \"client\"\n";
    tells(&format!("{APP}[grants.password]\n{call}"), "GET https://acme.example/x ");
}

/// Nothing in the exchange says who asks, but the token that is exchanged.
#[test]
fn a_token_is_exchanged_by_its_holder() {
    tells(
        &format!(
            "{REGISTRATION}[grants.authorization_code]\n[grants.session]\ngrant_type = false\n\
             after = [\"authorization_code\"]\n[grants.session.request]\n\
             endpoint = \"https://acme.example/session\"\nauthentication = false\n\
             parameters = {{ access_token = \"{{access_token}}\" }}\n"
        ),
        "✓ a user has signed in with it",
    );
}
