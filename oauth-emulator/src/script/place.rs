//! A place on the network: the host and path of a declared URL, which requests are compared with.

use oauth_spec::{ProviderSpec, Source, Template};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};

use super::marked::{self, Marks};
use super::{Pattern, Values};
use crate::error::EmulatorError;
use crate::http::{Arrived, pairs};

/// What RFC 3986, 2.3 lets stand as it is.
pub(crate) const NOT_UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A host and a path. What differs by request is open in both.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    host: Pattern,
    /// The path, decoded, cut at its slashes: `/a/b` is `a`, `b`.
    segments: Vec<Pattern>,
    /// Pairs that belong to the address itself.
    query: Vec<(String, Pattern)>,
    /// What the address has behind `#`: a route of the page there, up to its own query.
    fragment: Option<String>,
    /// The pairs of that query, which belong to the address too.
    behind: Vec<(String, String)>,
    /// The address for people.
    pub(crate) shown: String,
}

impl Place {
    /// Reads the URL that a template gives with these values.
    pub(crate) fn read(
        key: &str,
        template: Template,
        spec: &ProviderSpec,
        values: &Values,
    ) -> Result<Self, EmulatorError> {
        let mut marks = Marks::default();
        let url = marked::url(template, values, &mut marks)?;
        let wrong = |problem| EmulatorError::Endpoint {
            provider: spec.name,
            key: key.to_owned(),
            url: marks.pattern(&url).shown(),
            problem,
        };
        let about_a_token =
            ["endpoints.revocation", "endpoints.introspection", "endpoints.userinfo", "calls."];
        let about_a_token = about_a_token.iter().any(|each| key.starts_with(each));
        for source in marks.pattern(&url).holes() {
            match source {
                Source::ClientId => {}
                Source::AccessToken | Source::RefreshToken if about_a_token => {}
                Source::Parameter(_) if key.starts_with("grants.") => {}
                Source::RefreshToken if key.starts_with("grants.refresh_token.") => {}
                other => return Err(wrong(format!("`{other}` differs by request"))),
            }
        }
        Self::parse(&url, &marks).ok_or_else(|| wrong("it is not an http(s) URL".to_owned()))
    }

    pub(super) fn parse(url: &str, marks: &Marks) -> Option<Self> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        let (rest, fragment) = match rest.split_once('#') {
            Some((before, fragment)) => (before, Some(fragment)),
            None => (rest, None),
        };
        let (fragment, behind) = match fragment {
            Some(fragment) => {
                let (route, query) = fragment.split_once('?').unwrap_or((fragment, ""));
                (Some(route.to_owned()), pairs(query.as_bytes()))
            }
            None => (None, Vec::new()),
        };
        let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
        let cut = address.find('/').unwrap_or(address.len());
        let (host, path) = address.split_at(cut);
        if host.is_empty() {
            return None;
        }
        let query = pairs(query.as_bytes()).into_iter();
        Some(Self {
            host: marks.pattern(&host.to_ascii_lowercase()),
            segments: segments(path).iter().map(|segment| marks.pattern(segment)).collect(),
            query: query.map(|(name, value)| (name, marks.pattern(&value))).collect(),
            fragment,
            behind,
            shown: marks.pattern(url).shown(),
        })
    }

    /// Whether a request came to exactly this place.
    pub(crate) fn is(&self, arrived: &Arrived) -> bool {
        self.values(arrived).is_some()
    }

    /// What the address of a request tells, if it came to exactly this place.
    pub(crate) fn values(&self, arrived: &Arrived) -> Option<Vec<(Source, String)>> {
        let there = segments(&arrived.path);
        if there.len() != self.segments.len() {
            return None;
        }
        let mut found = self.begins(arrived, &self.segments)?;
        let query = pairs(arrived.query.as_deref().unwrap_or_default().as_bytes());
        for (name, pattern) in &self.query {
            let mut values = query.iter().filter(|(key, _)| key == name);
            found.extend(values.find_map(|(_, value)| pattern.capture(value))?);
        }
        Some(found)
    }

    /// Whether a request came to this place or below it.
    pub(crate) fn holds(&self, arrived: &Arrived) -> bool {
        let mut base = self.segments.as_slice();
        if let [before @ .., last] = base
            && last.constant() == Some("")
        {
            // A slash at the end of the base says nothing about what is below.
            base = before;
        }
        let query = pairs(arrived.query.as_deref().unwrap_or_default().as_bytes());
        let asks = |(name, pattern): &(String, Pattern)| {
            query.iter().any(|(key, value)| key == name && pattern.capture(value).is_some())
        };
        self.begins(arrived, base).is_some() && self.query.iter().all(asks)
    }

    /// Whether a request came to the place whose path has this one part more.
    pub(crate) fn is_above(&self, arrived: &Arrived, part: &str) -> bool {
        let there = segments(&arrived.path);
        there.len() == self.segments.len() + 1
            && there.last().is_some_and(|last| last == part)
            && self.begins(arrived, &self.segments).is_some()
    }

    /// Whether that pair belongs to the address itself.
    pub(crate) fn owns(&self, name: &str, value: &str) -> bool {
        self.query.iter().any(|(key, pattern)| key == name && pattern.capture(value).is_some())
            || self.behind.iter().any(|(key, own)| key == name && own == value)
    }

    /// Whether it is a route of a page.
    pub(crate) fn has_route(&self) -> bool {
        self.fragment.is_some()
    }

    /// Whether a route of a page is the one here: its path, and what its query has of the address's own.
    pub(crate) fn is_route(&self, route: &str, query: &str) -> bool {
        let there = pairs(query.as_bytes());
        self.fragment.as_deref().unwrap_or_default() == route
            && self.behind.iter().all(|own| there.contains(own))
    }

    /// What host and path tell, if they begin like that.
    fn begins(&self, arrived: &Arrived, base: &[Pattern]) -> Option<Vec<(Source, String)>> {
        let there = segments(&arrived.path);
        let mut found = self.host.capture(&arrived.host)?;
        for (index, pattern) in base.iter().enumerate() {
            found.extend(pattern.capture(there.get(index)?)?);
        }
        Some(found)
    }
}

/// A path cut at its slashes and decoded. An empty path is the same as `/` (RFC 9110, 4.2.3).
fn segments(path: &str) -> Vec<String> {
    match path.strip_prefix('/').unwrap_or(path) {
        "" => Vec::new(),
        path => path
            .split('/')
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Option<Place> {
        Place::parse(url, &Marks::default())
    }

    fn at(host: &str, path: &str) -> Arrived {
        Arrived::page(&format!("/{host}{path}"), "")
    }

    #[test]
    fn a_place_is_a_host_and_a_path() {
        let place = parse("https://Auth.Example/oauth/a%20b").expect("a URL");
        assert!(place.is(&at("auth.example", "/oauth/a%20b")));
        assert!(!place.is(&at("auth.example", "/oauth/a%20b/")));
        assert!(!place.is(&at("auth.example", "/oauth")));
        assert!(!place.is(&at("api.example", "/oauth/a%20b")));
    }

    #[test]
    fn a_base_holds_what_is_below_it() {
        for url in ["https://api.example:8443/v1", "https://api.example:8443/v1/"] {
            let place = parse(url).expect("a URL");
            assert!(place.holds(&at("api.example:8443", "/v1/me")));
            assert!(place.holds(&at("api.example:8443", "/v1")));
            assert!(!place.holds(&at("api.example:8443", "/v10/me")));
            assert!(!place.holds(&at("api.example", "/v1/me")));
        }
        let root = parse("https://api.example").expect("a URL");
        assert!(root.holds(&at("api.example", "")));
        assert!(root.holds(&at("api.example", "/any/thing")));
    }

    #[test]
    fn an_address_may_hold_a_token() {
        let mut marks = Marks::default();
        let mark = marks.mark(Source::AccessToken);
        let url = format!("https://api.example/tokens/{mark}/revoke");
        let place = Place::parse(&url, &marks).expect("a URL");
        assert_eq!(place.shown, "https://api.example/tokens/{access_token}/revoke");
        let found = place.values(&at("api.example", "/tokens/a%2Fb/revoke"));
        assert_eq!(found, Some(vec![(Source::AccessToken, "a/b".to_owned())]));
        assert_eq!(place.values(&at("api.example", "/tokens/revoke")), None);
    }

    #[test]
    fn what_is_no_url_is_no_place() {
        for text in ["", "ftp://a/b", "https://", "https:///path", "//host/path"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
