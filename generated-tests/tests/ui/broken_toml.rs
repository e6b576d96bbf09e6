//! Every mistake of a file in one error, and no others from the code that uses the module.
use oauth_runtime::oauth_provider;

#[oauth_provider("tests/ui/broken.toml")]
mod acme {}

async fn use_it() {
    let client = acme::Client::builder().client_id("id").build().unwrap();
    let pending = client.authorize().scopes([acme::Scope::Read]).begin().unwrap();
    let token: acme::Token = client.finish(pending, "code=x").await.unwrap();
    let _ = client.refresh(&token).await;
}

fn main() {
    let _ = use_it();
}
