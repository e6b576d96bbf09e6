//! Errors of the provider that repeat what they were sent: some quote the refresh token that they do not know.

use oauth_spec::{Field, FieldKind, Source};

use super::Values;
use crate::error::Error;
use crate::value::Value;

impl Values<'_> {
    /// An error that shows none of the secrets known here.
    #[cold]
    pub(crate) fn hidden(&self, error: Error) -> Error {
        let mut secrets = Vec::new();
        for (_, value) in self.parameters {
            if let Value::Secret(secret) = value {
                secrets.push(secret.clone());
            }
        }
        for (_, token) in self.more.map_or(&[][..], |more| more.grants) {
            secrets.push(token.clone());
        }
        for source in self.secrets() {
            if let Some(given) = self.get(source) {
                secrets.push(given.text().into_owned().into());
            }
        }
        error.without(secrets)
    }

    /// Secrets by the standards and by the declaration.
    fn secrets(&self) -> Vec<Source> {
        let mut sources = vec![Source::TokenAtHand];
        let named = Source::NAMED.iter().map(|(_, source)| *source);
        sources.extend(named.filter(|source| source.is_secret()));
        let Some(spec) = self.fixed.map(|fixed| fixed.spec) else { return sources };
        let of = |fields: &'static [Field], source: fn(&'static str) -> Source| {
            let own = fields.iter().filter(|field| field.kind == FieldKind::Secret);
            own.map(move |field| source(field.name))
        };
        sources.extend(of(spec.token.fields, Source::Token));
        sources.extend(of(spec.callback.fields, Source::Callback));
        let keys = spec.variables.iter().filter(|variable| spec.is_key(variable.name));
        sources.extend(keys.map(|variable| Source::Variable(variable.name)));
        sources
    }
}
