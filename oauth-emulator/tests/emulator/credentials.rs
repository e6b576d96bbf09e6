//! Ways to authenticate of the provider's own, and what they are made of.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_emulator::Emulator;
use oauth_spec::{
    Algorithm, CallParameter, ClientAuthentication, ClientSpec, Computed, ComputedRecipe,
    DeclaredAuthentication, Digest, DigestEncoding, Header, Jwt, JwtAlgorithm, KeyEncoding,
    Parameter, ParameterKind, Part, ProviderSpec, Source, Template, Variable, VariableKind,
};
use serde_json::{Value, json};

use crate::acme::TOKEN;
use crate::support::post_form;

const ASK: (&str, &str) = ("grant_type", "client_credentials");

const SECRET_AS_BEARER: DeclaredAuthentication = DeclaredAuthentication {
    name: "bearer",
    headers: &[Header {
        name: "authorization",
        value: Template::of(&[Part::Text("Bearer "), Part::Value(Source::ClientSecret)]),
    }],
    parameters: &[Parameter::value("client_id", Source::ClientId)],
    needs_secret: true,
};

/// The secret as the user name, as some payment providers want it.
const RAW_BASIC: DeclaredAuthentication = DeclaredAuthentication {
    name: "raw_basic",
    headers: &[Header {
        name: "authorization",
        value: Template::of(&[Part::Text("Basic "), Part::Value(Source::Computed("user"))]),
    }],
    parameters: &[],
    needs_secret: true,
};

const ASSERTION: DeclaredAuthentication = DeclaredAuthentication {
    name: "assertion",
    headers: &[],
    parameters: &[
        Parameter::value("client_assertion", Source::Computed("assertion")),
        Parameter::text("client_assertion_type", "urn:jwt"),
    ],
    needs_secret: false,
};

const CLAIMS: &[Parameter] = &[
    Parameter::value("iss", Source::ClientId),
    Parameter::value("sub", Source::ClientId),
    Parameter::text("aud", TOKEN),
];

const fn spec(
    authentication: &'static [ClientAuthentication],
    computed: &'static [Computed],
) -> ProviderSpec {
    ProviderSpec {
        client: ClientSpec { authentication, ..ClientSpec::STANDARD },
        computed,
        name: "own-ways",
        endpoints: oauth_spec::Endpoints {
            token: Some(Template::text(TOKEN)),
            ..oauth_spec::Endpoints::NONE
        },
        grants: oauth_spec::Grants {
            client_credentials: Some(oauth_spec::TokenGrant::CLIENT_CREDENTIALS),
            ..oauth_spec::Grants::NONE
        },
        ..ProviderSpec::STANDARD
    }
}

async fn start(spec: &'static ProviderSpec) -> Emulator {
    Emulator::builder(spec)
        .client("me", "secret")
        .another_client("you", "other")
        .start()
        .await
        .expect("it starts")
}

#[tokio::test]
async fn a_secret_may_be_a_bearer_token() {
    static BEARER: ProviderSpec = spec(
        &[
            ClientAuthentication::Declared(&SECRET_AS_BEARER),
            ClientAuthentication::ClientSecretPost,
        ],
        &[],
    );
    let emulator = start(&BEARER).await;
    let ask = async |id: &str, secret: &str| {
        let secret = format!("Bearer {secret}");
        let headers = [("authorization", secret.as_str())];
        post_form(&emulator, TOKEN, &headers, &[ASK, ("client_id", id)]).await
    };
    assert_eq!(ask("me", "secret").await.status, 200);
    assert_eq!(ask("you", "other").await.status, 200);
    ask("you", "secret").await.assert_error(401, "invalid_client", "(bearer)");
    ask("me", "x").await.assert_error(401, "invalid_client", "(bearer)");
    let post = [ASK, ("client_id", "me"), ("client_secret", "secret")];
    assert_eq!(post_form(&emulator, TOKEN, &[], &post).await.status, 200);
    let bare = post_form(&emulator, TOKEN, &[], &[ASK, ("client_id", "me")]).await;
    bare.assert_error(401, "invalid_client", "declared is bearer, client_secret_post");
}

#[tokio::test]
async fn a_computed_value_is_made_again() {
    static USER: ProviderSpec = spec(
        &[ClientAuthentication::Declared(&RAW_BASIC)],
        &[Computed {
            name: "user",
            recipe: ComputedRecipe::Digest(&Digest {
                algorithm: Algorithm::None,
                message: Template::of(&[Part::Value(Source::ClientSecret), Part::Text(":")]),
                encoding: DigestEncoding::Base64,
                ..Digest::STANDARD
            }),
        }],
    );
    let emulator = start(&USER).await;
    let ask = async |credentials: &str| {
        let basic = format!("Basic {}", STANDARD.encode(credentials));
        post_form(&emulator, TOKEN, &[("authorization", basic.as_str())], &[ASK]).await
    };
    assert_eq!(ask("secret:").await.status, 200);
    assert_eq!(ask("other:").await.status, 200);
    ask("me:secret").await.assert_error(401, "invalid_client", "(raw_basic)");
    let nothing = post_form(&emulator, TOKEN, &[], &[ASK]).await;
    nothing.assert_error(401, "invalid_client", "declared is raw_basic");
}

fn token(algorithm: &str, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let header = json!({ "alg": algorithm, "typ": "JWT" }).to_string();
    let (header, claims) =
        (URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims.to_string()));
    let signed = format!("{header}.{claims}");
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(sign(signed.as_bytes())))
}

fn claims(id: &str) -> Value {
    made_at(id, now())
}

fn made_at(id: &str, time: u64) -> Value {
    json!({ "iss": id, "sub": id, "aud": TOKEN, "iat": time, "exp": time + 300, "jti": "x" })
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()
}

#[tokio::test]
async fn an_assertion_is_verified_as_far_as_a_shared_key_allows() {
    static SHARED: ProviderSpec = spec(
        &[ClientAuthentication::Declared(&ASSERTION)],
        &[Computed {
            name: "assertion",
            recipe: ComputedRecipe::Jwt(&Jwt {
                algorithm: JwtAlgorithm::Hs256,
                key: Template::value(Source::ClientSecret),
                header: &[],
                claims: CLAIMS,
                lifetime: 300,
            }),
        }],
    );
    static PRIVATE: ProviderSpec = spec(
        &[ClientAuthentication::Declared(&ASSERTION)],
        &[Computed {
            name: "assertion",
            recipe: ComputedRecipe::Jwt(&Jwt {
                algorithm: JwtAlgorithm::Es256,
                key: Template::value(Source::Variable("private_key")),
                header: &[],
                claims: CLAIMS,
                lifetime: 300,
            }),
        }],
    );
    static KNOWN: ProviderSpec = ProviderSpec { variables: &[KEY], ..PRIVATE };
    let ask = async |emulator: &Emulator, assertion: &str| {
        let pairs = [ASK, ("client_assertion", assertion), ("client_assertion_type", "urn:jwt")];
        post_form(emulator, TOKEN, &[], &pairs).await
    };
    let hmac = |text: &[u8]| hmac_sha256::HMAC::mac(text, b"secret").to_vec();
    let emulator = start(&SHARED).await;
    assert_eq!(ask(&emulator, &token("HS256", &claims("me"), hmac)).await.status, 200);
    let mut late = claims("me");
    late["exp"] = json!(now() + 301);
    for wrong in [
        token("HS256", &claims("you"), hmac),
        token("HS512", &claims("me"), hmac),
        token("HS256", &claims("me"), |_| vec![0; 32]),
        token("HS256", &json!({ "iss": "me", "sub": "me", "aud": TOKEN }), hmac),
        token("HS256", &made_at("me", now() - 301), hmac),
        token("HS256", &made_at("me", now() * 1000), hmac),
        token("HS256", &late, hmac),
        "nonsense".to_owned(),
    ] {
        ask(&emulator, &wrong).await.assert_error(401, "invalid_client", "(assertion)");
    }

    // Without a public key, header and claims are what can be judged.
    let emulator = start(&PRIVATE).await;
    assert_eq!(ask(&emulator, &token("ES256", &claims("you"), |_| vec![7; 64])).await.status, 200);
    for wrong in [
        token("ES256", &claims("nobody"), |_| vec![7; 64]),
        token("none", &claims("me"), |_| vec![7; 64]),
        token("ES256", &claims("me"), |_| Vec::new()),
    ] {
        ask(&emulator, &wrong).await.assert_error(401, "invalid_client", "(assertion)");
    }

    // With the key that the client was given, its signature is.
    let key = include_str!("../../src/keys/p256.pem");
    let builder = Emulator::builder(&KNOWN).client("me", "secret").variable("private_key", key);
    let emulator = builder.start().await.unwrap();
    let of_another = token("ES256", &claims("me"), |_| vec![7; 64]);
    ask(&emulator, &of_another).await.assert_error(401, "invalid_client", "(assertion)");
}

const SIGNED: DeclaredAuthentication = DeclaredAuthentication {
    name: "signed",
    headers: &[],
    parameters: &[
        Parameter::value("client_id", Source::ClientId),
        Parameter::value("sign", Source::Computed("sign")),
    ],
    needs_secret: false,
};

const KEY: Variable =
    Variable { name: "private_key", kind: VariableKind::String, default: None, pattern: None };

const fn signature(algorithm: Algorithm) -> Digest {
    Digest {
        algorithm,
        key: Template::value(Source::Variable("private_key")),
        key_encoding: KeyEncoding::Pem,
        message: Template::value(Source::Parameters),
        encoding: DigestEncoding::Base64,
        ..Digest::STANDARD
    }
}

/// What a client's private key has signed over `grant_type=client_credentials&client_id=me`.
#[tokio::test]
async fn a_signature_is_verified_where_the_key_is_known() {
    const RSA: &str = include_str!("../../src/keys/rsa.pem");
    const ED25519: &str = include_str!("../../src/keys/ed25519.pem");
    static BY_RSA: ProviderSpec = ProviderSpec {
        variables: &[KEY],
        ..spec(
            &[ClientAuthentication::Declared(&SIGNED)],
            &[Computed {
                name: "sign",
                recipe: ComputedRecipe::Digest(&signature(Algorithm::RsaSha256)),
            }],
        )
    };
    static BY_ED25519: ProviderSpec = ProviderSpec {
        computed: &[Computed {
            name: "sign",
            recipe: ComputedRecipe::Digest(&signature(Algorithm::Ed25519)),
        }],
        ..BY_RSA
    };
    // Made by another implementation, OpenSSL.
    const OF_RSA: &str = "ah4r8ChTvYjvP/PbcOnzleZds/SeeVN+o+kuQSOs8XDiKaIDz+jnokOmntz4oCzt9y+j06CHmLrUE0QKUb1BbHxBsbIsSHsLL4N94M7kxR/9z8jhWhLHyXMcxKEXkLD2xApuJ9cjBTLao/9WX+iPk8zwz+ShMP1A6zyfHbu/eh1KDVIt9IQQ4aHq2EFNyZEBpCCWTFaqD3+eiBr8GQvyUXynOIwrS4st+nucK+JOXm8cWdB85UxEAfVNBtkh1LUqVmBgE5BgDoy0haiPnsoWsHUGUHCPOmyjdibMxxTdQvrpyrwqTTHJSHqcb/GmUkU8LVAiSLa72qDnU3VHLvm9EQ==";
    const OF_ED25519: &str =
        "yNXpN+nU+tm+MB5NmjRExzQVf1JJ2Zc/XgsE2KA4P+oFUNySsn7pldkdJgGUV7VoOyYkUXDbPPtD6+ugWOjXBw==";
    for (spec, key, right, other) in
        [(&BY_RSA, RSA, OF_RSA, OF_ED25519), (&BY_ED25519, ED25519, OF_ED25519, OF_RSA)]
    {
        let builder = Emulator::builder(spec).client("me", "secret").another_client("you", "other");
        let emulator = builder.variable("private_key", key).start().await.unwrap();
        let ask = async |id: &str, sign: &str| {
            let pairs = [ASK, ("client_id", id), ("sign", sign)];
            post_form(&emulator, TOKEN, &[], &pairs).await
        };
        assert_eq!(ask("me", right).await.status, 200);
        for (id, sign) in [
            ("you", right),
            ("me", other),
            ("me", right.trim_end_matches('=')),
            ("me", "no base64"),
        ] {
            ask(id, sign).await.assert_error(401, "invalid_client", "(signed)");
        }

        // Nobody can say whose signature it is where the key is not known: that it is one is all.
        let emulator = start(spec).await;
        let ask = async |sign: &str| {
            let pairs = [ASK, ("client_id", "me"), ("sign", sign)];
            post_form(&emulator, TOKEN, &[], &pairs).await
        };
        assert_eq!(ask(other).await.status, 200);
        ask("no base64").await.assert_error(401, "invalid_client", "(signed)");
    }
}

/// Whoever signs something else is told what is signed, and of what the file calls a secret only its name.
#[tokio::test]
async fn what_is_told_of_a_signature_has_no_secret() {
    const SIGN: &[Parameter] = &[
        Parameter::text("grant_type", "password"),
        Parameter::value("username", Source::Parameter("username")),
        Parameter::value("password", Source::Parameter("password")),
        Parameter::value("pin", Source::Parameter("pin")),
        Parameter::value("sign", Source::Computed("sign")),
    ];
    static SIGNED_PIN: ProviderSpec = ProviderSpec {
        grants: oauth_spec::Grants {
            password: Some(oauth_spec::TokenGrant {
                request: oauth_spec::TokenRequest {
                    parameters: SIGN,
                    ..oauth_spec::TokenRequest::FORM
                },
                parameters: &[CallParameter::required("pin", ParameterKind::Secret)],
                ..oauth_spec::TokenGrant::PASSWORD
            }),
            ..oauth_spec::Grants::NONE
        },
        ..spec(
            &[ClientAuthentication::ClientSecretPost],
            &[Computed {
                name: "sign",
                recipe: ComputedRecipe::Digest(&Digest {
                    key: Template::value(Source::ClientSecret),
                    message: Template::of(&[
                        Part::Value(Source::Parameter("username")),
                        Part::Text(":"),
                        Part::Value(Source::Parameter("pin")),
                        Part::Text("?"),
                        Part::Value(Source::Parameters),
                    ]),
                    ..Digest::STANDARD
                }),
            }],
        )
    };
    let builder = Emulator::builder(&SIGNED_PIN).client("me", "hidden&1").user("ann", "hidden/2");
    let emulator = builder.start().await.expect("it starts");
    let pairs = [
        ("grant_type", "password"),
        ("username", "ann"),
        ("password", "hidden/2"),
        ("pin", "hidden 3"),
        ("client_id", "me"),
        ("client_secret", "hidden&1"),
        ("sign", "0"),
    ];
    let answer = post_form(&emulator, TOKEN, &[], &pairs).await;
    let told = "made of `ann:{pin}?grant_type=password&username=ann&password={password}&pin={pin}\
        &client_id=me&client_secret={client_secret}`, and `0` came";
    answer.assert_error(400, "invalid_request", told);
    assert!(!answer.body.contains("hidden"), "{}", answer.body);
}

#[tokio::test]
async fn a_way_may_have_a_parameter_more_than_once() {
    const TAGGED: DeclaredAuthentication = DeclaredAuthentication {
        name: "tagged",
        headers: &[],
        parameters: &[
            Parameter::value("client_id", Source::ClientId),
            Parameter::value("key", Source::ClientSecret),
            Parameter::text("tag", "a"),
            Parameter::text("tag", "b"),
        ],
        needs_secret: true,
    };
    static SPEC: ProviderSpec = spec(&[ClientAuthentication::Declared(&TAGGED)], &[]);
    let emulator = start(&SPEC).await;
    let ask = async |tags: &[&str]| {
        let mut pairs = vec![ASK, ("client_id", "me"), ("key", "secret")];
        pairs.extend(tags.iter().map(|tag| ("tag", *tag)));
        post_form(&emulator, TOKEN, &[], &pairs).await
    };
    assert_eq!(ask(&["a", "b"]).await.status, 200);
    assert_eq!(ask(&["b", "a"]).await.status, 200);
    for wrong in [&["a"][..], &["a", "c"], &["a", "b", "b"]] {
        assert!(ask(wrong).await.status >= 400, "{wrong:?}");
    }
}
