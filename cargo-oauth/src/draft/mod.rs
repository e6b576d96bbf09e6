//! A provider file that is being written: what is known, and comments on what is not.

mod write;

/// What is known about a provider before its file exists.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The name, of which the caller has made sure that it is one.
    pub(crate) name: String,
    /// The name as people write it.
    pub(crate) title: String,
    /// Where the facts come from.
    pub(crate) documents: Vec<Source>,
    /// Ways to authenticate, by their RFC names; empty for the default.
    pub(crate) authentication: Vec<String>,
    /// What assertions of clients are signed with, if the key does not tell.
    pub(crate) assertion: Option<String>,
    /// What proofs are signed with, where tokens must be bound to a key of the client.
    pub(crate) dpop: Option<String>,
    /// Keys of `[endpoints]` and their values.
    pub(crate) endpoints: Vec<(&'static str, String)>,
    /// Grants, in the file's order.
    pub(crate) grants: Vec<Grant>,
    /// What stands between scopes, if it is no space.
    pub(crate) separator: Option<String>,
    /// Scopes.
    pub(crate) scopes: Vec<String>,
    /// Whether ID tokens are given, and their algorithms; none for the default.
    pub(crate) id_token: Option<Vec<String>>,
    /// The types of authorization details.
    pub(crate) details: Vec<String>,
    /// Whether no client authenticates where tokens are revoked.
    pub(crate) revoked_by_anybody: bool,
    /// Whether a callback without `iss` is to be refused.
    pub(crate) iss_required: bool,
    /// What could not be said: comments at the end.
    pub(crate) remarks: Vec<String>,
}

/// A document that a [`Draft`] is made of.
#[derive(Debug)]
pub(crate) struct Source {
    /// What comments call it.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    /// Where it is, if it is on the network.
    pub(crate) url: Option<String>,
}

/// A grant of a [`Draft`].
#[derive(Debug)]
pub(crate) struct Grant {
    /// Its name in TOML.
    pub(crate) name: String,
    /// `key = value` lines in its table.
    pub(crate) lines: Vec<String>,
}

impl Grant {
    /// A grant as the standard has it.
    pub(crate) fn standard(name: &str) -> Self {
        Self { name: name.to_owned(), lines: Vec::new() }
    }
}

/// The title as a name: lower case, digits and hyphens.
pub(crate) fn name_of(title: &str) -> Result<String, String> {
    let mut name = String::new();
    for c in title.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_matches('-').to_owned();
    if name.is_empty() {
        return Err(format!(
            "`{title}` has no letter or digit to make a name of\n= help: write it with letters from a to z; \
             `title` in the file can be what people call it"
        ));
    }
    // A name begins with a letter.
    Ok(if name.starts_with(|c: char| c.is_ascii_digit()) { format!("p{name}") } else { name })
}
