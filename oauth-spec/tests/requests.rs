//! What requests become: names, values, methods, and everything that goes with a grant.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::*;

const HEAD: &str = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
    authorization = \"https://acme.example/authorize\"\ntoken = \"https://acme.example/token\"\n\
    revocation = \"https://acme.example/revoke\"\napi = \"https://api.acme.example/v1/\"\n";

/// A file with these lines beside a name and endpoints.
fn spec(lines: &str) -> &'static ProviderSpec {
    let source = SourceFile::new("acme.toml", format!("{HEAD}{lines}"));
    compile(&source).unwrap_or_else(|report| panic!("\n{report}")).spec
}

fn everything() -> &'static ProviderSpec {
    let source = SourceFile::new("requests.toml", include_str!("cases/valid/requests.toml"));
    compile(&source).unwrap_or_else(|report| panic!("\n{report}")).spec
}

/// Parameters as `name=value`; JSON has a colon.
fn wire(parameters: &[Parameter]) -> Vec<String> {
    let sign = |notation| if notation == Notation::Json { ":" } else { "" };
    parameters.iter().map(|p| format!("{}{}={}", p.name, sign(p.notation), p.value)).collect()
}

#[test]
fn values_are_texts_or_json() {
    let code = everything().grants.authorization_code.unwrap();
    assert_eq!(
        wire(code.authorization.parameters),
        [
            "client_key={client_id}",
            "redirect_uri={redirect_uri}",
            "code_challenge_method=S256",
            "perms={scope}",
            "state={state}",
            "code_challenge={code_challenge}",
            "team={team}",
            "nonce={nonce}",
            "claims:={\"id_token\":{\"email\":{\"essential\":true,\"values\":[\"{shop}\",1,1.5]}}}",
            "grant_options[]=per-user",
            "grant_options[]={region}",
            "user_scope={scopes.user}",
            "debug:=false",
            "level:=3",
        ]
    );
    assert_eq!(
        wire(code.request.parameters),
        [
            "redirect_uri={redirect_uri}",
            "code={code}",
            "code_verifier={code_verifier}",
            "proof={computed.proof}",
            "app={grants.client_credentials}",
            "list:=[\"a\",\"b\"]",
            "seller={seller}",
        ]
    );
}

#[test]
fn texts_in_json_are_escaped() {
    let spec = spec(
        "[grants.password]\n[grants.password.request.parameters.claims]\n\
        \"a\\\"\\u0001\\\\\" = \"\\\"{username}\\\\é\"",
    );
    let claims = spec.grants.password.unwrap().request.parameters.last().unwrap();
    assert_eq!(
        claims.value,
        Template::of(&[
            Part::Text("{\"a\\\"\\u0001\\\\\":\"\\\""),
            Part::Value(Source::Parameter("username")),
            Part::Text("\\\\é\"}"),
        ])
    );
}

#[test]
fn everything_of_a_token_request() {
    let spec = everything();
    let code = spec.grants.authorization_code.unwrap();
    assert_eq!(code.challenge, Challenge::S256Hex);
    assert!(code.authorization.query_after_fragment);
    assert_eq!(code.request.method, Method::Post);
    assert_eq!(code.request.parameters_in, ParametersIn::Json);
    assert_eq!(code.request.authentication, Some(ClientAuthentication::None));
    assert_eq!(wire(code.request.query), ["v=2", "t={time.unix_ms}"]);
    assert_eq!(
        *code.request.answer.unwrap(),
        Answer {
            format: AnswerFormat::Jsonp,
            root: "data",
            access_token: "token",
            token_type: "kind",
            refresh_token: "again",
            scope: "rights",
            id_token: "who",
            expiry: Expiry::In { field: "ttl", unit: Unit::Milliseconds, zero_is_never: true },
            refresh_token_expiry: Some(Expiry::at("until", TimeFormat::Rfc3339)),
        }
    );
    let offline = code.offline.unwrap();
    assert_eq!((offline.scopes, offline.default), (&["offline_access"][..], false));
    assert_eq!(wire(offline.parameters), ["access_type=offline"]);
    let own: Vec<_> = code.parameters.iter().map(|own| own.name).collect();
    assert_eq!(own, ["team", "seller"]);

    let credentials = spec.grants.client_credentials.unwrap().request;
    assert_eq!(credentials.method, Method::Get);
    assert_eq!(credentials.parameters_in, ParametersIn::Query);
    assert_eq!(
        wire(credentials.parameters),
        ["grant_type=client_credentials", "perms={scope}", "account={account}"]
    );
    let password = spec.grants.password.unwrap().request;
    assert_eq!((password.method, password.parameters_in), (Method::Put, ParametersIn::Multipart));
    let answer = password.answer.unwrap();
    assert_eq!((answer.access_token, answer.expiry), ("accessToken", Expiry::Jwt));
    let refresh = spec.grants.refresh_token.unwrap();
    assert_eq!(refresh.rotation, Rotation::Always);
    assert!(refresh.request.sends(Source::Call("tenant.id")));
}

/// `[token_request]`: each request has it unless its own table says otherwise.
#[test]
fn what_holds_for_every_token_request() {
    let spec = spec(
        "device_authorization = \"https://acme.example/device\"\n[variables.tenant]\n[client]\n\
         authentication = \"none\"\n[token_request]\n\
         omit = [\"grant_type\", \"redirect_uri\", \"refresh_token\"]\n\
         parameters = { tenant = \"{tenant}\", secret = \"{client_secret}\", level = 1 }\n\
         [grants.authorization_code]\n\
         request = { omit = [\"tenant\"], parameters = { level = 2, redirect_uri = \"{redirect_uri}/x\" } }\n\
         [grants.client_credentials]\n[grants.personal_access_token]\n\
         [grants.refresh_token]\nrequest = { parameters = { old = \"{refresh_token}\" } }\n\
         [grants.device_code]\n[grants.app]\ngrant_type = \"app\"\nparameters.key = {}\n\
         ",
    );
    let grants = &spec.grants;
    let code = grants.authorization_code.unwrap();
    assert_eq!(
        wire(code.request.parameters),
        [
            "redirect_uri={redirect_uri}/x",
            "code={code}",
            "code_verifier={code_verifier}",
            "secret={client_secret}",
            "level:=2",
        ]
    );
    let client = grants.client_credentials.unwrap().request.parameters;
    let common = ["tenant={tenant}", "secret={client_secret}", "level:=1"];
    assert_eq!(wire(client), ["scope={scope}", common[0], common[1], common[2]]);
    let refresh = grants.refresh_token.unwrap().request.parameters;
    assert_eq!(wire(refresh), [common[0], common[1], common[2], "old={refresh_token}"]);
    let device = grants.device_code.unwrap();
    assert!(!wire(device.authorization.parameters).contains(&common[0].to_owned()));
    assert!(wire(device.request.parameters).contains(&common[0].to_owned()));
    let app = wire(grants.custom[0].request.parameters);
    assert_eq!(app, ["key={key}", "scope={scope}", common[0], common[1], common[2]]);
}

#[test]
fn grants_of_the_providers_own() {
    let [installation, long_lived] = everything().grants.custom else { panic!("two grants") };
    assert_eq!(
        wire(installation.request.parameters),
        ["perms={scope}", "jwt={computed.client_assertion}"]
    );
    assert_eq!(long_lived.after, ["authorization_code", "password"]);
    assert_eq!(
        wire(long_lived.request.parameters),
        ["grant_type=exchange", "exchange_token={access_token}", "user={token.user}"]
    );
}

#[test]
fn other_names_for_standard_parameters() {
    let text = format!(
        "parameter_names = \"camelCase\"\n{HEAD}[grants.authorization_code]\n\
        request = {{ omit = [\"redirect_uri\", \"codeVerifier\"], parameters = {{ grantType = \
        \"code\", verifier = \"{{code_verifier}}\" }} }}\n[grants.refresh_token]"
    );
    let provider = compile(&SourceFile::new("acme.toml", text));
    let spec = provider.unwrap_or_else(|report| panic!("\n{report}")).spec;
    assert_eq!(
        (spec.client.id_parameter, spec.client.secret_parameter),
        ("clientId", "clientSecret")
    );
    let code = spec.grants.authorization_code.unwrap();
    assert_eq!(
        wire(code.request.parameters),
        ["grantType=code", "code={code}", "verifier={code_verifier}"]
    );
    assert_eq!(code.authorization.parameters[0].name, "responseType");
    let refresh = spec.grants.refresh_token.unwrap().request;
    assert_eq!(
        wire(refresh.parameters),
        ["grantType=refresh_token", "refreshToken={refresh_token}"]
    );
    assert_eq!(spec.revocation, TokenOperation::STANDARD);
    assert_eq!(wire(everything().introspection.parameters), ["access_token={token}"]);
}

#[test]
fn plain_challenges() {
    let spec = spec("[grants.authorization_code]\npkce = \"plain\"");
    let code = spec.grants.authorization_code.unwrap();
    assert_eq!(code.challenge, Challenge::Plain);
    assert!(
        code.authorization.parameters.contains(&Parameter::text("code_challenge_method", "plain"))
    );
}

#[test]
fn ways_to_authenticate() {
    let client = everything().client;
    let names: Vec<_> = client.authentication.iter().map(|way| way.name()).collect();
    assert_eq!(names, ["assertion", "bearer", "client_secret_post", "none"]);
    let needs: Vec<_> = client.authentication.iter().map(|way| way.needs_secret()).collect();
    assert_eq!(needs, [false, true, true, false]);
    assert_eq!(client.redirect_schemes, ["https", "com.example.app"]);
    assert_eq!((client.id_parameter, client.secret_parameter), ("client_key", "client_secret"));
    let ClientAuthentication::Declared(bearer) = client.authentication[1] else {
        panic!("declared")
    };
    assert_eq!(wire(bearer.parameters), ["client_key={client_id}"]);
    let ClientAuthentication::Declared(assertion) = client.authentication[0] else {
        panic!("declared")
    };
    let secret = spec(
        "[client]\nauthentication = \"signed\"\n[client.methods.signed]\n\
        parameters = { sign = \"{computed.sign}\" }\n[computed.sign]\nalgorithm = \"sha1\"\n\
        message = \"{client_secret}\"\n[grants.client_credentials]",
    );
    assert!(!assertion.needs_secret);
    assert!(secret.client.authentication[0].needs_secret(), "through the computed value");
}

#[test]
fn calls_and_consents() {
    let spec = everything();
    let tenant = spec.call("tenant").unwrap();
    assert_eq!(tenant.when, CallTime::Connected);
    assert_eq!(wire(tenant.parameters), ["kind=a", "kind=b"]);
    assert_eq!(tenant.authorization.unwrap().to_string(), "OAuth {access_token}");
    assert_eq!(tenant.fields[0].kind, FieldKind::Label);
    let confirm = spec.call("confirm").unwrap();
    assert_eq!(wire(confirm.parameters), ["accepted:=true", "tenant={calls.tenant.id}"]);
    assert_eq!(confirm.url.to_string(), "https://{calls.tenant.id}.example.com/confirm");
    let me = spec.call("me").unwrap();
    assert_eq!(me.url.to_string(), "{token.instance_url}/me?deep=1");
    assert_eq!((me.method, me.parameters_in), (Method::Get, ParametersIn::Query));
    assert_eq!(me.authentication, CallAuthentication::Client);
    assert_eq!(spec.call("goodbye").unwrap().when, CallTime::Disconnect);

    let admin = spec.consent("admin").unwrap();
    assert_eq!(wire(admin.authorization.parameters), ["client_id={client_id}", "state={state}"]);
    let success = Condition { path: "admin_consent", test: Test::Is(Literal::Text("True")) };
    assert_eq!(admin.success, Some(success));
    let install = spec.consent("install").unwrap();
    assert_eq!(
        wire(install.authorization.parameters),
        ["client_key={client_id}", "redirect_uri={redirect_uri}", "state={state}"]
    );
}

#[test]
fn paths_of_calls_follow_the_base() {
    let spec = spec("[grants.client_credentials]\n[calls.me]\nmethod = \"POST\"\nurl = \"/me\"");
    let me = spec.call("me").unwrap();
    assert_eq!(me.url, Template::text("https://api.acme.example/v1/me"));
    assert_eq!(me.parameters_in, ParametersIn::Form);
}

#[test]
fn requests_about_a_token() {
    let spec = everything();
    assert_eq!(spec.revocation.method, Method::Delete);
    assert_eq!(spec.revocation.parameters_in, ParametersIn::Json);
    assert_eq!(wire(spec.revocation.parameters), ["token_type_hint=access_token"]);
    assert_eq!(spec.revocation.authentication, CallAuthentication::None);
    assert_eq!(spec.introspection.method, Method::Get);
    assert_eq!(spec.introspection.parameters_in, ParametersIn::Query);
    assert_eq!(
        spec.endpoints.introspection.unwrap().to_string(),
        "https://{token.host}/introspect"
    );
    let [express] = spec.variants else { panic!("one variant") };
    assert!(express.authorization_endpoint.is_some());
}

#[test]
fn descriptions() {
    let source = SourceFile::new("requests.toml", include_str!("cases/valid/requests.toml"));
    let docs = compile(&source).unwrap_or_else(|report| panic!("\n{report}")).docs;
    for (path, text) in [
        ("calls.me", "who is it"),
        ("consents.install", "the page of the app"),
        ("webhooks.v1", "events"),
        ("grants.authorization_code.parameters.team", "which team"),
    ] {
        assert_eq!(docs.description(path), Some(text), "{path}");
    }
}

#[test]
fn nothing_of_the_client() {
    let spec = spec(
        "[token_request]\nauthentication = false\n[grants.password]\n\
        [grants.client_credentials]\nrequest = { authentication = \"client_secret_post\" }",
    );
    let way = |grant: Option<TokenGrant>| grant.unwrap().request.authentication;
    assert_eq!(way(spec.grants.password), Some(ClientAuthentication::NOTHING));
    let post = ClientAuthentication::ClientSecretPost;
    assert_eq!(way(spec.grants.client_credentials), Some(post));
}

#[test]
fn what_stands_in_the_path_is_not_sent_beside_it() {
    let lines = |request: &str| {
        format!(
            "[grants.install]\ngrant_type = \"install\"\n\
            request = {{ endpoint = \"https://acme.example/installs/{{id}}\"{request} }}\n\
            [grants.install.parameters.id]\ntype = \"integer\"\nrequired = true\n\
            [grants.install.parameters.name]"
        )
    };
    let install = spec(&lines("")).grants.custom[0];
    let endpoint = install.request.endpoint.unwrap();
    assert_eq!(endpoint.sources().next(), Some(Source::Parameter("id")));
    let standard = ["grant_type=install", "name={name}", "scope={scope}"];
    assert_eq!(wire(install.request.parameters), standard);
    let omitted = spec(&lines(", omit = [\"id\"]")).grants.custom[0];
    assert_eq!(omitted.request, install.request);
    let again = spec(&lines(", parameters = { id = \"{id}\" }")).grants.custom[0];
    let both = ["grant_type=install", "id={id}", "name={name}", "scope={scope}"];
    assert_eq!(wire(again.request.parameters), both);
}

#[test]
fn a_grant_after_another_has_no_type() {
    let source = format!(
        "{HEAD}[grants.authorization_code]\n[grants.session]\ngrant_type = \"session\"\n\
        after = [\"authorization_code\"]"
    );
    let provider = compile(&SourceFile::new("acme.toml", source));
    let names = provider.unwrap_or_else(|report| panic!("\n{report}")).names;
    assert_eq!(names.find("grants.session"), None);
}

#[test]
fn refusals_may_have_the_status_of_a_success() {
    let spec = spec(
        "[grants.client_credentials]\n[errors]\nwhen = { ok = false }\n\
        [api]\nexpired = { status = [200, 401], error = [\"expired\"] }",
    );
    assert_eq!(spec.api.expired.status, [200, 401]);
}

#[test]
fn devices_have_two_requests_and_an_answer_of_their_own() {
    let source = SourceFile::new("devices.toml", include_str!("cases/valid/devices.toml"));
    let spec = compile(&source).unwrap_or_else(|report| panic!("\n{report}")).spec;
    let device = spec.grants.device_code.unwrap();
    let DeviceGrant { authorization, answer, verification_uri, offline, request, renewal } = device;
    assert_eq!(offline, None);
    assert_eq!(verification_uri, None);
    assert_eq!(wire(authorization.parameters), ["scopes={scope}"]);
    assert_eq!(wire(authorization.query), ["v=1"]);
    assert_eq!(authorization.parameters_in, ParametersIn::Form);
    assert_eq!(authorization.authentication, Some(ClientAuthentication::None));
    assert_eq!(authorization.headers.len(), 1);
    assert_eq!(
        answer,
        DeviceAnswer {
            format: AnswerFormat::Json,
            root: "data",
            device_code: "code",
            user_code: "typed",
            verification_uri: "verification_url",
            verification_uri_complete: "/url",
            expires_in: "expire_in",
            expires_in_unit: Unit::Seconds,
            interval: "pause",
        }
    );
    assert_eq!(
        wire(request.parameters),
        [
            "grant_type=device_code",
            "device_code={device_code}",
            "user_code={user_code}",
            "scope={scope}"
        ]
    );
    let user_code = request.parameters[2].value.as_source();
    assert_eq!(user_code, Some(Source::Parameter("user_code")));
    // What holds for token requests holds for the poll only.
    assert_eq!(request.parameters_in, ParametersIn::Json);
    assert_eq!(renewal, Renewal::None);
    let head =
        HEAD.replace("[endpoints]", "[endpoints]\ndevice_authorization = \"https://a.example\"");
    let text = format!("{head}[token_request]\nparameters_in = \"json\"\n[grants.device_code]");
    let plain =
        compile(&SourceFile::new("acme.toml", text)).unwrap().spec.grants.device_code.unwrap();
    assert_eq!(plain.authorization, TokenRequest::DEVICE_AUTHORIZATION);
}

#[test]
fn a_page_that_no_answer_names() {
    let source = SourceFile::new("device.toml", include_str!("cases/valid/device_page.toml"));
    let spec = compile(&source).unwrap_or_else(|report| panic!("\n{report}")).spec;
    let device = spec.grants.device_code.unwrap();
    let page = device.verification_uri.unwrap().to_string();
    assert_eq!(page, "https://{region}.acme.example/#/device");
    let expected = DeviceAnswer {
        expires_in: "lasts",
        expires_in_unit: Unit::Minutes,
        ..DeviceAnswer::STANDARD
    };
    assert_eq!(device.answer, expected);
    let offline = device.offline.unwrap();
    assert_eq!((offline.scopes, offline.default), (&["offline_access"][..], false));
    assert_eq!(spec.token.answer.expiry, Expiry::after("lives", Unit::Minutes));
    assert_eq!(Unit::Minutes.duration(u64::MAX).as_secs(), u64::MAX);
}

/// What the request uses of what the application gives is not sent by itself as well, in whatever grant.
#[test]
fn a_parameter_that_is_used_is_not_sent_beside_that() {
    const GRANTS: [&str; 3] = ["own", "password", "client_credentials"];
    let site = |request: &str| {
        let table = |name: &str| {
            let own = if name == "own" { "grant_type = \"own\"\n" } else { "" };
            format!("[grants.{name}]\n{own}{request}\nparameters.site = {{ required = true }}\n")
        };
        let computed = "[computed.proof]\nalgorithm = \"sha256\"\nmessage = \"{site}\"\n";
        let computed = if request.contains("proof") { computed } else { "" };
        let spec = spec(&format!("{}{computed}", GRANTS.map(table).concat()));
        let requests = [
            spec.grants.custom[0].request,
            spec.grants.password.unwrap().request,
            spec.grants.client_credentials.unwrap().request,
        ];
        requests.map(|request| {
            let own = request.parameters.iter().filter(|it| it.value.to_string().contains("site"));
            own.map(|it| it.name).collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(site(""), ["site"; 3]);
    assert_eq!(site("request.parameters = { account = \"{site}\" }"), ["account"; 3]);
    let both = site("request.parameters = { account = \"{site}\", site = \"{site}\" }");
    assert_eq!(both, ["site account", "account site", "account site"]);
    assert_eq!(site("request.headers = { x-site = \"{site}\" }"), [""; 3]);
    assert_eq!(site("request.endpoint = \"https://acme.example/t?to={site}\""), [""; 3]);
    assert_eq!(site("request.parameters = { proof = \"{computed.proof}\" }"), [""; 3]);
    let query = "request = { parameters_in = \"query\", query = { site = \"{site}\" } }";
    assert_eq!(site(query), [""; 3]);
}
