//! Pio has no revocation, and no refresh: its tokens do not expire.
use oauth_runtime::oauth_provider;

#[oauth_provider("pio")]
mod pio {}

fn main() {
    let revoke = |client: &pio::Client, token: &pio::Token| {
        let _ = client.revoke(token);
    };
    let refresh = |client: &pio::Client, token: &pio::Token| {
        let _ = client.refresh(token);
    };
    let _ = (revoke, refresh);
}
