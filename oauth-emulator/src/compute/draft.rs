//! A request as something to sign: one that arrived, or one that the provider is about to make.

use serde_json::Value;

use super::members::members;
use crate::http::{self, Arrived, parts};

/// What `{request.…}` speaks of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) method: String,
    /// Up to the query.
    pub(crate) address: String,
    pub(crate) path: String,
    /// The pairs of the query, as they are written.
    pub(crate) query: Vec<String>,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The pairs of a form body, as they are written.
    pub(crate) form: Vec<String>,
    pub(crate) json: Option<Value>,
    pub(crate) body: Vec<u8>,
    pub(crate) made: Made,
}

/// Who has made it, and with that where its parameters stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Made {
    /// A client: what it computes may be made of the members of a JSON body.
    ByClient,
    /// The provider: a callback or an answer. Its parameters are one list, wherever they stand.
    #[default]
    AsOne,
    /// The provider: a webhook, with a query apart from what is posted.
    Apart,
}

impl Draft {
    /// A request that arrived, as it was meant for the provider's own host.
    pub(crate) fn of(arrived: &Arrived) -> Self {
        let form = match arrived.media_type().as_str() {
            "application/x-www-form-urlencoded" => split(&String::from_utf8_lossy(&arrived.body)),
            "multipart/form-data" => {
                let content_type = arrived.header("content-type").unwrap_or_default();
                let parts = parts(content_type, &arrived.body).unwrap_or_default();
                parts.iter().map(|(name, value)| http::pair(name, value)).collect()
            }
            _ => Vec::new(),
        };
        Self {
            method: arrived.method.to_string(),
            address: format!("https://{}{}", arrived.host, arrived.path),
            path: arrived.path.clone(),
            query: split(arrived.query.as_deref().unwrap_or_default()),
            headers: arrived.header_texts(),
            form,
            json: serde_json::from_slice(&arrived.body).ok(),
            body: arrived.body.clone(),
            made: Made::ByClient,
        }
    }

    /// A request that is about to be made to a redirect URI.
    pub(crate) fn to(method: &str, redirect_uri: &str) -> Self {
        let (address, query) = redirect_uri.split_once('?').unwrap_or((redirect_uri, ""));
        let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        Self {
            method: method.to_owned(),
            address: address.to_owned(),
            path: format!("/{}", path.map_or("", |(_, path)| path)),
            query: split(query),
            ..Self::default()
        }
    }

    /// An address or a path, and the query if there is one, without pairs of those names.
    pub(crate) fn with_query(&self, before: &str, held: &[&str]) -> String {
        let mut query = self.query.clone();
        query.retain(|own| {
            let own = std::slice::from_ref(own);
            !held.iter().any(|held| pair(own, held).is_some())
        });
        if query.is_empty() {
            return before.to_owned();
        }
        format!("{before}?{}", query.join("&"))
    }

    /// The pairs that `{request.query}` stands for: for who receives a form, those of the form.
    pub(crate) fn own_query(&self) -> &[String] {
        if self.made == Made::Apart && !self.form.is_empty() { &self.form } else { &self.query }
    }

    /// The pairs that `{request.parameters}` stands for.
    pub(crate) fn parameters(&self) -> Vec<String> {
        let mut all = [self.query.as_slice(), &self.form].concat();
        if self.made == Made::ByClient && self.form.is_empty() {
            all.extend(members(&self.body).iter().map(|(name, value)| http::pair(name, value)));
        }
        all
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The pairs of a query, as they are written.
fn split(query: &str) -> Vec<String> {
    query.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect()
}

/// The decoded value of the first pair of that name.
pub(crate) fn pair(pairs: &[String], name: &str) -> Option<String> {
    let text = pairs.join("&");
    let mut found = form_urlencoded::parse(text.as_bytes());
    found.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
