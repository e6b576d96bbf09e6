//! URL templates: https, a host, nothing that a variable could break out of.

use super::hosts::{ip6, is_loopback, split_port};
use super::places::{self, Kind};
use super::sources::{self, Step};
use super::{Context, dots};
use crate::hosts::is_host_name;
use crate::report::quote;
use crate::template::{Part, Template, braced};

/// Stands for a name in braces while the text around it is looked at. No text has it: control
/// characters have been refused.
pub(super) const HOLE: char = '\u{1}';

/// One URL. Of its text the first mistake is reported, of its names every one.
pub(super) fn url(context: &mut Context<'_, '_>, template: &Template<'_>, address: Address<'_>) {
    let mut text = String::with_capacity(template.text.len());
    for (place, part) in template.parts.iter().enumerate() {
        match part {
            Part::Text(literal) => text.push_str(literal),
            Part::Hole(hole) => {
                let kind = kind_between(&text, template.parts.get(place + 1));
                sources::one(context, *hole, Step { kind, ..address.step });
                text.push(HOLE);
            }
        }
    }
    let shape = match shape(context, template, &text, address) {
        Ok(shape) => shape,
        Err(None) => return,
        Err(Some((message, help))) => {
            context.error(template.span, message).label("in this URL").help(help);
            return;
        }
    };
    if let Err((message, help)) = rest(text.get(shape.rest..).unwrap_or(""), address) {
        context.error(template.span, message).label("in this URL").help(help);
    }
    places::check(context, template, &text, shape, address.step);
    dots::check(context, template);
}

/// The type of variables that can stand between those parts of a URL, where not every type can.
fn kind_between(before: &str, after: Option<&Part<'_>>) -> Option<&'static str> {
    const ENDS: [char; 4] = [':', '/', '?', '#'];
    if before.is_empty() {
        return Some("url");
    }
    let (_, host) = before.split_once("://")?;
    let is_last = match after {
        None => true,
        Some(Part::Text(text)) => text.starts_with(ENDS),
        Some(Part::Hole(_)) => false,
    };
    match host {
        "" if is_last => Some("hostname"),
        host => (!host.contains(ENDS)).then_some("label"),
    }
}

/// What a URL is for.
#[derive(Clone, Copy)]
pub(super) struct Address<'d> {
    /// What is known when it is needed.
    pub(super) step: Step<'d>,
    /// Whether paths are appended to it.
    pub(super) is_base: bool,
    /// Whether it may have a fragment: a browser goes there.
    pub(super) has_fragment: bool,
    /// Whether it may be a path from `endpoints.api`.
    pub(super) is_path: bool,
}

impl Address<'static> {
    /// An endpoint.
    pub(super) const ENDPOINT: Self =
        Address { step: Step::ADDRESS, is_base: false, has_fragment: false, is_path: false };
    /// A URL that paths are appended to.
    pub(super) const BASE: Self = Address { is_base: true, ..Self::ENDPOINT };
    /// Who has issued an ID token.
    pub(super) const ISSUER: Self = Address { step: Step::ISSUER, ..Self::BASE };
    /// Where a browser goes.
    pub(super) const BROWSER: Self = Address { has_fragment: true, ..Self::ENDPOINT };
    /// Where a request goes that follows a callback.
    pub(super) const AFTER_CALLBACK: Self =
        Address { step: Step { callback: true, ..Step::ADDRESS }, ..Self::ENDPOINT };
    /// Where a request goes that begins with a token.
    pub(super) const AFTER_TOKEN: Self =
        Address { step: Step { token: true, ..Step::ADDRESS }, ..Self::ENDPOINT };
    /// The same with the token itself in its path.
    pub(super) const OF_TOKEN: Self = Address {
        step: Step { knows: &["client_id", "access_token"], token: true, ..Step::ADDRESS },
        ..Self::ENDPOINT
    };
    /// Where a token is renewed, with what renews it in its path.
    pub(super) const OF_REFRESH: Self = Address {
        step: Step { knows: &["client_id", "refresh_token"], token: true, ..Step::ADDRESS },
        ..Self::ENDPOINT
    };
}

/// Where the parts of a URL are in its text.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Where the host begins and ends; both zero if there is none, or if a value is the whole start.
    pub(super) host: (usize, usize),
    /// Where path and query begin.
    pub(super) rest: usize,
}

/// A mistake in a URL: what is wrong, and what to write instead.
type Mistake = (String, String);

/// The start of a URL, up to its path. An error without a text has been reported already.
fn shape(
    context: &Context<'_, '_>,
    template: &Template<'_>,
    text: &str,
    address: Address<'_>,
) -> Result<Shape, Option<Mistake>> {
    if address.is_path && text.starts_with('/') {
        return Ok(Shape { host: (0, 0), rest: 0 });
    }
    if text.is_empty() {
        return refuse("an endpoint without an address", "write `https://…`");
    }
    if let Some(rest) = text.strip_prefix(HOLE) {
        let Some(hole) = template.holes().first().copied() else { return Err(None) };
        return match places::value(context, address.step, hole.name).map(|value| value.kind) {
            Some(Kind::Url) if rest.is_empty() || rest.starts_with(['/', '?']) => {
                Ok(Shape { host: (0, 0), rest: HOLE.len_utf8() })
            }
            Some(Kind::Url) => refuse(
                "a `url` variable is the whole start of a URL",
                &format!("write `/` after {}", braced(hole.name)),
            ),
            Some(Kind::AnyHost) => refuse(
                "a URL of an answer could lead anywhere",
                "say which hosts it may name: `under = [\"example.com\"]`",
            ),
            Some(_) => refuse(
                "a URL begins with `https://`, or with a variable of type `url`",
                &format!("write `https://{}`", template.text),
            ),
            // The name has been reported.
            None => Err(None),
        };
    }
    let (is_https, start) = match text.find("://") {
        Some(5) if text.starts_with("https") => (true, 8),
        Some(4) if text.starts_with("http") => (false, 7),
        _ => {
            let url = template.text.split_once("://").map_or(template.text, |(_, rest)| rest);
            if url.starts_with('/') && !url.starts_with("//") && !address.is_path {
                return refuse(
                    "a path, and no address that it is a path of",
                    &format!("write the host before it: `https://acme.example{url}`"),
                );
            }
            let url = url.trim_start_matches('/');
            // Without a dot before its first slash it is hardly a host.
            let is_path = !url.split('/').next().unwrap_or("").contains('.');
            if address.is_path && is_path && !template.text.contains("://") {
                return refuse(
                    "neither an address nor a path",
                    &format!("write `/{url}` for a path from `endpoints.api`, or `https://…`"),
                );
            }
            return refuse(
                "a URL begins with `https://`, or with a variable of type `url`",
                &format!("write `https://{url}`"),
            );
        }
    };
    let after = text.get(start..).unwrap_or("");
    let end = start + after.find(['/', '?', '#']).unwrap_or(after.len());
    let host = text.get(start..end).unwrap_or("");
    if host.is_empty() {
        return refuse("a URL without a host", "write `https://host.example/…`");
    }
    if host.contains('@') {
        let help = "leave out what stands before `@`; credentials come from the application";
        return refuse("a URL with a user in it", help);
    }
    if matches!(host, "https:" | "http:")
        && let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix("//"))
    {
        // As it is written, with the names of its holes.
        let rest = template.text.get(start + host.len() + 2..).unwrap_or(rest);
        let scheme = if is_https { "https" } else { host.trim_end_matches(':') };
        return refuse("a URL with its scheme twice", &format!("write `{scheme}://{rest}`"));
    }
    let (name, port) = split_port(host);
    if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
        return refuse("a URL with a port that is none", "a number from 1 to 65535");
    }
    if !is_https && !is_loopback(name) {
        let help = "write `https://`; only loopback addresses may do without";
        return refuse("a URL without TLS", help);
    }
    let is_inner = |c: char| c == HOLE || c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let is_ip6 = ip6(name).is_some();
    if !is_ip6 && (!name.chars().all(is_inner) || name.split('.').any(str::is_empty)) {
        let help = "letters, digits, `-` and `.`; other scripts as `xn--…`";
        return refuse("a URL with a host that is none", help);
    }
    Ok(Shape { host: (start, start + name.len()), rest: end })
}

/// Path and query.
fn rest(text: &str, address: Address<'_>) -> Result<(), Mistake> {
    if text.contains('#') && !address.has_fragment {
        return Err(mistake("an endpoint's URL has no fragment", "leave out `#` and what follows"));
    }
    if text.matches('#').count() > 1 {
        return Err(mistake("a URL has one fragment", "write the second `#` as `%23`"));
    }
    if address.is_base && text.contains('?') {
        return Err(mistake(
            "the base of an API has no query",
            "leave out `?` and what follows: paths of calls are appended, and what every call has goes into `query` of `[api]`",
        ));
    }
    let is_fine = |c: char| c == HOLE || (c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c));
    if let Some(wrong) = text.chars().find(|c| !is_fine(*c)) {
        return Err((
            format!("{} has no place in a URL", quote(&wrong.to_string())),
            "write it percent-encoded".to_owned(),
        ));
    }
    let is_encoded = |(at, _): (usize, &str)| {
        let digits = text.get(at + 1..at + 3).unwrap_or("");
        digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if !text.match_indices('%').all(is_encoded) {
        return Err(mistake(
            "a `%` that encodes nothing",
            "write `%25`, or two hex digits after it",
        ));
    }
    Ok(())
}

fn mistake(message: &str, help: &str) -> Mistake {
    (message.to_owned(), help.to_owned())
}

/// The same where an error may have been reported already.
fn refuse<T>(message: &str, help: &str) -> Result<T, Option<Mistake>> {
    Err(Some(mistake(message, help)))
}

/// An absolute https URL (http for loopback) without user, query and fragment.
pub(super) fn is_base(text: &str) -> bool {
    let (is_https, after) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(after), _) => (true, after),
        (_, Some(after)) => (false, after),
        _ => return false,
    };
    let (host, path) = after.split_at(after.find('/').unwrap_or(after.len()));
    let (name, _) = split_port(host);
    let is_host = is_host_name(host) || ip6(name).is_some();
    let is_path = rest(path, Address::BASE).is_ok();
    is_host && (is_https || is_loopback(name)) && !path.contains('?') && is_path
}
