//! Webhooks whose signatures hold a digest of the delivery (`{computed.x}`), or are its whole body (`in = "body"`).

use generated_tests::webhook_digests::{SPEC, webhooks};
use oauth_emulator::{Emulator, Posted};
use oauth_runtime::{SignatureRefused, Webhook, http};

const SECRET: &str = "the-secret";

async fn posted(name: &str) -> Posted {
    let emulator = Emulator::start(&SPEC).await.unwrap();
    emulator.deliver(name, SECRET).unwrap()
}

fn request(method: &str, headers: &[(&str, &str)], body: &[u8]) -> http::Request<Vec<u8>> {
    let mut request = http::Request::builder().method(method).uri("/hook?a=b");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.to_vec()).unwrap()
}

#[tokio::test]
async fn what_the_emulator_signs_is_believed_and_another_body_is_not() {
    for (name, webhook) in [("event", webhooks::EVENT), ("nested", webhooks::NESTED)] {
        let mut posted = posted(name).await;
        webhook.verify(&[SECRET], &posted.request()).unwrap();
        refused(&webhook, "another", &posted);
        posted.body.push(b' ');
        refused(&webhook, SECRET, &posted);
    }
}

fn refused(webhook: &Webhook, secret: &str, posted: &Posted) {
    let outcome = webhook.verify(&[secret], &posted.request());
    assert!(matches!(outcome, Err(SignatureRefused::Wrong { .. })), "{outcome:?}");
}

/// Made with `openssl dgst -sha256 -binary | base64` and `openssl dgst -sha256 -hmac the-secret -binary | base64`.
#[test]
fn the_hash_in_the_message_is_that_of_the_body() {
    const SIGNED: &str = "7TyVG3fOwitphSHrVyUa58kXf1MdC3NASAlHujdSiic=";
    let header =
        format!("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={SIGNED}");
    let headers = [
        ("host", "app.example"),
        ("x-ms-date", "Thu, 30 Mar 2023 08:38:32 GMT"),
        // Nobody looks at what the sender says of the body.
        ("x-ms-content-sha256", "anything"),
        ("authorization", &header),
    ];
    let body = br#"{"some-unique-content":"c9ef8fa4"}"#;
    let good = request("POST", &headers, body);
    webhooks::EVENT.verify(&[SECRET], &good).unwrap();
    let other = request("POST", &headers, br#"{"some-unique-content":"c9ef8fa5"}"#);
    let outcome = webhooks::EVENT.verify(&[SECRET], &other);
    assert!(matches!(outcome, Err(SignatureRefused::Wrong { .. })), "{outcome:?}");
    // Without the address there is nothing to sign.
    let outcome = webhooks::EVENT.verify_parts(&[SECRET], good.headers(), good.body());
    assert!(matches!(outcome, Err(SignatureRefused::Incomplete { .. })), "{outcome:?}");
}

#[tokio::test]
async fn a_body_can_be_the_token() {
    let mut posted = posted("token").await;
    assert!(posted.body.starts_with(b"eyJ"), "{posted:?}");
    let claims = posted.body.split(|byte| *byte == b'.').nth(1).unwrap();
    assert!(!claims.is_empty());
    webhooks::TOKEN.verify(&[SECRET], &posted.request()).unwrap();
    let headers = http::HeaderMap::new();
    webhooks::TOKEN.verify_parts(&[SECRET], &headers, &posted.body).unwrap();
    refused(&webhooks::TOKEN, "another", &posted);
    posted.body = b"eyJ".to_vec();
    let outcome = webhooks::TOKEN.verify(&[SECRET], &posted.request());
    assert!(outcome.is_err(), "{outcome:?}");
    let outcome = webhooks::TOKEN.verify_parts(&[SECRET], &headers, b"");
    assert!(matches!(outcome, Err(SignatureRefused::Missing { .. })), "{outcome:?}");
}

/// The values of a provider's own documentation, and a signature made with `openssl dgst -sha1 -hmac 12345`.
#[tokio::test]
async fn a_form_is_signed_by_its_pairs() {
    let body = "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE";
    let form = |body: &str| {
        let request = http::Request::post("https://mycompany.com/myapp.php?foo=1&bar=2")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        request.body(body.as_bytes().to_vec()).unwrap()
    };
    webhooks::FORM.verify(&["12345"], &form(body)).unwrap();
    let other = webhooks::FORM.verify(&["12345"], &form(&body.replace("1234&", "1235&")));
    assert!(matches!(other, Err(SignatureRefused::Wrong { .. })), "{other:?}");
    let posted = posted("form").await;
    webhooks::FORM.verify(&[SECRET], &posted.request()).unwrap();
    assert_eq!(posted.body, b"event=sample");
    refused(&webhooks::FORM, "another", &posted);
}

/// RFC 2202, 2, test case 2.
#[tokio::test]
async fn old_providers_sign_with_hmac_md5() {
    let signed =
        |body: &[u8]| request("POST", &[("x-signature", "750c783e6ab0b503eaa86e310a5db738")], body);
    webhooks::OLD.verify(&["Jefe"], &signed(b"what do ya want for nothing?")).unwrap();
    let other = webhooks::OLD.verify(&["Jefe"], &signed(b"what do ya want for nothing!"));
    assert!(matches!(other, Err(SignatureRefused::Wrong { .. })), "{other:?}");
    let posted = posted("old").await;
    webhooks::OLD.verify(&[SECRET], &posted.request()).unwrap();
    refused(&webhooks::OLD, "another", &posted);
}
