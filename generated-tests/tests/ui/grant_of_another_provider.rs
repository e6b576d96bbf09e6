//! A grant, and a token, belong to one provider.
use oauth_runtime::oauth_provider;

#[oauth_provider("podio")]
mod podio {}

#[oauth_provider("piggy")]
mod piggy {}

fn grant(client: &piggy::Client) {
    let _ = client.grant(podio::App { app_id: 1, app_token: "secret".into() });
}

fn token(client: &piggy::Client, token: podio::Token) {
    let _ = client.session(token);
}

fn main() {
    let _ = (grant, token);
}
