//! Habits of other languages, and addresses that may be missing.

use super::{CLEAN, linted, names, with};

#[test]
fn habits_of_other_languages() {
    let parameter = |value: &str| {
        with(&format!(
            "authorization_request = {{ parameters = {{ a = \"{value}\" }} }}\n[variables.v]\n\
             [token_request]\nheaders = {{ x-v = \"{{v}}\" }}\n"
        ))
    };
    assert_eq!(parameter("${v}"), ["stray-dollar"]);
    assert_eq!(parameter("${{v}}"), [""; 0], "braces that are sent");
    assert_eq!(parameter("$ {v}"), [""; 0]);
    let scopes = |rest: &str| with(&format!("[scopes]\n{rest}\n"));
    assert_eq!(scopes("separator = \"comma\""), ["worded-separator"]);
    assert_eq!(scopes("answer_separator = \"%20and\""), ["worded-separator"]);
    assert_eq!(scopes("separator = \"|\""), [""; 0]);
    let token = |rest: &str| with(&format!("[token]\nroot = \"data\"\n{rest}\n"));
    assert_eq!(token("access_token = \"data.token\""), ["repeated-root"]);
    assert_eq!(token("expiry = { in = \"data.expires\" }"), ["repeated-root"]);
    assert_eq!(token("fields.id.path = \"data.id\""), ["repeated-root"]);
    assert_eq!(token("fields.id.path = \"/data.id\"\nrefresh_token = \"database.x\""), [""; 0]);
    let members = "fields.a = { type = \"object\", fields.b = { path = \"data.b\" } }";
    assert_eq!(token(members), [""; 0], "members of an object go from that");
    let listed = "fields.id.path = [\"data.id\", \"/data.b\"]";
    assert_eq!(token(listed), ["repeated-root"], "one of several paths");
    let parameters = "[token_request]\nparameters = { root = \"data\", path = \"data.x\" }\n";
    assert_eq!(with(parameters), [""; 0], "parameters that are called the same");
}

#[test]
fn only_the_dollar_of_a_hole_is_taken_away() {
    let file = format!(
        "{CLEAN}authorization_request = {{ parameters = {{ a = \"${{v}}${{{{v}}}}\" }} }}\n[variables.v]\n"
    );
    let said = linted(&file).warnings;
    assert_eq!(said.diagnostics()[0].help.as_deref(), Some("write `\"{v}${{v}}\"`"));
}

#[test]
fn a_token_that_is_only_encoded_is_one() {
    let computed = |algorithm: &str| {
        with(&format!(
            "[api]\nauthorization = \"Basic {{computed.own}}\"\nquery = {{ token = \"{{access_token}}\" }}\n\
             [computed.own]\n{algorithm}message = \"x:{{access_token}}\"\nencoding = \"base64\"\n"
        ))
    };
    assert_eq!(computed(""), ["token-twice", "token-in-query"]);
    assert_eq!(computed("algorithm = \"sha256\"\n"), ["token-in-query"], "a hash shows nothing");
}

#[test]
fn addresses_that_may_be_missing() {
    let file = |api: &str, more: &str| {
        let endpoint = format!("[endpoints]\napi = \"{api}\"\n");
        names(&format!("{}{more}", CLEAN.replace("[endpoints]\n", &endpoint)))
    };
    let field = "[callback.fields.shop]\ntype = \"label\"\n";
    let host = "https://{callback.shop}.acme.example";
    assert_eq!(file(host, field), ["optional-in-url"]);
    assert_eq!(file(host, &format!("{field}required = true\n")), [""; 0]);
    assert_eq!(file("https://acme.example/{callback.shop}", field), ["optional-in-url"]);
    let token = |rest: &str| {
        let field = format!("[token.fields.shop]\ntype = \"label\"\n{rest}\n");
        file("https://{token.shop}.acme.example", &field)
    };
    assert_eq!(token("required = true"), [""; 0]);
    assert_eq!(token("required = true\nwhen = { kind = \"shop\" }"), ["optional-in-url"]);
    let call = "[calls.me]\nwhen = \"connected\"\nurl = \"https://acme.example/me\"\nfields.host = { type = \"url\", under = [\"acme.example\"] }\n";
    assert_eq!(file("{calls.me.host}/v1", call), ["optional-in-url"]);
    // In the path of another address it is that request only.
    let one = format!("{field}[calls.one]\nurl = \"https://acme.example/{{callback.shop}}\"\n");
    assert_eq!(with(&one), [""; 0]);
}

#[test]
fn functions_are_sent_as_they_are_written() {
    let parameter =
        |value: &str| format!("{CLEAN}request = {{ parameters = {{ my-sign = \"{value}\" }} }}\n");
    let found = |value: &str| names(&parameter(value));
    assert_eq!(found("sha256({client_secret}|x)"), ["function-syntax"]);
    assert_eq!(found("a {code}base64url( {client_id} )b"), ["function-syntax"]);
    for fine in [
        "(x {client_id})",
        "sha256 ({client_id})",
        "f(x){client_id}",
        "f({{x}})",
        "f({client_id}",
        "1({client_id})",
    ] {
        assert_eq!(found(fine), [""; 0], "{fine}");
    }
    let help = |value: &str| {
        let said = linted(&parameter(value)).warnings;
        said.diagnostics()[0].help.clone().unwrap()
    };
    assert_eq!(
        help("v1 BASE64(hmac_sha256({client_id}(x))) {code}"),
        "declare it, and write `\"v1 {computed.my_sign} {code}\"`:\n\n[computed.my_sign]\n\
         algorithm = \"hmac-sha256\"\nkey = \"client_secret\"\nmessage = \"{client_id}(x)\"\nencoding = \"base64\""
    );
    assert_eq!(
        help("base64({client_id}:{client_secret})"),
        "declare it, and write `\"{computed.my_sign}\"`:\n\n[computed.my_sign]\n\
         message = \"{client_id}:{client_secret}\"\nencoding = \"base64\""
    );
    let own = "[computed.x]\nmessage = \"md5({client_secret})\"\n[api]\nheaders = { x = \"{computed.x}\" }\n";
    assert_eq!(with(own), ["function-syntax"]);
}

#[test]
fn queries_that_are_signed_and_always_empty() {
    let computed = "[computed.sign]\nmessage = \"{client_id}{request.query}\"\n";
    let request = |rest: &str| with(&format!("request = {{ {rest} }}\n{computed}"));
    assert_eq!(request("parameters = { sign = \"{computed.sign}\" }"), ["empty-query"]);
    assert_eq!(request("query = { sign = \"{computed.sign}\" }"), ["empty-query"]);
    assert_eq!(request("headers = { sign = \"{computed.sign}\" }"), ["empty-query"]);
    assert_eq!(request("query = { sign = \"{computed.sign}\", a = \"b\" }"), [""; 0]);
    assert_eq!(
        request("parameters_in = \"query\", parameters = { sign = \"{computed.sign}\" }"),
        [""; 0]
    );
    let endpoint = "endpoint = \"https://acme.example/token?a=b\", ";
    assert_eq!(request(&format!("{endpoint}headers = {{ s = \"{{computed.sign}}\" }}")), [""; 0]);
    let all = computed.replace("query", "parameters");
    let sent = "request = { parameters = { sign = \"{computed.sign}\" } }\n";
    assert_eq!(with(&format!("{sent}{all}")), [""; 0]);
    let api = "[api]\nquery = { sign = \"{computed.sign}\" }\n";
    assert_eq!(with(&format!("{api}{computed}")), [""; 0], "the application's calls have queries");
    assert_eq!(with(&format!("{sent}{api}{computed}")), ["empty-query"], "one of two has none");
    let whole = computed.replace("{request.query}", "{request.query}{request.body}");
    let header = "request = { headers = { sign = \"{computed.sign}\" } }\n";
    assert_eq!(with(&format!("{header}{api}{whole}")), [""; 0], "one text for all requests");
    let away = "authorization_request = { parameters = { sign = \"{computed.sign}\" } }\n";
    assert_eq!(with(&format!("{away}{computed}")), [""; 0]);
    // The other way round: a value in another, and a client that authenticates with it.
    let method = "[client]\nauthentication = \"signed\"\n[client.methods.signed]\n\
        headers = { x-id = \"{client_id}\", x-sign = \"{computed.outer}\" }\n\
        [computed.outer]\nalgorithm = \"sha256\"\nmessage = \"{computed.sign}\"\n";
    assert_eq!(with(&format!("{method}{computed}")), ["empty-query"]);
}
