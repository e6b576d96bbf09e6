//! What the browser is sent away with, where the declaration has more than the standards.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{AnyName, Authorized, Pending, Value};
use support::{Script, TestClock, any, body, builder, messages, parameter};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec {
        authentication: &[ClientAuthentication::ClientSecretPost],
        ..ClientSpec::STANDARD
    },
    endpoints: Endpoints {
        authorization: Some(Template::text("https://some.example/go")),
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants { authorization_code: Some(CODE), ..Grants::NONE },
    ..ProviderSpec::STANDARD
};
const CODE: AuthorizationCodeGrant = AuthorizationCodeGrant::STANDARD;

fn url(spec: &'static ProviderSpec) -> String {
    let client = any(spec, &Script::new(), &TestClock::new());
    client.authorize().begin().unwrap().url().to_owned()
}

const SHORT: &[Parameter] =
    &[Parameter::value("client_id", Source::ClientId), Parameter::value("state", Source::State)];

const fn at(endpoint: &'static str, query_after_fragment: bool) -> ProviderSpec {
    ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    endpoint: Some(Template::text(endpoint)),
                    query_after_fragment,
                    parameters: SHORT,
                },
                ..CODE
            }),
            ..Grants::NONE
        },
        ..BASE
    }
}

#[test]
fn a_fragment_comes_last_or_is_a_route() {
    static LAST: ProviderSpec = at("https://some.example/go?a=b#top", false);
    let url_ = url(&LAST);
    assert!(url_.starts_with("https://some.example/go?a=b&client_id=my+id&state="), "{url_}");
    assert!(url_.ends_with("#top"), "{url_}");
    static ROUTE: ProviderSpec = at("https://some.example/#/go", true);
    let url_ = url(&ROUTE);
    assert!(url_.starts_with("https://some.example/#/go?client_id=my+id&state="), "{url_}");
    let client = builder(&ROUTE, &[], &Script::new(), &TestClock::new())
        .mirror("http://127.0.0.1:1")
        .build()
        .unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("http://127.0.0.1:1/some.example/#/go?client_id=my+id&state=")
    );
    // What was begun is known again.
    let query = format!("code=1&state={}", pending.state());
    client.accept(pending, query).unwrap();
}

#[test]
fn scopes_that_always_go_by_default_or_never() {
    static SPEC: ProviderSpec = ProviderSpec {
        scopes: Scopes {
            separator: ",",
            encoding: ScopeEncoding::Raw,
            required: &["openid"],
            default: &["read:a b", "x&y"],
            forbidden: &["root"],
            ..Scopes::STANDARD
        },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let scope =
        |url: &str| url.split("scope=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    assert_eq!(scope(&url(&SPEC)), "read:a%20b,x%26y,openid");
    let pending = client.authorize().scopes(["w/1".into(), "openid".into()]).begin().unwrap();
    assert_eq!(scope(pending.url()), "w/1,openid");
    assert!(messages(client.authorize().scope("root").begin())[0].contains("`root`"));

    static PERCENT: ProviderSpec = ProviderSpec {
        scopes: Scopes { encoding: ScopeEncoding::Percent, ..Scopes::STANDARD },
        ..BASE
    };
    let client = any(&PERCENT, &Script::new(), &TestClock::new());
    let pending = client.authorize().scope("a:1").scope("b").begin().unwrap();
    assert_eq!(scope(pending.url()), "a%3A1%20b");
}

#[test]
fn further_scopes_offline_access_and_values_of_the_application() {
    static SPEC: ProviderSpec = ProviderSpec {
        scopes: Scopes {
            separator: ",",
            sets: &[ScopeSet { name: "user", known: &[] }],
            ..Scopes::STANDARD
        },
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: &[
                        Parameter::value("client_id", Source::ClientId),
                        Parameter::value("scope", Source::Scope),
                        Parameter::value("user_scope", Source::ScopeSet("user")),
                        Parameter::value("state", Source::State),
                        Parameter::value("nonce", Source::Nonce),
                        Parameter::given("team"),
                    ],
                    ..AuthorizationRequest::EMPTY
                },
                offline: Some(&Offline {
                    scopes: &["offline_access"],
                    parameters: &[Parameter::text("access_type", "offline")],
                    default: true,
                    endless: false,
                }),
                parameters: &[
                    CallParameter::optional("team", ParameterKind::String),
                    CallParameter::required("size", ParameterKind::Integer),
                ],
                request: TokenRequest {
                    parameters: &[Parameter::value("code", Source::Code), Parameter::given("size")],
                    ..TokenRequest::FORM
                },
                ..CODE
            }),
            ..Grants::NONE
        },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let size = || vec![("size", Value::Integer(7))];
    let pending = client
        .authorize()
        .scope("a")
        .scope_in("user", "u1")
        .scope_in("user", "u2")
        .values(size())
        .values(vec![("team", "T 1".into())])
        .begin()
        .unwrap();
    let nonce = parameter(pending.url(), "nonce").unwrap();
    assert_eq!(nonce.len(), 43);
    assert_eq!(
        pending.url(),
        format!(
            "https://some.example/go?client_id=my+id&scope=a%2Coffline_access&user_scope=u1%2Cu2&state={}\
             &nonce={nonce}&team=T+1&access_type=offline",
            pending.state()
        )
    );
    let query = format!("code=c&state={}", pending.state());
    // What was given waits for the exchange, stored or not; so does the nonce.
    let pending = Pending::restore(&pending.save()).unwrap();
    let accepted = client.accept(pending, &query).unwrap();
    let accepted = Authorized::restore(&accepted.save()).unwrap();
    let call = client.exchange(&accepted);
    assert_eq!(
        body(&call.request().unwrap()),
        "code=c&size=7&client_id=my+id&client_secret=s%26cret"
    );
    let with_nonce = |nonce: &str| {
        use base64::Engine as _;
        let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD
            .encode(format!(r#"{{"nonce":"{nonce}"}}"#));
        let answer = format!(r#"{{"access_token":"a","id_token":"e30.{claims}.x"}}"#);
        call.read(support::answer(&answer))
    };
    assert!(with_nonce(&nonce).is_ok());
    assert!(with_nonce("other").unwrap_err().to_string().contains("nonce"));

    let pending = client.authorize().offline(false).values(size()).begin().unwrap();
    assert!(!pending.url().contains("offline"));
    assert!(messages(client.authorize().begin())[0].contains("needs `size`"));
    let wrong = client.authorize().values(vec![("size", "7".into()), ("nope", 1.into())]).begin();
    assert_eq!(messages(wrong).len(), 2);
    assert!(
        messages(client.authorize().scope_in("bot", "x").values(size()).begin())[0].contains("bot")
    );
}

#[test]
fn challenges_of_every_kind_fit_the_verifier() {
    static PLAIN: ProviderSpec = ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                challenge: Challenge::Plain,
                ..CODE
            }),
            ..Grants::NONE
        },
        ..BASE
    };
    static HEX: ProviderSpec = ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                challenge: Challenge::S256Hex,
                ..CODE
            }),
            ..Grants::NONE
        },
        ..BASE
    };
    for (spec, is_plain) in [(&PLAIN, true), (&HEX, false)] {
        let client = any(spec, &Script::new(), &TestClock::new());
        let pending = client.authorize().begin().unwrap();
        let saved: serde_json::Value = serde_json::from_str(&pending.save()).unwrap();
        let verifier = saved["verifier"].as_str().unwrap();
        let digest = hmac_sha256::Hash::hash(verifier.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let expected = if is_plain { verifier } else { &hex };
        assert_eq!(parameter(pending.url(), "code_challenge").as_deref(), Some(expected));
    }
}

#[test]
fn a_state_that_travels_in_the_redirect_uri() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: &[Parameter::value("back", Source::RedirectUri)],
                    ..AuthorizationRequest::EMPTY
                },
                request: TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE,
                ..CODE
            }),
            ..Grants::NONE
        },
        callback: Callback { state: StateUse::InRedirectUri("s"), ..Callback::STANDARD },
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let pending = client.authorize().begin().unwrap();
    let back = parameter(pending.url(), "back").unwrap();
    assert_eq!(back, format!("https://app.example/cb?x=1&s={}", pending.state()));
    let pending = Pending::restore(&pending.save()).unwrap();
    let query = format!("x=1&s={}&code=c", pending.state());
    let saved = pending.save();
    let accepted = client.accept(pending, query).unwrap();
    let request = client.exchange(&accepted).request().unwrap();
    let form = url::form_urlencoded::parse(request.body()).find(|(name, _)| name == "redirect_uri");
    assert_eq!(form.unwrap().1, back);
    let pending = Pending::restore(&saved).unwrap();
    assert!(client.accept(pending, "x=1&code=c").unwrap_err().to_string().contains("has no `s`"));
}

const MADE: &[Parameter] = &[
    Parameter::value("client_id", Source::ClientId),
    Parameter::value("state", Source::State),
    Parameter::value("once", Source::Random),
    Parameter::value("again", Source::Random),
    Parameter::value("sign", Source::Computed("sign")),
];

#[test]
fn what_is_made_for_one_request_is_the_same_everywhere_in_it() {
    static SPEC: ProviderSpec = ProviderSpec {
        computed: &[Computed {
            name: "sign",
            recipe: ComputedRecipe::Digest(&Digest {
                key: Template::value(Source::ClientSecret),
                message: Template::of(&[Part::Value(Source::Random), Part::Value(Source::Query)]),
                query: CanonicalQuery { only: &["client_id"], ..CanonicalQuery::STANDARD },
                ..Digest::STANDARD
            }),
        }],
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: MADE,
                    ..AuthorizationRequest::EMPTY
                },
                ..CODE
            }),
            ..Grants::NONE
        },
        ..BASE
    };
    let url = url(&SPEC);
    let once = parameter(&url, "once").unwrap();
    assert_eq!(parameter(&url, "again").as_ref(), Some(&once));
    let mac = hmac_sha256::HMAC::mac(format!("{once}client_id=my+id"), b"s&cret");
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(parameter(&url, "sign"), Some(hex));
}

#[derive(Debug)]
enum Typed {}
const TYPED: ProviderSpec = ProviderSpec {
    scopes: Scopes { sets: &[ScopeSet { name: "user", known: &[] }], ..Scopes::STANDARD },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant {
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::value("users", Source::ScopeSet("user")),
                    Parameter::given("team"),
                    Parameter::value("state", Source::State),
                ],
                ..AuthorizationRequest::EMPTY
            },
            offline: Some(&Offline {
                scopes: &[],
                parameters: &[Parameter::text("access_type", "offline")],
                default: false,
                endless: false,
            }),
            parameters: &[CallParameter::optional("team", ParameterKind::String)],
            ..CODE
        }),
        ..Grants::NONE
    },
    ..BASE
};
impl oauth_runtime::OptionalVariables for Typed {}
impl oauth_runtime::Provider for Typed {
    fn spec() -> &'static ProviderSpec {
        &TYPED
    }

    type Scope = oauth_runtime::AnyScope;
    type Environment = oauth_runtime::NoEnvironment;
    type Variables = oauth_runtime::NoVariables;
    type Variant = oauth_runtime::NoVariant;
    type TokenFields = oauth_runtime::NoFields;
    type CallbackFields = oauth_runtime::NoFields;
    type ErrorFields = oauth_runtime::NoFields;
}
impl oauth_runtime::grants::AuthorizationCode for Typed {}
impl oauth_runtime::grants::Offline for Typed {}

#[derive(Clone)]
enum UserScope {
    Read,
}

impl oauth_runtime::ScopeIn for UserScope {
    type Provider = Typed;
    const SET: &'static str = "user";
    fn as_str(&self) -> &str {
        match self {
            Self::Read => "users:read",
        }
    }
}

struct AuthorizationCodeParameters {
    team: Option<String>,
}

impl oauth_runtime::GrantParameters for AuthorizationCodeParameters {
    type Provider = Typed;
    const GRANT: &'static str = "authorization_code";
    fn values(self) -> Vec<(&'static str, Value)> {
        oauth_runtime::given([("team", self.team.map(Into::into))])
    }
}

#[test]
fn the_same_with_generated_types() {
    let client = oauth_runtime::Client::<Typed>::builder()
        .client_id("a")
        .client_secret("b")
        .redirect_uri("https://app.example/cb")
        .build()
        .unwrap();
    let pending = client
        .authorize()
        .scope_set([UserScope::Read])
        .parameters(AuthorizationCodeParameters { team: Some("T".to_owned()) })
        .offline(true)
        .begin()
        .unwrap();
    assert_eq!(
        pending.url(),
        format!(
            "https://some.example/go?users=users%3Aread&team=T&state={}&access_type=offline",
            pending.state()
        )
    );
}

#[test]
fn a_variant_may_send_the_browser_elsewhere() {
    static SPEC: ProviderSpec = ProviderSpec {
        variants: &[Variant {
            name: "v2",
            grants: &[],
            authorization_endpoint: Some(Template::text("https://two.example/go")),
            endpoint: None,
            parameters_in: None,
        }],
        ..BASE
    };
    let client = builder(&SPEC, &[], &Script::new(), &TestClock::new())
        .variant(AnyName("v2".into()))
        .build()
        .unwrap();
    assert!(client.authorize().begin().unwrap().url().starts_with("https://two.example/go?"));
}
