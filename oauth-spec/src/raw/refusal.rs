//! `[errors]`: what tells a refusal, and where its parts are. Fields have the same conditions.

use toml::de::DeValue;

use super::field_place::{Choice, is_path, of_no_element, one_text, path};
use super::{Field, Path, Value, field, value};
use crate::report::{Errors, quote};
use crate::span::{Slot, Spanned};
use crate::{ErrorText, schema};

const TEXTS: &[(&str, ErrorText)] =
    &[("code", ErrorText::Code), ("description", ErrorText::Description)];

/// `[errors]`.
#[derive(Default)]
pub(crate) struct Refusal<'t> {
    pub(crate) when: Slot<Vec<Condition<'t>>>,
    pub(crate) code: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) description: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) uri: Slot<&'t str>,
    pub(crate) codes: Vec<Code<'t>>,
    pub(crate) statuses: Vec<StatusCode<'t>>,
    pub(crate) text: Slot<ErrorText>,
    pub(crate) fields: Vec<Field<'t>>,
}

/// A provider's code, and the RFC's that it stands for.
#[derive(Clone, Copy)]
pub(crate) struct Code<'t> {
    pub(crate) own: Spanned<&'t str>,
    pub(crate) standard: Spanned<&'t str>,
}

/// A status, and the RFC's code that it stands for.
#[derive(Clone, Copy)]
pub(crate) struct StatusCode<'t> {
    pub(crate) status: u16,
    pub(crate) standard: Spanned<&'t str>,
}

/// `path = value` in `when`.
#[derive(Clone, Copy)]
pub(crate) struct Condition<'t> {
    pub(crate) path: Spanned<&'t str>,
    pub(crate) test: Test<'t>,
}

/// What a member must be.
#[derive(Clone, Copy)]
pub(crate) enum Test<'t> {
    Is(Literal<'t>),
    /// `{ not = … }`.
    IsNot(Literal<'t>),
    /// `{ present = true }`.
    Present,
}

/// A value as it is written.
#[derive(Clone, Copy)]
pub(crate) enum Literal<'t> {
    Text(&'t str),
    Integer(i64),
    Boolean(bool),
}

pub(crate) fn read<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Refusal<'t>> {
    let table = value.closed(&schema::ERRORS, errors)?;
    Some(Refusal {
        when: table.read("when", errors, conditions),
        code: table.read("code", errors, paths),
        description: table.read("description", errors, paths),
        uri: table.read("uri", errors, path),
        codes: table.read("codes", errors, codes).list(),
        statuses: table.read("statuses", errors, statuses).list(),
        text: table.read("text", errors, |value, errors| value.choice(TEXTS, errors)),
        fields: table.read("fields", errors, field::read).list(),
    })
}

/// A path, or several of which the first that is there counts.
pub(super) fn paths<'t>(
    value: Value<'t, '_>,
    errors: &mut Errors,
) -> Option<Vec<Spanned<&'t str>>> {
    if !value.is_array() {
        one_text(value, errors)?;
        return Some(vec![Spanned { value: path(value, errors)?, span: value.span }]);
    }
    let list = value.list("a path, or a list of paths", errors, path)?;
    if list.is_empty() {
        errors
            .add(value.span, "a list of paths with none in it")
            .label("empty")
            .help("leave it out for what counts by itself, or write a path into it");
        return None;
    }
    Some(list)
}

/// `theirs = "the RFC's"`.
pub(super) fn codes<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Code<'t>>> {
    let mut codes = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        if let Some(standard) = value.line(errors) {
            let standard = Spanned { value: standard, span: value.span };
            codes.push(Code { own: value.key, standard });
        }
    });
    Some(codes)
}

/// `410 = "the RFC's"`.
fn statuses<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<StatusCode<'t>>> {
    let mut statuses = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let written = value.key;
        let status = written.value.parse().ok().filter(|status| (400..=599).contains(status));
        let is_plain = written.value.starts_with(|c: char| c.is_ascii_digit());
        let Some(status) = status.filter(|_| is_plain) else {
            errors
                .add(
                    written.span,
                    format!("{} is not the status of an error", quote(written.value)),
                )
                .label("the HTTP status stands here")
                .help(
                    "write a status from 400 to 599 and the RFC's code that it stands for: \
                     `410 = \"expired_token\"`. Codes that stand in the answer belong in `codes`",
                );
            return;
        };
        if let Some(standard) = value.line(errors) {
            let standard = Spanned { value: standard, span: value.span };
            statuses.push(StatusCode { status, standard });
        }
    });
    Some(statuses)
}

/// `{ path = value }`, or a list of such tables. Each table has one condition; any of them counts.
fn conditions<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Condition<'t>>> {
    all(value, errors, condition)
}

/// The same of a field, which may be an element of a list.
pub(super) fn field_conditions<'t>(
    value: Value<'t, '_>,
    errors: &mut Errors,
) -> Option<Vec<Condition<'t>>> {
    all(value, errors, element_condition)
}

fn all<'t>(
    value: Value<'t, '_>,
    errors: &mut Errors,
    condition: fn(Value<'t, '_>, &mut Errors) -> Option<Condition<'t>>,
) -> Option<Vec<Condition<'t>>> {
    if !value.is_array() {
        return Some(vec![condition(value, errors)?]);
    }
    let all = value.list("a table, or a list of tables", errors, condition)?;
    let written = value.inner.as_array().map_or(0, |array| array.len());
    if written == 0 {
        errors
            .add(value.span, "a list of conditions with none in it")
            .label("empty")
            .help("leave it out, or write one such as `{ ok = false }`");
    }
    (written > 0 && all.len() == written)
        .then(|| all.into_iter().map(|condition| condition.value).collect())
}

/// One condition, as a table.
pub(super) fn condition<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Condition<'t>> {
    let condition = element_condition(value, errors)?;
    of_no_element(condition.path, errors)?;
    Some(condition)
}

fn element_condition<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Condition<'t>> {
    // In a consent it says that all is well, elsewhere that something is wrong.
    let help = if value.path.is_in("consents") {
        "write `{ granted = true }` or `{ code = { present = true } }`"
    } else {
        "write `{ ok = false }`, `{ status = { not = 0 } }` or `{ error = { present = true } }`"
    };
    if !value.is_table() {
        return value.wrong("a table", errors, help);
    }
    let mut found = Vec::new();
    let mut last = None;
    value.open(errors)?.each(errors, |value, errors| {
        last = Some(value.key.span);
        found.push(one(value, errors));
    });
    match (found.as_slice(), last) {
        ([one], _) => *one,
        ([_, .., _], Some(last)) => {
            errors
                .add(last, "two conditions in one table")
                .label("the other one")
                .help("any of several conditions counts: write a list, `[{ a = 1 }, { b = 2 }]`");
            None
        }
        _ => {
            errors.add(value.span, "a condition that says nothing").label("empty").help(help);
            None
        }
    }
}

fn one<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Condition<'t>> {
    let key = value.key;
    if !is_path(key, value.path.is_in("consents"), Choice::Free, errors) {
        return None;
    }
    let test = match value.inner {
        DeValue::Table(inner) => {
            let names: Vec<&str> = inner.keys().map(|key| key.get_ref().as_ref()).collect();
            if !names.iter().any(|name| matches!(*name, "not" | "present")) {
                return dotted(value, &names, errors);
            }
            let table = value.closed(&schema::TEST, errors)?;
            let not = table.read("not", errors, literal);
            let present = table.read("present", errors, |value, errors| {
                if value::boolean(value, errors)? {
                    return Some(());
                }
                errors
                    .add(value.span, "a member that is not there is no condition")
                    .label("only `true`")
                    .help("write a member that is there when the condition holds");
                None
            });
            match (not, present) {
                (Slot::Given(not), Slot::Missing) => Test::IsNot(not.value),
                (Slot::Missing, Slot::Given(_)) => Test::Present,
                (Slot::Given(not), Slot::Given(present)) => {
                    errors
                        .add(present.key, "`not` and `present` are two conditions")
                        .label("one of them")
                        .related(not.key, "the other one")
                        .help("leave `present` out: `not` wants the member to be there");
                    return None;
                }
                _ => return None,
            }
        }
        _ => Test::Is(literal(value, errors)?),
    };
    Some(Condition { path: key, test })
}

/// `{ a.b = 1 }`: TOML reads the dots.
fn dotted<T>(value: Value<'_, '_>, names: &[&str], errors: &mut Errors) -> Option<T> {
    let Path { key, .. } = value.path;
    let help = match names {
        ["ne" | "neq" | "is_not" | "!=" | "unequal"] => {
            format!("write `{{ {key} = {{ not = … }} }}`")
        }
        ["eq" | "is" | "equals" | "=="] => format!("write `{{ {key} = … }}`"),
        ["exists" | "exist" | "there" | "defined"] => {
            format!("write `{{ {key} = {{ present = true }} }}`")
        }
        [inner] => format!("write a path in quotes: `\"{key}.{inner}\" = …`"),
        _ => "write `{ not = … }` or `{ present = true }`".to_owned(),
    };
    value.wrong("a value, `{ not = … }` or `{ present = true }`", errors, &help)
}

/// A text, a whole number or a boolean.
fn literal<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Literal<'t>> {
    match value.inner {
        DeValue::String(_) => value.text(errors).map(Literal::Text),
        DeValue::Integer(_) => value.integer(errors).map(Literal::Integer),
        DeValue::Boolean(boolean) => Some(Literal::Boolean(*boolean)),
        _ => value.wrong(
            "a string, an integer or a boolean",
            errors,
            "write one value, such as `false`",
        ),
    }
}
