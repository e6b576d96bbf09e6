//! What `cargo oauth demo` tells of requests and answers: the right names, and nothing made up wrongly.

use std::fs;

use crate::support::run_in;

/// Plays a file whose beginning is always the same.
fn told(code: i32, rest: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("schema = 1\n[provider]\nname = \"own\"\n{rest}");
    fs::write(folder.path().join("own.toml"), text).expect("a file");
    let run = run_in(folder.path(), &["demo", "own.toml"]);
    assert_eq!((run.code, run.err.as_str()), (code, ""), "{}", run.out);
    run.out
}

/// The text with every run of blanks as one: lines are broken where they are too long.
fn flat(told: &str) -> String {
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(told: &str, expected: &[&str]) {
    let flat = flat(told);
    for each in expected {
        assert!(flat.contains(each), "`{each}` is not told:\n{told}");
    }
}

const ENDPOINTS: &str = r#"
[endpoints]
authorization = "https://own.example/authorize"
token         = "https://own.example/token"
api           = "https://api.own.example"
"#;

#[test]
fn computed_values_have_the_names_of_their_own_requests() {
    let told = told(
        0,
        &format!(
            r#"
[variables.key]
[computed.exchange_sign]
algorithm = "hmac-sha256"
key       = "key"
message   = "{{request.path}}{{time.unix}}"
[computed.refresh_sign]
algorithm = "hmac-sha256"
key       = "key"
message   = "{{time.unix}}{{request.path}}"
[computed.call_sign]
algorithm = "hmac-sha256"
key       = "key"
message   = "{{access_token}}"
{ENDPOINTS}
[grants.authorization_code]
authorization_request.parameters = {{ sign = "{{computed.exchange_sign}}" }}
request.parameters = {{ sign = "{{computed.exchange_sign}}" }}
[grants.refresh_token]
request.parameters = {{ sign = "{{computed.refresh_sign}}" }}
[api]
headers = {{ x-key = "v1 {{computed.call_sign}}!" }}
query   = {{ sign = "{{computed.call_sign}}" }}
"#
        ),
    );
    let mut signs = told.split_whitespace().filter(|word| word.starts_with("sign="));
    let signs: Vec<_> = signs.by_ref().take(4).collect();
    let expected = ["‹exchange_sign›", "‹exchange_sign›", "‹call_sign›", "‹refresh_sign›"];
    assert_eq!(signs, expected.map(|name| format!("sign={name}")), "{told}");
    says(&told, &["x-key: v1 ‹call_sign›! "]);
}

#[test]
fn values_for_patterns_survive_a_header() {
    let told = told(
        0,
        &format!(
            r#"
[variables.agent]
pattern = "[ -~]+ \\([ -~]+\\)"
{ENDPOINTS}
[grants.client_credentials]
[token_request]
headers = {{ user-agent = "{{agent}}", "X_Trace.Id" = "{{random.uuid}}" }}
"#
        ),
    );
    says(&told, &["user-agent: 0 (0) ", "x_trace.id: ‹random› "]);
}

#[test]
fn what_others_lead_into_is_made_of_them() {
    let told = told(
        0,
        &format!(
            r#"{}
[grants.authorization_code]
[calls.accounts]
when = "connected"
url  = "https://own.example/accounts"
fields.all = {{ path = "accounts", type = "any" }}
fields.id  = {{ path = "accounts.0.id", type = "integer" }}
fields.api = {{ path = "accounts.0.href", type = "url", under = ["own.example"], when = {{ "accounts.0.product" = "bc3" }}, required = true }}
"#,
            ENDPOINTS.replace("https://api.own.example", "{calls.accounts.api}")
        ),
    );
    says(
        &told,
        &[
            r#""accounts": [{"href":"https://sample.own.example","id":4711,"product":"bc3"}]"#,
            "`accounts` has told `all`, `id`, `api`",
        ],
    );
}

#[test]
fn refusals_have_their_codes_and_times_their_plurals() {
    let told = told(
        0,
        &format!(
            r#"{ENDPOINTS}
device_authorization = "https://own.example/device"
[grants.authorization_code]
[grants.refresh_token]
[grants.device_code]
[callback.fields]
page_id      = {{}}
error_reason = {{}}
[token]
lifetime = "25h"
refresh_token_expiry = {{ in = "refresh_expires_in" }}
[errors]
when  = {{ errcode = {{ not = 0 }} }}
code  = "errcode"
codes = {{ "20411" = "authorization_pending", "20404" = "access_denied" }}
[api]
expired = {{ status = 200, error = ["42001"] }}
"#
        ),
    );
    says(
        &told,
        &[
            "the token lives 1 day 1 h",
            "refused early, renewed once: GET /me 200 42001, POST /token 200, GET /me 200",
            "the user has not decided yet: POST /token 200 20411",
            "the device gives up: POST /token 200 20404",
            "shown: https://own.example/device/verify, the code",
            "code=code__M… page_id=sample-page_id state=‹random›",
            r#""refresh_expires_in": 2592000"#,
        ],
    );
    assert!(!told.contains("mirror"), "{told}");
    assert!(!told.contains("error_reason=sample-error_reason  state"), "{told}");
}

#[test]
fn the_body_of_a_webhook_is_shown() {
    let told = told(
        0,
        &format!(
            r#"{ENDPOINTS}
[grants.authorization_code]
[webhooks.events]
in        = {{ header = "x-signature" }}
prefix    = "mac="
algorithm = "hmac-sha256"
message   = "{{request.json.app_id}}{{request.body}}"
replay_id = "request.json.message.id"
"#
        ),
    );
    says(
        &told,
        &["x-signature: mac=", r#"{ "app_id": "sample-app_id", "event": "sample", "message": {"#],
    );
}

#[test]
fn a_webhook_that_signs_the_client_is_for_no_other() {
    let told = told(
        0,
        &format!(
            r#"{ENDPOINTS}
[grants.authorization_code]
[webhooks.push]
in        = {{ header = "x-signature" }}
algorithm = "hmac-sha256"
message   = "{{client_id}}{{request.body}}"
"#
        ),
    );
    says(&told, &["the signature is right", "for another client: “the signature in"]);
}

#[test]
fn members_called_by_an_address_are_read_and_kept_secret() {
    let told = told(
        0,
        &format!(
            r#"{ENDPOINTS}
userinfo = "https://own.example/me"
[grants.authorization_code]
[token.fields.key]
path   = "https://own.example/key"
secret = true
[userinfo.fields.roles]
path = "https://own.example/roles"
list = true
[userinfo.fields.pin]
path   = "https://own.example/pin"
secret = true
"#
        ),
    );
    says(&told, &[r#""https://own.example/roles": ["#]);
    for name in ["key", "pin"] {
        assert!(told.contains(&format!("https://own.example/{name}")), "{told}");
        assert!(!told.contains(&format!("sample-{name}")), "{told}");
    }
}

/// Grants whose requests nobody can tell apart; the code is exchanged with a token of one of them.
fn alike(needed: &str, company: &str) -> String {
    told(
        0,
        &format!(
            r#"{ENDPOINTS}
[client]
authentication = "corp"
[client.methods.corp]
parameters = {{ corpid = "{{client_id}}", corpsecret = "{{client_secret}}" }}
[grants.client_credentials]
request = {{ method = "GET", omit = ["grant_type", "scope"] }}
[grants.authorization_code]
request = {{ method = "GET", endpoint = "https://own.example/user", authentication = false, parameters = {{ access_token = "{{grants.{needed}}}" }}, answer = {{ access_token = "userid", expiry = "never" }} }}
[grants.company]
grant_type = false
{company}
"#
        ),
    )
}

#[test]
fn requests_that_look_the_same_are_taken_for_either() {
    let told = alike(
        "client_credentials",
        "after = [\"authorization_code\"]\nrequest = { method = \"GET\" }",
    );
    says(&told, &["with `client_credentials`, `company`", "the API knows the client itself"]);
    let told = alike("company", "request = { method = \"GET\", omit = [\"scope\"] }");
    says(&told, &["with `company`", "the API knows alice@example.com"]);
}

#[test]
fn what_is_read_and_not_told_is_said_in_words() {
    let told = told(
        1,
        &format!(
            r#"{ENDPOINTS}
[grants.authorization_code]
[calls.me]
when = "connected"
url  = "https://own.example/me"
fields.id = {{ path = "a", type = "integer" }}
fields.no = {{ path = "a.b", required = true }}
"#
        ),
    );
    says(&told, &["✗ the call `me` has read nothing as `id`, not `{\"b\":\"sample-no\"}`"]);
}

#[test]
fn what_authenticates_the_client_is_not_told_of_calls_with_a_token() {
    let told = told(
        0,
        &format!(
            r#"
[client]
authentication = "raw"
[client.methods.raw]
headers = {{ authorization = "{{computed.basic}}" }}
[computed.basic]
message  = "Basic {{client_id}}:{{client_secret}}"
encoding = "base64"
{ENDPOINTS}
userinfo   = "https://own.example/userinfo"
revocation = "https://own.example/revoke"
[grants.client_credentials]
[calls.one]
url    = "/one"
fields = {{ id = {{}} }}
[calls.two]
url            = "/two"
authentication = "client"
fields         = {{ id = {{}} }}
[revocation]
authentication = "access_token"
"#
        ),
    );
    says(
        &told,
        &[
            "POST https://own.example/token (as a form) authorization: ‹basic›",
            "GET https://api.own.example/me authorization: Bearer at_",
            "GET https://api.own.example/one authorization: Bearer at_",
            "GET https://api.own.example/two authorization: ‹basic›",
            "POST https://own.example/revoke (as a form) authorization: Bearer at_",
        ],
    );
}

#[test]
fn json_is_told_as_it_is_sent() {
    let told = told(
        0,
        &format!(
            r#"{ENDPOINTS}
[client]
authentication = "none"
[token_request]
parameters_in = "json"
[grants.password]
request = {{ parameters = {{ zz = "1", aa = {{ y = "1", b = ["2", {{ x = "3", a = "4" }}] }} }} }}
"#
        ),
    );
    says(
        &told,
        &[
            r#"{ "grant_type": "password", "username": "alice@example.com", "password": "‹password›","#,
            r#""zz": "1", "aa": {"y":"1","b":["2",{"x":"3","a":"4"}]}, "client_id": "demo-client" }"#,
        ],
    );
}

#[test]
fn a_body_is_told_where_there_is_one() {
    let told = told(
        0,
        &format!(
            r#"{ENDPOINTS}
revocation = "https://own.example/revoke"
[client]
authentication = "raw"
[client.methods.raw]
headers = {{ x-client = "{{client_id}}", x-secret = "{{client_secret}}" }}
[token_request]
parameters_in = "json"
[grants.client_credentials]
request = {{ omit = ["grant_type"] }}
[grants.company]
grant_type = false
request    = {{ omit = ["scope"], query = {{ kind = "own" }} }}
[revocation]
parameters_in = "json"
omit          = ["token"]
authentication = "access_token"
"#
        ),
    );
    says(
        &told,
        &[
            // Scopes could be asked for, and are not.
            "POST https://own.example/token (as JSON) x-client: demo-client x-secret: ‹secret› {}",
            "POST https://own.example/token (in the query) x-client: demo-client x-secret: ‹secret› kind=own",
            "accepted: exactly what is declared, in the query",
            "POST https://own.example/revoke authorization: Bearer at_",
        ],
    );
}
