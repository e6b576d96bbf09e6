//! What an authorization or token request may be, beyond its grant.
use oauth_runtime::oauth_provider;

#[oauth_provider("podio")]
mod podio {}

#[oauth_provider("amazon")]
mod amazon {}

async fn push(client: &podio::Client) {
    let _ = client.authorize().push().await;
}

fn resource(client: &podio::Client) {
    let _ = client.authorize().resource("https://api.example").begin();
}

fn resource_of_a_token_request(client: &podio::Client) {
    let _ = client.password("user", "secret").resource("https://api.example");
}

fn offline(client: &podio::Client) {
    let _ = client.authorize().offline(true).begin();
}

fn offline_of_a_device(client: &amazon::Client) {
    let _ = client.device().offline(true);
}

fn provider_initiated(client: &podio::Client) {
    let _ = client.accept_initiated("code=c");
}

fn main() {
    let _ = (push, resource, resource_of_a_token_request, offline, offline_of_a_device);
    let _ = provider_initiated;
}
