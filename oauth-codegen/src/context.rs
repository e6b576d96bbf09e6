//! What every part of the module needs to know.

use oauth_spec::Provider;
use proc_macro2::{Ident, TokenStream};

use crate::Options;
use crate::markdown::markdown;
use crate::names::{doc, ident};

/// A provider, and what the caller chose about its module.
pub(crate) struct Context<'a> {
    pub(crate) provider: &'a Provider,
    pub(crate) options: &'a Options,
    /// The path of the runtime.
    pub(crate) runtime: TokenStream,
    /// Whether the structs of fields are made by the application, and sent.
    pub(crate) written: bool,
}

impl Context<'_> {
    /// The same for what is in a module of the module.
    pub(crate) fn nested(&self) -> Self {
        let runtime = self.options.nested_runtime();
        Self { provider: self.provider, options: self.options, runtime, written: false }
    }

    /// The Rust name of what the TOML file has at that path, as tokens.
    pub(crate) fn name(&self, path: &str) -> Ident {
        ident(self.provider.names.get(path))
    }

    /// The documentation of what the TOML file has at that path, or a sentence for want of any.
    pub(crate) fn doc(&self, path: &str, otherwise: &str) -> TokenStream {
        doc(self.meaning(path).as_deref().unwrap_or(otherwise))
    }

    /// What the TOML file says about what it has at that path, as Markdown, if there is anything to see.
    pub(crate) fn meaning(&self, path: &str) -> Option<String> {
        let text = markdown(self.provider.docs.description(path)?);
        (!text.is_empty()).then_some(text)
    }

    /// The empty enum that stands for the provider.
    pub(crate) fn marker(&self) -> Ident {
        ident(self.provider.names.provider())
    }
}
