//! The ports of this machine that are listened on.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use tokio::net::TcpListener;

use super::LoopbackHost;
use crate::error::Error;

/// How often another port is tried, where one of the two addresses has it taken already.
const TRIES: usize = 16;

const V4: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const V6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

pub(super) struct Sockets {
    pub(super) listeners: Vec<TcpListener>,
    /// Host and port as the redirect URI and the browser's `Host` have them.
    pub(super) authority: String,
}

impl Sockets {
    pub(super) async fn bind(host: Option<LoopbackHost>, port: u16) -> Result<Self, Error> {
        let bound = match host {
            Some(LoopbackHost::Ipv4) => Self::one(V4, port).await,
            Some(LoopbackHost::Ipv6) => Self::one(V6, port).await,
            Some(LoopbackHost::Localhost) => Self::both(port).await,
            None => match Self::one(V4, port).await {
                Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => {
                    Self::one(V6, port).await
                }
                bound => bound,
            },
        };
        bound.map_err(|error| {
            let which = match port {
                0 => "no port of this machine can be listened on".to_owned(),
                port => format!("port {port} of this machine cannot be listened on"),
            };
            Error::configuration(format!("{which}: {error}"))
        })
    }

    async fn one(address: IpAddr, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((address, port)).await?;
        let authority = listener.local_addr()?.to_string();
        Ok(Self { listeners: vec![listener], authority })
    }

    /// Both addresses with one port, since nobody knows which of them a browser tries first.
    async fn both(port: u16) -> io::Result<Self> {
        let mut tries = 0;
        loop {
            let first = match TcpListener::bind((V4, port)).await {
                Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => None,
                bound => Some(bound?),
            };
            let port_found =
                first.as_ref().map_or(Ok(port), |it| it.local_addr().map(|it| it.port()))?;
            let second = match TcpListener::bind((V6, port_found)).await {
                Ok(listener) => Some(listener),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                    // Somebody else would get the callback.
                    tries += 1;
                    if port == 0 && tries < TRIES {
                        continue;
                    }
                    return Err(error);
                }
                // There is no IPv6 here.
                Err(error) if first.is_none() => return Err(error),
                Err(_) => None,
            };
            let listeners: Vec<_> = first.into_iter().chain(second).collect();
            let port = listeners
                .first()
                .map_or(Ok(port_found), |it| it.local_addr().map(|it| it.port()))?;
            return Ok(Self { listeners, authority: format!("localhost:{port}") });
        }
    }
}
