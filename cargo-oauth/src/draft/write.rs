//! A draft as TOML, with comments for the person who goes on with it.

use std::fmt::Write as _;

use super::{Draft, Source};

impl Draft {
    /// The file. It passes `cargo oauth check`, unless what it was made of is wrong.
    pub(crate) fn to_toml(&self) -> String {
        let mut file = Writer::default();
        file.head(self);
        file.client(self);
        file.endpoints(self);
        file.grants(self);
        file.rest(self);
        file.text
    }
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn line(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.text, "{line}");
    }

    fn head(&mut self, draft: &Draft) {
        let title = &draft.title;
        self.line(format_args!("# {}.", title.replace(['\n', '\r'], " ")));
        self.line("#");
        self.line(
            "# Only what differs from the standards has to be said: `cargo oauth schema --format markdown` has every \
             word.",
        );
        self.line("schema = 1\n");
        self.line("[provider]");
        self.line(format_args!("name  = {}", quoted(&draft.name)));
        // The name is the title already.
        if *title != draft.name {
            self.line(format_args!("title = {}", quoted(title)));
        }
        if draft.documents.is_empty() {
            self.line("\n# Where the facts come from:\n# [documents]");
            self.line("# guide = { title = \"Authentication\", url = \"https://…\" }");
            self.line("# [unconfirmed]                 # keys below that no document states, and why they are so");
            self.line("# \"token.lifetime\" = \"…\"");
        } else {
            self.line("\n[documents]");
        }
        for Source { id, title, url } in &draft.documents {
            let url =
                url.as_ref().map(|url| format!(", url = {}", quoted(url))).unwrap_or_default();
            self.line(format_args!("{id} = {{ title = {}{url} }}", quoted(title)));
        }
    }

    fn client(&mut self, draft: &Draft) {
        if draft.authentication.is_empty() && draft.dpop.is_none() {
            return;
        }
        self.line("\n[client]");
        match draft.authentication.as_slice() {
            [] => {}
            [one] => self.line(format_args!("authentication = {}", quoted(one))),
            several => self.line(format_args!("authentication = {}", listed(several))),
        }
        if let Some(algorithm) = &draft.assertion {
            self.line(format_args!("assertion = {{ algorithm = {} }}", quoted(algorithm)));
        }
        if let Some(algorithm) = &draft.dpop {
            let algorithm = quoted(algorithm);
            self.line(format_args!("dpop = {{ algorithm = {algorithm}, required = true }}"));
        }
    }

    fn endpoints(&mut self, draft: &Draft) {
        self.line("\n[endpoints]");
        let width = draft.endpoints.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
        for (key, url) in &draft.endpoints {
            self.line(format_args!("{key:width$} = {}", quoted(url)));
        }
    }

    fn grants(&mut self, draft: &Draft) {
        for grant in &draft.grants {
            self.line(format_args!("\n[grants.{}]", key(&grant.name)));
            for line in &grant.lines {
                self.line(line);
            }
        }
    }

    fn rest(&mut self, draft: &Draft) {
        if let Some(separator) = &draft.separator {
            self.line(format_args!("\n[scopes]\nseparator = {}", quoted(separator)));
        }
        if !draft.scopes.is_empty() {
            self.line(
                "\n[scopes.list]                  # what each allows goes between the quotes",
            );
        }
        for scope in &draft.scopes {
            self.line(format_args!("{} = \"\"", quoted(scope)));
        }
        for kind in &draft.details {
            self.line(format_args!("\n[authorization_details.{}]", key(kind)));
            self.line("# What it holds goes here: `fields.name = {}`.");
        }
        if draft.revoked_by_anybody {
            self.line("\n[revocation]\nauthentication = \"none\"");
        }
        if let Some(algorithms) = &draft.id_token {
            self.line("\n[id_token]");
            if !algorithms.is_empty() {
                self.line(format_args!("algorithms = {}", listed(algorithms)));
            }
        }
        if draft.iss_required {
            self.line("\n[callback]\niss = \"required\"               # RFC 9207");
        }
        if !draft.remarks.is_empty() {
            self.line("");
        }
        for remark in &draft.remarks {
            self.line(format_args!("# {}", remark.replace(['\n', '\r'], " ")));
        }
    }
}

/// A key, bare if it can be (TOML 1.0, "Keys").
fn key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A list of texts.
fn listed(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A basic string (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
