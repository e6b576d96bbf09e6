//! Whose a token or an authorization is: of which provider, client, and values that say where it goes.

use std::fmt::Write as _;
use std::sync::Arc;

use oauth_spec::{Environment, Part, ProviderSpec, Source, Template, VariableKind};
use serde_json::{Map, Value as Json};

use super::address::is_in_host;
use super::values::Fixed;
use crate::error::{StoredError, shown};

/// Whose a token or an authorization is. The client's secret and its keys, which are changed now and then, are no part
/// of it.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub(crate) provider: Box<str>,
    pub(crate) environment: Option<Box<str>>,
    /// Which client's, where that is known and matters.
    client_id: Option<Box<str>>,
    /// The variables that say which server it is, or whose part of one. What an address of the API has in its path,
    /// such as a version, is not among them.
    variables: Vec<(Box<str>, Box<str>)>,
}

impl Origin {
    pub(super) fn new(fixed: &Fixed, environment: Option<&Environment>) -> Self {
        let spec = fixed.spec;
        let mut variables = Vec::new();
        for (name, value) in &fixed.variables {
            if leads(spec, name) {
                let is_host = spec.variable(name).is_some_and(|variable| {
                    matches!(variable.kind, VariableKind::Label | VariableKind::Hostname)
                });
                let value = if is_host { value.to_ascii_lowercase() } else { value.clone() };
                variables.push(((*name).into(), value.into()));
            }
        }
        Self {
            provider: spec.name.into(),
            environment: environment.map(|environment| environment.name.into()),
            client_id: fixed.client_id.as_deref().map(Into::into),
            variables,
        }
    }

    /// The same of what a person has made: it is no client's.
    pub(crate) fn of_a_person(&self) -> Arc<Self> {
        Arc::new(Self { client_id: None, ..self.clone() })
    }

    /// Whether that is of the same. What one of them does not know tells nothing apart: so it is with a text that was
    /// stored before this was written down, and with a variable that has come into the file or gone since.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let clients = self.client_id.as_ref().zip(other.client_id.as_ref());
        let value = |name| other.variables.iter().find(|(known, _)| known == name);
        let mut variables = self.variables.iter();
        self.provider == other.provider
            && self.environment == other.environment
            && clients.is_none_or(|(one, other)| one == other)
            && variables.all(|(name, own)| value(name).is_none_or(|(_, other)| own == other))
    }

    /// How people read it, without what the other has too.
    pub(crate) fn shown_beside(&self, other: &Self) -> String {
        let mut text = self.shown();
        if (&self.provider, &self.environment) != (&other.provider, &other.environment) {
            return text;
        }
        if let (Some(own), Some(others)) = (&self.client_id, &other.client_id)
            && own != others
        {
            // It cannot fail.
            let _ = write!(text, " with the client id `{}`", shown(own));
        }
        for (name, own) in &self.variables {
            let is_other = |(known, value): &&(Box<str>, Box<str>)| known == name && value != own;
            if other.variables.iter().any(|variable| is_other(&variable)) {
                let _ = write!(text, " with `{}` = `{}`", shown(name), shown(own));
            }
        }
        text
    }

    /// How people read it.
    pub(crate) fn shown(&self) -> String {
        match &self.environment {
            Some(environment) => format!("`{}` ({environment})", self.provider),
            None => format!("`{}`", self.provider),
        }
    }

    /// Refuses what belongs to somebody else.
    pub(crate) fn expect(&self, found: &Self, kind: &'static str) -> Result<(), StoredError> {
        if self.is_of(found) {
            return Ok(());
        }
        let (found, expected) = (found.shown_beside(self), self.shown_beside(found));
        Err(StoredError::Other { kind, found, expected })
    }

    /// Writes it beside what belongs to it.
    pub(crate) fn save(&self, members: &mut Map<String, Json>) {
        members.insert("provider".to_owned(), (*self.provider).into());
        members.insert("environment".to_owned(), self.environment.as_deref().into());
        if let Some(id) = &self.client_id {
            members.insert("client_id".to_owned(), (**id).into());
        }
        if !self.variables.is_empty() {
            let mut variables = Map::new();
            for (name, value) in &self.variables {
                variables.insert((**name).to_owned(), (**value).into());
            }
            members.insert("variables".to_owned(), Json::Object(variables));
        }
    }

    /// What was written; nothing of what no text had before.
    pub(crate) fn restore(provider: &str, members: &Map<String, Json>) -> Self {
        let text = |name: &str| members.get(name).and_then(Json::as_str).map(Into::into);
        let mut variables = Vec::new();
        for (name, value) in
            members.get("variables").and_then(Json::as_object).into_iter().flatten()
        {
            if let Some(value) = value.as_str() {
                variables.push((name.as_str().into(), value.into()));
            }
        }
        Self {
            provider: provider.into(),
            environment: text("environment"),
            client_id: text("client_id"),
            variables,
        }
    }
}

/// Whether a variable says which server it is that tokens are sent to, or whose part of one.
fn leads(spec: &ProviderSpec, name: &str) -> bool {
    let to = &spec.endpoints;
    // The page is where people go, and no token does; without a token endpoint it is what tells servers apart.
    let page = if to.token.is_some() { None } else { to.authorization };
    let whole = [to.issuer, page, to.token];
    let hosts = [to.api, to.revocation, to.introspection, to.userinfo];
    whole.into_iter().flatten().any(|template| stands_in(template, name, false))
        || hosts.into_iter().flatten().any(|template| stands_in(template, name, true))
        || spec.calls.iter().any(|call| stands_in(call.url, name, true))
}

/// Whether a variable stands in an address, or in its host.
fn stands_in(template: Template, name: &str, in_host: bool) -> bool {
    let mut before = String::new();
    for part in template.parts() {
        match part {
            Part::Text(text) => before.push_str(text),
            // A path is no address: it is below that of the API.
            Part::Value(Source::Variable(found)) if found == name => {
                let is_path = before.starts_with('/');
                if !in_host || is_in_host(&before) && !is_path {
                    return true;
                }
            }
            // Whatever its value is: a base URL has its host in it.
            Part::Value(_) => {
                before.push_str(if before.is_empty() { "https://value/" } else { "value" });
            }
        }
    }
    false
}
