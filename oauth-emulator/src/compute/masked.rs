//! What a computed value should have been made of, told without what is secret in it.

use oauth_spec::{Computed, ComputedRecipe, Digest, Part, Source};
use percent_encoding::utf8_percent_encode;

use super::Scene;
use super::scene::DEPTH;
use crate::script::NOT_UNRESERVED;

/// Enough to see where two texts part.
const LONGEST: usize = 1000;

impl Scene<'_> {
    /// What the value should be, told to who sent another: the text that it is made of, and what came. Nothing of a
    /// signed token, whose parts anybody can read.
    pub(crate) fn told(&self, computed: &Computed, came: &str) -> Option<String> {
        let ComputedRecipe::Digest(digest) = computed.recipe else { return None };
        let secrets = self.secrets(digest);
        let mut message = String::new();
        for part in digest.message.parts() {
            match part {
                Part::Text(text) => message.push_str(text),
                Part::Value(source) if self.values.is_secret(source) => {
                    message.push_str(&source.to_string());
                }
                Part::Value(source) => {
                    let text = self.source(source, digest, DEPTH)?;
                    message.push_str(&mask(String::from_utf8_lossy(&text).into_owned(), &secrets));
                }
            }
        }
        let came = mask(came.to_owned(), &secrets);
        Some(format!(": it is made of `{}`, and `{}` came", cut(&message), cut(&came)))
    }

    /// What is not told, longest first, and what is told in its place.
    fn secrets(&self, digest: &Digest) -> Vec<(String, String)> {
        let mut known: Vec<(Source, String)> = self.known.to_vec();
        known.retain(|(source, _)| self.values.is_secret(*source));
        let own = digest.key.sources().map(|source| (source, self.source(source, digest, DEPTH)));
        for (source, text) in
            own.chain([(Source::ClientSecret, self.source(Source::ClientSecret, digest, DEPTH))])
        {
            let text = text.and_then(|text| String::from_utf8(text).ok());
            known.extend(text.map(|text| (source, text)));
        }
        let mut secrets = Vec::new();
        for (source, text) in known {
            let form = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let percent = utf8_percent_encode(&text, NOT_UNRESERVED).to_string();
            let json = serde_json::json!(text).to_string();
            let json = json.trim_matches('"').to_owned();
            secrets.extend([text, form, percent, json].map(|text| (text, source.to_string())));
        }
        secrets.retain(|(text, _)| !text.is_empty());
        secrets.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        secrets
    }
}

fn mask(text: String, secrets: &[(String, String)]) -> String {
    secrets.iter().fold(text, |text, (secret, told)| text.replace(secret, told))
}

fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let mut told: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        told.push_str("...");
    }
    told
}
