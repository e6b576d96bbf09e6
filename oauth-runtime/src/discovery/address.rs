//! Well-known addresses.

use oauth_spec::DiscoveryKind;
use url::Url;

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
}
