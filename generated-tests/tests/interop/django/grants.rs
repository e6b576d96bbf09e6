//! Grants without a browser.

use super::client;
use crate::kit;
use crate::wire::refusal;

#[tokio::test]
async fn client_credentials() {
    let Some(kit) = kit::django() else { return };
    for role in ["client_credentials", "client_credentials_post"] {
        let client = client(kit, role).build().unwrap();
        let token = client.client_credentials().scope("read").await.unwrap();
        assert_eq!((token.token_type(), token.refresh_token()), (Some("Bearer"), None));
        assert_eq!(client.session(token).start().get("/api").send().await.unwrap().status(), 200);
        let error = client.client_credentials().scope("no-such-scope").await;
        assert_eq!(refusal(error), (400, "invalid_scope".to_owned()));
    }
}

#[tokio::test]
async fn password() {
    let Some(kit) = kit::django() else { return };
    for role in ["password", "password_public"] {
        let client = client(kit, role).build().unwrap();
        let token = client.password("alice", "wonderland").scope("read").await.unwrap();
        assert!(token.refresh_token().is_some());
        let error = client.password("alice", "wrong").await;
        assert_eq!(refusal(error), (400, "invalid_grant".to_owned()));
    }
}
