//! Variables: whose value counts, and what may stand in one.

use std::borrow::Cow;

use oauth_spec::hosts::{is_host_name, is_label};
use oauth_spec::{Environment, ProviderSpec, Variable, VariableKind};

use crate::error::{listed, shown};
use crate::hosts::base_url;

/// The value of every variable: the application's, else the environment's, else the default.
pub(super) fn resolve(
    spec: &'static ProviderSpec,
    environment: Option<&'static Environment>,
    given: &[(&'static str, String)],
    messages: &mut Vec<String>,
) -> Vec<(&'static str, String)> {
    for (name, _) in given {
        if spec.variable(name).is_none() {
            let known = listed(&mut spec.variables.iter().map(|variable| variable.name));
            let (title, name) = (spec.title, shown(name));
            messages.push(format!("{title} has no variable `{name}`; it has {known}"));
        }
    }
    let mut values = Vec::with_capacity(spec.variables.len());
    for variable in spec.variables {
        let own = given.iter().find(|(name, _)| *name == variable.name);
        let value = own
            .map(|(_, value)| value.as_str())
            .or_else(|| environment.and_then(|environment| environment.value(variable.name)))
            .map(Cow::Borrowed);
        let known = |name: &str| {
            let known = values.iter().find(|(known, _): &&(_, String)| *known == name);
            known.map(|(_, value)| value.as_str())
        };
        let value = value.or_else(|| variable.default_of(known).map(Cow::Owned));
        match value.map(|value| check(variable, spec.is_key(variable.name), &value)) {
            Some(Ok(value)) => values.push((variable.name, value)),
            Some(Err(message)) => messages.push(message),
            // What its default is made of is missing, and has been reported.
            None if variable.default.is_some() => {}
            None => messages.push(missing(spec, environment, variable)),
        }
    }
    values
}

fn missing(
    spec: &'static ProviderSpec,
    environment: Option<&'static Environment>,
    variable: &Variable,
) -> String {
    let name = variable.name;
    let mut with = Vec::new();
    for other in spec.environments {
        if other.value(name).is_some() {
            with.push(format!("`{}`", other.name));
        }
    }
    let place = match environment {
        Some(environment) => format!(" in the environment `{}`", environment.name),
        None => String::new(),
    };
    let instead = if with.is_empty() {
        String::new()
    } else {
        let with = with.join(", ");
        format!(", or choose an environment that has it with `.environment(…)`: {with}")
    };
    format!(
        "the variable `{name}` of {} has no value{place}: give it with \
         `builder_with(Variables::new(…).{name}(…))`{instead}",
        spec.title
    )
}

/// The value as it may be put into its place, or what is wrong with it.
fn check(variable: &Variable, is_key: bool, value: &str) -> Result<String, String> {
    let name = variable.name;
    if let Some(pattern) = variable.pattern
        && !oauth_spec::pattern::fits(pattern, value)
    {
        let value =
            if is_key { "what was given".to_owned() } else { format!("`{}`", shown(value)) };
        return Err(format!(
            "the variable `{name}` must look like `{pattern}`, and {value} does not"
        ));
    }
    // A key in PEM has several lines, and no key is shown.
    match variable.kind {
        VariableKind::String if is_key && value.trim().is_empty() => {
            Err(format!("the variable `{name}` is a key, and it is empty: give the real one"))
        }
        VariableKind::String if is_key => Ok(value.to_owned()),
        _ => of_kind(variable, value),
    }
}

fn of_kind(variable: &Variable, value: &str) -> Result<String, String> {
    let wrong = |want: &str| {
        format!("the variable `{}` is {want}, and `{}` is not", variable.name, shown(value))
    };
    match variable.kind {
        VariableKind::Label if is_label(value) => Ok(value.to_owned()),
        VariableKind::Label => {
            Err(wrong("one part of a host name, such as `acme` (letters, digits and hyphens)"))
        }
        VariableKind::Hostname if is_host_name(value) => Ok(value.to_owned()),
        VariableKind::Hostname => {
            Err(wrong("a host name, such as `acme.example.com`, with a port if need be"))
        }
        VariableKind::Url => base_url(value, &[]).ok_or_else(|| {
            wrong(
                "an absolute https URL without user, query and fragment (http for loopback), such as \
                 `https://acme.example.com/sso`",
            )
        }),
        VariableKind::Integer => match value.parse::<i64>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err(wrong("a whole number of 64 bits")),
        },
        VariableKind::Enum(values) if values.contains(&value) => Ok(value.to_owned()),
        VariableKind::Map(values) => {
            let found = values.iter().find(|(name, _)| *name == value);
            found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| {
                let names = listed(&mut values.iter().map(|(name, _)| *name));
                wrong(&format!("one of {names}"))
            })
        }
        VariableKind::Enum(values) => {
            Err(wrong(&format!("one of {}", listed(&mut values.iter().copied()))))
        }
        VariableKind::String
            if value.is_empty()
                || value.chars().any(char::is_control) && !is_pem(value)
                || matches!(value, "." | "..") =>
        {
            Err(wrong("a text without control characters, not empty and no path step"))
        }
        VariableKind::String => Ok(value.to_owned()),
    }
}

/// Whether it is a key in PEM (RFC 7468), which has lines. Nothing else may: where a text is a header, a
/// line more would be a header more.
fn is_pem(value: &str) -> bool {
    let is_line = |c: char| !c.is_control() || matches!(c, '\r' | '\n' | '\t');
    value.trim_ascii_start().starts_with("-----BEGIN ") && value.chars().all(is_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(kind: VariableKind, value: &str) -> bool {
        check(&Variable { name: "v", kind, default: None, pattern: None }, false, value).is_ok()
    }

    #[test]
    fn a_label_cannot_leave_its_place() {
        for good in ["a", "acme", "acme-2", "A1"] {
            assert!(accepts(VariableKind::Label, good), "{good}");
        }
        for bad in [
            "", "a.b", "a/b", "a@b", "a?b", "a#b", "a:1", "a\r\nb", "-a", "a-", "ä", "a b", "%2e",
            "a\\b",
        ] {
            assert!(!accepts(VariableKind::Label, bad), "{bad}");
        }
    }

    #[test]
    fn a_host_name_may_have_a_port_and_nothing_else() {
        for good in ["acme.example.com", "localhost:8080", "127.0.0.1"] {
            assert!(accepts(VariableKind::Hostname, good), "{good}");
        }
        for bad in
            ["", "a..b", "a/b", "u@h", "h:0", "h:65536", "h:", "h:1:2", "h?x", "h#x", "h\n", "h:+1"]
        {
            assert!(!accepts(VariableKind::Hostname, bad), "{bad}");
        }
    }

    #[test]
    fn a_url_is_https_or_loopback_and_bare() {
        for good in
            ["https://a.example", "https://a.example/x/", "http://localhost:1", "http://[::1]:9"]
        {
            assert!(accepts(VariableKind::Url, good), "{good}");
        }
        for bad in [
            "http://a.example",
            "https://u@a.example",
            "https://u:p@a.example",
            "https://a.example?x",
            "https://a.example#x",
            "ftp://a.example",
            "/x",
            "https://a.exa\nmple",
            "",
        ] {
            assert!(!accepts(VariableKind::Url, bad), "{bad}");
        }
    }

    #[test]
    fn a_key_has_lines_and_is_not_shown() {
        let key =
            Variable { name: "key", kind: VariableKind::String, default: None, pattern: None };
        assert_eq!(check(&key, true, "a\nb\n").as_deref(), Ok("a\nb\n"));
        for empty in ["", " \n"] {
            assert_eq!(
                check(&key, true, empty).unwrap_err(),
                "the variable `key` is a key, and it is empty: give the real one"
            );
        }
    }

    #[test]
    fn strings_and_enums() {
        assert!(accepts(VariableKind::String, "any / text"));
        for bad in ["", "a\nb", ".", ".."] {
            assert!(!accepts(VariableKind::String, bad), "{bad:?}");
        }
        for good in ["0", "4711", "-9223372036854775808"] {
            assert!(accepts(VariableKind::Integer, good), "{good:?}");
        }
        for bad in ["", "a", "1.0", " 1", "0x1", "9223372036854775808", "1,\"a\":2"] {
            assert!(!accepts(VariableKind::Integer, bad), "{bad:?}");
        }
        assert!(accepts(VariableKind::Enum(&["a"]), "a"));
        assert!(!accepts(VariableKind::Enum(&["a"]), "b"));
        let map = Variable {
            name: "dc",
            kind: VariableKind::Map(&[("us", "zoho.com"), ("eu", "zoho.eu")]),
            default: None,
            pattern: None,
        };
        assert_eq!(check(&map, false, "eu").as_deref(), Ok("zoho.eu"));
        assert!(check(&map, false, "zoho.eu").unwrap_err().contains("one of us, eu"));
    }

    #[test]
    fn a_pattern_is_for_the_whole_text() {
        let variable = Variable {
            name: "shop",
            kind: VariableKind::String,
            default: None,
            pattern: Some("[a-z]+"),
        };
        let check = |is_key, value| check(&variable, is_key, value);
        assert_eq!(check(false, "shop").as_deref(), Ok("shop"));
        assert!(check(false, "shop.evil").unwrap_err().contains("must look like `[a-z]+`"));
        assert!(!check(true, "shop.evil").unwrap_err().contains("evil"));
    }
}
