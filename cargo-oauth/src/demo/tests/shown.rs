//! What is shown, and what is not.

use oauth_emulator::{Emulator, Fault, Step};

use super::{ACME, played};

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
fn an_empty_object_is_shown_as_one_and_no_line_ends_in_spaces() {
    let text = ACME.replace(
        "[grants.authorization_code]\n[grants.client_credentials]\n",
        "[grants.own]\ngrant_type = \"own\"\n",
    );
    let text = text.replace("authorization = \"https://acme.example/authorize\"\n", "");
    let fault = Fault::Answer {
        status: 400,
        content_type: "application/json".to_owned(),
        body: "{}".to_owned(),
    };
    let disturb = |it: &Emulator| it.fail_next(Step::Token, fault.clone());
    let (good, told) = super::told(&text, &disturb);
    assert!(!good, "{told}");
    assert!(told.contains("← 400  {}\n"), "{told}");
    assert_eq!(told.lines().find(|line| line.ends_with(' ')), None, "{told}");
}

/// What is told of a provider with these tables, which is as declared or not.
fn told(tables: &str, disturb: &dyn Fn(&Emulator)) -> (bool, String) {
    super::told(&format!("schema = 1\n[provider]\nname = \"acme\"\n{tables}"), disturb)
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
    let (good, told) = told(tables, &|it| it.fail_always(Step::Token, fault.clone()));
    assert!(!good);
    let lines = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(lines.contains("← 500 (334 bytes) no place for frqPiXM… on on"), "{told}");
    assert!(!lines.contains(&"on ".repeat(60)) && !told.contains("frqPiXMm"), "{told}");
}

#[test]
fn a_method_that_only_a_request_has_shows_its_headers() {
    let tables = "[client]\nauthentication = \"client_secret_post\"\n[client.methods.own]\n\
        headers = { x-id = \"{client_id}\", x-secret = \"{client_secret}\" }\n\
        [endpoints]\ntoken = \"https://acme.example/token\"\n[grants.client_credentials]\n\
        request = { authentication = \"own\" }\n";
    let (good, told) = told(tables, &|_| {});
    assert!(good, "{told}");
    assert!(told.contains("x-id: demo-client") && told.contains("x-secret: ‹secret›"), "{told}");
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
        let (good, told) = told(&tables, &|_| {});
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
        let (good, told) = told(&text(name), &|_| {});
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
    let (good, told) = told(tables, &|_| {});
    assert!(good, "{told}");
    assert!(told.contains("the user must authorize again"), "{told}");
}

#[test]
fn a_secret_of_a_consent_is_masked_however_codes_come_back() {
    for how in ["query", "fragment", "form_post"] {
        let tables = format!(
            "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
             token = \"https://acme.example/token\"\n[grants.authorization_code]\nresponse_mode = \"{how}\"\n\
             [consents.page]\nendpoint = \"https://acme.example/page\"\nfields.pin = {{ secret = true }}\n"
        );
        let (good, told) = told(&tables, &|_| {});
        assert!(good, "{told}");
        assert!(told.contains("`pin` was read"), "{told}");
        assert!(told.contains("pin=") && !told.contains("secret-pin"), "{how}: {told}");
    }
}

#[test]
fn lists_keep_the_order_that_was_sent() {
    let fault = Fault::Answer {
        status: 400,
        content_type: "application/json".to_owned(),
        body: r#"[{"b":1,"a":2}]"#.to_owned(),
    };
    let tables =
        "[endpoints]\ntoken = \"https://acme.example/token\"\n[grants.client_credentials]\n";
    let (good, told) = told(tables, &|it| it.fail_always(Step::Token, fault.clone()));
    assert!(!good);
    assert!(told.contains(r#"← 400  [{"b":1,"a":2}]"#), "{told}");
}

#[test]
fn grants_of_further_rfcs_are_no_providers_own() {
    let tables = "[endpoints]\ntoken = \"https://acme.example/token\"\n[grants.token_exchange]\n\
        [grants.assertion]\ngrant_type = \"urn:ietf:params:oauth:grant-type:jwt-bearer\"\n\
        [grants.own]\ngrant_type = \"own\"\n";
    let (good, told) = told(tables, &|_| {});
    assert!(good, "{told}");
    for expected in [
        "  token_exchange  a token for another one (RFC 8693)\n",
        "  assertion  a token for a signed assertion (RFC 7523)\n",
        "  own  a grant of the provider's own\n",
    ] {
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_route_behind_the_address_is_shown_with_it() {
    let text = ACME
        .replace("https://acme.example/authorize", "https://acme.example/#/authorize?lang=en")
        .replace(
            "[grants.authorization_code]",
            "[grants.authorization_code]\nquery_after_fragment = true",
        );
    let told = played(&text);
    assert!(
        told.contains("→ GET  https://acme.example/#/authorize\n           lang=en  "),
        "{told}"
    );
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

#[test]
fn what_stands_in_a_path_is_encoded() {
    let text = ACME
        .replace("https://acme.example/token", "https://acme.example/{shop}/token?tenant={shop}")
        .replace("[endpoints]", "[variables.shop]\ndefault = \"Müller & 1/2\"\n\n[endpoints]");
    let told = played(&text);
    assert!(
        told.contains("→ POST https://acme.example/M%C3%BCller%20%26%201%2F2/token (as a form)"),
        "{told}"
    );
}

#[test]
fn a_certificate_that_nothing_here_shows_is_told() {
    let told = played(&ACME.replace("[endpoints]", "[client]\ncertificate = true\n\n[endpoints]"));
    assert!(told.contains("· the client shows a certificate where it connects"), "{told}");
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
    let (good, told) = told(tables, &|_| {});
    assert!(good, "{told}");
    let (users, own) = told.split_once("client_credentials  the client").unwrap();
    assert!(users.contains("scope=openid") && users.contains("\"id_token\""), "{told}");
    assert!(own.contains("scope=things") && !own.contains("id_token"), "{told}");
}

/// What a session puts into the JSON of each call stands there, and is masked.
#[test]
fn the_token_of_a_call_is_in_its_json() {
    let tables = "[endpoints]\ntoken = \"https://acme.example/token\"\napi = \"https://api.acme.example\"\n\
        revocation = \"https://acme.example/revoke\"\n[grants.client_credentials]\n[api]\nauthorization = false\n\
        json = { app = \"{client_id}\", secret = \"{client_secret}\", at = \"{access_token}\" }\n\
        [calls.item]\nurl = \"/item\"\nmethod = \"POST\"\nparameters_in = \"json\"\nfields.id = {}\n\
        [revocation]\nauthentication = \"access_token\"\nparameters_in = \"json\"\nomit = [\"token\"]\n";
    let (good, told) = told(tables, &|_| {});
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

/// A request has one answer, whichever of the declared calls it is.
#[test]
fn calls_that_cannot_be_told_apart_have_one_answer() {
    let tables = "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
        token = \"https://acme.example/token\"\napi = \"https://api.acme.example\"\n[grants.authorization_code]\n\
        [calls.all]\nurl = \"/cars\"\nfields.cars = { list = true }\nfields.count = { type = \"integer\" }\n\
        [calls.first]\nurl = \"/cars\"\nwhen = \"connected\"\n\
        fields.id = { path = \"cars.0\", required = true }\n\
        [calls.leave]\nmethod = \"DELETE\"\nurl = \"/cars/{calls.first.id}\"\nwhen = \"disconnect\"\n";
    let (good, told) = told(tables, &|_| {});
    assert!(good, "{told}");
    assert!(told.contains(r#"{ "cars": ["sample-id","other-cars"], "count": 4711 }"#), "{told}");
    assert!(told.contains("→ DELETE https://api.acme.example/cars/sample-id"), "{told}");
}
