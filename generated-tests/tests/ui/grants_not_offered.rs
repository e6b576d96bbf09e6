//! Each grant that the TOML lacks says which table it would be.
use oauth_runtime::{UserHint, oauth_provider};

#[oauth_provider("pio")]
mod pio {}

fn implicit(client: &pio::Client) {
    let _ = client.implicit();
}

fn implicit_id_token(client: &pio::Client) {
    let _ = client.implicit_id_token();
}

fn password(client: &pio::Client) {
    let _ = client.password("user", "secret");
}

fn client_credentials(client: &pio::Client) {
    let _ = client.client_credentials();
}

fn device_code(client: &pio::Client) {
    let _ = client.device();
}

fn ciba(client: &pio::Client) {
    let _ = client.ciba(UserHint::login("user"));
}

fn personal_access_token(client: &pio::Client) {
    let _ = client.personal_access_token("token", None);
}

fn main() {
    let _ = (implicit, implicit_id_token, password, client_credentials);
    let _ = (device_code, ciba, personal_access_token);
}
