//! Templates: names in braces become sources.

use super::leak;
use crate::raw::CallParameter;
use crate::template::{self, Part as Written};
use crate::{Part, Source, Template};

/// The names that mean the same in every file.
pub(crate) const STANDARD: &[(&str, Source)] = &[
    ("client_id", Source::ClientId),
    ("client_secret", Source::ClientSecret),
    ("redirect_uri", Source::RedirectUri),
    ("scope", Source::Scope),
    ("state", Source::State),
    ("code_challenge", Source::CodeChallenge),
    ("code_verifier", Source::CodeVerifier),
    ("code", Source::Code),
    ("access_token", Source::AccessToken),
    ("refresh_token", Source::RefreshToken),
];

/// The values that a call brings with it.
#[derive(Clone, Copy)]
pub(super) enum Call<'t> {
    /// None.
    Nothing,
    /// `username` and `password`.
    Password,
    /// What a grant of the provider's own declares.
    Own(&'t [CallParameter<'t>]),
}

/// A template that has been checked.
pub(super) fn template(written: &template::Template<'_>, call: Call<'_>) -> Template {
    let mut parts = Vec::with_capacity(written.parts.len());
    let mut text = String::new();
    for part in &written.parts {
        match part {
            Written::Text(more) => text.push_str(more),
            Written::Hole(hole) => {
                if !text.is_empty() {
                    parts.push(Part::Text(leak::text(&text)));
                    text.clear();
                }
                parts.push(Part::Value(source(hole.name, call)));
            }
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(leak::text(&text)));
    }
    match parts.as_slice() {
        [part] => Template::One(*part),
        _ => Template::of(leak::list(parts)),
    }
}

fn source(name: &str, call: Call<'_>) -> Source {
    if let Some((_, source)) = STANDARD.iter().find(|(standard, _)| *standard == name) {
        return *source;
    }
    if let Some(field) = name.strip_prefix("callback.") {
        return Source::Callback(leak::text(field));
    }
    if let Some(field) = name.strip_prefix("token.") {
        return Source::Token(leak::text(field));
    }
    match call {
        Call::Password if name == "username" => Source::Parameter("username"),
        Call::Password if name == "password" => Source::Parameter("password"),
        Call::Own(parameters) if parameters.iter().any(|own| own.name.value == name) => {
            Source::Parameter(leak::text(name))
        }
        _ => Source::Variable(leak::text(name)),
    }
}
