//! Where a field is, when, and what it must be: `path`, `from`, `when`, `equals`, `pattern`, `under`.

use super::{Condition, Table, Value, refusal, value};
use crate::report::{Errors, quote};
use crate::span::{Slot, Spanned};
use crate::template::Template;
use crate::{FieldFrom, element, pattern};

/// The keys that say where a field is, when, and what it must be.
#[derive(Default)]
pub(crate) struct Place<'t> {
    pub(crate) path: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) from: Slot<FieldFrom>,
    pub(crate) when: Slot<Vec<Condition<'t>>>,
    pub(crate) equals: Slot<Template<'t>>,
    pub(crate) pattern: Slot<&'t str>,
}

const FROM: &[(&str, FieldFrom)] = &[
    ("answer", FieldFrom::Answer),
    ("access_token", FieldFrom::AccessToken),
    ("id_token", FieldFrom::IdToken),
    ("header", FieldFrom::Header),
];

/// Reads them.
pub(super) fn read<'t>(table: &Table<'t, '_>, errors: &mut Errors) -> Place<'t> {
    Place {
        path: table.read("path", errors, own_paths),
        from: table.read("from", errors, |value, errors| value.choice(FROM, errors)),
        when: table.read("when", errors, refusal::field_conditions),
        equals: table.read("equals", errors, |value, errors| {
            value.filled(errors)?;
            value.template_in_place(errors)
        }),
        pattern: table.read("pattern", errors, pattern),
    }
}

/// The path of what all other paths go from; empty for the answer itself.
pub(super) fn root<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    match value.text(errors)? {
        "" => Some(""),
        _ => path(value, errors),
    }
}

/// Names of members and numbers in lists, joined by dots. A field may have the name of an address, as claims do;
/// what the RFCs have has not.
pub(crate) fn path<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    if let Some(steps) = value.inner.as_array() {
        let steps: Option<Vec<&str>> = steps.iter().map(|step| step.get_ref().as_str()).collect();
        let joined = steps.filter(|steps| steps.len() > 1).map(|steps| steps.join("."));
        let help = match joined {
            Some(path) => {
                format!("write one path, its steps joined by dots: `\"{}\"`", path.escape_debug())
            }
            None => "write one text in quotes".to_owned(),
        };
        return value.wrong("a string", errors, &help);
    }
    let text = Spanned { value: path_or_element(value, Choice::Never, errors)?, span: value.span };
    if text.value.contains("://") {
        errors
            .add(text.span, format!("{} is not a path", quote(text.value)))
            .label("an address")
            .help("a path to a member of the answer, not an address: `data.users.0.id`");
        return None;
    }
    of_no_element(text, errors)
}

/// Where a field is, or several places of which the first that is there counts.
fn own_paths<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<Vec<Spanned<&'t str>>> {
    if let Some(array) = value.inner.as_array() {
        return match array.len() {
            0 => refusal::paths(value, errors),
            1 => value.list("a path, or a list of paths", errors, own_path),
            _ => value.list("a path, or a list of paths", errors, one_of_several),
        };
    }
    one_text(value, errors)?;
    Some(vec![Spanned { value: own_path(value, errors)?, span: value.span }])
}

/// Reports several paths in one text, where a list of them may stand.
pub(super) fn one_text(value: Value<'_, '_>, errors: &mut Errors) -> Option<()> {
    let text = value.text(errors)?;
    if !is_several(text) || value.path.is_in("callback") || value.path.is_in("consents") {
        return Some(());
    }
    let list: Vec<_> = text.split(',').map(|path| format!("\"{}\"", path.trim())).collect();
    errors
        .add(value.span, format!("{} is not a path", quote(text)))
        .label("several in one text")
        .help(format!("write a list: `[{}]`", list.join(", ")));
    None
}

/// Whether a text is a list of paths: a name may have a comma in it, but none has blanks beside.
fn is_several(text: &str) -> bool {
    let blank = [' ', '\t'];
    text.match_indices(',').any(|(at, comma)| {
        let (before, after) = (&text[..at], &text[at + comma.len()..]);
        before.ends_with(blank) || after.starts_with(blank)
    })
}

/// The path of a field, which may be an element of a list; empty for the answer itself.
fn own_path<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    match value.text(errors)? {
        "" => Some(""),
        _ => path_or_element(value, Choice::Free, errors),
    }
}

/// One of several paths of a field: which of them counts is no choice of an element.
fn one_of_several<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    let path = path_or_element(value, Choice::Free, errors)?;
    if element(path).is_none() {
        return Some(path);
    }
    errors
        .add(value.span, format!("{} chooses an element of a list", quote(path)))
        .label("one of several paths chooses none")
        .help("write it as a field of its own");
    None
}

/// Whether a path may choose an element, with a `*`.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Choice {
    Free,
    Never,
}

fn path_or_element<'t>(
    value: Value<'t, '_>,
    choice: Choice,
    errors: &mut Errors,
) -> Option<&'t str> {
    let text = value.line(errors)?;
    // The parameters of a callback may be called anything.
    let is_parameter = value.path.is_in("callback") || value.path.is_in("consents");
    let path = Spanned { value: text, span: value.span };
    is_path(path, is_parameter, choice, errors).then_some(text)
}

/// A path that must lead somewhere without a choice.
pub(super) fn of_no_element<'t>(path: Spanned<&'t str>, errors: &mut Errors) -> Option<&'t str> {
    if element(path.value).is_none() {
        return Some(path.value);
    }
    errors
        .add(path.span, format!("{} chooses an element of a list", quote(path.value)))
        .label("only a field does that, with `path` and `when`")
        .help(format!("write the element's number: {}", quote(&numbered(path.value))));
    None
}

/// The same path with the first element instead of a choice.
pub(crate) fn numbered(path: &str) -> String {
    let steps = path.split('.').map(|step| match step {
        "*" => "0",
        "/*" => "/0",
        other => other,
    });
    steps.collect::<Vec<_>>().join(".")
}

/// Whether a text is a path: something before, between and after all dots.
pub(super) fn is_path(
    text: Spanned<&str>,
    is_parameter: bool,
    choice: Choice,
    errors: &mut Errors,
) -> bool {
    const HELP: &str = "names of members and numbers in lists, joined by dots: `data.users.0.id`";
    let path = text.value.strip_prefix('/').unwrap_or(text.value);
    let (label, help) = if path.split('.').any(str::is_empty) {
        ("nothing between two dots, or beside one", HELP.to_owned())
    } else if is_several(path) && !is_parameter {
        ("several in one text", HELP.to_owned())
    } else if let Some(better) = plain(path).filter(|_| !is_parameter) {
        let better = if choice == Choice::Free { better } else { numbered(&better) };
        let slash = text.value.strip_suffix(path).unwrap_or("");
        ("in another notation", format!("write `\"{slash}{better}\"`"))
    } else {
        return true;
    };
    errors.add(text.span, format!("{} is not a path", quote(text.value))).label(label).help(help);
    false
}

/// A path in the notation of this language, if it is in that of JSON Path: `$.data[0].id`.
fn plain(path: &str) -> Option<String> {
    let inner = path.strip_prefix("$.").unwrap_or(path);
    let inner = inner.strip_prefix('$').filter(|rest| rest.starts_with('[')).unwrap_or(inner);
    let mut better = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('[') {
        better.push_str(before);
        match after.split_once(']') {
            Some((number, more)) if number == "*" || number.parse::<u32>().is_ok() => {
                if !better.is_empty() {
                    better.push('.');
                }
                better.push_str(number);
                rest = more;
            }
            _ => {
                better.push('[');
                rest = after;
            }
        }
    }
    better.push_str(rest);
    (better != path && !better.is_empty()).then_some(better)
}

/// A pattern; what is wrong with it is said by what reads patterns.
pub(crate) fn pattern<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    let text = value.line(errors)?;
    match pattern::check(text) {
        Ok(()) => Some(text),
        Err(why) => {
            errors
                .add(value.span, format!("{} is not a pattern", quote(text)))
                .label(why)
                .help("characters and sets of them, each repeated by `*`, `+`, `?` or `{n}`: `[a-z0-9-]+`");
            None
        }
    }
}

/// `under`: host names.
pub(super) fn under<'t>(
    value: Value<'t, '_>,
    errors: &mut Errors,
) -> Option<Vec<Spanned<&'t str>>> {
    let mut right = true;
    let hosts = value.list("a list of host names", errors, |value, errors| {
        let host = value::line(value, errors);
        let host = host.filter(|host| {
            let is_host = crate::hosts::is_host_name(host) && !host.contains(':');
            if !is_host {
                let bare = host.trim_start_matches("*.").trim_start_matches('.');
                let bare = crate::check::hosts::host_in(bare).unwrap_or(bare);
                errors
                    .add(value.span, format!("{} is not a host name", quote(host)))
                    .label("a host, or what a host ends in")
                    .help(if crate::hosts::is_host_name(bare) {
                        format!("write `\"{bare}\"`: it stands for every host that ends in it")
                    } else {
                        "write a host name such as `\"acme.example\"`".to_owned()
                    });
            }
            is_host
        });
        right &= host.is_some();
        host
    })?;
    if hosts.is_empty() && right {
        errors
            .add(value.span, "a list of hosts with none in it")
            .label("empty")
            .help("leave it out to take any host");
        return None;
    }
    right.then_some(hosts)
}
