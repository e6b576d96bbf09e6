//! Signatures that only the provider's private key makes: the emulator has keys of its own.

use super::played;

const SIGNED: &str = r#"schema = 1

[provider]
name = "acme"

[variables.provider_key]
[variables.token_key]

[endpoints]
authorization = "https://acme.example/authorize"
token         = "https://acme.example/token"

[grants.authorization_code]
response_mode = "form_post"

[callback.signature]
in        = { query = "sig" }
algorithm = "rsa-sha256"
key       = "provider_key"
message   = "raw-query"

[token.signature]
in         = { json = "signature" }
algorithm  = "jwt"
algorithms = ["ES384"]
key        = "token_key"

[webhooks.secret]
in        = { query = "sig" }
algorithm = "hmac-sha256"
message   = "{request.body}"

[webhooks.key]
in        = { header = "x-sig" }
algorithm = "ecdsa-p256-sha256"
message   = "{request.body}"

[webhooks.token]
in         = "body"
algorithm  = "jwt"
algorithms = ["EdDSA"]
"#;

#[test]
fn they_are_played() {
    let told = played(SIGNED);
    assert_eq!(told.matches("✓ the signature is right\n").count(), 3, "{told}");
    assert_eq!(told.matches("✓ changed on the way: ").count(), 2, "{told}");
    assert_eq!(told.matches("✓ from somebody without the secret: ").count(), 1, "{told}");
    assert!(told.contains("✓ the signature `sig` is right"), "{told}");
}

/// What is changed on the way is what was signed, whatever else comes with it.
#[test]
fn a_webhook_that_signs_a_part_is_changed_there() {
    let webhooks = |message: &str, place: &str| {
        format!(
            "{SIGNED}\n[webhooks.part]\nin = {place}\nalgorithm = \"ed25519\"\nmessage = \"{message}\"\n"
        )
    };
    for (message, place) in [
        ("{request.query.order}", "{ query = \"sig\" }"),
        ("{request.form.order}", "{ form = \"sig\" }"),
        ("{request.header.x-sig-id}", "{ header = \"x-sig\" }"),
    ] {
        let told = played(&webhooks(message, place));
        assert_eq!(told.matches("✓ changed on the way: ").count(), 3, "{message}: {told}");
    }
}

/// Nobody here can sign with the key that belongs to it.
#[test]
fn the_key_of_the_real_provider_is_not_used() {
    let real = "default = \"-----BEGIN PUBLIC KEY-----\"";
    played(&SIGNED.replace("[variables.token_key]", &format!("[variables.token_key]\n{real}")));
    let environments = "[environments.production]\nprovider_key = \"MII\"\n\n\
        [environments.sandbox]\nprovider_key = \"MIJ\"\n\n[endpoints]";
    played(&SIGNED.replace("[endpoints]", environments));
}
