//! Webhooks that sign the address that they call.

use oauth_runtime::spec::{
    Algorithm, CanonicalQuery, Digest, Part, QueryValues, Signature, SignaturePlace, Source,
    Template, TimeFormat, Timestamp,
};

use super::case::{BASE64, BODY, CASE, Case, DIGEST, SORTED, signed};
use super::webhooks::SHA1;

const EXAMPLE: &str = "https://www.example.com/webhook_uri";
const EXAMPLE_BODY: &str = r#"{"example_field":"example_value"}"#;

/// A hash over a secret and the rest, which is no HMAC.
const CONCATENATED: Digest = Digest {
    algorithm: Algorithm::Sha256,
    message: Template::Many(&[
        Part::Value(Source::WebhookSecret),
        Part::Value(Source::Method),
        Part::Value(Source::Url),
        BODY,
    ]),
    ..DIGEST
};

const CONCATENATED_CASE: Case = Case {
    signature: signed(SignaturePlace::Header("x-hubspot-signature"), &CONCATENATED),
    secret: "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
    uri: EXAMPLE,
    headers: &[("x-hubspot-signature", "{sig}")],
    ..CASE
};

pub(crate) const ALL: &[Case] = &[
    Case {
        id: "hubspot-v1",
        signature: signed(
            SignaturePlace::Header("x-hubspot-signature"),
            &Digest {
                message: Template::Many(&[Part::Value(Source::WebhookSecret), BODY]),
                ..CONCATENATED
            },
        ),
        body: r#"[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]"#,
        expected: "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de",
        ..CONCATENATED_CASE
    },
    Case {
        id: "hubspot-v2-get",
        method: "GET",
        expected: "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e",
        ..CONCATENATED_CASE
    },
    Case {
        id: "hubspot-v2-post",
        body: EXAMPLE_BODY,
        expected: "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900",
        ..CONCATENATED_CASE
    },
    Case {
        id: "hubspot-v3-own",
        signature: Signature {
            timestamp: Some(Timestamp {
                value: Source::Header("x-hubspot-request-timestamp"),
                format: TimeFormat::UnixMilliseconds,
                max_age: 300,
                max_ahead: 300,
            }),
            ..signed(
                SignaturePlace::Header("x-hubspot-signature-v3"),
                &Digest {
                    message: Template::Many(&[
                        Part::Value(Source::Method),
                        Part::Value(Source::Url),
                        BODY,
                        Part::Value(Source::Header("x-hubspot-request-timestamp")),
                    ]),
                    ..BASE64
                },
            )
        },
        headers: &[
            ("x-hubspot-request-timestamp", "1700000000000"),
            ("x-hubspot-signature-v3", "{sig}"),
        ],
        body: EXAMPLE_BODY,
        expected: "rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=",
        ..CONCATENATED_CASE
    },
    Case {
        id: "square-docs",
        signature: signed(
            SignaturePlace::Header("x-square-hmacsha256-signature"),
            &Digest { message: Template::Many(&[Part::Value(Source::Url), BODY]), ..BASE64 },
        ),
        secret: "asdf1234",
        // As a server sees it.
        uri: "/webhook",
        headers: &[("host", "example.com"), ("x-square-hmacsha256-signature", "{sig}")],
        body: r#"{"hello":"world"}"#,
        expected: "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=",
        ..CASE
    },
    Case {
        id: "twilio-form",
        signature: signed(
            SignaturePlace::Header("x-twilio-signature"),
            &Digest {
                message: Template::Many(&[Part::Value(Source::Url), Part::Value(Source::Query)]),
                query: CanonicalQuery {
                    values: QueryValues::Decoded,
                    pair: "",
                    join: "",
                    ..SORTED
                },
                ..SHA1
            },
        ),
        secret: "12345",
        uri: "https://mycompany.com/myapp.php?foo=1&bar=2",
        headers: &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-twilio-signature", "{sig}"),
        ],
        body: "To=%2B18005551212&From=%2B14158675309&Digits=1234&CallSid=CA1234567890ABCDE&Caller=%2B14158675309",
        expected: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        ..CASE
    },
    Case {
        id: "trello-own",
        signature: signed(
            SignaturePlace::Header("x-trello-webhook"),
            &Digest { message: Template::Many(&[BODY, Part::Value(Source::Url)]), ..SHA1 },
        ),
        secret: "trello_secret",
        uri: "https://example.com/trello",
        headers: &[("x-trello-webhook", "{sig}")],
        body: r#"{"action":{}}"#,
        expected: "aKVbJUZAtZVD1fMETjQ01ybny6E=",
        ..CASE
    },
];
