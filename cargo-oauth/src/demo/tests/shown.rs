//! What is shown, and what is not.

use oauth_emulator::{Emulator, Fault, Step};
use oauth_spec::SourceFile;

use super::ACME;
use crate::demo::perform;

#[test]
fn the_api_is_called_where_nothing_else_is() {
    for (userinfo, path) in [("api.acme.example/me", "/anything"), ("acme.example/me", "/me")] {
        let more = format!("\nuserinfo = \"https://{userinfo}\"\n\n[grants.authorization_code]");
        let text = ACME.replace("\n[grants.authorization_code]", &more);
        let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
        let mut told = String::new();
        assert!(perform(&[provider], &|_| {}, &mut |line| told.push_str(line)), "{told}");
        let told = anstream::adapter::strip_str(&told).to_string();
        assert!(told.contains(&format!("→ GET  https://api.acme.example{path} ")), "{told}");
    }
}

#[test]
fn secrets_of_a_list_are_masked() {
    let fields = "[token.fields.pins]\nsecret = true\nlist = true\n\n\
        [callback.fields.codes]\nsecret = true\nlist = true\nrequired = true\n";
    let text = format!("{ACME}\n{fields}");
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
    let mut told = String::new();
    assert!(perform(&[provider], &|_| {}, &mut |line| told.push_str(line)), "{told}");
    let told = anstream::adapter::strip_str(&told).to_string();
    assert!(told.contains("pins") && told.contains("codes="), "{told}");
    assert!(!told.contains("secret-pins") && !told.contains("secret-codes"), "{told}");
}

#[test]
fn a_secret_at_the_second_path_is_masked() {
    let text =
        format!("{ACME}\n[token.fields.pin]\nsecret = true\npath = [\"pin\", \"code.pin\"]\n");
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
    let fault = Fault::Answer {
        status: 200,
        content_type: "application/json".to_owned(),
        body: r#"{"access_token":"a","token_type":"bearer","code":{"pin":"hidden-in-code"}}"#
            .to_owned(),
    };
    let disturb = |it: &Emulator| it.fail_always(Step::Token, fault.clone());
    let mut told = String::new();
    perform(&[provider], &disturb, &mut |line| told.push_str(line));
    let told = anstream::adapter::strip_str(&told).to_string();
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
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
    let fault = Fault::Answer {
        status: 400,
        content_type: "application/json".to_owned(),
        body: "{}".to_owned(),
    };
    let disturb = |it: &Emulator| it.fail_next(Step::Token, fault.clone());
    let mut told = Vec::new();
    assert!(!perform(&[provider], &disturb, &mut |line| {
        told.push(anstream::adapter::strip_str(line).to_string());
    }));
    assert!(told.iter().any(|line| line.trim_end().ends_with("← 400  {}")), "{told:#?}");
    assert_eq!(told.iter().find(|line| line.ends_with(' ')), None, "{told:#?}");
}

/// What is told of a provider with these tables, which is as declared or not.
fn told(tables: &str, disturb: &dyn Fn(&Emulator)) -> (bool, String) {
    let text = format!("schema = 1\n[provider]\nname = \"acme\"\n{tables}");
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text)).unwrap();
    let mut told = String::new();
    let good = perform(&[provider], disturb, &mut |line| {
        told.push_str(&anstream::adapter::strip_str(line).to_string());
        told.push('\n');
    });
    (good, told)
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
