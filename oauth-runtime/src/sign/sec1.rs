//! EC private keys as SEC 1 writes them (RFC 5915), wrapped into PKCS #8 (RFC 5958): `ring` reads only that.

use super::der::element;
use crate::wipe::Wiped;

/// The object identifier of EC keys (RFC 5480, 2.1.1).
pub(super) const EC: [u8; 9] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// And of the curves (RFC 5480, 2.1.1.1): P-256, P-384.
const P256: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22];

/// The key as a PKCS #8 document, for each curve that it may be on. A key says its curve or does not; whoever reads
/// the document refuses it for the wrong one, by what it says and by its length.
pub(super) fn in_pkcs8(key: &[u8]) -> impl Iterator<Item = Wiped> {
    [P256, P384].into_iter().filter_map(move |curve| {
        let algorithm = element(0x30, &[&EC, curve])?;
        let key = element(0x04, &[key])?;
        element(0x30, &[&[0x02, 0x01, 0x00], &algorithm.0, &key.0])
    })
}
