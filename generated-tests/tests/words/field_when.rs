//! Fields that are there only sometimes (`when` of a field).

use generated_tests::field_when::{Client, ErrorFields, FieldWhen, SPEC, Token, calls::Whoami};
use generated_tests::sophos_central;
use oauth_emulator::{Builder, Emulator, Fault, Recorded, Step};
use oauth_runtime::Error;

use crate::support::{self, json, signed_in};

async fn start(builder: Builder) -> (Emulator, Client) {
    let emulator = builder.start().await.unwrap();
    let client = support::client::<FieldWhen>(Client::builder(), &emulator).build().unwrap();
    (emulator, client)
}

/// The headers that say whom a call is for.
fn ids(call: &Recorded) -> Vec<(&str, &str)> {
    let headers = call.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    headers.filter(|(name, _)| name.starts_with("x-")).collect()
}

#[tokio::test]
async fn one_member_is_one_of_two_fields_and_goes_into_its_own_header() {
    let builder = || Emulator::builder(&SPEC);
    for (started, header, id, query) in [
        (
            builder().field("calls.whoami.tenant_id", "t-1"),
            "x-tenant-id",
            "t-1",
            Some("tenant=t-1"),
        ),
        (builder().field("calls.whoami.partner_id", "p-2"), "x-partner-id", "p-2", None),
    ] {
        let (emulator, client) = start(started).await;
        let token = signed_in(&emulator, &client).await.unwrap();
        let token = Token::restore(&token.save()).unwrap();
        assert_eq!(token.role.as_deref(), Some("sample-role"));
        let whoami = token.call::<Whoami>().unwrap().unwrap();
        let own = |name: &str| (name == header).then(|| id.to_owned());
        assert_eq!(whoami.tenant_id, own("x-tenant-id"));
        assert_eq!(whoami.partner_id, own("x-partner-id"));
        client.session(token).start().get("/me").send().await.unwrap();
        let call = &emulator.requests_to(Step::Api)[0];
        assert_eq!(ids(call), [(header, id)]);
        assert_eq!(call.query.as_deref(), query);
    }
}

#[tokio::test]
async fn an_answer_is_refused_only_where_the_condition_holds() {
    for (body, missing) in [
        (r#"{"idType": "tenant"}"#, Some("tenant_id")),
        (r#"{"idType": "partner", "id": null}"#, Some("partner_id")),
        (r#"{"idType": "partner", "id": {}}"#, Some("partner_id")),
        (r#"{"idType": "organization", "id": "o-3"}"#, None),
        (r#"{"id": "o-3"}"#, None),
        ("{}", None),
    ] {
        let (emulator, client) = start(Emulator::builder(&SPEC)).await;
        emulator.fail_next(Step::Call, json(200, body));
        match (signed_in(&emulator, &client).await, missing) {
            (Err(Error::Unfinished(error)), Some(name)) => {
                let what = format!("the field `{name}` of the call `whoami` is missing");
                assert!(error.to_string().contains(&what), "{body}: {error}");
            }
            (Ok(token), None) => {
                let whoami = token.call::<Whoami>().unwrap().unwrap();
                assert_eq!((whoami.tenant_id, whoami.partner_id), (None, None), "{body}");
                // Nothing is sent for either, which the provider does not take.
                let answer = client.session(token).start().get("/me").send().await.unwrap();
                assert_eq!(answer.status(), 400, "{body}");
                assert_eq!(ids(&emulator.requests_to(Step::Api)[0]), []);
            }
            (other, _) => panic!("{body}: {other:?}"),
        }
    }
}

/// Gets a token whose answer has those members more.
async fn given(emulator: &Emulator, client: &Client, members: &str) -> Result<Token, Error> {
    emulator.fail_next(Step::Token, granted(members));
    emulator.fail_next(Step::Call, json(200, r#"{"idType": "tenant", "id": "t-1"}"#));
    signed_in(emulator, client).await
}

fn granted(members: &str) -> Fault {
    json(200, format!(r#"{{"access_token": "a", "refresh_token": "r"{members}}}"#))
}

/// Refreshes a token, which is answered with those members more, and what the request said about whom it is for.
async fn refreshed(
    emulator: &Emulator,
    client: &Client,
    token: &Token,
    members: &str,
) -> (Token, Option<String>, Option<String>) {
    emulator.fail_next(Step::Token, granted(members));
    let token = client.refresh(token).await.unwrap();
    let requests = emulator.requests_to(Step::Token);
    let request = requests.last().unwrap();
    let pairs = request.form_pairs();
    let user = pairs.into_iter().find(|(name, _)| name == "user").map(|(_, user)| user);
    (token, request.header("x-team").map(str::to_owned), user)
}

#[tokio::test]
async fn claims_and_refusals_have_conditions_too() {
    let (emulator, client) = start(Emulator::builder(&SPEC)).await;
    // {"typ": null, "role": "r"}, and with 1
    for (claims, role) in
        [("eyJ0eXAiOm51bGwsInJvbGUiOiJyIn0", None), ("eyJ0eXAiOjEsInJvbGUiOiJyIn0", Some("r"))]
    {
        emulator
            .fail_next(Step::Token, json(200, format!(r#"{{"access_token": "e30.{claims}.x"}}"#)));
        emulator.fail_next(Step::Call, json(200, "{}"));
        let token = signed_in(&emulator, &client).await.unwrap();
        assert_eq!(token.role.as_deref(), role, "{claims}");
    }
    for (code, wait) in [("slow_down", Some(4711)), ("invalid_grant", None)] {
        emulator.fail_next(Step::Token, Fault::oauth_error(code));
        let error = signed_in(&emulator, &client).await.unwrap_err();
        let Error::Provider(error) = &error else { panic!("{error:?}") };
        assert_eq!(error.fields::<ErrorFields>().unwrap().wait, wait, "{code}");
    }
}

#[tokio::test]
async fn a_refresh_that_says_the_other_ends_what_was_before() {
    let (emulator, client) = start(Emulator::builder(&SPEC)).await;
    let team = r#", "owner": {"kind": "team", "id": "t"}"#;
    let token = given(&emulator, &client, team).await.unwrap();
    assert_eq!((token.team.as_deref(), token.user), (Some("t"), None));
    // What the answer leaves out stays.
    let (token, team, user) = refreshed(&emulator, &client, &token, "").await;
    assert_eq!((team.as_deref(), user), (Some("t"), None));
    assert_eq!((token.team.as_deref(), token.user), (Some("t"), None));
    let bot = r#", "owner": {"kind": "bot", "id": "7"}"#;
    let (token, ..) = refreshed(&emulator, &client, &token, bot).await;
    assert_eq!((token.team.as_deref(), token.user), (None, Some(7)));
    let token = Token::restore(&token.save()).unwrap();
    assert_eq!((token.team.as_deref(), token.user), (None, Some(7)));
    let (_, team, user) = refreshed(&emulator, &client, &token, "").await;
    assert_eq!((team, user.as_deref()), (None, Some("7")));
}

#[tokio::test]
async fn what_a_field_must_be_it_must_be_where_it_is_there() {
    let (emulator, client) = start(Emulator::builder(&SPEC)).await;
    let owner = |kind: &str| format!(r#", "owner": {{"kind": "{kind}", "id": "8"}}"#);
    let token = given(&emulator, &client, &owner("team")).await.unwrap();
    assert_eq!(token.team.as_deref(), Some("8"));
    let error = given(&emulator, &client, &owner("user")).await.unwrap_err();
    assert!(error.to_string().contains("`user` is not what it must be"), "{error}");
}

#[tokio::test]
async fn a_field_of_several_places_is_at_the_first_that_is_there() {
    let (emulator, client) = start(Emulator::builder(&SPEC)).await;
    for (members, account, beside) in [
        (r#", "owner": {"account": "a"}, "accounts": ["b"]"#, Some("a"), false),
        (r#", "owner": {"account": null}, "accounts": ["b"]"#, Some("b"), false),
        (r#", "owner": {}, "accounts": []"#, None, true),
    ] {
        let token = given(&emulator, &client, members).await.unwrap();
        assert_eq!(token.account.as_deref(), account, "{members}");
        assert_eq!(token.extra().contains_key("accounts"), beside, "{members}");
        // It is stored as it was found, and stays where a refresh says nothing of it.
        let token = Token::restore(&token.save()).unwrap();
        let (token, ..) = refreshed(&emulator, &client, &token, "").await;
        assert_eq!(token.account.as_deref(), account, "{members}");
        let (token, ..) = refreshed(&emulator, &client, &token, r#", "accounts": ["c"]"#).await;
        assert_eq!(token.account.as_deref(), Some("c"), "{members}");
    }
}

#[tokio::test]
async fn a_member_of_an_object_asks_the_object() {
    let (emulator, client) = start(Emulator::builder(&SPEC)).await;
    for (plan, seats) in [
        (r#"{"kind": "team", "seats": 5}"#, Some(Some(5))),
        (r#"{"kind": "user", "seats": 5}"#, Some(None)),
        (r#"{"seats": 5}"#, Some(None)),
        // Without what it must have there is no object.
        (r#"{"kind": "team"}"#, None),
    ] {
        let members = format!(r#", "kind": "team", "plan": {plan}"#);
        let token = given(&emulator, &client, &members).await.unwrap();
        assert_eq!(token.plan.clone().map(|plan| plan.seats), seats, "{plan}");
    }
}

#[tokio::test]
async fn partners_have_no_region_and_an_api_all_the_same() {
    let start = Emulator::builder(&sophos_central::SPEC).field("calls.whoami.partner_id", "p-2");
    let emulator = start.start().await.unwrap();
    let builder = sophos_central::Client::builder();
    let client = support::client::<sophos_central::SophosCentral>(builder, &emulator).build();
    let client = client.unwrap();
    let token = client.client_credentials().await.unwrap();
    let whoami = token.call::<sophos_central::calls::Whoami>().unwrap().unwrap();
    assert_eq!(whoami.tenant_id, None);
    assert_eq!(whoami.partner_id.as_deref(), Some("p-2"));
    client.call::<sophos_central::calls::PartnerTenants>(&token).await.unwrap();
    let calls = emulator.requests_to(Step::Call);
    assert_eq!(calls.last().unwrap().path, "/partner/v1/tenants");
    assert_eq!(ids(calls.last().unwrap()), [("x-partner-id", "p-2")]);
    for (hosts, host) in [
        (
            r#"{"global": "https://api.central.sophos.com", "dataRegion": "https://api-eu01.central.sophos.com"}"#,
            Some("api-eu01.central.sophos.com"),
        ),
        (r#"{"global": "https://api.central.sophos.com"}"#, Some("api.central.sophos.com")),
        (
            r#"{"global": "https://api.central.sophos.com", "dataRegion": null}"#,
            Some("api.central.sophos.com"),
        ),
        // What is there first counts, whatever it is.
        (
            r#"{"global": "https://api.central.sophos.com", "dataRegion": "https://evil.example"}"#,
            None,
        ),
        ("{}", None),
    ] {
        let whoami = format!(r#"{{"id": "p-2", "idType": "partner", "apiHosts": {hosts}}}"#);
        emulator.fail_next(Step::Call, json(200, &whoami));
        match (client.client_credentials().await, host) {
            (Ok(token), Some(host)) => {
                client.session(token).start().get("/partner/v1/admins").send().await.unwrap();
                assert_eq!(emulator.requests().last().unwrap().host, host);
            }
            (Err(error), None) => {
                let what = "the field `api` of the call `whoami` is missing";
                assert!(error.to_string().contains(what), "{hosts}: {error}");
            }
            (other, _) => panic!("{hosts}: {other:?}"),
        }
    }
}
