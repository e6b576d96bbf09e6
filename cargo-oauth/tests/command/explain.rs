//! `cargo oauth explain`.

use crate::support::{run, run_in};

#[test]
fn a_flow_in_words() {
    let run = run(&["explain", "podio", "--flow", "app"]);
    insta::assert_snapshot!(run.transcript());
    run.assert_plain();
}

#[test]
fn who_does_what_in_a_step() {
    let device = run(&["explain", "github", "--flow", "device_code"]).out;
    assert!(
        device.contains(". The application shows the user `user_code, verification_uri`"),
        "{device}"
    );
    let from = "| form | `device_code` | `{device_code}` | the answer to the device authorization request |";
    assert!(device.contains(from), "{device}");
    let code = run(&["explain", "podio", "--flow", "authorization_code"]).out;
    for sentence in [
        "1. The application sends the browser away: `open https://podio.com/oauth/authorize`",
        "3. The provider sends the browser back: `redirect_uri?code, state, error_reason`",
        "4. The browser brings that to the application.",
        "7. The client calls the API: `https://api.podio.com`",
    ] {
        assert!(code.contains(sentence), "{sentence}: {code}");
    }
    let made = run(&["explain", "piggy", "--flow", "personal_access_token"]).out;
    assert!(made.contains("1. Between provider and user: a token made by hand."), "{made}");
}

/// The token of a redirect, or one that was made by hand, is no answer of the token endpoint, until it is exchanged.
#[test]
fn where_a_token_comes_from() {
    let folder = tempfile::tempdir().unwrap();
    let head = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\napi = \"https://acme.example/api\"\n\
        authorization = \"https://acme.example/authorize\"\ntoken = \"https://acme.example/token\"\n";
    let long = "[grants.implicit]\n[grants.long]\ngrant_type = \"long\"\nafter = [\"implicit\"]\n\
        request = { parameters = { short = \"{access_token}\" } }\n";
    let asked = "`Bearer {access_token}` | the answer of the token endpoint |";
    for (flow, rest, expected) in [
        ("authorization_code", "[grants.authorization_code]\n", &[asked][..]),
        ("implicit", "[grants.implicit]\n", &["`Bearer {access_token}` | the callback |"]),
        ("implicit", long, &["`short` | `{access_token}` | the callback |", asked]),
        (
            "personal_access_token",
            "[grants.personal_access_token]\n",
            &["`Bearer {access_token}` | the user, who has made it at the provider |"],
        ),
    ] {
        std::fs::write(folder.path().join("acme.toml"), format!("{head}{rest}")).unwrap();
        let told = run_in(folder.path(), &["explain", "acme.toml", "--flow", flow]).out;
        for expected in expected {
            assert!(told.contains(expected), "{expected}: {told}");
        }
        assert_eq!(told.contains("the token endpoint"), expected.contains(&asked), "{told}");
    }
}

/// A provider that only lets people sign in has no flow; what it differs in is told.
#[test]
fn without_a_flow() {
    let folder = tempfile::tempdir().unwrap();
    let file = "schema = 1\n[provider]\nname = \"acme\"\n[consents.login]\n\
        endpoint = \"https://acme.example/login\"\n[callback.signature]\nparameter = \"sig\"\n\
        algorithm = \"hmac-sha256\"\nkey = \"client_secret\"\nmessage = \"raw-query\"\n";
    std::fs::write(folder.path().join("acme.toml"), file).unwrap();
    let told = run_in(folder.path(), &["explain", "acme.toml"]).out;
    assert!(
        told.contains("The consent `login` is given at `https://acme.example/login`"),
        "{told}"
    );
    for option in [["--flow", "login"], ["--format", "mermaid"]] {
        let refused = run_in(folder.path(), &[&["explain", "acme.toml"][..], &option].concat());
        assert!(refused.err.contains("acme has no flow to show"), "{}", refused.err);
    }
}

/// Every step is told by what it is, whatever its text looks like.
#[test]
fn who_comes_back_and_how() {
    let folder = tempfile::tempdir().unwrap();
    let head = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
        token = \"https://acme.example/token\"\n";
    let code = "authorization = \"https://acme.example/authorize\"\n[grants.authorization_code]\n";
    for (rest, sentences) in [
        (
            format!("{code}response_mode = \"form_post\"\n"),
            [
                "3. The provider sends the browser back: `a form with code, state`",
                "4. The browser brings the application `POST redirect_uri, form: code, state`",
            ],
        ),
        (
            format!(
                "{code}authorization_request = {{ omit = [\"state\"] }}\n[callback]\ncode = \"auth\"\n\
                 state = {{ use = \"redirect_uri\" }}\nfields.realm = {{ path = \"realmId\" }}\n"
            ),
            [
                "built; `state`, random for each authorization, is added to its query |",
                "3. The provider sends the browser back: `redirect_uri?state, auth, realmId`",
            ],
        ),
        (
            format!("{code}[callback]\nformat = \"json\"\n"),
            [
                "2. At the provider: the user agrees.",
                "3. The provider calls the application: `POST redirect_uri`",
            ],
        ),
        (
            "backchannel_authentication = \"https://acme.example/bc\"\n[grants.ciba]\n".to_owned(),
            [
                "2. The provider answers: `auth_req_id`",
                "3. Between provider and user: ask the user, who agrees.",
            ],
        ),
    ] {
        std::fs::write(folder.path().join("acme.toml"), format!("{head}{rest}")).unwrap();
        let told = run_in(folder.path(), &["explain", "acme.toml"]).out;
        for sentence in sentences {
            assert!(told.contains(sentence), "{sentence}: {told}");
        }
    }
}

#[test]
fn all_flows_unless_one_is_named() {
    let run = run(&["explain", "podio"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for flow in ["authorization_code", "implicit", "password", "app", "refresh_token"] {
        assert!(run.out.contains(&format!("\n## {flow}\n")), "{flow}: {}", run.out);
    }
}

/// A client that shows a token of another grant, and two grants that follow a first one.
const CHAIN: &str = r#"schema = 1
[provider]
name = "chain"
[endpoints]
token = "https://acme.example/token"
introspection = "https://acme.example/introspect"
[client]
authentication = "app"
[client.methods.app]
headers = { authorization = "Bearer {grants.app}" }
[grants.password]
[grants.refresh_token]
[grants.app]
grant_type = "app"
request = { authentication = "none" }
[grants.two]
grant_type = "two"
after = ["one"]
renew = "refresh_token"
request = { parameters = { token = "{access_token}" }, answer = { expiry = "introspection" } }
[grants.one]
grant_type = "one"
after = ["password"]
request = { parameters = { token = "{access_token}" } }
"#;

#[test]
fn every_request_of_a_chain_is_there_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("chain.toml"), CHAIN).unwrap();
    let requests = |flow: &str| {
        let arguments = ["explain", "chain.toml", "--format", "mermaid", "--flow", flow];
        let told = run_in(folder.path(), &arguments).out;
        let asked = told.lines().filter_map(|line| line.split_once("Application->>Provider: "));
        let asked = asked.map(|(_, asked)| {
            let (_, kind) = asked.split_once("grant_type=").unwrap_or(("", "introspection"));
            kind.split([',', '<']).next().unwrap_or_default().to_owned()
        });
        asked.collect::<Vec<_>>()
    };
    assert_eq!(requests("password"), ["app", "password", "one", "two", "introspection"]);
    assert_eq!(requests("app"), ["app"]);
    assert_eq!(requests("refresh_token"), ["app", "refresh_token"]);
    // The same as the client sends.
    let played = run_in(folder.path(), &["demo", "chain.toml"]);
    assert_eq!(played.code, 0, "{}", played.out);
}

/// What is left out, where `state` travels, and what every request with a token carries.
const ODD: &str = r#"schema = 1
[provider]
name = "odd"
[endpoints]
authorization = "https://odd.example/authorize"
token         = "https://odd.example/token"
api           = "https://api.odd.example/{calls.me.region}"
[grants.authorization_code]
authorization_request = { omit = ["response_type", "scope", "code_challenge_method", "state"] }
[callback]
state = { use = "redirect_uri" }
[errors]
when = { error = { not = "" } }
[api]
headers = { user-agent = "Acme", x-region = "{calls.me.region}" }
[calls.me]
when = "connected"
url  = "https://odd.example/me"
fields.region = { type = "label" }
[calls.region]
when = "connected"
url  = "/region"
fields.name = {}
"#;

#[test]
fn deviations_are_said_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("odd.toml"), ODD).unwrap();
    for command in ["explain", "expand"] {
        let told = run_in(folder.path(), &[command, "odd.toml"]).out;
        for expected in [
            "- The authorization request has no `response_type`, `scope` and `code_challenge_method`.\n",
            "it travels as `state` in the query of the redirect URI.\n",
            "- An answer is a refusal, whatever its status, where `error` is not empty.\n",
            // The first call cannot carry what it reads.
            "GET https://odd.example/me<br/>headers: authorization: Bearer {access_token}, user-agent: Acme\n",
            "/region<br/>headers: authorization: Bearer {access_token}, user-agent: Acme, x-region: {calls.me.region}\n",
        ] {
            assert!(told.contains(expected), "`{expected}` is not in\n{told}");
        }
        assert!(!told.contains("goes without `state`"), "{told}");
    }
    let without = ODD.replace("state = { use = \"redirect_uri\" }", "");
    std::fs::write(folder.path().join("odd.toml"), without).unwrap();
    let told = run_in(folder.path(), &["explain", "odd.toml"]).out;
    assert!(told.contains("**The authorization request goes without `state`**"), "{told}");
}

#[test]
fn deviations_are_whole_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let text = "schema = 1\n[provider]\nname = \"odd\"\n[endpoints]\n\
        token = \"https://odd.example/token\"\n[variables.region]\ntype = \"enum\"\n\
        values = [\"eu\", \"us\"]\ndefault = \"eu\"\n[client]\nauthentication = \"own\"\n\
        [client.methods.own.headers]\na = \"{client_id}\"\nb = \"{client_secret}\"\nc = \"{region}\"\n\
        [grants.client_credentials]\n[token]\nroot = \"data\"\nformat = \"jsonp\"\n\
        [calls.me]\nurl = \"https://odd.example/me\"\n\
        parameters = { token = \"{access_token}\" }\n\
        [calls.you]\nurl = \"https://odd.example/you\"\nparameters = { you = \"1\" }\n";
    std::fs::write(folder.path().join("odd.toml"), text).unwrap();
    let told = run_in(folder.path(), &["explain", "odd.toml"]).out;
    for expected in [
        "- To authenticate by `own` is to send the header `a: {client_id}`, the header \
         `b: {client_secret}` and the header `c: {region}`.\n",
        "- Token answers come as JSONP.\n- Token answers come in `data`.\n",
        "- The call `me` has `token={access_token}` in the query, **where servers and proxies log its \
         secrets**.\n",
        "- The call `you` has `you=1` in the query.\n",
        "`{region}` | the application: eu, us; `eu` otherwise |",
    ] {
        assert!(told.contains(expected), "`{expected}` is not in\n{told}");
    }
}

#[test]
fn a_diagram() {
    let run = run(&["explain", "podio", "--format", "mermaid", "--flow", "password"]);
    assert!(
        run.out.starts_with("sequenceDiagram\n    Application->>Provider: POST "),
        "{}",
        run.out
    );
}

#[test]
fn a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_in(folder.path(), &["explain", "podio", "--svg", "podio.svg"]);
    assert_eq!((run.code, run.err.as_str()), (0, "wrote podio.svg\n"));
    let picture = std::fs::read_to_string(folder.path().join("podio.svg")).unwrap();
    let same = run_in(folder.path(), &["explain", "podio", "--format", "svg"]);
    assert_eq!(same.out, picture);
    assert!(picture.starts_with("<svg "), "{picture}");
    assert!(picture.contains("https://podio.com/oauth/authorize"), "{picture}");
}

#[test]
fn a_flow_that_is_not_there() {
    let run = run(&["explain", "podio", "--flow", "pasword"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("did you mean `password`?"), "{}", run.err);
}

#[test]
fn answers_have_the_id_token_that_is_declared() {
    let folder = tempfile::tempdir().unwrap();
    let of = |more: &str| {
        let text = format!(
            "schema = 1\n[provider]\nname = \"odd\"\n[endpoints]\nissuer = \"https://odd.example\"\n\
             authorization = \"https://odd.example/authorize\"\ntoken = \"https://odd.example/token\"\n\
             jwks = \"https://odd.example/keys\"\n[scopes.list]\nopenid = \"sign in\"\n\
             [grants.authorization_code]\n[grants.client_credentials]\n{more}"
        );
        std::fs::write(folder.path().join("odd.toml"), text).unwrap();
        let told = run_in(folder.path(), &["explain", "odd.toml", "--flow", "authorization_code"]);
        let own = run_in(folder.path(), &["explain", "odd.toml", "--flow", "client_credentials"]);
        assert!(!own.out.contains("expires_in, id_token"), "{}", own.out);
        assert!(own.out.contains("access_token, expires_in"), "{}", own.out);
        told.out
    };
    let told = of("[id_token]\n");
    assert!(told.contains("access_token, expires_in, id_token\n"), "{told}");
    // One that need not come is not promised.
    let told = of("[id_token]\nexpected = false\n");
    assert!(!told.contains("expires_in, id_token"), "{told}");
}
