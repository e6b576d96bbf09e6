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
