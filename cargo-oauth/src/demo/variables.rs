//! Values for variables that only an application knows: here they are invented.

use oauth_spec::{ProviderSpec, VariableKind};

/// A value for every variable that has none in that environment.
pub(super) fn invent(
    spec: &'static ProviderSpec,
    environment: Option<&str>,
) -> Vec<(&'static str, String)> {
    let environment = match environment {
        Some(name) => spec.environment(name),
        None => spec.environments.first(),
    };
    spec.variables
        .iter()
        .filter(|variable| variable.default.is_none())
        .filter(|variable| environment.is_none_or(|known| known.value(variable.name).is_none()))
        .map(|variable| (variable.name, value(spec.name, variable.name, variable.kind)))
        .collect()
}

fn value(provider: &str, name: &str, kind: VariableKind) -> String {
    let label = label(name);
    let host = || format!("{label}.{}.example", self::label(provider));
    match kind {
        VariableKind::Label => label,
        VariableKind::Hostname => host(),
        VariableKind::Url => format!("https://{}", host()),
        VariableKind::String => name.to_owned(),
        VariableKind::Enum(values) => values.first().copied().unwrap_or_default().to_owned(),
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
        let of = |kind| value("big_corp-", "token_url", kind);
        assert_eq!(of(VariableKind::Url), "https://token-url.big-corp.example");
        assert_eq!(of(VariableKind::Hostname), "token-url.big-corp.example");
        assert_eq!(of(VariableKind::Label), "token-url");
        assert_eq!(of(VariableKind::String), "token_url");
        assert_eq!(of(VariableKind::Enum(&["a", "b"])), "a");
        assert_eq!(label("__"), "x");
    }
}
