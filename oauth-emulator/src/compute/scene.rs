//! What is known around a request: every source that has a value there.

use std::time::SystemTime;

use oauth_spec::{
    Algorithm, Computed, ComputedRecipe, Digest, DigestEncoding, Jwt, Notation, Parameter, Part,
    Source, Template,
};
use serde_json::{Map, Value};

use super::canonical::canonical;
use super::clients::verify_detached;
use super::jwt::{self, Token};
use super::{Draft, Made, algorithm, encoding, moment, sign_detached};
use crate::script::Values;
use crate::settings::Client;

/// Computed values may use computed values, this deep.
pub(super) const DEPTH: usize = 8;

/// A request and what surrounds it.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) values: &'a Values,
    pub(crate) client: Option<&'a Client>,
    /// What the request itself carries, by source.
    pub(crate) known: &'a [(Source, String)],
    pub(crate) draft: &'a Draft,
    /// The names of the parameters that carry the value in question.
    pub(crate) held: Vec<&'a str>,
}

impl Scene<'_> {
    /// What an algorithm makes of what is known; `None` if not all of it is, or a private key is needed.
    pub(crate) fn digest(&self, digest: &Digest) -> Option<Vec<u8>> {
        self.digest_at(digest, DEPTH)
    }

    /// The same of a signature: one with a private key is made with the provider's own.
    pub(crate) fn signed(&self, digest: &Digest) -> Option<Vec<u8>> {
        if !digest.algorithm.has_public_key() {
            return self.digest(digest);
        }
        let message = self.template_at(digest.message, digest, DEPTH)?;
        sign_detached(digest.algorithm, &message)
    }

    /// What a signature needs that is not known here, if anything is.
    pub(crate) fn lacks(&self, digest: &Digest) -> Option<Source> {
        let key = Some(digest.key).filter(|_| digest.algorithm.has_key());
        let sources = digest.message.sources().chain(key.iter().flat_map(Template::sources));
        let mut sources = sources.collect::<Vec<_>>().into_iter();
        sources.find(|source| self.source(*source, digest, DEPTH).is_none())
    }

    /// A template with everything in its place; `None` if something is not known.
    pub(crate) fn template(&self, template: Template) -> Option<String> {
        let bytes = self.template_at(template, &Digest::STANDARD, DEPTH)?;
        String::from_utf8(bytes).ok()
    }

    /// Whether a text is the computed value; `None` if that cannot be told: it is made with a private
    /// key that is not known here, or of something that the request does not show. `clocks`: those that the client
    /// may go by.
    pub(crate) fn is_computed(
        &self,
        computed: &Computed,
        text: &str,
        clocks: &[SystemTime],
    ) -> Option<bool> {
        match computed.recipe {
            ComputedRecipe::Digest(digest) if digest.algorithm.has_public_key() => {
                self.is_signature(digest, text)
            }
            ComputedRecipe::Digest(digest) => {
                Some(self.written(digest, &self.digest(digest)?)? == text)
            }
            ComputedRecipe::Jwt(jwt) => self.is_jwt(jwt, text, clocks),
        }
    }

    /// Whether the client's private key has signed what is declared; `None` if the key is not known here.
    fn is_signature(&self, digest: &Digest, text: &str) -> Option<bool> {
        let Some(signature) = encoding::read(self.encoding(digest)?, text) else {
            return Some(false);
        };
        let message = self.template_at(digest.message, digest, DEPTH)?;
        let key = self.template_at(digest.key, digest, DEPTH)?;
        let key = (digest.key_encoding, key.as_slice());
        verify_detached(digest.algorithm, key, &message, &signature)
    }

    /// A digest as text, in the declared encoding.
    fn written(&self, digest: &Digest, bytes: &[u8]) -> Option<String> {
        Some(encoding::write(self.encoding(digest)?, bytes))
    }

    fn encoding(&self, digest: &Digest) -> Option<DigestEncoding> {
        match digest.encoding {
            DigestEncoding::Variable(name) => self.values.encoding(name),
            fixed => Some(fixed),
        }
    }

    /// A signed token: its header and claims as declared, in its time, and signed.
    fn is_jwt(&self, declared: &Jwt, text: &str, clocks: &[SystemTime]) -> Option<bool> {
        let Some(token) = Token::read(text) else { return Some(false) };
        if token.header.get("alg").and_then(Value::as_str) != Some(jwt::name(declared.algorithm)) {
            return Some(false);
        }
        let number = |name: &str| token.claims.get(name).and_then(Value::as_u64);
        let made = token.claims.get("jti").is_some_and(Value::is_string);
        let is_good = |iat: u64, exp: u64| {
            let is_short = exp.checked_sub(iat).is_some_and(|time| time <= declared.lifetime);
            let is_now =
                |clock: &SystemTime| moment::is_at(*clock, iat) && exp > moment::unix(*clock);
            is_short && clocks.iter().any(is_now)
        };
        match (number("iat"), number("exp")) {
            (Some(iat), Some(exp)) if made && is_good(iat, exp) => {}
            _ => return Some(false),
        }
        if !self.says(declared.header, &token.header) || !self.says(declared.claims, &token.claims)
        {
            return Some(false);
        }
        let key = self.template_at(declared.key, &Digest::STANDARD, DEPTH);
        let key = String::from_utf8(key.unwrap_or_default()).unwrap_or_default();
        token.signed_by(declared.algorithm, &key)
    }

    /// Whether members of a token are as they are declared, as far as that is known.
    pub(crate) fn says(&self, declared: &[Parameter], found: &Map<String, Value>) -> bool {
        declared.iter().all(|parameter| {
            let known = self.template(parameter.value);
            let is_left_out = parameter.value.as_source().is_some() && known.is_none();
            let Some(found) = found.get(parameter.name) else { return is_left_out };
            let Some(known) = known else { return true };
            match parameter.notation {
                Notation::Text => known == crate::sample::text(found),
                Notation::Json => {
                    serde_json::from_str(&known).is_ok_and(|known: Value| known == *found)
                }
            }
        })
    }

    fn digest_at(&self, digest: &Digest, depth: usize) -> Option<Vec<u8>> {
        let message = self.template_at(digest.message, digest, depth)?;
        if digest.algorithm == Algorithm::None || !digest.algorithm.has_key() {
            return algorithm::run(digest.algorithm, &[], &message);
        }
        let key = self.template_at(digest.key, digest, depth)?;
        let key = encoding::key(digest.key_encoding, &key)?;
        algorithm::run(digest.algorithm, &key, &message)
    }

    fn template_at(&self, template: Template, of: &Digest, depth: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for part in template.parts() {
            match part {
                Part::Text(text) => bytes.extend_from_slice(text.as_bytes()),
                Part::Value(source) => bytes.extend(self.source(source, of, depth)?),
            }
        }
        Some(bytes)
    }

    pub(super) fn source(&self, source: Source, of: &Digest, depth: usize) -> Option<Vec<u8>> {
        let draft = self.draft;
        let text = match source {
            Source::ClientId => self.client?.id.clone(),
            Source::ClientSecret => self.client?.secret.clone(),
            Source::Computed(name) => {
                let depth = depth.checked_sub(1)?;
                let made = match self.values.computed(name)?.recipe {
                    ComputedRecipe::Digest(digest) => {
                        self.digest_at(digest, depth).and_then(|made| self.written(digest, &made))
                    }
                    ComputedRecipe::Jwt(_) => None,
                };
                // What only a private key makes is known where it is sent beside.
                made.or_else(|| self.sent(source))?
            }
            Source::Method => draft.method.clone(),
            Source::Url => draft.with_query(&draft.address, &self.held),
            Source::Path => of.without_base_path(&draft.path).to_owned(),
            Source::Target => draft.with_query(of.without_base_path(&draft.path), &self.held),
            Source::Query => canonical(draft.own_query(), &self.held, &of.query),
            Source::Parameters => canonical(&draft.parameters(), &self.held, &of.query),
            Source::Body => return Some(draft.body.clone()),
            Source::Header(name) => draft.header(name)?.to_owned(),
            Source::QueryParameter(name) => super::pair(&draft.query, name)?,
            Source::FormParameter(name) => super::pair(&draft.form, name)?,
            Source::JsonMember(path) => {
                let member = draft.json.as_ref().and_then(|json| crate::path::get(json, path));
                match member.map(crate::sample::text) {
                    Some(text) => text,
                    // What a document does not say is signed as nothing.
                    None if draft.json.is_some() || draft.made == Made::ByClient => String::new(),
                    None => return None,
                }
            }
            other => self.sent(other).or_else(|| self.values.fixed(other))?,
        };
        Some(text.into_bytes())
    }

    /// What the request itself carries of a source.
    fn sent(&self, source: Source) -> Option<String> {
        self.known.iter().find(|(known, _)| *known == source).map(|(_, text)| text.clone())
    }
}

/// Whether a text can be what a source makes afresh for each request; `None` for any other source.
///
/// A client goes by the clock of the emulator or by its machine's; these are `clocks`.
pub(crate) fn is_fresh(source: Source, text: &str, clocks: &[SystemTime]) -> Option<bool> {
    match source {
        Source::Random => Some(text.len() >= 22),
        Source::RandomUuid => {
            let hyphens = |(at, c): (usize, char)| (c == '-') == matches!(at, 8 | 13 | 18 | 23);
            let digits = |c: char| c == '-' || c.is_ascii_hexdigit();
            Some(
                text.len() == 36
                    && text.chars().all(digits)
                    && text.chars().enumerate().all(hyphens),
            )
        }
        Source::Time(format) => Some(moment::is_now(format, text, clocks)),
        _ => None,
    }
}
