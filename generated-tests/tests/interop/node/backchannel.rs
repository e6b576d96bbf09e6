//! Users who are named, and asked at a device of their own (OpenID CIBA Core).

use oauth_runtime::{DevicePoll, UserHint};

use super::client;
use crate::kit;
use crate::wire::{self, refusal};

#[tokio::test]
async fn ciba() {
    let Some(kit) = kit::node() else { return };
    let client = client(kit, "ciba").build().unwrap();
    let asked = client.ciba(UserHint::login("alice")).scope("openid").await.unwrap();
    assert!(matches!(client.poll_ciba(&asked).await.unwrap(), DevicePoll::Pending));
    let poll = client.poll_ciba(&asked);
    let request = wire::with(poll.request().unwrap(), "auth_req_id", Some("nonsense"));
    let answer = poll.read(wire::send(request).await);
    assert_eq!(refusal(answer), (400, "invalid_grant".to_owned()));
    // The user agrees after a while; the ID token that comes is verified, and needs no nonce.
    let token = client.ciba_token(asked).await.unwrap();
    assert_eq!(token.id_token_claims().unwrap().unwrap().subject(), "alice");
    assert_eq!(client.userinfo(&token).await.unwrap().subject(), Some("alice"));
    let error = client.ciba(UserHint::login("nobody")).scope("openid").await;
    assert_eq!(refusal(error), (400, "unknown_user_id".to_owned()));
}
