//! Rust names: everything gets one, and no two the same.

use std::collections::{HashMap, HashSet};

use crate::names::{Names, case};
use crate::raw::{Document, Environment, Field, FieldKind, Grant, GrantKind, Variable, Variant};
use crate::report::{Errors, quote};
use crate::scopes::Scope;
use crate::span::{Slot, Span, Spanned};

/// Makes the names, and reports those that cannot be.
pub(crate) fn make(document: &Document<'_>, scopes: &[Scope<'_>], errors: &mut Errors) -> Names {
    let mut maker = Maker { names: Names::default(), types: HashMap::new(), errors };
    maker.provider(document.provider.name);
    maker.scopes(scopes);
    maker.environments(document.environments.get().map_or(&[], Vec::as_slice));
    maker.variants(&document.variants);
    maker.variables(document.variables.get().map_or(&[], Vec::as_slice));
    for grant in document.grants.get().into_iter().flatten() {
        maker.grant(grant);
    }
    let token = document.token.get().map_or(&[][..], |token| &token.fields);
    maker.fields("token.fields", "", token);
    maker.fields("errors.fields", "", document.error_fields.get().map_or(&[], Vec::as_slice));
    let callback = document.callback.get().map_or(&[][..], |callback| &callback.fields);
    maker.fields("callback.fields", "", callback);
    maker.names
}

/// Names of one kind that must differ: what each was made from, and where that stands.
type Taken = HashMap<String, (Span, String)>;

struct Maker<'e> {
    names: Names,
    types: Taken,
    errors: &'e mut Errors,
}

/// What an author can do about two names that are the same.
#[derive(Clone, Copy)]
enum Remedy {
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
            Self::RustName => "give one of them a `rust_name`",
            Self::Rename => "rename one of them",
            Self::Values => "leave `enum` out to take the text as it is",
            Self::Wire => {
                "rename one of them, and write it under its own name in `request.parameters`"
            }
        }
    }
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

    fn scopes(&mut self, scopes: &[Scope<'_>]) {
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
                    self.insert("scopes.list.", name.value, given.value.to_owned());
                } else {
                    self.not_an_identifier(given, "a variant, such as `UserRead`");
                }
                continue;
            }
            self.variant(&mut taken, "scopes.list.", name, Remedy::RustName);
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
        if grant.kind != GrantKind::Custom || grant.broken {
            return;
        }
        if let Some(pascal) = case::pascal(grant.name.value) {
            self.claim_type(&pascal, grant.name, Remedy::Rename);
            self.insert("grants.", grant.name.value, pascal);
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
            if let Some(kind @ (FieldKind::Enum(_) | FieldKind::Object(_))) = &field.kind {
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

    /// Takes a name among its kind, or reports who has it.
    fn claim(&mut self, taken: &mut Taken, rust: &str, name: Spanned<&str>, remedy: Remedy) {
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
    fn claim_type(&mut self, rust: &str, name: Spanned<&str>, remedy: Remedy) {
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
    fn nameless(&mut self, name: Spanned<&str>, remedy: Remedy) {
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

    fn not_an_identifier(&mut self, given: Spanned<&str>, what: &str) {
        self.errors
            .add(given.span, format!("{} cannot be a name in Rust", quote(given.value)))
            .label("not an identifier")
            .help(format!("a name for {what}"));
    }
}
