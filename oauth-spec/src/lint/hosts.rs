//! Where requests would go when an application chooses nothing.

use toml::de::DeValue;

use super::Context;
use super::entries::Entry;
use crate::VariableKind;
use crate::lints::{HTTP_ENDPOINT, TEST_HOST};
use crate::report::quote;
use crate::span::Span;

/// ```toml
/// token = "http://127.0.0.1:8080/token"
/// ```
pub(super) fn http(context: &mut Context<'_, '_>) {
    for (span, text) in addresses(context) {
        if text.starts_with("http://") {
            context
                .warn(&HTTP_ENDPOINT, span, "an endpoint without TLS")
                .label("anyone on the way can read and change it")
                .help("write `https://…`; a server on this machine belongs in an environment of its own");
        }
    }
}

/// Words of host names that stand for something other than the provider itself.
const TEST: &[&str] = &[
    "sandbox",
    "staging",
    "stage",
    "demo",
    "test",
    "testing",
    "dev",
    "uat",
    "qa",
    "preprod",
    "localhost",
    "invalid",
];
/// Words that do so only where a host begins with them: elsewhere they are names.
const TEST_FIRST: &[&str] = &["stg", "mock", "beta", "int"];
/// Where machines of developers are reached from outside.
const TUNNELS: &[&str] = &[".ngrok.io", ".ngrok-free.app"];

/// ```toml
/// token = "https://sandbox.acme.example/token"
/// ```
pub(super) fn test(context: &mut Context<'_, '_>) {
    for (span, text) in addresses(context) {
        let host = host(&text);
        let name = host.split(':').next().unwrap_or("");
        let is_loopback = name.starts_with("127.") || host.starts_with("[::1]");
        let is_test = name.split(['.', '-']).any(|word| TEST.contains(&word))
            || name.split_once('.').is_some_and(|(first, _)| TEST_FIRST.contains(&first))
            || TUNNELS.iter().any(|tunnel| name.ends_with(tunnel));
        // That there is no TLS says it all.
        if text.starts_with("http://") || (!is_test && !is_loopback) {
            continue;
        }
        // Reserved for names that are surely wrong (RFC 2606, 2): what is written where nobody knows better.
        if name.ends_with(".invalid") {
            context
                .warn(&TEST_HOST, span, format!("{} is a placeholder", quote(host)))
                .label("nobody is there")
                .help("write the address that the provider's documentation states");
            continue;
        }
        context
            .warn(&TEST_HOST, span, format!("{} looks like a host for tests", quote(host)))
            .label("in the default environment")
            .help(
                "write the host that everyone uses, and this one as an environment:\n\n\
                [variables.host]\ntype = \"hostname\"\n\n[environments.live]\nhost = \"…\"\n\n\
                [environments.test]\nhost = \"…\"",
            );
    }
}

/// Every address without holes in its host, and every value for a host that counts when nobody chooses,
/// each with its place.
fn addresses(context: &Context<'_, '_>) -> Vec<(Span, String)> {
    let first = context.provider.spec.environments.first().map(|environment| environment.name);
    let mut all = Vec::new();
    for entry in context.entries {
        let Some(text) = entry.text() else { continue };
        match entry.path.as_slice() {
            _ if entry.is_url() => all.push((entry.span, text.to_owned())),
            ["variables", name, "default"] => all.extend(sent(context, entry, name, text)),
            ["environments", environment, name] if Some(*environment) == first => {
                all.extend(sent(context, entry, name, text));
            }
            _ => {}
        }
    }
    all
}

/// What stands before the path of an address: a host, or a hole for the whole start.
pub(super) fn host(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or("")
}

/// What is sent for that value of a variable, if it is part of a host.
fn sent(
    context: &Context<'_, '_>,
    entry: &Entry<'_>,
    name: &str,
    text: &str,
) -> Option<(Span, String)> {
    let variable = context.provider.spec.variable(name)?;
    let hole = format!("{{{name}}}");
    let is_in_host = context.entries.iter().filter(|entry| entry.is_url()).any(|entry| {
        let DeValue::String(url) = entry.value else { return false };
        host(url).contains(&hole)
    });
    let sent = match variable.kind {
        VariableKind::Map(values) => {
            values.iter().find(|(name, _)| *name == text).map_or(text, |(_, sent)| sent)
        }
        _ => text,
    };
    is_in_host.then(|| (entry.span, sent.to_owned()))
}
