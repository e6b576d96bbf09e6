//! What the userinfo endpoint says is held against its declaration, typed or not.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{Error, IdTokenError};
use support::{Script, TestClock, answer, any};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        token: Some(Template::text("https://some.example/token")),
        userinfo: Some(Template::text("https://some.example/me")),
        ..Endpoints::NONE
    },
    grants: Grants { client_credentials: Some(TokenGrant::CLIENT_CREDENTIALS), ..Grants::NONE },
    userinfo: UserinfoSpec {
        fields: &[
            Field::string("app").equals(Template::value(Source::ClientId)),
            Field::integer("account").at("account.id").required(),
        ],
        ..UserinfoSpec::STANDARD
    },
    ..ProviderSpec::STANDARD
};

#[test]
fn a_field_that_is_not_what_it_must_be_refuses_the_answer() {
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let token = client.client_credentials().read(answer(r#"{"access_token":"a"}"#)).unwrap();
    let userinfo = |text: &str| client.userinfo(&token).read(answer(text));
    let good = userinfo(r#"{"sub":"u","app":"my id","account":{"id":7}}"#).unwrap();
    assert_eq!((good.subject(), good.members()["app"].as_str()), (Some("u"), Some("my id")));
    for (text, expected) in [
        (r#"{"app":"another","account":{"id":7}}"#, ("app", "is not what it must be")),
        (r#"{"account":{"id":7}}"#, ("app", "is missing")),
        (r#"{"app":"my id"}"#, ("account", "is missing")),
        (r#"{"app":"my id","account":{"id":"x"}}"#, ("account", "is missing or of another type")),
    ] {
        match userinfo(text) {
            Err(Error::IdToken(IdTokenError::Claim { name, what })) => {
                assert_eq!((name, what), expected, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

/// The header is `Basic` with the token as the user's name.
static COMPUTED: ProviderSpec = ProviderSpec {
    api: Api {
        authorization: Some(Template::of(&[
            Part::Text("Basic "),
            Part::Value(Source::Computed("user")),
        ])),
        ..Api::STANDARD
    },
    computed: &[Computed {
        name: "user",
        recipe: ComputedRecipe::Digest(&Digest {
            algorithm: Algorithm::None,
            message: Template::of(&[Part::Value(Source::AccessToken), Part::Text(":")]),
            encoding: DigestEncoding::Base64,
            ..Digest::STANDARD
        }),
    }],
    ..SPEC
};

#[test]
fn its_authorization_is_that_of_the_api() {
    for (spec, header) in [(&SPEC, "Bearer a"), (&COMPUTED, "Basic YTo=")] {
        let client = any(spec, &Script::new(), &TestClock::new());
        let token = client.client_credentials().read(answer(r#"{"access_token":"a"}"#)).unwrap();
        let request = client.userinfo(&token).request().unwrap();
        assert_eq!(request.headers()["authorization"], header);
    }
}
