//! There is no TLS without the feature `tls`.

use std::future::Ready;
use std::io;

use tokio::net::TcpStream;

/// Nothing: it cannot be made.
#[derive(Debug)]
pub(crate) enum Tls {}

impl Tls {
    pub(crate) fn registered(&self, _: &str) -> Vec<String> {
        match *self {}
    }

    pub(crate) fn accept(&self, _: TcpStream) -> Ready<io::Result<(TcpStream, Option<String>)>> {
        match *self {}
    }

    pub(crate) fn connect(&self, _: TcpStream) -> Ready<io::Result<TcpStream>> {
        match *self {}
    }
}
