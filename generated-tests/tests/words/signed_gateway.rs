//! Requests that are signed with a private key of the client, and times as a gateway writes them, in its zone.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use generated_tests::signed_gateway::{Client, SPEC, Variables, calls};
use oauth_emulator::{Clock, Emulator, Step};
use oauth_spec::{Computed, ComputedRecipe, Digest, DigestEncoding, ProviderSpec};
use ring::signature::{KeyPair as _, RSA_PSS_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};

use crate::support;

/// The key of RFC 7515, A.2, and one that was made for tests.
const KEY: &str = include_str!("../../../oauth-runtime/tests/keys/rfc7515.pem");
const OTHER: &str = include_str!("../../../oauth-runtime/tests/keys/rsa.pem");

/// 2023-11-14T22:13:20Z.
const NOW: Duration = Duration::from_secs(1_700_000_000);
const LIFETIME: Duration = Duration::from_secs(5_400);

/// What another implementation (OpenSSL) signs with [`KEY`] over
/// `app_id=2021001&grant_type=client_credentials&timestamp=2023-11-15 06:13:20`.
const SIGNATURE: &str = "kK2F7Rlw6vaaEjLWDn8sM5bjuEDWpMmfGK5pGN53+pPACzTC3+aEEQ/7zu/TM19VMwmT6VV6k+FNUMllS5J/w/dHH12buS26l+Oo8espEfensQYkkDqUExHpkGwjU5mE7Fa3WV7d57u8XjYKQuns+c+xe0I2YD30IL9mvaktFoJTK0qW5S8nxs4nbVONl95uKlN2kGfGjKOtXiidf02QKytgRyfOJmiJo8do9Bfpdlua4EpeOrRqur6ZChPgREq3/63YupAXrUn+HdOY//Ye/HVsswysRPIXJZKDGyxehCMYW4SNH0KOcSbFBVq9Y5mwfehdV24rsp5DhAaFPJ1xcA==";

async fn emulator() -> Emulator {
    emulator_of(&SPEC).await
}

async fn emulator_of(spec: &'static ProviderSpec) -> Emulator {
    let builder =
        Emulator::builder(spec).client("2021001", "no secret").variable("private_key", KEY);
    builder
        .lifetime(LIFETIME)
        .clock(Clock::stopped_at(SystemTime::UNIX_EPOCH + NOW))
        .start()
        .await
        .unwrap()
}

fn client(emulator: &Emulator, key: &str) -> Client {
    let builder = Client::builder_with(Variables::new(key)).client_id(emulator.client_id());
    let builder = builder.redirect_uri(emulator.redirect_uri()).mirror(emulator.url());
    builder.clock(support::clock_of(emulator)).build().unwrap()
}

#[tokio::test]
async fn the_sorted_parameters_are_signed_to_the_letter() {
    let emulator = emulator().await;
    let token = client(&emulator, KEY).client_credentials().await.unwrap();
    let sent = &emulator.requests_to(Step::Token)[0];
    let mut pairs = sent.form_pairs();
    pairs.sort();
    let expected = [
        ("app_id", "2021001"),
        ("grant_type", "client_credentials"),
        ("sign", SIGNATURE),
        ("timestamp", "2023-11-15 06:13:20"),
    ];
    assert_eq!(pairs, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    // What the answer says in that zone is read in it.
    assert_eq!(token.expires_at(), Some(SystemTime::UNIX_EPOCH + NOW + LIFETIME));
}

#[tokio::test]
async fn every_request_carries_one() {
    let emulator = emulator().await;
    let client = client(&emulator, KEY);
    let token = support::signed_in(&emulator, &client).await.unwrap();
    let token = client.refresh(&token).await.unwrap();
    // The gateway knows by what it says that it is no token request.
    let user = client.call::<calls::User>(&token).await.unwrap();
    assert_eq!(user.id.as_deref(), Some("sample-id"));
    let call = &emulator.requests_to(Step::Call)[0];
    assert_eq!((call.path.as_str(), call.status), ("/gateway.do", Some(200)));
    client.session(token).start().get("/me").send().await.unwrap();

    let call = &emulator.requests_to(Step::Api)[0];
    assert_eq!(call.header("x-date"), Some("2023-11-14 22:13:20"));
    let lines = KEY.lines().filter(|line| !line.starts_with("-----"));
    let key = RsaKeyPair::from_pkcs8(&STANDARD.decode(lines.collect::<String>()).unwrap()).unwrap();
    let key = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key.public_key().as_ref());
    let signature = URL_SAFE_NO_PAD.decode(call.header("x-sign").unwrap()).unwrap();
    key.verify(b"2023-11-14 22:13:20\n/me", &signature).unwrap();
}

#[tokio::test]
async fn another_key_or_zone_is_refused() {
    let emulator = emulator().await;
    let error = client(&emulator, OTHER).client_credentials().await.unwrap_err();
    assert!(error.to_string().contains("invalid_client"), "{error}");

    // Signed as it should be, by a clock that shows the time of another place.
    let builder = Client::builder_with(Variables::new(KEY)).client_id(emulator.client_id());
    let clock =
        oauth_runtime::ClockFn(|| SystemTime::UNIX_EPOCH + NOW + Duration::from_secs(8 * 3600));
    let late = builder.mirror(emulator.url()).clock(clock).build().unwrap();
    let error = late.client_credentials().await.unwrap_err();
    assert!(error.to_string().contains("invalid_client"), "{error}");
}

static IN_HEX: ProviderSpec = ProviderSpec {
    computed: &[
        Computed {
            recipe: ComputedRecipe::Digest(&Digest {
                encoding: DigestEncoding::Hex,
                ..recipe(SPEC.computed[0])
            }),
            ..SPEC.computed[0]
        },
        SPEC.computed[1],
    ],
    ..SPEC
};

const fn recipe(computed: Computed) -> Digest {
    match computed.recipe {
        ComputedRecipe::Digest(digest) => *digest,
        ComputedRecipe::Jwt(_) => panic!(),
    }
}

#[tokio::test]
async fn it_is_written_as_declared() {
    let emulator = emulator_of(&IN_HEX).await;
    let error = client(&emulator, KEY).client_credentials().await.unwrap_err();
    assert!(error.to_string().contains("invalid_client"), "{error}");
}

#[tokio::test]
async fn a_key_that_cannot_sign_builds_no_client() {
    for (key, why) in [
        (include_str!("../../../oauth-runtime/tests/keys/p256.pem"), "the key is for ES256"),
        (include_str!("../../../oauth-runtime/tests/keys/rsa.pub.pem"), "the public half"),
        ("MIIEvQ", "the key cannot be used"),
    ] {
        let builder = Client::builder_with(Variables::new(key)).client_id("2021001");
        let error = builder.build().unwrap_err().to_string();
        let start = "{computed.sign} is signed by `{private_key}` with rsa-sha256: ";
        assert!(error.contains(start) && error.contains(why), "{error}");
    }
}
