//! The certificate of an emulator, and the authority that has issued it: both new at each start.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, Error,
    ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long they are good. There are systems that trust no certificate of a server for much longer than a year.
const LIFETIME: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What a server shows, and what its clients are to trust.
pub(super) struct Issued {
    /// The authority's certificate, in PEM.
    pub(super) root: String,
    pub(super) certificate: CertificateDer<'static>,
    pub(super) key: PrivateKeyDer<'static>,
}

/// A new certificate for loopback.
pub(super) fn issue() -> Result<Issued, Error> {
    let mut authority = named("An emulator's authority", &[])?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let mut own = named("An emulator", &["127.0.0.1", "localhost"])?;
    own.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    own.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = own.signed_by(&key, &authority)?.der().clone();
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    Ok(Issued { root: authority.pem(), certificate, key })
}

/// Good from yesterday on: clocks differ. It is the real time that counts, whatever a test's clock shows.
fn named(name: &str, hosts: &[&str]) -> Result<CertificateParams, Error> {
    let hosts: Vec<String> = hosts.iter().map(|&host| host.to_owned()).collect();
    let mut params = CertificateParams::new(hosts)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = rcgen::date_time_ymd(1970, 1, 1) + now;
    (params.not_before, params.not_after) = (now - DAY, now + LIFETIME);
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    Ok(params)
}
