//! What may stand where the host of an address is made.

/// Whether it is one part of a host name: letters, digits and hyphens between them (RFC 1123, 2.1).
#[must_use]
pub fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether it is a host name, with a port or without.
#[must_use]
pub fn is_host_name(text: &str) -> bool {
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    let port_is_right = port.is_none_or(|port| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|number| number != 0)
    });
    host.len() <= 253 && host.split('.').all(is_label) && port_is_right
}

#[cfg(test)]
mod tests {
    use super::{is_host_name, is_label};

    #[test]
    fn labels_are_parts_of_names() {
        assert!(is_label("acme-1") && is_label("a") && is_label(&"a".repeat(63)));
        for not in ["", "-a", "a-", "a.b", "a_b", "ä", &"a".repeat(64)] {
            assert!(!is_label(not), "{not}");
        }
    }

    #[test]
    fn hosts_may_have_ports() {
        for right in ["acme.example", "acme.example:8443", "localhost"] {
            assert!(is_host_name(right), "{right}");
        }
        for not in ["", "acme.example:", "a:0", "a:+80", "a:65536", "a..b", "a@b", "a/b", "[::1]"] {
            assert!(!is_host_name(not), "{not}");
        }
    }
}
