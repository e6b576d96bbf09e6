//! Where the browser may come back to from a logout.

use oauth_emulator::Emulator;
use oauth_spec::{Endpoints, ProviderSpec, Template};
use serde_json::json;

use crate::acme::ACME;
use crate::support::{get, post_json};

const OUT: &str = "https://acme.example/logout";

static ACME_OUT: ProviderSpec = ProviderSpec {
    endpoints: Endpoints {
        end_session: Some(Template::text(OUT)),
        registration: Some(Template::text("https://acme.example/register")),
        ..ACME.endpoints
    },
    ..ACME
};

/// OpenID Connect RP-Initiated Logout, 3.1.
#[tokio::test]
async fn a_client_that_registers_itself_comes_back_where_it_has_said() {
    let emulator = Emulator::builder(&ACME_OUT).client("me", "secret");
    let emulator = emulator.start().await.expect("it starts");
    let own = "https://app.example/bye";
    let about = json!({
        "redirect_uris": ["https://app.example/callback"],
        "post_logout_redirect_uris": [own],
    });
    let made = post_json(&emulator, "https://acme.example/register", &about).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let registered = made.member("client_id");
    let general = emulator.post_logout_redirect_uri();
    for (client, back, is_taken) in [
        (registered.as_str(), own, true),
        (&registered, general, false),
        ("me", general, true),
        ("me", own, false),
    ] {
        let url = format!("{OUT}?client_id={client}&post_logout_redirect_uri={back}");
        let answer = get(&emulator, &url, &[]).await;
        if is_taken {
            assert_eq!((answer.status, answer.header("location")), (302, back));
        } else {
            assert_eq!(answer.status, 400, "{client} {back}: {}", answer.body);
        }
    }
}
