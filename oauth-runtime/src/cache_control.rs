//! `Cache-Control`: how long an answer may be kept (RFC 9111, 5.2.2).

use std::time::Duration;

use http::HeaderMap;
use http::header::CACHE_CONTROL;

/// What an answer says of it: the first `max-age`, and nothing at all where it must not be kept. None if it says neither.
pub(crate) fn lifetime(headers: &HeaderMap) -> Option<Duration> {
    let mut found = None;
    let said = headers.get_all(CACHE_CONTROL).into_iter().filter_map(|value| value.to_str().ok());
    for directive in said.flat_map(|value| value.split(',')) {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "no-store" | "no-cache" => return Some(Duration::ZERO),
            "max-age" => {
                let seconds = value.trim().trim_matches('"').parse().ok();
                found = found.or(seconds.map(Duration::from_secs));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn what_is_said_is_heard_wherever_it_stands() {
        for (said, seconds) in [
            (&[][..], None),
            (&["private, s-maxage=5"][..], None),
            (&["max-age=60"][..], Some(60)),
            (&["public, Max-Age = \"60\""][..], Some(60)),
            (&["max-age=x", "max-age=60, max-age=5"][..], Some(60)),
            (&["max-age=60", "No-Store"][..], Some(0)),
            (&["no-cache, max-age=60"][..], Some(0)),
            (&["no-cache=\"set-cookie\""][..], Some(0)),
            // Of what cannot be read nothing else is lost.
            (&["é", "max-age=60"][..], Some(60)),
        ] {
            let mut headers = HeaderMap::new();
            for value in said {
                headers.append(CACHE_CONTROL, HeaderValue::from_bytes(value.as_bytes()).unwrap());
            }
            assert_eq!(lifetime(&headers).map(|it| it.as_secs()), seconds, "{said:?}");
        }
    }
}
