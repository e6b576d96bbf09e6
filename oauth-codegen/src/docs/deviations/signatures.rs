//! What is signed, and what is made of other values.

use std::fmt::Write as _;

use oauth_spec::{
    Algorithm, ComputedRecipe, Digest, DigestEncoding, Jwt, JwtAlgorithm, JwtCheck, KeyEncoding,
    ProviderSpec, PublishedKeys, Signature, SignatureCheck, SignaturePlace, SignatureSyntax,
    Source, Template, Timestamp,
};

use super::canonical::canonical;
use super::{duration, shown, words};
use crate::markdown::code;

pub(super) fn computed(spec: &ProviderSpec, found: &mut Vec<String>) {
    for computed in spec.computed {
        let name = code(&Source::Computed(computed.name).to_string());
        found.push(match computed.recipe {
            ComputedRecipe::Digest(digest) => {
                let Digest { encoding, .. } = digest;
                format!("{name} is {}{}.", self::digest(digest), written(*encoding))
            }
            ComputedRecipe::Jwt(jwt) => {
                let Jwt { algorithm, key, header, claims, lifetime } = jwt;
                let names: Vec<&str> =
                    header.iter().chain(*claims).map(|parameter| parameter.name).collect();
                format!(
                    "{name} is a JWT signed with {} by {}, with {}, good for {}.",
                    jwt_algorithm(*algorithm),
                    shown(key),
                    words(&names, "and"),
                    duration(*lifetime)
                )
            }
        });
    }
}

pub(super) fn webhooks(spec: &ProviderSpec, found: &mut Vec<String>) {
    for webhook in spec.webhooks {
        let what = format!("The webhook {}", code(webhook.name));
        found.push(format!("{what}: {}", self::signature(&webhook.signature)));
        weakness(&what, &webhook.signature, found);
        if let Some(PublishedKeys { url, path }) = webhook.keys {
            let place = match path {
                "" => code(&url.to_string()),
                path => format!("{}, in {}", code(&url.to_string()), code(path)),
            };
            found.push(format!("The keys of {} are published at {place}.", code(webhook.name)));
        }
        if webhook.needs_client_id() && webhook.keys.is_none() {
            let call = code(".client_id(…)");
            found.push(format!("{what} is for one client: {call} says for which."));
        }
        if let Some(id) = unsigned_id(&webhook.signature) {
            found.push(format!(
                "**The id of a delivery of {} is not signed** ({}): it tells one that is sent again, and not one that \
                 somebody has caught and sends again under another.",
                code(webhook.name),
                code(&id.to_string())
            ));
        }
        if webhook.signature.timestamp.is_none() && webhook.signature.replay_id.is_none() {
            found.push(format!("**Nothing in {} tells a repeated delivery**.", code(webhook.name)));
        }
    }
}

/// What tells a delivery from others, if it is a header that nothing signs.
fn unsigned_id(signature: &Signature) -> Option<Source> {
    let id = signature.replay_id.filter(|id| matches!(id, Source::Header(_)))?;
    let SignatureCheck::Digest(digest) = signature.check else { return Some(id) };
    let made = digest.computed.iter().filter_map(|computed| match computed.recipe {
        ComputedRecipe::Digest(own) => Some(own.message),
        ComputedRecipe::Jwt(_) => None,
    });
    let mut signed = std::iter::once(digest.message).chain(made).flat_map(|text| text.sources());
    (!signed.any(|source| source == id)).then_some(id)
}

/// Where a signature is and what it must be: a sentence.
pub(super) fn signature(signature: &Signature) -> String {
    let Signature { place, syntax, check, timestamp, replay_id } = signature;
    let place = match place {
        SignaturePlace::Query(name) => code(name),
        SignaturePlace::Header(name) => format!("the header {}", code(name)),
        SignaturePlace::NumberedHeaders(name) => format!("one of the headers {}", code(name)),
        SignaturePlace::Form(name) => format!("{} of the form", code(name)),
        SignaturePlace::Json(path) => format!("{} of the JSON body", code(path)),
        SignaturePlace::Body => "the whole body".to_owned(),
    };
    let syntax = match syntax {
        SignatureSyntax::Prefix("") => String::new(),
        SignatureSyntax::Prefix(text) => format!(" after {}", code(text)),
        SignatureSyntax::Pairs { key, separator: _ } => format!(" as {}", code(key)),
        SignatureSyntax::Versions(version) => format!(" as {}", code(version)),
        SignatureSyntax::Payload => " before its payload".to_owned(),
    };
    let check = match check {
        SignatureCheck::Digest(digest) => self::digest(digest),
        SignatureCheck::Jwt(check) => self::jwt_check(check),
    };
    let mut text = format!("{place} holds{syntax} {check}");
    if let Some(Timestamp { value, format: _, max_age, max_ahead: _ }) = timestamp {
        let _ = write!(
            text,
            ", not older than {} by {}",
            duration(*max_age),
            code(&Template::value(*value).to_string())
        );
    }
    if let Some(replay_id) = replay_id {
        let _ = write!(text, ", once for each {}", code(&replay_id.to_string()));
    }
    text + "."
}

fn digest(digest: &Digest) -> String {
    let Digest {
        algorithm,
        key,
        key_encoding,
        message,
        computed: _,
        query,
        base_path,
        encoding: _,
    } = digest;
    let (name, keyed) = match algorithm {
        Algorithm::None => ("the text", false),
        Algorithm::HmacSha256 => ("an HMAC-SHA256 over", true),
        Algorithm::HmacSha512 => ("an HMAC-SHA512 over", true),
        Algorithm::HmacSha1 => ("an HMAC-SHA1 over", true),
        Algorithm::HmacMd5 => ("an HMAC-MD5 over", true),
        Algorithm::Sha256 => ("the SHA-256 of", false),
        Algorithm::Sha512 => ("the SHA-512 of", false),
        Algorithm::Sha1 => ("the SHA-1 of", false),
        Algorithm::Md5 => ("the MD5 of", false),
        Algorithm::Ed25519 => ("an Ed25519 signature over", true),
        Algorithm::RsaSha256 => ("an RSA signature over", true),
        Algorithm::RsaPssSha256 => ("an RSA-PSS signature over", true),
        Algorithm::EcdsaP256Sha256 => ("an ECDSA signature over", true),
    };
    let lists = message.sources().any(|it| matches!(it, Source::Query | Source::Parameters));
    let pairs = lists.then(|| canonical(query)).flatten();
    let message = match (message.as_source(), &pairs) {
        (Some(Source::Query), None) => "the query as it was received, less that pair".to_owned(),
        (Some(Source::Query), Some(_)) => "the query less that pair".to_owned(),
        _ => shown(message),
    };
    let paths = (!base_path.is_empty()).then(|| format!("paths without {}", code(base_path)));
    let how: Vec<_> = paths.into_iter().chain(pairs.map(|how| format!("pairs {how}"))).collect();
    let how = if how.is_empty() { String::new() } else { format!(" ({})", how.join("; ")) };
    // The client's secret is what one expects.
    let key = match (keyed, key.as_source(), key_encoding) {
        (false, ..)
        | (_, Some(Source::ClientSecret | Source::WebhookSecret), KeyEncoding::Utf8) => {
            String::new()
        }
        _ => format!(" with the key {}{}", shown(key), key_of(*key_encoding)),
    };
    format!("{name} {message}{how}{key}")
}

fn key_of(encoding: KeyEncoding) -> String {
    match encoding {
        KeyEncoding::Utf8 => String::new(),
        KeyEncoding::Base64 => " out of base64".to_owned(),
        KeyEncoding::Hex => " out of hex".to_owned(),
        KeyEncoding::Pem => " in PEM".to_owned(),
        KeyEncoding::Sha256 => " hashed with SHA-256".to_owned(),
        KeyEncoding::Sha1 => " hashed with SHA-1".to_owned(),
        KeyEncoding::HmacSha256Of(text) => format!(" hashed with HMAC-SHA256 under {}", code(text)),
    }
}

fn written(encoding: DigestEncoding) -> String {
    match encoding {
        DigestEncoding::Auto | DigestEncoding::Text => String::new(),
        DigestEncoding::Hex => " in hex".to_owned(),
        DigestEncoding::HexUpper => " in hex with capitals".to_owned(),
        DigestEncoding::Base64 => " in base64".to_owned(),
        DigestEncoding::Base64Url => " in base64url".to_owned(),
        DigestEncoding::Variable(name) => format!(" as {} says", code(name)),
    }
}

fn jwt_check(check: &JwtCheck) -> String {
    let JwtCheck { algorithms, key: _, audience, issuer, body_hash_claim } = check;
    let algorithms: Vec<&str> = algorithms.iter().map(|it| jwt_algorithm(*it)).collect();
    let mut text = format!("a JWT signed with {}", algorithms.join(" or "));
    for (name, value) in [("audience", audience), ("issuer", issuer)] {
        if let Some(value) = value {
            let _ = write!(text, ", {name} {}", shown(value));
        }
    }
    if let Some(claim) = body_hash_claim {
        let _ = write!(text, ", and the body's hash as {}", code(claim));
    }
    text
}

pub(super) fn jwt_algorithm(algorithm: JwtAlgorithm) -> &'static str {
    JwtAlgorithm::ALL.iter().find(|(_, it)| *it == algorithm).map_or("", |(name, _)| name)
}

/// What a signature does not protect from.
pub(super) fn weakness(what: &str, signature: &Signature, found: &mut Vec<String>) {
    let SignatureCheck::Digest(digest) = signature.check else { return };
    match digest.algorithm {
        Algorithm::None => found.push(format!(
            "**{what} is not signed, a secret text comes with it**: who has seen one can make others."
        )),
        Algorithm::Sha1 | Algorithm::Md5 => found.push(format!(
            "**{what} is signed with a hash that is broken**: believe it no more than the connection."
        )),
        Algorithm::HmacMd5 => found.push(format!(
            "**{what} is signed with HMAC-MD5**: nothing new should be (RFC 6151, 2.3)."
        )),
        _ => {}
    }
}
