//! What is doubtful about files that are right: each lint with a file that it finds, and one it does not.
#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "lints/slips.rs"]
mod slips;
#[path = "lints/state.rs"]
mod state;

use oauth_spec::{LINTS, Level, Linted, SourceFile, compile, compile_with, lint, lint_together};

/// A file that no lint finds anything in; tables follow.
const CLEAN: &str = "schema = 1\n\n[provider]\nname = \"acme\"\ndocs = \"https://acme.example/docs\"\n\n\
    [endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
    token = \"https://acme.example/token\"\n\n[grants.authorization_code]\n";

fn linted(text: &str) -> Linted {
    lint(&SourceFile::new("acme.toml", text), &|_| None)
        .unwrap_or_else(|report| panic!("{text}\n{report}"))
}

fn names(text: &str) -> Vec<&'static str> {
    let linted = linted(text);
    let said = linted.warnings.diagnostics().iter();
    said.map(|it| {
        assert_eq!(it.level, Level::Warning);
        it.lint.unwrap().name
    })
    .collect()
}

fn with(rest: &str) -> Vec<&'static str> {
    names(&format!("{CLEAN}{rest}"))
}

fn instead(old: &str, new: &str) -> Vec<&'static str> {
    assert!(CLEAN.contains(old), "{old}");
    names(&CLEAN.replace(old, new))
}

#[test]
fn a_clean_file() {
    assert!(with("").is_empty());
    assert_eq!(linted(CLEAN).warnings.to_string(), "");
}

/// What a warning says and advises is true of the file.
#[test]
fn what_is_said_of_ways_back() {
    let said = |rest: &str| linted(&format!("{CLEAN}{rest}")).warnings.to_string();
    let implicit = said("[grants.implicit]\n");
    assert!(implicit.contains("gives tokens in URLs"), "{implicit}");
    let posted = said("[grants.implicit]\nresponse_mode = \"form_post\"\n");
    assert!(posted.contains("gives tokens through the browser"), "{posted}");
    let asked = |mode: &str| {
        let request = format!("{{ parameters = {{ response_mode = \"{mode}\" }} }}");
        said(&format!("[grants.implicit]\nauthorization_request = {request}\n"))
    };
    let fragment = asked("fragment");
    assert!(
        fragment.contains("write `response_mode = \"fragment\"` in `[grants.implicit]`"),
        "{fragment}"
    );
    // The checker refuses that word there.
    let query = asked("query");
    assert!(!query.contains("write `response_mode = \"query\"`"), "{query}");
    assert!(query.contains("write `response_mode = \"form_post\"` or `\"fragment\"`"), "{query}");
    assert!(
        said("authorization_request = { parameters = { response_mode = \"query\" } }\n")
            .contains("write `response_mode = \"query\"` in `[grants.authorization_code]`")
    );
}

#[test]
fn what_is_found_wherever_it_stands() {
    let discovered = "[discovery]\nurl = \"http://127.0.0.1/metadata\"\n";
    let issuer = CLEAN.replace("[endpoints]", "[endpoints]\nissuer = \"https://acme.example\"");
    assert_eq!(names(&format!("{issuer}{discovered}")), ["http-endpoint"]);
    // A page that gives consent asks for scopes too.
    let scopes = "authorization_request = { omit = [\"scope\"] }\n[scopes.list]\nread = \"\"\n";
    let consent = "[consents.admin]\nendpoint = \"https://acme.example/admin\"\n\
        parameters = { client_id = \"{client_id}\", state = \"{state}\", scope = \"{scope}\" }\n";
    assert_eq!(with(scopes), ["unused-scopes"]);
    assert_eq!(with(&format!("{scopes}{consent}")), [""; 0]);
}

#[test]
fn a_parameter_is_moved_to_a_request_that_there_is() {
    let help = |grant: &str, request: &str, name: &str| {
        let said = format!("{grant}{request} = {{ parameters = {{ {name} = \"x\" }} }}\n");
        let text = format!("{CLEAN}{said}");
        linted(&text).warnings.diagnostics().last().unwrap().help.clone().unwrap()
    };
    assert_eq!(
        help("", "authorization_request", "client_secret"),
        "move it to `request`, or remove it"
    );
    assert_eq!(help("", "request", "prompt"), "move it to `authorization_request`, or remove it");
    // It has no token request.
    assert_eq!(help("[grants.implicit]\n", "authorization_request", "client_secret"), "remove it");
}

#[test]
fn lints_have_names_of_their_own_and_are_sorted() {
    let names: Vec<_> = LINTS.iter().map(|lint| lint.name).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    let is_kebab = |name: &&str| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    assert!(names.iter().all(is_kebab));
}

#[test]
fn grants() {
    assert_eq!(with("pkce = \"none\"\n"), ["no-pkce"]);
    assert_eq!(with("pkce = \"plain\"\n"), ["plain-pkce"]);
    let client = "[client]\nauthentication = [\"client_secret_basic\", \"none\"]\n";
    assert_eq!(with(&format!("pkce = {{ for = \"public\" }}\n{client}")), ["no-pkce"]);
    let plain = "pkce = { for = \"public\", method = \"plain\" }\n";
    assert_eq!(with(&format!("{plain}{client}")), ["no-pkce", "plain-pkce"]);
    assert_eq!(with("[grants.implicit]\n"), ["implicit-grant"]);
    // Nothing can be opened with an ID token; in a form nobody else sees it.
    let id_token = |mode: &str| {
        with(&format!(
            "[grants.implicit]\nresponse_type = \"id_token\"\n{mode}[id_token]\n\
             issuer = \"https://acme.example\"\nalgorithms = [\"HS256\"]\n"
        ))
    };
    assert_eq!(id_token(""), ["implicit-grant"]);
    assert_eq!(id_token("response_mode = \"form_post\"\n"), [""; 0]);
    // A hybrid answer (OpenID Connect Core, 3.3) with an access token in it.
    let hybrid = |kinds: &str| {
        with(&format!(
            "authorization_request = {{ parameters = {{ response_type = \"{kinds}\" }} }}\n"
        ))
    };
    assert_eq!(hybrid("code token\", response_mode = \"web_message"), ["implicit-grant"]);
    assert_eq!(hybrid("code id_token token"), ["implicit-grant", "response-mode"]);
    assert_eq!(hybrid("code id_token"), ["response-mode"]);
    let mode = |rest: &str| with(&format!("response_mode = \"form_post\"\n{rest}"));
    let kinds = "authorization_request = { parameters = { response_type = \"code id_token\" } }\n";
    assert_eq!(mode(kinds), [""; 0]);
    let in_query = |mode: &str| with(&format!("response_mode = \"{mode}\"\n{kinds}"));
    assert_eq!(in_query("query"), ["response-mode"]);
    assert_eq!(in_query("fragment"), [""; 0]);
    // Signed, and it is left open where it comes (JARM, 2.3.4).
    let endpoints =
        "token\"\nissuer = \"https://acme.example\"\njwks = \"https://acme.example/k\"\n";
    let signed = CLEAN.replace("token\"\n", endpoints);
    let open = linted(&format!("{signed}response_mode = \"jwt\"\n{kinds}")).warnings.to_string();
    assert!(open.contains("nothing says where it comes"), "{open}");
    assert!(open.contains("`response_mode = \"form_post.jwt\"`"), "{open}");
    let parameter = "authorization_request = { parameters = { response_mode = \"form_post\" } }\n";
    assert_eq!(with(parameter), ["response-mode"]);
    assert_eq!(with("[grants.password]\n"), ["password-grant"]);
    assert_eq!(
        with("[callback]\nstate = { use = \"provider_initiated\" }\n"),
        ["provider-initiated"]
    );
}

#[test]
fn addresses() {
    let token = "https://acme.example/token";
    assert_eq!(instead(token, "https://acme.example//token"), ["malformed-url"]);
    assert_eq!(instead(token, "https://acme.example/authorize"), ["same-endpoint"]);
    assert_eq!(instead(token, "http://127.0.0.1:8080/token"), ["http-endpoint"]);
    assert_eq!(instead(token, "https://api-sandbox.acme.example/token"), ["test-host"]);
    assert_eq!(instead(token, "https://acme.invalid/token"), ["test-host"]);
    for host in ["stg.acme.example", "int.acme.example", "a1b2.ngrok.io", "a1b2.ngrok-free.app"] {
        assert_eq!(instead(token, &format!("https://{host}/token")), ["test-host"], "{host}");
    }
    for host in ["latest.acme.example/testing", "acme.int/token", "alpha-beta.example/mock"] {
        assert_eq!(instead(token, &format!("https://{host}")), [""; 0], "{host}");
    }
    let unconfirmed = "[unconfirmed]\n\"endpoints.token\" = \"nobody says so\"\n";
    // A host that another endpoint has too is the provider's.
    assert_eq!(with(unconfirmed), [""; 0]);
    let elsewhere = |token: &str| {
        names(&format!("{}{unconfirmed}", CLEAN.replace("https://acme.example/token", token)))
    };
    assert_eq!(elsewhere("https://login.acme.example/token"), ["unconfirmed-endpoint"]);
    let elsewhere = |token: &str, more: &str| {
        let file = CLEAN.replace("https://acme.example/token", token);
        names(&format!("{file}{unconfirmed}[variables.host]\n{more}"))
    };
    // The application knows where it sends its secret.
    assert_eq!(elsewhere("https://{host}/token", "type = \"hostname\"\n"), [""; 0]);
    assert_eq!(elsewhere("{host}/token", "type = \"url\"\n"), [""; 0]);
    let default = "type = \"hostname\"\ndefault = \"login.acme.example\"\n";
    assert_eq!(elsewhere("https://{host}/token", default), ["unconfirmed-endpoint"]);
}

#[test]
fn only_the_default_environment_counts() {
    let file = |first: &str, second: &str| {
        CLEAN.replace("https://acme.example/token", "https://{host}/token")
            + &format!(
                "[variables.host]\ntype = \"hostname\"\n[environments.one]\nhost = \"{first}\"\n\
                [environments.two]\nhost = \"{second}\"\n"
            )
    };
    assert!(names(&file("acme.example", "test.acme.example")).is_empty());
    assert_eq!(names(&file("test.acme.example", "acme.example")), ["test-host"]);
}

#[test]
fn default_scopes_that_nobody_asks_for() {
    let scopes = "[scopes]\ndefault = [\"read\"]\n[scopes.list]\nread = \"Read\"\n";
    assert_eq!(with(scopes), [""; 0]);
    let alone = CLEAN
        .replace("authorization = \"https://acme.example/authorize\"\n", "")
        .replace("[grants.authorization_code]", "[grants.client_credentials]");
    let file = alone.clone() + scopes;
    assert_eq!(names(&file), ["no-effect"]);
    let fix = linted(&file).warnings.diagnostics()[0].fix.clone().unwrap();
    assert_eq!(names(&fix.apply(&file).unwrap()), [""; 0]);
    assert_eq!(names(&file.replace("client_credentials", "password")), ["password-grant"]);
}

#[test]
fn schemes_of_redirects_that_nobody_makes() {
    let schemes = "[client]\nredirect_schemes = [\"https\"]\n";
    assert_eq!(with(schemes), [""; 0]);
    let alone = CLEAN
        .replace("authorization = \"https://acme.example/authorize\"\n", "")
        .replace("[grants.authorization_code]", "[grants.client_credentials]");
    let file = format!("{alone}{schemes}id = \"integer\"\n");
    assert_eq!(names(&file), ["no-effect"]);
    let fix = linted(&file).warnings.diagnostics()[0].fix.clone().unwrap();
    assert_eq!(names(&fix.apply(&file).unwrap()), [""; 0]);
    // A browser comes back from where users sign out, too.
    let out = "[endpoints]\nend_session = \"https://acme.example/logout\"";
    assert_eq!(names(&file.replace("[endpoints]", out)), [""; 0]);
}

#[test]
fn secrets_and_parameters() {
    let header = |value: &str| format!("[token_request]\nheaders = {{ x-key = \"{value}\" }}\n");
    assert_eq!(with(&header("Xk29dLqP0vZb7RtYw3HnEa")), ["secret-in-file"]);
    assert!(with(&header("2022-06-28")).is_empty());
    let away = "authorization_request = { parameters = { grant_type = \"x\" } }\n";
    assert_eq!(with(away), ["misplaced-parameter"]);
    let token = "request = { parameters = { response_type = \"token\" } }\n";
    assert_eq!(with(token), ["misplaced-parameter"]);
    let query = "[api]\nauthorization = false\nquery = { access_token = \"{access_token}\" }\n";
    assert_eq!(with(query), ["token-in-query"]);
    let both = query.replace("authorization = false\n", "");
    assert_eq!(with(&both), ["token-twice", "token-in-query"]);
    let form = "[api]\nform = { access_token = \"{access_token}\" }\n";
    assert_eq!(with(form), ["token-twice"]);
    let another = "[api]\nheaders = { x-user = \"{id_token}\" }\n";
    assert_eq!(with(another), [""; 0]);
}

#[test]
fn secrets_wherever_they_stand() {
    const MARKED: &str = "sk_live_51H8abcdefghijklmnopqrstuv";
    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln";
    let found = |rest: &str| with(rest).contains(&"secret-in-file");
    let sent = |name: &str, value: &str| {
        found(&format!("request = {{ parameters = {{ {name} = \"{value}\" }} }}\n"))
    };
    assert!(sent("client_secret", "hunter2hunter2hunter2"));
    assert!(sent("api_key", "hunter2"));
    assert!(found("[api]\nheaders = { X-Api-Key = \"hunter2\" }\n"));
    assert!(!sent("api_key", "none"), "a word");
    assert!(!sent("assertion", "{client_secret}"));
    assert!(!sent("token_access_type", "offline"));
    for text in [MARKED, JWT, "AKIAIOSFODNN7EXAMPLE"] {
        assert!(sent("a", text), "{text}");
        assert!(found(&format!("[api]\nquery = {{ a = [[\"{text}\"]] }}\n")), "{text}");
        assert!(found(&format!("description = \"such as {text}\"\n")), "{text}");
        let called = format!("[calls.me]\nurl = \"https://acme.example/me?a={text}\"\n");
        assert!(found(&called), "{text}");
        let message = "[computed.a]\nalgorithm = \"sha256\"\nmessage = ";
        let computed = format!("{message}\"{text}{{client_id}}\"\n[api]\n");
        assert!(found(&(computed + "headers = { x-a = \"{computed.a}\" }\n")), "{text}");
        let values = format!("[variables.a]\ntype = \"enum\"\nvalues = [\"{text}\"]\n");
        assert!(found(&(values + "[api]\nheaders = { x-a = \"{a}\" }\n")), "{text}");
    }
    let token = "https://acme.example/token";
    assert_eq!(instead(token, &format!("{token}?api_key=hunter2")), ["secret-in-file"]);
    assert_eq!(instead(token, &format!("{token}/Xk29dLqP0vZb7RtYw3HnEa")), ["secret-in-file"]);
    assert_eq!(instead(token, &format!("{token}?api_key={{key}}\"\n[variables.key]\n#")), [""; 0]);
}

#[test]
fn claims_of_verified_tokens_are_no_fields() {
    let issuer = CLEAN.replace(
        "[endpoints]\n",
        "[endpoints]\nissuer = \"https://acme.example\"\njwks = \"https://acme.example/jwks\"\n",
    );
    let field =
        |path: &str| format!("[token.fields.user]\npath = \"{path}\"\nfrom = \"id_token\"\n");
    let file = format!("{issuer}{}[id_token]\n", field("email"));
    let said = linted(&file).warnings.to_string();
    assert!(said.contains("declare it as `[id_token.claims.user]` instead"), "{said}");
    assert_eq!(names(&file), ["claim-as-field"]);
    let file = format!("{issuer}{}[id_token]\n", field("sub"));
    let said = linted(&file).warnings.to_string();
    assert!(said.contains("has it as `subject()`"), "{said}");
    // What is not verified is a field, and so is what a request is made of.
    assert_eq!(with(&field("email")), [""; 0]);
    let used = "[calls.team]\nurl = \"https://acme.example/teams/{token.user}\"\n";
    assert_eq!(names(&format!("{issuer}{}[id_token]\n{used}", field("team"))), [""; 0]);
}

#[test]
fn keys_that_say_nothing() {
    assert_eq!(with("pkce = \"S256\"\n"), ["explicit-default"]);
    assert_eq!(with("[scopes]\nseparator = \" \"\n"), ["explicit-default"]);
    assert_eq!(with("[parameter_names]\nusername = \"login\"\n"), ["no-effect"]);
    assert_eq!(with("[token]\n"), ["no-effect"]);
    assert_eq!(with("[client]\ncertificate = false\n"), ["explicit-default"]);
    let shown = "[client]\nauthentication = \"tls_client_auth\"\ncertificate = true\n";
    assert_eq!(with(shown), ["explicit-default"]);
    assert_eq!(with("[api]\nexpired = {}\n"), ["no-effect"]);
    assert_eq!(with("[token.fields]\nid = {}\n[grants.refresh_token]\n"), [""; 0]);
    let own = "request = { endpoint = \"https://acme.example/token\" }\n";
    assert_eq!(with(own), ["explicit-default"]);
    let variant = "[variants.v2]\nendpoint = \"https://acme.example/v2/token\"\n";
    assert_eq!(with(&format!("{own}{variant}")), [""; 0], "that one does not change with it");
    let away = "authorization_request = { endpoint = \"https://acme.example/authorize\" }\n";
    assert_eq!(with(away), ["explicit-default"]);
    let own = "request = { answer = { expiry = \"never\" } }\n[token]\nlifetime = \"8h\"\n";
    assert_eq!(with(own), ["unused-lifetime"]);
    let away = "authorization_request = { omit = [\"scope\"] }\n[scopes.list]\na = \"\"\n";
    assert_eq!(with(away), ["unused-scopes"]);
}

#[test]
fn documents() {
    assert_eq!(instead("docs = \"https://acme.example/docs\"\n", ""), ["no-documents"]);
}

#[test]
fn a_file_can_allow_with_a_reason() {
    let allow =
        "pkce = \"none\"\n[lint]\nallow = { no-pkce = \"refuses what it does not know\" }\n";
    assert!(with(allow).is_empty());
    assert_eq!(with("[lint]\nallow = { no-pkce = \"why\" }\n"), ["unused-allowance"]);
    for (lint, message) in [
        ("no-pcke = \"why\"", "unknown lint `no-pcke`"),
        ("no-pkce = \"\"", "`lint.allow.no-pkce` is empty"),
    ] {
        let text = format!("{CLEAN}[lint]\nallow = {{ {lint} }}\n");
        let report = compile(&SourceFile::new("acme.toml", text)).unwrap_err();
        assert!(report.to_string().contains(message), "{report}");
    }
}

#[test]
fn fixes_do_away_with_what_they_fix() {
    for doubtful in [
        CLEAN.replace("example/token", "example//token"),
        CLEAN.replace("https://acme.example/token", "https://acme.example/a//b///c?d=//"),
        format!("{CLEAN}pkce = \"S256\" # as it is\n"),
        format!(
            "{CLEAN}request = {{ endpoint = \"https://acme.example/token\", parameters_in = \"json\" }}\n"
        ),
        format!("{CLEAN}[scopes]\nseparator = \"comma\"\n"),
        format!("{CLEAN}[token]\nroot = \"data\"\naccess_token = \"data.token\"\n"),
        format!("{CLEAN}request = {{ method = \"POST\", parameters_in = \"json\" }}\n"),
        format!("{CLEAN}request = {{ parameters_in = \"json\", method = \"POST\" }}\n"),
        format!("{CLEAN}request.method = \"POST\"\r\nrequest.parameters_in = \"json\"\r\n"),
        format!("{CLEAN}[lint]\nallow.no-pkce = \"why\"\n"),
        format!("{CLEAN}[lint]\nallow = {{ no-pkce = \"why\" }}\n"),
    ] {
        let before = linted(&doubtful);
        let [warning] = before.warnings.diagnostics() else { panic!("{}", before.warnings) };
        let after = warning.fix.as_ref().unwrap().apply(&doubtful).unwrap();
        let after = linted(&after);
        assert!(after.warnings.diagnostics().is_empty(), "{}", after.warnings);
    }
}

#[test]
fn a_base_is_judged_by_itself() {
    let base =
        SourceFile::new("base.toml", CLEAN.replace("acme\"", "base\"") + "pkce = \"none\"\n");
    let find = |_: &str| Some(base.clone());
    let head = "schema = 1\nextends = \"base\"\n[provider]\nname = \"acme\"\n";
    let own =
        |rest: &str| lint(&SourceFile::new("acme.toml", format!("{head}{rest}")), &find).unwrap();
    assert!(own("").warnings.diagnostics().is_empty());
    // The default of the language is none here: the base says something else.
    let differs = own("[grants.authorization_code]\npkce = \"S256\"\n");
    assert!(differs.warnings.diagnostics().is_empty(), "{}", differs.warnings);
    let same = own("[grants.authorization_code]\npkce = \"none\"\n");
    let fix = same.warnings.diagnostics().iter().find_map(|it| it.fix.as_ref()).unwrap();
    assert!(fix.range.start >= head.len(), "in the file itself: {fix:?}");
}

#[test]
fn one_token_endpoint_for_two() {
    let file = |name: &str| CLEAN.replace("\"acme\"", &format!("\"{name}\""));
    let mut both = [linted(&file("one")), linted(&file("two"))];
    lint_together(&mut both, &[]);
    for one in &both {
        let [warning] = one.warnings.diagnostics() else { panic!("{}", one.warnings) };
        assert_eq!(warning.lint.unwrap().name, "shared-token-endpoint");
    }
    // What is the same there is the same address, however it is written.
    let at =
        |name: &str, token: &str| linted(&file(name).replace("https://acme.example/token", token));
    for (token, is_same) in [
        ("https://ACME.example:443/token", true),
        ("https://acme.example/token/", true),
        ("https://acme.example/%74oken?brand=a", true),
        ("https://acme.example:8443/token", false),
        ("https://acme.example/Token", false),
        ("https://acme.example/%2ftoken", false),
        ("https://acme.example", false),
    ] {
        let mut both = [linted(&file("one")), at("two", token)];
        lint_together(&mut both, &[]);
        assert_eq!(both[0].warnings.diagnostics().len(), usize::from(is_same), "{token}");
    }
    // A base is found by the name of its file, and only beside the file.
    let of = |path: &str, name| lint(&SourceFile::new(path, file(name)), &|_| None).unwrap();
    let mut three =
        [of("a/one.toml", "first"), of("a/two.toml", "second"), of("b/three.toml", "third")];
    lint_together(&mut three, &[]);
    let help = |one: &Linted| one.warnings.diagnostics()[0].help.clone().unwrap();
    assert!(help(&three[0]).starts_with("write `extends = \"two\"` and only what differs"));
    assert!(help(&three[1]).starts_with("write `extends = \"one\"` and only what differs"));
    assert_eq!(help(&three[2]), "put both into one file");
    let allow = "[lint]\nallow = { shared-token-endpoint = \"one company\" }\n";
    let mut both = [linted(&(file("one") + allow)), linted(&file("two"))];
    lint_together(&mut both, &[]);
    assert!(both[0].warnings.diagnostics().is_empty());
}

#[test]
fn one_token_endpoint_with_the_catalogue() {
    let file = |name: &str, path: &str| {
        SourceFile::new(path, CLEAN.replace("\"acme\"", &format!("\"{name}\"")))
    };
    let built_in = || file("known", "known.toml (built in)");
    let catalogue = [compile_with(&built_in(), &|_| None).unwrap()];
    let warnings = |source: &SourceFile| {
        let mut one = [lint(source, &|_| Some(built_in())).unwrap()];
        lint_together(&mut one, &catalogue);
        let said = one[0].warnings.diagnostics().iter();
        said.map(|it| (it.lint.unwrap().name, it.help.clone().unwrap())).collect::<Vec<_>>()
    };
    let help = "take it as it is, `#[oauth_provider(\"known\")]`, or write `extends = \"known\"` and only what differs";
    assert_eq!(warnings(&file("one", "one.toml")), [("shared-token-endpoint", help.to_owned())]);
    // One stands in its place, another is based on it.
    assert_eq!(warnings(&file("known", "known.toml")), []);
    let based = "schema = 1\nextends = \"known\"\n[provider]\nname = \"based\"\n\
                 [endpoints]\ntoken = \"https://acme.example/token/\"\n";
    assert_eq!(warnings(&SourceFile::new("based.toml", based)), []);
}

/// A build refuses it, so whoever looks at a folder must.
#[test]
fn one_module_for_two_files() {
    let of = |path: &str| lint(&SourceFile::new(path, CLEAN), &|_| None).unwrap();
    let mut three = [of("a/one.toml"), of("a/two.toml"), of("b/three.toml")];
    lint_together(&mut three, &[]);
    let mistakes = |one: &Linted| {
        let all = one.warnings.diagnostics().iter().filter(|it| it.level == Level::Error);
        all.map(|it| (it.label.clone(), CLEAN[it.span.clone()].to_owned())).collect::<Vec<_>>()
    };
    let name = || "\"acme\"".to_owned();
    assert_eq!(mistakes(&three[0]), [("also in `a/two.toml`".to_owned(), name())]);
    assert_eq!(mistakes(&three[1]), [("also in `a/one.toml`".to_owned(), name())]);
    assert_eq!(mistakes(&three[2]), [], "in a folder of its own");
}

/// What is left over is as an author would have written it.
#[test]
fn fixes_leave_a_tidy_file() {
    let fixed = |rest: &str| {
        let mut text = format!("{CLEAN}{rest}");
        while let Some(fix) =
            linted(&text).warnings.diagnostics().iter().rev().find_map(|it| it.fix.clone())
        {
            text = fix.apply(&text).unwrap();
        }
        text.strip_prefix(CLEAN).unwrap().to_owned()
    };
    for (before, after) in [
        // The last key takes its table with it, and that its blank line.
        (
            "\n[token]\nexpiry = \"expires_in\"  # so it says\n\n[grants.refresh_token]\n",
            "\n[grants.refresh_token]\n",
        ),
        ("\n[token]\nexpiry = \"expires_in\"\n", ""),
        (
            "\n[api]\nexpired = { status = 401 }\nrate_limited = [420]\n",
            "\n[api]\nrate_limited = [420]\n",
        ),
        // One that declares something stays.
        ("\n[grants.refresh_token]\nrotation = \"optional\"\n", "\n[grants.refresh_token]\n"),
        ("\n[token.fields]\nid = { type = \"string\" }\n", "\n[token.fields]\nid = {}\n"),
        // Comments on lines of their own are no one's but the author's.
        ("\n[api]\n# Why.\nexpired = { status = 401 }\n", "\n[api]\n# Why.\n"),
        ("# Plain.\npkce = \"S256\"\n# After.\n", "# Plain.\n# After.\n"),
    ] {
        assert_eq!(fixed(before), after);
    }
}

/// Files that say a lot: nothing panics, and every change can be made and leaves a right file.
#[test]
fn files_that_say_everything() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/valid");
    for file in folder.read_dir().unwrap() {
        let source = SourceFile::read(&file.unwrap().path()).unwrap();
        let linted = lint(&source, &|_| None).unwrap_or_else(|report| panic!("\n{report}"));
        let report = &linted.warnings;
        assert_eq!(report.to_string().is_empty(), report.diagnostics().is_empty());
        for warning in report.diagnostics() {
            assert!(report.place(&warning.span).is_some());
            let Some(fix) = &warning.fix else { continue };
            assert!(report.place_of_fix(fix).is_some());
            let after = fix.apply(&source.text).unwrap();
            compile(&SourceFile::new("after.toml", after))
                .unwrap_or_else(|report| panic!("\n{report}"));
        }
    }
}

/// Another name makes no other token of it.
#[test]
fn a_refresh_token_that_is_called_an_access_token() {
    let clean =
        CLEAN.replace("[endpoints]", "[endpoints]\nrevocation = \"https://acme.example/revoke\"");
    let refresh = "[grants.refresh_token]\n";
    let named = "[parameter_names]\ntoken = \"access_token\"\n";
    let text = format!("{clean}{refresh}{named}");
    assert_eq!(names(&text), ["misnamed-token"]);
    let said = linted(&text).warnings.to_string();
    assert!(said.contains("parameters = { access_token = \"{access_token}\" }"), "{said}");
    // Where there is no refresh token, it is the access token; and so it is where the file says it.
    assert_eq!(names(&format!("{clean}{named}")), [""; 0]);
    let own =
        "[revocation]\nomit = [\"token\"]\nparameters = { access_token = \"{access_token}\" }\n";
    assert_eq!(names(&format!("{clean}{refresh}{own}")), [""; 0]);
    let other = named.replace("access_token", "hint");
    assert_eq!(names(&format!("{clean}{refresh}{other}")), [""; 0]);
}

#[test]
fn a_webhook_that_signs_no_body() {
    let webhook =
        |rest: &str| names(&format!("{CLEAN}[webhooks.v1]\nin = {{ header = \"x\" }}\n{rest}\n"));
    let digest =
        |message: &str| webhook(&format!("algorithm = \"hmac-sha256\"\nmessage = \"{message}\""));
    assert_eq!(digest("{request.target}\\n{request.header.x-body-hash}"), ["unsigned-body"]);
    assert_eq!(digest("{request.query.a}"), ["unsigned-body"]);
    for good in [
        "{request.header.a}{request.body}",
        "{request.json.id}",
        "{request.form.id}",
        "{request.query}",
    ] {
        assert_eq!(digest(good), [""; 0], "{good}");
    }
    let hashed = "[computed.hash]\nalgorithm = \"sha256\"\nmessage = ";
    let with_hash = |of: &str| {
        webhook(&format!(
            "algorithm = \"hmac-sha256\"\nmessage = \"{{computed.hash}}\"\n{hashed}\"{of}\""
        ))
    };
    assert_eq!(with_hash("{request.body}"), [""; 0]);
    assert_eq!(with_hash("{request.header.x-id}"), ["unsigned-body"]);
    let token =
        |more: &str| webhook(&format!("algorithm = \"jwt\"\nalgorithms = [\"HS256\"]\n{more}"));
    assert_eq!(token(""), ["unsigned-body"]);
    assert_eq!(token("body_hash_claim = \"hash\""), [""; 0]);
    // A secret text signs nothing, and an address has no body.
    assert_eq!(webhook("algorithm = \"none\"\nmessage = \"{secret}\""), [""; 0]);
    for place in ["{ query = \"sign\" }", "\"body\""] {
        let rest = "algorithm = \"jwt\"\nalgorithms = [\"HS256\"]";
        assert_eq!(with(&format!("[webhooks.v1]\nin = {place}\n{rest}\n")), [""; 0], "{place}");
    }
}

/// Of several grants some may give tokens that a request cannot be made with.
#[test]
fn a_grant_whose_tokens_lack_what_a_request_takes() {
    let api = CLEAN.replace("[endpoints]", "[endpoints]\napi = \"https://{callback.shop}/v1\"");
    let shop = "[callback.fields.shop]\ntype = \"label\"\nrequired = true\n";
    let api = api.replace("{callback.shop}", "{callback.shop}.acme.example");
    let file = |rest: &str| names(&format!("{api}{rest}{shop}"));
    assert_eq!(file("[grants.refresh_token]\n"), [""; 0]);
    assert_eq!(file("[grants.client_credentials]\n"), ["unusable-token"]);
    assert_eq!(file("[grants.implicit]\n"), ["unusable-token", "implicit-grant"]);
    assert_eq!(file("[grants.personal_access_token]\n"), ["unusable-token"]);
    // What follows a code has its callback.
    let after = "[grants.session]\ngrant_type = false\nafter = [\"authorization_code\"]\n";
    assert_eq!(file(after), [""; 0]);
    let said = format!("{api}[grants.client_credentials]\n[grants.password]\n{shop}");
    let said = linted(&said).warnings.to_string();
    assert!(said.contains("tokens of `client_credentials` and `password` have no"), "{said}");

    let with_api = |rest: &str| {
        let clean = CLEAN.replace("[endpoints]", "[endpoints]\napi = \"https://api.acme.example\"");
        names(&format!("{clean}[grants.personal_access_token]\n{rest}"))
    };
    assert_eq!(with_api("[api]\nauthorization = \"Bearer {id_token}\"\n"), ["unusable-token"]);
    let field = "[token.fields.user]\n";
    let header =
        |value: &str| with_api(&format!("[api]\nheaders = {{ X-User = \"{value}\" }}\n{field}"));
    assert_eq!(header("id:{token.user}"), ["unusable-token"]);
    // One that has no value is left out.
    assert_eq!(header("{token.user}"), [""; 0]);
    let computed = "[computed.sign]\nalgorithm = \"sha256\"\nmessage = \"{token.user}\"\n";
    assert_eq!(
        with_api(&format!(
            "[api]\nheaders = {{ x-s = \"v1 {{computed.sign}}\" }}\n{field}{computed}"
        )),
        ["unusable-token"]
    );
    let goodbye = "[calls.bye]\nwhen = \"disconnect\"\nurl = \"/users/{token.user}\"\n";
    assert_eq!(with_api(&format!("{goodbye}{field}")), ["unusable-token"]);
    // The application knows which token it asks with, and a call that names its grants says so.
    let asked = "[calls.me]\nurl = \"/users/{token.user}\"\n";
    assert_eq!(with_api(&format!("{asked}{field}")), [""; 0]);
    let own =
        CLEAN.replace("[endpoints]", "[endpoints]\napi = \"https://{calls.me.dc}.acme.example\"");
    let me = "[calls.me]\nwhen = \"connected\"\ngrants = [\"authorization_code\"]\n\
        url = \"https://acme.example/me\"\nfields.dc = { type = \"label\", required = true }\n";
    assert_eq!(names(&format!("{own}[grants.client_credentials]\n{me}")), [""; 0]);
}

/// Who registers to authenticate in no way, or with a key, is given no secret (RFC 7591, 2).
#[test]
fn a_secret_of_clients_that_register_themselves() {
    let file = |ways: &str, endpoint: &str| {
        let clean = CLEAN.replace("[endpoints]\n", &format!("[endpoints]\n{endpoint}"));
        names(&format!(
            "{clean}[client]\nauthentication = {ways}\n[callback.signature]\nparameter = \"hmac\"\n\
             algorithm = \"hmac-sha256\"\nkey = \"client_secret\"\nmessage = \"sorted-query\"\n"
        ))
    };
    let endpoint = "registration = \"https://acme.example/register\"\n";
    let public = "[\"none\", \"client_secret_basic\"]";
    assert_eq!(file(public, endpoint), ["secretless-client"]);
    assert_eq!(file("\"private_key_jwt\"", endpoint), ["secretless-client"]);
    assert_eq!(file(public, ""), [""; 0]);
    assert_eq!(file("[\"private_key_jwt\", \"client_secret_post\"]", endpoint), [""; 0]);
    assert_eq!(file("[\"client_secret_basic\", \"none\"]", endpoint), [""; 0]);
    let clean = CLEAN.replace("[endpoints]\n", &format!("[endpoints]\n{endpoint}"));
    let header = "[api]\nheaders = { x-key = \"{client_id}:{client_secret}\" }\n";
    assert_eq!(
        names(&format!("{clean}{header}[client]\nauthentication = \"none\"\n")),
        ["secretless-client"]
    );
    assert_eq!(names(&format!("{clean}{header}")), [""; 0]);
}
