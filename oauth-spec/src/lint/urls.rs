//! URLs that are right and probably not meant so.

use super::Context;
use super::hosts::host;
use crate::Field;
use crate::Fix;
use crate::lints::{EXPLICIT_DEFAULT, MALFORMED_URL, OPTIONAL_IN_URL, SAME_ENDPOINT};
use crate::report::quote;
use crate::span::Span;

/// ```toml
/// token = "https://acme.example//oauth/token"
/// ```
pub(super) fn malformed(context: &mut Context<'_, '_>) {
    for entry in context.entries.iter().filter(|entry| entry.is_url()) {
        let Some(text) = entry.text() else { continue };
        let Some(better) = single_slashes(text) else { continue };
        let fix = context.fix(entry.span, text, &better);
        context
            .found
            .warn(&MALFORMED_URL, entry.span, "a slash is there twice in this URL")
            .label("probably a slip")
            .help(format!("write `{better}`"))
            .fix_if(fix);
    }
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

/// ```toml
/// request = { endpoint = "https://acme.example/token" }
/// # … which `endpoints.token` is too
/// ```
pub(super) fn own_is_default(context: &mut Context<'_, '_>) {
    // A variant's endpoint is instead of `endpoints.token`, and not of one that a request has itself.
    if !context.provider.spec.variants.is_empty() {
        return;
    }
    for entry in context.entries {
        let default = match entry.path.as_slice() {
            ["grants", _, "request", "endpoint"] => "token",
            ["grants", _, "authorization_request", "endpoint"] => "authorization",
            _ => continue,
        };
        let Some(same) = context.at(&["endpoints", default]) else { continue };
        if entry.text().is_none() || entry.text() != same.text() {
            continue;
        }
        let fix = context.without(entry.key, entry.span);
        let place = same.span;
        context
            .found
            .warn(&EXPLICIT_DEFAULT, entry.key, "`endpoint` says what counts anyway")
            .label("the default")
            .related(place, "the same")
            .help("remove it")
            .fix_if(fix);
    }
}

/// ```toml
/// api = "https://{token.host}/v1"
/// # … and `[token.fields.host]` is not required
/// ```
pub(super) fn optional(context: &mut Context<'_, '_>) {
    let spec = context.provider.spec;
    for entry in context.entries.iter().filter(|entry| entry.is_url()) {
        let Some(text) = entry.text() else { continue };
        let is_base = matches!(entry.path.as_slice(), ["endpoints", "api"]);
        let looked_at = if is_base { text } else { host(text) };
        for hole in looked_at.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let fields = match hole.split_once('.') {
                Some(("token", name)) => Some((spec.token.fields, name)),
                Some(("callback", name)) => Some((spec.callback.fields, name)),
                Some(("calls", rest)) => rest
                    .split_once('.')
                    .and_then(|(call, name)| Some((spec.call(call)?.fields, name))),
                _ => None,
            };
            let Some((fields, name)) = fields else { continue };
            let is_sure = |field: &Field| {
                field.is_always_there() || field.equals.is_some() && field.when.is_empty()
            };
            let unsure = fields.iter().find(|field| field.name == name && !is_sure(field));
            let Some(field) = unsure else { continue };
            let (table, _) = hole.rsplit_once('.').unwrap_or((hole, ""));
            let declared = context
                .entries
                .iter()
                .find(|it| it.path.join(".") == format!("{table}.fields.{name}"));
            let warning = context.found.warn(
                &OPTIONAL_IN_URL,
                entry.span,
                format!("an address of a field that may be missing, {}", quote(hole)),
            );
            warning.label("no request can be made without it");
            warning.help(if field.when.is_empty() || field.is_chosen() {
                format!("add `required = true` to `[{table}.fields.{name}]`")
            } else {
                format!(
                    "`[{table}.fields.{name}]` is there only where its `when` holds: take a field that \
                     is always there"
                )
            });
            if let Some(declared) = declared {
                warning.related(declared.key, "the field");
            }
        }
    }
}

impl Context<'_, '_> {
    /// The change of one text for another.
    pub(super) fn fix(&self, span: Span, old: &str, new: &str) -> Option<Fix> {
        Fix::value(self.document.source, span, self.own, old, new)
    }

    /// A key is taken out of the file itself.
    pub(super) fn without(&self, key: Span, value: Span) -> Option<Fix> {
        let text = self.document.source.get(self.own..)?;
        let own =
            |span: Span| Some(span.start.checked_sub(self.own)?..span.end.checked_sub(self.own)?);
        Fix::without(text, own(key)?, own(value)?)
    }
}
