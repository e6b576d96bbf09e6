//! What is signed over a signed token, which is another one each time it is made.

use super::combined::tells;

const SIGNED: &str = "[variables.private_key]\n[computed.assertion]\njwt = \"ES256\"\nkey = \"private_key\"\n\
    claims = { iss = \"{client_id}\" }\n[computed.sign]\nalgorithm = \"hmac-sha256\"\nkey = \"client_secret\"\n";

/// A signature on an elliptic curve is another one each time: what is sent is what was signed over.
#[test]
fn a_signed_parameter_is_signed_as_it_is_sent() {
    let file = "[client]\nauthentication = \"signed\"\n[client.methods.signed.parameters]\n\
                client_id = \"{client_id}\"\nclient_secret = \"{computed.assertion}\"\n\
                [grants.client_credentials.request.parameters]\nsign = \"{computed.sign}\"\n";
    let message = "message = \"{request.parameters}\"\n";
    tells(&format!("{file}{SIGNED}{message}"), "accepted: exactly what is declared");
}

/// So is the assertion by which a client authenticates.
#[test]
fn an_assertion_is_signed_as_it_is_sent() {
    let file = "[client]\nauthentication = \"private_key_jwt\"\n[grants.client_credentials.request.parameters]\n\
                sign = \"{computed.sign}\"\n[computed.sign]\nalgorithm = \"sha256\"\nmessage = \"{request.parameters}\"\n";
    tells(file, "accepted: exactly what is declared");
}

/// The same where it is signed by its name, or in another value.
#[test]
fn a_signed_value_is_signed_as_it_is_sent() {
    let request = |order: &str| format!("[grants.client_credentials.request.parameters]\n{order}");
    let (sign, token) = ("sign = \"{computed.sign}\"\n", "token = \"{computed.assertion}\"\n");
    let inner =
        "message = \"{computed.inner}\"\n[computed.inner]\nmessage = \"<{computed.assertion}>\"\n";
    let both = "message = \"{request.method}{computed.assertion}\"\n";
    for message in ["message = \"{computed.assertion}\"\n", both, inner] {
        for order in [format!("{sign}{token}"), format!("{token}{sign}")] {
            let file = format!("{}{SIGNED}{message}", request(&order));
            tells(&file, "accepted: exactly what is declared");
        }
    }
}
