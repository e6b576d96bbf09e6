//! Making a signature, and putting it in its place.

use oauth_spec::{
    Digest, JwtAlgorithm, JwtCheck, SignatureCheck, SignaturePlace, SignatureSyntax, Source,
};
use serde_json::{Map, Value, json};

use super::{Around, Signer};
use crate::compute::{self, Draft, Made, Scene, encoding};
use crate::http::pair;
use crate::path;
use crate::settings::SignaturePosition;

/// How long a signed token is good for, in seconds.
const LIFETIME: u64 = 300;

impl Signer {
    pub(super) fn write(
        &self,
        around: Around<'_>,
        draft: &mut Draft,
        mut parts: Vec<(Source, String)>,
    ) -> Result<(), String> {
        let payload = (self.signature.syntax == SignatureSyntax::Payload).then(|| payload(draft));
        if let Some(payload) = &payload {
            parts.push((Source::SignaturePart("payload"), payload.clone()));
        }
        let made = self.made(around, draft, &parts)?;
        let text = match self.signature.syntax {
            SignatureSyntax::Prefix(prefix) => format!("{prefix}{made}"),
            SignatureSyntax::Versions(version) => format!("{version},{made}"),
            SignatureSyntax::Payload => format!("{made}.{}", payload.unwrap_or_default()),
            SignatureSyntax::Pairs { key, separator } => {
                let parts = parts.iter().filter_map(|(source, text)| match source {
                    Source::SignaturePart(part) => Some(format!("{part}={text}")),
                    _ => None,
                });
                let pairs: Vec<_> = parts.chain([format!("{key}={made}")]).collect();
                pairs.join(separator)
            }
        };
        self.place(draft, text);
        Ok(())
    }

    /// The signature itself.
    fn made(
        &self,
        around: Around<'_>,
        draft: &Draft,
        parts: &[(Source, String)],
    ) -> Result<String, String> {
        let held = match self.signature.place {
            SignaturePlace::Query(name) | SignaturePlace::Form(name) => vec![name],
            _ => Vec::new(),
        };
        let Around { values, client, .. } = around;
        let scene = Scene { values, client, known: parts, draft, held };
        match self.signature.check {
            SignatureCheck::Digest(digest) => match scene.signed(digest) {
                Some(bytes) => Ok(encoding::write(self.encoding, &bytes)),
                None => Err(unsigned(&scene, digest)),
            },
            SignatureCheck::Jwt(check) => {
                let told = match (self.signature.place, &draft.json) {
                    (SignaturePlace::Body, Some(Value::Object(event))) => event.clone(),
                    _ => Map::new(),
                };
                jwt(check, told, &scene, around)
                    .ok_or_else(|| "no token can be signed here".to_owned())
            }
        }
    }

    fn place(&self, draft: &mut Draft, text: String) {
        let is_apart = draft.made == Made::Apart;
        let (pairs, name) = match (self.signature.place, &mut draft.json) {
            (SignaturePlace::Header(name), _) => {
                return draft.headers.push((name.to_owned(), text));
            }
            (SignaturePlace::NumberedHeaders(name), _) => {
                return draft.headers.push((format!("{name}1"), text));
            }
            (SignaturePlace::Body, _) => return draft.body = text.into_bytes(),
            (SignaturePlace::Query(name), _) if is_apart => (&mut draft.query, name),
            (SignaturePlace::Form(name), None) if is_apart => (&mut draft.form, name),
            (
                SignaturePlace::Json(path)
                | SignaturePlace::Query(path)
                | SignaturePlace::Form(path),
                Some(json),
            ) => return path::put(json, path, json!(text)),
            (
                SignaturePlace::Json(name)
                | SignaturePlace::Query(name)
                | SignaturePlace::Form(name),
                None,
            ) => (&mut draft.query, name),
        };
        // A consent whose sign it is to be signed has one already.
        let own = pair(name, "");
        pairs.retain(|pair| !pair.starts_with(&own));
        let at = match self.position {
            SignaturePosition::First => 0,
            SignaturePosition::Middle => pairs.len() / 2,
            SignaturePosition::Last => pairs.len(),
        };
        pairs.insert(at, pair(name, &text));
    }
}

/// Why something cannot be signed.
fn unsigned(scene: &Scene<'_>, digest: &Digest) -> String {
    let why = match scene.lacks(digest) {
        Some(source) => {
            let what = match (source, &scene.draft.json) {
                (Source::JsonMember(_), None) => "what is sent is no JSON",
                (Source::FormParameter(_), Some(_)) => "what is sent is JSON, and no form",
                _ => "the emulator has no such value",
            };
            format!("of `{source}`: {what}")
        }
        None => "as its key cannot be read as it is declared to be encoded".to_owned(),
    };
    format!("`{}` cannot be signed here, because {why}", digest.message)
}

/// The algorithm of a signed token that a shared secret is enough for.
pub(super) fn shared(check: &JwtCheck) -> Option<JwtAlgorithm> {
    let mut algorithms = check.algorithms.iter().copied();
    algorithms.find(|each| matches!(each, JwtAlgorithm::Hs256 | JwtAlgorithm::Hs512))
}

/// A signed token that says what was told.
fn jwt(
    check: &JwtCheck,
    told: Map<String, Value>,
    scene: &Scene<'_>,
    around: Around<'_>,
) -> Option<String> {
    let now = compute::moment::unix(around.now);
    let mut claims = told;
    claims.insert("iat".to_owned(), json!(now));
    claims.insert("exp".to_owned(), json!(now + LIFETIME));
    claims.insert("jti".to_owned(), json!(around.random.text()));
    for (name, template) in [("aud", check.audience), ("iss", check.issuer)] {
        if let Some(template) = template {
            claims.insert(name.to_owned(), json!(scene.template(template)?));
        }
    }
    if let Some(name) = check.body_hash_claim {
        let digest = compute::sha256(&scene.draft.body);
        claims.insert(name.to_owned(), json!(encoding::hex(&digest)));
    }
    let Some(algorithm) = shared(check) else {
        let algorithm = *check.algorithms.first()?;
        let header = json!({ "alg": compute::name(algorithm), "kid": compute::kid(algorithm) });
        return compute::written(&header, &claims, |signed| {
            compute::sign_private(algorithm, signed)
        });
    };
    let key = scene.template(check.key)?;
    compute::sign(algorithm, &claims, key.as_bytes())
}

/// Everything that is told, in one text beside the signature.
fn payload(draft: &Draft) -> String {
    let text = draft.parameters().join("&");
    let pairs = form_urlencoded::parse(text.as_bytes());
    let mut told = draft.json.clone().unwrap_or_else(|| json!({}));
    for (name, value) in pairs {
        path::put(&mut told, &name, Value::String(value.into_owned()));
    }
    encoding::base64url(told.to_string().as_bytes())
}

/// Puts a text where a source is read from.
pub(super) fn source(
    draft: &mut Draft,
    parts: &mut Vec<(Source, String)>,
    source: Source,
    text: String,
) {
    let is_apart = draft.made == Made::Apart;
    match (source, &mut draft.json) {
        (Source::Header(name), _) => draft.headers.push((name.to_owned(), text)),
        (Source::FormParameter(name), None) if is_apart => set(&mut draft.form, name, &text),
        (Source::QueryParameter(name), _) if is_apart => set(&mut draft.query, name, &text),
        (Source::JsonMember(path) | Source::QueryParameter(path), Some(json)) => {
            path::put(json, path, json!(text));
        }
        (Source::QueryParameter(name) | Source::FormParameter(name), None) => {
            set(&mut draft.query, name, &text);
        }
        (Source::SignaturePart(_), _) => parts.push((source, text)),
        _ => {}
    }
}

/// The one pair of that name.
fn set(pairs: &mut Vec<String>, name: &str, value: &str) {
    let own = pair(name, "");
    pairs.retain(|pair| !pair.starts_with(&own));
    pairs.push(pair(name, value));
}

#[cfg(test)]
mod tests {
    use oauth_spec::{DigestEncoding, Part, ProviderSpec, Signature, Template, Timestamp};

    use super::*;
    use crate::random::Random;
    use crate::script::Values;
    use crate::settings::Client;

    static EMPTY: ProviderSpec = ProviderSpec::STANDARD;
    static DIGEST: Digest = Digest {
        key: Template::value(Source::ClientSecret),
        message: Template::value(Source::Query),
        ..Digest::STANDARD
    };
    static DATED: Digest = Digest {
        message: Template::of(&[
            Part::Value(Source::SignaturePart("t")),
            Part::Text("."),
            Part::Value(Source::Query),
        ]),
        ..DIGEST
    };

    fn signed(
        digest: &'static Digest,
        syntax: SignatureSyntax,
        position: SignaturePosition,
        timestamp: Option<Timestamp>,
    ) -> Vec<String> {
        let check = SignatureCheck::Digest(digest);
        let place = SignaturePlace::Query("hmac");
        let signature = Signature { place, syntax, check, timestamp, replay_id: None };
        let signer = Signer { signature, encoding: DigestEncoding::Hex, position };
        let values = Values::read(&EMPTY, None, &[]).expect("nothing to read");
        let client = Client { id: "id".to_owned(), secret: "secret".to_owned() };
        let now = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(17);
        let random = Random::from_seed(1);
        let around =
            Around { values: &values, client: Some(&client), now, random: &random, secret: None };
        let query = vec!["code=abc".to_owned(), "state=xyz".to_owned()];
        let mut draft = Draft { query, ..Draft::default() };
        signer.sign(around, &mut draft).expect("it can be signed");
        draft.query
    }

    // printf 'code=abc&state=xyz' | openssl dgst -sha256 -hmac secret
    const HEX: &str = "794f87a6ea43e751262243aa808668a6ee2cbe13b31b05cbaaaeebcd05b47ad6";
    const PLAIN: SignatureSyntax = SignatureSyntax::Prefix("");

    #[test]
    fn the_signature_is_that_of_openssl() {
        let pairs = signed(&DIGEST, PLAIN, SignaturePosition::Last, None);
        assert_eq!(pairs[2], format!("hmac={HEX}"));
        let pairs = signed(&DIGEST, SignatureSyntax::Prefix("v0="), SignaturePosition::Last, None);
        assert_eq!(pairs[2], format!("hmac=v0%3D{HEX}"));
    }

    #[test]
    fn it_stands_where_it_was_asked_to() {
        let place = |position| {
            let pairs = signed(&DIGEST, PLAIN, position, None);
            pairs.iter().position(|pair| pair.starts_with("hmac=")).expect("signed")
        };
        assert_eq!(place(SignaturePosition::First), 0);
        assert_eq!(place(SignaturePosition::Middle), 1);
        assert_eq!(place(SignaturePosition::Last), 2);
    }

    #[test]
    fn the_time_may_be_in_the_query_or_in_the_signature() {
        let timestamp = |value| {
            Some(Timestamp {
                value,
                format: oauth_spec::TimeFormat::Unix,
                max_age: 90,
                max_ahead: 90,
            })
        };
        let query = timestamp(Source::QueryParameter("timestamp"));
        let pairs = signed(&DIGEST, PLAIN, SignaturePosition::Last, query);
        assert_eq!(pairs[2], "timestamp=17");
        let syntax = SignatureSyntax::Pairs { key: "v1", separator: "," };
        let part = timestamp(Source::SignaturePart("t"));
        let pairs = signed(&DATED, syntax, SignaturePosition::Last, part);
        assert!(pairs[2].starts_with("hmac=t%3D17%2Cv1%3D"), "{pairs:?}");
    }
}
