//! OpenID Connect Core 1.0, with the examples of its appendix A.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use generated_tests::openid_examples as examples;
use oauth_runtime::{Error, IdTokenError};

use super::*;
use crate::wire::json;

/// A moment in which the ID tokens of the examples are good.
struct Then;

impl oauth_runtime::Clock for Then {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_311_281_000)
    }
}

/// A.7.
const KEYS: &str = r#"{ "keys": [{
    "kty": "RSA", "kid": "1e9gdk7", "e": "AQAB",
    "n": "w7Zdfmece8iaB0kiTY8pCtiBtzbptJmP28nSWwtdjRu0f2GFpajvWE4VhfJAjEsOcwYzay7XGN0b-X84BfC8hmCTOj2b2eHT7NsZegFPKRUQzJ9wW8ipn_aDJWMGDuB1XyqT1E7DYqjUCEOD1b4FLpy_xPn6oV_TYOfQ9fZdbE5HGxJUzekuGcOKqOQ8M7wfYHhHHLxGpQVgL0apWuP2gDDOdTtpuld4D2LK1MZK99s9gaSjRHE8JDb1Z4IGhEcEyzkxswVdPndUWzfvWBBWXWxtSUvQGBRkuy1BHOa4sP6FKjWEeeF7gm7UMs2Nm2QUgNZw6xvEDGaLk4KASdIxRQ"
}] }"#;

/// A.2, the ID token; its lines are joined.
const ID_TOKEN: &str = "
    eyJraWQiOiIxZTlnZGs3IiwiYWxnIjoiUlMyNTYifQ.ewogImlzcyI6ICJodHRwczovL3NlcnZlci5leGFtcGxlLmNvbSIsCiAic3Vi
    IjogIjI0ODI4OTc2MTAwMSIsCiAiYXVkIjogInM2QmhkUmtxdDMiLAogIm5vbmNlIjogIm4tMFM2X1d6QTJNaiIsCiAiZXhwIjogMTMx
    MTI4MTk3MCwKICJpYXQiOiAxMzExMjgwOTcwLAogIm5hbWUiOiAiSmFuZSBEb2UiLAogImdpdmVuX25hbWUiOiAiSmFuZSIsCiAiZmFt
    aWx5X25hbWUiOiAiRG9lIiwKICJnZW5kZXIiOiAiZmVtYWxlIiwKICJiaXJ0aGRhdGUiOiAiMDAwMC0xMC0zMSIsCiAiZW1haWwiOiAi
    amFuZWRvZUBleGFtcGxlLmNvbSIsCiAicGljdHVyZSI6ICJodHRwOi8vZXhhbXBsZS5jb20vamFuZWRvZS9tZS5qcGciCn0.NTibBYW_
    ZoNHGm4ZrWCqYA9oJaxr1AVrJCze6FEcac4t_EOQiJFbD2nVEPkUXPuMshKjjTn7ESLIFUnfHq8UKTGibIC8uqrBgQAcUQFMeWeg-PkLv
    DTHk43Dn4_aNrxhmWwMNQfkjqx3wd2Fvta9j8yG2Qn790Gwb5psGcmBhqMJUUnFrGpyxQDhFIzzodmPokM7tnUxBNj-JuES_4CE-BvZIC
    H4jKLp0TMu-WQsVst0ss-vY2RPdU1MzL59mq_eKk8Rv9XhxIr3WteA2ZlrgVyT0cwH3hlCnRUsLfHtIEb8k1Y_WaqKUu3DaKPxqRi6u0r
    N7RO2uZYPzC454xe-mg";

fn client(wire: &Wire) -> examples::Client {
    let builder = examples::Client::builder()
        .client_id("s6BhdRkqt3")
        .redirect_uri("https://client.example.org/cb")
        .transport(wire.clone())
        .clock(Then);
    builder.build().unwrap()
}

/// A sign-in with the random values of the example in the place of its own.
fn begun(client: &examples::Client, nonce: &str) -> examples::Pending {
    let asked = client.implicit_id_token().scope("openid").scope("profile").scope("email");
    let pending = asked.begin().unwrap();
    let mut saved: serde_json::Value = serde_json::from_str(&pending.save()).unwrap();
    let own = saved["nonce"].as_str().unwrap();
    let url = pending.url().replace(pending.state(), "af0ifjsldkj").replace(own, nonce);
    saved["url"] = url.into();
    saved["state"] = "af0ifjsldkj".into();
    saved["nonce"] = nonce.into();
    examples::Pending::restore(&saved.to_string()).unwrap()
}

fn redirect() -> String {
    let id_token: String = ID_TOKEN.split_whitespace().collect();
    format!("https://client.example.org/cb#id_token={id_token}&state=af0ifjsldkj")
}

#[tokio::test]
async fn appendix_a_2_an_id_token_alone() {
    let wire = Wire::answering([json(KEYS)]);
    let client = client(&wire);
    let pending = begun(&client, "n-0S6_WzA2Mj");
    let mut sent = params(pending.url());
    sent.sort_unstable();
    let example = "response_type=id_token&client_id=s6BhdRkqt3&\
        redirect_uri=https%3A%2F%2Fclient.example.org%2Fcb&scope=openid%20profile%20email&\
        nonce=n-0S6_WzA2Mj&state=af0ifjsldkj";
    assert_eq!(sent, form(example));
    assert!(pending.url().starts_with("https://server.example.com/authorize?"));
    let user = client.accept_id_token(pending, redirect()).await.unwrap();
    assert_eq!(user.subject(), "248289761001");
    assert_eq!(
        (user.name.as_deref(), user.email.as_deref()),
        (Some("Jane Doe"), Some("janedoe@example.com"))
    );
    assert_eq!(wire.sent(0).line(), "GET https://server.example.com/jwks");
    assert_eq!(wire.count(), 1);
}

/// 3.2.2.11: what is right for one request is wrong for every other.
#[tokio::test]
async fn section_3_2_2_11_the_nonce() {
    let wire = Wire::answering([json(KEYS)]);
    let client = client(&wire);
    let pending = begun(&client, "another");
    let error = client.accept_id_token(pending, redirect()).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(IdTokenError::Nonce)), "{error:?}");
}
