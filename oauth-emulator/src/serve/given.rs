//! The parameters that a request gives, and where it gives them.

use oauth_spec::{ParameterKind, ParametersIn, RepeatedParameters, Source};
use serde_json::Value;

use super::refusal::Refusal;
use crate::http::{Arrived, pairs};
use crate::script::Wanted;

/// A parameter as it was given.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) name: String,
    pub(crate) text: String,
    /// What it was in JSON.
    json: Option<Value>,
}

/// The parameters of a request, by place.
#[derive(Debug)]
pub(crate) struct Bag {
    query: Vec<Given>,
    form: Vec<Given>,
    json: Vec<Given>,
    /// What is wrong with the body, if it cannot be read.
    pub(crate) body_problem: Option<String>,
}

impl Bag {
    /// Takes a request apart.
    pub(crate) fn read(arrived: &Arrived, policy: RepeatedParameters) -> Result<Self, Refusal> {
        let query = pairs(arrived.query.as_deref().unwrap_or_default().as_bytes());
        let mut bag = Self {
            query: settle(query, policy)?,
            form: Vec::new(),
            json: Vec::new(),
            body_problem: None,
        };
        match arrived.media_type().as_str() {
            _ if arrived.body.is_empty() => {}
            "application/x-www-form-urlencoded" => {
                bag.form = settle(pairs(&arrived.body), policy)?;
            }
            "application/json" => match serde_json::from_slice(&arrived.body) {
                Ok(Value::Object(members)) => {
                    let members = members.into_iter().map(|(name, value)| Given {
                        name,
                        text: crate::sample::text(&value),
                        json: Some(value),
                    });
                    bag.json = members.filter(|given| !given.text.is_empty()).collect();
                }
                Ok(_) => bag.body_problem = Some("The body is JSON, and not an object".to_owned()),
                Err(error) => bag.body_problem = Some(format!("The body is not JSON: {error}")),
            },
            "" => bag.body_problem = Some("The body has no Content-Type".to_owned()),
            other => bag.body_problem = Some(format!("The body is {other}")),
        }
        Ok(bag)
    }

    /// Takes off the pairs that belong to the address.
    pub(crate) fn without(mut self, own: &[(String, String)]) -> Self {
        self.query.retain(|given| {
            !own.iter().any(|(name, value)| *name == given.name && *value == given.text)
        });
        self
    }

    /// What stands in that place.
    pub(crate) fn at(&self, place: ParametersIn) -> &[Given] {
        match place {
            ParametersIn::Query => &self.query,
            ParametersIn::Form => &self.form,
            ParametersIn::Json => &self.json,
        }
    }

    /// What stands in the other places.
    pub(crate) fn elsewhere(
        &self,
        place: ParametersIn,
    ) -> impl Iterator<Item = (&Given, ParametersIn)> {
        let all = [ParametersIn::Query, ParametersIn::Form, ParametersIn::Json];
        all.into_iter()
            .filter(move |other| *other != place)
            .flat_map(|other| self.at(other).iter().map(move |given| (given, other)))
    }

    /// The parameter of that name, wherever it stands.
    pub(crate) fn anywhere(&self, name: &str) -> Option<&Given> {
        self.query.iter().chain(&self.form).chain(&self.json).find(|given| given.name == name)
    }
}

/// The parameter of that name.
pub(crate) fn find<'given>(given: &'given [Given], name: &str) -> Option<&'given Given> {
    given.iter().find(|each| each.name == name)
}

/// A place in words.
pub(crate) fn place_name(place: ParametersIn) -> &'static str {
    match place {
        ParametersIn::Query => "the query of the URL",
        ParametersIn::Form => "a form body (application/x-www-form-urlencoded)",
        ParametersIn::Json => "a JSON body (application/json)",
    }
}

/// Decides about parameters that come twice, and leaves out those without a value, which count as
/// not sent (RFC 6749, 3.1).
pub(crate) fn settle(
    pairs: Vec<(String, String)>,
    policy: RepeatedParameters,
) -> Result<Vec<Given>, Refusal> {
    let mut settled: Vec<Given> = Vec::new();
    for (name, text) in pairs {
        match settled.iter_mut().find(|given| given.name == name) {
            None => settled.push(Given { name, text, json: None }),
            Some(before) if policy == RepeatedParameters::Last => before.text = text,
            Some(_) => return Err(Refusal::request(format!("`{name}` comes more than once"))),
        }
    }
    settled.retain(|given| !given.text.is_empty());
    Ok(settled)
}

/// The values that were found in a request, by source.
#[derive(Debug, Default)]
pub(crate) struct Captured(Vec<(Source, String)>);

impl Captured {
    /// Takes every wanted parameter apart.
    pub(crate) fn read(
        wanted: &[Wanted],
        given: &[Given],
        required: impl Fn(Source) -> bool,
    ) -> Result<Self, Refusal> {
        let mut captured = Self::default();
        for each in wanted {
            let text = find(given, each.name).map(|given| given.text.as_str());
            captured.add(each, text, &required)?;
        }
        Ok(captured)
    }

    /// Takes every wanted header apart.
    pub(crate) fn read_headers(wanted: &[Wanted], arrived: &Arrived) -> Result<Self, Refusal> {
        let mut captured = Self::default();
        for each in wanted {
            // Twice the same header is not what was declared either.
            let mut values = arrived.headers.get_all(each.name).iter();
            let text = match (values.next(), values.next()) {
                (Some(value), None) => value.to_str().ok(),
                _ => None,
            };
            captured.add(each, text, &|_| true)?;
        }
        Ok(captured)
    }

    fn add(
        &mut self,
        wanted: &Wanted,
        text: Option<&str>,
        required: &impl Fn(Source) -> bool,
    ) -> Result<(), Refusal> {
        let name = wanted.name;
        let Some(text) = text else {
            return if wanted.pattern.holes().all(required) {
                Err(Refusal::request(format!("`{name}` is missing")))
            } else {
                Ok(())
            };
        };
        let found = wanted.pattern.capture(text).ok_or_else(|| {
            Refusal::request(format!("`{name}` must be written `{}`", wanted.pattern.shown()))
        })?;
        for (source, value) in found {
            if self.get(source).is_some_and(|before| before != value) {
                return Err(Refusal::request(format!("`{name}` contradicts another parameter")));
            }
            self.0.push((source, value));
        }
        Ok(())
    }

    /// The value from there.
    pub(crate) fn get(&self, source: Source) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == source).map(|(_, value)| value.as_str())
    }

    /// All values.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Source, &str)> {
        self.0.iter().map(|(source, value)| (*source, value.as_str()))
    }
}

impl Given {
    /// Whether it can be of that kind: in JSON its type counts, elsewhere how it is written.
    pub(crate) fn is(&self, kind: ParameterKind) -> bool {
        match (&self.json, kind) {
            (Some(Value::String(_)) | None, ParameterKind::String | ParameterKind::Secret)
            | (Some(Value::Bool(_)), ParameterKind::Boolean) => true,
            (Some(Value::Number(number)), ParameterKind::Integer) => number.is_i64(),
            (Some(_), _) => false,
            (None, ParameterKind::Integer) => self.text.parse::<i64>().is_ok(),
            (None, ParameterKind::Boolean) => matches!(self.text.as_str(), "true" | "false"),
        }
    }
}

/// A kind in words.
pub(crate) fn kind_name(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::String | ParameterKind::Secret => "text",
        ParameterKind::Integer => "a whole number",
        ParameterKind::Boolean => "true or false",
    }
}
