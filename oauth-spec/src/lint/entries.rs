//! Every key of a file with its path, for rules that look for something wherever it stands.

use toml::de::{DeTable, DeValue};

use crate::span::Span;

/// A key and its value.
pub(super) struct Entry<'t> {
    /// The keys that lead to it, its own last.
    pub(super) path: Vec<&'t str>,
    pub(super) key: Span,
    pub(super) span: Span,
    pub(super) value: &'t DeValue<'t>,
}

impl<'t> Entry<'t> {
    /// Its value, if that is a text.
    pub(super) fn text(&self) -> Option<&'t str> {
        match self.value {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// Its name.
    pub(super) fn name(&self) -> &'t str {
        self.path.last().copied().unwrap_or("")
    }

    /// Whether it is the template of a URL.
    pub(super) fn is_url(&self) -> bool {
        matches!(
            self.path.as_slice(),
            ["endpoints", _]
                | ["discovery", "url"]
                | ["grants", _, "request" | "authorization_request", "endpoint"]
                | ["grants", "device_code", "verification_uri"]
                | ["variants", _, "endpoint" | "authorization_endpoint"]
                | ["consents", _, "endpoint"]
                | ["calls", _, "url"]
                | ["webhooks", _, "keys"]
                | ["webhooks", _, "keys", "url"]
        )
    }
}

/// Every key, those in tables after the key of the table, in the order of the text. The texts of a list are
/// entries of their own, with the path of the list, after it.
pub(super) fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut all = Vec::new();
    collect(table, &[], &mut all);
    all.sort_by_key(|entry| entry.key.start);
    all
}

fn collect<'t>(table: &'t DeTable<'t>, above: &[&'t str], all: &mut Vec<Entry<'t>>) {
    for (key, value) in table {
        let mut path = above.to_vec();
        path.push(key.get_ref().as_ref());
        match value.get_ref() {
            DeValue::Table(inner) => collect(inner, &path, all),
            DeValue::Array(items) => {
                all.extend(items.iter().filter(|item| item.get_ref().is_str()).map(|item| Entry {
                    path: path.clone(),
                    key: item.span().into(),
                    span: item.span().into(),
                    value: item.get_ref(),
                }));
            }
            _ => {}
        }
        all.push(Entry {
            path,
            key: key.span().into(),
            span: value.span().into(),
            value: value.get_ref(),
        });
    }
}
