//! How requests are written: methods, places, notations, credentials.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, Client};
use support::{Script, TestClock, any, body, builder, messages};

const POST: ClientSpec = ClientSpec {
    authentication: &[ClientAuthentication::ClientSecretPost],
    ..ClientSpec::STANDARD
};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: POST,
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token?v=2")),
        ..Endpoints::NONE
    },
    ..ProviderSpec::STANDARD
};

const fn with(request: TokenRequest) -> Grants {
    Grants {
        client_credentials: Some(TokenGrant { request, ..TokenGrant::CLIENT_CREDENTIALS }),
        ..Grants::NONE
    }
}

fn request(spec: &'static ProviderSpec) -> http::Request<Vec<u8>> {
    let client = any(spec, &Script::new(), &TestClock::new());
    client.client_credentials().request().unwrap()
}

#[test]
fn a_get_has_everything_in_its_query_and_a_declared_query_stays() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: with(TokenRequest {
            method: Method::Get,
            parameters_in: ParametersIn::Query,
            headers: &[
                Header { name: "accept", value: Template::text("application/vnd.some+json") },
                Header { name: "user-agent", value: Template::text("app/1") },
            ],
            ..TokenRequest::CLIENT_CREDENTIALS
        }),
        client: ClientSpec { id_parameter: "client_key", secret_parameter: "secret", ..POST },
        ..BASE
    };
    let request = request(&SPEC);
    assert_eq!(request.method(), "GET");
    assert_eq!(
        request.uri(),
        "https://some.example/token?v=2&grant_type=client_credentials&client_key=my+id&secret=s%26cret"
    );
    assert!(request.body().is_empty());
    assert!(!request.headers().contains_key("content-type"));
    assert_eq!(request.headers()["accept"], "application/vnd.some+json");
    assert_eq!(request.headers()["user-agent"], "app/1");
}

#[test]
fn json_keeps_lists_numbers_and_objects_and_values_cannot_leave_their_texts() {
    static SPEC: ProviderSpec = ProviderSpec {
        variables: &[Variable {
            name: "who",
            kind: VariableKind::String,
            default: Some(Template::text("a\"b\\")),
            pattern: None,
        }],
        grants: with(TokenRequest {
            parameters_in: ParametersIn::Json,
            parameters: &[
                Parameter::text("n", "5").json(),
                Parameter::text("list", "x"),
                Parameter::new("owner", "{\"id\":\"{variables.who}\",\"scope\":\"{scope}\"}")
                    .json(),
                Parameter::value("list", Source::Scope),
                Parameter::value("list", Source::IdToken),
            ],
            query: &[
                Parameter::text("q", "1"),
                Parameter::value("who", Source::Variable("who")),
                Parameter::value("none", Source::IdToken),
            ],
            ..TokenRequest::FORM
        }),
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let request = client.client_credentials().scope("r\"w").request().unwrap();
    assert_eq!(request.uri(), "https://some.example/token?v=2&q=1&who=a%22b%5C");
    assert_eq!(
        body(&request),
        r#"{"n":5,"list":["x","r\"w"],"owner":{"id":"a\"b\\","scope":"r\"w"},"client_id":"my id","client_secret":"s&cret"}"#
    );
}

#[test]
fn json_is_a_text_in_a_form_and_a_repeated_parameter_comes_again() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: with(TokenRequest {
            parameters: &[
                Parameter::text("a", "1"),
                Parameter::new("j", "{\"s\":\"{scope}\"}").json(),
                Parameter::value("a", Source::Scope),
                Parameter::text("a", "3 4"),
            ],
            authentication: Some(ClientAuthentication::None),
            ..TokenRequest::FORM
        }),
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let request = client.client_credentials().scope("x").request().unwrap();
    assert_eq!(body(&request), "a=1&j=%7B%22s%22%3A%22x%22%7D&a=x&a=3+4&client_id=my+id");
}

static OWN: DeclaredAuthentication = DeclaredAuthentication {
    name: "bearer",
    headers: &[Header {
        name: "authorization",
        value: Template::of(&[Part::Text("Bearer "), Part::Value(Source::ClientSecret)]),
    }],
    parameters: &[
        Parameter::value("app", Source::ClientId),
        Parameter::value("once", Source::RandomUuid),
    ],
    needs_secret: true,
};

#[test]
fn a_way_of_the_providers_own_to_authenticate() {
    static SPEC: ProviderSpec = ProviderSpec {
        client: ClientSpec {
            authentication: &[ClientAuthentication::Declared(&OWN)],
            ..ClientSpec::STANDARD
        },
        grants: with(TokenRequest {
            headers: &[Header { name: "x-once", value: Template::value(Source::RandomUuid) }],
            ..TokenRequest::CLIENT_CREDENTIALS
        }),
        ..BASE
    };
    let request = request(&SPEC);
    assert_eq!(request.headers()["authorization"], "Bearer s&cret");
    assert!(request.headers()["authorization"].is_sensitive());
    let once = request.headers()["x-once"].to_str().unwrap();
    assert_eq!(body(&request), format!("grant_type=client_credentials&app=my+id&once={once}"));
    let without = Client::<AnyProvider>::builder_for(&SPEC).client_id("a").build();
    assert!(messages(without)[0].contains("authenticates with bearer"));
}

#[test]
fn a_request_may_authenticate_in_its_own_way() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: with(TokenRequest {
            authentication: Some(ClientAuthentication::ClientSecretBasic),
            endpoint: Some(Template::text("https://other.example/t")),
            ..TokenRequest::CLIENT_CREDENTIALS
        }),
        ..BASE
    };
    let request = request(&SPEC);
    assert_eq!(request.uri(), "https://other.example/t");
    assert_eq!(body(&request), "grant_type=client_credentials");
    // base64("my+id:s%26cret")
    assert_eq!(request.headers()["authorization"], "Basic bXkraWQ6cyUyNmNyZXQ=");
}

#[test]
fn parts_of_a_multipart_body() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: with(TokenRequest {
            parameters_in: ParametersIn::Multipart,
            query: &[Parameter::text("q", "1")],
            ..TokenRequest::CLIENT_CREDENTIALS
        }),
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let request = client.client_credentials().parameter("more", "x\r\ny").request().unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected: String = [
        ("grant_type", "client_credentials"),
        ("client_id", "my id"),
        ("client_secret", "s&cret"),
        ("more", "x\r\ny"),
    ]
    .iter()
    .map(|(name, value)| {
        format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    })
    .collect();
    assert_eq!(body(&request), format!("{expected}--{boundary}--\r\n"));
    assert_eq!(request.uri(), "https://some.example/token?v=2&q=1");
}

const SIGN: Computed = Computed {
    name: "sign",
    recipe: ComputedRecipe::Digest(&Digest {
        key: Template::value(Source::ClientSecret),
        message: Template::value(Source::Parameters),
        query: CanonicalQuery {
            order: QueryOrder::Name,
            values: QueryValues::Decoded,
            ..CanonicalQuery::STANDARD
        },
        ..Digest::STANDARD
    }),
};
const SEAL: Computed = Computed {
    name: "seal",
    recipe: ComputedRecipe::Digest(&Digest {
        key: Template::value(Source::ClientSecret),
        message: Template::of(&[
            Part::Value(Source::Method),
            Part::Text(" "),
            Part::Value(Source::Body),
        ]),
        ..Digest::STANDARD
    }),
};

fn hex(message: &str) -> String {
    hmac_sha256::HMAC::mac(message, b"s&cret").iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_request_is_signed_over_its_parameters_and_then_over_its_body() {
    static SPEC: ProviderSpec = ProviderSpec {
        computed: &[SIGN, SEAL],
        grants: with(TokenRequest {
            parameters: &[
                Parameter::value("sign", Source::Computed("sign")),
                Parameter::text("grant_type", "client_credentials"),
                Parameter::value("time", Source::Time(TimeFormat::Unix)),
            ],
            headers: &[Header { name: "x-seal", value: Template::value(Source::Computed("seal")) }],
            ..TokenRequest::FORM
        }),
        ..BASE
    };
    let request = request(&SPEC);
    // What the address has is among them.
    let signed =
        "client_id=my id&client_secret=s&cret&grant_type=client_credentials&time=1700000000&v=2";
    let expected = format!(
        "sign={}&grant_type=client_credentials&time=1700000000&client_id=my+id&client_secret=s%26cret",
        hex(signed)
    );
    assert_eq!(body(&request), expected);
    assert_eq!(request.headers()["x-seal"], hex(&format!("POST {expected}")));
}

#[test]
fn what_cannot_be_computed_is_said_and_nothing_is_sent_without_it() {
    static SPEC: ProviderSpec = ProviderSpec {
        computed: &[Computed {
            name: "sign",
            recipe: ComputedRecipe::Digest(&Digest {
                key: Template::value(Source::Token("gone")),
                ..Digest::STANDARD
            }),
        }],
        grants: with(TokenRequest {
            parameters: &[Parameter::value("sign", Source::Computed("sign"))],
            ..TokenRequest::FORM
        }),
        ..BASE
    };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let all = messages(client.client_credentials().request());
    assert!(all[0].contains("{computed.sign}"), "{all:?}");
}

#[test]
fn variables_with_texts_of_their_own_and_patterns() {
    static SPEC: ProviderSpec = ProviderSpec {
        variables: &[
            Variable {
                name: "dc",
                kind: VariableKind::Map(&[("us", "zoho.com"), ("eu", "zoho.eu")]),
                default: Some(Template::text("us")),
                pattern: None,
            },
            Variable {
                name: "shop",
                kind: VariableKind::Label,
                default: None,
                pattern: Some("[a-z]+"),
            },
        ],
        endpoints: Endpoints {
            token: Some(Template::of(&[
                Part::Text("https://"),
                Part::Value(Source::Variable("shop")),
                Part::Text("."),
                Part::Value(Source::Variable("dc")),
                Part::Text("/"),
                Part::Value(Source::ClientId),
            ])),
            ..Endpoints::NONE
        },
        grants: with(TokenRequest::CLIENT_CREDENTIALS),
        ..BASE
    };
    let (script, clock) = (Script::new(), TestClock::new());
    let client = builder(&SPEC, &[("shop", "a"), ("dc", "eu")], &script, &clock).build().unwrap();
    let request = client.client_credentials().request().unwrap();
    assert_eq!(request.uri(), "https://a.zoho.eu/my%20id");
    for (name, value) in [("shop", "A1"), ("dc", "zoho.eu")] {
        let mut variables = vec![("shop", "a"), ("dc", "eu")];
        variables.retain(|(known, _)| *known != name);
        variables.push((name, value));
        assert!(messages(builder(&SPEC, &variables, &script, &clock).build())[0].contains(name));
    }
}

#[test]
fn redirect_uris_are_those_that_the_provider_takes() {
    static SPEC: ProviderSpec = ProviderSpec {
        client: ClientSpec { redirect_schemes: &["https"], ..POST },
        grants: with(TokenRequest::CLIENT_CREDENTIALS),
        ..BASE
    };
    let built = builder(&SPEC, &[], &Script::new(), &TestClock::new())
        .redirect_uri("com.example.app:/cb")
        .build();
    assert!(messages(built)[0].contains("must begin with `https:`"));
}
