//! What only the application knows.

use super::{Part, Source, Template};

/// A value that templates may use and that the application or an environment gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Its name in TOML and in templates.
    pub name: &'static str,
    /// What may stand in it.
    pub kind: VariableKind,
    /// The value when neither the application nor the environment gives one. It may be made of variables that
    /// come before.
    pub default: Option<Template>,
    /// What the whole text must look like, beyond its kind: see [`crate::pattern`].
    pub pattern: Option<&'static str>,
}

impl Variable {
    /// Its default, made of the values of variables that come before; nothing if one of them has none.
    pub fn default_of<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Option<String> {
        let mut text = String::new();
        for part in self.default.as_ref()?.parts() {
            match part {
                Part::Text(own) => text.push_str(own),
                Part::Value(Source::Variable(name)) => text.push_str(value(name)?),
                Part::Value(_) => return None,
            }
        }
        Some(text)
    }
}

/// What may stand in a variable, so that it cannot leave its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// `label`: one part of a host name, such as `acme` in `acme.example.com` (RFC 1123, 2.1).
    Label,
    /// `hostname`: a whole host name (RFC 1123, 2.1), with a port if need be.
    Hostname,
    /// `url`: an absolute https URL (http for loopback) without user, query and fragment.
    Url,
    /// `string`: any text without control characters; encoded for its place.
    String,
    /// `integer`: a signed 64-bit number; itself in a JSON body, digits elsewhere.
    Integer,
    /// `enum`: one of these.
    Enum(&'static [&'static str]),
    /// `enum` with a text for each: the name is what the application says, the text what is sent.
    Map(&'static [(&'static str, &'static str)]),
}

/// A named set of values for the variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Environment {
    /// Its name.
    pub name: &'static str,
    /// Variables and their values here. A variable it leaves out must come from the application or
    /// have a default.
    pub values: &'static [(&'static str, &'static str)],
}

impl Environment {
    /// The value it gives that variable.
    pub fn value(&self, variable: &str) -> Option<&'static str> {
        self.values.iter().find(|(name, _)| *name == variable).map(|(_, value)| *value)
    }
}
