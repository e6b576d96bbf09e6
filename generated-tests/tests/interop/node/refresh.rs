//! Renewing: new tokens for old ones, and old ones that are refused.

use super::{SCOPE, by_metadata, client};
use crate::kit;
use crate::shared::refresh;

#[tokio::test]
async fn refresh_token() {
    let Some(kit) = kit::node() else { return };
    refresh::token(&client(kit, "basic").build().unwrap(), SCOPE, "alice").await;
}

#[tokio::test]
async fn refresh_rotation() {
    let Some(kit) = kit::node() else { return };
    refresh::rotation(&client(kit, "basic").build().unwrap()).await;
}

#[tokio::test]
async fn refresh_reuse_detection() {
    let Some(kit) = kit::node() else { return };
    refresh::reuse(&client(kit, "basic").build().unwrap()).await;
}

#[tokio::test]
async fn refresh_scope() {
    let Some(kit) = kit::node() else { return };
    let client = kit.settings("basic", by_metadata(kit).discover().await.unwrap());
    refresh::scope(&client.build().unwrap()).await;
}
