//! Addresses: templates filled in, checked, and sent to a mirror if there is one.

use oauth_spec::{Part, Source, Template, VariableKind};
use url::{Host, Url};

use super::values::{Fixed, how_to_give};
use crate::error::shown;
use crate::escape::push_component;

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

/// An address as text, exactly as it is declared.
pub(super) fn filled(
    what: &str,
    template: Template,
    fixed: &Fixed,
    kind: impl Fn(&str) -> Option<VariableKind>,
) -> Result<String, String> {
    let mut text = String::new();
    for part in template.parts() {
        match part {
            Part::Text(literal) => text.push_str(literal),
            Part::Value(source @ Source::Variable(name)) => {
                let value = fixed.variable(name).ok_or_else(|| {
                    format!("the {what} address needs a value: {}", how_to_give(*source))
                })?;
                match kind(name) {
                    // Checked to be exactly what their names say.
                    Some(VariableKind::Label | VariableKind::Hostname | VariableKind::Url) => {
                        text.push_str(value);
                    }
                    _ => push_component(&mut text, value),
                }
            }
            Part::Value(_) => {
                return Err(format!("the {what} address uses something that is no variable"));
            }
        }
    }
    Ok(text)
}

/// An endpoint's address, before any mirror.
pub(super) fn resolve(
    what: &str,
    template: Template,
    fixed: &Fixed,
    kind: impl Fn(&str) -> Option<VariableKind>,
) -> Result<Url, String> {
    let text = filled(what, template, fixed, kind)?;
    let url = Url::parse(&text)
        .map_err(|error| format!("the {what} address `{}` is not a URL: {error}", shown(&text)))?;
    if !url.has_host() || !url.username().is_empty() || url.password().is_some() {
        return Err(format!("the {what} address `{}` must have a host and no user", shown(&text)));
    }
    if url.fragment().is_some() {
        return Err(format!("the {what} address `{}` must have no fragment", shown(&text)));
    }
    if !is_secure(&url) {
        return Err(format!(
            "the {what} address `{}` must be https (http is for loopback only)",
            shown(&text)
        ));
    }
    Ok(url)
}

/// A mirror's address, checked.
pub(super) fn mirror(text: &str) -> Result<Url, String> {
    let wrong = |why: &str| format!("the mirror `{}` {why}: see `.mirror(…)`", shown(text));
    let url = Url::parse(text).map_err(|_| wrong("is not a URL"))?;
    if !url.has_host() || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("must be an absolute URL without query and fragment"));
    }
    if !is_secure(&url) {
        return Err(wrong("must be https (http is for loopback only)"));
    }
    Ok(url)
}

/// Where a request to `url` goes with a mirror: `https://HOST/PATH` becomes `MIRROR/HOST/PATH`.
pub(crate) fn mirrored(url: &Url, mirror: Option<&Url>) -> Result<Url, url::ParseError> {
    let Some(mirror) = mirror else { return Ok(url.clone()) };
    let mut text = mirror.as_str().trim_end_matches('/').to_owned();
    text.push('/');
    text.push_str(url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        text.push(':');
        text.push_str(&port.to_string());
    }
    text.push_str(url.path());
    if let Some(query) = url.query() {
        text.push('?');
        text.push_str(query);
    }
    Url::parse(&text)
}

/// What is wrong with a redirect URI, if anything: https, http to loopback, or a scheme of the
/// application's own (RFC 8252, 7).
pub(super) fn redirect_uri(text: &str) -> Option<String> {
    let wrong = |why: &str| {
        Some(format!("the redirect URI `{}` {why}: see `.redirect_uri(…)`", shown(text)))
    };
    let Ok(url) = Url::parse(text) else { return wrong("is not an absolute URI") };
    if text.chars().any(|character| character.is_control() || character.is_whitespace()) {
        return wrong("has white space in it");
    }
    if url.fragment().is_some() {
        return wrong("must have no fragment (RFC 6749, 3.1.2)");
    }
    match url.scheme() {
        "http" if is_loopback(&url) => None,
        "http" => wrong("must be https (http is for loopback only)"),
        "javascript" | "data" | "file" | "blob" | "about" | "vbscript" => {
            wrong("has a scheme that no application can own")
        }
        _ => None,
    }
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
    fn a_mirror_stands_before_host_and_path() {
        let mirror = Url::parse("http://127.0.0.1:4000/").unwrap();
        let to =
            |text: &str| mirrored(&Url::parse(text).unwrap(), Some(&mirror)).unwrap().to_string();
        assert_eq!(to("https://a.example/oauth?x=1"), "http://127.0.0.1:4000/a.example/oauth?x=1");
        assert_eq!(to("https://a.example:8443/"), "http://127.0.0.1:4000/a.example:8443/");
    }

    #[test]
    fn redirect_uris_as_native_applications_have_them() {
        for good in [
            "https://a.example/cb",
            "http://127.0.0.1:9/cb",
            "http://localhost/cb",
            "com.example.app:/cb",
        ] {
            assert_eq!(redirect_uri(good), None);
        }
        for bad in ["/cb", "http://a.example/cb", "https://a.example/#x", "javascript:alert(1)", ""]
        {
            assert!(redirect_uri(bad).is_some(), "{bad}");
        }
    }
}
