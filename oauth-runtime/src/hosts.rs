//! Host names, parts of them, and URLs: what may stand where an address is made.

use url::{Host, Url};

/// Whether a host is one of these or ends in one of them; any host if there are none.
pub(crate) fn is_under(host: &str, under: &[&str]) -> bool {
    let host = host.split(':').next().unwrap_or_default();
    let ends_in = |parent: &&str| {
        let cut = host.len().checked_sub(parent.len());
        cut.and_then(|cut| host.split_at_checked(cut)).is_some_and(|(before, end)| {
            end.eq_ignore_ascii_case(parent) && (before.is_empty() || before.ends_with('.'))
        })
    };
    under.is_empty() || under.iter().any(ends_in)
}

/// Whether a URL stays on this machine (RFC 8252, 8.3).
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// Whether secrets may be sent there.
pub(crate) fn is_secure(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

/// A URL that secrets may be sent to, without a user, with a host under one of these.
pub(crate) fn secure_url(text: &str, under: &[&str]) -> Option<Url> {
    if text.chars().any(|character| character.is_control() || character.is_whitespace()) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    let host = is_under(url.host_str()?, under);
    (is_secure(&url) && plain && host).then_some(url)
}

/// The URL as a base to append a path to, written as a URL parser writes it.
pub(crate) fn base_url(text: &str, under: &[&str]) -> Option<String> {
    let url = secure_url(text, under)?;
    let bare = url.query().is_none() && url.fragment().is_none();
    bare.then(|| url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_only_this_machine() {
        let is = |text: &str| is_loopback(&Url::parse(text).unwrap());
        for yes in
            ["http://localhost:1/", "http://127.9.9.9/", "http://[::1]/", "http://a.localhost/"]
        {
            assert!(is(yes), "{yes}");
        }
        for no in [
            "http://localhost.example/",
            "http://128.0.0.1/",
            "http://[::2]/",
            "http://notlocalhost/",
        ] {
            assert!(!is(no), "{no}");
        }
    }

    #[test]
    fn a_host_is_under_itself_and_its_parents_only() {
        for yes in ["zoho.com", "accounts.zoho.com", "A.ZOHO.COM", "a.zoho.com:8443"] {
            assert!(is_under(yes, &["zoho.eu", "zoho.com"]), "{yes}");
        }
        for no in ["evilzoho.com", "zoho.com.evil.example", "com", "", "é.com", "zoho.com."] {
            assert!(!is_under(no, &["zoho.eu", "zoho.com"]), "{no}");
        }
        assert!(is_under("any.example", &[]));
    }

    #[test]
    fn urls_of_answers_go_where_they_may() {
        assert!(secure_url("https://na1.sf.example/x?y", &["sf.example"]).is_some());
        for bad in [
            "http://na1.sf.example",
            "https://sf.example@evil.example",
            "https://evil.example/sf.example",
            "https://sf.exa\nmple",
            "//sf.example",
        ] {
            assert!(secure_url(bad, &["sf.example"]).is_none(), "{bad}");
        }
        assert_eq!(base_url("https://a.sf.example/", &[]).as_deref(), Some("https://a.sf.example"));
        assert_eq!(base_url("https://a.sf.example/?q", &[]), None);
    }
}
