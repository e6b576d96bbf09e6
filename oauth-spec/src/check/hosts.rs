//! Names of hosts, and what they are made of.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A host and its port.
pub(super) fn split_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// The address in `[…]`.
pub(super) fn ip6(name: &str) -> Option<Ipv6Addr> {
    name.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// Whether a host is this machine.
pub(super) fn is_loopback(name: &str) -> bool {
    name == "localhost"
        || name.ends_with(".localhost")
        || ip6(name).is_some_and(|ip| ip.is_loopback())
        || name.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

/// One part of a host name (RFC 1123, 2.1).
pub(super) fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A host name, with a port if need be.
pub(crate) fn is_hostname(text: &str) -> bool {
    let (name, port) = split_port(text);
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    is_port && name.len() <= 253 && name.split('.').all(is_label)
}

/// The host in a text that is a whole URL.
pub(crate) fn host_in(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("://")?;
    after.split(['/', '?', '#']).next().filter(|host| is_hostname(host))
}
