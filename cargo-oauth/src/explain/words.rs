//! Flows in words, as Markdown.

use std::fmt::Write as _;

use oauth_codegen::{Carried, Flow, Party, Step, StepKind, deviations, diagram, flows, steps};
use oauth_spec::{Provider, Source};

use super::origin::{ASKED, origin, token};

/// The page: one flow, or all of them.
pub(super) fn page(provider: &Provider, only: Option<&str>) -> String {
    let mut page = format!("# {}\n", plain(provider.spec.title));
    if let Some(about) = &provider.docs.about {
        let _ = write!(page, "\n{}\n", plain(about));
    }
    for flow in flows(provider) {
        if only.is_none_or(|only| only == flow.grant) {
            write_flow(&mut page, provider, &flow);
        }
    }
    let deviations = deviations(provider);
    if only.is_none() && !deviations.is_empty() {
        page.push_str("\n## Where it differs from the standards\n\n");
        for deviation in deviations {
            let _ = writeln!(page, "- {deviation}");
        }
    }
    page
}

fn write_flow(page: &mut String, provider: &Provider, flow: &Flow) {
    let _ = write!(page, "\n## {}\n\n", flow.grant);
    let described = provider.docs.description(&format!("grants.{}", flow.grant));
    if let Some(description) = described {
        let _ = write!(page, "{}\n\n", plain(description));
    }
    let _ = writeln!(page, "The application calls `{}`. Renewal: {}.\n", flow.call, flow.renewal);
    let is_exchanged =
        provider.spec.grants.custom.iter().any(|grant| grant.after.contains(&flow.grant));
    let mut token = token(flow.grant);
    for (number, step) in steps(provider.spec, flow.grant).iter().flatten().enumerate() {
        let _ = writeln!(page, "{}. {}", number + 1, sentence(step));
        write_carried(page, provider, token, step);
        if is_exchanged && step.kind == StepKind::Answer {
            token = ASKED;
        }
    }
    if let Some(diagram) = diagram(provider.spec, flow.grant) {
        let _ = write!(page, "\n```mermaid\n{diagram}```\n");
    }
}

/// What happens in a step.
fn sentence(step: &Step) -> String {
    let (text, message) = (step.text(), &step.message);
    match step.kind {
        StepKind::Away => format!("The application sends the browser away: `{text}`"),
        StepKind::Show => format!("The application shows the user `{message}`"),
        StepKind::User if step.from == Party::Browser => format!("At the provider: {text}."),
        StepKind::User => format!("Between provider and user: {text}."),
        StepKind::Back => format!("The provider sends the browser back: `{text}`"),
        StepKind::Bring => "The browser brings that to the application.".to_owned(),
        StepKind::Post => format!("The browser brings the application `{text}`"),
        StepKind::Request => format!("The client asks the provider: `{text}`"),
        StepKind::Call => format!("The client calls the API: `{message}`"),
        StepKind::Answer if message.is_empty() => "The provider answers.".to_owned(),
        StepKind::Answer => format!("The provider answers: `{text}`"),
        StepKind::Notify => format!("The provider calls the application: `{text}`"),
    }
}

fn write_carried(page: &mut String, provider: &Provider, token: &str, step: &Step) {
    if step.carries.is_empty() {
        return;
    }
    page.push_str("\n   | where | name | value | comes from |\n   |---|---|---|---|\n");
    for carried in &step.carries {
        let Carried { place, name, value, .. } = carried;
        let from = origins(provider, token, carried);
        let _ = writeln!(
            page,
            "   | {place} | {} | {} | {} |",
            code(name),
            code(value),
            from.replace('|', "\\|")
        );
    }
    page.push('\n');
}

/// Where the parts of a value come from, each said once.
fn origins(provider: &Provider, token: &str, carried: &Carried) -> String {
    let all: Vec<(Source, String)> =
        carried.sources.iter().map(|source| (*source, origin(provider, token, *source))).collect();
    match all.as_slice() {
        [] if carried.value == format!("{{{}}}", carried.name) => "the provider".to_owned(),
        [] => "always this".to_owned(),
        [(_, first), others @ ..] if others.iter().all(|(_, from)| from == first) => first.clone(),
        several => {
            let mut parts: Vec<String> = Vec::new();
            for (source, from) in several {
                let part = format!("`{source}`: {from}");
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            parts.join("; ")
        }
    }
}

/// A text as code in a table.
fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", text.replace('|', "\\|").replace(['\n', '\r'], " "))
}

/// A text on one line, that is no markup.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => plain.push(' '),
            '<' | '[' | ']' | '*' | '_' | '`' | '\\' => {
                plain.push('\\');
                plain.push(c);
            }
            c => plain.push(c),
        }
    }
    plain
}
