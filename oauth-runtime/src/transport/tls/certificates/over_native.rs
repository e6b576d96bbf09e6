//! Over the system's TLS.

use super::{NO_AUTHORITY, NO_CERTIFICATE, NOT_A_PAIR, no_key};
use crate::transport::tls::Problem;
use crate::transport::{ClientCertificate, Tls};

const NOT_PKCS8: &str = "the system's TLS reads the key of a certificate as PKCS #8 only: `openssl pkcs8 -topk8 -nocrypt \
                         -in key.pem -out pkcs8.pem` writes it so";

/// TLS with what the application gave.
pub(in crate::transport) fn with_certificates(
    mut builder: reqwest::ClientBuilder,
    tls: &Tls,
) -> Result<reqwest::ClientBuilder, Problem> {
    for pem in &tls.authorities {
        builder = builder.tls_certs_merge(certificates(pem, NO_AUTHORITY)?);
    }
    if let Some(own) = &tls.certificate {
        builder = builder.identity(identity(own)?);
    }
    Ok(builder)
}

fn certificates(pem: &str, what: &'static str) -> Result<Vec<reqwest::Certificate>, Problem> {
    let read = reqwest::Certificate::from_pem_bundle(pem.as_bytes());
    let read = read.ok().filter(|read| !read.is_empty());
    read.ok_or(Problem::Certificate(what.into()))
}

fn identity(own: &ClientCertificate) -> Result<reqwest::Identity, Problem> {
    certificates(&own.chain, NO_CERTIFICATE)?;
    let key = own.key.expose();
    if !crate::pem::is_private_key(key) {
        return Err(no_key(own));
    }
    // OpenSSL's commands write what they know about a key before it, and here it must be the first.
    let Some(begin) = key.find("-----BEGIN PRIVATE KEY-----") else {
        return Err(Problem::Certificate(NOT_PKCS8.into()));
    };
    let identity =
        reqwest::Identity::from_pkcs8_pem(own.chain.as_bytes(), &key.as_bytes()[begin..])
            .map_err(|_| no_key(own))?;
    // OpenSSL compares the two only when a client is made of them. One that trusts nobody can fail for no other reason.
    let trial = reqwest::Client::builder().tls_certs_only([]).identity(identity.clone()).build();
    trial.map(|_| identity).map_err(|_| Problem::Certificate(NOT_A_PAIR.into()))
}
