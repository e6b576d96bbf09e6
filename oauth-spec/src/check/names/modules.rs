//! What a generated module holds in modules of its own: calls, consents, authorization details, webhooks.

use super::claim::Remedy;
use super::{Maker, Taken};
use crate::names::case;
use crate::raw::{Document, Field};
use crate::span::{Slot, Spanned};

/// What those modules are called.
pub(super) const INNER: [&str; 4] = ["calls", "consents", "authorization_details", "webhooks"];

impl Maker<'_> {
    /// `[calls]`, `[consents]`, `[authorization_details]`, `[webhooks]`.
    pub(super) fn modules(&mut self, document: &Document<'_>) {
        let calls = document.calls.items().iter();
        self.module("calls", calls.map(|call| (call.name, None, &call.fields)));
        let consents = document.consents.items().iter();
        self.module("consents", consents.map(|it| (it.name, None, &it.fields)));
        let details = document.authorization_details.items().iter();
        let details = details.map(|it| (it.name, Some(&it.rust_name), &it.fields));
        self.module("authorization_details", details);
        let mut taken = Taken::new();
        for webhook in document.webhooks.items() {
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
        all: impl Iterator<
            Item = (Spanned<&'t str>, Option<&'d Slot<&'t str>>, &'d Slot<Vec<Field<'t>>>),
        >,
    ) {
        let outside = std::mem::take(&mut self.types);
        for (name, given, fields) in all {
            let remedy = if given.is_some() { Remedy::RustName } else { Remedy::Rename };
            let own = match given {
                Some(Slot::Given(given)) if case::is_pascal(given.value) => {
                    Some(given.value.to_owned())
                }
                Some(Slot::Given(given)) => {
                    let given = Spanned { value: given.value, span: given.span };
                    self.not_an_identifier(given, "a type, such as `PaymentInitiation`");
                    continue;
                }
                _ => case::pascal(name.value),
            };
            let Some(pascal) = own else {
                self.nameless(name, remedy);
                continue;
            };
            let mut types = std::mem::take(&mut self.types);
            self.claim(&mut types, &pascal, name, remedy);
            self.types = types;
            let path = format!("{table}.{}", name.value);
            let fields = fields.get().map_or(&[][..], Vec::as_slice);
            self.fields(&format!("{path}.fields"), pascal.trim_end_matches('_'), fields);
            self.names.by_path.insert(path, pascal);
        }
        self.types = outside;
    }
}
