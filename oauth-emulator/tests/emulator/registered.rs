//! Clients that have registered themselves (RFC 7591) are held to what they have said.

use oauth_emulator::{BrowseError, Decision, Emulator};
use oauth_spec::{ClientAuthentication, ClientSpec, Endpoints, ProviderSpec, Template};
use serde_json::{Value, json};

use crate::acme::{ACME, API, AUTHORIZE, TOKEN};
use crate::support::{
    Answer, VERIFIER, basic, challenge, client, form, get, mirrored, pairs, post_form, post_json,
    read, value,
};

const REGISTER: &str = "https://acme.example/oauth/register";
const BACK: &str = "https://own.example/callback";

static OPEN: ProviderSpec = ProviderSpec {
    endpoints: Endpoints { registration: Some(Template::text(REGISTER)), ..ACME.endpoints },
    ..ACME
};

static BY_KEY: ProviderSpec = ProviderSpec {
    client: ClientSpec {
        authentication: &[
            ClientAuthentication::ClientSecretBasic,
            ClientAuthentication::PrivateKeyJwt,
        ],
        ..ClientSpec::STANDARD
    },
    ..OPEN
};

async fn register(emulator: &Emulator, about: Value) -> Answer {
    let mut whole = json!({ "redirect_uris": [BACK] });
    let members = about.as_object().expect("an object").clone();
    whole.as_object_mut().expect("an object").extend(members);
    let answer = post_json(emulator, REGISTER, &whole).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer
}

fn url(id: &str, kind: &str) -> String {
    let challenge = challenge(VERIFIER);
    let query = form(&[
        ("response_type", kind),
        ("client_id", id),
        ("redirect_uri", BACK),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    format!("{AUTHORIZE}?{query}")
}

async fn log_in(emulator: &Emulator, registered: &Answer) -> Answer {
    let (id, secret) = (registered.member("client_id"), registered.member("client_secret"));
    let callback = emulator.browse(&url(&id, "code"), Decision::Allow).await.expect("a callback");
    let code = value(&pairs(&callback, '?'), "code");
    let pairs = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", BACK),
        ("code", code.as_str()),
        ("code_verifier", VERIFIER),
    ];
    post_form(emulator, TOKEN, &[("authorization", &basic(&id, &secret))], &pairs).await
}

#[tokio::test]
async fn by_its_own_way_to_authenticate() {
    let emulator = Emulator::start(&OPEN).await.expect("it starts");
    let grants = json!(["client_credentials"]);
    let ask = ("grant_type", "client_credentials");
    for (said, way, other) in [
        (json!({}), "client_secret_basic", "client_secret_post"),
        (
            json!({ "token_endpoint_auth_method": "client_secret_post" }),
            "client_secret_post",
            "client_secret_basic",
        ),
    ] {
        let mut said = said;
        said["grant_types"] = grants.clone();
        let registered = register(&emulator, said).await;
        let (id, secret) = (registered.member("client_id"), registered.member("client_secret"));
        let by_header = basic(&id, &secret);
        let by_header = post_form(&emulator, TOKEN, &[("authorization", &by_header)], &[ask]).await;
        let by_form = [ask, ("client_id", &id), ("client_secret", &secret)];
        let by_form = post_form(&emulator, TOKEN, &[], &by_form).await;
        let (good, wrong) =
            if way == "client_secret_basic" { (by_header, by_form) } else { (by_form, by_header) };
        assert_eq!(good.status, 200, "{}", good.body);
        wrong.assert_error(
            401,
            "invalid_client",
            &format!("with {other}; its registration says {way}"),
        );
    }
}

#[tokio::test]
async fn by_its_own_grants() {
    let emulator = Emulator::start(&OPEN).await.expect("it starts");
    // RFC 7591, 2: the code grant, if nothing is said.
    let plain = register(&emulator, json!({})).await;
    let answer = log_in(&emulator, &plain).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.json().get("refresh_token").is_none(), "{}", answer.body);
    let (id, secret) = (plain.member("client_id"), plain.member("client_secret"));
    let own = basic(&id, &secret);
    let ask = [("grant_type", "client_credentials")];
    let answer = post_form(&emulator, TOKEN, &[("authorization", &own)], &ask).await;
    answer.assert_error(400, "unauthorized_client", "`client_credentials`");
    let token = emulator.browse(&url(&id, "token"), Decision::Allow).await.expect("a callback");
    assert_eq!(value(&pairs(&token, '#'), "error"), "unauthorized_client");

    let both = json!({ "grant_types": ["authorization_code", "refresh_token"] });
    let both = register(&emulator, both).await;
    let answer = log_in(&emulator, &both).await;
    assert!(answer.member("refresh_token").starts_with("rt_"));
    let machine = register(&emulator, json!({ "grant_types": ["client_credentials"] })).await;
    let denied = emulator.browse(&url(&machine.member("client_id"), "code"), Decision::Allow).await;
    assert_eq!(value(&pairs(&denied.expect("a callback"), '?'), "error"), "unauthorized_client");
}

/// RFC 7592, 2.3.
#[tokio::test]
async fn what_it_has_ends_with_it() {
    let emulator = Emulator::start(&OPEN).await.expect("it starts");
    let registered = register(&emulator, json!({})).await;
    let bearer = format!("Bearer {}", log_in(&emulator, &registered).await.member("access_token"));
    let bearer = [("authorization", bearer.as_str())];
    assert_eq!(get(&emulator, API, &bearer).await.status, 200);
    let place = mirrored(&emulator, &registered.member("registration_client_uri"));
    let own = format!("Bearer {}", registered.member("registration_access_token"));
    let gone = read(client().delete(place).header("authorization", own)).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    get(&emulator, API, &bearer).await.assert_error(401, "invalid_token", "revoked");
    let id = registered.member("client_id");
    let answer = emulator.browse(&url(&id, "code"), Decision::Allow).await;
    assert!(matches!(answer, Err(BrowseError::Page { status: 400, .. })), "{answer:?}");
}

/// RFC 9700, 2.6: nobody reads along.
#[tokio::test]
async fn an_answer_goes_over_no_open_line() {
    let emulator = Emulator::start(&OPEN).await.expect("it starts");
    for (uri, status) in [
        ("https://own.example/callback", 201),
        ("com.own.app:/callback", 201),
        ("http://127.0.0.1/callback", 201),
        ("http://[::1]:8080/callback", 201),
        ("http://localhost:8080/callback", 201),
        ("http://own.example/callback", 400),
        ("http://127.0.0.1.evil.example/callback", 400),
    ] {
        let answer = post_json(&emulator, REGISTER, &json!({ "redirect_uris": [uri] })).await;
        assert_eq!(answer.status, status, "{uri}: {}", answer.body);
        if status == 400 {
            answer.assert_error(400, "invalid_redirect_uri", "https");
        }
    }
}

/// RFC 7591, 2 and 2.1.
#[tokio::test]
async fn what_contradicts_itself_is_not_registered() {
    let emulator = Emulator::start(&BY_KEY).await.expect("it starts");
    for (about, why) in [
        (json!({ "response_types": ["token"] }), "`implicit`"),
        // The default of `response_types` is a code, and such a client could ask for none.
        (json!({ "grant_types": ["implicit"] }), "`authorization_code`"),
        (json!({ "grant_types": ["implicit", "refresh_token"] }), "`authorization_code`"),
        (
            json!({ "grant_types": ["implicit"], "response_types": ["code"] }),
            "`authorization_code`",
        ),
        (json!({ "jwks": { "keys": [] }, "jwks_uri": "https://own.example/keys" }), "`jwks_uri`"),
        (json!({ "grant_types": "authorization_code" }), "list"),
        (json!({ "scope": ["read"] }), "`scope`"),
        (json!({ "token_endpoint_auth_method": "private_key_jwt" }), "`jwks`"),
    ] {
        let mut whole = about.clone();
        whole["redirect_uris"] = json!([BACK]);
        let answer = post_json(&emulator, REGISTER, &whole).await;
        answer.assert_error(400, "invalid_client_metadata", why);
    }
    let hybrid = json!({
        "grant_types": ["authorization_code", "implicit"],
        "response_types": ["code", "code id_token", "token"],
    });
    register(&emulator, hybrid).await;
}

/// RFC 7591, 2: a code, if nothing is said, whatever the grants are.
#[tokio::test]
async fn for_its_own_response_types() {
    let emulator = Emulator::start(&OPEN).await.expect("it starts");
    let grants = json!(["authorization_code", "implicit"]);
    for (said, code, token) in [
        (None, "", "unauthorized_client"),
        (Some(json!(["code"])), "", "unauthorized_client"),
        (Some(json!(["token"])), "unauthorized_client", ""),
        (Some(json!(["code token", "token"])), "unauthorized_client", ""),
        (Some(json!(["token", "code"])), "", ""),
    ] {
        let mut about = json!({ "grant_types": grants });
        if let Some(types) = &said {
            about["response_types"] = types.clone();
        }
        let id = register(&emulator, about).await.member("client_id");
        for (kind, mark, expected) in [("code", '?', code), ("token", '#', token)] {
            let callback = emulator.browse(&url(&id, kind), Decision::Allow).await;
            let callback = callback.expect("a callback");
            match expected {
                "" => assert!(!callback.contains("error="), "{said:?} {kind}: {callback}"),
                error => {
                    assert_eq!(value(&pairs(&callback, mark), "error"), error, "{said:?} {kind}");
                }
            }
        }
    }
}

#[tokio::test]
async fn for_its_own_scopes() {
    let emulator = Emulator::start(&OPEN).await.expect("it starts");
    let grants = json!(["authorization_code", "client_credentials"]);
    let said = json!({ "scope": "read", "grant_types": grants });
    let registered = register(&emulator, said).await;
    let (id, secret) = (registered.member("client_id"), registered.member("client_secret"));
    let ask = async |scope: &str| {
        let url = format!("{}&scope={scope}", url(&id, "code"));
        pairs(&emulator.browse(&url, Decision::Allow).await.expect("a callback"), '?')
    };
    assert_eq!(value(&ask("read%20write:all").await, "error"), "invalid_scope");
    value(&ask("read").await, "code");
    let own = basic(&id, &secret);
    let machine = async |scope: &str| {
        let pairs = [("grant_type", "client_credentials"), ("scope", scope)];
        post_form(&emulator, TOKEN, &[("authorization", &own)], &pairs).await
    };
    assert_eq!(machine("read").await.status, 200);
    machine("write:all").await.assert_error(400, "invalid_scope", "`write:all`");
}
