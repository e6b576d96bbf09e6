//! What is advised about small mistakes: true, and nothing that would make another one.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::{Report, SourceFile, compile};

const HEAD: &str = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
    authorization = \"https://acme.example/authorize\"\ntoken = \"https://acme.example/token\"\n\
    api = \"https://acme.example/v1\"\n[grants.authorization_code]\n";

/// Every message with its help.
fn told(rest: &str) -> Vec<(String, String)> {
    let text = format!("{HEAD}{rest}\n");
    let report = compile(&SourceFile::new("acme.toml", text)).err();
    let told = report.iter().flat_map(Report::diagnostics);
    told.map(|it| (it.message.clone(), it.help.clone().unwrap_or_default())).collect()
}

/// The one message, with its help.
#[track_caller]
fn one(rest: &str) -> (String, String) {
    let told = told(rest);
    let [one] = told.as_slice() else { panic!("{rest}: {told:#?}") };
    one.clone()
}

#[track_caller]
fn right(rest: &str) {
    assert_eq!(told(rest), [], "{rest}");
}

#[test]
fn calls_that_follow_other_grants() {
    let calls = |first: &str, second: &str| {
        format!(
            "[grants.client_credentials]\n[calls.tenant]\nwhen = \"connected\"\n{first}\n\
             url = \"https://acme.example/tenant\"\n\
             fields.host = {{ type = \"label\", required = true }}\n[calls.app]\nwhen = \"connected\"\n\
             {second}\nurl = \"https://acme.example/{{calls.tenant.host}}\"\n"
        )
    };
    let (code, app) = ("grants = [\"authorization_code\"]", "grants = [\"client_credentials\"]");
    let message = "`{calls.tenant.host}` is not known after every grant that makes this call";
    assert_eq!(one(&calls(code, app)), (message.into(), "name the same grants in both".into()));
    assert_eq!(one(&calls(code, "")).0, message);
    right(&calls(code, code));
    // There is no other grant that makes it.
    right(&calls(code, "").replace("client_credentials", "refresh_token"));
    right(&calls("", app));
}

#[test]
fn a_call_after_a_grant_without_an_access_token() {
    let call = |response: &str| {
        format!(
            "[grants.implicit]\nresponse_type = \"{response}\"\n[calls.me]\nwhen = \"connected\"\n\
             grants = [\"implicit\"]\nurl = \"https://acme.example/me\"\n"
        )
    };
    right(&call("token"));
    let told = told(&call("id_token"));
    assert!(
        told.contains(&("no call is made after `implicit`".into(), "leave it out".into())),
        "{told:?}"
    );
}

#[test]
fn the_same_place_under_another_path() {
    let token = |rest: &str| format!("[token]\n{rest}\n");
    for rest in [
        "fields.d.path = \"/access_token\"",
        "root = \"data\"\nfields.d.path = \"/data.access_token\"",
        "root = \"data\"\naccess_token = \"/access_token\"\nfields.d.path = \"/access_token\"",
    ] {
        assert_eq!(one(&token(rest)).0, "`d` would show `access_token`");
    }
    right(&token("root = \"data\"\nfields.d.path = \"/access_token\""));
    right(&token(
        "root = \"data\"\naccess_token = \"/access_token\"\nfields.d.path = \"access_token\"",
    ));
}

#[test]
fn what_the_application_gives() {
    for (table, key, expected) in [
        ("[client]", "client_id", "builder.client_id"),
        ("[client]", "client_secret", "builder.client_secret"),
        ("[client]", "redirect_uri", "builder.redirect_uri"),
        ("[api]", "scope", "authorize().scope"),
    ] {
        let (message, help) = one(&format!("{table}\n{key} = \"x\"\n"));
        assert_eq!(message, format!("unknown key `{key}`"));
        assert!(help.contains(expected), "{key}: {help}");
        assert!(!help.contains("parameter_names"), "{help}");
    }
    for value in ["read write", "https", "urn:x", "a/b"] {
        let file = format!("[parameter_names]\nclient_id = \"{value}\"\n");
        match value {
            "https" => right(&file),
            _ => assert_eq!(one(&file).0, format!("`{value}` is not the name of a parameter")),
        }
    }
}

#[test]
fn an_address_beside_what_is_asked_there() {
    for table in ["revocation", "introspection", "userinfo", "token"] {
        for key in ["url", "endpoint"] {
            let (message, help) = one(&format!("[{table}]\n{key} = \"https://acme.example/x\"\n"));
            assert_eq!(message, format!("unknown key `{key}`"), "{table}");
            assert!(help.starts_with(&format!("it is `endpoints.{table}`")), "{help}");
        }
    }
}

#[test]
fn a_synonym_of_a_key_that_is_there() {
    let call = "[calls.me]\nurl = \"https://acme.example/me\"\n";
    let (message, help) = one(&format!("{call}path = \"a\"\n"));
    assert_eq!(message, "unknown key `path`");
    assert!(!help.contains("did you mean `url`"), "{help}");
    let told = told("[calls.me]\npath = \"https://acme.example/me\"\n");
    assert!(told.iter().any(|(_, help)| help.starts_with("did you mean `url`?")), "{told:?}");
}

#[test]
fn parameters_that_may_be_said_where_something_is_wrong() {
    let omits = "request = { omit = [\"a\"] }\n";
    let told = told(&format!("{omits}[token_request]\nparametes = {{ a = \"1\" }}\n"));
    assert_eq!(
        told.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(),
        ["unknown key `parametes`"]
    );
    assert_eq!(one(omits).0, "the request has no `a` to leave out");
    let paramters = "[grants.own]\ngrant_type = \"own\"\n[grants.own.paramters.a]\n";
    let every = "[token_request]\nomit = [\"a\"]\n";
    assert_eq!(one(&format!("{paramters}{every}")).0, "unknown key `paramters`");
}

#[test]
fn paths_in_the_notation_of_others() {
    let field = |path: &str| {
        format!("[calls.me]\nurl = \"https://acme.example/me\"\nfields.id.path = \"{path}\"\n")
    };
    for (path, better) in
        [("$.data[0].id", "data.0.id"), ("$[0].id", "0.id"), ("data[*].id", "data.*.id")]
    {
        let (message, help) = one(&field(path));
        assert_eq!(message, format!("`{path}` is not a path"));
        assert_eq!(help, format!("write `\"{better}\"`"));
    }
    assert_eq!(one("[token]\nfields.id.path = \"/data[0].id\"\n").1, "write `\"/data.0.id\"`");
    assert_eq!(
        one("[errors]\ndescription = \"details[*].text\"\n").1,
        "write `\"details.0.text\"`"
    );
}

#[test]
fn chosen_elements() {
    let field = |rest: &str| {
        format!("[calls.me]\nurl = \"https://acme.example/me\"\nfields.id = {{ {rest} }}\n")
    };
    let (_, help) = one(&field("path = \"/*.x\", when = { \"*.y\" = 1 }"));
    assert_eq!(help, "write `*.x`");
    let when = "path = \"a.*.x\", when = { \"a.*.b.*.c\" = 1 }";
    assert_eq!(one(&field(when)).1, "write the inner element's number: `a.*.b.0.c`");
    right(&field("path = [\"a.*.x\"], when = { \"a.*.y\" = 1 }"));
    let several = one(&field("path = [\"a.*.x\", \"b\"], when = { c = 1 }"));
    assert_eq!(several.1, "write it as a field of its own");
}

#[test]
fn fields_where_the_code_is() {
    let callback = |rest: &str| told(&format!("[callback]\n{rest}\n"));
    let two = callback("fields.a = { path = \"code\" }\nfields.b = { path = \"code\" }");
    assert_eq!(two.len(), 2, "{two:#?}");
    assert!(two.iter().all(|(message, _)| message.ends_with("would show `code`")), "{two:#?}");
    assert_eq!(callback("fields.a = { path = \"code\", list = true, secret = true }"), []);
}

#[test]
fn id_tokens_of_a_provider_that_wants_no_openid() {
    right(
        "[grants.implicit]\n\
         response_type = \"id_token\"\n[scopes]\nforbidden = [\"openid\"]\n[id_token]\n\
         issuer = \"https://acme.example\"\nalgorithms = [\"HS256\"]\n",
    );
}

#[test]
fn whole_numbers() {
    let file = |default: &str| {
        format!(
            "[token_request]\nheaders = {{ x-n = \"{{n}}\" }}\n[variables.n]\ntype = \"integer\"\ndefault = {default}\n"
        )
    };
    right(&file("\"5\""));
    right(&file("\"-5\""));
    for default in ["+5", "007", "-0"] {
        assert_eq!(
            one(&file(&format!("\"{default}\""))).0,
            format!("`{default}` is not an integer")
        );
    }
    right(&file("5"));
    right(&file("-5"));
    right(&file("1_000"));
    for (default, better) in [("+5", "5"), ("0x10", "16"), ("-0", "0")] {
        let (message, help) = one(&file(default));
        assert_eq!(message, "`variables.n.default` must be an integer in plain digits");
        assert_eq!(help, format!("write `{better}`"));
    }
    for default in ["5.0", "true", "[5]"] {
        let (message, help) = one(&file(default));
        assert_eq!(message, "`variables.n.default` must be an integer");
        assert_eq!(help, "write a whole number, without quotes");
    }
    assert_eq!(one(&file("99999999999999999999")).0, "`99999999999999999999` does not fit 64 bits");
}

#[test]
fn numbers_for_variables_that_are_texts() {
    let file = |kind: &str, default: &str, given: &str| {
        format!(
            "[token_request]\nheaders = {{ x-n = \"{{n}}\" }}\n[variables.n]\ntype = \"{kind}\"\ndefault = {default}\n\
             [environments.test]\nn = {given}\n"
        )
    };
    right(&file("integer", "5", "6"));
    right(&file("integer", "\"5\"", "\"6\""));
    for kind in ["string", "label"] {
        let told = one(&file(kind, "5", "\"6\""));
        assert_eq!(told.0, "`variables.n.default` must be a string");
        assert_eq!(told.1, "write `\"5\"`");
        let told = one(&file(kind, "\"5\"", "6"));
        assert_eq!(told.0, "`environments.test.n` must be a string");
        assert_eq!(told.1, "write `\"6\"`");
    }
    let told = one(&file("integer", "5", "6.5"));
    assert_eq!(told.0, "`environments.test.n` must be an integer");
    // One mistake is one message.
    let misspelt = file("integer", "5", "6").replace("\nn = 6", "\nm = 6");
    assert_eq!(one(&misspelt).0, "unknown variable `m`");
}

#[test]
fn calls_that_carry_nothing_of_the_token() {
    let file = |message: &str| {
        format!(
            "[api]\nauthorization = \"Basic {{computed.own}}\"\n[computed.own]\nencoding = \"base64\"\n\
             message = \"{message}\"\n"
        )
    };
    right(&file("x:{access_token}"));
    assert_eq!(one(&file("{client_id}:")).0, "API calls without the token");
}

#[test]
fn what_answers_have_is_not_said_of_requests() {
    let (_, help) =
        one("[token_request.fields.id]\n[calls.me]\nurl = \"https://acme.example/{token.id}\"\n");
    assert!(help.starts_with("`fields` is a key of `[token]`"), "{help}");
}

/// What a grant leaves out it leaves out under either name, also where every token request adds it.
#[test]
fn a_parameter_with_two_names_is_left_out() {
    let file = |omitted: &str, added: &str| {
        format!(
            "{HEAD}[grants.client_credentials]\nrequest = {{ omit = [\"{omitted}\"] }}\n[parameter_names]\n\
             grant_type = \"type\"\n[token_request]\nparameters = {{ {added} = \"x\" }}\n"
        )
    };
    for (omitted, added) in [("grant_type", "type"), ("type", "type"), ("grant_type", "grant_type")]
    {
        let compiled = compile(&SourceFile::new("acme.toml", file(omitted, added))).unwrap();
        let request = compiled.spec.grants.client_credentials.unwrap().request;
        let sent: Vec<_> = request.parameters.iter().map(|it| it.name).collect();
        assert!(
            !sent.contains(&"type") && !sent.contains(&"grant_type"),
            "{omitted}, {added}: {sent:?}"
        );
    }
}

/// A request without a form does not have what only forms carry.
#[test]
fn a_token_that_only_forms_carry() {
    let file = |rest: &str| {
        format!(
            "[calls.me]\nurl = \"/me\"\n{rest}\n[api]\nauthorization = false\n\
             form = {{ f = \"json\", sk = \"{{access_token}}\" }}\n"
        )
    };
    let (message, help) = one(&file(""));
    assert_eq!(message, "a call without the token");
    assert!(help.contains("`method = \"POST\"`"), "{help}");
    assert!(help.contains("`parameters = { sk = \"{access_token}\" }`"), "{help}");
    let text = format!("{HEAD}{}", file("method = \"GET\""));
    let shown = compile(&SourceFile::new("acme.toml", text)).unwrap_err().to_string();
    assert!(
        shown.contains("method = \"GET\"") && shown.contains("the token is in forms only"),
        "{shown}"
    );
    for wrong in [
        "method = \"DELETE\"",
        "method = \"POST\"\nparameters_in = \"json\"",
        "[revocation]\nauthentication = \"access_token\"\nmethod = \"GET\"\nomit = [\"token\"]\n\
         [calls.you]\nmethod = \"POST\"\nurl = \"/you\"",
    ] {
        let text = file(wrong).replace("[api]", "[api]\nexpired = { status = 403 }");
        assert!(told(&text).iter().any(|it| it.0.ends_with("without the token")), "{wrong}");
    }
    right(&file("method = \"POST\""));
    right(&file("authentication = \"none\""));
    right(&file("parameters = { sk = \"{access_token}\" }"));
    right(&file("").replace("[api]", "[api]\nquery = { t = \"{access_token}\" }"));
}

/// Whoever does what the message says is done.
#[test]
fn a_member_below_another_is_a_field_with_a_path() {
    let url = "[calls.id]\nwhen = \"connected\"\nurl = \"/id\"\n[calls.me]\nurl = ";
    let followed = |url: &str, declared: &str, used: &str| {
        let (_, help) = one(url);
        let help = help.strip_prefix("declare it:\n\n").unwrap();
        let (declaration, rest) = help.split_once("\n\n").unwrap();
        assert_eq!((declaration, rest), (declared, format!("and write `{used}` here").as_str()));
        right(
            &url.replace("{calls.id.urls.base}", used)
                .replace("[calls.me]", &format!("{declaration}\n[calls.me]")),
        );
    };
    followed(
        &format!("{url}\"{{calls.id.urls.base}}/me\"\n"),
        "[calls.id.fields.base]\npath  = \"urls.base\"\ntype  = \"url\"\nunder = [\"example.com\"]",
        "{calls.id.base}",
    );
    followed(
        &format!("{url}\"https://{{calls.id.urls.base}}/me\"\n")
            .replace("[calls.me]", "fields.base = {}\n[calls.me]"),
        "[calls.id.fields.urls_base]\npath  = \"urls.base\"\ntype  = \"hostname\"\nunder = [\"example.com\"]",
        "{calls.id.urls_base}",
    );
}

#[test]
fn what_other_keys_say() {
    let webhook = |place: &str| {
        format!(
            "[webhooks.x]\nin = {{ header = \"x-sig\" }}\n{place}algorithm = \"hmac-sha256\"\n\
             message = \"{{ts}}.{{request.body}}\"\n"
        )
    };
    let (_, help) = one(&webhook("pairs = { key = \"v1\" }\n"));
    assert!(help.starts_with("write `{signature.ts}`"), "{help}");
    assert!(help.contains("beside the signature: `signature.…`"), "{help}");
    let (_, help) = one(&webhook(""));
    assert!(!help.contains("signature."), "{help}");
    let jwt = "[variables.pem]\n[token_request]\nparameters = { a = \"{computed.a}\" }\n[computed.a]\n\
               algorithm = \"RS256\"\nkey = \"pem\"\n";
    let (message, help) = one(&format!("{jwt}claims = {{ iss = \"{{client_id}}\" }}\n"));
    assert_eq!(message, "unknown key `algorithm`");
    assert!(help.starts_with("write `jwt = \"RS256\"`"), "{help}");
    let (message, help) = one(&format!("{jwt}message = \"{{client_id}}\"\n"));
    assert_eq!(message, "`RS256` signs tokens");
    assert!(help.starts_with("write `jwt = \"RS256\"`"), "{help}");
    let refresh = "[client]\nauthentication = \"none\"\n[grants.refresh_token]\nrequest = { ";
    let header = "authorization = \"Bearer {refresh_token}\"";
    let (_, help) = one(&format!("{refresh}{header} }}\n"));
    assert_eq!(help, format!("write `headers = {{ {header} }}`"));
    right(&format!("{refresh}headers = {{ {header} }} }}\n"));
    let (_, help) = one("[grants.own]\ngrant_type = \"own\"\nparameters.username = {}\n");
    assert!(help.contains("`[grants.password]`"), "{help}");
    assert!(!help.contains("omit"), "{help}");
    let key = "[client]\nauthentication = \"private_key_jwt\"\n[variables.private_key]\n";
    assert!(one(key).1.contains("`.client_key(…)`"));
    right("[client]\nauthentication = \"private_key_jwt\"\n");
}

#[test]
fn what_is_advised_is_right_when_it_is_done() {
    let grants = "[grants.authorization_code]\n";
    for (wrong, advised, message) in [
        (
            "[api]\nrate_limited = \"420\"\n",
            "[api]\nrate_limited = [420]\n",
            "`api.rate_limited` must be a list of statuses",
        ),
        (
            "[token_request]\nbody = \"json\"\n",
            "[token_request]\nparameters_in = \"json\"\n",
            "unknown key `body`",
        ),
        (
            "[consents.page]\nendpoint = \"https://acme.example/page\"\nsuccess = true\n",
            "[consents.page]\nendpoint = \"https://acme.example/page\"\nsuccess = { granted = true }\n",
            "`consents.page.success` must be a table",
        ),
    ] {
        let (told, help) = one(wrong);
        assert_eq!(told, message);
        let advice = advised.lines().last().unwrap();
        let value = advice.split_once(" = ").unwrap().1;
        assert!(
            help.contains(&format!("`{advice}`")) || help.contains(&format!("`{value}`")),
            "{help}"
        );
        right(advised);
    }
    // A name with capitals is no name of a variable.
    let request = |hole: &str| {
        HEAD.replace(grants, "")
            + &format!(
                "[grants.authorization_code]\nrequest = {{ parameters = {{ a = \"{hole}\" }} }}\n"
            )
    };
    let compiled = |text: String| compile(&SourceFile::new("acme.toml", text));
    let report = compiled(request("{ShopName}")).unwrap_err();
    let help = report.diagnostics()[0].help.as_deref().unwrap();
    assert!(
        help.starts_with("declare it, and write `{shop_name}`:\n\n[variables.shop_name]\n"),
        "{help}"
    );
    assert!(compiled(request("{shop_name}") + "[variables.shop_name]\n").is_ok());
    // Not every type can stand in every place of a URL.
    for (api, declared) in [
        ("https://{region}.acme.example/v1", "[variables.region]\ntype = \"label\"\n"),
        ("{region}/v1", "[variables.region]\ntype = \"url\"\n"),
        ("https://acme.example/{region}", "[variables.region]\n"),
    ] {
        let text = HEAD.replace("https://acme.example/v1", api);
        let report = compiled(text.clone()).unwrap_err();
        let help = report.diagnostics()[0].help.as_deref().unwrap();
        assert!(help.starts_with(&format!("declare it:\n\n{declared}\nor take")), "{help}");
        assert!(compiled(text + declared).is_ok());
    }
}

/// What is wrong with a grant's name does not hide what is wrong elsewhere.
#[test]
fn beside_a_misspelt_grant_holes_are_looked_at() {
    let text = |hole: &str| {
        format!(
            "[grants.client_credentialz]\n[grants.client_credentialz.parameters.site]\n\
             [api]\nheaders = {{ x-site = \"{{{hole}}}\" }}\n"
        )
    };
    let messages =
        |hole: &str| told(&text(hole)).into_iter().map(|(message, _)| message).collect::<Vec<_>>();
    let unknown = "unknown grant `client_credentialz`";
    assert_eq!(messages("sitee"), [unknown, "nothing is called `{sitee}`"]);
    // It may be meant as that of the grant, whatever that is.
    assert_eq!(messages("site"), [unknown]);
}

#[test]
fn a_state_that_is_renamed_comes_back_somehow() {
    let names = "[parameter_names]\nstate = \"st\"\n";
    let (message, help) = one(names);
    assert_eq!(message, "a `state` that is sent under one name and expected under another");
    assert!(help.contains("[callback]\nstate = \"st\"\n"), "{help}");
    right(&format!("{names}[callback]\nstate = \"st\"\n"));
    right(&format!("{names}[callback]\nstate = \"state\"\n"));
    // Nothing sends it, so nothing comes back.
    right(&format!("authorization_request = {{ omit = [\"state\"] }}\n{names}"));
    right("[parameter_names]\nstate = \"state\"\n");
}

#[test]
fn another_token_is_no_id_token() {
    let verified = "[id_token]\nissuer = \"https://acme.example\"\nalgorithms = [\"HS256\"]\n";
    for (answer, what) in [
        ("id_token = \"access_token\"", "an access token"),
        ("access_token = \"token\"\nid_token = \"token\"", "an access token"),
        ("names = \"camelCase\"\nid_token = \"accessToken\"", "an access token"),
        ("id_token = \"refresh_token\"", "a refresh token"),
    ] {
        let (message, _) = one(&format!("[token]\n{answer}\n{verified}"));
        assert_eq!(message, format!("{what}, where the ID token should be"), "{answer}");
    }
    let own = "request = { answer = { id_token = \"access_token\" } }\n";
    assert_eq!(one(&format!("{own}{verified}")).0, "an access token, where the ID token should be");
    // Where the ID token is what calls carry, it is one all the same.
    right(&format!("[token]\naccess_token = \"id_token\"\n{verified}"));
    right(&format!("[token]\nid_token = \"who\"\n{verified}"));
}

#[test]
fn basic_is_a_second_way_to_authenticate() {
    let file = |way: &str, header: &str| {
        format!(
            "request = {{ headers = {{ authorization = \"{header}\" }} }}\n\
             [client]\nauthentication = \"{way}\"\n[computed.own]\nmessage = \"{{client_id}}:{{client_secret}}\"\n\
             encoding = \"base64\"\n"
        )
    };
    let basic = "Basic {computed.own}";
    let message = "the client would authenticate in two ways";
    let (told, help) = one(&file("tls_client_auth", basic));
    assert_eq!(told, message);
    assert!(help.contains("certificate = true"), "{help}");
    let (told, help) = one(&file("client_secret_post", basic));
    assert_eq!(told, message);
    assert!(help.contains("authentication = \"none\""), "{help}");
    right(&file("none", basic));
    // A gateway's own.
    right(&file("tls_client_auth", "Gateway {computed.own}"));
}

#[test]
fn what_is_written_in_another_shape() {
    let help = |rest: &str| one(rest).1;
    assert!(help("[client]\ndpop = true\n").contains("`dpop = { algorithm = \"ES256\""));
    let path = help("[token]\naccess_token = [\"data\", \"token\"]\n");
    assert!(path.ends_with("`\"data.token\"`"), "{path}");
    let hook = "[webhooks.v1]\nin = { header = \"x\" }\nalgorithm = \"hmac-sha256\"\nmessage = \"{request.body}\"\n";
    assert_eq!(help(&format!("{hook}encoding = \"base16\"\n")), "did you mean `hex`?");
    assert_eq!(help(&format!("{hook}key_encoding = \"base16\"\n")), "did you mean `hex`?");
}

#[test]
fn an_undeclared_part_of_a_url_is_declared_as_what_can_stand_there() {
    let help = |url: &str| one(&format!("[calls.me]\nurl = \"{url}\"\n")).1;
    for (url, kind) in [
        ("https://{own_part}/me", "hostname"),
        ("https://{own_part}:8443/me", "hostname"),
        ("https://{own_part}.acme.example/me", "label"),
        ("https://api.{own_part}/me", "label"),
        ("{own_part}/me", "url"),
    ] {
        let said = help(url);
        assert!(
            said.contains(&format!("[variables.own_part]\ntype = \"{kind}\"")),
            "{url}: {said}"
        );
        let text =
            format!("[calls.me]\nurl = \"{url}\"\n[variables.own_part]\ntype = \"{kind}\"\n");
        right(&text);
    }
    assert!(!help("https://acme.example/{own_part}").contains("type = "));
}
