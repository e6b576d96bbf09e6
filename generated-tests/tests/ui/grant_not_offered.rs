//! A grant that the TOML lacks does not exist.
use oauth_runtime::oauth_provider;

#[oauth_provider("piggy")]
mod piggy {}

fn refresh(client: &piggy::Client, token: &piggy::Token) {
    let _ = client.refresh(token);
}

fn authorize(client: &piggy::Client) {
    let _ = client.authorize();
}

fn main() {
    let _ = (refresh, authorize);
}
