//! The variables and their values here: the caller's, else the environment's, else the default.

use oauth_spec::{
    Computed, DigestEncoding, Field, FieldKind, ParameterKind, ProviderSpec, Source, Template,
    Variable, VariableKind, pattern,
};

use super::Samples;
use super::hidden::is_secret;
use crate::error::EmulatorError;

/// The values of all declared variables that have one.
#[derive(Debug)]
pub(crate) struct Values {
    spec: &'static ProviderSpec,
    environment: Option<&'static str>,
    found: Vec<(&'static str, String)>,
    /// What the provider gives, once it is known.
    pub(crate) samples: Samples,
}

impl Values {
    /// Puts the values together and checks those that are given.
    pub(crate) fn read(
        spec: &'static ProviderSpec,
        environment: Option<&str>,
        given: &[(String, String)],
    ) -> Result<Self, EmulatorError> {
        if let Some((name, _)) = given.iter().find(|(name, _)| spec.variable(name).is_none()) {
            return Err(EmulatorError::UnknownVariable {
                provider: spec.name,
                name: name.clone(),
                known: list(spec.variables.iter().map(|variable| variable.name)),
            });
        }
        let environment = match environment {
            Some(name) => {
                Some(spec.environment(name).ok_or_else(|| EmulatorError::UnknownEnvironment {
                    provider: spec.name,
                    name: name.to_owned(),
                    known: list(spec.environments.iter().map(|each| each.name)),
                })?)
            }
            None => spec.environments.first(),
        };
        let mut found = Vec::new();
        for variable in spec.variables {
            // The last call for a variable counts, as with any builder.
            let given = given.iter().rev().find(|(name, _)| name == variable.name);
            let value = given
                .map(|(_, value)| value.as_str())
                .or_else(|| environment.and_then(|each| each.value(variable.name)))
                .map(str::to_owned);
            let value = value.or_else(|| default(spec, variable, &found));
            if let Some(value) = value {
                check(spec, variable, &value)?;
                found.push((variable.name, value));
            }
        }
        let environment = environment.map(|each| each.name);
        Ok(Self { spec, environment, found, samples: Samples::default() })
    }

    /// The value of a variable, which something needs.
    pub(crate) fn get(&self, name: &'static str) -> Result<&str, EmulatorError> {
        self.find(name).ok_or_else(|| {
            let environments = self.spec.environments.iter();
            let helpful: Vec<_> = environments
                .filter(|each| each.value(name).is_some())
                .map(|each| format!("`.environment(\"{}\")`", each.name))
                .collect();
            let hint = match helpful.as_slice() {
                [] => String::new(),
                some => format!(", or with {}", some.join(" or ")),
            };
            EmulatorError::VariableWithoutValue { provider: self.spec.name, name, hint }
        })
    }

    /// The value of a variable, if it has one.
    pub(crate) fn find(&self, name: &str) -> Option<&str> {
        self.found.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// What is sent for a variable: its value, or the text that the value stands for.
    pub(crate) fn sent(&self, name: &'static str) -> Result<&str, EmulatorError> {
        let value = self.get(name)?;
        Ok(match self.kind(name) {
            Some(VariableKind::Map(texts)) => {
                texts.iter().find(|(key, _)| *key == value).map_or(value, |(_, text)| *text)
            }
            _ => value,
        })
    }

    /// The text of a source that is the same in every request.
    pub(crate) fn fixed(&self, source: Source) -> Option<String> {
        match source {
            Source::Variable(name) => self.sent(name).ok().map(str::to_owned),
            Source::Callback(name) => self.samples.text("callback", name),
            Source::Token(name) => self.samples.text("token", name),
            Source::Call(name) => self.samples.text("calls", name),
            _ => None,
        }
    }

    /// Whether the provider gives what is there only sometimes, if the source is such a field.
    pub(crate) fn gives(&self, source: Source) -> bool {
        !matches!(source, Source::Callback(_) | Source::Token(_) | Source::Call(_))
            || self.fixed(source).is_some()
    }

    /// Whether the provider gives all that an address is made of. Where it does not, nobody can go there.
    pub(crate) fn reaches(&self, address: Template) -> bool {
        address.sources().all(|source| self.gives(source))
    }

    /// Whether nobody is told what a source stands for.
    pub(crate) fn is_secret(&self, source: Source) -> bool {
        is_secret(self.spec, source)
    }

    /// The computed value of that name.
    pub(crate) fn computed(&self, name: &str) -> Option<&'static Computed> {
        self.spec.computed(name)
    }

    /// Whether a computed value is made of that, itself or through another computed value.
    pub(crate) fn is_made_of(&self, value: Source, of: Source) -> bool {
        let mut seen = Vec::new();
        let mut open = vec![value];
        while let Some(next) = open.pop() {
            let Source::Computed(name) = next else { continue };
            let Some(computed) = self.computed(name).filter(|_| !seen.contains(&next)) else {
                continue;
            };
            seen.push(next);
            let made = computed.recipe.sources();
            if made.contains(&of) {
                return true;
            }
            open.extend(made);
        }
        false
    }

    /// The encoding that a variable names.
    pub(crate) fn encoding(&self, name: &str) -> Option<DigestEncoding> {
        let value = self.find(name)?;
        let mut all = DigestEncoding::ALL.iter();
        all.find(|(word, _)| *word == value).map(|(_, encoding)| *encoding)
    }

    /// The environment played.
    pub(crate) fn environment(&self) -> Option<&'static str> {
        self.environment
    }

    /// What a value from there is in JSON, where only one kind is right.
    pub(crate) fn kind_in_json(&self, source: Source) -> Option<ParameterKind> {
        let field = |fields: &[Field], name: &str| {
            Some(match fields.iter().find(|field| field.name == name)?.kind {
                FieldKind::Integer => ParameterKind::Integer,
                FieldKind::Boolean => ParameterKind::Boolean,
                FieldKind::Number | FieldKind::Object(_) | FieldKind::Any | FieldKind::Token => {
                    return None;
                }
                _ => ParameterKind::String,
            })
        };
        match source {
            Source::ClientId if self.spec.client.numeric_id => Some(ParameterKind::Integer),
            Source::Variable(name) if self.kind(name) == Some(VariableKind::Integer) => {
                Some(ParameterKind::Integer)
            }
            Source::Callback(name) => field(self.spec.callback.fields, name),
            Source::Token(name) => field(self.spec.token.fields, name),
            Source::Call(path) => {
                let (call, name) = path.split_once('.')?;
                field(self.spec.calls.iter().find(|it| it.name == call)?.fields, name)
            }
            _ => Some(ParameterKind::String),
        }
    }

    /// The type of a variable.
    pub(crate) fn kind(&self, name: &str) -> Option<VariableKind> {
        self.spec.variable(name).map(|variable| variable.kind)
    }
}

/// Whether it is a key in PEM (RFC 7468), which has lines.
fn is_pem(value: &str) -> bool {
    value.trim_ascii_start().starts_with("-----BEGIN ")
}

/// The default of a variable, made of those before it.
fn default(
    spec: &ProviderSpec,
    variable: &Variable,
    found: &[(&'static str, String)],
) -> Option<String> {
    variable.default_of(|name| {
        let (_, value) = found.iter().find(|(known, _)| *known == name)?;
        match spec.variable(name)?.kind {
            VariableKind::Map(texts) => {
                texts.iter().find(|(known, _)| known == value).map(|(_, text)| *text)
            }
            _ => Some(value.as_str()),
        }
    })
}

fn check(spec: &ProviderSpec, variable: &Variable, value: &str) -> Result<(), EmulatorError> {
    let host_char = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let problem = match variable.kind {
        _ if value.chars().any(char::is_control) && !is_pem(value) => {
            "it holds control characters".to_owned()
        }
        VariableKind::Label if value.is_empty() || !value.chars().all(host_char) => {
            "it is not one part of a host name".to_owned()
        }
        VariableKind::Hostname
            if value.is_empty() || !value.chars().all(|c| host_char(c) || ".:[]".contains(c)) =>
        {
            "it is not a host name".to_owned()
        }
        VariableKind::Url if !value.starts_with("https://") && !value.starts_with("http://") => {
            "it is not an absolute URL".to_owned()
        }
        VariableKind::Integer if value.parse::<i64>().is_err() => {
            "it is not a whole number".to_owned()
        }
        VariableKind::Enum(values) if !values.contains(&value) => {
            format!("it must be one of: {}", list(values.iter().copied()))
        }
        VariableKind::Map(texts) if !texts.iter().any(|(name, _)| *name == value) => {
            format!("it must be one of: {}", list(texts.iter().map(|(name, _)| *name)))
        }
        _ if variable.pattern.is_some_and(|pattern| !pattern::fits(pattern, value)) => {
            format!("it does not fit `{}`", variable.pattern.unwrap_or_default())
        }
        _ => return Ok(()),
    };
    Err(EmulatorError::VariableValue {
        provider: spec.name,
        name: variable.name.to_owned(),
        // A key is shown to nobody.
        value: if spec.is_key(variable.name) { "…".to_owned() } else { value.to_owned() },
        problem,
    })
}

/// Names for an error: what there is.
pub(crate) fn list(names: impl Iterator<Item = &'static str>) -> String {
    let names: Vec<_> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
