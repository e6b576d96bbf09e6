//! A list of parameters, prepared: what the settings fix is written once, when the client is built.

use oauth_spec::{Parameter, Part, Source, Template};

use super::values::{Fixed, Given, Values, how_to_give};
use crate::error::Error;
use crate::escape::{form, push_form, push_json};
use crate::wipe::WipedText;

/// How names and values are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// `name=value&…`
    Form,
    /// `"name":value,…`
    Json,
}

/// A prepared list of parameters.
pub(crate) struct Recipe {
    encoding: Encoding,
    steps: Vec<Step>,
    names: Vec<&'static str>,
    /// How many bytes the fixed part takes.
    fixed_length: usize,
}

enum Step {
    /// Parameters that never change, separators between them included.
    Fixed(WipedText),
    /// A parameter whose value the call knows: what stands before it, and how it is made.
    Value { lead: String, template: Template },
}

impl Recipe {
    /// Prepares a list. What it needs from the settings and does not get goes to `messages`.
    pub(crate) fn prepare(
        encoding: Encoding,
        parameters: &[Parameter],
        fixed: &Fixed,
        messages: &mut Vec<String>,
    ) -> Self {
        let mut recipe = Self { encoding, steps: Vec::new(), names: Vec::new(), fixed_length: 0 };
        let values = Values { fixed: Some(fixed), ..Values::default() };
        for Parameter { name, value, .. } in parameters {
            recipe.names.push(name);
            if !value.sources().all(Fixed::knows) {
                let lead = recipe.lead(name);
                recipe.steps.push(Step::Value { lead, template: *value });
                continue;
            }
            match values.fill(*value) {
                Ok(text) => recipe.fix(name, &text.0),
                // It may be left out: RFC 6749, 4.1.1 and 4.1.3.
                Err(Source::RedirectUri) if value.as_source().is_some() => {}
                Err(source) => {
                    messages
                        .push(format!("the parameter `{name}` is needed: {}", how_to_give(source)));
                }
            }
        }
        recipe
    }

    /// Adds a parameter that never changes, unless the list has it already.
    pub(crate) fn add(&mut self, name: &'static str, value: &str) {
        if !self.has(name) {
            self.names.push(name);
            self.fix(name, value);
        }
    }

    /// Whether the list has a parameter of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
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
            Encoding::Form => {
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

    fn fix(&mut self, name: &str, value: &str) {
        let mut lead = self.lead(name);
        match self.encoding {
            Encoding::Form => push_form(&mut lead, value),
            Encoding::Json => push_json(&mut lead, value),
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

    fn separator(&self) -> char {
        match self.encoding {
            Encoding::Form => '&',
            Encoding::Json => ',',
        }
    }

    /// Writes the list. `first` says that nothing stands before it.
    pub(crate) fn write(
        &self,
        out: &mut String,
        first: &mut bool,
        values: &Values<'_>,
    ) -> Result<(), Error> {
        let separator = self.separator();
        for step in &self.steps {
            let before = out.len();
            if !*first {
                out.push(separator);
            }
            match step {
                Step::Fixed(text) => out.push_str(&text.0),
                Step::Value { lead, template: Template::One(Part::Value(source)) } => {
                    let Some(value) = values.get(*source) else {
                        out.truncate(before);
                        continue;
                    };
                    out.push_str(lead);
                    self.push(out, &value);
                }
                Step::Value { lead, template } => {
                    out.push_str(lead);
                    let text = values.fill(*template).map_err(|source| {
                        let lead = lead.trim_end_matches(['=', ':']);
                        Error::configuration(format!(
                            "the parameter `{lead}` is needed: {}",
                            how_to_give(source)
                        ))
                    })?;
                    self.push(out, &Given::Text(text.0.as_str().into()));
                }
            }
            *first = false;
        }
        Ok(())
    }

    /// Writes one more parameter.
    pub(crate) fn write_extra(
        &self,
        out: &mut String,
        first: &mut bool,
        name: &str,
        value: &Given<'_>,
    ) {
        if !std::mem::take(first) {
            out.push(self.separator());
        }
        match self.encoding {
            Encoding::Form => {
                push_form(out, name);
                out.push('=');
            }
            Encoding::Json => {
                push_json(out, name);
                out.push(':');
            }
        }
        self.push(out, value);
    }

    fn push(&self, out: &mut String, value: &Given<'_>) {
        match (self.encoding, value) {
            (Encoding::Form, Given::Plain(text)) => out.push_str(text),
            (Encoding::Form, Given::Text(text)) => push_form(out, text),
            (Encoding::Json, Given::Plain(text)) => push_json(out, text),
            (Encoding::Json, Given::Text(text)) => push_json(out, text),
            (_, number) => out.push_str(&number.clone().text()),
        }
    }
}
