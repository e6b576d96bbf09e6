//! Scopes are asked for with spaces and granted with commas.

use crate::prelude::*;
use provider::response_scope_comma::Client;

#[tokio::test]
async fn the_answer_has_commas() {
    let wire = Wire::answering([json(r#"{"access_token": "a", "scope": "repo,gist, user"}"#)]);
    let client: Client = wire.client();
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(token.scope(), Some("repo,gist, user"));
    assert_eq!(token.granted_scopes().collect::<Vec<_>>(), ["repo", "gist", "user"]);
    let missing = token.missing_scopes(&["gist".into(), "repo:status".into()]);
    assert_eq!(missing, ["repo:status".into()]);
}

#[tokio::test]
async fn the_request_has_spaces() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().scopes(["repo".into(), "gist".into()]).begin().unwrap();
    assert!(pending.url().contains("scope=repo+gist"), "{}", pending.url());
}
