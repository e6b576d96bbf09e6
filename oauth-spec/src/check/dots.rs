//! `.` and `..` in the paths of addresses: steps that lead elsewhere. No client is built with them.

use super::{Context, known};
use crate::raw::VariableKind;
use crate::report::quote;
use crate::template::Template;

/// ```toml
/// token = "https://acme.example/oauth/../token"
/// ```
pub(super) fn check(context: &mut Context<'_, '_>, template: &Template<'_>) {
    let text = template.text;
    let host = text.find("://").map_or(0, |colon| colon + 3);
    let after = |from: usize, signs: &[char]| {
        let rest = text.get(from..).unwrap_or("");
        from + rest.find(signs).unwrap_or(rest.len())
    };
    let end = after(host, &['?', '#']);
    let start = after(host, &['/']).min(end);
    let path = text.get(start..end).unwrap_or("");
    if let Some(step) = path.split('/').find(|step| is_step(step)) {
        let (before, rest) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        context
            .error(template.span, "a step in a path that leads elsewhere")
            .label(format!("{} in this URL", quote(step)))
            .help(format!("write where it leads: `{before}{}{rest}`", without_steps(path)));
        return;
    }
    for hole in template.holes() {
        let Some(variable) = context.variable(hole.name) else { continue };
        // In a list they have no names in Rust either, which is said anyway.
        if matches!(variable.kind, Some(VariableKind::Enum(_))) {
            continue;
        }
        let (name, place) = (variable.name, format!("{{{}}}", hole.name));
        for value in known::values(context, variable) {
            let is_it =
                |step: &str| step.contains(&place) && is_step(&step.replace(&place, value.value));
            if path.split('/').any(is_it) && !context.errors.has(value.span) {
                context
                    .error(value.span, format!("{} leads elsewhere in a path", quote(value.value)))
                    .label(format!("a value of {}", quote(name.value)))
                    .related(hole.span, "it stands in a path here")
                    .help("write another text: `.` and `..` are steps of a path");
            }
        }
    }
}

/// Whether it is none of the names that a path is made of.
pub(super) fn is_step(text: &str) -> bool {
    matches!(text, "." | "..")
}

/// The path that a path with steps leads to (RFC 3986, 5.2.4).
fn without_steps(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for step in path.split('/').skip(1) {
        match step {
            ".." => drop(kept.pop()),
            "." => {}
            name => kept.push(name),
        }
    }
    let end = if path.ends_with("/.") || path.ends_with("/..") { "/" } else { "" };
    format!("/{}{}", kept.join("/"), if kept.is_empty() { "" } else { end })
}
