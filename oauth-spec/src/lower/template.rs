//! Templates: names in braces become sources.

use super::leak;
use crate::template::{self, Part as Written};
use crate::{Part, Source, Template};

/// The values that a call brings with it.
#[derive(Clone, Copy)]
pub(crate) enum Call<'t> {
    /// None.
    Nothing,
    /// These.
    Own(&'t [&'t str]),
}

/// A template that has been checked.
pub(crate) fn template(written: &template::Template<'_>, call: Call<'_>) -> Template {
    let mut writer = Writer::default();
    writer.template(written, call, str::to_owned);
    writer.finish()
}

/// Puts a template together; texts in a row become one.
#[derive(Default)]
pub(super) struct Writer {
    parts: Vec<Part>,
    text: String,
}

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Everything in a template, its texts written in that way.
    pub(super) fn template(
        &mut self,
        written: &template::Template<'_>,
        call: Call<'_>,
        text: fn(&str) -> String,
    ) {
        for part in &written.parts {
            match part {
                Written::Text(more) => self.text.push_str(&text(more)),
                Written::Hole(hole) => {
                    self.end_text();
                    self.parts.push(Part::Value(source(hole.name, call)));
                }
            }
        }
    }

    /// Takes away the slash that a base ends in, before a path that begins with one.
    pub(super) fn end_without_slash(&mut self) {
        if self.text.ends_with('/') {
            self.text.pop();
        }
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(Part::Text(leak::text(&self.text)));
            self.text.clear();
        }
    }

    pub(super) fn finish(mut self) -> Template {
        self.end_text();
        match self.parts.as_slice() {
            [part] => Template::One(*part),
            _ => Template::of(leak::list(self.parts)),
        }
    }
}

/// What a name stands for.
pub(super) fn source(name: &str, call: Call<'_>) -> Source {
    // Names that are known in one place only, such as `secret`, are free in all others.
    if let Call::Own(own) = call
        && own.contains(&name)
    {
        return Source::Parameter(leak::text(name));
    }
    if let Some(header) = name.strip_prefix("request.header.") {
        return Source::Header(leak::text(&header.to_ascii_lowercase()));
    }
    let has_meaning = name.contains('.') || Source::NAMED.iter().any(|(known, _)| *known == name);
    let name = leak::text(name);
    let known = has_meaning.then(|| Source::from_name(name)).flatten();
    known.unwrap_or(Source::Variable(name))
}
