//! Where a provider differs from the standards, in sentences.

mod answers;
mod api;
mod browser;
mod client;
mod identity;
mod requests;
mod scopes;
mod signatures;

use oauth_spec::{Parameter, Provider, Template};

use crate::markdown::code;

/// Every deviation as a sentence of Markdown, in the order of the model.
pub fn deviations(provider: &Provider) -> Vec<String> {
    let spec = provider.spec;
    let mut found = Vec::new();
    client::client(spec, &mut found);
    signatures::computed(spec, &mut found);
    browser::authorization(spec, &mut found);
    requests::token_requests(spec, &mut found);
    for variant in spec.variants {
        found.push(requests::variant(provider, variant));
    }
    scopes::scopes(&spec.scopes, &mut found);
    browser::callback(spec, &mut found);
    browser::consents(spec, &mut found);
    answers::token(&spec.token, &mut found);
    answers::errors(&spec.errors, &mut found);
    api::api(&spec.api, &mut found);
    api::calls(spec, &mut found);
    api::operations(spec, &mut found);
    identity::identity(spec, &mut found);
    signatures::webhooks(spec, &mut found);
    found
}

/// What a list of parameters leaves out of the standard one, what it calls otherwise, and what it adds.
fn difference(what: &str, standard: &[Parameter], own: &[Parameter], found: &mut Vec<String>) {
    let is_new = |it: &&Parameter| standard.iter().all(|other| other.name != it.name);
    let mut missing = Vec::new();
    let mut renamed = Vec::new();
    for parameter in standard {
        if own.iter().any(|other| other.name == parameter.name) {
            continue;
        }
        // A fixed value is no sign of the same thing.
        let same = parameter.value.as_source();
        let other =
            own.iter().filter(is_new).find(|it| same.is_some() && it.value.as_source() == same);
        match other {
            Some(other) => {
                renamed.push(other.name);
                found.push(format!("{what} calls {} {}.", code(parameter.name), code(other.name)));
            }
            None => missing.push(code(parameter.name)),
        }
    }
    if !missing.is_empty() {
        found.push(format!("{what} has no {}.", missing.join(", ")));
    }
    let optional = ["state", "code_challenge", "code_challenge_method", "code_verifier"];
    for parameter in own {
        let known = standard.contains(parameter)
            || optional.contains(&parameter.name)
            || renamed.contains(&parameter.name);
        if !known {
            found.push(format!("{what} carries {}.", pair(parameter)));
        }
    }
}

/// A parameter as it is written in a query.
fn pair(parameter: &Parameter) -> String {
    code(&format!("{}={}", parameter.name, parameter.value))
}

fn pairs(parameters: &[Parameter]) -> String {
    let pairs: Vec<String> = parameters.iter().map(pair).collect();
    pairs.join(", ")
}

/// Texts as code, with a word between them.
fn words(texts: &[&str], between: &str) -> String {
    let words: Vec<String> = texts.iter().map(|text| code(text)).collect();
    words.join(between)
}

/// Seconds in the largest unit that they are whole in.
fn duration(seconds: u64) -> String {
    for (unit, size) in [("day", 86_400), ("hour", 3_600), ("minute", 60)] {
        if seconds >= size && seconds.is_multiple_of(size) {
            return count(seconds / size, unit);
        }
    }
    count(seconds, "second")
}

fn count(number: u64, unit: &str) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

/// A template as code. Line breaks are what signed messages are made of, so they are shown.
fn shown(template: &Template) -> String {
    code(&template.to_string().replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_the_largest_whole_unit() {
        assert_eq!(duration(28_800), "8 hours");
        assert_eq!(duration(2_419_200), "28 days");
        assert_eq!(duration(86_400), "1 day");
        assert_eq!(duration(90), "90 seconds");
    }
}
