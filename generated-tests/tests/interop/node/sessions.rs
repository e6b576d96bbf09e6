//! Sessions: tokens that expire while they are used.

use super::{SCOPE, client};
use crate::kit;
use crate::shared::sessions;

#[tokio::test]
async fn expiry_and_refresh() {
    let Some(kit) = kit::node() else { return };
    sessions::expiry(kit, &client(kit, "short_ttl").build().unwrap(), 50).await;
}

#[tokio::test]
async fn a_token_that_the_api_refuses_is_renewed() {
    let Some(kit) = kit::node() else { return };
    sessions::refused_by_the_api(&client(kit, "basic").build().unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_token_is_renewed_once_for_two_hundred_tasks() {
    let Some(kit) = kit::node() else { return };
    sessions::renewed_once(client(kit, "basic"), (SCOPE, "/token", 200)).await;
}
