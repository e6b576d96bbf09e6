//! URLs that are right and probably not meant so.

use super::Context;
use super::fix::Fix;
use super::list::{MALFORMED_URL, SAME_ENDPOINT};

/// ```toml
/// token = "https://https://acme.example//oauth/token"
/// ```
pub(super) fn malformed(context: &mut Context<'_, '_>) {
    for entry in context.entries.iter().filter(|entry| entry.is_url()) {
        let Some(text) = entry.text() else { continue };
        let (what, better) = if let Some(better) = one_scheme(text) {
            ("a scheme", better)
        } else if let Some(better) = single_slashes(text) {
            ("a slash", better)
        } else {
            continue;
        };
        let fix = context.fix(entry.span, text, &better);
        context
            .found
            .warn(&MALFORMED_URL, entry.span, format!("{what} is there twice in this URL"))
            .label("probably a slip")
            .help(format!("write `{better}`"))
            .fix_if(fix);
    }
}

/// The URL without its first scheme, if there are two.
fn one_scheme(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    ["https://", "http://"].iter().any(|scheme| rest.starts_with(scheme)).then(|| rest.to_owned())
}

/// The URL with one slash wherever its path has several.
fn single_slashes(text: &str) -> Option<String> {
    let (start, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), text),
    };
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, query) = rest.split_at_checked(end)?;
    if !path.contains("//") {
        return None;
    }
    let mut single = start;
    for character in path.chars() {
        if character != '/' || !single.ends_with('/') {
            single.push(character);
        }
    }
    Some(single + query)
}

/// ```toml
/// authorization = "https://acme.example/oauth"
/// token         = "https://acme.example/oauth"
/// ```
pub(super) fn same_endpoint(context: &mut Context<'_, '_>) {
    let token = context.at(&["endpoints", "token"]).map(|entry| (entry.text(), entry.span));
    let first = context.at(&["endpoints", "authorization"]).map(|entry| (entry.text(), entry.span));
    if let (Some((token, span)), Some((first, place))) = (token, first)
        && token == first
    {
        context
            .warn(&SAME_ENDPOINT, span, "tokens are asked for where browsers are sent")
            .label("the same address")
            .related(place, "where browsers are sent")
            .help("write the address of the token endpoint");
    }
}

impl Context<'_, '_> {
    /// The change of one text for another.
    pub(super) fn fix(&self, span: crate::span::Span, old: &str, new: &str) -> Option<Fix> {
        Fix::value(self.document.source, span, self.own, old, new)
    }
}
