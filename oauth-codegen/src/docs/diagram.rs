//! A flow as a sequence diagram (Mermaid).

use std::fmt::Write as _;

use oauth_spec::ProviderSpec;

use super::steps::{Carried, Step, steps};
use crate::markdown::is_invisible;

/// The flow of the grant with that TOML name, as [`steps`]. `None` if the provider has no such grant.
///
/// A parameter stands under the place that it goes to; `name` alone is what the standards call so.
pub fn diagram(spec: &ProviderSpec, grant: &str) -> Option<String> {
    let mut text = "sequenceDiagram\n".to_owned();
    for step in steps(spec, grant)? {
        let _ = write!(text, "    {}->>{}: ", step.from.name(), step.to.name());
        for (place, line) in step.lines().iter().enumerate() {
            if place > 0 {
                text.push_str("<br/>");
            }
            escape(&mut text, line);
        }
        text.push('\n');
    }
    Some(text)
}

impl Step {
    /// It as lines: what it is, then what it carries, a line for each place.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.text()];
        let mut places: Vec<(&str, Vec<String>)> = Vec::new();
        for carried in &self.carries {
            match places.iter_mut().find(|(place, _)| *place == carried.place) {
                Some((_, texts)) => texts.push(carried.to_text()),
                None => places.push((carried.place, vec![carried.to_text()])),
            }
        }
        lines.extend(
            places.into_iter().map(|(place, texts)| format!("{place}: {}", texts.join(", "))),
        );
        lines
    }
}

impl Carried {
    /// Name and value; the name alone where it says the value too.
    fn to_text(&self) -> String {
        match (self.place, &self.name, &self.value) {
            ("headers", name, value) => format!("{name}: {value}"),
            (_, name, value) if *value == format!("{{{name}}}") => name.clone(),
            (_, name, value) => format!("{name}={value}"),
        }
    }
}

/// What means something to Mermaid is written as a character's number.
fn escape(text: &mut String, line: &str) {
    for character in line.chars() {
        match character {
            '#' => text.push_str("#35;"),
            ';' => text.push_str("#59;"),
            '<' => text.push_str("#60;"),
            // A code block in documentation ends at three of these.
            '`' => text.push_str("#96;"),
            other if is_invisible(other) => {}
            other => text.push(other),
        }
    }
}
