//! A list of parameters, prepared: what the settings fix is written once, when the client is built.

use oauth_spec::{Notation, Parameter, Part, ScopeEncoding, Source};

use super::values::{Fixed, Given, Values, how_to_give};
use crate::escape::{form, push_form, push_json};
use crate::wipe::WipedText;

/// How names and values are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// `name=value&…`
    Form,
    /// The same in a URL, where scopes have an encoding of their own.
    Query(ScopeEncoding),
    /// `"name":value,…`
    Json,
}

/// A prepared list of parameters.
pub(crate) struct Recipe {
    pub(super) encoding: Encoding,
    pub(super) steps: Vec<Step>,
    names: Vec<&'static str>,
    /// How many bytes the fixed part takes.
    fixed_length: usize,
}

#[derive(Clone)]
pub(super) enum Step {
    /// Parameters that never change, separators between them included.
    Fixed(WipedText),
    /// A parameter that is one value of the call: what stands before it, and which.
    Value { lead: String, source: Source },
    /// One that is made of several parts, read once.
    Filled { lead: String, parts: Box<[Part]>, notation: Notation },
    /// A JSON list.
    List { lead: String, items: Vec<(Box<[Part]>, Notation)> },
}

impl Recipe {
    /// An empty list.
    pub(crate) fn new(encoding: Encoding) -> Self {
        Self { encoding, steps: Vec::new(), names: Vec::new(), fixed_length: 0 }
    }

    /// Prepares a list. What it needs from the settings and does not get goes to `messages`.
    pub(crate) fn prepare(
        encoding: Encoding,
        parameters: &[Parameter],
        fixed: &Fixed,
        messages: &mut Vec<String>,
    ) -> Self {
        let mut recipe = Self::new(encoding);
        recipe.extend(parameters, fixed, messages);
        recipe
    }

    /// Adds to the list what it does not have already.
    pub(crate) fn extend(
        &mut self,
        parameters: &[Parameter],
        fixed: &Fixed,
        messages: &mut Vec<String>,
    ) {
        let before = self.names.len();
        let values = Values { fixed: Some(fixed), ..Values::default() };
        for parameter in parameters {
            let Parameter { name, notation, .. } = *parameter;
            let value = parameter.value.simplified();
            if self.names[..before].contains(&name) {
                continue;
            }
            if self.encoding == Encoding::Json
                && parameters.iter().filter(|it| it.name == name).count() > 1
            {
                if !self.has(name) {
                    let items = parameters.iter().filter(|it| it.name == name);
                    let items = items.map(|it| (it.value.parts().collect(), it.notation)).collect();
                    let lead = self.lead(name);
                    self.steps.push(Step::List { lead, items });
                    self.names.push(name);
                }
                continue;
            }
            self.names.push(name);
            if !fixed.fills(value) {
                let lead = self.lead(name);
                self.steps.push(match value.as_source() {
                    Some(source) => Step::Value { lead, source },
                    None => Step::Filled { lead, parts: value.parts().collect(), notation },
                });
                continue;
            }
            if let Some(number @ Given::Integer(_)) =
                value.as_source().and_then(|it| values.get(it))
            {
                self.fix(name, &number.text(), Notation::Json);
                continue;
            }
            let text = match notation {
                Notation::Text => values.fill(value),
                Notation::Json => values.fill_json(value),
            };
            match text {
                Ok(text) => self.fix(name, &text.0, notation),
                // It may be left out: RFC 6749, 4.1.1 and 4.1.3.
                Err(Source::RedirectUri) if value.as_source().is_some() => {}
                Err(source) => {
                    messages
                        .push(format!("the parameter `{name}` is needed: {}", how_to_give(source)));
                }
            }
        }
    }

    /// Whether the list has a parameter of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether one of the values that the call fills in is such.
    pub(super) fn any(&self, is_such: &dyn Fn(Source) -> bool) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Fixed(_) => false,
            Step::Value { source, .. } => is_such(*source),
            Step::Filled { parts, .. } => has(parts, is_such),
            Step::List { items, .. } => items.iter().any(|(parts, _)| has(parts, is_such)),
        })
    }

    /// The same list without what is made of such values.
    pub(super) fn without(&self, is_such: &dyn Fn(Source) -> bool) -> Self {
        let mut steps = self.steps.clone();
        steps.retain_mut(|step| match step {
            Step::Fixed(_) => true,
            Step::Value { source, .. } => !is_such(*source),
            Step::Filled { parts, .. } => !has(parts, is_such),
            Step::List { items, .. } => {
                items.retain(|(parts, _)| !has(parts, is_such));
                !items.is_empty()
            }
        });
        Self { steps, names: self.names.clone(), ..*self }
    }

    /// Whether nothing is declared for it, not even what may be left out.
    pub(crate) fn is_undeclared(&self) -> bool {
        self.names.is_empty()
    }

    /// What every written text begins with.
    pub(crate) fn leading(&self) -> &str {
        match self.steps.first() {
            Some(Step::Fixed(text)) => &text.0,
            _ => "",
        }
    }

    /// How long the written text will be, about.
    pub(crate) fn expected_length(&self) -> usize {
        self.fixed_length + 96 * self.steps.len()
    }

    fn lead(&self, name: &str) -> String {
        match self.encoding {
            Encoding::Form | Encoding::Query(_) => {
                let mut lead = form(name);
                lead.push('=');
                lead
            }
            Encoding::Json => {
                let mut lead = String::new();
                push_json(&mut lead, name);
                lead.push(':');
                lead
            }
        }
    }

    fn fix(&mut self, name: &str, value: &str, notation: Notation) {
        let mut lead = self.lead(name);
        match (self.encoding, notation) {
            (Encoding::Json, Notation::Text) => push_json(&mut lead, value),
            (Encoding::Json, Notation::Json) => lead.push_str(value),
            _ => push_form(&mut lead, value),
        }
        self.fixed_length += lead.len() + 1;
        let separator = self.separator();
        if let Some(Step::Fixed(text)) = self.steps.last_mut() {
            text.0.push(separator);
            text.0.push_str(&lead);
            drop(WipedText(lead));
        } else {
            self.steps.push(Step::Fixed(WipedText(lead)));
        }
    }

    pub(super) fn separator(&self) -> char {
        match self.encoding {
            Encoding::Form | Encoding::Query(_) => '&',
            Encoding::Json => ',',
        }
    }
}

/// Whether one of the values is such.
fn has(parts: &[Part], is_such: &dyn Fn(Source) -> bool) -> bool {
    parts.iter().any(|part| matches!(part, Part::Value(source) if is_such(*source)))
}
