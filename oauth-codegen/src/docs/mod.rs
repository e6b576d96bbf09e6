//! A provider in words: the documentation of its module.

mod deviations;
mod diagram;
mod flows;
mod steps;

use std::fmt::Write as _;

use oauth_spec::{Provider, ProviderSpec};

use crate::markdown::{code, markdown};

pub use deviations::{deviations, deviations_by_area};
pub use diagram::diagram;
pub use flows::{Flow, flows};
pub use steps::{Carried, Party, Step, StepKind, needed_grants, steps};

/// The documentation of the module, in Markdown.
pub fn module_docs(provider: &Provider) -> String {
    let mut text = format!("{}.\n", markdown(provider.spec.title));
    if let Some(about) = &provider.docs.about {
        let _ = write!(text, "\n{}\n", markdown(about));
    }
    write_documents(&mut text, provider);
    write_list(&mut text, "Features of the runtime that it needs", &needs(provider.spec));
    write_flows(&mut text, provider);
    write_list(&mut text, "Where it differs from the standards", &deviations(provider));
    write_list(&mut text, "What only catalogues state", &facts(&provider.docs.seen));
    write_list(&mut text, "What no document states", &facts(&provider.docs.unconfirmed));
    text
}

/// Which features an application must turn on, and why.
fn needs(spec: &ProviderSpec) -> Vec<String> {
    let needed = spec.needed_features();
    needed.map(|(feature, place)| format!("{} for {}", code(feature.name()), code(place))).collect()
}

fn facts(facts: &[(String, String)]) -> Vec<String> {
    facts.iter().map(|(key, why)| format!("{}: {}", code(key), markdown(why))).collect()
}

fn write_documents(text: &mut String, provider: &Provider) {
    let documents: Vec<String> = provider
        .docs
        .documents
        .iter()
        .map(|document| match &document.url {
            Some(url) => {
                format!("{}: [{}](<{url}>)", markdown(&document.id), markdown(&document.title))
            }
            None => format!("{}: {}", markdown(&document.id), markdown(&document.title)),
        })
        .collect();
    write_list(text, "Documents", &documents);
}

fn write_flows(text: &mut String, provider: &Provider) {
    let flows = flows(provider);
    if flows.is_empty() {
        return;
    }
    text.push_str("\n# Flows\n\n| grant | call | renewal |\n|---|---|---|\n");
    for Flow { grant, call, then, renewal } in &flows {
        let steps = std::iter::once(code(call)).chain(then.iter().map(|step| code(step)));
        let steps: Vec<String> = steps.collect();
        let _ = writeln!(text, "| {} | {} | {renewal} |", code(grant), steps.join(", then "));
    }
    // One is enough to see how it goes: `cargo oauth explain` prints them all.
    if let Some(diagram) = flows.first().and_then(|flow| diagram(provider.spec, flow.grant)) {
        let _ = write!(text, "\n```text\n{diagram}```\n");
    }
}

fn write_list(text: &mut String, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    let _ = write!(text, "\n# {title}\n\n");
    for item in items {
        let _ = writeln!(text, "- {item}");
    }
}
