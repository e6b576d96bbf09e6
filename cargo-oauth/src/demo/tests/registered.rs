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
