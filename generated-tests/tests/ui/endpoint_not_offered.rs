//! What a provider has at an endpoint of its own, or says of itself.
use oauth_runtime::{ClientMetadata, oauth_provider};

#[oauth_provider("podio")]
mod podio {}

fn introspection(client: &podio::Client, token: &podio::Token) {
    let _ = client.introspect(token);
}

fn open_id_connect(client: &podio::Client, token: &podio::Token) {
    let _ = client.verify_id_token(token);
}

fn claims(token: &podio::Token) {
    let _ = token.id_token_claims();
}

fn userinfo(client: &podio::Client, token: &podio::Token) {
    let _ = client.userinfo(token);
}

fn end_session(client: &podio::Client) {
    let _ = client.logout().begin();
}

fn discovery() {
    let _ = podio::Client::builder().discover();
}

fn registration() {
    let _ = podio::Client::builder().register(ClientMetadata::default());
}

fn main() {
    let _ = (introspection, open_id_connect, claims, userinfo, end_session, discovery, registration);
}
