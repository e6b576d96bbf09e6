//! What a strict server refuses, so that a client which does it does not pass for a good one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_emulator::{Decision, Emulator};
use oauth_spec::{
    Assertion, CibaGrant, ClientAuthentication, ClientSpec, DeclaredAuthentication, Endpoints,
    Grants, Header, IdTokenSpec, Parameter, Part, ProviderSpec, RefreshGrant, Scopes, Source,
    Template, TokenGrant, TokenRequest,
};
use serde_json::{Value, json};

use crate::acme::{ACME, API, REVOKE, TOKEN, authorize_url, exchange, log_in, start, token};
use crate::support::{
    Answer, VERIFIER, allow, basic, client, form, get, mirrored, pairs, post_form, read, value,
};

const ASK: (&str, &str) = ("grant_type", "client_credentials");
const USERINFO: &str = "https://acme.example/me";
const KIND: (&str, &str) =
    ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

/// Signed by nobody: the client has registered no key.
fn assertion(id: &str, jti: &str, change: impl FnOnce(&mut Value)) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now.expect("after 1970").as_secs();
    let mut claims =
        json!({ "iss": id, "sub": id, "aud": TOKEN, "iat": now, "exp": now + 60, "jti": jti });
    change(&mut claims);
    let header = json!({ "alg": "ES256", "typ": "JWT" }).to_string();
    let (header, claims) =
        (URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims.to_string()));
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode([7; 64]))
}

static BEARER: DeclaredAuthentication = DeclaredAuthentication {
    name: "bearer",
    headers: &[Header {
        name: "authorization",
        value: Template::of(&[Part::Text("Bearer "), Part::Value(Source::ClientSecret)]),
    }],
    parameters: &[Parameter::value("client_id", Source::ClientId)],
    needs_secret: true,
};

const fn taking(authentication: &'static [ClientAuthentication]) -> ProviderSpec {
    let assertion = Assertion { audience: Template::text(TOKEN), ..Assertion::STANDARD };
    let client = ClientSpec { authentication, assertion: Some(assertion), ..ClientSpec::STANDARD };
    ProviderSpec { client, ..ACME }
}

static BY_KEY: ProviderSpec =
    taking(&[ClientAuthentication::PrivateKeyJwt, ClientAuthentication::ClientSecretBasic]);
static BY_HEADER: ProviderSpec =
    taking(&[ClientAuthentication::Declared(&BEARER), ClientAuthentication::ClientSecretPost]);
static OR_PUBLIC: ProviderSpec =
    taking(&[ClientAuthentication::ClientSecretPost, ClientAuthentication::None]);

/// RFC 6749, 2.3: one way a request, whichever they are.
#[tokio::test]
async fn a_client_authenticates_in_one_way() {
    let twice = async |answer: Answer| answer.assert_error(400, "invalid_request", "as well");
    let emulator = Emulator::start(&BY_KEY).await.expect("it starts");
    let (id, secret) = (emulator.client_id(), emulator.client_secret());
    let own = basic(id, secret);
    let own = [("authorization", own.as_str())];
    let signed = |jti: &str| assertion(id, jti, |_| {});
    let first = signed("1");
    let good = post_form(&emulator, TOKEN, &[], &[ASK, KIND, ("client_assertion", &first)]).await;
    assert_eq!(good.status, 200);
    let both = [ASK, KIND, ("client_assertion", &signed("2"))];
    twice(post_form(&emulator, TOKEN, &own, &both).await).await;
    // Also where one of them is wrong.
    let broken = [ASK, KIND, ("client_assertion", "x")];
    twice(post_form(&emulator, TOKEN, &own, &broken).await).await;
    let secret_too = [
        ASK,
        KIND,
        ("client_assertion", &signed("3")),
        ("client_id", id),
        ("client_secret", secret),
    ];
    twice(post_form(&emulator, TOKEN, &[], &secret_too).await).await;

    let emulator = Emulator::start(&BY_HEADER).await.expect("it starts");
    let (id, secret) = (("client_id", emulator.client_id()), emulator.client_secret());
    let bearer = format!("Bearer {secret}");
    let bearer = [("authorization", bearer.as_str())];
    assert_eq!(post_form(&emulator, TOKEN, &bearer, &[ASK, id]).await.status, 200);
    let both = [ASK, id, ("client_secret", secret)];
    assert_eq!(post_form(&emulator, TOKEN, &[], &both).await.status, 200);
    twice(post_form(&emulator, TOKEN, &bearer, &both).await).await;

    // A header that is no declared way is one all the same.
    let emulator = start().await;
    let (id, secret) = (emulator.client_id(), emulator.client_secret());
    let post = [ASK, ("client_id", id), ("client_secret", secret)];
    twice(post_form(&emulator, TOKEN, &[("authorization", "Bearer x")], &post).await).await;
    // And two headers are two ways.
    let own = basic(id, secret);
    let request = client().post(mirrored(&emulator, TOKEN)).body(form(&[ASK]));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let request = request.header("authorization", &own).header("authorization", &own);
    twice(read(request).await).await;
}

#[tokio::test]
async fn an_assertion_is_for_here_and_now() {
    let emulator = Emulator::start(&BY_KEY).await.expect("it starts");
    let ask = async |jti: &str, name: &str, later: u64| {
        let assertion = assertion(emulator.client_id(), jti, |claims| {
            let at = claims["iat"].as_u64().expect("a number") + later;
            claims[name] = json!(at);
        });
        let pairs = [ASK, KIND, ("client_assertion", assertion.as_str())];
        post_form(&emulator, TOKEN, &[], &pairs).await
    };
    let aimed = async |jti: &str, audience: Value| {
        let assertion = assertion(emulator.client_id(), jti, |claims| claims["aud"] = audience);
        let pairs = [ASK, KIND, ("client_assertion", assertion.as_str())];
        post_form(&emulator, TOKEN, &[], &pairs).await
    };
    assert_eq!(aimed("a", json!([TOKEN])).await.status, 200);
    let both = aimed("b", json!([TOKEN, "https://other.example"])).await;
    both.assert_error(401, "invalid_client", "for others as well");
    assert_eq!(ask("1", "nbf", 0).await.status, 200);
    ask("2", "nbf", 600).await.assert_error(401, "invalid_client", "not good yet");
    assert_eq!(ask("3", "exp", 3600).await.status, 200);
    ask("4", "exp", 86_400).await.assert_error(401, "invalid_client", "too long");
}

/// RFC 6749, 4.4.
#[tokio::test]
async fn only_who_authenticates_acts_for_itself() {
    let emulator = Emulator::start(&OR_PUBLIC).await.expect("it starts");
    let (id, secret) = (("client_id", emulator.client_id()), emulator.client_secret());
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, id]).await;
    answer.assert_error(400, "unauthorized_client", "authenticate");
    let answer = post_form(&emulator, TOKEN, &[], &[ASK, id, ("client_secret", secret)]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// RFC 7662, 2.1, and CIBA Core, 7.1.
#[tokio::test]
async fn only_who_authenticates_asks_about_tokens_and_for_users() {
    const INTROSPECT: &str = "https://acme.example/introspect";
    const ASK_USER: &str = "https://acme.example/bc";
    static ASKED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            introspection: Some(Template::text(INTROSPECT)),
            backchannel_authentication: Some(Template::text(ASK_USER)),
            ..ACME.endpoints
        },
        grants: Grants { ciba: Some(CibaGrant::STANDARD), ..ACME.grants },
        scopes: Scopes { known: &["openid"], ..Scopes::STANDARD },
        ..OR_PUBLIC
    };
    let emulator = Emulator::start(&ASKED).await.expect("it starts");
    let (id, secret) = (("client_id", emulator.client_id()), emulator.client_secret());
    let secret = ("client_secret", secret);
    let user = [("scope", "openid"), ("login_hint", emulator.username())];
    for (url, asked) in [(INTROSPECT, &[("token", "invented")][..]), (ASK_USER, &user)] {
        let answer = post_form(&emulator, url, &[], &[asked, &[id]].concat()).await;
        answer.assert_error(401, "invalid_client", "Only clients that authenticate");
        let answer = post_form(&emulator, url, &[], &[asked, &[id, secret]].concat()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    // To give a token up takes no more than holding it (RFC 7009, 2.1).
    let answer = post_form(&emulator, REVOKE, &[], &[("token", "invented"), id]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

const SCOPED_REFRESH: TokenRequest = TokenRequest {
    parameters: &[
        Parameter::text("grant_type", "refresh_token"),
        Parameter::value("refresh_token", Source::RefreshToken),
        Parameter::value("scope", Source::Scope),
    ],
    ..TokenRequest::FORM
};
const REPEATING_EXCHANGE: TokenRequest = TokenRequest {
    parameters: &[
        Parameter::text("grant_type", "authorization_code"),
        Parameter::value("code", Source::Code),
        Parameter::value("redirect_uri", Source::RedirectUri),
        Parameter::value("code_verifier", Source::CodeVerifier),
        Parameter::value("scope", Source::Scope),
        Parameter::value("state", Source::State),
    ],
    ..TokenRequest::FORM
};
static REPEATING: ProviderSpec = ProviderSpec {
    grants: Grants {
        refresh_token: Some(RefreshGrant { request: SCOPED_REFRESH, ..RefreshGrant::STANDARD }),
        authorization_code: match ACME.grants.authorization_code {
            Some(grant) => {
                Some(oauth_spec::AuthorizationCodeGrant { request: REPEATING_EXCHANGE, ..grant })
            }
            None => None,
        },
        password: Some(TokenGrant::PASSWORD),
        ..Grants::NONE
    },
    ..ACME
};

/// RFC 6749, 3.3: one space between two.
#[tokio::test]
async fn scopes_are_a_list() {
    let emulator = start().await;
    for scope in ["read  write:all", " read", "read "] {
        let came = allow(&emulator, &authorize_url(&emulator, scope)).await;
        assert_eq!(value(&came, "error"), "invalid_scope", "{scope:?}");
        let answer = token(&emulator, &[ASK, ("scope", scope)]).await;
        answer.assert_error(400, "invalid_scope", "empty");
    }
}

/// RFC 6749, 6: a token may be for less, and the new refresh token is for what the old one was.
#[tokio::test]
async fn a_refresh_token_keeps_its_scope() {
    let emulator = Emulator::start(&REPEATING).await.expect("it starts");
    let (name, password) = (emulator.username(), emulator.password());
    let grant = ("grant_type", "password");
    let all = ("scope", "read write:all");
    let first = token(&emulator, &[grant, ("username", name), ("password", password), all]).await;
    let refresh = async |text: &str, scope: &str| {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", text), ("scope", scope)];
        token(&emulator, &pairs).await
    };
    let second = refresh(&first.member("refresh_token"), "read").await;
    assert_eq!(second.member("scope"), "read");
    let third = refresh(&second.member("refresh_token"), "read write:all").await;
    assert_eq!(third.status, 200, "{}", third.body);
    assert_eq!(third.member("scope"), "read write:all");
}

/// Signs in with that scope, and exchanges the code with these, as far as they are said.
async fn repeated(
    emulator: &Emulator,
    (asked, decision): (&str, Decision),
    (scope, state): (&str, &str),
) -> Answer {
    let url = authorize_url(emulator, asked);
    let callback = emulator.browse(&url, decision).await.expect("a callback");
    let code = value(&pairs(&callback, '?'), "code");
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", emulator.redirect_uri()),
        ("code_verifier", VERIFIER),
        ("scope", scope),
        ("state", state),
    ];
    token(emulator, &pairs).await
}

#[tokio::test]
async fn an_exchange_asks_for_no_more_than_the_user_was_asked() {
    let emulator = Emulator::start(&REPEATING).await.expect("it starts");
    let asked = async |asked: &str, decision: Decision, scope: &str| {
        repeated(&emulator, (asked, decision), (scope, "st&te=")).await
    };
    let answer = asked("read", Decision::Allow, "read write:all").await;
    answer.assert_error(400, "invalid_scope", "was not asked for");
    assert_eq!(asked("read", Decision::Allow, "read").await.status, 200);
    // What the user has left out does not make the client's request wrong.
    let less = Decision::AllowOnly(vec!["read".to_owned()]);
    assert_eq!(asked("read write:all", less, "read write:all").await.member("scope"), "read");
}

#[tokio::test]
async fn a_state_that_an_exchange_repeats_is_the_same() {
    let emulator = Emulator::start(&REPEATING).await.expect("it starts");
    for state in ["another", ""] {
        let answer = repeated(&emulator, ("read", Decision::Allow), ("read", state)).await;
        answer.assert_error(400, "invalid_grant", "`state`");
    }
    let answer = repeated(&emulator, ("read", Decision::Allow), ("", "st&te=")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// OpenID Connect Core, 5.3: claims are for who has asked for `openid`.
#[tokio::test]
async fn claims_take_the_scope_openid() {
    static OPENID: ProviderSpec = ProviderSpec {
        endpoints: Endpoints { userinfo: Some(Template::text(USERINFO)), ..ACME.endpoints },
        id_token: Some(IdTokenSpec::STANDARD),
        scopes: Scopes { known: &["openid", "read"], ..Scopes::STANDARD },
        ..ACME
    };
    let emulator = Emulator::start(&OPENID).await.expect("it starts");
    let ask = async |scope: &str| {
        let callback = allow(&emulator, &authorize_url(&emulator, scope)).await;
        let answer = exchange(&emulator, &value(&callback, "code")).await;
        let bearer = format!("Bearer {}", answer.member("access_token"));
        get(&emulator, USERINFO, &[("authorization", &bearer)]).await
    };
    assert_eq!(ask("openid read").await.member("sub"), emulator.username());
    let answer = ask("read").await;
    answer.assert_error(403, "insufficient_scope", "`openid`");
    assert!(answer.header("www-authenticate").contains("insufficient_scope"), "RFC 6750, 3.1");
}

/// RFC 6750, 2: in one place.
#[tokio::test]
async fn an_access_token_is_shown_once() {
    let emulator = start().await;
    let text = log_in(&emulator).await.member("access_token");
    let bearer = format!("Bearer {text}");
    let headers = [("authorization", bearer.as_str())];
    assert_eq!(get(&emulator, &format!("{API}/me?access_token=other"), &headers).await.status, 200);
    let url = format!("{API}/me?{}", form(&[("t", &text)]));
    get(&emulator, &url, &headers).await.assert_error(400, "invalid_request", "`t`");
    let answer = post_form(&emulator, API, &headers, &[("access_token", &text)]).await;
    answer.assert_error(400, "invalid_request", "`access_token`");
}
