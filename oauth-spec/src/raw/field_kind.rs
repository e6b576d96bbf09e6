//! What a field holds: `type`, `enum`, `fields`, `secret`, `under`.

use super::field::Field;
use super::value::quote_path;
use super::{Value, value};
use crate::report::{Errors, quote};
use crate::span::{Slot, Spanned};
use crate::suggest;

/// What a field holds.
pub(crate) enum FieldKind<'t> {
    String,
    Secret,
    Integer,
    Number,
    Boolean,
    Enum(Vec<Spanned<&'t str>>),
    Object(Vec<Field<'t>>),
    Any,
    Label,
    /// With `under`.
    Hostname(Vec<Spanned<&'t str>>),
    /// With `under`.
    Url(Vec<Spanned<&'t str>>),
    Token,
    /// Any number of these.
    List(Box<Self>),
}

impl FieldKind<'_> {
    /// What the elements of a list are, and what anything else is itself.
    pub(crate) fn element(&self) -> &Self {
        match self {
            Self::List(element) => element,
            other => other,
        }
    }
}

/// The words of `type`.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Type {
    String,
    Integer,
    Number,
    Boolean,
    Object,
    Any,
    Label,
    Hostname,
    Url,
    Token,
}

const TYPES: &[(&str, Type)] = &[
    ("string", Type::String),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("boolean", Type::Boolean),
    ("object", Type::Object),
    ("any", Type::Any),
    ("label", Type::Label),
    ("hostname", Type::Hostname),
    ("url", Type::Url),
    ("token", Type::Token),
];

/// `type`; authors of other languages call things by other names.
pub(super) fn word(value: Value<'_, '_>, errors: &mut Errors) -> Option<Type> {
    const ALIASES: &[(&str, &str)] = &[
        ("int", "integer"),
        ("i64", "integer"),
        ("u64", "integer"),
        ("float", "number"),
        ("f64", "number"),
        ("bool", "boolean"),
        ("str", "string"),
        ("text", "string"),
        ("json", "any"),
        ("table", "object"),
        ("host", "hostname"),
        ("uri", "url"),
    ];
    let text = value.text(errors)?;
    if let Some((_, found)) = TYPES.iter().find(|(known, _)| *known == text) {
        return Some(*found);
    }
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(text));
    let help = match alias {
        _ if text == "enum" => "write `enum = [\"a\", \"b\"]` instead of `type`".to_owned(),
        _ if matches!(text, "list" | "array") => {
            "write `list = true`; `type` is then that of the elements".to_owned()
        }
        Some((_, name)) => format!("did you mean {}?", quote(name)),
        None => suggest::help(text, TYPES.iter().map(|(known, _)| *known), "values"),
    };
    value.unknown(text, errors, &help);
    None
}

/// `enum`.
pub(super) fn values<'t>(
    value: Value<'t, '_>,
    errors: &mut Errors,
) -> Option<Vec<Spanned<&'t str>>> {
    let values = value.list("a list of strings", errors, value::line)?;
    if values.is_empty() {
        errors
            .add(value.span, "an enum without values")
            .label("empty")
            .help("write `enum = [\"a\", \"b\"]`");
        return None;
    }
    Some(values)
}

/// The keys that make up what a field holds.
pub(super) struct Parts<'t> {
    pub(super) word: Slot<Type>,
    pub(super) secret: Slot<bool>,
    pub(super) values: Slot<Vec<Spanned<&'t str>>>,
    pub(super) fields: Slot<Vec<Field<'t>>>,
    pub(super) under: Slot<Vec<Spanned<&'t str>>>,
    pub(super) list: Slot<bool>,
}

/// What a field holds; nothing if its keys do not say.
pub(super) fn kind<'t>(
    value: Value<'t, '_>,
    parts: Parts<'t>,
    errors: &mut Errors,
) -> Option<FieldKind<'t>> {
    let is_list = match &parts.list {
        Slot::Broken => return None,
        list => list.get().copied().unwrap_or(false),
    };
    let kind = one(value, parts, errors)?;
    Some(if is_list { FieldKind::List(Box::new(kind)) } else { kind })
}

/// What a field that is no list holds, or an element of it.
fn one<'t>(value: Value<'t, '_>, parts: Parts<'t>, errors: &mut Errors) -> Option<FieldKind<'t>> {
    let Parts { word, secret, values, fields, under, list: _ } = parts;
    if word.is_broken() || values.is_broken() || fields.is_broken() || under.is_broken() {
        return None;
    }
    let name = quote_path(value.path);
    let word_span = word.given().map(|word| word.span);
    let is_plain = matches!(word.or(Type::String), Type::String) && values.is_missing();
    if let Some(secret) = secret.given().filter(|secret| secret.value && !is_plain) {
        let error = errors.add(secret.key, format!("{name} cannot be secret"));
        error.label("only strings can be kept secret");
        error.help("leave it out, or write `type = \"string\"`");
        if let Some(span) = word_span {
            error.related(span, "its type");
        }
    }
    let under = match under {
        Slot::Given(under) if matches!(word.or(Type::String), Type::Hostname | Type::Url) => {
            under.value
        }
        Slot::Given(under) => {
            let error =
                errors.add(under.key, format!("{name} has no host that could be under one"));
            error.label("only a `hostname` or a `url` has a host");
            error.help("write `type = \"hostname\"` or `type = \"url\"`");
            if let Some(span) = word_span {
                error.related(span, "its type");
            }
            return None;
        }
        Slot::Missing | Slot::Broken => Vec::new(),
    };
    match (values, fields) {
        (Slot::Given(values), Slot::Given(fields)) => {
            errors
                .add(fields.key, format!("{name} cannot be both an enum and an object"))
                .label("an object has fields")
                .related(values.key, "an enum has values")
                .help("leave one of them out");
            None
        }
        (Slot::Given(values), _) => {
            if !matches!(word.or(Type::String), Type::String) {
                let error = errors.add(values.key, format!("the values of {name} are strings"));
                error.label("these are strings").help("leave `type` out");
                if let Some(span) = word_span {
                    error.related(span, "this is another type");
                }
            }
            Some(FieldKind::Enum(values.value))
        }
        (_, Slot::Given(fields)) => {
            if word.or(Type::String) != Type::Object {
                let error = errors.add(fields.key, format!("only an object has fields: {name}"));
                error.label("fields of what is no object").help("write `type = \"object\"`");
                if let Some(span) = word_span {
                    error.related(span, "its type");
                }
            } else if fields.value.is_empty() {
                errors
                    .add(fields.key, format!("the object {name} has no fields"))
                    .label("empty")
                    .help("write `type = \"any\"` to take the JSON as it is");
            }
            Some(FieldKind::Object(fields.value))
        }
        _ => match word.or(Type::String) {
            Type::String if secret.or(false) => Some(FieldKind::Secret),
            Type::String => Some(FieldKind::String),
            Type::Integer => Some(FieldKind::Integer),
            Type::Number => Some(FieldKind::Number),
            Type::Boolean => Some(FieldKind::Boolean),
            Type::Any => Some(FieldKind::Any),
            Type::Label => Some(FieldKind::Label),
            Type::Hostname => Some(FieldKind::Hostname(under)),
            Type::Url => Some(FieldKind::Url(under)),
            Type::Token => Some(FieldKind::Token),
            Type::Object => {
                errors
                    .add(
                        word_span.unwrap_or(value.span),
                        format!("the object {name} has no fields"),
                    )
                    .label("of which fields")
                    .help(
                        "add `fields.id = { type = \"integer\" }`, \
                        or write `type = \"any\"` to take the JSON as it is",
                    );
                None
            }
        },
    }
}
