//! Rust names: everything gets one, and no two the same.

mod claim;
mod modules;

use std::collections::{HashMap, HashSet};

use claim::Remedy;

use crate::names::{Names, case};
use crate::raw::{
    Document, Environment, Field, FieldKind, Grant, GrantKind, ScopeSet, Variable, Variant,
};
use crate::report::{Errors, quote};
use crate::scopes::{self, Scope};
use crate::span::{Slot, Span, Spanned};

/// Makes the names, and reports those that cannot be.
pub(crate) fn make(document: &Document<'_>, scopes: &[Scope<'_>], errors: &mut Errors) -> Names {
    let mut maker = Maker { names: Names::default(), types: HashMap::new(), errors };
    maker.provider(document.provider.name);
    maker.scopes("scopes.list.", scopes);
    for set in document.scopes.get().iter().flat_map(|scopes| &scopes.sets) {
        maker.scope_set(set);
    }
    maker.environments(document.environments.get().map_or(&[], Vec::as_slice));
    maker.variants(&document.variants);
    maker.variables(document.variables.get().map_or(&[], Vec::as_slice));
    for grant in document.grants.items() {
        maker.grant(grant);
    }
    let token = document.token.get().map_or(&[][..], |token| &token.fields);
    maker.fields("token.fields", "", token);
    let errors = document.errors.get().map_or(&[][..], |errors| &errors.fields);
    maker.fields("errors.fields", "", errors);
    let callback = document.callback.get().map_or(&[][..], |callback| &callback.fields);
    maker.fields("callback.fields", "", callback);
    if let Some(id_token) = document.id_token.get() {
        maker.fields("id_token.claims", "IdToken", &id_token.claims);
    }
    if let Some(userinfo) = document.userinfo.get() {
        maker.fields("userinfo.fields", "Userinfo", &userinfo.fields);
    }
    maker.modules(document);
    maker.names
}

/// Names of one kind that must differ: what each was made from, and where that stands.
type Taken = HashMap<String, (Span, String)>;

struct Maker<'e> {
    names: Names,
    types: Taken,
    errors: &'e mut Errors,
}

impl Maker<'_> {
    fn provider(&mut self, name: Slot<&str>) {
        let Some(name) = name.given() else { return };
        let (Some(pascal), Some(snake)) = (case::pascal(name.value), case::snake(name.value))
        else {
            return;
        };
        if Names::GENERATED.contains(&pascal.as_str()) {
            self.errors
                .add(
                    name.span,
                    format!("{} is a name that every generated module has", quote(&pascal)),
                )
                .label(format!("would be called {} too", quote(&pascal)))
                .help(format!("choose another name, such as `{}-api`", name.value));
        } else if modules::INNER.contains(&snake.as_str()) {
            self.errors
                .add(name.span, format!("{} is a module of generated modules", quote(&snake)))
                .label("would be the name of the module around it too")
                .help(format!("choose another name, such as `{}-api`", name.value));
        } else if case::is_never_raw(&snake) {
            self.errors
                .add(name.span, format!("{} cannot be the name of a module", quote(&snake)))
                .label("a keyword of Rust")
                .help(format!("choose another name, such as `{}-api`", name.value));
        }
        self.types.insert(pascal.clone(), (name.span, name.value.to_owned()));
        self.names.provider = pascal;
        self.names.module = case::identifier(snake);
    }

    /// A further list of scopes: a type, and its variants.
    fn scope_set(&mut self, set: &ScopeSet<'_>) {
        let name = set.name;
        if let Some(pascal) = case::pascal(name.value) {
            let pascal = format!("{}Scope", pascal.trim_end_matches('_'));
            self.claim_type(&pascal, name, Remedy::Rename);
            self.insert("scopes.sets.", name.value, pascal);
        }
        self.scopes(&format!("scopes.sets.{}.list.", name.value), &scopes::of(set));
    }

    fn scopes(&mut self, path: &str, scopes: &[Scope<'_>]) {
        let mut taken = Taken::with_capacity(scopes.len());
        let mut values: HashMap<&str, Span> = HashMap::with_capacity(scopes.len());
        for scope in scopes {
            let name = Spanned { value: &*scope.value, span: scope.span };
            if let Some(first) = values.insert(name.value, name.span) {
                super::twice(name, first, "scope", self.errors);
                continue;
            }
            // That it is empty has been said.
            if name.value.trim().is_empty() {
                continue;
            }
            if let Some(given) = scope.rust_name {
                if case::is_pascal(given.value) {
                    self.claim(&mut taken, given.value, name, Remedy::RustName);
                    self.insert(path, name.value, given.value.to_owned());
                } else {
                    self.not_an_identifier(given, "a variant, such as `UserRead`");
                }
                continue;
            }
            self.variant(&mut taken, path, name, Remedy::RustName);
        }
    }

    fn environments(&mut self, environments: &[Environment<'_>]) {
        let mut taken = Taken::new();
        for environment in environments {
            self.variant(&mut taken, "environments.", environment.name, Remedy::Rename);
        }
    }

    fn variants(&mut self, variants: &[Variant<'_>]) {
        let mut taken = Taken::new();
        for variant in variants {
            self.variant(&mut taken, "variants.", variant.name, Remedy::Rename);
        }
    }

    fn variables(&mut self, variables: &[Variable<'_>]) {
        for variable in variables {
            // Names of variables are lower case with underscores, so no two become the same.
            let name = variable.name;
            if !super::variables::is_name(name.value) {
                continue;
            }
            let identifier = case::identifier(name.value.to_owned());
            self.insert("variables.", name.value, identifier);
            let Some(values) = variable.values() else { continue };
            if let Some(pascal) = case::pascal(name.value) {
                self.claim_type(&pascal, name, Remedy::Rename);
                self.names.by_path.insert(format!("variables.{}:type", name.value), pascal);
            }
            let path = format!("variables.{}.values.", name.value);
            self.values(&path, values, Remedy::Rename);
        }
    }

    fn grant(&mut self, grant: &Grant<'_>) {
        // What comes after another grant is asked for by nobody, and so has no type.
        if grant.broken || !grant.after.is_missing() {
            return;
        }
        let name = grant.name;
        if let Some(pascal) = case::pascal(name.value) {
            if grant.kind == GrantKind::Custom {
                self.claim_type(&pascal, name, Remedy::Rename);
                self.insert("grants.", name.value, pascal);
            } else if !grant.parameters.is_empty() {
                let pascal = format!("{pascal}Parameters");
                self.claim_type(&pascal, name, Remedy::Rename);
                self.names.by_path.insert(format!("grants.{}:parameters", name.value), pascal);
            }
        }
        let path = format!("grants.{}.parameters.", grant.name.value);
        let mut taken = Taken::new();
        for parameter in &grant.parameters {
            let name = parameter.name;
            match case::snake(name.value) {
                Some(snake) if !case::is_never_raw(&snake) => {
                    self.claim(&mut taken, &snake, name, Remedy::Wire);
                    self.insert(&path, name.value, case::identifier(snake));
                }
                _ => self.nameless(name, Remedy::Wire),
            }
        }
    }

    /// Fields, and the types of those that are objects or enums.
    fn fields(&mut self, path: &str, parent: &str, fields: &[Field<'_>]) {
        let mut taken = Taken::new();
        for field in fields {
            let name = field.name;
            let given = match &field.rust_name {
                Slot::Given(given) => Some(Spanned { value: given.value, span: given.span }),
                Slot::Missing => None,
                Slot::Broken => continue,
            };
            let is_wrong = |name: &str| !case::is_snake(name) || case::is_never_raw(name);
            if let Some(given) = given.filter(|given| is_wrong(given.value)) {
                self.not_an_identifier(given, "a field, such as `user_id`");
                continue;
            }
            let snake = given.map_or_else(|| case::snake(name.value), |g| Some(g.value.to_owned()));
            let Some(snake) = snake.filter(|snake| !case::is_never_raw(snake)) else {
                self.nameless(name, Remedy::RustName);
                continue;
            };
            self.claim(&mut taken, &snake, name, Remedy::RustName);
            let here = format!("{path}.{}", name.value);
            let kind = field.kind.as_ref().map(FieldKind::element);
            if let Some(kind @ (FieldKind::Enum(_) | FieldKind::Object(_))) = kind {
                let own = case::pascal(&snake).unwrap_or_default();
                let pascal = format!("{parent}{}", own.trim_end_matches('_'));
                self.claim_type(&pascal, name, Remedy::RustName);
                match kind {
                    FieldKind::Object(fields) => {
                        self.fields(&format!("{here}.fields"), &pascal, fields);
                    }
                    FieldKind::Enum(values) => {
                        self.values(&format!("{here}.enum."), values, Remedy::Values);
                    }
                    _ => {}
                }
                self.names.by_path.insert(format!("{here}:type"), pascal);
            }
            self.names.by_path.insert(here, case::identifier(snake));
        }
    }

    /// Values of an enum; those that are there twice have their own message.
    fn values(&mut self, path: &str, values: &[Spanned<&str>], remedy: Remedy) {
        super::all_different(values, "value", self.errors);
        let mut taken = Taken::with_capacity(values.len());
        let mut seen = HashSet::with_capacity(values.len());
        for value in values.iter().filter(|value| seen.insert(value.value)) {
            self.variant(&mut taken, path, *value, remedy);
        }
    }

    /// A variant of an enum.
    fn variant(&mut self, taken: &mut Taken, path: &str, name: Spanned<&str>, remedy: Remedy) {
        match case::pascal(name.value) {
            Some(pascal) => {
                self.claim(taken, &pascal, name, remedy);
                self.insert(path, name.value, pascal);
            }
            None => self.nameless(name, remedy),
        }
    }

    fn insert(&mut self, table: &str, key: &str, name: String) {
        let mut path = String::with_capacity(table.len() + key.len());
        path.push_str(table);
        path.push_str(key);
        self.names.by_path.insert(path, name);
    }
}
