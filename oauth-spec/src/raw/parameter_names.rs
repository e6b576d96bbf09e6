//! `[parameter_names]`: other names for standard parameters, in every request.

use toml::de::DeValue;

use super::Value;
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::Spanned;

/// What standard parameters are called.
pub(crate) struct ParameterNames<'t> {
    /// The standard's name and the provider's.
    pub(crate) names: Vec<(&'static str, Spanned<&'t str>)>,
    /// Whether the provider's are the standard's in camel case.
    pub(crate) camel_case: bool,
}

/// What every parameter is called in camel case.
const NAMES: &[(&str, &str)] = &[
    ("client_id", "clientId"),
    ("client_secret", "clientSecret"),
    ("redirect_uri", "redirectUri"),
    ("response_type", "responseType"),
    ("scope", "scope"),
    ("state", "state"),
    ("code", "code"),
    ("grant_type", "grantType"),
    ("refresh_token", "refreshToken"),
    ("code_challenge", "codeChallenge"),
    ("code_challenge_method", "codeChallengeMethod"),
    ("code_verifier", "codeVerifier"),
    ("username", "username"),
    ("password", "password"),
    ("token", "token"),
    ("nonce", "nonce"),
];

pub(crate) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<ParameterNames<'t>> {
    match value.inner {
        DeValue::Table(_) => {}
        DeValue::String(_) => {
            value.choice(&[("camelCase", ())], errors)?;
            return Some(ParameterNames { names: Vec::new(), camel_case: true });
        }
        _ => {
            let help = "write `client_id = \"client_key\"` in `[parameter_names]`, or \
                `parameter_names = \"camelCase\"` for all of them";
            return value.wrong("a table", errors, help);
        }
    }
    let table = value.closed(&schema::RENAMED, errors)?;
    let mut names = Vec::new();
    for name in schema::RENAMED.names() {
        if let Some(given) = table.read(name, errors, parameter).given() {
            names.push((name, Spanned { value: given.value, span: given.span }));
        }
    }
    Some(ParameterNames { names, camel_case: false })
}

/// The name of a parameter: not a value of one, which is the application's.
fn parameter<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    let name = value.line(errors)?;
    if !name.contains([' ', ':', '/']) {
        return Some(name);
    }
    errors
        .add(value.span, format!("{} is not the name of a parameter", quote(name)))
        .label("a blank, `:` or `/` in it")
        .help("write the name that it is sent under; what is sent is not said here");
    None
}

impl<'t> ParameterNames<'t> {
    /// The name that is given to one by itself, where it stands.
    pub(crate) fn own(&self, standard: &str) -> Option<Spanned<&'t str>> {
        self.names.iter().find(|(name, _)| *name == standard).map(|(_, name)| *name)
    }

    /// What a standard parameter is called.
    pub(crate) fn wire<'s>(&self, standard: &'s str) -> &'s str
    where
        't: 's,
    {
        if let Some(own) = self.own(standard) {
            return own.value;
        }
        let other = NAMES.iter().filter(|_| self.camel_case);
        other.clone().find(|(name, _)| *name == standard).map_or(standard, |(_, other)| other)
    }

    /// Whether a standard parameter is called that.
    pub(crate) fn is(&self, standard: &str, name: &str) -> bool {
        self.wire(standard) == name
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_name_of_the_language_has_one_in_camel_case() {
        let known: BTreeSet<_> = crate::schema::RENAMED.names().collect();
        assert_eq!(super::NAMES.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), known);
    }
}
