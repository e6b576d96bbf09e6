//! RFC 7636, Proof Key for Code Exchange.

use super::*;
use crate::wire::json;
use base64::Engine as _;

/// Appendix B: the verifier that is sent with the code is the one whose challenge was sent before.
#[tokio::test]
async fn appendix_b_the_example_for_s256() {
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let wire = Wire::answering([json(TOKEN)]);
    let client = client(&wire);
    let pending = pinned(&client, "xyz", Some(verifier));
    client.finish(pending, "code=SplxlOBeZQQYbYS6WxSbIA&state=xyz").await.unwrap();
    assert_eq!(wire.sent(0).form("code_verifier").as_deref(), Some(verifier));
    let digest = hmac_sha256::Hash::hash(verifier.as_bytes());
    let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest);
    assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

/// 4.1 and 4.2: 43 characters of base64url, and the challenge in the URL is made from the verifier in the store.
#[test]
fn section_4_1_and_4_2_the_verifier_and_its_challenge() {
    let wire = Wire::answering([]);
    let pending = client(&wire).authorize().begin().unwrap();
    let saved: serde_json::Value = serde_json::from_str(&pending.save()).unwrap();
    let verifier = saved["verifier"].as_str().unwrap();
    assert_eq!(verifier.len(), 43);
    assert!(verifier.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c)));
    let digest = hmac_sha256::Hash::hash(verifier.as_bytes());
    let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest);
    assert_eq!(wire::param(pending.url(), "code_challenge"), Some(challenge));
    assert_eq!(wire::param(pending.url(), "code_challenge_method").as_deref(), Some("S256"));
}
