//! EC private keys as SEC 1 writes them (RFC 5915), wrapped into PKCS #8 (RFC 5958): `ring` reads only that.

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

/// An element in DER (X.690, 8.1): tag, length, contents. `None` if it is too long for any key.
fn element(tag: u8, contents: &[&[u8]]) -> Option<Wiped> {
    let length = contents.iter().map(|part| part.len()).sum::<usize>();
    let [high, low] = u16::try_from(length).ok()?.to_be_bytes();
    // All the room at once: what is moved leaves a copy behind.
    let mut bytes = Vec::with_capacity(length + 4);
    bytes.push(tag);
    match length {
        0..=0x7f => bytes.push(low),
        0x80..=0xff => bytes.extend([0x81, low]),
        _ => bytes.extend([0x82, high, low]),
    }
    for part in contents {
        bytes.extend_from_slice(part);
    }
    Some(Wiped(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_der_wants_them() {
        for (length, head) in [
            (0, vec![4, 0]),
            (127, vec![4, 127]),
            (128, vec![4, 0x81, 128]),
            (255, vec![4, 0x81, 255]),
            (256, vec![4, 0x82, 1, 0]),
            (65535, vec![4, 0x82, 255, 255]),
        ] {
            let made = &element(4, &[&vec![7; length]]).unwrap().0;
            assert_eq!((&made[..head.len()], made.len()), (&*head, head.len() + length));
        }
        assert!(element(4, &[&vec![7; 65536]]).is_none());
    }
}
