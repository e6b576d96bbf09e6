//! The scopes a provider knows, and how they are asked for.

/// The scopes, and how several are written as one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scopes {
    /// What stands between two of them (RFC 6749, 3.3: a space).
    pub separator: &'static str,
    /// What stands between two of them in answers.
    pub answer_separator: &'static str,
    /// How the list is written in a URL.
    pub encoding: ScopeEncoding,
    /// Scopes that go with every authorization.
    pub required: &'static [&'static str],
    /// Scopes that users are asked for when the application names none.
    pub default: &'static [&'static str],
    /// Scopes that must not be asked for.
    pub forbidden: &'static [&'static str],
    /// A scope, and one that is granted with it although answers do not name it. Pairs of one scope follow each other.
    pub implies: &'static [(&'static str, &'static str)],
    /// Further lists, each a parameter of its own as `{scopes.name}`.
    pub sets: &'static [ScopeSet],
    /// Every scope known, by its value on the wire, in the file's order. Empty: any text is taken.
    pub known: &'static [&'static str],
}

/// A further list of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopeSet {
    /// Its name in TOML.
    pub name: &'static str,
    /// Every scope of this list, by its value on the wire, in the file's order. Empty: any text is taken.
    pub known: &'static [&'static str],
}

/// How a list of scopes is written in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeEncoding {
    /// `form`: as every parameter, a space as `+` (RFC 6749, appendix B).
    Form,
    /// `percent`: a space as `%20`.
    Percent,
    /// `raw`: characters that a query may hold stay as they are (RFC 3986, 3.4), but for `&`, `=`.
    Raw,
}

impl Scopes {
    /// Joined by spaces, none known.
    pub const STANDARD: Self = Self {
        separator: " ",
        answer_separator: " ",
        encoding: ScopeEncoding::Form,
        required: &[],
        default: &[],
        forbidden: &[],
        implies: &[],
        sets: &[],
        known: &[],
    };

    /// The further list of that name.
    pub fn set(&self, name: &str) -> Option<&'static ScopeSet> {
        self.sets.iter().find(|set| set.name == name)
    }
}
