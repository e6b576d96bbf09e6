//! Lists (`list` of a field), elements of them (`*` in its `path`), and calls after some grants (`grants` of a call).

use generated_tests::lists::authorization_details::{Files, FilesActions, FilesFolders};
use generated_tests::lists::calls::{Accounts, Sites};
use generated_tests::lists::{Client, Lists, Roles as Role, SPEC, Token};
use oauth_emulator::{Emulator, Step};
use oauth_runtime::{Error, Secret};
use oauth_spec::Source;

use crate::support::{self, json};

async fn start() -> (Emulator, Client) {
    support::start::<Lists>().await
}

/// Gets a token whose answer has those members more.
async fn given(emulator: &Emulator, client: &Client, members: &str) -> Result<Token, Error> {
    emulator.fail_next(Step::Token, json(200, format!(r#"{{"access_token": "a"{members}}}"#)));
    client.client_credentials().await
}

#[tokio::test]
async fn a_list_is_a_vec_of_its_elements() {
    let (emulator, client) = start().await;
    let members = r#", "shops": [1, "2", null, 3], "roles": ["owner", "janitor"], "codes": []"#;
    let token = given(&emulator, &client, members).await.unwrap();
    for token in [Token::restore(&token.save()).unwrap(), token] {
        assert_eq!(token.shops, [1, 2, 3]);
        assert_eq!(token.roles, [Role::Owner, Role::Other("janitor".to_owned())]);
        assert_eq!(token.codes, [""; 0]);
    }
    // What is not there has no elements; what is there as a list in a text is one.
    let token = given(&emulator, &client, r#", "roles": "[\"guest\"]", "shops": null"#).await;
    let token = token.unwrap();
    assert_eq!((token.roles.as_slice(), token.shops.as_slice()), (&[Role::Guest][..], &[][..]));
}

#[tokio::test]
async fn a_list_of_something_else_is_none() {
    let (emulator, client) = start().await;
    for members in
        ["", r#", "roles": "owner""#, r#", "roles": {"0": "owner"}"#, r#", "roles": [1]"#]
    {
        let error = given(&emulator, &client, members).await.unwrap_err();
        assert!(error.to_string().contains("`roles` is missing"), "{members}: {error}");
    }
    let token = given(&emulator, &client, r#", "roles": [], "shops": [1, "x"]"#).await.unwrap();
    assert_eq!((token.roles.len(), token.shops.len()), (0, 0));
    let codes = |codes: &str| format!(r#", "roles": [], "codes": {codes}"#);
    let token = given(&emulator, &client, &codes(r#"["ab", "c"]"#)).await.unwrap();
    assert_eq!(token.codes, ["ab", "c"]);
    let error = given(&emulator, &client, &codes(r#"["ab", "C"]"#)).await.unwrap_err();
    assert!(error.to_string().contains("`codes` does not look as it must"), "{error}");
}

#[tokio::test]
async fn an_element_is_the_first_for_which_a_condition_holds() {
    let (emulator, client) = start().await;
    for (teams, team) in [
        (
            r#"[{"id": 1, "kind": "other"}, {"id": 2, "kind": "main"}, {"id": 3, "kind": "main"}]"#,
            Some(2),
        ),
        (r#"[{"id": 1, "rank": 2}, null, 7, {"id": 2, "kind": "other", "rank": 1}]"#, Some(2)),
        // The chosen one has none: another does not stand in for it.
        (r#"[{"kind": "main"}, {"id": 2, "kind": "main"}]"#, None),
        (r#"[{"id": 1}]"#, None),
        (r#"{"0": {"id": 1, "kind": "main"}}"#, None),
        ("[]", None),
    ] {
        let members = format!(r#", "roles": [], "teams": {teams}"#);
        let token = given(&emulator, &client, &members).await.unwrap();
        assert_eq!(token.team, team, "{teams}");
    }
}

#[tokio::test]
async fn what_a_refresh_leaves_out_stays_and_what_it_lists_counts() {
    let (emulator, client) = start().await;
    let members = r#", "refresh_token": "r", "roles": ["owner"], "shops": [1], "teams": [{"id": 5, "rank": 1}]"#;
    let token = given(&emulator, &client, members).await.unwrap();
    emulator.fail_next(Step::Token, json(200, r#"{"access_token": "b"}"#));
    let token = client.refresh(&token).await.unwrap();
    assert_eq!((token.shops.as_slice(), token.team), (&[1][..], Some(5)));
    emulator
        .fail_next(Step::Token, json(200, r#"{"access_token": "c", "shops": [], "teams": []}"#));
    let token = client.refresh(&token).await.unwrap();
    assert_eq!((token.shops.len(), token.team), (0, None));
    assert_eq!(token.roles, [Role::Owner]);
}

#[tokio::test]
async fn the_emulator_has_two_elements_and_not_the_wanted_one_first() {
    let (emulator, client) = start().await;
    let token = support::signed_in(&emulator, &client).await.unwrap();
    assert_eq!((token.shops.as_slice(), token.roles.len()), (&[4711, 4712][..], 2));
    assert_eq!(token.team, Some(4711));
    let accounts = token.call::<Accounts>().unwrap().unwrap();
    assert_eq!(accounts.api, "https://sample.lists.example");
    let [first, second] = &accounts.accounts[..] else { panic!("{accounts:?}") };
    assert_eq!(
        (first.href.as_str(), first.product.as_deref()),
        ("https://other.lists.example", Some("not-bc3"))
    );
    assert_eq!(
        (second.href.as_str(), second.product.as_deref()),
        ("https://sample.lists.example", Some("bc3"))
    );
    assert_eq!(
        first.keys.iter().map(Secret::expose).collect::<Vec<_>>(),
        ["secret-keys", "other-secret-keys"]
    );
    assert!(!format!("{accounts:?}").contains("secret-keys"));
    assert_eq!(first.owner.as_deref(), Some("sample-owner"));
    // What others depend on is a part of what the emulator says that the whole is.
    let said = emulator.field("calls.accounts.accounts").unwrap();
    assert_eq!(said[1]["href"], accounts.api);
    let session = client.session(token.clone()).start();
    session.get("/me").send().await.unwrap();
    assert_eq!(emulator.requests_to(Step::Api)[0].host, "sample.lists.example");
    let sites = client.call::<Sites>(&token).await.unwrap();
    assert_eq!((sites.sites.len(), sites.own.as_deref()), (2, Some("sample-own")));
}

#[tokio::test]
async fn a_list_that_is_given_is_the_list_and_what_is_chosen_is_of_it() {
    let given = serde_json::json!([
        { "product": "bc3", "href": "https://own.lists.example", "keys": ["k"] },
        { "product": "bcx", "href": "https://second.lists.example" },
    ]);
    let sites = serde_json::json!([{ "id": "1" }, { "id": "2" }, { "id": "3", "own": true }]);
    let start = Emulator::builder(&SPEC).field("calls.accounts.accounts", given.clone());
    let emulator = start.field("calls.sites.sites", sites).start().await.unwrap();
    let client = support::client::<Lists>(Client::builder(), &emulator).build().unwrap();
    let token = support::signed_in(&emulator, &client).await.unwrap();
    let accounts = token.call::<Accounts>().unwrap().unwrap();
    let told: Vec<_> = accounts
        .accounts
        .iter()
        .map(|it| (it.href.as_str(), it.product.as_deref(), it.keys.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("https://own.lists.example", Some("bc3"), 1),
            ("https://second.lists.example", Some("bcx"), 0),
        ]
    );
    assert_eq!(accounts.api, "https://own.lists.example");
    assert_eq!(emulator.field("calls.accounts.accounts"), Some(given));
    assert_eq!(emulator.field("calls.accounts.api").unwrap(), accounts.api);
    let sites = client.call::<Sites>(&token).await.unwrap();
    assert_eq!((sites.sites.len(), sites.own.as_deref()), (3, Some("3")));
    // Calls go where the list says.
    let session = client.session(token).start();
    session.get("/me").send().await.unwrap();
    assert_eq!(emulator.requests_to(Step::Api)[0].host, "own.lists.example");
}

#[tokio::test]
async fn who_has_no_such_element_is_refused_where_there_must_be_one() {
    let (emulator, client) = start().await;
    for accounts in [
        r#"{"accounts": [{"product": "bcx", "href": "https://a.lists.example"}]}"#,
        r#"{"accounts": [{"product": "bc3"}]}"#,
        r#"{"accounts": [{"product": "bc3", "href": "https://elsewhere.example"}]}"#,
        r#"{"accounts": []}"#,
        "{}",
    ] {
        emulator.fail_next(Step::Call, json(200, accounts));
        let error = support::signed_in(&emulator, &client).await.unwrap_err();
        let what = "the field `api` of the call `accounts` is missing";
        assert!(error.to_string().contains(what), "{accounts}: {error}");
    }
    for sites in ["{}", "[1]", r#"[{"id": "1"}, {}]"#] {
        let token = support::signed_in(&emulator, &client).await.unwrap();
        emulator.fail_next(Step::Call, json(200, sites));
        assert!(client.call::<Sites>(&token).await.is_err(), "{sites}");
    }
}

#[tokio::test]
async fn a_call_is_made_after_its_grants_only() {
    let (emulator, client) = start().await;
    let token = client.client_credentials().await.unwrap();
    assert!(emulator.requests_to(Step::Call).is_empty());
    assert!(token.call::<Accounts>().unwrap().is_none());
    let error = client.session(token).start().get("/me").send().await.unwrap_err();
    let what = "the API address needs a value: no call has read `accounts.api`";
    assert!(error.to_string().contains(what), "{error}");
    let token = support::signed_in(&emulator, &client).await.unwrap();
    assert_eq!(emulator.requests_to(Step::Call).len(), 1);
    let lacking = |grant: &str| SPEC.lacking(grant);
    assert_eq!(lacking("client_credentials"), Some(Source::Call("accounts.api")));
    assert_eq!((lacking("authorization_code"), lacking("refresh_token")), (None, None));
    client.refresh(&token).await.unwrap();
    assert_eq!(emulator.requests_to(Step::Call).len(), 1);
}

#[tokio::test]
async fn a_callback_has_a_list_as_json_in_one_parameter() {
    let (emulator, client) = start().await;
    let shop_ids = |query: &str| {
        let pending = client.authorize().begin().unwrap();
        let state = pending.state().to_owned();
        client.accept(pending, format!("code=c&state={state}&{query}"))
    };
    let grant = shop_ids("shop_ids=%5B1%2C2%5D").unwrap();
    assert_eq!(grant.shop_ids, [1, 2]);
    for other in ["shop_ids=1", "shop_ids=1%2C2", "x=1"] {
        let grant = shop_ids(other).unwrap();
        assert_eq!(grant.shop_ids, [0; 0], "{other}");
    }
    drop(emulator);
}

#[tokio::test]
async fn lists_among_authorization_details_are_sent() {
    let (emulator, client) = start().await;
    let details = Files {
        actions: vec![FilesActions::Read, FilesActions::Write],
        folders: vec![FilesFolders { path: "/a".to_owned() }],
        sizes: Vec::new(),
    };
    let empty = Files { actions: Vec::new(), folders: Vec::new(), sizes: vec![1, 2] };
    let request = client.authorize().authorization_detail(details).authorization_detail(empty);
    let pending = request.begin().unwrap();
    let url = reqwest::Url::parse(pending.url()).unwrap();
    let sent = url.query_pairs().find(|(name, _)| name == "authorization_details").unwrap().1;
    let sent: serde_json::Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(
        sent,
        serde_json::json!([
            { "type": "files", "actions": ["read", "write"], "folders": [{ "path": "/a" }] },
            { "type": "files", "actions": [], "sizes": [1, 2] },
        ])
    );
    let request = client.authorize().authorization_detail(Files {
        actions: vec![FilesActions::Read],
        folders: Vec::new(),
        sizes: Vec::new(),
    });
    let (pending, callback) = support::allowed(&emulator, request).await;
    let token = client.finish(pending, &callback).await.unwrap();
    let granted = token.authorization_details::<Files>().unwrap();
    assert_eq!(granted[0].actions, [FilesActions::Read]);
}
