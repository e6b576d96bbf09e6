//! Why a digest or a token could not be made, whoever wants it.

use oauth_spec::Source;

use crate::core::how_to_give;

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A value that the application gives is not there, or is an empty secret.
    NoValue(Source),
    /// The request at hand has no such part.
    NoPart(Source),
    /// The request at hand has a body beside its parameters, and only those are signed.
    UnsignedBody,
    /// The request at hand has that part more than once, so nobody can say which one is signed.
    Repeated(Source),
    /// The key cannot be used; what it should be.
    Key(&'static str),
    /// Something else that the declaration or the settings get wrong.
    Settings(String),
}

impl Fault {
    /// For whoever can change it. No value is shown.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::NoValue(source) => {
                format!("there is no {source}, or it is empty: {}", how_to_give(*source))
            }
            Self::NoPart(source) => format!("the request has no {source}"),
            Self::UnsignedBody => "the request has a body that is not signed".to_owned(),
            Self::Repeated(source) => format!("the request has {source} more than once"),
            Self::Key(what) => format!("the key cannot be used: {what}"),
            Self::Settings(text) => text.clone(),
        }
    }
}
