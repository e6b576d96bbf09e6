//! Documentation: what the file says to people, by path.

use std::collections::BTreeMap;

use crate::raw::{Document as File, Fact, Field, FieldKind};
use crate::scopes::Scope;
use crate::span::Slot;
use crate::{Docs, Document};

pub(super) fn docs(file: &File<'_>, scopes: &[Scope<'_>]) -> Docs {
    Docs {
        about: file.provider.about.get().map(|about| (*about).to_owned()),
        documents: documents(file),
        seen: facts(&file.seen),
        unconfirmed: facts(&file.unconfirmed),
        descriptions: descriptions(file, scopes),
    }
}

fn facts(facts: &[Fact<'_>]) -> Vec<(String, String)> {
    facts.iter().map(|fact| (fact.path.value.to_owned(), fact.why.to_owned())).collect()
}

fn documents(file: &File<'_>) -> Vec<Document> {
    let one = file.provider.docs.get().map(|url| Document {
        id: "docs".to_owned(),
        title: "Documentation".to_owned(),
        url: Some((*url).to_owned()),
    });
    let several = file.documents.iter().map(|document| Document {
        id: document.id.value.to_owned(),
        title: document.title.or("").to_owned(),
        url: document.url.get().map(|url| (*url).to_owned()),
    });
    one.into_iter().chain(several).collect()
}

/// Descriptions by path.
struct Descriptions(BTreeMap<String, String>);

impl Descriptions {
    fn add(&mut self, table: &str, key: &str, text: Option<&str>) {
        // A description that says nothing is none.
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            let mut path = String::with_capacity(table.len() + key.len());
            path.push_str(table);
            path.push_str(key);
            self.0.insert(path, text.to_owned());
        }
    }

    fn fields(&mut self, table: &str, fields: &[Field<'_>]) {
        for field in fields {
            self.add(table, field.name.value, given(&field.description));
            if let Some(FieldKind::Object(inner)) = field.kind.as_ref().map(FieldKind::element) {
                self.fields(&format!("{table}{}.fields.", field.name.value), inner);
            }
        }
    }
}

fn given<'t>(slot: &Slot<&'t str>) -> Option<&'t str> {
    slot.get().copied()
}

fn descriptions(file: &File<'_>, scopes: &[Scope<'_>]) -> BTreeMap<String, String> {
    let mut all = Descriptions(BTreeMap::new());
    for scope in scopes {
        all.add("scopes.list.", &scope.value, scope.description);
    }
    for set in file.scopes.get().iter().flat_map(|scopes| &scopes.sets) {
        all.add("scopes.sets.", set.name.value, given(&set.description));
        for scope in crate::scopes::of(set) {
            let table = format!("scopes.sets.{}.list.", set.name.value);
            all.add(&table, &scope.value, scope.description);
        }
    }
    for method in file.methods() {
        all.add("client.methods.", method.name.value, given(&method.description));
    }
    for variable in file.variables.items() {
        all.add("variables.", variable.name.value, given(&variable.description));
    }
    for environment in file.environments.items() {
        all.add("environments.", environment.name.value, given(&environment.description));
    }
    for variant in &file.variants {
        all.add("variants.", variant.name.value, given(&variant.description));
    }
    for grant in file.grants.items() {
        all.add("grants.", grant.name.value, given(&grant.description));
        if grant.parameters.is_empty() {
            continue;
        }
        let table = format!("grants.{}.parameters.", grant.name.value);
        for parameter in &grant.parameters {
            all.add(&table, parameter.name.value, given(&parameter.description));
        }
    }
    if let Some(token) = file.token.get() {
        all.fields("token.fields.", &token.fields);
    }
    if let Some(refusal) = file.errors.get() {
        all.fields("errors.fields.", &refusal.fields);
    }
    if let Some(callback) = file.callback.get() {
        all.fields("callback.fields.", &callback.fields);
    }
    if let Some(id_token) = file.id_token.get() {
        all.fields("id_token.claims.", &id_token.claims);
    }
    if let Some(userinfo) = file.userinfo.get() {
        all.fields("userinfo.fields.", &userinfo.fields);
    }
    for computed in file.computed.items() {
        all.add("computed.", computed.name.value, given(&computed.description));
    }
    for webhook in file.webhooks.items() {
        all.add("webhooks.", webhook.name.value, given(&webhook.description));
    }
    for call in file.calls.items() {
        all.add("calls.", call.name.value, given(&call.description));
        if let Some(fields) = call.fields.get() {
            all.fields(&format!("calls.{}.fields.", call.name.value), fields);
        }
    }
    for consent in file.consents.items() {
        all.add("consents.", consent.name.value, given(&consent.description));
        if let Some(fields) = consent.fields.get() {
            all.fields(&format!("consents.{}.fields.", consent.name.value), fields);
        }
    }
    for detail in file.authorization_details.items() {
        all.add("authorization_details.", detail.name.value, given(&detail.description));
        if let Some(fields) = detail.fields.get() {
            all.fields(&format!("authorization_details.{}.fields.", detail.name.value), fields);
        }
    }
    all.0
}
