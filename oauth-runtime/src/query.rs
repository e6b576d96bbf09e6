//! Queries, fragments and forms, taken apart.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderMap};
use serde_json::{Map, Value as Json};

use crate::secret::Secret;

/// Names and values of a query, in order. The last of several values counts.
#[derive(Clone, Default)]
pub(crate) struct Pairs(pub(crate) Vec<(String, Secret)>);

impl Pairs {
    pub(crate) fn parse(query: &str) -> Self {
        Self(
            form_urlencoded::parse(query.as_bytes())
                .map(|(name, value)| (name.into_owned(), Secret::from(value.into_owned())))
                .collect(),
        )
    }

    /// A name that comes more than once.
    pub(crate) fn repeated(&self) -> Option<&str> {
        let mut places = Places::default();
        let mut names = self.0.iter().map(|(name, _)| name.as_str());
        names.find(|name| places.earlier(name, 0).is_some())
    }

    /// As a JSON object of texts.
    pub(crate) fn to_json(&self) -> Map<String, Json> {
        let mut members = Map::new();
        for (name, value) in &self.0 {
            members.insert(name.clone(), value.expose().into());
        }
        members
    }
}

/// Where names came first. What strangers send may have very many of them. It is a map that is compiled for JSON anyway.
#[derive(Default)]
pub(crate) struct Places(Map<String, Json>);

impl Places {
    /// Notes a name at its place, unless it came before: then that place.
    pub(crate) fn earlier(&mut self, name: &str, place: usize) -> Option<usize> {
        if let Some(earlier) = self.0.get(name) {
            return usize::try_from(earlier.as_u64()?).ok();
        }
        self.0.insert(name.to_owned(), place.into());
        None
    }
}

impl fmt::Debug for Pairs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Whether the body that goes with these headers is a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next()).unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Whether an address has a parameter of that name, in whichever part its query is.
pub(crate) fn has_parameter(address: &str, name: &str) -> bool {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).any(|(known, _)| known == name)
}

/// The query of what an application passes as a callback: a query, one with `?`, or a whole URL.
pub(crate) fn query_of(callback: &str) -> &str {
    let callback = callback.trim();
    if let Some(query) = callback.strip_prefix('?') {
        return before_fragment(query);
    }
    if !is_url(callback) {
        return before_fragment(callback);
    }
    before_fragment(callback).split_once('?').map_or("", |(_, query)| query)
}

/// The fragment of what an application passes as a redirect: a fragment, one with `#`, or a whole URL.
///
/// A URL without a fragment gives its query: some providers put an error there.
pub(crate) fn fragment_of(redirect: &str) -> &str {
    let redirect = redirect.trim();
    match redirect.split_once('#') {
        Some((_, fragment)) if !fragment.is_empty() => fragment,
        _ => query_of(redirect),
    }
}

fn before_fragment(text: &str) -> &str {
    text.split_once('#').map_or(text, |(before, _)| before)
}

/// Whether this is an address and not a query: it begins with a path or with a scheme.
fn is_url(text: &str) -> bool {
    let scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|other| other.is_ascii_alphanumeric() || "+-.".contains(other))
    };
    text.starts_with('/') || text.split_once(":/").is_some_and(|(before, _)| scheme(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_parameters_of_its_query() {
        for address in
            ["https://a.example/x?a=1&p=2", "https://a.example/#/x?p", "https://a.example/?%70="]
        {
            assert!(has_parameter(address, "p"), "{address}");
        }
        for address in
            ["https://p.example/p#p", "https://a.example/?a=p", "https://a.example/?ap=1"]
        {
            assert!(!has_parameter(address, "p"), "{address}");
        }
    }

    #[test]
    fn a_query_is_found_wherever_it_is() {
        for text in [
            "code=1&iss=https://x/?y",
            "?code=1&iss=https://x/?y",
            "https://app.example/cb?code=1&iss=https://x/?y",
            "/cb?code=1&iss=https://x/?y#top",
            "com.example.app:/cb?code=1&iss=https://x/?y",
        ] {
            assert_eq!(query_of(text), "code=1&iss=https://x/?y", "{text}");
        }
        assert_eq!(query_of("https://app.example/cb"), "");
        assert_eq!(query_of(""), "");
    }

    #[test]
    fn a_fragment_is_found_wherever_it_is() {
        for text in ["access_token=1", "#access_token=1", "https://a.example/cb?x=y#access_token=1"]
        {
            assert_eq!(fragment_of(text), "access_token=1", "{text}");
        }
        assert_eq!(fragment_of("https://a.example/cb?error=no"), "error=no");
    }

    /// A form that somebody posts is not bounded here. Compared one by one these would take minutes.
    #[test]
    fn very_many_names_are_soon_compared() {
        use std::fmt::Write as _;
        let mut query = String::new();
        (0..300_000).for_each(|number| write!(query, "n{number}&").unwrap());
        let begun = std::time::Instant::now();
        assert_eq!(Pairs::parse(&query).repeated(), None);
        query.push_str("n7");
        assert_eq!(Pairs::parse(&query).repeated(), Some("n7"));
        assert!(begun.elapsed().as_secs() < 30);
    }

    #[test]
    fn the_last_value_counts_and_repetition_is_seen() {
        let pairs = Pairs::parse("a=1&b=2&%61=3");
        assert_eq!(pairs.to_json()["a"], "3");
        assert_eq!(pairs.repeated(), Some("a"));
        assert_eq!(Pairs::parse("a=1&b=1").repeated(), None);
        assert_eq!(format!("{pairs:?}"), r#"["a", "b", "a"]"#);
    }
}
