//! What is taken for right, and what for wrong.

use super::{ACME, played, told_of};

#[test]
fn the_api_is_called_where_nothing_else_is() {
    for (userinfo, path) in [("api.acme.example/me", "/anything"), ("acme.example/me", "/me")] {
        let more = format!("\nuserinfo = \"https://{userinfo}\"\n\n[grants.authorization_code]");
        let text = ACME.replace("\n[grants.authorization_code]", &more);
        let told = played(&text);
        assert!(told.contains(&format!("→ GET  https://api.acme.example{path} ")), "{told}");
    }
}

#[test]
fn another_environment_begins_with_whatever_there_is() {
    let head = "[variables.host]\ntype = \"hostname\"\n[environments.live]\nhost = \"a.example\"\n\
        [environments.sandbox]\nhost = \"b.example\"\n[endpoints]\ntoken = \"https://{host}/token\"\n";
    for (endpoint, grant, about) in [
        ("device_authorization", "device_code", "POST https://b.example/start"),
        ("backchannel_authentication", "ciba", "POST https://b.example/start"),
    ] {
        let more = if grant == "ciba" {
            "jwks = \"https://{host}/keys\"\nissuer = \"https://{host}\"\n"
        } else {
            ""
        };
        let identity =
            if grant == "ciba" { "[id_token]\n[scopes.list]\nopenid = \"\"\n" } else { "" };
        let tables = format!(
            "{head}{endpoint} = \"https://{{host}}/start\"\n{more}[grants.{grant}]\n{identity}"
        );
        let (good, told) = told_of(&tables, &|_| {});
        assert!(good, "{told}");
        let sandbox = told.split("environment sandbox").nth(1).unwrap();
        assert!(sandbox.contains(about), "{told}");
    }
}

#[test]
fn a_field_for_the_subject_is_the_subject() {
    let text = |name: &str| {
        format!(
            "[endpoints]\nissuer = \"https://acme.example\"\nauthorization = \"https://acme.example/a\"\n\
             token = \"https://acme.example/token\"\nuserinfo = \"https://acme.example/me\"\n\
             jwks = \"https://acme.example/keys\"\n[grants.authorization_code]\n[scopes]\n\
             required = [\"openid\"]\nlist = {{ openid = \"\" }}\n[id_token]\nclaims.{name} = {{}}\n[userinfo]\n\
             fields.{name} = {{}}\n"
        )
    };
    for name in ["sub", "other"] {
        let (good, told) = told_of(&text(name), &|_| {});
        assert!(good, "{told}");
        assert!(told.contains("it is about the user of the ID token"), "{told}");
    }
}

#[test]
fn a_renewal_that_shows_no_token_ends_with_the_last_one() {
    let tables = "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
        token = \"https://acme.example/token\"\nrevocation = \"https://acme.example/revoke\"\n\
        api = \"https://acme.example/api\"\n[grants.authorization_code]\n[grants.refresh_token]\n\
        request = { omit = [\"refresh_token\"], parameters = { proof = \"{computed.proof}\" } }\n\
        [computed.proof]\nalgorithm = \"sha256\"\nmessage = \"{refresh_token}\"\n";
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
    assert!(told.contains("the user must authorize again"), "{told}");
}

/// A page where people sign in: its callback is signed, with the time in a field of its own.
#[test]
fn a_signed_consent_is_believed() {
    let text = ACME.replace(
        "[grants.authorization_code]",
        "[callback.signature]\nparameter = \"hash\"\nalgorithm = \"hmac-sha256\"\n\
         key = \"client_secret\"\nkey_encoding = \"sha256\"\nmessage = \"{request.query}\"\n\
         query = { order = \"name\", values = \"decoded\", join = \"\\n\" }\nencoding = \"hex\"\n\
         timestamp = { value = \"request.query.auth_date\", max_age = \"1d\" }\n\n\
         [consents.login]\nendpoint = \"https://acme.example/login\"\nsuccess = { hash = { present = true } }\n\
         fields.id = { type = \"integer\", required = true }\nfields.auth_date = { type = \"integer\" }\n\n\
         [grants.authorization_code]",
    );
    let told = played(&text);
    assert!(
        told.contains(
            "✓ consent was given; there is nothing to exchange; `id` was read; `auth_date`"
        ),
        "{told}"
    );
}

/// The client itself is no user of whom an ID token could say something.
#[test]
fn the_client_asks_for_no_identity_of_its_own() {
    let tables = "[endpoints]\nissuer = \"https://acme.example\"\ntoken = \"https://acme.example/token\"\n\
        jwks = \"https://acme.example/keys\"\n[grants.password]\n[grants.client_credentials]\n[id_token]\n\
        [scopes.list]\nopenid = \"sign in\"\nthings = \"things\"\n";
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
    let (users, own) = told.split_once("client_credentials  the client").unwrap();
    assert!(users.contains("scope=openid") && users.contains("\"id_token\""), "{told}");
    assert!(own.contains("scope=things") && !own.contains("id_token"), "{told}");
}

/// What is signed of a code cannot be signed without one, and nobody knows who has said no.
#[test]
fn a_denial_that_cannot_be_signed_is_not_believed() {
    let tables = |message: &str, format: &str| {
        format!(
            "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
             token = \"https://acme.example/token\"\n[grants.authorization_code]\n[callback]\n{format}\n\
             [callback.signature]\nparameter = \"sig\"\nalgorithm = \"hmac-sha256\"\nkey = \"client_secret\"\n\
             message = \"{message}\"\n"
        )
    };
    for (format, message, expected) in [
        ("", "{request.query.code}.{request.query.state}", "and not signed, for what is signed"),
        ("", "{request.query.state}", "denied by the user: “"),
        ("", "{request.query}", "denied by the user: “"),
    ] {
        let (good, told) = told_of(&tables(message, format), &|_| {});
        assert!(good, "{told}");
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(expected), "{message}: {told}");
    }
}

/// What is signed need not be all that comes.
#[test]
fn a_forged_callback_has_another_code() {
    let tables = "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
        token = \"https://acme.example/token\"\n[grants.authorization_code]\n[callback]\nstate = { use = \"provider_initiated\" }\n\
        [callback.signature]\nparameter = \"sig\"\nalgorithm = \"hmac-sha256\"\nkey = \"client_secret\"\n\
        message = \"{request.query.code}\"\n";
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
}
