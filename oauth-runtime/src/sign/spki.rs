//! Public keys of a JWK as a `SubjectPublicKeyInfo` in PEM (RFC 5280, 4.1.2.7; RFC 7468, 13).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::PublicKey;
use super::der::element;
use crate::wipe::Wiped;

/// Algorithm and curve, as they stand before the point (RFC 5480, 2; RFC 8410, 4).
const P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
const P384: &[u8] =
    b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00";
const ED25519: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
/// The algorithm of an RSA key (RFC 3279, 2.3.1).
const RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";

impl PublicKey {
    /// The key in PEM; none of an RSA key that is longer than any.
    pub(crate) fn to_pem(&self) -> Option<String> {
        let der = match self {
            Self::Rsa(n, e) => rsa(n, e)?,
            Self::P256(point) => Wiped([P256, point].concat()),
            Self::P384(point) => Wiped([P384, point].concat()),
            Self::Ed25519(point) => Wiped([ED25519, point].concat()),
        };
        let text = STANDARD.encode(&der.0);
        Some(format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n"))
    }
}

/// An RSA key: modulus and exponent (RFC 8017, A.1.1) in a bit string.
fn rsa(n: &[u8], e: &[u8]) -> Option<Wiped> {
    let key = element(0x30, &[&number(n)?.0, &number(e)?.0])?;
    let bits = element(0x03, &[&[0], &key.0])?;
    element(0x30, &[RSA, &bits.0])
}

/// A whole number that is not negative.
fn number(bytes: &[u8]) -> Option<Wiped> {
    let is_negative = bytes.first().is_some_and(|first| *first >= 0x80);
    let zero: &[u8] = if is_negative { &[0] } else { &[] };
    element(0x02, &[zero, bytes])
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    #[test]
    fn an_rsa_key_is_as_openssl_writes_it() {
        let pem = PUBLIC_PEM;
        let n = URL_SAFE_NO_PAD.decode(N).unwrap();
        let key = PublicKey::Rsa(n, vec![1, 0, 1]);
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(plain(&key.to_pem().unwrap()), plain(pem));
        assert_eq!(PublicKey::Rsa(vec![1; 65_536], vec![3]).to_pem(), None);
    }

    // openssl pkey -pubout -in oauth-emulator/src/keys/rsa.pem; its modulus as a JWK has it.
    const PUBLIC_PEM: &str = "-----BEGIN PUBLIC KEY-----\n\
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmxwJWhHFOG74tjgun+sN\n\
        H1t37W0dAVn/PM+SpUH2N7sv9dz0/nKhmxAhbI+z/8A181oSLR17qU0ilzywwvJC\n\
        ADuQ5fPoOgoC2/FV+FPh8H1VwPCODOgproqk50mJe1dJ1u6Ucj0nlZUAsTiV4CW0\n\
        CpPQ0mXaRIIRy8+hdh2MNz/VGBvW0jh9oBBhXSYacrA9Ao+D1eYKpHU5xVmsAis8\n\
        QWTAg7zLP2PJpeUX/dxI0ElU6+jc7xwrmRRBkjCxSA0juuGOlrbJ9vqDyqqnxB23\n\
        +mGCh94cDEX03pIIgfyRd3MlGK2txX+D7tx2GeMTMPzVmIYY36CM7cnZP7IyJp96\n\
        gQIDAQAB\n\
        -----END PUBLIC KEY-----";
    const N: &str = "mxwJWhHFOG74tjgun-sNH1t37W0dAVn_PM-SpUH2N7sv9dz0_nKhmxAhbI-z_8A181oSLR17qU0ilzyw\
        wvJCADuQ5fPoOgoC2_FV-FPh8H1VwPCODOgproqk50mJe1dJ1u6Ucj0nlZUAsTiV4CW0CpPQ0mXaRIIR\
        y8-hdh2MNz_VGBvW0jh9oBBhXSYacrA9Ao-D1eYKpHU5xVmsAis8QWTAg7zLP2PJpeUX_dxI0ElU6-jc\
        7xwrmRRBkjCxSA0juuGOlrbJ9vqDyqqnxB23-mGCh94cDEX03pIIgfyRd3MlGK2txX-D7tx2GeMTMPzV\
        mIYY36CM7cnZP7IyJp96gQ";
}
