//! What comes back through the browser: signed queries, forms and tokens.

use oauth_runtime::spec::{
    CanonicalQuery, Digest, DigestEncoding, JwtAlgorithm, JwtCheck, KeyEncoding, QueryOrder,
    QueryValues, RepeatedNames, Signature, SignatureCheck, SignaturePlace, SignatureSyntax, Source,
    Template,
};

use super::case::{CASE, Case, DIGEST, SECRET, SORTED, signed};

const QUERY: Template = Template::value(Source::Query);

/// Sorted and percent-encoded, without a second name that may carry another signature.
const SHOP: Case = Case {
    signature: signed(
        SignaturePlace::Query("hmac"),
        &Digest {
            message: QUERY,
            query: CanonicalQuery { remove: &["signature"], ..SORTED },
            ..DIGEST
        },
    ),
    secret: "shpss_0123456789abcdef",
    method: "GET",
    ..CASE
};

/// The same, decoded, but for what could be taken for a separator.
const SHOP_DELIMITERS: Case = Case {
    signature: signed(
        SignaturePlace::Query("hmac"),
        &Digest {
            message: QUERY,
            query: CanonicalQuery {
                values: QueryValues::Delimiters,
                repeated: RepeatedNames::Json,
                ..SORTED
            },
            ..DIGEST
        },
    ),
    ..SHOP
};

const PROXY: Case = Case {
    signature: signed(
        SignaturePlace::Query("signature"),
        &Digest {
            message: QUERY,
            query: CanonicalQuery {
                values: QueryValues::Decoded,
                repeated: RepeatedNames::Comma,
                join: "",
                ..SORTED
            },
            ..DIGEST
        },
    ),
    secret: "hush",
    ..SHOP
};

/// As received, in hex or base64.
pub(crate) const AS_RECEIVED: Case = Case {
    signature: signed(
        SignaturePlace::Query("hmac"),
        &Digest { message: QUERY, encoding: DigestEncoding::Auto, ..DIGEST },
    ),
    secret: "pio_client_secret_0001",
    method: "GET",
    ..CASE
};

pub(crate) const TOKEN: Case = Case {
    id: "bigcommerce-jwt-own",
    signature: Signature {
        check: SignatureCheck::Jwt(&JwtCheck {
            algorithms: &[JwtAlgorithm::Hs256],
            key: SECRET,
            audience: Some(Template::text("CLIENT_ID")),
            issuer: Some(Template::text("bc")),
            body_hash_claim: None,
        }),
        replay_id: Some(Source::SignaturePart("jti")),
        ..signed(SignaturePlace::Query("signed_payload_jwt"), &DIGEST)
    },
    secret: "bc_client_secret",
    method: "GET",
    uri: "https://a.example/load?signed_payload_jwt=eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJDTElFTlRfSUQiLCJpc3MiOiJiYyIsImlhdCI6MTY1OTAzMTYyNiwibmJmIjoxNjU5MDMxNjIxLCJleHAiOjE2NTkxMTgwMjYsImp0aSI6ImM1ZjBiY2Y1LWE1MDQtNGFlNi04ZGNjLTBlNDBlYWE1YTA3MCIsInN1YiI6InN0b3Jlcy96NHpuM3dvIiwidXNlciI6eyJpZCI6OTg3NjU0MywiZW1haWwiOiJ1QGV4YW1wbGUuY29tIiwibG9jYWxlIjoiZW4tVVMifSwib3duZXIiOnsiaWQiOjc2NTQzMjEsImVtYWlsIjoib0BleGFtcGxlLmNvbSJ9LCJ1cmwiOiIvIiwiY2hhbm5lbF9pZCI6bnVsbH0.{sig}",
    expected: "Dtj6uR86UncmCFdQaEUPVow_z-s8H5Wbdih5WkrA9zc",
    now: 1_659_031_626,
    ..CASE
};

pub(crate) const ALL: &[Case] = &[
    Case {
        id: "shopify-oauth-docs",
        secret: "hush",
        uri: "https://a.example/cb?code=0907a61c0c8d55e99db179b68161bc00&hmac={sig}&shop=some-shop.myshopify.com&state=0.6784241404160823&timestamp=1337178173",
        expected: "700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf",
        ..SHOP
    },
    Case {
        id: "shopify-app-proxy-docs",
        uri: "https://a.example/p?extra=1&extra=2&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature={sig}",
        expected: "a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3",
        ..PROXY
    },
    Case {
        id: "shopify-app-proxy-docs-cust-empty",
        uri: "https://a.example/p?extra=1&extra=2&logged_in_customer_id=&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature={sig}",
        expected: "e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb",
        ..PROXY
    },
    Case {
        id: "shopify-app-proxy-docs-cust-1",
        uri: "https://a.example/p?extra=1&logged_in_customer_id=1&extra=2&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature={sig}",
        expected: "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
        ..PROXY
    },
    Case {
        id: "shopify-own-host-encoded",
        uri: "https://a.example/cb?state=nonce-1&hmac={sig}&code=abc123&host=c29tZS1zaG9wLm15c2hvcGlmeS5jb20vYWRtaW4=&shop=some-shop.myshopify.com&timestamp=1700000000",
        expected: "48bd5162a486eb54ce994030e0f50bd70e3f484d3d583cfdb1e07f3288cb936e",
        ..SHOP
    },
    Case {
        id: "shopify-own-host-raw",
        uri: "https://a.example/cb?state=nonce-1&hmac={sig}&code=abc123&host=c29tZS1zaG9wLm15c2hvcGlmeS5jb20vYWRtaW4%3D&shop=some-shop.myshopify.com&timestamp=1700000000",
        expected: "b2c7b4c5bfeeb3ee602310a6870dd1a586d2ef857fef05b68ba2933872df1d13",
        ..SHOP_DELIMITERS
    },
    Case {
        id: "shopify-own-space",
        uri: "https://a.example/cb?code=some+code%20goes%20here&hmac={sig}&foo=bar&shop=the%20shop%20URL&state=some%20nonce+passed%20from%20auth&timestamp=1700000000",
        expected: "e515400f5e119faf9582853211ddb75e8ad7151e27e3e9b843c3e9fd6caef536",
        ..SHOP
    },
    Case {
        id: "shopify-own-array",
        uri: "https://a.example/cb?shop=some-shop.myshopify.com&ids%5b%5D=1&hmac={sig}&ids[]=2&timestamp=1700000000",
        expected: "b9cd71f442b2f71e5c12b7887efb24ba921f8bb447ec884a9f18ea1a60d60afb",
        ..SHOP
    },
    Case {
        id: "shopify-own-array-python-sdk",
        uri: "https://a.example/cb?shop=some-shop.myshopify.com&ids[]=1&hmac={sig}&ids%5B%5D=2&timestamp=1700000000",
        expected: "546febcde106e02f10ceadc271416c6e4587944fc7e0f9451ac82c051b610688",
        ..SHOP_DELIMITERS
    },
    Case {
        id: "shopify-own-unsorted-input",
        uri: "https://a.example/cb?timestamp=1700000000&state=nonce-1&signature=deadbeef&shop=some-shop.myshopify.com&hmac={sig}&code=abc123",
        expected: "3cce95e13c9951d193ff186497b22edb0d303efc9ffbb61f9578a88b79f70a50",
        ..SHOP
    },
    Case {
        id: "pio-callback-own-order-kept-hex",
        uri: "https://a.example/cb?code=9f1c0a&hmac={sig}&state=abc&timestamp=1700000000",
        expected: "90cec53da1eab78012d3238352909681d92f8637c241ba58e9e38cad957ad66d",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-unsorted-hex",
        uri: "https://a.example/cb?hmac={sig}&state=abc&code=9f1c0a",
        expected: "f4ad93dfa1eeba18ef8804facf0c0d937f5e5a306981a46acfa135442ec15e75",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-trailing-hex",
        uri: "https://a.example/cb?code=9f1c0a&state=abc&hmac={sig}",
        expected: "124445cc5f4ec00fe08e2860a623d3594acd3203b75513568c121bfa28adf383",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-percent-hex",
        uri: "https://a.example/cb?code=a%2Fb%2Bc%3D&hmac={sig}&state=x%20y",
        expected: "5b87616ff58f31072703bf367e0ae0cd692392aef20e99de6bc1347b570f937f",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-order-kept-base64",
        uri: "https://a.example/cb?code=9f1c0a&hmac={sig}&state=abc&timestamp=1700000000",
        expected: "kM7FPaHqt4AS0yODUpCWgdkvhjfCQbpY6eOMrZV61m0=",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-unsorted-base64",
        uri: "https://a.example/cb?hmac={sig}&state=abc&code=9f1c0a",
        expected: "9K2T36HuuhjviAT6zwwNk39eWjBpgaRqz6E1RC7BXnU=",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-trailing-base64",
        uri: "https://a.example/cb?code=9f1c0a&state=abc&hmac={sig}",
        expected: "EkRFzF9OwA/gjihgpiPTWUrNMgO3VRNWjBIb+iit84M=",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-percent-base64",
        uri: "https://a.example/cb?code=a%2Fb%2Bc%3D&hmac={sig}&state=x%20y",
        expected: "W4dhb/WPMQcnA782fgrgzWkjkq7yDpnea8E0e1cPk38=",
        ..AS_RECEIVED
    },
    Case {
        id: "pio-callback-own-code-only-hex",
        uri: "https://a.example/cb?hmac={sig}&code=9f1c0a",
        expected: "d5cee61c9b4107f7d20c3a9cc0bd35d43933ba9d250e366215a760009c7f762f",
        ..AS_RECEIVED
    },
    Case {
        id: "facebook-signed-request",
        signature: Signature {
            syntax: SignatureSyntax::Payload,
            ..signed(
                SignaturePlace::Form("signed_request"),
                &Digest {
                    message: Template::value(Source::SignaturePart("payload")),
                    encoding: DigestEncoding::Base64Url,
                    ..DIGEST
                },
            )
        },
        secret: "foo_app_secret",
        headers: &[("content-type", "application/x-www-form-urlencoded; charset=utf-8")],
        body: "signed_request={sig}.eyJvYXV0aF90b2tlbiI6ImZvb190b2tlbiIsImFsZ29yaXRobSI6IkhNQUMtU0hBMjU2IiwiaXNzdWVkX2F0IjozMjEsImNvZGUiOiJmb29fY29kZSIsInN0YXRlIjoiZm9vX3N0YXRlIiwidXNlcl9pZCI6MTIzLCJmb28iOiJiYXIifQ==",
        expected: "U0_O1MqqNKUt32633zAkdd2Ce-jGVgRgJeRauyx_zC8=",
        ..CASE
    },
    Case {
        id: "vk-launch-params",
        signature: signed(
            SignaturePlace::Query("sign"),
            &Digest {
                message: QUERY,
                query: CanonicalQuery { only: &["vk_*"], values: QueryValues::Form, ..SORTED },
                encoding: DigestEncoding::Base64Url,
                ..DIGEST
            },
        ),
        secret: "wvl68m4dR1UpLrVRli",
        method: "GET",
        uri: "https://a.example/?vk_user_id=494075&vk_app_id=6736218&vk_is_app_user=1&vk_are_notifications_enabled=1&vk_language=ru&vk_access_token_settings=&vk_platform=android&x=1&sign={sig}",
        expected: "htQFduJpLxz7ribXRZpDFUH-XEUhC9rBPTJkjUFEkRA",
        ..CASE
    },
    Case {
        id: "telegram-login-own",
        signature: signed(
            SignaturePlace::Query("hash"),
            &Digest {
                key_encoding: KeyEncoding::Sha256,
                message: QUERY,
                query: CanonicalQuery {
                    order: QueryOrder::Name,
                    values: QueryValues::Decoded,
                    join: "\n",
                    ..CanonicalQuery::STANDARD
                },
                ..DIGEST
            },
        ),
        secret: "123456:ABC-DEF",
        method: "GET",
        uri: "https://a.example/?id=42&first_name=Ann&username=ann&auth_date=1700000000&hash={sig}",
        expected: "10834a11cb10851319c5c9311a89d13ddefbc08b01384690c05b4383f164f942",
        ..CASE
    },
    TOKEN,
];
