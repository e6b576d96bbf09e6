//! Names of hosts, and what they are made of.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::hosts::is_host_name;

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

/// The host in a text that is a whole URL.
pub(crate) fn host_in(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("://")?;
    after.split(['/', '?', '#']).next().filter(|host| is_host_name(host))
}
