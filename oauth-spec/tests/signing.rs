//! What signatures and computed values become.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use oauth_spec::*;

fn everything() -> &'static ProviderSpec {
    let source = SourceFile::new("requests.toml", include_str!("cases/valid/requests.toml"));
    compile(&source).unwrap_or_else(|report| panic!("\n{report}")).spec
}

fn digest(signature: Signature) -> Digest {
    match signature.check {
        SignatureCheck::Digest(digest) => *digest,
        SignatureCheck::Jwt(_) => panic!("a digest"),
    }
}

/// The signature of a webhook, and its digest.
fn webhook(name: &str) -> (Signature, Digest) {
    let signature = everything().webhook(name).unwrap().signature;
    (signature, digest(signature))
}

#[test]
fn the_signature_of_a_callback() {
    let signature = everything().callback.signature.unwrap();
    assert_eq!(signature.place, SignaturePlace::Query("hmac"));
    assert_eq!(signature.syntax, SignatureSyntax::Prefix("v0="));
    let check = digest(signature);
    assert_eq!((check.algorithm, check.key_encoding), (Algorithm::HmacSha1, KeyEncoding::Sha256));
    assert_eq!(check.key.to_string(), "{signing_key}&");
    assert_eq!(check.message, Template::value(Source::Query));
    assert_eq!(check.encoding, DigestEncoding::Hex);
    let query = CanonicalQuery {
        order: QueryOrder::Name,
        remove: &["signature"],
        only: &["vk_*", "timestamp"],
        values: QueryValues::Form,
        repeated: RepeatedNames::Comma,
        pair: "=",
        join: "\n",
    };
    assert_eq!(check.query, query);
    let timestamp = Timestamp {
        value: Source::QueryParameter("timestamp"),
        format: TimeFormat::Unix,
        max_age: 90,
        max_ahead: 30,
    };
    assert_eq!(signature.timestamp, Some(timestamp));
    assert_eq!(signature.replay_id, Some(Source::QueryParameter("id")));
}

#[test]
fn the_short_form_means_what_it_always_did() {
    let pio = include_str!("../../providers/pio.toml");
    let provider = compile(&SourceFile::new("pio.toml", pio));
    let spec = provider.unwrap_or_else(|report| panic!("\n{report}")).spec;
    let signature = spec.callback.signature.unwrap();
    assert_eq!(signature.place, SignaturePlace::Query("hmac"));
    let expected = Digest {
        key: Template::value(Source::ClientSecret),
        message: Template::value(Source::Query),
        encoding: DigestEncoding::Variable("hmac_encoding"),
        ..Digest::STANDARD
    };
    assert_eq!(digest(signature), expected);
}

#[test]
fn sorted_queries() {
    let text = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
        authorization = \"https://a.example/a\"\n[grants.implicit]\n[callback.signature]\n\
        parameter = \"hmac\"\nalgorithm = \"hmac-sha256\"\nkey = \"client_secret\"\n\
        message = \"sorted-query\"";
    let provider = compile(&SourceFile::new("acme.toml", text));
    let spec = provider.unwrap_or_else(|report| panic!("\n{report}")).spec;
    let check = digest(spec.callback.signature.unwrap());
    let query = CanonicalQuery {
        order: QueryOrder::Name,
        values: QueryValues::Percent,
        ..CanonicalQuery::STANDARD
    };
    assert_eq!((check.query, check.encoding), (query, DigestEncoding::Auto));
}

#[test]
fn signatures_of_webhooks() {
    let secret = Template::value(Source::WebhookSecret);
    let (signature, check) = webhook("v1");
    assert_eq!(signature.place, SignaturePlace::Header("x-signature"));
    assert_eq!(check.key, secret);
    assert_eq!(check.message.to_string(), "{request.header.x-event}:{request.body}");
    let (signature, check) = webhook("pairs");
    assert_eq!(signature.syntax, SignatureSyntax::Pairs { key: "v1", separator: "," });
    assert_eq!(check.message.parts().next(), Some(Part::Value(Source::SignaturePart("t"))));
    let time = signature.timestamp.unwrap();
    assert_eq!((time.value, time.max_age, time.max_ahead), (Source::SignaturePart("t"), 300, 300));
    let (signature, check) = webhook("standard");
    assert_eq!(signature.place, SignaturePlace::NumberedHeaders("webhook-signature-"));
    assert_eq!(signature.syntax, SignatureSyntax::Versions("v1"));
    assert_eq!(check.key_encoding, KeyEncoding::Base64);
    let (signature, check) = webhook("payload");
    assert_eq!(signature.syntax, SignatureSyntax::Payload);
    assert_eq!(check.message, Template::value(Source::SignaturePart("payload")));
    let (_, check) = webhook("public");
    assert_eq!((check.algorithm, check.key_encoding), (Algorithm::Ed25519, KeyEncoding::Hex));
    let (_, check) = webhook("fixed");
    assert_eq!((check.encoding, check.key), (DigestEncoding::Text, Template::text("")));
    let (signature, _) = webhook("hash");
    assert_eq!(signature.place, SignaturePlace::Json("sign"));
}

#[test]
fn signed_tokens_that_are_received() {
    let SignatureCheck::Jwt(check) = everything().webhook("jwt").unwrap().signature.check else {
        panic!("a JWT")
    };
    assert_eq!(check.algorithms, [JwtAlgorithm::Hs256, JwtAlgorithm::Hs512]);
    assert_eq!(check.key, Template::value(Source::WebhookSecret));
    assert_eq!((check.audience, check.issuer), (None, Some(Template::text("bc"))));
    assert_eq!(check.body_hash_claim, Some("request_body_sha256"));
}

#[test]
fn computed_values() {
    let recipe = |name: &str| everything().computed(name).unwrap().recipe;
    let ComputedRecipe::Digest(proof) = recipe("proof") else { panic!("a digest") };
    assert_eq!(proof.key_encoding, KeyEncoding::HmacSha256Of("WebAppData"));
    assert_eq!(proof.encoding, DigestEncoding::Hex);
    let ComputedRecipe::Digest(basic) = recipe("basic") else { panic!("a digest") };
    assert_eq!((basic.algorithm, basic.encoding), (Algorithm::None, DigestEncoding::Base64));
    let sources: Vec<_> = basic.message.sources().collect();
    assert_eq!(sources, [Source::Parameter("username"), Source::Parameter("password")]);
    let ComputedRecipe::Jwt(jwt) = recipe("client_assertion") else { panic!("a JWT") };
    assert_eq!((jwt.algorithm, jwt.lifetime), (JwtAlgorithm::Es256, 600));
    assert_eq!(jwt.key, Template::value(Source::Variable("private_key")));
    assert_eq!(jwt.header[0].value, Template::value(Source::Variable("key_id")));
    let claims: Vec<_> = jwt.claims.iter().map(|claim| claim.value.to_string()).collect();
    assert_eq!(claims, ["{client_id}", "{client_id}", "[\"https://example.com\"]", "{\"a\":1}"]);
}

const GATEWAY: &str = r#"schema = 1
[provider]
name = "acme"
[variables.private_key]
[client]
authentication = "signed"
[client.methods.signed]
parameters = { app_id = "{client_id}", timestamp = "{time.date_time+08:00}", sign = "{computed.sign}" }
[endpoints]
token = "https://acme.example/gateway.do"
[grants.client_credentials]
[token]
expiry = { at = "until", format = "date_time-03:30" }
[webhooks.v1]
in = { header = "x-sign" }
algorithm = "rsa-pss-sha256"
message = "{request.body}"
[computed.sign]
algorithm = "rsa-sha256"
key = "private_key"
message = "sorted-query"
encoding = "base64"
"#;

#[test]
fn a_signature_of_the_client_and_a_time_in_a_zone() {
    let provider = compile(&SourceFile::new("acme.toml", GATEWAY));
    let spec = provider.unwrap_or_else(|report| panic!("\n{report}")).spec;
    let ComputedRecipe::Digest(sign) = spec.computed("sign").unwrap().recipe else { panic!() };
    assert_eq!((sign.algorithm, sign.key_encoding), (Algorithm::RsaSha256, KeyEncoding::Pem));
    assert_eq!(sign.key, Template::value(Source::Variable("private_key")));
    assert!(spec.is_key("private_key"));
    assert_eq!(spec.needs(Feature::Jose), Some("[computed]"));
    assert_eq!(spec.needs(Feature::Digests), None);
    let ClientAuthentication::Declared(way) = spec.client.authentication[0] else { panic!() };
    let china = Source::Time(TimeFormat::DateTime(480));
    assert_eq!(way.parameters[1], Parameter::value("timestamp", china));
    let expiry = Expiry::at("until", TimeFormat::DateTime(-210));
    assert_eq!(spec.token.answer.expiry, expiry);
    assert_eq!(digest(spec.webhook("v1").unwrap().signature).algorithm, Algorithm::RsaPssSha256);
}

/// The helps of all that is wrong when this stands in place of that.
fn helps(this: &str, that: &str) -> Vec<String> {
    let text = GATEWAY.replace(that, this);
    assert_ne!(text, GATEWAY);
    let Err(report) = compile(&SourceFile::new("acme.toml", text)) else { panic!("{this}") };
    report.diagnostics().iter().filter_map(|said| said.help.clone()).collect()
}

#[test]
fn what_was_meant_is_said() {
    for (this, that, help) in [
        ("time.date_time+8}", "time.date_time+08:00}", "did you mean `{time.date_time+08:00}`?"),
        ("time.date_time+0000}", "time.date_time+08:00}", "did you mean `{time.date_time}`?"),
        ("time.datetime}", "time.date_time+08:00}", "did you mean `{time.date_time}`?"),
        ("date_time-330\"", "date_time-03:30\"", "did you mean `date_time-03:30`?"),
        ("datetime\"", "date_time-03:30\"", "did you mean `date_time`?"),
        ("datetime+09:00\"", "date_time-03:30\"", "did you mean `date_time+09:00`?"),
        (
            "yyyy\"",
            "date_time-03:30\"",
            "values: `unix`, `unix_ms`, `rfc3339`, `date_time`, or the last one in a zone: `date_time+08:00`",
        ),
        ("rsa-sha-256", "rsa-sha256", "did you mean `rsa-sha256`?"),
        (
            "key_encoding = \"hex\"\nkey = \"private_key\"",
            "key = \"private_key\"",
            "a private key is in `pem` or `base64`",
        ),
        (
            "",
            "key = \"private_key\"\n",
            "add `key = \"private_key\"`, a variable with the client's private key in PEM",
        ),
    ] {
        assert!(
            helps(this, that).iter().any(|said| said == help),
            "{this}: {:?}",
            helps(this, that)
        );
    }
}
