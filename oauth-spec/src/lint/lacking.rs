//! Requests with a token that need what the tokens of some grants never have.

use super::Context;
use crate::lints::UNUSABLE_TOKEN;
use crate::raw::GrantKind;
use crate::report::quote;
use crate::{CallTime, Header, Parameter, Source, Template};

/// A template, and where the file has it.
struct Place {
    path: Vec<&'static str>,
    template: Template,
    /// What is made with it.
    what: &'static str,
}

/// ```toml
/// api = "https://{callback.shop}/v1"
/// # … and `[grants.client_credentials]`, after which no callback has come
/// ```
pub(super) fn values(context: &mut Context<'_, '_>) {
    for place in places(context) {
        let all = context.document.grants.items().iter();
        let begun = all.filter(|grant| {
            grant.kind != GrantKind::RefreshToken
                && grant.after.is_missing()
                && !grant.gives_no_access()
        });
        let lacking = |name| context.provider.spec.lacking_in(place.template, name);
        let without: Vec<_> = begun
            .filter_map(|grant| Some((grant.name, lacking(grant.name.value)?)))
            .filter(|(_, source)| !is_said(context, *source))
            .collect();
        let Some((_, source)) = without.first() else { continue };
        let Some(span) = span(context, &place.path) else { continue };
        let names: Vec<_> = without.iter().map(|(name, _)| quote(name.value)).collect();
        let message =
            format!("tokens of {} have no {}", names.join(" and "), quote(&source.to_string()));
        let warning = context.found.warn(&UNUSABLE_TOKEN, span, message);
        warning.label(format!("{} is not made without it", place.what));
        for (name, _) in &without {
            warning.related(name.span, "gives tokens without it");
        }
        warning.help(match source {
            Source::IdToken => {
                "take what every token has, or leave the grant out, or declare it in a file of its own with \
                 `extends`"
            }
            _ => {
                "make it a variable, which the application sets, or leave the grant out, or declare it in a file \
                 of its own with `extends`"
            }
        });
    }
}

/// What a call has read that names its grants is not there after others: the file says so itself.
fn is_said(context: &Context<'_, '_>, source: Source) -> bool {
    let Source::Call(path) = source else { return false };
    let call = path.split_once('.').and_then(|(name, _)| context.provider.spec.call(name));
    call.is_some_and(|call| call.grants.is_some())
}

/// What every call of the API needs, what ends a token, and what asks about one.
fn places(context: &Context<'_, '_>) -> Vec<Place> {
    let spec = context.provider.spec;
    let mut all = Vec::new();
    let mut add = |what, path: &[&'static str], template: Option<Template>| {
        all.extend(template.map(|template| Place { path: path.to_vec(), template, what }));
    };
    let api = "a call of the API";
    add(api, &["endpoints", "api"], spec.endpoints.api);
    add(api, &["api", "authorization"], spec.api.authorization);
    let body = if spec.api.body_in == crate::ParametersIn::Json { "json" } else { "form" };
    for (name, template) in needed(spec.api.headers, &[]) {
        add(api, &["api", "headers", name], Some(template));
    }
    for (key, list) in [("query", spec.api.query), (body, spec.api.body)] {
        for (name, template) in needed(&[], list) {
            add(api, &["api", key, name], Some(template));
        }
    }
    let operations = [
        ("revocation", spec.endpoints.revocation, spec.revocation),
        ("introspection", spec.endpoints.introspection, spec.introspection),
    ];
    for (key, url, request) in operations {
        if url.is_none() {
            continue;
        }
        let what = if key == "revocation" { "the revocation" } else { "the introspection" };
        add(what, &["endpoints", key], url);
        add(what, &[key, "authorization"], request.authorization);
        for (name, template) in needed(request.headers, &[]) {
            add(what, &[key, "headers", name], Some(template));
        }
        for (name, template) in needed(&[], request.parameters) {
            add(what, &[key, "parameters", name], Some(template));
        }
    }
    for call in spec.calls.iter().filter(|call| call.when == CallTime::Disconnect) {
        let what = "this call, which is a part of the revocation,";
        add(what, &["calls", call.name, "url"], Some(call.url));
        add(what, &["calls", call.name, "authorization"], call.authorization);
        for (name, template) in needed(call.headers, &[]) {
            add(what, &["calls", call.name, "headers", name], Some(template));
        }
        for (name, template) in needed(&[], call.parameters) {
            add(what, &["calls", call.name, "parameters", name], Some(template));
        }
    }
    all
}

/// Those that are not left out where their value is missing.
fn needed(
    headers: &'static [Header],
    parameters: &'static [Parameter],
) -> impl Iterator<Item = (&'static str, Template)> {
    let headers = headers.iter().map(|header| (header.name, header.value));
    let all = headers.chain(parameters.iter().map(|parameter| (parameter.name, parameter.value)));
    all.filter(|(_, value)| value.as_source().is_none())
}

/// Where the file says it; names of headers may be written in upper case.
fn span(context: &Context<'_, '_>, path: &[&str]) -> Option<crate::span::Span> {
    let is_it = |written: &[&str]| {
        let pairs = written.iter().zip(path);
        written.len() == path.len() && pairs.into_iter().all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    context.entries.iter().find(|entry| is_it(&entry.path)).map(|entry| entry.span)
}
