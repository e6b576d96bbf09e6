//! Writing a prepared list of parameters.

use oauth_spec::{Notation, Part, ScopeEncoding};

use super::recipe::{Encoding, Recipe, Step};
use super::values::{Given, Values, how_to_give};
use crate::error::Error;
use crate::escape::{push_component, push_form, push_json, push_json_inner, push_raw};

impl Recipe {
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
                Step::Value { lead, source } => {
                    let Some(value) = values.get(*source) else {
                        out.truncate(before);
                        continue;
                    };
                    if let Given::Several(texts) = value {
                        self.push_several(out, lead, texts);
                        *first = false;
                        continue;
                    }
                    out.push_str(lead);
                    match value {
                        Given::Plain(text) if self.encoding != Encoding::Json => out.push_str(text),
                        value => self.push(out, &value),
                    }
                }
                Step::Filled { lead, parts, notation } => {
                    out.push_str(lead);
                    self.push_filled(out, lead, parts, *notation, values)?;
                }
                Step::List { lead, items } => {
                    let end = out.len() + lead.len() + 1;
                    out.push_str(lead);
                    out.push('[');
                    for (parts, notation) in items {
                        let one = match **parts {
                            [Part::Value(source)] => match values.get(source) {
                                Some(value) => Some(value),
                                None => continue,
                            },
                            _ => None,
                        };
                        if out.len() > end {
                            out.push(',');
                        }
                        match one {
                            Some(value) => self.push(out, &value),
                            None => self.push_filled(out, lead, parts, *notation, values)?,
                        }
                    }
                    out.push(']');
                }
            }
            *first = false;
        }
        Ok(())
    }

    /// Several texts: a parameter each, a list in JSON.
    #[cold]
    fn push_several(&self, out: &mut String, lead: &str, texts: &[String]) {
        let is_json = self.encoding == Encoding::Json;
        for (place, text) in texts.iter().enumerate() {
            match (place, is_json) {
                (0, true) => {
                    out.push_str(lead);
                    out.push('[');
                }
                (0, false) => out.push_str(lead),
                (_, true) => out.push(','),
                (_, false) => {
                    out.push(self.separator());
                    out.push_str(lead);
                }
            }
            self.push(out, &Given::Text(text.as_str().into()));
        }
        if is_json {
            out.push(']');
        }
    }

    fn push_filled(
        &self,
        out: &mut String,
        lead: &str,
        parts: &[Part],
        notation: Notation,
        values: &Values<'_>,
    ) -> Result<(), Error> {
        let push = match notation {
            Notation::Text => String::push_str,
            Notation::Json => push_json_inner,
        };
        let text = values.fill_parts(&mut parts.iter().copied(), push).map_err(|source| {
            let lead = lead.trim_end_matches(['=', ':']);
            Error::configuration(format!(
                "the parameter `{lead}` is needed: {}",
                how_to_give(source)
            ))
        })?;
        if self.encoding == Encoding::Json && notation == Notation::Json {
            out.push_str(&text.0);
        } else {
            self.push(out, &Given::Text(text.0.as_str().into()));
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
            Encoding::Form | Encoding::Query(_) => {
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
        match (value, self.encoding) {
            (Given::Scopes(text), Encoding::Query(ScopeEncoding::Percent)) => {
                push_component(out, text);
            }
            (Given::Scopes(text), Encoding::Query(ScopeEncoding::Raw)) => push_raw(out, text),
            (Given::Integer(_) | Given::Boolean(_), _) => out.push_str(&value.clone().text()),
            (Given::Plain(text) | Given::Scopes(text), Encoding::Json) => push_json(out, text),
            (Given::Text(text), Encoding::Json) => push_json(out, text),
            (Given::Several(_), _) => push_form(out, &value.clone().text()),
            (Given::Json(text), Encoding::Json) | (Given::Plain(text), _) => out.push_str(text),
            (Given::Scopes(text) | Given::Json(text), _) => push_form(out, text),
            (Given::Text(text), _) => push_form(out, text),
        }
    }
}
