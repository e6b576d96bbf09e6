//! Well-known addresses, and addresses that a stranger must not send us to.

use std::net::{Ipv4Addr, Ipv6Addr};

use oauth_spec::DiscoveryKind;
use url::{Host, Url};

/// Where an issuer's metadata is (RFC 8414, 3.1; OpenID Connect Discovery 1.0, 4), or may be: then the first
/// that has any counts.
pub(crate) fn well_known(issuer: &Url, kind: DiscoveryKind) -> Vec<Url> {
    match kind {
        DiscoveryKind::OAuth => vec![inserted(issuer, "oauth-authorization-server")],
        DiscoveryKind::OpenId => vec![appended(issuer)],
        DiscoveryKind::Any => {
            let mut urls = vec![
                inserted(issuer, "oauth-authorization-server"),
                inserted(issuer, "openid-configuration"),
                appended(issuer),
            ];
            // Without a path two of them are the same.
            urls.dedup();
            urls
        }
    }
}

fn appended(issuer: &Url) -> Url {
    let mut url = issuer.clone();
    let path = issuer.path().trim_end_matches('/');
    url.set_path(&format!("{path}/.well-known/openid-configuration"));
    url
}

/// A well-known path between host and path (RFC 8615, 3, as RFC 8414 and RFC 9728 use it).
pub(super) fn inserted(url: &Url, name: &str) -> Url {
    let mut made = url.clone();
    let path = url.path().trim_end_matches('/');
    made.set_path(&format!("/.well-known/{name}{path}"));
    made
}

/// Whether an address is that of this machine or of a network that others do not reach: a document from
/// outside must not send us there.
///
/// What a name resolves to is not known here; a transport of the application's own may look.
pub(crate) fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private_v4(address),
        Some(Host::Ipv6(address)) => is_private_v6(address),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let ends = [".localhost", ".local", ".internal", ".home.arpa"];
            !name.contains('.') || ends.iter().any(|end| name.ends_with(end))
        }
        None => true,
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || first == 0
        // Shared by customers of a provider (RFC 6598).
        || (first == 100 && (64..128).contains(&second))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, fourth, fifth, sixth, seventh, eighth] = address.segments();
    let [a, b] = seventh.to_be_bytes();
    let [c, d] = eighth.to_be_bytes();
    let within = [first, second, third, fourth, fifth, sixth];
    // An IPv4 address in another dress: mapped, compatible, or through NAT64 (RFC 6052).
    let dressed = [[0, 0, 0, 0, 0, 0xffff], [0; 6], [0x64, 0xff9b, 0, 0, 0, 0]];
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || (first & 0xfe00) == 0xfc00
        || (first & 0xffc0) == 0xfe80
        || (dressed.contains(&within) && is_private_v4(Ipv4Addr::new(a, b, c, d)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    /// The examples of RFC 8414, 3 and 3.1, and of OpenID Connect Discovery 1.0, 4.1.
    #[test]
    fn well_known_addresses_are_those_of_the_standards() {
        let at = |issuer: &str, kind| {
            let urls: Vec<_> = well_known(&url(issuer), kind).iter().map(Url::to_string).collect();
            urls.join(" ")
        };
        for (issuer, kind, address) in [
            (
                "https://example.com",
                DiscoveryKind::OAuth,
                "https://example.com/.well-known/oauth-authorization-server",
            ),
            (
                "https://example.com/issuer1",
                DiscoveryKind::OAuth,
                "https://example.com/.well-known/oauth-authorization-server/issuer1",
            ),
            (
                "https://example.com/issuer1",
                DiscoveryKind::OpenId,
                "https://example.com/issuer1/.well-known/openid-configuration",
            ),
            (
                "https://example.com/",
                DiscoveryKind::OpenId,
                "https://example.com/.well-known/openid-configuration",
            ),
            // Those of the Model Context Protocol, Authorization.
            (
                "https://auth.example.com/tenant1",
                DiscoveryKind::Any,
                "https://auth.example.com/.well-known/oauth-authorization-server/tenant1 \
                 https://auth.example.com/.well-known/openid-configuration/tenant1 \
                 https://auth.example.com/tenant1/.well-known/openid-configuration",
            ),
            (
                "https://auth.example.com",
                DiscoveryKind::Any,
                "https://auth.example.com/.well-known/oauth-authorization-server \
                 https://auth.example.com/.well-known/openid-configuration",
            ),
        ] {
            assert_eq!(at(issuer, kind), address);
        }
    }

    #[test]
    fn addresses_of_inner_networks_are_known() {
        for inner in [
            "https://127.0.0.1/",
            "https://10.1.2.3/",
            "https://172.31.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://0x7f000001/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://localhost/",
            "https://intranet/",
            "https://db.internal/",
            "https://LOCALHOST./",
        ] {
            assert!(is_private(&url(inner)), "{inner}");
        }
        for outer in
            ["https://a.example/", "https://8.8.8.8/", "https://172.32.0.1/", "https://[2606::1]/"]
        {
            assert!(!is_private(&url(outer)), "{outer}");
        }
    }
}
