//! What only the application knows.

/// A value that templates may use and that the application or an environment gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Its name in TOML and in templates.
    pub name: &'static str,
    /// What may stand in it.
    pub kind: VariableKind,
    /// The value when neither the application nor the environment gives one.
    pub default: Option<&'static str>,
    /// What the whole text must look like, beyond its kind: see [`crate::pattern`].
    pub pattern: Option<&'static str>,
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
