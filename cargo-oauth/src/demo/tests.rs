//! The demo notices when something is not as declared: an emulator that misbehaves must fail it.

use oauth_emulator::{Emulator, Fault, Step};
use oauth_spec::SourceFile;

use super::perform;

mod alike;
mod combined;
mod judged;
mod masked;
mod public_keys;
mod refusals;
mod registered;
mod shown;
mod signed_over;
mod users;
mod ways_back;

/// A little of everything: the browser, a grant without it, renewal, an API, revocation.
const ACME: &str = r#"schema = 1

[provider]
name = "acme"

[endpoints]
authorization = "https://acme.example/authorize"
token         = "https://acme.example/token"
revocation    = "https://acme.example/revoke"
api           = "https://api.acme.example"

[grants.authorization_code]
[grants.client_credentials]
[grants.refresh_token]
"#;

/// Whether everything of that file was as declared, and what was told, without colours.
fn told(text: &str, disturb: &dyn Fn(&Emulator)) -> (bool, String) {
    let provider = oauth_spec::compile(&SourceFile::new("acme.toml", text))
        .unwrap_or_else(|report| panic!("{report}"));
    let mut told = String::new();
    let good = perform(&[provider], disturb, &mut |line| {
        told.push_str(&anstream::adapter::strip_str(line).to_string());
        told.push('\n');
    });
    (good, told)
}

/// The same of a provider with these tables.
fn told_of(tables: &str, disturb: &dyn Fn(&Emulator)) -> (bool, String) {
    told(&format!("schema = 1\n[provider]\nname = \"acme\"\n{tables}"), disturb)
}

/// The same of [`ACME`].
fn play(disturb: &dyn Fn(&Emulator)) -> (bool, String) {
    told(ACME, disturb)
}

/// What is told of a file that is played as it declares.
#[track_caller]
fn played(text: &str) -> String {
    let (good, told) = told(text, &|_| {});
    assert!(good, "{told}");
    told
}

/// The play fails, and says that.
fn fails_with(disturb: &dyn Fn(&Emulator), expected: &str) {
    let (good, told) = play(disturb);
    assert!(!good, "{told}");
    assert!(told.contains("    ✗ "), "{told}");
    assert!(told.contains(expected), "`{expected}` is not told:\n{told}");
}

#[test]
fn an_emulator_that_behaves_is_believed() {
    let (good, told) = play(&|_| {});
    assert!(good, "{told}");
    assert!(!told.contains('✗'), "{told}");
}

#[test]
fn a_token_endpoint_that_refuses() {
    let fault = Fault::oauth_error("invalid_request");
    fails_with(&|it| it.fail_always(Step::Token, fault.clone()), "the token request failed: ");
}

#[test]
fn a_token_endpoint_that_answers_nonsense() {
    fails_with(&|it| it.fail_always(Step::Token, Fault::BrokenJson), "the token request failed: ");
    fails_with(&|it| it.fail_always(Step::Token, Fault::CloseConnection), "← ?    no answer");
}

/// What protects the request and its answer on their way through the browser.
const BROWSER: &str = r#"schema = 1

[provider]
name = "browser"

[endpoints]
issuer                       = "https://acme.example"
authorization                = "https://acme.example/authorize"
token                        = "https://acme.example/token"
pushed_authorization_request = "https://acme.example/par"
jwks                         = "https://acme.example/keys"

[variables.private_key]

[grants.authorization_code]
request_object = { algorithm = "ES256", key = "private_key" }
response_mode  = "form_post.jwt"
resource       = true

[authorization_details.payment]
fields.amount = { required = true }
"#;

#[test]
fn requests_are_pushed_before_the_browser_goes() {
    let told = played(BROWSER);
    for expected in [
        "POST https://acme.example/par",
        "‹request_uri›",
        "https://files.sample.example",
        "(as a form; ",
        "‹signed answer›",
        "the answer is signed by the provider",
        "forged, with another signature",
        "‹signed request›",
        "GET  https://acme.example/authorize",
    ] {
        assert!(told.contains(expected), "`{expected}` is not told:\n{told}");
    }
}

/// Signed answers in the query, keys that only metadata or the file names, a client that registers itself.
const SIGNED: [&str; 2] = [
    r#"schema = 1

[provider]
name = "discovered"

[endpoints]
issuer = "https://acme.example"

[discovery]

[grants.authorization_code]
response_mode = "jwt"
"#,
    r#"schema = 1

[provider]
name = "stated"

[endpoints]
issuer        = "https://acme.example"
authorization = "https://acme.example/authorize"
token         = "https://acme.example/token"
jwks          = "https://acme.example/keys"
registration  = "https://acme.example/register"
userinfo      = "https://acme.example/me"

[grants.authorization_code]
response_mode = "query.jwt"

[userinfo.fields.country]
path = "address.country"

[userinfo.fields.pin]
secret = true
"#,
];

#[test]
fn signed_answers_in_the_query() {
    for text in SIGNED {
        let told = played(text);
        assert!(told.contains("a user has signed in with it"), "{told}");
        assert!(told.contains("forged, with another signature"), "{told}");
        // What is told of the user may be secret, and what the registration is managed with is.
        assert!(!told.contains("secret-pin"), "{told}");
        assert!(told.contains("\"pin\": \"") || !text.contains("fields.pin"), "{told}");
        assert!(told.contains("\"registration_access_token\": \"rat_"), "{told}");
        let mut words = told.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        assert_eq!(words.find(|word| word.starts_with("rat_") && word.len() > 7), None, "{told}");
    }
}

#[test]
fn an_implicit_token_comes_as_it_is_declared() {
    for (line, expected) in [
        ("", "the token comes back in the fragment"),
        ("response_mode = \"fragment\"", "the token comes back in the fragment"),
        ("response_mode = \"form_post\"", "the token comes back in a form"),
    ] {
        let text = format!(
            "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
             authorization = \"https://acme.example/authorize\"\n[grants.implicit]\n{line}\n"
        );
        let told = played(&text);
        assert!(told.contains(expected), "{line}: {told}");
        assert_eq!(told.contains("the token comes back in a form"), line.contains("form_post"));
    }
}

#[test]
fn an_introspection_names_the_key_of_a_bound_token() {
    let text = ACME.replace(
        "[grants.authorization_code]",
        "introspection = \"https://acme.example/introspect\"\n[client]\ndpop = \"ES256\"\n[grants.authorization_code]",
    );
    let told = played(&text);
    assert!(told.contains("\"token_type\": \"DPoP\""), "{told}");
    assert!(told.contains("\"cnf\": {\"jkt\":\""), "{told}");
}

#[test]
fn what_fails_after_the_token_is_not_the_token_request() {
    let call = "\n[calls.me]\nwhen = \"connected\"\nurl = \"https://acme.example/id\"\n";
    let text = format!("{ACME}{call}fields.id = {{}}\n");
    let disturb = |it: &Emulator| it.fail_always(Step::Call, Fault::ServerErrorHtml);
    let (good, told) = told(&text, &disturb);
    assert!(!good, "{told}");
    let expected = "✗ what belongs to the token failed: acme has given a token, and";
    assert!(told.contains(expected), "{told}");
    assert!(!told.contains("the token request failed"), "{told}");
}

#[test]
fn an_api_that_is_down_or_takes_no_token() {
    fails_with(
        &|it| it.fail_always(Step::Api, Fault::ServerErrorHtml),
        "✗ the API does not take the new token at once: GET /me 500",
    );
    fails_with(&|it| it.fail_always(Step::Api, Fault::Unauthorized), "the call failed: ");
}

#[test]
fn an_api_that_takes_the_token_for_another() {
    let fault = Fault::Answer {
        status: 200,
        content_type: "application/json".to_owned(),
        body: r#"{"token":{"grant":"other","user":"mallory"}}"#.to_owned(),
    };
    fails_with(&|it| it.fail_always(Step::Api, fault.clone()), "takes it for a token of");
}

#[test]
fn a_consent_page_that_does_not_come() {
    let disturb = |it: &Emulator| it.fail_always(Step::Authorize, Fault::ServerErrorHtml);
    fails_with(&disturb, "the browser did not come back: ");
}

#[test]
fn a_token_that_cannot_be_renewed_as_declared() {
    let fault = Fault::Answer {
        status: 200,
        content_type: "application/json".to_owned(),
        body: r#"{"access_token":"of-somebody-else","token_type":"bearer"}"#.to_owned(),
    };
    fails_with(&|it| it.fail_always(Step::Token, fault.clone()), "there is no refresh token");
}

#[test]
fn a_revocation_that_does_not_happen() {
    let fault = Fault::Answer { status: 204, content_type: String::new(), body: String::new() };
    let disturb = |it: &Emulator| it.fail_always(Step::Revocation, fault.clone());
    fails_with(&disturb, "the API still takes it");
}

#[test]
fn one_flow_that_fails_stops_no_other() {
    let once = |it: &Emulator| it.fail_next(Step::Token, Fault::ServerErrorHtml);
    let (good, told) = play(&once);
    assert!(!good);
    assert_eq!(
        told.matches("    ✗ ").count(),
        2,
        "once where it happened, once at the end: {told}"
    );
    assert!(told.contains("\n    ✗ acme, authorization_code: the token request failed"), "{told}");
    assert!(told.contains("steps passed, 1 failed"), "{told}");
    assert!(told.contains("  client_credentials  "), "{told}");
}

#[test]
fn a_provider_that_never_answers_is_given_up() {
    fails_with(&|it| it.fail_next(Step::Token, Fault::Nothing), "it did not end within 5 seconds");
}

#[test]
fn a_stage_that_cannot_be_set_is_told() {
    // No request may go to another folder than the declared one. That this one would shows when its parts are together.
    let text = ACME.replace("/authorize", "/{part}/authorize")
        + "\n[variables.dot]\ntype = \"enum\"\nvalues = { one = \".\" }\ndefault = \"one\"\n\
           [variables.part]\ndefault = \"{dot}.\"\n";
    let (good, told) = told(&text, &|_| {});
    assert!(!good, "{told}");
    assert!(told.contains("the stage cannot be set"), "{told}");
}
