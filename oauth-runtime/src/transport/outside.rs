//! Names that must not lead into an inner network: looked up once, and connected to where that has led.

use std::collections::HashSet;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::error::shown;
use crate::inner::is_inner;

/// How many names one guard knows at most.
pub(super) const MOST: usize = 1024;

/// Looks up a name as the system does. It blocks.
pub(super) type Lookup = fn(&str) -> io::Result<Vec<SocketAddr>>;

pub(super) fn system(name: &str) -> io::Result<Vec<SocketAddr>> {
    Ok((name, 0).to_socket_addrs()?.collect())
}

/// Resolves names for an HTTP client of its own, whose connections nobody else uses. Of the names that must stay
/// outside it hands on outer addresses only, so that none is connected to that was not looked at.
///
/// Names that it was not told of are those of proxies, which are the application's or the system's choice.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    names: Arc<Mutex<HashSet<String>>>,
    lookup: Lookup,
}

impl Guard {
    pub(super) fn new(lookup: Lookup) -> Self {
        Self { names: Arc::default(), lookup }
    }

    /// Whether it knows so many names that another one should take over.
    pub(super) fn is_full(&self) -> bool {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).len() >= MOST
    }

    /// From now on this name leads outside only. It must be said before anything is sent there.
    pub(super) fn keep(&self, name: &str) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if !names.contains(name) {
            names.insert(name.to_owned());
        }
    }

    fn keeps(&self, name: &str) -> bool {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).contains(name)
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found = tokio::task::spawn_blocking(move || {
                let mut found = (guard.lookup)(name.as_str())?;
                if guard.keeps(name.as_str()) {
                    found.retain(|address| !is_inner(address.ip()));
                    if found.is_empty() {
                        return Err(io::Error::other(LeadsInside(name.as_str().to_owned())));
                    }
                }
                Ok(found)
            });
            Ok(Box::new(found.await??.into_iter()) as Addrs)
        })
    }
}

/// A name with inner addresses only, or an address that is one.
#[derive(Debug)]
pub(super) struct LeadsInside(pub(super) String);

impl LeadsInside {
    /// The one that is somewhere below another error.
    pub(super) fn below<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            // What `io::Error` wraps is not its source, but in its place.
            let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            let own = wrapped.and_then(|wrapped| wrapped.downcast_ref::<Self>());
            if own.is_some() {
                return own;
            }
            next = error.source();
        }
        None
    }
}

impl fmt::Display for LeadsInside {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` leads into an inner network, and it was named from outside: if that is right, state the address \
             in the TOML file, or say `.inner_network(…)` on the builder",
            shown(&self.0)
        )
    }
}

impl std::error::Error for LeadsInside {}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// What names lead to: `inside.` to this machine, `both.` to an outer address too.
    fn lookup(name: &str) -> io::Result<Vec<SocketAddr>> {
        let texts: &[&str] = match name {
            "inside.example" | "proxy.example" => &["127.0.0.1:0", "[::1]:0", "10.0.0.1:0"],
            "both.example" => &["127.0.0.1:0", "93.184.215.14:0", "[fd00::1]:0"],
            _ => return Err(io::ErrorKind::NotFound.into()),
        };
        Ok(texts.iter().map(|text| text.parse().unwrap()).collect())
    }

    async fn resolved(guard: &Guard, name: &str) -> Result<Vec<String>, String> {
        match guard.resolve(name.parse().unwrap()).await {
            Ok(found) => Ok(found.map(|address| address.ip().to_string()).collect()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[tokio::test]
    async fn only_outer_addresses_are_handed_on() {
        let guard = Guard::new(lookup);
        for name in ["inside.example", "both.example"] {
            guard.keep(name);
        }
        assert_eq!(resolved(&guard, "both.example").await.unwrap(), ["93.184.215.14"]);
        let refused = resolved(&guard, "inside.example").await.unwrap_err();
        assert!(refused.contains("`inside.example` leads into an inner network"), "{refused}");
        assert_eq!(resolved(&guard, "proxy.example").await.unwrap().len(), 3);
        assert!(resolved(&guard, "nowhere.example").await.is_err());
    }

    /// A name of the metadata that resolves to this machine: nothing connects, and the error says why.
    #[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls"))]
    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_connected_to() {
        use http::Request;

        use crate::error::TransportFault;
        use crate::transport::{OutsideOnly, ReqwestTransport, Transport as _};

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let transport = ReqwestTransport::looking_up(lookup).unwrap();
        let send = |host: &str| {
            let mut request = Request::new(Vec::new());
            *request.uri_mut() = format!("https://{host}:{port}/token?secret").parse().unwrap();
            request.extensions_mut().insert(OutsideOnly);
            transport.send(request)
        };
        for host in ["inside.example", "127.0.0.1", "[::ffff:127.0.0.1]", "localhost"] {
            let error = send(host).await.unwrap_err();
            assert_eq!(error.fault(), TransportFault::Refused, "{error:?}");
            assert!(error.to_string().contains("leads into an inner network"), "{error}");
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
        assert!(listener.accept().is_err(), "nobody has connected");
    }

    /// The same name where nobody has said that it must stay outside: what the test above waits for does come.
    #[tokio::test]
    async fn a_name_that_may_lead_inside_does() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let client = reqwest::Client::builder().no_proxy().dns_resolver(Guard::new(lookup));
        #[cfg(not(any(feature = "rustls-aws-lc", feature = "native-tls")))]
        let client = crate::transport::tls::choose(client).ok().unwrap();
        let client = client.build().unwrap();
        let sent = tokio::spawn(client.get(format!("http://inside.example:{port}/")).send());
        tokio::task::spawn_blocking(move || listener.accept().map(|_| ())).await.unwrap().unwrap();
        sent.abort();
    }
}
