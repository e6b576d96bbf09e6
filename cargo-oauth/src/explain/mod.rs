//! `cargo oauth explain`: what a client sends in each flow, and where each value comes from.

mod origin;
mod picture;
mod words;

use std::path::Path;

use oauth_codegen::{Step, diagram, flows, steps};
use oauth_spec::{Provider, nearest};

use crate::arguments::ExplainFormat;
use crate::load;
use crate::style::{complain, mistake, say};

/// Explains a provider. Whether there was one to explain.
pub(crate) fn run(
    wanted: &str,
    format: ExplainFormat,
    flow: Option<&str>,
    svg: Option<&Path>,
) -> bool {
    let Some(loaded) = load::provider(wanted) else { return false };
    let provider = &loaded.provider;
    let Some((name, shown)) = chosen(provider, flow) else {
        // What it differs in can be told all the same.
        let is_told = flow.is_none() && svg.is_none() && format == ExplainFormat::Markdown;
        if is_told {
            say(words::page(provider, None).trim_end());
        } else {
            mistake(unknown(provider, flow));
        }
        return is_told;
    };
    match format {
        ExplainFormat::Markdown => say(words::page(provider, flow.map(|_| name)).trim_end()),
        ExplainFormat::Mermaid => {
            say(diagram(provider.spec, name).unwrap_or_default().trim_end());
        }
        ExplainFormat::Svg => say(picture::picture(&title(provider, name), &shown)),
    }
    let Some(path) = svg else { return true };
    let picture = picture::picture(&title(provider, name), &shown);
    match std::fs::write(path, format!("{picture}\n")) {
        Ok(()) => {
            complain(format_args!("wrote {}", path.display()));
            true
        }
        Err(error) => {
            mistake(format!("cannot write `{}`: {error}", path.display()));
            false
        }
    }
}

fn title(provider: &Provider, flow: &str) -> String {
    format!("{}: {flow}", provider.spec.title)
}

/// The flow of that name, or the first.
fn chosen(provider: &Provider, flow: Option<&str>) -> Option<(&'static str, Vec<Step>)> {
    let mut flows = flows(provider).into_iter().map(|flow| flow.grant);
    let name = match flow {
        Some(wanted) => flows.find(|name| *name == wanted),
        None => flows.next(),
    }?;
    Some((name, steps(provider.spec, name)?))
}

fn unknown(provider: &Provider, flow: Option<&str>) -> String {
    let names: Vec<_> = flows(provider).into_iter().map(|flow| flow.grant).collect();
    let title = provider.spec.title;
    let Some(flow) = flow.filter(|_| !names.is_empty()) else {
        return format!(
            "{title} has no flow to show\n= help: it gives no token: leave out the options"
        );
    };
    let help = match nearest(flow, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("flows: {}", names.join(", ")),
    };
    format!("{title} has no flow `{flow}`\n= help: {help}")
}
