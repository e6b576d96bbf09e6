//! Identifiers and documentation as tokens.

use oauth_spec::Provider;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// An identifier, raw if its text says so.
pub(crate) fn ident(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}

/// The Rust name of what the TOML file has at that path.
pub(crate) fn name_of(provider: &Provider, path: &str) -> String {
    provider.names.find(path).map_or_else(|| derived(path), str::to_owned)
}

/// The name of what [`oauth_spec::Names`] does not hold, by its scheme: `calls.tenant` is `Tenant`,
/// `calls.tenant.fields.id` is `id`, `grants.password:parameters` is `PasswordParameters`.
fn derived(path: &str) -> String {
    let value = [".list.", ".values.", ".enum."].iter().find_map(|table| path.split_once(table));
    if let Some((_, value)) = value {
        return words(value).concat();
    }
    let (path, what) = path.split_once(':').unwrap_or((path, ""));
    let segments: Vec<&str> = path.split('.').collect();
    let last = words(segments.last().copied().unwrap_or_default());
    match (segments.as_slice(), what) {
        (["webhooks", ..], _) => last.join("_").to_ascii_uppercase(),
        (["scopes", "sets", _], _) => format!("{}Scope", last.concat()),
        (_, "parameters") => format!("{}Parameters", last.concat()),
        (["variables", _] | [.., "fields" | "parameters", _], "") => {
            last.join("_").to_ascii_lowercase()
        }
        ([_, rest @ ..], _) => {
            rest.iter().filter(|it| **it != "fields").flat_map(|it| words(it)).collect()
        }
        ([], _) => String::new(),
    }
}

/// The words of a name, each with a capital.
fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

/// A `#[doc]` attribute a line. `rustdoc` wants each line to begin with a space, as `///` gives it.
pub(crate) fn doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_scheme() {
        for (path, name) in [
            ("calls.tenant", "Tenant"),
            ("calls.tenant.fields.tenant_id", "tenant_id"),
            ("calls.tenant.fields.ref:type", "TenantRef"),
            ("calls.tenant.fields.ref.fields.kind:type", "TenantRefKind"),
            ("calls.tenant.fields.ref.enum.a-b", "AB"),
            ("scopes.sets.user", "UserScope"),
            ("scopes.sets.user.list.users:read", "UsersRead"),
            ("grants.authorization_code:parameters", "AuthorizationCodeParameters"),
            ("grants.authorization_code.parameters.team", "team"),
            ("webhooks.event-v1", "EVENT_V1"),
            ("variables.data_center", "data_center"),
            ("variables.dc:type", "Dc"),
            ("variables.dc.values.us", "Us"),
        ] {
            assert_eq!(derived(path), name);
        }
    }

    #[test]
    fn a_doc_line_begins_with_a_space() {
        assert_eq!(doc("a\n\nb").to_string(), r#"# [doc = " a"] # [doc = ""] # [doc = " b"]"#);
    }
}
