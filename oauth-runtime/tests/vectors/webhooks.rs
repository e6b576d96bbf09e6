//! What providers send by themselves: signed headers and bodies.

use oauth_runtime::spec::{
    Algorithm, Digest, KeyEncoding, Part, Signature, SignaturePlace, SignatureSyntax, Source,
    Template, TimeFormat, Timestamp,
};

use super::case::{BASE64, BODY, CASE, Case, DIGEST, prefixed, signed};

const fn header(name: &'static str) -> Part {
    Part::Value(Source::Header(name))
}

const fn time(value: Source, format: TimeFormat, window: u64) -> Timestamp {
    Timestamp { value, format, max_age: window, max_ahead: window }
}

const WHOLE_BODY: Template = Template::value(Source::Body);
const BODY_HEX: Digest = Digest { message: WHOLE_BODY, ..DIGEST };
const BODY_BASE64: Digest = Digest { message: WHOLE_BODY, ..BASE64 };

/// The body's HMAC in base64, in a header.
const fn in_base64(name: &'static str) -> Signature {
    signed(SignaturePlace::Header(name), &BODY_BASE64)
}

const BOX: Case = Case {
    id: "box",
    signature: Signature {
        timestamp: Some(time(Source::Header("box-delivery-timestamp"), TimeFormat::Rfc3339, 600)),
        ..signed(
            SignaturePlace::Header("box-signature-primary"),
            &Digest {
                message: Template::Many(&[BODY, header("box-delivery-timestamp")]),
                ..BASE64
            },
        )
    },
    secret: "SamplePrimaryKey",
    headers: &[
        ("box-signature-primary", "{sig}"),
        ("box-delivery-timestamp", "2020-01-01T00:00:00-07:00"),
    ],
    body: r#"{"type":"webhook_event","webhook":{"id":"1234567890"},"trigger":"FILE.UPLOADED","source":{"id":"1234567890","type":"file","name":"Test.txt"}}"#,
    expected: "6TfeAW3A1PASkgboxxA5yqHNKOwFyMWuEXny/FPD5hI=",
    now: 1_577_862_300,
    ..CASE
};

pub(crate) const SHA1: Digest = Digest { algorithm: Algorithm::HmacSha1, ..BASE64 };

pub(crate) const STRIPE: Case = Case {
    id: "stripe-own",
    signature: Signature {
        place: SignaturePlace::Header("stripe-signature"),
        syntax: SignatureSyntax::Pairs { key: "v1", separator: "," },
        timestamp: Some(time(Source::SignaturePart("t"), TimeFormat::Unix, 300)),
        ..signed(
            SignaturePlace::Header(""),
            &Digest {
                message: Template::Many(&[
                    Part::Value(Source::SignaturePart("t")),
                    Part::Text("."),
                    BODY,
                ]),
                ..DIGEST
            },
        )
    },
    secret: "whsec_test_secret",
    headers: &[("stripe-signature", "t=1700000000,v0=00,v1=00,v1={sig}")],
    body: r#"{"id":"evt_1"}"#,
    expected: "248a374f50f943a28b0f6ab50faf9a7e7e29b710fa26df9fb1618b9bf8ea9c9a",
    ..CASE
};

pub(crate) const STANDARD_WEBHOOKS: Case = Case {
    id: "standard-webhooks",
    signature: Signature {
        syntax: SignatureSyntax::Versions("v1"),
        timestamp: Some(time(Source::Header("webhook-timestamp"), TimeFormat::Unix, 300)),
        replay_id: Some(Source::Header("webhook-id")),
        ..signed(
            SignaturePlace::Header("webhook-signature"),
            &Digest {
                key_encoding: KeyEncoding::Base64,
                message: Template::Many(&[
                    header("webhook-id"),
                    Part::Text("."),
                    header("webhook-timestamp"),
                    Part::Text("."),
                    BODY,
                ]),
                ..BASE64
            },
        )
    },
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    headers: &[
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        ("webhook-signature", "v1a,AAAA v1,AAAA v1,{sig}"),
    ],
    body: r#"{"test": 2432232314}"#,
    expected: "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    now: 1_614_265_330,
    ..CASE
};

pub(crate) const ALL: &[Case] = &[
    STRIPE,
    STANDARD_WEBHOOKS,
    Case {
        id: "shopify-webhook-info",
        signature: in_base64("x-shopify-hmac-sha256"),
        secret: "hush",
        headers: &[("x-shopify-hmac-sha256", "{sig}")],
        body: "Info",
        expected: "6ufKn53YDwFjg+2HbePaB4Yy4MIOwKA30/gtUW5JHTE=",
        ..CASE
    },
    Case {
        id: "pio-webhook-v1-own",
        signature: signed(
            SignaturePlace::Header("x-pio-hmac-sha256"),
            &Digest {
                message: Template::Many(&[
                    header("x-pio-event-type"),
                    Part::Text(":"),
                    header("x-pio-delivery-id"),
                    Part::Text(":"),
                    header("x-pio-timestamp"),
                    Part::Text(":"),
                    header("x-pio-shop-id"),
                    Part::Text(":"),
                    header("x-pio-ext-shop-id"),
                    Part::Text(":"),
                    BODY,
                ]),
                ..BASE64
            },
        ),
        secret: "pio_client_secret_0001",
        headers: &[
            ("x-pio-event-type", "order.fulfilled"),
            ("x-pio-delivery-id", "5b0c6c0e-0000-4000-8000-000000000001"),
            ("x-pio-timestamp", "1700000000"),
            ("x-pio-shop-id", "42"),
            ("x-pio-ext-shop-id", "ext-shop-7"),
            ("x-pio-hmac-sha256", "{sig}"),
        ],
        body: r#"{"order_id":17,"status":"fulfilled"}"#,
        expected: "mLgKdZobEGJ9LKuD0FdGfDfiFIOcKlmzxPgdwWyMrK8=",
        ..CASE
    },
    Case {
        id: "pio-webhook-v2-own-inferred",
        signature: signed(
            SignaturePlace::Header("x-pio-hmac-sha256"),
            &Digest {
                message: Template::Many(&[
                    header("x-pio-event-type"),
                    Part::Text(":"),
                    header("x-pio-delivery-id"),
                    Part::Text(":"),
                    header("x-pio-timestamp"),
                    Part::Text(":"),
                    BODY,
                ]),
                ..BASE64
            },
        ),
        secret: "pio_client_secret_0001",
        headers: &[
            ("x-pio-event-type", "shipment.dispatch"),
            ("x-pio-delivery-id", "5b0c6c0e-0000-4000-8000-000000000002"),
            ("x-pio-timestamp", "1700000000"),
            ("x-pio-hmac-sha256", "{sig}"),
        ],
        body: r#"{"order_id":17,"status":"fulfilled"}"#,
        expected: "8kNGrfHcA4i3YWc3B/nxwlFBOCoYhHd6Askw7xx/DMM=",
        ..CASE
    },
    Case {
        id: "github-docs",
        signature: prefixed(
            signed(SignaturePlace::Header("x-hub-signature-256"), &BODY_HEX),
            "sha256=",
        ),
        secret: "It's a Secret to Everybody",
        headers: &[("x-hub-signature-256", "sha256={sig}")],
        body: "Hello, World!",
        expected: "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        ..CASE
    },
    Case {
        id: "slack-docs",
        signature: Signature {
            timestamp: Some(time(
                Source::Header("x-slack-request-timestamp"),
                TimeFormat::Unix,
                300,
            )),
            ..prefixed(
                signed(
                    SignaturePlace::Header("x-slack-signature"),
                    &Digest {
                        message: Template::Many(&[
                            Part::Text("v0:"),
                            header("x-slack-request-timestamp"),
                            Part::Text(":"),
                            BODY,
                        ]),
                        ..DIGEST
                    },
                ),
                "v0=",
            )
        },
        secret: "8f742231b10e8888abcd99yyyzzz85a5",
        headers: &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-slack-request-timestamp", "1531420618"),
            ("x-slack-signature", "v0={sig}"),
        ],
        body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
        expected: "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        now: 1_531_420_618,
        ..CASE
    },
    Case {
        id: "line",
        signature: in_base64("x-line-signature"),
        secret: "channel_secret",
        headers: &[("x-line-signature", "{sig}")],
        body: "bodybodybodybody",
        expected: "/gg9a+LvFevTH1sd7XCQycD7tsWclCsInj7MhBHxN7k=",
        ..CASE
    },
    BOX,
    Case {
        id: "box-secondary",
        secret: "SampleSecondaryKey",
        expected: "v+1CD1Jdo3muIcbpv5lxxgPglOqMfsNHPV899xWYydo=",
        ..BOX
    },
    Case {
        id: "zoom-own",
        signature: prefixed(
            signed(
                SignaturePlace::Header("x-zm-signature"),
                &Digest {
                    message: Template::Many(&[
                        Part::Text("v0:"),
                        header("x-zm-request-timestamp"),
                        Part::Text(":"),
                        BODY,
                    ]),
                    ..DIGEST
                },
            ),
            "v0=",
        ),
        secret: "zoom_secret_token",
        headers: &[("x-zm-request-timestamp", "1700000000"), ("x-zm-signature", "v0={sig}")],
        body: r#"{"event":"meeting.started"}"#,
        expected: "3e26cabfef3d31e659f8b672f08a7e4872438adf9c171b0122eefa5e8c0c6803",
        ..CASE
    },
    Case {
        id: "typeform-own",
        signature: prefixed(in_base64("typeform-signature"), "sha256="),
        secret: "typeform_secret",
        headers: &[("typeform-signature", "sha256={sig}")],
        body: r#"{"event_id":"1"}"#,
        expected: "GkXs1LZDh9KQrUWBEgUxCWKFihvqAc7qejcYjh9G5o4=",
        ..CASE
    },
    Case {
        id: "twitch-own",
        signature: Signature {
            timestamp: Some(time(
                Source::Header("twitch-eventsub-message-timestamp"),
                TimeFormat::Rfc3339,
                600,
            )),
            ..prefixed(
                signed(
                    SignaturePlace::Header("twitch-eventsub-message-signature"),
                    &Digest {
                        message: Template::Many(&[
                            header("twitch-eventsub-message-id"),
                            header("twitch-eventsub-message-timestamp"),
                            BODY,
                        ]),
                        ..DIGEST
                    },
                ),
                "sha256=",
            )
        },
        secret: "twitch_secret",
        headers: &[
            ("twitch-eventsub-message-id", "e76c6bd4-55c9-4987-8304-da1588d8988b"),
            ("twitch-eventsub-message-timestamp", "2019-11-16T10:11:12.634234626Z"),
            ("twitch-eventsub-message-signature", "sha256={sig}"),
        ],
        body: r#"{"challenge":"x"}"#,
        expected: "18e81aacabc29239ecb1352f9e09b0d4cba78f8ed9db9e89a810f3fc69abf623",
        now: 1_573_899_073,
        ..CASE
    },
    Case {
        id: "xero-own",
        signature: in_base64("x-xero-signature"),
        secret: "xero_webhook_key",
        headers: &[("x-xero-signature", "{sig}")],
        body: r#"{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"A"}"#,
        expected: "TLed6kkl9XHNJ2rdZCKicM6mkzV4BsV0rWuV7vRg95o=",
        ..CASE
    },
    Case {
        id: "intuit-own",
        signature: in_base64("intuit-signature"),
        secret: "verifier_token",
        headers: &[("intuit-signature", "{sig}")],
        body: r#"{"eventNotifications":[]}"#,
        expected: "cW+oYAhhv3VXQHifyDw8UlMmVFx2ZDO3dLKW+BVy7Nk=",
        ..CASE
    },
    Case {
        id: "fitbit-own",
        signature: signed(
            SignaturePlace::Header("x-fitbit-signature"),
            &Digest {
                key: Template::Many(&[Part::Value(Source::WebhookSecret), Part::Text("&")]),
                message: WHOLE_BODY,
                ..SHA1
            },
        ),
        secret: "fitbit_client_secret",
        headers: &[("x-fitbit-signature", "{sig}")],
        body: r#"[{"collectionType":"body"}]"#,
        expected: "cotnZKlNHHG1+1E9rEV3Wl/R+SA=",
        ..CASE
    },
    Case {
        id: "linkedin-own",
        signature: signed(
            SignaturePlace::Header("x-li-signature"),
            &Digest { message: Template::Many(&[Part::Text("hmacsha256="), BODY]), ..DIGEST },
        ),
        secret: "li_secret",
        headers: &[("x-li-signature", "{sig}")],
        body: r#"{"type":"x"}"#,
        expected: "022296da115094b5048eed0ff395f02ce19e00c64e645d4b3ed0a5bbdcdd60fe",
        ..CASE
    },
];
