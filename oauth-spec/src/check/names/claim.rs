//! Claims on Rust names: no two the same, and every one an identifier.

use super::{Maker, Taken};
use crate::names::Names;
use crate::report::quote;
use crate::span::Spanned;

/// What an author can do about two names that are the same.
#[derive(Clone, Copy)]
pub(super) enum Remedy {
    /// `rust_name = "…"`.
    RustName,
    /// The name is the author's own.
    Rename,
    /// Values of an enum have no names of their own.
    Values,
    /// The name is on the wire as well.
    Wire,
}

impl Remedy {
    fn help(self) -> &'static str {
        match self {
            Self::RustName => "give this one a `rust_name`",
            Self::Rename => "rename one of them",
            Self::Values => "leave `enum` out to take the text as it is",
            Self::Wire => {
                "rename one of them, and write it under its own name in `request.parameters`"
            }
        }
    }
}

impl Maker<'_> {
    /// Takes a name among its kind, or reports who has it.
    pub(super) fn claim(
        &mut self,
        taken: &mut Taken,
        rust: &str,
        name: Spanned<&str>,
        remedy: Remedy,
    ) {
        let Some((first, written)) = taken.get(rust) else {
            taken.insert(rust.to_owned(), (name.span, name.value.to_owned()));
            return;
        };
        let message = if written == name.value {
            format!("two things called {} give one Rust name, {}", quote(written), quote(rust))
        } else {
            let (first, second) = (quote(written), quote(name.value));
            format!("{first} and {second} give one Rust name, {}", quote(rust))
        };
        let error = self.errors.add(name.span, message);
        error.label(format!("{} again", quote(rust))).help(remedy.help());
        if *first != name.span {
            error.related(*first, format!("{} here", quote(rust)));
        }
    }

    /// Takes the name of a type.
    pub(super) fn claim_type(&mut self, rust: &str, name: Spanned<&str>, remedy: Remedy) {
        if Names::GENERATED.contains(&rust) {
            self.errors
                .add(
                    name.span,
                    format!("{} is a name that every generated module has", quote(rust)),
                )
                .label(format!("its type would be called {} too", quote(rust)))
                .help(match remedy {
                    Remedy::RustName => "give it a `rust_name`",
                    _ => "choose another name",
                });
            return;
        }
        let mut types = std::mem::take(&mut self.types);
        self.claim(&mut types, rust, name, remedy);
        self.types = types;
    }

    /// No letter in it, or a word that Rust keeps for itself.
    pub(super) fn nameless(&mut self, name: Spanned<&str>, remedy: Remedy) {
        self.errors
            .add(name.span, format!("{} cannot be a name in Rust", quote(name.value)))
            .label("no identifier can be made of this")
            .help(match remedy {
                Remedy::RustName => "add `rust_name = \"…\"`",
                Remedy::Rename => "choose another name",
                Remedy::Values => Remedy::Values.help(),
                Remedy::Wire => {
                    "choose another name, and write it under its own in `request.parameters`"
                }
            });
    }

    pub(super) fn not_an_identifier(&mut self, given: Spanned<&str>, what: &str) {
        self.errors
            .add(given.span, format!("{} cannot be a name in Rust", quote(given.value)))
            .label("not an identifier")
            .help(format!("a name for {what}"));
    }
}
