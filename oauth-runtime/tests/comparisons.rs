//! Fields of answers that must be what came before: with the callback, and with the token.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, Client, Error, Token};
use support::{Script, TestClock, answer, any};

static SPEC: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    endpoints: Endpoints {
        authorization: Some(Template::text("https://some.example/go")),
        token: Some(Template::text("https://some.example/token")),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant::STANDARD),
        refresh_token: Some(RefreshGrant::STANDARD),
        ..Grants::NONE
    },
    callback: Callback { fields: &[Field::string("realm")], ..Callback::STANDARD },
    token: TokenSpec {
        fields: &[
            Field::string("realm").equals(Template::value(Source::Callback("realm"))),
            Field::integer("account"),
            Field::object(
                "team",
                &[
                    Field::string("realm").equals(Template::value(Source::Callback("realm"))),
                    Field::string("id").pattern("T[0-9]+"),
                ],
            ),
        ],
        ..TokenSpec::STANDARD
    },
    calls: &[Call {
        name: "who",
        url: Template::text("https://some.example/who"),
        fields: &[
            Field::string("of").equals(Template::value(Source::Callback("realm"))),
            Field::integer("id").equals(Template::value(Source::Token("account"))),
        ],
        ..Call::STANDARD
    }],
    ..ProviderSpec::STANDARD
};

fn exchanged(client: &Client<AnyProvider>, text: &str) -> Result<Token<AnyProvider>, Error> {
    let pending = client.authorize().begin().unwrap();
    let callback = format!("code=c&realm=north&state={}", pending.state());
    let accepted = client.accept(pending, callback).unwrap();
    client.exchange(&accepted).read(answer(text))
}

fn unreadable<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Unreadable(error)) => error.what().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_token_answer_is_held_against_the_callback() {
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let good = r#"{"access_token":"a","refresh_token":"r","realm":"north","account":7}"#;
    let token = exchanged(&client, good).unwrap();
    let south = good.replace("north", "south");
    assert_eq!(
        unreadable(exchanged(&client, &south)),
        "the required field `realm` is not what it must be"
    );
    // A new token is of the same callback.
    client.refresh(&token).read(answer(good)).unwrap();
    unreadable(client.refresh(&token).read(answer(&south)));
}

#[test]
fn an_answer_of_a_call_is_held_against_token_and_callback() {
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let good = r#"{"access_token":"a","realm":"north","account":7}"#;
    let token = exchanged(&client, good).unwrap();
    let who = |text: &str| client.call_json("who", &token).read(answer(text));
    assert_eq!(who(r#"{"of":"north","id":7}"#).unwrap()["id"], 7);
    for (text, field) in [(r#"{"of":"south","id":7}"#, "of"), (r#"{"of":"north","id":8}"#, "id")] {
        assert_eq!(
            unreadable(who(text)),
            format!("the field `{field}` of the call `who` is not what it must be")
        );
    }
}

#[test]
fn what_is_inside_an_object_is_held_against_it_too() {
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let with = |team: &str| {
        let text = format!(r#"{{"access_token":"a","realm":"north","account":7,"team":{team}}}"#);
        exchanged(&client, &text)
    };
    with(r#"{"realm":"north","id":"T1"}"#).unwrap();
    with(r#""{\"realm\":\"north\"}""#).unwrap();
    for (team, field, wrong) in [
        (r#"{"realm":"south"}"#, "realm", "is not what it must be"),
        (r#""{\"realm\":\"south\"}""#, "realm", "is not what it must be"),
        (r#"{"id":"T1"}"#, "realm", "is missing"),
        (r#"{"realm":"north","id":"U1"}"#, "id", "does not look as it must"),
    ] {
        let said = unreadable(with(team));
        assert_eq!(said, format!("the required field `{field}` {wrong}"), "{team}");
    }
}
