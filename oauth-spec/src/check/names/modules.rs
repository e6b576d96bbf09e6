//! What a generated module holds in modules of its own: calls, consents, webhooks.

use super::claim::Remedy;
use super::{Maker, Taken};
use crate::names::case;
use crate::raw::{Document, Field};
use crate::span::{Slot, Spanned};

impl Maker<'_> {
    /// `[calls]`, `[consents]`, `[webhooks]`.
    pub(super) fn modules(&mut self, document: &Document<'_>) {
        let calls = document.calls.get().into_iter().flatten();
        self.module("calls", calls.map(|call| (call.name, &call.fields)));
        let consents = document.consents.get().into_iter().flatten();
        self.module("consents", consents.map(|consent| (consent.name, &consent.fields)));
        let mut taken = Taken::new();
        for webhook in document.webhooks.get().into_iter().flatten() {
            let name = webhook.name;
            match case::snake(name.value) {
                Some(snake) => {
                    let constant = snake.to_ascii_uppercase();
                    self.claim(&mut taken, &constant, name, Remedy::Rename);
                    self.insert("webhooks.", name.value, constant);
                }
                None => self.nameless(name, Remedy::Rename),
            }
        }
    }

    /// A struct for each, and the types of its fields. A module is a place of its own: nothing in it is
    /// in the way of anything outside.
    fn module<'d, 't: 'd>(
        &mut self,
        table: &str,
        all: impl Iterator<Item = (Spanned<&'t str>, &'d Slot<Vec<Field<'t>>>)>,
    ) {
        let outside = std::mem::take(&mut self.types);
        for (name, fields) in all {
            let Some(pascal) = case::pascal(name.value) else {
                self.nameless(name, Remedy::Rename);
                continue;
            };
            let mut types = std::mem::take(&mut self.types);
            self.claim(&mut types, &pascal, name, Remedy::Rename);
            self.types = types;
            let path = format!("{table}.{}", name.value);
            let fields = fields.get().map_or(&[][..], Vec::as_slice);
            self.fields(&format!("{path}.fields"), pascal.trim_end_matches('_'), fields);
            self.names.by_path.insert(path, pascal);
        }
        self.types = outside;
    }
}
