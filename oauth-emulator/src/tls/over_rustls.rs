//! Both ends of a connection: the server's, and that of the emulator's own browser.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, TlsConnector, client, server};

use super::anyone::Anyone;
use super::issued::{Issued, issue};
use crate::compute::encoding::base64url;
use crate::compute::sha256;
use crate::error::EmulatorError;
use crate::settings::Settings;

/// TLS with a certificate of the emulator's own.
#[derive(Debug)]
pub(crate) struct Tls {
    root: String,
    /// Ids of clients, and the thumbprints of the certificates that they have registered.
    registered: Vec<(String, String)>,
    server: Arc<ServerConfig>,
    browser: Arc<ClientConfig>,
}

impl Tls {
    /// Makes the certificate, and reads those of clients, in PEM.
    pub(crate) fn start(
        registered: &[(Option<String>, String)],
        settings: &Settings,
    ) -> Result<Self, EmulatorError> {
        let registered = registered.iter().map(|(id, pem)| {
            let id = id.clone().unwrap_or_else(|| settings.only_client_id());
            if settings.client(&id).is_none() {
                return Err(EmulatorError::UnknownClient { id });
            }
            let first = CertificateDer::from_pem_slice(pem.as_bytes());
            let first = first.map_err(|_| EmulatorError::ClientCertificate)?;
            Ok((id, thumbprint(&first)))
        });
        let registered = registered.collect::<Result<_, EmulatorError>>()?;
        let issued = issue().map_err(|error| failed(&error))?;
        let root = issued.root.clone();
        let (server, browser) = ends(issued).map_err(|error| failed(&error))?;
        Ok(Self { root, registered, server: Arc::new(server), browser: Arc::new(browser) })
    }

    /// The authority to trust, in PEM.
    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    /// The thumbprints of the certificates that a client has registered.
    pub(crate) fn registered(&self, id: &str) -> Vec<String> {
        let own = self.registered.iter().filter(|(client, _)| client == id);
        own.map(|(_, thumbprint)| thumbprint.clone()).collect()
    }

    /// A connection that a client has opened, and the thumbprint of the certificate that it shows, if it shows one.
    pub(crate) async fn accept(
        &self,
        stream: TcpStream,
    ) -> io::Result<(server::TlsStream<TcpStream>, Option<String>)> {
        let stream = TlsAcceptor::from(Arc::clone(&self.server)).accept(stream).await?;
        let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first).map(thumbprint);
        Ok((stream, shown))
    }

    /// A connection of the browser's, which shows no certificate.
    pub(crate) async fn connect(
        &self,
        stream: TcpStream,
    ) -> io::Result<client::TlsStream<TcpStream>> {
        let name = ServerName::from(std::net::IpAddr::from(Ipv4Addr::LOCALHOST));
        TlsConnector::from(Arc::clone(&self.browser)).connect(name, stream).await
    }
}

fn ends(issued: Issued) -> Result<(ServerConfig, ClientConfig), rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(CertificateDer::from_pem_slice(issued.root.as_bytes()));
    let browser = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let server = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(Arc::new(Anyone(provider)))
        .with_single_cert(vec![issued.certificate], issued.key)?;
    Ok((server, browser))
}

/// What tokens are bound to, and certificates compared by (RFC 8705, 3.1).
fn thumbprint(certificate: &CertificateDer<'_>) -> String {
    base64url(&sha256(certificate))
}

fn failed(error: &dyn std::fmt::Display) -> EmulatorError {
    EmulatorError::Tls { problem: error.to_string() }
}
