//! Values for variables that only an application knows: here they are invented.

use oauth_spec::{ProviderSpec, Source, Variable, VariableKind, pattern};

use super::keys;

/// A variable and the value that it has in the play.
#[derive(Debug, Clone)]
pub(crate) struct Invented {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    /// Whether it is a key, which is nothing to show.
    pub(super) is_key: bool,
}

/// The emulator's public key, where that is what the variable of that name must be.
pub(crate) fn public_key(spec: &ProviderSpec, name: &str) -> Option<String> {
    keys::of_provider(spec, Source::Variable(spec.variable(name)?.name))
}

/// A value for every variable that has none in that environment, or the real provider's public key: here it signs with
/// another.
pub(crate) fn invent(spec: &'static ProviderSpec, environment: Option<&str>) -> Vec<Invented> {
    let environment = match environment {
        Some(name) => spec.environment(name),
        None => spec.environments.first(),
    };
    let unknown = |variable: &&Variable| {
        let has_value = variable.default.is_some()
            || environment.is_some_and(|known| known.value(variable.name).is_some());
        !has_value || public_key(spec, variable.name).is_some()
    };
    let invented = |variable: &Variable| {
        let key = keys::of(spec, Source::Variable(variable.name));
        let value = key.map_or_else(|| value(spec.name, variable), str::to_owned);
        Invented { name: variable.name, value, is_key: key.is_some() }
    };
    spec.variables.iter().filter(unknown).map(invented).collect()
}

fn value(provider: &str, variable: &Variable) -> String {
    let label = label(variable.name);
    let host = || format!("{label}.{}.example", self::label(provider));
    let value = match variable.kind {
        VariableKind::Label => label,
        VariableKind::Hostname => host(),
        VariableKind::Url => format!("https://{}", host()),
        VariableKind::String => variable.name.to_owned(),
        VariableKind::Integer => "4711".to_owned(),
        VariableKind::Enum(values) => values.first().copied().unwrap_or_default().to_owned(),
        VariableKind::Map(texts) => texts.first().map_or("", |(name, _)| name).to_owned(),
    };
    match variable.pattern {
        Some(wanted) if !pattern::fits(wanted, &value) => pattern::example(wanted).unwrap_or(value),
        _ => value,
    }
}

/// The name as one part of a host name (RFC 1123, 2.1).
fn label(name: &str) -> String {
    let part: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .take(63)
        .collect();
    match part.trim_matches('-') {
        "" => "x".to_owned(),
        part => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_its_kind() {
        let of = |kind| {
            let variable = Variable { name: "token_url", kind, default: None, pattern: None };
            value("big_corp-", &variable)
        };
        assert_eq!(of(VariableKind::Url), "https://token-url.big-corp.example");
        assert_eq!(of(VariableKind::Hostname), "token-url.big-corp.example");
        assert_eq!(of(VariableKind::Label), "token-url");
        assert_eq!(of(VariableKind::String), "token_url");
        assert_eq!(of(VariableKind::Enum(&["a", "b"])), "a");
        assert_eq!(of(VariableKind::Map(&[("eu", "acme.eu")])), "eu");
        assert_eq!(label("__"), "x");
    }

    #[test]
    fn a_value_fits_its_pattern() {
        let kind = VariableKind::String;
        let variable = Variable { name: "version", kind, default: None, pattern: Some("v[0-9]+") };
        assert_eq!(value("acme", &variable), "v0");
    }
}
