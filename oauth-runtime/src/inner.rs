//! Networks that others do not reach: which addresses are inside, and which requests may go there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Request;
#[cfg(any(feature = "discovery", feature = "reqwest", test))]
use url::Host;
use url::Url;

/// Which requests of a client may go into an inner network: to this machine, to private, shared and link-local
/// addresses, and to whatever else the world does not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum InnerNetwork {
    /// Those whose host the application or the TOML file states. What others name leads there only if it has the
    /// same host: an endpoint in the provider's metadata, where a registration is managed, the metadata of a
    /// resource. An issuer that is stated as an inner address may name others.
    #[default]
    Stated,
    /// None: for an issuer that the application has been told by somebody, for instance by the metadata of a
    /// resource (`discovery::ResourceMetadata::issuer`).
    Never,
    /// All: for a provider whose servers have several names in a network of one's own.
    Anywhere,
}

#[cfg(feature = "discovery")]
impl InnerNetwork {
    /// Whether a request must stay outside. Its address was named by whoever answers at `namer`, or is stated.
    pub(crate) fn keeps_out(self, url: &Url, namer: Option<&Url>) -> bool {
        match (self, namer) {
            (Self::Anywhere, _) | (Self::Stated, None) => false,
            (Self::Never, _) => true,
            (Self::Stated, Some(namer)) => !is_private(namer) && namer.host() != url.host(),
        }
    }

    /// Whether an address may be named there, as far as it shows by itself where it leads.
    pub(crate) fn may_name(self, url: &Url, namer: &Url) -> bool {
        !is_private(url) || !self.keeps_out(url, Some(namer))
    }
}

/// What a request carries in its [`extensions`](http::Request::extensions) when it must not go into an inner network:
/// its address came over the network.
///
/// The built-in transport looks after it. One of the application's own resolves the host, refuses addresses that
/// are [`is_inner`], and connects to those that it has looked at: not to what a second look finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsideOnly;

/// Whether what must stay outside does: a mirror is where the application sends everything, wherever that is.
pub(crate) const fn stays_out(outside: bool, mirror: Option<&Url>) -> bool {
    outside && mirror.is_none()
}

/// Marks a request.
pub(crate) fn keep_out(request: &mut Request<Vec<u8>>) {
    request.extensions_mut().insert(OutsideOnly);
}

/// Whether an address is that of this machine or of a network that others do not reach: loopback, private,
/// shared, link-local, multicast and reserved ones, also as they are embedded in IPv6.
pub fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_inner_v4(address),
        IpAddr::V6(address) => is_inner_v6(address),
    }
}

/// The same of a URL, as far as it shows by itself: what a name resolves to is not known here.
#[cfg(any(feature = "discovery", feature = "reqwest", test))]
pub(crate) fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_inner_v4(address),
        Some(Host::Ipv6(address)) => is_inner_v6(address),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let ends = [".localhost", ".local", ".internal", ".home.arpa"];
            !name.contains('.') || ends.iter().any(|end| name.ends_with(end))
        }
        None => true,
    }
}

fn is_inner_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || first == 0
        // Reserved, and broadcast (RFC 1112, 4).
        || first >= 240
        // Shared by customers of a provider (RFC 6598), for measurements (RFC 2544), and of protocols (RFC 6890).
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second))
        || (first, second, third) == (192, 0, 0)
}

fn is_inner_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, fourth, fifth, sixth, seventh, eighth] = address.segments();
    let dressed = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_inner_v4(Ipv4Addr::new(a, b, c, d))
    };
    let within = [first, second, third, fourth, fifth, sixth];
    // An IPv4 address in another dress: mapped, compatible, through NAT64 (RFC 6052), or through 6to4 (RFC 3056).
    let at_the_end = [[0, 0, 0, 0, 0, 0xffff], [0; 6], [0x64, 0xff9b, 0, 0, 0, 0]];
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        // Unique local (RFC 4193), link-local, and site-local, which came before (RFC 3879).
        || (first & 0xfe00) == 0xfc00
        || (first & 0xff80) == 0xfe80
        // NAT64 inside a network (RFC 8215).
        || [first, second, third] == [0x64, 0xff9b, 1]
        || (at_the_end.contains(&within) && dressed(seventh, eighth))
        || (first == 0x2002 && dressed(second, third))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
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
            "https://198.19.0.1/",
            "https://192.0.0.192/",
            "https://255.255.255.255/",
            "https://0.0.0.0/",
            "https://0x7f000001/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[64:ff9b:1::808:808]/",
            "https://[2002:a00:1::1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[fec0::1]/",
            "https://localhost/",
            "https://intranet/",
            "https://db.internal/",
            "https://LOCALHOST./",
        ] {
            assert!(is_private(&url(inner)), "{inner}");
        }
        for outer in [
            "https://a.example/",
            "https://8.8.8.8/",
            "https://172.32.0.1/",
            "https://198.20.0.1/",
            "https://[2606::1]/",
            "https://[2002:808:808::1]/",
        ] {
            assert!(!is_private(&url(outer)), "{outer}");
        }
    }

    #[cfg(feature = "discovery")]
    #[test]
    fn who_has_named_an_address_decides_where_it_may_lead() {
        let (outside, inside) = (url("https://id.example/"), url("https://10.0.0.1/"));
        let (same, other) = (url("https://id.example:8443/jwks"), url("https://keys.example/"));
        for (policy, target, namer, kept_out) in [
            (InnerNetwork::Stated, &other, None, false),
            (InnerNetwork::Stated, &other, Some(&outside), true),
            (InnerNetwork::Stated, &same, Some(&outside), false),
            (InnerNetwork::Stated, &other, Some(&inside), false),
            (InnerNetwork::Never, &other, None, true),
            (InnerNetwork::Never, &same, Some(&outside), true),
            (InnerNetwork::Never, &other, Some(&inside), true),
            (InnerNetwork::Anywhere, &other, Some(&outside), false),
        ] {
            assert_eq!(policy.keeps_out(target, namer), kept_out, "{policy:?} {target} {namer:?}");
        }
        assert!(!InnerNetwork::Stated.may_name(&inside, &outside));
        assert!(InnerNetwork::Anywhere.may_name(&inside, &outside));
        assert!(!InnerNetwork::Never.may_name(&inside, &inside));
    }
}
