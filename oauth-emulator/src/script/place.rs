//! A place on the network: the host and path of a declared URL, which requests are compared with.

use oauth_spec::{Part, ProviderSpec, Source, Template, VariableKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Values;
use crate::error::EmulatorError;
use crate::http::{Arrived, pairs};

/// What RFC 3986, 2.3 lets stand as it is.
const NOT_UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A host and a path.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    host: String,
    /// The path, decoded, cut at its slashes: `/a/b` is `a`, `b`.
    segments: Vec<String>,
    /// Pairs that belong to the address itself.
    pub(crate) query: Vec<(String, String)>,
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
        let mut url = String::new();
        let wrong = |url: &str, problem: String| EmulatorError::Endpoint {
            provider: spec.name,
            key: key.to_owned(),
            url: url.to_owned(),
            problem,
        };
        for part in template.parts() {
            match part {
                Part::Text(text) => url.push_str(text),
                Part::Value(Source::Variable(name)) => {
                    let value = values.get(name)?;
                    match values.kind(name) {
                        Some(VariableKind::String | VariableKind::Enum(_)) => {
                            url.extend(utf8_percent_encode(value, NOT_UNRESERVED));
                        }
                        _ => url.push_str(value),
                    }
                }
                Part::Value(source) => {
                    return Err(wrong(&url, format!("`{source}` differs by request")));
                }
            }
        }
        Self::parse(&url).ok_or_else(|| wrong(&url, "it is not an http(s) URL".to_owned()))
    }

    fn parse(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
        let cut = address.find('/').unwrap_or(address.len());
        let (host, path) = address.split_at(cut);
        if host.is_empty() {
            return None;
        }
        Some(Self {
            host: host.to_ascii_lowercase(),
            segments: segments(path),
            query: pairs(query.as_bytes()),
            shown: url.to_owned(),
        })
    }

    /// Whether a request came to exactly this place.
    pub(crate) fn is(&self, arrived: &Arrived) -> bool {
        self.host == arrived.host && self.segments == segments(&arrived.path) && self.asks(arrived)
    }

    /// Whether a request came to this place or below it.
    pub(crate) fn holds(&self, arrived: &Arrived) -> bool {
        let mut base = self.segments.as_slice();
        if let [before @ .., last] = base
            && last.is_empty()
        {
            // A slash at the end of the base says nothing about what is below.
            base = before;
        }
        self.host == arrived.host && segments(&arrived.path).starts_with(base) && self.asks(arrived)
    }

    /// Whether the query has the pairs that belong to the address.
    fn asks(&self, arrived: &Arrived) -> bool {
        let query = arrived.query.as_deref().unwrap_or_default();
        self.query.is_empty() || {
            let there = pairs(query.as_bytes());
            self.query.iter().all(|pair| there.contains(pair))
        }
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

    fn at(host: &str, path: &str) -> Arrived {
        Arrived::for_test("GET", host, path)
    }

    #[test]
    fn a_place_is_a_host_and_a_path() {
        let place = Place::parse("https://Auth.Example/oauth/a%20b").expect("a URL");
        assert!(place.is(&at("auth.example", "/oauth/a%20b")));
        assert!(!place.is(&at("auth.example", "/oauth/a%20b/")));
        assert!(!place.is(&at("auth.example", "/oauth")));
        assert!(!place.is(&at("api.example", "/oauth/a%20b")));
    }

    #[test]
    fn a_base_holds_what_is_below_it() {
        for url in ["https://api.example:8443/v1", "https://api.example:8443/v1/"] {
            let place = Place::parse(url).expect("a URL");
            assert!(place.holds(&at("api.example:8443", "/v1/me")));
            assert!(place.holds(&at("api.example:8443", "/v1")));
            assert!(!place.holds(&at("api.example:8443", "/v10/me")));
            assert!(!place.holds(&at("api.example", "/v1/me")));
        }
        let root = Place::parse("https://api.example").expect("a URL");
        assert!(root.holds(&at("api.example", "")));
        assert!(root.holds(&at("api.example", "/any/thing")));
    }

    #[test]
    fn what_is_no_url_is_no_place() {
        for text in ["", "ftp://a/b", "https://", "https:///path", "//host/path"] {
            assert!(Place::parse(text).is_none(), "{text}");
        }
    }
}
