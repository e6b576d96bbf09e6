//! Authorization requests in every shape.

use oauth_emulator::{BrowseError, Decision, Emulator};
use oauth_spec::{
    AuthorizationCodeGrant, AuthorizationRequest, Challenge, ClientSpec, Grants, Offline,
    Parameter, ProviderSpec, ScopeEncoding, ScopeSet, Scopes, Source, Template, Variant,
};

use crate::acme::{ACME, AUTHORIZE, authorize_url, exchange, log_in};
use crate::support::{Answer, VERIFIER, allow, form, pairs, value};

const fn with(grant: AuthorizationCodeGrant) -> Grants {
    Grants {
        authorization_code: Some(grant),
        refresh_token: Some(oauth_spec::RefreshGrant::STANDARD),
        ..Grants::NONE
    }
}

async fn start(spec: &'static ProviderSpec) -> Emulator {
    Emulator::start(spec).await.expect("it starts")
}

/// The standard request with these parameters instead or in addition.
fn url(emulator: &Emulator, changed: &[(&str, &str)]) -> String {
    let standard = authorize_url(emulator, "read");
    let mut all = pairs(&standard, '?');
    all.retain(|(name, _)| !changed.iter().any(|(key, _)| key == name));
    let all = all.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<_> = all.chain(changed.iter().copied()).collect();
    format!("{AUTHORIZE}?{}", form(&all))
}

async fn token(emulator: &Emulator, changed: &[(&str, &str)]) -> Answer {
    let code = value(&allow(emulator, &url(emulator, changed)).await, "code");
    let answer = exchange(emulator, &code).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

async fn refused(emulator: &Emulator, changed: &[(&str, &str)]) -> (String, String) {
    let callback = allow(emulator, &url(emulator, changed)).await;
    (value(&callback, "error"), value(&callback, "error_description"))
}

#[tokio::test]
async fn challenges_are_plain_or_in_hex() {
    static PLAIN: ProviderSpec = ProviderSpec {
        grants: with(AuthorizationCodeGrant {
            challenge: Challenge::Plain,
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::text("response_type", "code"),
                    Parameter::value("client_id", Source::ClientId),
                    Parameter::value("redirect_uri", Source::RedirectUri),
                    Parameter::value("code_challenge", Source::CodeChallenge),
                ],
                ..AuthorizationRequest::EMPTY
            },
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..ACME
    };
    static HEX: ProviderSpec = ProviderSpec {
        grants: with(AuthorizationCodeGrant {
            challenge: Challenge::S256Hex,
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..ACME
    };
    let emulator = start(&PLAIN).await;
    token(&emulator, &[("code_challenge", VERIFIER)]).await;
    let (error, about) = refused(&emulator, &[("code_challenge", "short")]).await;
    assert_eq!((error.as_str(), about.contains("43 to 128")), ("invalid_request", true));
    // The digest is no plain challenge: it is taken here, and fits no verifier there.
    let code = value(&allow(&emulator, &url(&emulator, &[])).await, "code");
    exchange(&emulator, &code).await.assert_error(400, "invalid_grant", "does not fit");

    let emulator = start(&HEX).await;
    let digest = hmac_sha256::Hash::hash(VERIFIER.as_bytes());
    let hex = crate::support::hex(&digest);
    token(&emulator, &[("code_challenge", &hex)]).await;
    let (error, about) = refused(&emulator, &[]).await;
    assert_eq!((error.as_str(), about.contains("in hex")), ("invalid_request", true));
}

#[tokio::test]
async fn a_nonce_comes_back_in_the_id_token() {
    static NONCE: ProviderSpec = ProviderSpec {
        grants: with(AuthorizationCodeGrant {
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::text("response_type", "code"),
                    Parameter::value("client_id", Source::ClientId),
                    Parameter::value("redirect_uri", Source::RedirectUri),
                    Parameter::value("state", Source::State),
                    Parameter::value("code_challenge", Source::CodeChallenge),
                    Parameter::value("nonce", Source::Nonce),
                ],
                ..AuthorizationRequest::EMPTY
            },
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..ACME
    };
    let emulator = start(&NONCE).await;
    let id_token = token(&emulator, &[("nonce", "n-1")]).await.member("id_token");
    let claims = crate::support::claims(&id_token);
    assert_eq!((&claims["nonce"], &claims["sub"]), (&"n-1".into(), &emulator.username().into()));
    assert_eq!(claims["aud"], emulator.client_id());
    assert!(refused(&emulator, &[]).await.1.contains("`nonce` is missing"));
    // Who does not ask for one gets none.
    let plain = crate::acme::start().await;
    assert!(log_in(&plain).await.json().get("id_token").is_none());
}

#[tokio::test]
async fn a_refresh_token_must_be_asked_for() {
    static OFFLINE: ProviderSpec = ProviderSpec {
        grants: with(AuthorizationCodeGrant {
            offline: Some(&Offline {
                scopes: &["offline_access"],
                parameters: &[Parameter::text("access_type", "offline")],
                default: true,
                endless: false,
            }),
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..ACME
    };
    let emulator = start(&OFFLINE).await;
    let (scope, parameter) = (("scope", "read offline_access"), ("access_type", "offline"));
    let asked = async |changed: &[(&str, &str)]| {
        token(&emulator, changed).await.json().get("refresh_token").is_some()
    };
    assert!(asked(&[scope, parameter]).await);
    assert!(!asked(&[scope]).await);
    assert!(!asked(&[parameter]).await);
    assert!(!asked(&[scope, ("access_type", "online")]).await);
}

#[tokio::test]
async fn scopes_follow_all_rules() {
    static RULES: ProviderSpec = ProviderSpec {
        scopes: Scopes {
            separator: "+",
            answer_separator: ",",
            encoding: ScopeEncoding::Raw,
            required: &["base"],
            forbidden: &["admin"],
            implies: &[("write", &["read"])],
            sets: &[ScopeSet { name: "user", known: &["who"] }],
            known: &["read", "write", "admin"],
            ..Scopes::STANDARD
        },
        grants: with(AuthorizationCodeGrant {
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::text("response_type", "code"),
                    Parameter::value("client_id", Source::ClientId),
                    Parameter::value("redirect_uri", Source::RedirectUri),
                    Parameter::value("code_challenge", Source::CodeChallenge),
                    Parameter::value("scope", Source::Scope),
                    Parameter::value("user_scope", Source::ScopeSet("user")),
                ],
                ..AuthorizationRequest::EMPTY
            },
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..ACME
    };
    let emulator = start(&RULES).await;
    let ask = async |scope: &str, user: &str| {
        let rest = url(&emulator, &[("user_scope", user)]).replace("&scope=read", "");
        allow(&emulator, &format!("{rest}&scope={scope}")).await
    };
    let callback = ask("base+read+write", "who").await;
    let answer = exchange(&emulator, &value(&callback, "code")).await;
    assert_eq!(answer.member("scope"), "base,write", "what is implied is not told");
    for (scope, user, about) in [
        ("read", "", "`base` must be asked for"),
        ("base+admin", "", "`admin` must not be asked for"),
        ("base+fly", "", "There is no scope `fly`"),
        ("base", "read", "There is no scope `read`"),
        ("base%20read", "", "There is no scope `base read`"),
    ] {
        let callback = ask(scope, user).await;
        assert_eq!(value(&callback, "error"), "invalid_scope", "{scope}");
        assert!(value(&callback, "error_description").contains(about), "{scope}");
    }
}

#[tokio::test]
async fn a_variant_may_ask_elsewhere() {
    static ELSEWHERE: ProviderSpec = ProviderSpec {
        variants: &[Variant {
            name: "qr",
            grants: &["authorization_code"],
            authorization_endpoint: Some(Template::text("https://qr.acme.example/scan?app=1")),
            endpoint: None,
            parameters_in: None,
        }],
        ..ACME
    };
    let emulator = start(&ELSEWHERE).await;
    let scan =
        |start: &str| authorize_url(&emulator, "read").replace(&format!("{AUTHORIZE}?"), start);
    let callback = allow(&emulator, &scan("https://qr.acme.example/scan?app=1&")).await;
    let answer = exchange(&emulator, &value(&callback, "code")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let other =
        emulator.browse(&scan("https://qr.acme.example/scan?app=2&"), Decision::Allow).await;
    assert!(matches!(other, Err(BrowseError::Page { status: 404, .. })), "{other:?}");
}

#[tokio::test]
async fn an_address_may_be_a_route_of_a_page() {
    static ROUTED: ProviderSpec = ProviderSpec {
        endpoints: oauth_spec::Endpoints {
            authorization: Some(Template::text("https://acme.example/#/authorize")),
            ..ACME.endpoints
        },
        grants: with(AuthorizationCodeGrant {
            authorization: AuthorizationRequest {
                query_after_fragment: true,
                ..AuthorizationRequest::CODE
            },
            ..AuthorizationCodeGrant::STANDARD
        }),
        ..ACME
    };
    let emulator = start(&ROUTED).await;
    let query = authorize_url(&emulator, "read").replace(&format!("{AUTHORIZE}?"), "");
    let good = format!("https://acme.example/#/authorize?{query}");
    let callback = allow(&emulator, &good).await;
    assert_eq!(exchange(&emulator, &value(&callback, "code")).await.status, 200);
    let before = format!("https://acme.example/?{query}#/authorize");
    let elsewhere = format!("https://acme.example/#/login?{query}");
    for (url, about) in [(before, "client_id is missing"), (elsewhere, "no page `#/login`")] {
        let told = emulator.browse(&url, Decision::Allow).await.expect_err("a page").to_string();
        assert!(told.contains(about), "{told}");
    }
}

#[tokio::test]
async fn redirect_uris_have_a_scheme_that_is_taken() {
    static APP: ProviderSpec = ProviderSpec {
        client: ClientSpec { redirect_schemes: &["myapp", "http"], ..ACME.client },
        ..ACME
    };
    let emulator = start(&APP).await;
    assert_eq!(emulator.redirect_uri(), "myapp://app.example/callback");
    log_in(&emulator).await;
    for (uri, fits) in [
        ("https://app.example/", false),
        ("http://app.example/", false),
        ("http://127.0.0.1:3000/", true),
        ("http://[::1]/", true),
    ] {
        let started = Emulator::builder(&APP).redirect_uri(uri).start().await;
        assert_eq!(started.is_ok(), fits, "{uri}");
    }
}
