//! What is doubtful about a file that is right: one rule a function, each with a lint by name.
//!
//! Only the file itself is judged, not its bases: those have a run of their own.

mod allow;
mod callback;
mod claims;
mod entries;
mod fix;
mod functions;
mod grants;
mod hosts;
mod lacking;
mod misplaced;
mod needless;
mod response_mode;
mod revoked;
mod secretless;
mod secrets;
mod signed_query;
mod slips;
mod sources;
mod state;
mod together;
mod unused;
mod urls;
mod webhooks;

pub use together::lint_together;

use crate::compile::compile_and_look;
use crate::layout::{Layout, without_mark};
use crate::lints::Lint;
use crate::raw::Document;
use crate::report::{Diagnostic, Errors};
use crate::span::Span;
use crate::{Provider, Report, SourceFile};
use entries::{Entry, entries};

/// A right file, and what is doubtful about it.
#[derive(Debug, Clone)]
pub struct Linted {
    /// The provider.
    pub provider: Provider,
    /// The file itself, its base, the base of that, and so on.
    pub files: Vec<SourceFile>,
    /// The warnings, if there are any; each has a [`Diagnostic::lint`]. A mistake may be among them that shows only beside
    /// other files ([`lint_together`]).
    pub warnings: Report,
    /// What the file allows.
    allowed: Vec<String>,
    /// Where it says what its token endpoint is, if it does itself.
    token: Option<Span>,
    /// Where it says what it is called, or where it begins.
    name: Span,
}

/// What every rule looks at, and where it says what it finds.
struct Context<'c, 't> {
    document: &'c Document<'t>,
    provider: &'c Provider,
    /// Every key of the file and its bases, in order.
    entries: &'c [Entry<'t>],
    /// Where the file itself begins in the text: what is before that comes from its bases.
    own: usize,
    found: Errors,
}

/// Compiles a file, as [`crate::compile_with`], and says what is doubtful about it.
///
/// # Errors
/// With everything that is wrong, if the file is.
pub fn lint(
    source: &SourceFile,
    base: &dyn Fn(&str) -> Option<SourceFile>,
) -> Result<Linted, Report> {
    let mut found = Errors::default();
    let mut allowed: Vec<(String, Span)> = Vec::new();
    let (mut token, mut name) = (None, None);
    let compiled = compile_and_look(source, base, &mut |document, provider| {
        let entries = entries(document.table);
        let own = document.source.len().saturating_sub(without_mark(&source.text).len());
        let mut context =
            Context { document, provider, entries: &entries, own, found: Errors::default() };
        for rule in RULES {
            rule(&mut context);
        }
        token = context.at(&["endpoints", "token"]).map(|entry| entry.span);
        name = context.at(&["provider", "name"]).map(|entry| entry.span);
        found = context.found;
        allowed = document.allowed.iter().map(|name| (name.value.to_owned(), name.span)).collect();
    })?;
    let layout = Layout::new(&compiled.files);
    let own = layout.pages().first().map_or(0..0, |page| page.range.clone());
    let is_own = |span: Span| own.start <= span.start && span.start <= own.end;
    needless::keys(source, base, &compiled.provider, own.start, &mut found);
    let mut warnings = Report::of(layout, found);
    warnings.retain(|warning| is_own(warning.span.clone().into()));
    let unused =
        allow::apply(&mut warnings, &allowed, without_mark(&source.text), own.start, is_own);
    warnings.extend(unused);
    Ok(Linted {
        provider: compiled.provider,
        files: compiled.files,
        warnings,
        allowed: allowed.into_iter().map(|(name, _)| name).collect(),
        token: token.filter(|span| is_own(*span)),
        name: name
            .filter(|span| is_own(*span))
            .unwrap_or(Span { start: own.start, end: own.start }),
    })
}

/// Every rule but those that need the file changed to know ([`needless`]).
const RULES: &[fn(&mut Context<'_, '_>)] = &[
    sources::no_documents,
    sources::unconfirmed_endpoints,
    urls::malformed,
    urls::same_endpoint,
    urls::own_is_default,
    urls::optional,
    hosts::http,
    hosts::test,
    secrets::literals,
    secretless::registered,
    misplaced::parameters,
    revoked::misnamed,
    slips::dollars,
    functions::calls,
    signed_query::empty,
    slips::separators,
    slips::roots,
    grants::implicit,
    grants::hybrid,
    response_mode::unknown,
    response_mode::as_parameter,
    grants::password,
    grants::pkce,
    state::missing,
    state::unchecked_nonce,
    state::unsent_code,
    callback::provider_initiated,
    callback::token_in_query,
    callback::token_twice,
    lacking::values,
    claims::as_fields,
    unused::lifetime,
    unused::scopes,
    unused::redirect_schemes,
    unused::default_scopes,
    webhooks::unsigned_body,
];

impl<'t> Context<'_, 't> {
    fn warn(
        &mut self,
        lint: &'static Lint,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found.warn(lint, span, message)
    }

    /// The key at that path.
    fn at(&self, path: &[&str]) -> Option<&Entry<'t>> {
        self.entries.iter().find(|entry| entry.path == path)
    }
}
