//! Addresses: templates filled in, checked, and sent to a mirror if there is one.

use oauth_spec::hosts::{is_host_name, is_label};
use oauth_spec::{Field, FieldKind, Part, ProviderSpec, Source, VariableKind};
use url::Url;

use super::values::{Values, how_to_give};
use crate::error::shown;
use crate::escape::push_component;
use crate::hosts::{base_url, is_loopback, is_secure, is_under};

/// An address as text, exactly as it is declared. Each value is encoded for where it stands.
pub(super) fn filled(
    what: &str,
    parts: &mut dyn Iterator<Item = Part>,
    values: &Values<'_>,
) -> Result<String, String> {
    let mut text = String::new();
    for part in parts {
        let source = match part {
            Part::Text(literal) => {
                text.push_str(literal);
                continue;
            }
            Part::Value(source) => source,
        };
        let value = values
            .get(source)
            .ok_or_else(|| format!("the {what} address needs a value: {}", how_to_give(source)))?;
        let value = value.text();
        if !is_in_host(&text) {
            push_component(&mut text, &value);
            continue;
        }
        let spec = values.fixed.map(|fixed| fixed.spec);
        let is_start = text.is_empty();
        match spec.and_then(|spec| for_host(spec, source, &value, is_start)) {
            Some(value) => text.push_str(&value),
            None => {
                return Err(format!(
                    "the {what} address has {source} in its host, and `{}` may not stand there",
                    shown(&value)
                ));
            }
        }
    }
    Ok(text)
}

/// Whether what comes next belongs to the host, or to what stands before it.
pub(crate) fn is_in_host(text: &str) -> bool {
    match text.split_once("://") {
        Some((_, rest)) => !rest.contains(['/', '?', '#']),
        None => true,
    }
}

/// A value as it may stand in a host; one from outside is checked again, whoever has stored it since.
fn for_host(spec: &ProviderSpec, source: Source, value: &str, is_start: bool) -> Option<String> {
    let right = match source {
        Source::Variable(name) => match spec.variable(name)?.kind {
            VariableKind::Url => return base_url(value, &[]).filter(|_| is_start),
            VariableKind::Label => is_label(value),
            VariableKind::Hostname | VariableKind::Enum(_) | VariableKind::Map(_) => {
                is_host_name(value)
            }
            VariableKind::String | VariableKind::Integer => false,
        },
        _ => match field(spec, source)?.kind {
            FieldKind::Url(under) if !under.is_empty() => {
                return base_url(value, under).filter(|_| is_start);
            }
            FieldKind::Hostname(under) if !under.is_empty() => {
                is_host_name(value) && is_under(value, under)
            }
            FieldKind::Label => is_label(value),
            FieldKind::Enum(known) => known.contains(&value) && is_host_name(value),
            _ => false,
        },
    };
    (right && !is_start).then(|| value.to_owned())
}

/// The field that a value comes from.
fn field(spec: &ProviderSpec, source: Source) -> Option<&'static Field> {
    let named = |fields: &'static [Field], name: &str| fields.iter().find(|it| it.name == name);
    match source {
        Source::Callback(name) => named(spec.callback.fields, name),
        Source::Token(name) => named(spec.token.fields, name),
        Source::Call(path) => {
            let (call, name) = path.split_once('.')?;
            named(spec.call(call)?.fields, name)
        }
        _ => None,
    }
}

/// An endpoint's address, before any mirror.
pub(super) fn resolve(
    what: &str,
    parts: &mut dyn Iterator<Item = Part>,
    values: &Values<'_>,
) -> Result<Url, String> {
    let url = parsed(what, &filled(what, parts, values)?)?;
    if url.fragment().is_some() {
        return Err(format!("the {what} address `{}` must have no fragment", shown(url.as_str())));
    }
    Ok(url)
}

/// The same for an address that may have a fragment.
pub(super) fn parsed(what: &str, text: &str) -> Result<Url, String> {
    let wrong = |why: &str| Err(format!("the {what} address `{}` {why}", shown(text)));
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => return wrong(&format!("is not a URL: {error}")),
    };
    if !url.has_host() || !url.username().is_empty() || url.password().is_some() {
        return wrong("must have a host and no user");
    }
    // A value that is a step up would lead elsewhere.
    let path = text.split(['?', '#']).next().unwrap_or_default();
    if path.split('/').skip(3).any(|step| matches!(step, "." | "..")) {
        return wrong("has a step in its path that leads elsewhere");
    }
    if !is_secure(&url) {
        return wrong("must be https (http is for loopback only)");
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
pub(crate) fn mirrored(url: &Url, mirror: Option<&Url>) -> Result<Url, String> {
    let Some(mirror) = mirror else { return Ok(url.clone()) };
    let mut text = mirror.as_str().trim_end_matches('/').to_owned();
    text.push('/');
    let host = url.host_str().unwrap_or_default();
    text.push_str(host);
    if let Some(port) = url.port() {
        text.push(':');
        text.push_str(&port.to_string());
    }
    text.push_str(url.path());
    for (sign, part) in [('?', url.query()), ('#', url.fragment())] {
        if let Some(part) = part {
            text.push(sign);
            text.push_str(part);
        }
    }
    Url::parse(&text).map_err(|error| format!("an address at `{host}` cannot be mirrored: {error}"))
}

/// The address that a request is for: without the mirror that it is sent to. It is what is signed.
pub(crate) fn unmirrored(url: &str, mirror: Option<&Url>) -> String {
    let rest = mirror.and_then(|mirror| {
        url.strip_prefix(mirror.as_str().trim_end_matches('/'))?.strip_prefix('/')
    });
    let Some(rest) = rest else { return url.to_owned() };
    let text = format!("https://{rest}");
    match Url::parse(&text) {
        // Only there may an address be declared without TLS.
        Ok(url) if is_loopback(&url) => format!("http://{rest}"),
        _ => text,
    }
}

/// What is wrong with a redirect URI, if anything: https, http to loopback, or a scheme of the
/// application's own (RFC 8252, 7), as far as the provider takes them.
pub(crate) fn redirect_uri_problem(text: &str, schemes: &[&str]) -> Option<String> {
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
    if !schemes.is_empty() && !schemes.contains(&url.scheme()) {
        return wrong(&format!("must begin with `{}:`", schemes.join(":` or `")));
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
    fn what_is_signed_is_the_address_without_its_mirror() {
        let mirror = Url::parse("http://127.0.0.1:4000/record/").unwrap();
        for text in
            ["https://api.example:8443/v1?a=b", "https://api.example/", "http://localhost:1/x"]
        {
            let sent = mirrored(&Url::parse(text).unwrap(), Some(&mirror)).unwrap();
            assert_eq!(unmirrored(sent.as_str(), Some(&mirror)), text);
            assert_eq!(unmirrored(text, None), text);
        }
    }

    #[test]
    fn a_mirror_stands_before_host_and_path() {
        let mirror = Url::parse("http://127.0.0.1:4000/").unwrap();
        let to =
            |text: &str| mirrored(&Url::parse(text).unwrap(), Some(&mirror)).unwrap().to_string();
        assert_eq!(to("https://a.example/oauth?x=1"), "http://127.0.0.1:4000/a.example/oauth?x=1");
        assert_eq!(to("https://a.example:8443/"), "http://127.0.0.1:4000/a.example:8443/");
        assert_eq!(to("https://a.example/#/x?y"), "http://127.0.0.1:4000/a.example/#/x?y");
    }

    #[test]
    fn redirect_uris_as_native_applications_have_them() {
        for good in [
            "https://a.example/cb",
            "http://127.0.0.1:9/cb",
            "http://localhost/cb",
            "com.example.app:/cb",
        ] {
            assert_eq!(redirect_uri_problem(good, &[]), None);
        }
        for bad in ["/cb", "http://a.example/cb", "https://a.example/#x", "javascript:alert(1)", ""]
        {
            assert!(redirect_uri_problem(bad, &[]).is_some(), "{bad}");
        }
        assert_eq!(redirect_uri_problem("https://a.example/cb", &["https"]), None);
        for bad in ["http://localhost/cb", "com.example.app:/cb"] {
            let wrong = redirect_uri_problem(bad, &["https"]).unwrap();
            assert!(wrong.contains("must begin with `https:`"), "{wrong}");
        }
    }

    #[test]
    fn steps_and_users_are_refused() {
        for bad in ["https://a.example/../x", "https://u@a.example/", "http://a.example/", "x"] {
            assert!(parsed("token", bad).is_err(), "{bad}");
        }
        assert!(parsed("token", "https://a.example/x/..y?../#..").is_ok());
    }
}
