//! Where a provider differs from the standards, in sentences.

mod answers;
mod api;
mod browser;
mod canonical;
mod client;
mod device;
mod identity;
mod requests;
mod scopes;
mod signatures;

use oauth_spec::{Parameter, Provider, Template};

use crate::markdown::code;

/// Every deviation as a sentence of Markdown, in the order of the model.
pub fn deviations(provider: &Provider) -> Vec<String> {
    deviations_by_area(provider).into_iter().flat_map(|(_, sentences)| sentences).collect()
}

/// The same by area: a word or two, and the sentences about it. Areas without a deviation are left out.
pub fn deviations_by_area(provider: &Provider) -> Vec<(&'static str, Vec<String>)> {
    type Say = fn(&Provider, &mut Vec<String>);
    const AREAS: &[(&str, Say)] = &[
        ("client", |it, found| client::client(it.spec, found)),
        ("computed values", |it, found| signatures::computed(it.spec, found)),
        ("authorization", |it, found| browser::authorization(it.spec, found)),
        ("token requests", |it, found| requests::token_requests(it.spec, found)),
        ("devices", |it, found| {
            device::device(it.spec, found);
            device::ciba(it.spec, found);
        }),
        ("variants", |it, found| {
            found.extend(it.spec.variants.iter().map(|variant| requests::variant(it, variant)));
        }),
        ("scopes", |it, found| scopes::scopes(&it.spec.scopes, found)),
        ("callback", |it, found| browser::callback(it.spec, found)),
        ("consents", |it, found| browser::consents(it.spec, found)),
        ("token answers", |it, found| answers::token(&it.spec.token, found)),
        ("errors", |it, found| answers::errors(&it.spec.errors, found)),
        ("API", |it, found| api::api(&it.spec.api, found)),
        ("calls", |it, found| api::calls(it.spec, found)),
        ("revocation and introspection", |it, found| api::operations(it.spec, found)),
        ("ID tokens", |it, found| identity::identity(it.spec, found)),
        ("webhooks", |it, found| signatures::webhooks(it.spec, found)),
    ];
    let area = |(area, say): &(&'static str, Say)| {
        let mut found = Vec::new();
        say(provider, &mut found);
        (*area, found)
    };
    AREAS.iter().map(area).filter(|(_, found)| !found.is_empty()).collect()
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
        found.push(format!("{what} has no {}.", listed(&missing, "and")));
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
    listed(&pairs, "and")
}

/// Texts as code, as a list that ends with `and` or `or`.
fn words(texts: &[&str], last: &str) -> String {
    let words: Vec<String> = texts.iter().map(|text| code(text)).collect();
    listed(&words, last)
}

/// `a, b and c`.
fn listed(texts: &[String], last: &str) -> String {
    match texts {
        [others @ .., end] if !others.is_empty() => {
            format!("{} {last} {end}", others.join(", "))
        }
        texts => texts.concat(),
    }
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
    fn lists_end_with_a_word() {
        assert_eq!(words(&["a", "b", "c"], "and"), "`a`, `b` and `c`");
        assert_eq!(words(&["a", "b"], "or"), "`a` or `b`");
        assert_eq!(words(&["a"], "and"), "`a`");
        assert_eq!(words(&[], "and"), "");
    }

    #[test]
    fn durations_are_said_in_the_largest_whole_unit() {
        assert_eq!(duration(28_800), "8 hours");
        assert_eq!(duration(2_419_200), "28 days");
        assert_eq!(duration(86_400), "1 day");
        assert_eq!(duration(90), "90 seconds");
    }
}
