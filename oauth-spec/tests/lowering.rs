//! What files become: the standards' constants where nothing deviates, and every word of the language.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::*;

const HEAD: &str = "schema = 1\n[provider]\nname = \"acme\"\n";
const ENDPOINTS: &str = "[endpoints]\nauthorization = \"https://acme.example/authorize\"\n\
    token = \"https://acme.example/token\"\nrevocation = \"https://acme.example/revoke\"\n";

fn compiled(text: &str) -> Provider {
    compile(&SourceFile::new("acme.toml", text)).unwrap_or_else(|report| panic!("\n{report}"))
}

/// A file with these lines beside a name and endpoints.
fn spec(lines: &str) -> &'static ProviderSpec {
    compiled(&format!("{HEAD}{ENDPOINTS}{lines}")).spec
}

fn everything() -> Provider {
    compiled(include_str!("cases/valid/everything.toml"))
}

/// Parameters as `name=value`.
fn wire(parameters: &[Parameter]) -> Vec<String> {
    parameters.iter().map(|p| format!("{}={}", p.name, p.value)).collect()
}

fn headers(headers: &[Header]) -> Vec<String> {
    headers.iter().map(|header| format!("{}: {}", header.name, header.value)).collect()
}

#[test]
fn what_does_not_deviate_is_standard() {
    let spec = spec(
        "device_authorization = \"https://acme.example/device\"\n\
        [grants.authorization_code]\n[grants.implicit]\n[grants.password]\n\
        [grants.client_credentials]\n[grants.device_code]\n[grants.refresh_token]\n\
        [grants.personal_access_token]",
    );
    let url = |path: &'static str| Some(Template::text(path));
    let grants = Grants {
        authorization_code: Some(AuthorizationCodeGrant::STANDARD),
        implicit: Some(ImplicitGrant::STANDARD),
        password: Some(TokenGrant::PASSWORD),
        client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS),
        device_code: Some(DeviceGrant::STANDARD),
        ciba: None,
        refresh_token: Some(RefreshGrant::STANDARD),
        personal_access_token: Some(PersonalAccessTokenGrant { expiry: IssuedExpiry::Chosen }),
        custom: &[],
    };
    let expected = ProviderSpec {
        name: "acme",
        title: "acme",
        endpoints: Endpoints {
            authorization: url("https://acme.example/authorize"),
            token: url("https://acme.example/token"),
            revocation: url("https://acme.example/revoke"),
            device_authorization: url("https://acme.example/device"),
            ..Endpoints::NONE
        },
        grants,
        ..ProviderSpec::STANDARD
    };
    assert_eq!(*spec, expected);
}

#[test]
fn empty_tables_change_nothing() {
    let with = spec(
        "[grants.authorization_code]\n[client]\n[token_request]\n[token]\n[callback]\n[errors]\n[api]\n\
        [revocation]\n[scopes]\n[variants]\n[variables]\n[environments]\n[documents]\n[unconfirmed]",
    );
    assert_eq!(with, spec("[grants.authorization_code]"));
}

#[test]
fn words_of_the_standard_change_nothing() {
    let with = spec(
        "[client]\nauthentication = \"client_secret_basic\"\n[token_request]\nparameters_in = \"form\"\n\
        [grants.authorization_code]\npkce = \"S256\"\nrenew = \"refresh_token\"\n\
        [grants.refresh_token]\n[scopes]\nseparator = \" \"\n[token]\nexpiry = \"expires_in\"\n\
        [callback]\nrepeated_parameters = \"refuse\"\n\
        [api]\nauthorization = \"Bearer {access_token}\"\nrate_limited = [429]\n\
        expired = { status = 401, error = [\"invalid_token\"], error_description = [] }\n\
        [revocation]\nauthentication = \"client\"",
    );
    assert_eq!(with, spec("[grants.authorization_code]\n[grants.refresh_token]"));
}

#[test]
fn renewal_follows_the_refresh_grant() {
    let without = spec(
        "[grants.authorization_code]\n[grants.password]\n[grants.client_credentials]\n\
        [grants.implicit]\n[grants.own]\ngrant_type = \"own\"",
    );
    let with = spec(
        "[grants.authorization_code]\n[grants.password]\n[grants.client_credentials]\n\
        [grants.implicit]\n[grants.own]\ngrant_type = \"own\"\n[grants.refresh_token]",
    );
    for name in ["authorization_code", "password", "own"] {
        assert_eq!(without.grants.renewal(name), Some(Renewal::None), "{name}");
        assert_eq!(with.grants.renewal(name), Some(Renewal::RefreshToken), "{name}");
    }
    for spec in [without, with] {
        assert_eq!(spec.grants.renewal("client_credentials"), Some(Renewal::Reacquire));
        assert_eq!(spec.grants.renewal("implicit"), Some(Renewal::None));
    }
    let said = spec("[grants.implicit]\nrenew = \"refresh_token\"\n[grants.refresh_token]");
    assert_eq!(said.grants.renewal("implicit"), Some(Renewal::RefreshToken));
}

#[test]
fn the_implicit_grant_says_what_comes() {
    let id_token = "[id_token]\nissuer = \"https://acme.example\"\nalgorithms = [\"HS256\"]";
    for (name, response_type) in ResponseType::ALL {
        let file = format!("[grants.implicit]\nresponse_type = \"{name}\"\n{id_token}");
        let spec = spec(&file);
        let standard = ImplicitGrant {
            response_type: *response_type,
            authorization: response_type.request(),
            ..ImplicitGrant::STANDARD
        };
        assert_eq!(spec.grants.implicit, Some(standard));
        let has_id_token = *response_type != ResponseType::Token;
        assert_eq!(spec.id_token.unwrap().nonce_required, has_id_token, "{name}");
    }
    // There is nothing to open, so nothing to ask for in detail.
    let details = "[authorization_details.payment]\nfields.amount = {}";
    let file = format!("[grants.implicit]\nresponse_type = \"id_token\"\n{id_token}\n{details}");
    let posted = file.replace("id_token\"\n[", "id_token\"\nresponse_mode = \"form_post\"\n[");
    let request = spec(&posted).grants.implicit.unwrap().authorization;
    let names: Vec<_> = request.parameters.iter().map(|it| it.name).collect();
    let standard = ["response_type", "client_id", "redirect_uri", "scope", "state", "nonce"];
    assert_eq!(names, [&standard[..], &["response_mode"]].concat());
}

#[test]
fn authorization_details_go_with_each_request_once() {
    let spec = spec(
        "device_authorization = \"https://acme.example/device\"\n\
         [grants.authorization_code]\n[grants.client_credentials]\n[grants.device_code]\n\
         [authorization_details.payment]\n",
    );
    let grants = spec.grants;
    for parameters in [
        grants.authorization_code.unwrap().authorization.parameters,
        grants.client_credentials.unwrap().request.parameters,
        grants.device_code.unwrap().authorization.parameters,
    ] {
        let details = parameters.iter().filter(|it| it.name == "authorization_details");
        assert_eq!(details.count(), 1, "{parameters:?}");
    }
    assert_eq!(wire(grants.device_code.unwrap().request.parameters).len(), 2);
}

#[test]
fn without_pkce_its_parameters_are_gone() {
    let grant =
        spec("[grants.authorization_code]\npkce = \"none\"").grants.authorization_code.unwrap();
    assert_eq!(
        wire(grant.authorization.parameters),
        [
            "response_type=code",
            "client_id={client_id}",
            "redirect_uri={redirect_uri}",
            "scope={scope}",
            "state={state}"
        ]
    );
    assert_eq!(
        wire(grant.request.parameters),
        ["grant_type=authorization_code", "redirect_uri={redirect_uri}", "code={code}"]
    );
}

#[test]
fn what_is_added_comes_last_and_what_is_replaced_stays_in_place() {
    let grant = spec(
        "[grants.password]\nrequest = { omit = [\"scope\"], parameters = { z = \"1\", a = \"2\", \
        username = \"app/{username}\" } }",
    );
    assert_eq!(
        wire(grant.grants.password.unwrap().request.parameters),
        ["grant_type=password", "username=app/{username}", "password={password}", "z=1", "a=2"]
    );
}

#[test]
fn a_grant_of_the_providers_own() {
    let spec = spec(
        "[grants.app]\ngrant_type = \"urn:app\"\nrequest = { omit = [\"key\"], parameters = \
        { token = \"{key}\" } }\n[grants.app.parameters]\nid = { type = \"integer\", required = true }\n\
        key = { secret = true }\nflag = { type = \"boolean\" }",
    );
    let [app] = spec.grants.custom else { panic!("one grant") };
    assert_eq!(
        app.parameters,
        [
            CallParameter { name: "id", kind: ParameterKind::Integer, required: true },
            CallParameter { name: "key", kind: ParameterKind::Secret, required: false },
            CallParameter { name: "flag", kind: ParameterKind::Boolean, required: false },
        ]
    );
    assert_eq!(
        wire(app.request.parameters),
        ["grant_type=urn:app", "id={id}", "flag={flag}", "scope={scope}", "token={key}"]
    );
}

#[test]
fn token_requests_take_what_all_have_in_common() {
    let spec = spec(
        "[token_request]\nparameters_in = \"json\"\nheaders = { X-A = \"1\", x-b = \"2\" }\n\
        [grants.password]\nrequest = { headers = { x-a = \"3\", x-c = \"4\" } }\n\
        [grants.client_credentials]\nrequest = { parameters_in = \"query\" }",
    );
    let password = spec.grants.password.unwrap().request;
    assert_eq!(password.parameters_in, ParametersIn::Json);
    assert_eq!(headers(password.headers), ["x-a: 3", "x-b: 2", "x-c: 4"]);
    let credentials = spec.grants.client_credentials.unwrap().request;
    assert_eq!(credentials.parameters_in, ParametersIn::Query);
    assert_eq!(headers(credentials.headers), ["x-a: 1", "x-b: 2"]);
    assert_eq!(credentials.parameters, TokenRequest::CLIENT_CREDENTIALS.parameters);
}

#[test]
fn durations() {
    for (written, seconds) in
        [("90s", 90), ("30m", 1_800), ("8h", 28_800), ("28d", 2_419_200), ("2w", 1_209_600)]
    {
        let spec = spec(&format!("[grants.implicit]\n[token]\nlifetime = \"{written}\""));
        assert_eq!(spec.token.lifetime, Some(seconds), "{written}");
    }
}

#[test]
fn scopes_in_the_files_order() {
    let lines = "[grants.implicit]\n[scopes.combine]\nparts = [[\"a\", \"b\"], [\"r\", \"w\"], [\"x\"]]\n\
        separator = \".\"\n[scopes.list]\nz = \"\"\nc = \"\"";
    let values = |spec: &ProviderSpec| spec.scopes.known.to_vec();
    assert_eq!(values(spec(lines)), ["a.r.x", "a.w.x", "b.r.x", "b.w.x", "z", "c"]);
    let everything = everything();
    assert_eq!(
        values(everything.spec),
        ["user:read", "offline", "app:read", "app:write", "org:read", "org:write"]
    );
}

#[test]
fn order_in_the_file_is_kept() {
    let spec = everything().spec;
    let names = |fields: &[Field]| fields.iter().map(|field| field.name).collect::<Vec<_>>();
    assert_eq!(names(spec.token.fields), ["account_id", "ref", "backup_key", "raw", "ratio"]);
    let variables: Vec<_> = spec.variables.iter().map(|variable| variable.name).collect();
    assert_eq!(variables, ["host", "tenant", "gateway", "partner", "hmac_encoding", "signing_key"]);
    let environments: Vec<_> = spec.environments.iter().map(|one| one.name).collect();
    assert_eq!(environments, ["test", "live"]);
    assert_eq!(spec.environments[0].values, [("host", "app.test.example.com"), ("partner", "42")]);
}

#[test]
fn templates() {
    let spec = everything().spec;
    let url = |template: Option<Template>| template.unwrap().to_string();
    assert_eq!(url(spec.endpoints.authorization), "https://{host}/oauth/authorize?brand=a");
    assert_eq!(url(spec.endpoints.token), "https://{tenant}.id.example.com/oauth/token");
    assert_eq!(url(spec.endpoints.revocation), "{gateway}/revoke");
    assert_eq!(url(spec.endpoints.api), "{gateway}");
    let app = spec.grants.custom("app").unwrap();
    let braces =
        app.request.parameters.iter().find(|parameter| parameter.name == "braces").unwrap();
    assert_eq!(
        braces.value,
        Template::of(&[
            Part::Text("{}-"),
            Part::Value(Source::Parameter("app_id")),
            Part::Text("!"),
        ])
    );
    let code = spec.grants.authorization_code.unwrap().request;
    assert!(code.sends(Source::Callback("shop")));
    let refresh = spec.grants.refresh_token.unwrap().request;
    assert!(refresh.sends(Source::Token("account_id")));
}

#[test]
fn answers() {
    let spec = everything().spec;
    let digest = Digest {
        key: Template::value(Source::Variable("signing_key")),
        message: Template::value(Source::Query),
        encoding: DigestEncoding::Variable("hmac_encoding"),
        ..Digest::STANDARD
    };
    let signature = spec.callback.signature.unwrap();
    assert_eq!(signature.place, SignaturePlace::Query("hmac"));
    assert_eq!(signature.syntax, SignatureSyntax::Prefix(""));
    let SignatureCheck::Digest(check) = signature.check else { panic!("a digest") };
    assert_eq!(*check, digest);
    assert_eq!((signature.timestamp, signature.replay_id), (None, None));
    assert_eq!(spec.callback.repeated_parameters, RepeatedParameters::Last);
    let FieldKind::Object(parts) = spec.token.fields[1].kind else { panic!("an object") };
    assert_eq!(
        parts,
        [Field::choice("type", &["user", "app"]).required(), Field::integer("id").required()]
    );
    assert_eq!(spec.token.fields[2].kind, FieldKind::Secret);
    assert_eq!(spec.api.rate_limited, [429, 420]);
    assert_eq!(
        spec.api.expired,
        ExpirySignal { status: &[403], error: &["expired_token"], error_description: &["expired"] }
    );
    assert_eq!(spec.revocation.authentication, CallAuthentication::AccessToken);
    assert_eq!(wire(spec.revocation.parameters), ["token_type_hint=access_token"]);
    let [variant] = spec.variants else { panic!("one variant") };
    assert_eq!((variant.name, variant.grants), ("v2", &["password"][..]));
    assert_eq!(variant.parameters_in, Some(ParametersIn::Form));
}

#[test]
fn documentation() {
    let docs = everything().docs;
    assert_eq!(docs.about.as_deref(), Some("Says all that can be said."));
    let documents: Vec<_> = docs
        .documents
        .iter()
        .map(|one| (one.id.as_str(), one.title.as_str(), one.url.is_some()))
        .collect();
    assert_eq!(
        documents,
        [
            ("docs", "Documentation", true),
            ("guide", "Authentication", true),
            ("mail", "A mail from their support", false)
        ]
    );
    assert_eq!(docs.unconfirmed[0].0, "endpoints.token");
    for (path, text) in [
        ("scopes.list.user:read", "to read the user"),
        ("scopes.list.offline", "to stay"),
        ("variables.host", "the host of the shop"),
        ("environments.test", "to play with"),
        ("variants.v2", "the second version"),
        ("grants.authorization_code", "the usual way"),
        ("grants.app", "as one app"),
        ("grants.app.parameters.app_id", "the app's number"),
        ("token.fields.ref", "whom the token is for"),
        ("token.fields.ref.fields.id", "its number"),
    ] {
        assert_eq!(docs.description(path), Some(text), "{path}");
    }
    assert_eq!(docs.description("scopes.list.app:read"), None);
}

#[test]
fn names() {
    let names = everything().names;
    assert_eq!((names.provider(), names.module()), ("EveryThing", "every_thing"));
    for (path, name) in [
        ("scopes.list.user:read", "UserRead"),
        ("scopes.list.offline", "StayOffline"),
        ("scopes.list.org:write", "OrgWrite"),
        ("environments.test", "Test"),
        ("variants.v2", "V2"),
        ("variables.host", "host"),
        ("variables.hmac_encoding:type", "HmacEncoding"),
        ("variables.hmac_encoding.values.base64", "Base64"),
        ("grants.app", "App"),
        ("grants.app.parameters.app_id", "app_id"),
        ("grants.app.parameters.dry-run", "dry_run"),
        ("token.fields.ref", "r#ref"),
        ("token.fields.ref:type", "Ref"),
        ("token.fields.ref.fields.type", "kind"),
        ("token.fields.ref.fields.type:type", "RefKind"),
        ("token.fields.ref.fields.type.enum.user", "User"),
        ("callback.fields.shop", "shop"),
        ("errors.fields.status:type", "Status"),
        ("errors.fields.status.enum.closed", "Closed"),
    ] {
        assert_eq!(names.get(path), name, "{path}");
    }
    assert_eq!(names.find("token.fields.nothing"), None);
    assert!(names.iter().count() > 30);
}

#[test]
fn names_that_rust_would_not_take_as_they_are() {
    let names = compiled(&format!(
        "{HEAD}[grants.personal_access_token]\n[scopes.list]\nself = \"\"\n2fa = \"\"\n\
        [token.fields]\ntype = {{}}\ngen = {{}}\n2fa = {{}}\nuserId = {{}}\nself = {{ rust_name = \"me\" }}\n\
        data = {{ enum = [\"self\", \"1\"], rust_name = \"match\" }}",
    ))
    .names;
    for (path, name) in [
        ("scopes.list.self", "Self_"),
        ("scopes.list.2fa", "N2fa"),
        ("token.fields.type", "r#type"),
        ("token.fields.gen", "r#gen"),
        ("token.fields.2fa", "_2fa"),
        ("token.fields.userId", "user_id"),
        ("token.fields.self", "me"),
        ("token.fields.data", "r#match"),
        ("token.fields.data:type", "Match"),
        ("token.fields.data.enum.self", "Self_"),
        ("token.fields.data.enum.1", "N1"),
    ] {
        assert_eq!(names.get(path), name, "{path}");
    }
}

#[test]
fn line_ends_and_marks_make_no_difference() {
    let text = include_str!("cases/valid/everything.toml").replace("\r\n", "\n");
    let plain = compiled(&text);
    for other in [text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
        let other = compiled(&other);
        assert_eq!(other.spec, plain.spec);
        assert_eq!(other.docs, plain.docs);
        assert_eq!(other.names, plain.names);
    }
}
