//! Which warnings are shown, and which count as mistakes.

use oauth_spec::{Diagnostic, LINTS, Level, nearest};

use crate::arguments::Check;

/// What the command line says about lints.
pub(super) struct Levels {
    allowed: Vec<String>,
    denied: Vec<String>,
}

/// All lints.
const WARNINGS: &str = "warnings";

impl Levels {
    /// As given; a sentence if a lint is not known.
    pub(super) fn new(given: &Check) -> Result<Self, String> {
        let (allowed, denied) = (given.allow.clone(), given.deny.clone());
        let names = LINTS.iter().map(|lint| lint.name);
        for name in allowed.iter().chain(&denied) {
            if name == WARNINGS || names.clone().any(|known| known == name) {
                continue;
            }
            let known = names.clone().chain([WARNINGS]);
            let help = match nearest(name, known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("lints: {}", known.collect::<Vec<_>>().join(", ")),
            };
            return Err(format!("there is no lint `{name}`\n= help: {help}"));
        }
        Ok(Self { allowed, denied })
    }

    /// Whether a warning is not shown. One that is denied by name is.
    pub(super) fn allows(&self, diagnostic: &Diagnostic) -> bool {
        let Some(lint) = diagnostic.lint else { return false };
        let by_name = has(&self.allowed, lint.name);
        by_name || (has(&self.allowed, WARNINGS) && !has(&self.denied, lint.name))
    }

    /// Whether it counts as a mistake.
    pub(super) fn denies(&self, diagnostic: &Diagnostic) -> bool {
        match diagnostic.lint {
            Some(lint) => has(&self.denied, lint.name) || has(&self.denied, WARNINGS),
            None => true,
        }
    }

    /// `error` or `warning`.
    pub(super) fn word(&self, diagnostic: &Diagnostic) -> &'static str {
        if diagnostic.level == Level::Error || self.denies(diagnostic) {
            "error"
        } else {
            "warning"
        }
    }
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|one| one == name)
}
