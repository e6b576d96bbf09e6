//! `[provider]`, `[documents]`, `[seen]` and `[unconfirmed]`.

use toml::de::DeValue;

use super::name::is_name;
use super::{Table, Value, value};
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Slot, Spanned};

/// `[provider]`.
#[derive(Default)]
pub(crate) struct Provider<'t> {
    pub(crate) name: Slot<&'t str>,
    pub(crate) title: Slot<&'t str>,
    pub(crate) about: Slot<&'t str>,
    pub(crate) docs: Slot<&'t str>,
}

/// `[documents]`.
pub(crate) type Documents<'t> = Vec<Document<'t>>;

/// One of `[documents]`.
pub(crate) struct Document<'t> {
    pub(crate) id: Spanned<&'t str>,
    pub(crate) title: Slot<&'t str>,
    pub(crate) url: Slot<&'t str>,
}

/// One of `[seen]` or `[unconfirmed]`.
pub(crate) struct Fact<'t> {
    pub(crate) path: Spanned<&'t str>,
    pub(crate) why: &'t str,
}

pub(crate) fn read<'t>(root: &Table<'t, '_>, errors: &mut Errors) -> Provider<'t> {
    let help = "add\n\n[provider]\nname = \"acme\"";
    let provider = root.require("provider", errors, help, |value, errors| {
        let table = value.closed(&schema::PROVIDER, errors)?;
        Some(Provider {
            name: table.require("name", errors, "add `name = \"acme\"`", name),
            title: table.read("title", errors, value::line),
            about: table.read("about", errors, value::filled),
            docs: table.read("docs", errors, url),
        })
    });
    match provider {
        Slot::Given(given) => given.value,
        Slot::Missing | Slot::Broken => Provider::default(),
    }
}

/// `provider.name`: it becomes the name of a file, a module and a type. `extends` has that of another.
pub(crate) fn name<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    if !matches!(value.inner, DeValue::String(_)) {
        return value.wrong("a string", errors, "write a name in quotes, such as `\"acme\"`");
    }
    let text = value.filled(errors)?;
    if is_name(text) {
        return Some(text);
    }
    errors
        .add(value.span, format!("{} cannot be the name of a provider", quote(text)))
        .label("not a name")
        .help(
            "a name begins with a lower-case letter; letters, digits, `-` and `_` follow\n\
            what people read is `title`",
        );
    None
}

/// The address of a document.
fn url<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    if !matches!(value.inner, DeValue::String(_)) {
        return value.wrong("a string", errors, "write an address in quotes: `\"https://…\"`");
    }
    let text = value.line(errors)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if rest.is_some_and(|rest| !rest.is_empty()) && !text.contains(' ') {
        return Some(text);
    }
    errors
        .add(value.span, format!("{} is not the address of a document", quote(text)))
        .label("not a URL")
        .help("write it as `https://…`");
    None
}

pub(crate) fn documents<'t>(root: &Table<'t, '_>, errors: &mut Errors) -> Documents<'t> {
    let mut documents = Vec::new();
    root.read("documents", errors, |value, errors| {
        value.open(errors)?.each(errors, |value, errors| {
            let Some(table) = value.closed(&schema::DOCUMENT, errors) else { return };
            let help = "add `title = \"…\"`";
            documents.push(Document {
                id: value.key,
                title: table.require("title", errors, help, value::line),
                url: table.read("url", errors, url),
            });
        });
        Some(())
    });
    documents
}

/// `[seen]`, `[unconfirmed]`.
pub(crate) fn facts<'t>(
    root: &Table<'t, '_>,
    table: &'static str,
    errors: &mut Errors,
) -> Vec<Fact<'t>> {
    let mut facts = Vec::new();
    root.read(table, errors, |value, errors| {
        value.open(errors)?.each(errors, |value, errors| {
            if value.is_table() {
                let path = value.path.to_string();
                let path = path.split_once('.').map_or(&*path, |(_, path)| path);
                value.wrong::<()>(
                    "a string",
                    errors,
                    &format!("write the path in quotes: `\"{path}.…\" = \"why\"`"),
                );
            } else if let Some(why) = value.filled(errors) {
                facts.push(Fact { path: value.key, why });
            }
        });
        Some(())
    });
    facts
}
