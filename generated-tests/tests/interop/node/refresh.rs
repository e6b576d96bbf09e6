//! Renewing: new tokens for old ones, and old ones that are refused.

use super::{SCOPE, by_metadata, client, plain};
use crate::browser::signed_in;
use crate::kit;
use crate::wire::refusal;

#[tokio::test]
async fn refresh_token() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let token = signed_in(&client, SCOPE).await;
    let new = client.refresh(&token).await.unwrap();
    assert_ne!(token.access_token(), new.access_token());
    // The ID token that comes is verified, and about the same user.
    assert_eq!(new.id_token_claims().unwrap().unwrap().subject(), "alice");
    let old = token.refresh_token().unwrap().expose();
    let nonsense = plain::Token::restore(&token.save().replace(old, "nonsense")).unwrap();
    let error = client.refresh(&nonsense).await;
    assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn refresh_rotation() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let mut token = signed_in(&client, "read").await;
    for _ in 0..3 {
        let new = client.refresh(&token).await.unwrap();
        assert_ne!(token.refresh_token(), new.refresh_token());
        token = new;
    }
}

#[tokio::test]
async fn refresh_reuse_detection() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "basic").build().unwrap();
    let first = signed_in(&client, "read").await;
    let second = client.refresh(&first).await.unwrap();
    // Somebody has the old one: the whole family is revoked.
    for token in [&first, &second] {
        let error = client.refresh(token).await.unwrap_err();
        assert!(error.needs_user(), "{error}");
        assert_eq!(refusal::<()>(Err(error)), (400, "invalid_grant".to_owned()));
    }
}

#[tokio::test]
async fn refresh_scope() {
    let Some(kit) = kit::node() else { return };
    let client = kit.settings("basic", by_metadata(kit).discover().await.unwrap());
    let client = client.build().unwrap();
    let token = signed_in(&client, "openid read write").await;
    let narrow = client.refresh(&token).scope("read").await.unwrap();
    assert_eq!(narrow.scope(), Some("read"));
    let wide = client.refresh(&narrow).scope("read").scope("no-such-scope").await;
    assert_eq!(refusal(wide), (400, "invalid_scope".to_owned()));
}
