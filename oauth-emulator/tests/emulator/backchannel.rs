//! Users who are asked elsewhere (OpenID CIBA).

use oauth_emulator::Emulator;
use oauth_spec::{CibaGrant, Endpoints, Grants, ProviderSpec, Scopes, Template};

use crate::acme::{ACME, token};
use crate::support::{basic, post_form};

/// What a user decides is about the request that came first.
#[tokio::test]
async fn one_decision_is_about_one_request() {
    const ASK_USER: &str = "https://acme.example/bc";
    static ASKED: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            backchannel_authentication: Some(Template::text(ASK_USER)),
            ..ACME.endpoints
        },
        grants: Grants { ciba: Some(CibaGrant::STANDARD), ..ACME.grants },
        scopes: Scopes { known: &["openid"], ..Scopes::STANDARD },
        ..ACME
    };
    let emulator = Emulator::start(&ASKED).await.expect("it starts");
    let own = basic(emulator.client_id(), emulator.client_secret());
    let own = [("authorization", own.as_str())];
    let user = [("scope", "openid"), ("login_hint", emulator.username())];
    let mut asked = Vec::new();
    for _ in 0..6 {
        asked.push(post_form(&emulator, ASK_USER, &own, &user).await.member("auth_req_id"));
    }
    for id in &asked[..3] {
        assert!(emulator.approve(emulator.username()));
        let pairs = [("grant_type", "urn:openid:params:grant-type:ciba"), ("auth_req_id", id)];
        let answer = token(&emulator, &pairs).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}
