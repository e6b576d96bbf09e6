//! What is signed of a request is what is sent of it: the query of the URL, all parameters, members of a JSON body.

use generated_tests::signed_parameters::{self, SPEC, SignedParameters};
use oauth_emulator::{Decision, Emulator, Recorded, Step};
use oauth_spec::{
    Computed, ComputedRecipe, Digest, ProviderSpec, ScopeEncoding, Scopes, Source, Template,
};

use crate::support;

/// What is left of a query without `sig`, and what that says.
fn signed(query: &str) -> (String, String) {
    let is_sig = |pair: &&str| pair.starts_with("sig=");
    let sig = query.split('&').find(is_sig).unwrap();
    let (_, said) = pairs(sig).remove(0);
    let rest: Vec<&str> = query.split('&').filter(|pair| !is_sig(pair)).collect();
    (rest.join("&"), said)
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let url = reqwest::Url::parse(&format!("http://localhost/?{query}")).unwrap();
    url.query_pairs().into_owned().collect()
}

fn json(request: &Recorded) -> serde_json::Value {
    serde_json::from_slice(&request.body).unwrap()
}

static PERCENT: ProviderSpec = ProviderSpec {
    scopes: Scopes { separator: " ", encoding: ScopeEncoding::Percent, ..SPEC.scopes },
    ..SPEC
};

#[tokio::test]
async fn the_browsers_query_is_signed_as_it_is_sent() {
    for (spec, scope) in [(&SPEC, "scope=a+c"), (&PERCENT, "scope=a%20c")] {
        let emulator = Emulator::start(spec).await.unwrap();
        let client = support::client(oauth_runtime::Client::builder_for(spec), &emulator);
        let client = client.build().unwrap();
        let pending = client.authorize().scope("a").scope("c").begin().unwrap();
        let (_, query) = pending.url().split_once('?').unwrap();
        let (sent, said) = signed(query);
        assert_eq!(said, sent);
        assert!(sent.starts_with("v=1&") && sent.split('&').any(|pair| pair == scope), "{sent}");
        let callback = emulator.browse(pending.url(), Decision::Allow).await.unwrap();
        assert!(callback.contains("code="), "{callback}");
        let forged = pending.url().replacen(scope, "scope=a", 1);
        let refused = emulator.browse(&forged, Decision::Allow).await.unwrap();
        assert!(refused.contains("error=invalid_request"), "{refused}");
    }
}

#[tokio::test]
async fn all_parameters_are_those_of_the_query_and_of_the_body() {
    let (emulator, client) = support::start::<SignedParameters>().await;
    let token = support::signed_in(&emulator, &client).await.unwrap();
    let exchange = &emulator.requests_to(Step::Token)[0];
    assert_eq!(exchange.query.as_deref(), Some("ver=2&ts=1"));
    let body = json(exchange);
    let said = body["sig"].as_str().unwrap();
    let mut expected = vec![("ver".to_owned(), "2".to_owned()), ("ts".to_owned(), "1".to_owned())];
    for name in ["grant_type", "redirect_uri", "code", "code_verifier", "who"] {
        expected.push((name.to_owned(), body[name].as_str().unwrap().to_owned()));
    }
    let more = [("list", "a"), ("list", "1"), ("table", r#"{"z":"ü"}"#)];
    expected.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
    for name in ["client_id", "client_secret"] {
        expected.push((name.to_owned(), body[name].as_str().unwrap().to_owned()));
    }
    assert_eq!(pairs(said), expected);
    assert!(said.contains("&who=x+y&list=a&list=1&table=%7B%22z%22%3A%22%C3%BC%22%7D&"), "{said}");

    client.refresh(&token).await.unwrap();
    let refresh = &emulator.requests_to(Step::Token)[1];
    let (sent, said) = signed(refresh.query.as_deref().unwrap());
    assert_eq!(sent, "ver=2");
    let expected = [
        ("ver", "2"),
        ("grant_type", "refresh_token"),
        ("refresh_token", token.refresh_token().unwrap().expose()),
        ("client_id", emulator.client_id()),
        ("client_secret", emulator.client_secret()),
    ];
    assert_eq!(pairs(&said), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn members_are_there_beside_the_value_itself() {
    let (emulator, client) = support::start::<SignedParameters>().await;
    client.client_credentials().await.unwrap();
    let sent = json(&emulator.requests_to(Step::Token)[0]);
    assert_eq!(sent["sig"], format!("c={} w=x n=", emulator.client_id()));

    client.grant(signed_parameters::Whole {}).await.unwrap();
    let whole = &emulator.requests_to(Step::Token)[1];
    let (sent, said) = signed(whole.query.as_deref().unwrap());
    assert_eq!((sent.as_str(), said.as_bytes()), ("ver=2", whole.body.as_slice()));
    assert!(said.starts_with('{') && said.contains("\"client_id\""), "{said}");
}

#[tokio::test]
async fn calls_sign_their_query_and_all_that_they_carry() {
    let (emulator, client) = support::start::<SignedParameters>().await;
    let session = client.session(support::signed_in(&emulator, &client).await.unwrap()).start();
    session.post("/f?k=v").form([("b", "x y")]).await.unwrap();
    session.post("/j?k=v").json(&serde_json::json!({"b": [1, "x y"]})).await.unwrap();
    for (call, body) in emulator.requests_to(Step::Api).iter().zip(["b=x+y", "b=1&b=x+y"]) {
        let query = call.query.as_deref().unwrap();
        let (sent, said) = signed(query);
        assert_eq!((sent.as_str(), said.as_str()), ("k=v&z=1", "k=v&z=1"));
        // The header is made when the query is there, its signature too.
        assert_eq!(call.header("x-all"), Some(format!("{query}&{body}").as_str()));
    }
}

/// The query alone, where all parameters are to be signed.
static QUERY_ONLY: ProviderSpec = ProviderSpec {
    computed: &[
        SPEC.computed[0],
        Computed {
            name: SPEC.computed[1].name,
            recipe: match SPEC.computed[1].recipe {
                ComputedRecipe::Digest(digest) => ComputedRecipe::Digest(&Digest {
                    message: Template::value(Source::Query),
                    ..*digest
                }),
                ComputedRecipe::Jwt(_) => panic!(),
            },
        },
        SPEC.computed[2],
        SPEC.computed[3],
    ],
    ..SPEC
};

#[tokio::test]
async fn who_signs_something_else_is_told_what_without_secrets() {
    let emulator = Emulator::start(&SPEC).await.unwrap();
    let client = support::client(oauth_runtime::Client::builder_for(&QUERY_ONLY), &emulator);
    let error = support::signed_in(&emulator, &client.build().unwrap()).await.unwrap_err();
    let oauth_runtime::Error::Provider(error) = error else { panic!("{error:?}") };
    let told = error.description().unwrap();
    let start = "`{computed.all}` is not what it should be made of: it is made of \
        `ver=2&ts=1&grant_type=authorization_code&redirect_uri=";
    assert!(
        told.starts_with(start) && told.contains("&code={code}&code_verifier={code_verifier}&")
    );
    assert!(told.ends_with("&client_secret={client_secret}`, and `ver=2&ts=1` came"), "{told}");
    assert!(!told.contains(emulator.client_secret()), "{told}");
}
