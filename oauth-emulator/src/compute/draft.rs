//! A request as something to sign: one that arrived, or one that the provider is about to make.

use serde_json::Value;

use crate::http::Arrived;

/// What `{request.…}` speaks of.
#[derive(Debug, Default)]
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
    /// Whether the query is apart from what is posted. A callback has one list, wherever it stands.
    pub(crate) is_apart: bool,
}

impl Draft {
    /// A request that arrived, as it was meant for the provider's own host.
    pub(crate) fn of(arrived: &Arrived) -> Self {
        let form = arrived.media_type() == "application/x-www-form-urlencoded";
        let body = String::from_utf8_lossy(&arrived.body);
        let headers = arrived.headers.iter().map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        });
        Self {
            method: arrived.method.to_string(),
            address: format!("https://{}{}", arrived.host, arrived.path),
            path: arrived.path.clone(),
            query: split(arrived.query.as_deref().unwrap_or_default()),
            headers: headers.collect(),
            form: if form { split(&body) } else { Vec::new() },
            json: serde_json::from_slice(&arrived.body).ok(),
            body: arrived.body.clone(),
            is_apart: false,
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

    /// The whole URL.
    pub(crate) fn url(&self) -> String {
        self.with_query(&self.address)
    }

    /// An address or a path, and the query if there is one.
    pub(crate) fn with_query(&self, before: &str) -> String {
        if self.query.is_empty() {
            return before.to_owned();
        }
        format!("{before}?{}", self.query.join("&"))
    }

    /// The parameters that `{request.query}` stands for, where one request has one list of them.
    pub(crate) fn parameters(&self) -> Vec<String> {
        match (self.is_apart, self.form.is_empty()) {
            (true, true) => self.query.clone(),
            (true, false) => self.form.clone(),
            (false, _) => [self.query.as_slice(), &self.form].concat(),
        }
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
