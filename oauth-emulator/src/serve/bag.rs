//! The parameters of a request, by place.

use oauth_spec::{ParametersIn, RepeatedParameters};
use serde_json::Value;

use super::given::{Given, settle};
use super::refusal::Refusal;
use crate::compute::all_members;
use crate::http::{Arrived, pairs, parts};
use crate::script::Place;

/// Where parameters can be.
const PLACES: [ParametersIn; 4] =
    [ParametersIn::Query, ParametersIn::Form, ParametersIn::Json, ParametersIn::Multipart];

/// The parameters of a request, by place.
#[derive(Debug)]
pub(crate) struct Bag {
    query: Vec<Given>,
    form: Vec<Given>,
    json: Vec<Given>,
    multipart: Vec<Given>,
    /// What is wrong with the body, if it cannot be read.
    pub(crate) body_problem: Option<String>,
}

impl Bag {
    /// Takes a request apart. What comes twice is there twice until it is settled.
    pub(crate) fn read(arrived: &Arrived) -> Self {
        let mut bag = Self {
            query: Given::query(arrived.query.as_deref().unwrap_or_default()),
            form: Vec::new(),
            json: Vec::new(),
            multipart: Vec::new(),
            body_problem: None,
        };
        match arrived.media_type().as_str() {
            _ if arrived.body.is_empty() => {}
            _ if arrived.headers.get_all("content-type").iter().count() > 1 => {
                bag.body_problem = Some("There is more than one Content-Type".to_owned());
            }
            "application/x-www-form-urlencoded" => {
                bag.form = pairs(&arrived.body).into_iter().map(Given::pair).collect();
            }
            "multipart/form-data" => {
                let content_type = arrived.header("content-type").unwrap_or_default();
                match parts(content_type, &arrived.body) {
                    Some(parts) => bag.multipart = parts.into_iter().map(Given::pair).collect(),
                    None => bag.body_problem = Some("The body is no multipart body".to_owned()),
                }
            }
            "application/json" => match serde_json::from_slice(&arrived.body) {
                Ok(Value::Object(_)) => {
                    bag.json = all_members(&arrived.body).into_iter().map(Given::member).collect();
                }
                Ok(_) => bag.body_problem = Some("The body is JSON, and not an object".to_owned()),
                Err(error) => bag.body_problem = Some(format!("The body is not JSON: {error}")),
            },
            "" => bag.body_problem = Some("The body has no Content-Type".to_owned()),
            other => bag.body_problem = Some(format!("The body is {other}")),
        }
        bag
    }

    /// Takes off the pairs that belong to the address.
    pub(crate) fn without(mut self, place: &Place) -> Self {
        self.query.retain(|given| !place.owns(&given.name, &given.text));
        self
    }

    /// Decides about what comes more often than `declared` says.
    pub(crate) fn settle(
        self,
        policy: RepeatedParameters,
        declared: &dyn Fn(&str) -> usize,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            query: settle(self.query, policy, declared)?,
            form: settle(self.form, policy, declared)?,
            json: settle(self.json, policy, declared)?,
            multipart: settle(self.multipart, policy, declared)?,
            body_problem: self.body_problem,
        })
    }

    /// What stands in that place.
    pub(crate) fn at(&self, place: ParametersIn) -> &[Given] {
        match place {
            ParametersIn::Query => &self.query,
            ParametersIn::Form => &self.form,
            ParametersIn::Json => &self.json,
            ParametersIn::Multipart => &self.multipart,
        }
    }

    /// What stands in the other places.
    pub(crate) fn elsewhere(
        &self,
        place: ParametersIn,
    ) -> impl Iterator<Item = (&Given, ParametersIn)> {
        PLACES
            .into_iter()
            .filter(move |other| *other != place)
            .flat_map(|other| self.at(other).iter().map(move |given| (given, other)))
    }

    /// Whether a parameter of that name has that value, wherever it stands.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        let mut all = PLACES.into_iter().flat_map(|place| self.at(place));
        all.any(|given| given.name == name && given.text == value)
    }

    /// The last parameter of that name, wherever it stands.
    pub(crate) fn anywhere(&self, name: &str) -> Option<&Given> {
        let all = PLACES.into_iter().flat_map(|place| self.at(place));
        all.rev().find(|given| given.name == name && !given.text.is_empty())
    }
}
