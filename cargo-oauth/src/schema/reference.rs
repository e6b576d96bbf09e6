//! The language as a page to look things up in: every table and key.

use std::fmt::Write as _;

use oauth_spec::schema::{FILE, Key, Kind, Table};

/// The page, in Markdown.
pub(crate) fn reference() -> String {
    // Once for the headings, which are linked to before they are written.
    let mut page = Page::default();
    page.table("", &FILE);
    let mut page = Page { headings: page.seen, ..Page::default() };
    page.text.push_str(
        "# Reference of the language\n\nEvery table and key, written by `cargo oauth schema --format \
         markdown` from the tables that the reader of files uses itself. [language.md](language.md) \
         explains how they fit together.\n",
    );
    page.table("", &FILE);
    page.text
}

/// A table, its path and its heading.
type Heading = (*const Table, String, String);

#[derive(Default)]
struct Page {
    text: String,
    /// Each table that is written, its path and its heading.
    seen: Vec<Heading>,
    /// The same of all tables, once they are known.
    headings: Vec<Heading>,
}

impl Page {
    /// A table, and after it those that it holds. One that was there before is only named.
    fn table(&mut self, path: &str, table: &'static Table) {
        let heading = self.heading(path, table);
        let _ = writeln!(self.text, "\n## {heading}\n\n{}.\n", capital(table.about));
        self.seen.push((table, path.to_owned(), heading));
        self.text.push_str("| key | holds | default | meaning |\n|---|---|---|---|\n");
        for key in table.keys {
            let _ = writeln!(
                self.text,
                "| `{}` | {} | {} | {} |",
                key.name,
                self.kind(key.kind, &inside(path, key.name)),
                default(key),
                key.about.replace('|', "\\|")
            );
        }
        if let Some(kind) = table.others {
            let holds = self.kind(kind, &inside(path, "x"));
            let _ = writeln!(self.text, "| *any name* | {holds} | | |");
        }
        for key in table.keys {
            self.inner(&inside(path, key.name), key.kind);
        }
        if let Some(kind) = table.others {
            self.inner(&inside(path, "x"), kind);
        }
    }

    /// The tables that a kind holds and that have not been written.
    fn inner(&mut self, path: &str, kind: Kind) {
        match kind {
            Kind::Table(table) if !self.is_seen(table) => self.table(path, table),
            Kind::Tables(table) if !self.is_seen(table) => self.table(&inside(path, "x"), table),
            Kind::Named(item) => self.inner(&inside(path, "x"), *item),
            Kind::OneOrMore(item) | Kind::List(item) => self.inner(path, *item),
            Kind::Either(kinds) => kinds.iter().for_each(|kind| self.inner(path, *kind)),
            _ => {}
        }
    }

    fn is_seen(&self, table: &'static Table) -> bool {
        self.seen.iter().any(|(seen, ..)| std::ptr::eq(*seen, table))
    }

    /// The heading of a table. The second at one path says what makes it another: the key that it
    /// must have and the first has not.
    fn heading(&self, path: &str, table: &'static Table) -> String {
        if path.is_empty() {
            return "A provider file".to_owned();
        }
        let title = format!("`[{path}]`");
        let is_taken =
            self.seen.iter().any(|(seen, at, _)| at == path && !std::ptr::eq(*seen, table));
        let required = table.keys.iter().find(|key| key.required).filter(|_| is_taken);
        required.map_or(title.clone(), |key| format!("{title} with `{}`", key.name))
    }

    /// What may stand there, in words.
    fn kind(&self, kind: Kind, path: &str) -> String {
        match kind {
            Kind::Text => "text".to_owned(),
            Kind::Template => "template".to_owned(),
            Kind::Url => "URL template".to_owned(),
            Kind::Words(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
                words.join(" or ")
            }
            Kind::Integer(i64::MIN, i64::MAX) => "whole number".to_owned(),
            Kind::Zoned(word) => format!("`\"{word}+08:00\"`, with any zone"),
            Kind::Integer(least, most) if least == most => format!("`{least}`"),
            Kind::Integer(least, most) => format!("{least} to {most}"),
            Kind::Boolean(None) => "`true` or `false`".to_owned(),
            Kind::Boolean(Some(only)) => format!("`{only}`"),
            Kind::Duration => "duration".to_owned(),
            Kind::Literal => "text, number or truth value".to_owned(),
            Kind::Any => "value".to_owned(),
            Kind::List(item) => format!("list of {}", self.kind(*item, path)),
            Kind::OneOrMore(item) => format!("{}, or a list of them", self.kind(*item, path)),
            Kind::Either(kinds) => {
                let kinds: Vec<_> = kinds.iter().map(|kind| self.kind(*kind, path)).collect();
                kinds.join(" or ")
            }
            Kind::Table(table) => format!("table {}", self.link(table, path)),
            Kind::Named(item) => {
                format!("table of names, each with {}", self.kind(*item, &inside(path, "x")))
            }
            Kind::Tables(table) => {
                format!("tables by name, each {}", self.link(table, &inside(path, "x")))
            }
        }
    }

    /// The heading of a table.
    fn link(&self, table: &'static Table, path: &str) -> String {
        let known = self.headings.iter().find(|(known, ..)| std::ptr::eq(*known, table));
        let Some((_, path, heading)) = known else { return String::from(path) };
        let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let anchor: String = heading.chars().filter(is_kept).collect();
        let anchor = anchor.replace(' ', "-").to_ascii_lowercase();
        let more = heading.strip_prefix(&format!("`[{path}]`")).unwrap_or_default();
        format!("[`[{path}]`{more}](#{anchor})")
    }
}

fn inside(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn default(key: &Key) -> String {
    match key.default {
        _ if key.required => "**required**".to_owned(),
        "" => String::new(),
        code if code.starts_with(['"', '[']) || code.parse::<f64>().is_ok() => format!("`{code}`"),
        words @ ("true" | "false") => format!("`{words}`"),
        words => words.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map(|first| first.to_uppercase().collect::<String>() + rest.as_str())
        .unwrap_or_default()
}
