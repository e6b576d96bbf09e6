//! Requests that share an address, and webhooks that sign a part of their address.

use super::{told, told_of};

const HEAD: &str = "schema = 1\n[provider]\nname = \"acme\"\n[client]\nauthentication = \"client_secret_post\"\n\
    [endpoints]\napi = \"https://acme.example\"\n";

/// Whether everything was as declared, and what was told, on one line.
fn play(rest: &str) -> (bool, String) {
    let (good, told) = told(&format!("{HEAD}{rest}"), &|_| {});
    (good, told.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn plays(rest: &str, expected: &[&str]) {
    let (good, told) = play(rest);
    assert!(good, "{told}");
    for expected in expected {
        assert!(told.contains(expected), "`{expected}` is not told:\n{told}");
    }
}

#[test]
fn constants_tell_the_requests_of_a_gateway_apart() {
    plays(
        "token = \"https://acme.example/gateway\"\nrevocation = \"https://acme.example/gateway\"\n\
         [grants.client_credentials]\nrequest = { parameters = { method = \"token\" } }\n\
         [revocation]\nparameters = { method = \"revoke\" }\n\
         [calls.user]\nmethod = \"POST\"\nurl = \"/gateway\"\nparameters = { method = \"user\" }\nfields.id = {}\n",
        &["`user` has told `id`", "the provider has revoked it"],
    );
}

#[test]
fn tokens_methods_and_names_tell_requests_apart() {
    plays(
        "authorization = \"https://acme.example/2.0/\"\ntoken = \"https://acme.example/2.0/\"\n\
         [grants.authorization_code]\nrequest = { method = \"GET\", omit = [\"grant_type\"] }\n\
         [api]\nauthorization = false\nquery = { sk = \"{access_token}\" }\n\
         [calls.plain]\nurl = \"/2.0/\"\nfields.plain = {}\n\
         [calls.posted]\nmethod = \"POST\"\nurl = \"/2.0/\"\nfields.posted = {}\n",
        &["`plain` has told `plain`", "`posted` has told `posted`", "the PKCE verifier fits"],
    );
    plays(
        "authorization = \"https://acme.example/authorize\"\ntoken = \"https://acme.example/token\"\n\
         device_authorization = \"https://acme.example/authorize\"\n[grants.authorization_code]\n\
         [grants.device_code]\ndevice_authorization_request = { method = \"GET\", \
         parameters = { response_type = \"pin\" } }\n",
        &["response_type=pin", "response_type=code"],
    );
}

#[test]
fn requests_that_nobody_can_tell_apart() {
    let (good, told) = play(
        "token = \"https://acme.example/token\"\nrevocation = \"https://acme.example/gateway\"\n\
         introspection = \"https://acme.example/gateway\"\n[grants.client_credentials]\n",
    );
    assert!(!good, "{told}");
    let expected = "the emulator cannot tell `revocation` and `introspection` apart: both are POST \
        https://acme.example/gateway with the same parameters";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn a_webhook_whose_address_is_signed() {
    let file = |webhook: &str| {
        format!(
            "token = \"https://acme.example/token\"\n[grants.client_credentials]\n\
             [webhooks.events]\nalgorithm = \"hmac-sha256\"\n{webhook}\n"
        )
    };
    plays(
        &file(
            "in = { header = \"x-sig\" }\nmessage = \"{request.query.id}{request.query.time}{request.body}\"\n\
             timestamp = { value = \"request.query.time\", max_age = \"5m\" }",
        ),
        &["POST https://app.example/webhooks", "id=sample-id", "`{request.query.time}` is fresh"],
    );
    plays(
        &file(
            "in = { header = \"x-sig\" }\npairs = { key = \"v1\" }\n\
             message = \"id:{request.query.data.id};{request.header.x-request-id};{signature.ts};\"",
        ),
        &["data.id=sample-id"],
    );
    plays(
        &file("in = { form = \"sig\" }\nmessage = \"{request.query.id}{request.form.event}\""),
        &["id=sample-id", "event=sample", "the signature is right"],
    );
    let (good, told) =
        play(&file("in = { form = \"sig\" }\nmessage = \"{request.json.a}{request.form.event}\""));
    assert!(!good, "{told}");
    let expected = "cannot be signed here, because of `{request.json.a}`: what is sent is no JSON";
    assert!(told.contains(expected), "{told}");
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
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
    assert!(told.contains(r#"{ "cars": ["sample-id","other-cars"], "count": 4711 }"#), "{told}");
    assert!(told.contains("→ DELETE https://api.acme.example/cars/sample-id"), "{told}");
}

/// The same of a header that both read.
#[test]
fn calls_that_cannot_be_told_apart_have_one_header() {
    let tables = "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
        token = \"https://acme.example/token\"\napi = \"https://api.acme.example\"\n[grants.authorization_code]\n\
        [calls.all]\nurl = \"/cars\"\nfields.total = { from = \"header\", path = \"x-total\" }\n\
        [calls.first]\nurl = \"/cars\"\nwhen = \"connected\"\n\
        fields.count = { from = \"header\", path = \"X-Total\", required = true }\n";
    let (good, told) = told_of(tables, &|_| {});
    assert!(good, "{told}");
    assert!(told.contains("`first` has told `count`"), "{told}");
}
