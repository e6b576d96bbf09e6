//! The values that were found in a request, by source.

use oauth_spec::{ScopeEncoding, Source};
use serde_json::Value;

use super::given::Given;
use super::refusal::Refusal;
use crate::http::Arrived;
use crate::script::Wanted;

/// The values that were found in a request, by source.
#[derive(Debug, Default)]
pub(crate) struct Captured(pub(crate) Vec<(Source, String)>);

/// How strictly a request is read.
pub(crate) struct Reading<'a> {
    /// Whether a request without that value is refused.
    pub(crate) required: &'a dyn Fn(Source) -> bool,
    /// How lists of scopes are written in URLs.
    pub(crate) scopes: ScopeEncoding,
}

impl Captured {
    /// Takes every wanted parameter apart, and adds what it says.
    pub(crate) fn parameters(
        &mut self,
        wanted: &[Wanted],
        given: &[Given],
        reading: &Reading<'_>,
    ) -> Result<(), Refusal> {
        let mut used = Vec::new();
        for each in wanted {
            if each.hole() == Some(Source::Resource) {
                let all = there(given, each.name, true);
                self.0.extend(all.into_iter().map(|given| (Source::Resource, given.text)));
                continue;
            }
            let list = wanted.iter().filter(|other| other.name == each.name).count() > 1;
            let there = there(given, each.name, list);
            let mut free: Vec<_> =
                (0..there.len()).filter(|at| !used.contains(&(each.name, *at))).collect();
            // Of values that are told apart by what they say, each takes its own.
            free.sort_by_key(|at| {
                there.get(*at).is_none_or(|given| capture(each, given, reading).is_err())
            });
            let Some((at, given)) = free.first().and_then(|at| Some((*at, there.get(*at)?))) else {
                missing(each, reading)?;
                continue;
            };
            used.push((each.name, at));
            let found = capture(each, given, reading)?;
            self.add(each.name, found)?;
        }
        let extra = given.iter().find(|given| {
            let count = wanted.iter().filter(|each| each.name == given.name).count();
            count > 1 && there(std::slice::from_ref(*given), &given.name, true).len() > count
        });
        match extra {
            Some(extra) => {
                Err(Refusal::request(format!("`{}` has more values than declared", extra.name)))
            }
            None => Ok(()),
        }
    }

    /// Takes every wanted header apart, and adds what it says.
    pub(crate) fn headers(
        &mut self,
        wanted: &[Wanted],
        arrived: &Arrived,
        reading: &Reading<'_>,
    ) -> Result<(), Refusal> {
        for each in wanted {
            // Twice the same header is not what was declared either.
            let mut values = arrived.headers.get_all(each.name).iter();
            let text = match (values.next(), values.next()) {
                (Some(value), None) => value.to_str().ok(),
                _ => None,
            };
            let Some(text) = text else {
                missing(each, reading)?;
                continue;
            };
            let given = Given::pair((each.name.to_owned(), text.to_owned()));
            let found = capture(each, &given, reading)?;
            self.add(each.name, found)?;
        }
        Ok(())
    }

    /// Adds values, which must agree with those before.
    pub(crate) fn add(&mut self, name: &str, found: Vec<(Source, String)>) -> Result<(), Refusal> {
        for (source, value) in found {
            if self.get(source).is_some_and(|before| before != value) {
                return Err(Refusal::request(format!("`{name}` contradicts another parameter")));
            }
            self.0.push((source, value));
        }
        Ok(())
    }

    /// The resources that a token is asked for (RFC 8707, 2).
    pub(crate) fn resources(&self) -> Result<Vec<String>, Refusal> {
        let all = self.0.iter().filter(|(source, _)| *source == Source::Resource);
        let all: Vec<String> = all.map(|(_, text)| text.clone()).collect();
        let absolute = |text: &String| {
            let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
            !scheme.is_empty() && scheme.chars().all(plain) && !text.contains('#')
        };
        match all.iter().find(|text| !absolute(text)) {
            Some(wrong) => Err(target(format!("`{wrong}` is no absolute URI without a fragment"))),
            None => Ok(all),
        }
    }

    /// The same of those that were granted; all of them where none is named (RFC 8707, 2.2).
    pub(crate) fn resources_of(&self, granted: &[String]) -> Result<Vec<String>, Refusal> {
        let asked = self.resources()?;
        match asked.iter().find(|one| !granted.contains(one)) {
            Some(other) => Err(target(format!("`{other}` was not granted"))),
            None if asked.is_empty() => Ok(granted.to_vec()),
            None => Ok(asked),
        }
    }

    /// The value from there.
    pub(crate) fn get(&self, source: Source) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == source).map(|(_, value)| value.as_str())
    }
}

/// RFC 8707, 2.
fn target(why: String) -> Refusal {
    Refusal::new("invalid_target", why)
}

/// Refuses a request without something that it must have.
fn missing(wanted: &Wanted, reading: &Reading<'_>) -> Result<(), Refusal> {
    if wanted.holes().into_iter().all(reading.required) {
        return Err(Refusal::request(format!("`{}` is missing", wanted.name)));
    }
    Ok(())
}

/// The values of a name: a list in JSON is several where several are declared.
fn there(given: &[Given], name: &str, list: bool) -> Vec<Given> {
    let given = given.iter().filter(|given| given.name == name);
    let values = given.flat_map(|given| match &given.json {
        Some(Value::Array(values)) if list => {
            let values = values.iter().cloned();
            values.map(|value| Given::member((name.to_owned(), value))).collect()
        }
        _ => vec![given.clone()],
    });
    values.collect()
}

fn capture(
    wanted: &Wanted,
    given: &Given,
    reading: &Reading<'_>,
) -> Result<Vec<(Source, String)>, Refusal> {
    let scopes = |source: &Source| matches!(source, Source::Scope | Source::ScopeSet(_));
    let text = if wanted.holes().iter().any(scopes) {
        given.scopes(reading.scopes)?
    } else {
        given.text.clone()
    };
    wanted.capture(&text, given.json.as_ref()).ok_or_else(|| {
        Refusal::request(format!("`{}` must be written `{}`", wanted.name, wanted.shown()))
    })
}
