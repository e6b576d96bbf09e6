//! Private keys: read from PEM (RFC 7468) or JWK (RFC 7517), and what they sign.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::JwtAlgorithm;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPairComponents, PublicKeyComponents};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
    RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject as _;
use serde_json::{Map, Value as Json};

use super::fault::Fault;
use super::sec1;
use crate::pem::no_private_key;
use crate::wipe::Wiped;

/// A private key of one of the kinds that sign.
pub(crate) enum Pair {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
    P384(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

const OF_ANOTHER_KIND: Fault = Fault::Key("it must be a private key of the algorithm's kind");
const NOT_EC: Fault = Fault::Key(
    "an EC key must be on P-256 or P-384, and say its public half too: `openssl ec -in key.pem -out whole.pem` \
     adds that",
);
const NOT_RSA: Fault = Fault::Key("an RSA key must have 2048 to 4096 bits, and all of its parts");
const UNKNOWN_KIND: Fault = Fault::Key(
    "keys that sign are RSA (2048 to 4096 bits), P-256, P-384 and Ed25519, and this is none",
);
/// The object identifier of RSA keys (RFC 8017, A.1).
const RSA: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const NO_JWK: Fault = Fault::Key(
    "it must be a private JWK (RFC 7517) of an RSA key of at least 2048 bits, or on P-256, P-384 or Ed25519",
);

/// A PKCS #8 document of a new key.
pub(crate) fn generated(algorithm: JwtAlgorithm) -> Result<Wiped, Fault> {
    let random = SystemRandom::new();
    let document = match algorithm {
        JwtAlgorithm::Es256 => {
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random)
        }
        JwtAlgorithm::Es384 => {
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &random)
        }
        JwtAlgorithm::EdDsa => Ed25519KeyPair::generate_pkcs8(&random),
        _ => return Err(Fault::Key("keys are made for ES256, ES384 and EdDSA: give one")),
    };
    document.map(|document| Wiped(document.as_ref().to_vec())).map_err(no_random)
}

fn no_random<E>(_: E) -> Fault {
    Fault::Settings("the operating system gives no random numbers".to_owned())
}

impl Pair {
    /// The key of a PEM text: PKCS #8, PKCS #1 for RSA, or SEC 1 for EC.
    pub(crate) fn from_pem(pem: &[u8]) -> Result<Self, Fault> {
        let no_key = || Fault::Key(no_private_key(std::str::from_utf8(pem).unwrap_or_default()));
        match PrivateKeyDer::from_pem_slice(pem).map_err(|_| no_key())? {
            PrivateKeyDer::Pkcs8(key) => Self::from_pkcs8(key.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(key) => {
                RsaKeyPair::from_der(key.secret_pkcs1_der()).map(Self::Rsa).map_err(|_| NOT_RSA)
            }
            PrivateKeyDer::Sec1(key) => sec1::in_pkcs8(key.secret_sec1_der())
                .find_map(|document| Self::from_pkcs8(&document.0).ok())
                .ok_or(NOT_EC),
            _ => Err(no_key()),
        }
    }

    /// The key of a document as PEM has it between its lines, or the 32 bytes of one for Ed25519 (RFC 8032, 5.1.5).
    pub(crate) fn from_der(key: &[u8]) -> Result<Self, Fault> {
        if let Ok(key) = Ed25519KeyPair::from_seed_unchecked(key) {
            return Ok(Self::Ed25519(key));
        }
        Self::from_pkcs8(key).or_else(|fault| {
            if let Ok(key) = RsaKeyPair::from_der(key) {
                return Ok(Self::Rsa(key));
            }
            let mut documents = sec1::in_pkcs8(key);
            documents.find_map(|document| Self::from_pkcs8(&document.0).ok()).ok_or(fault)
        })
    }

    /// The key of a PKCS #8 document, which says itself of what kind it is.
    pub(crate) fn from_pkcs8(der: &[u8]) -> Result<Self, Fault> {
        let random = SystemRandom::new();
        let curve = |of: &'static EcdsaSigningAlgorithm| EcdsaKeyPair::from_pkcs8(of, der, &random);
        if let Ok(key) = curve(&ECDSA_P256_SHA256_FIXED_SIGNING) {
            return Ok(Self::P256(key));
        }
        if let Ok(key) = curve(&ECDSA_P384_SHA384_FIXED_SIGNING) {
            return Ok(Self::P384(key));
        }
        if let Ok(key) = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der) {
            return Ok(Self::Ed25519(key));
        }
        RsaKeyPair::from_pkcs8(der).map(Self::Rsa).map_err(|_| {
            let says = |kind: &[u8]| der.windows(kind.len()).any(|bytes| bytes == kind);
            match (says(&sec1::EC), says(&RSA)) {
                (true, _) => NOT_EC,
                (_, true) => NOT_RSA,
                _ => UNKNOWN_KIND,
            }
        })
    }

    /// The key of a private JWK (RFC 7518, 6; RFC 8037, 2).
    pub(crate) fn from_jwk(members: &Map<String, Json>) -> Result<Self, Fault> {
        Self::of_jwk(members).ok_or(NO_JWK)
    }

    fn of_jwk(members: &Map<String, Json>) -> Option<Self> {
        let text = |name: &str| members.get(name).and_then(Json::as_str);
        let bytes = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?).ok().map(Wiped);
        let number = |name: &str| {
            let bytes = bytes(name)?;
            let zeros = bytes.0.iter().take_while(|byte| **byte == 0).count();
            Some(bytes.0[zeros..].to_vec())
        };
        let on_curve = |of: &'static EcdsaSigningAlgorithm, length: usize| {
            let (x, y, d) = (bytes("x")?, bytes("y")?, bytes("d")?);
            if x.0.len() != length || y.0.len() != length || d.0.len() != length {
                return None;
            }
            let point = [&[4], x.0.as_slice(), &y.0].concat();
            EcdsaKeyPair::from_private_key_and_public_key(of, &d.0, &point, &SystemRandom::new())
                .ok()
        };
        match (text("kty")?, text("crv")) {
            ("RSA", _) => {
                let components = KeyPairComponents {
                    public_key: PublicKeyComponents { n: number("n")?, e: number("e")? },
                    d: number("d")?,
                    p: number("p")?,
                    q: number("q")?,
                    dP: number("dp")?,
                    dQ: number("dq")?,
                    qInv: number("qi")?,
                };
                RsaKeyPair::from_components(&components).ok().map(Self::Rsa)
            }
            ("EC", Some("P-256")) => on_curve(&ECDSA_P256_SHA256_FIXED_SIGNING, 32).map(Self::P256),
            ("EC", Some("P-384")) => on_curve(&ECDSA_P384_SHA384_FIXED_SIGNING, 48).map(Self::P384),
            ("OKP", Some("Ed25519")) => {
                let key = Ed25519KeyPair::from_seed_and_public_key(&bytes("d")?.0, &bytes("x")?.0);
                key.ok().map(Self::Ed25519)
            }
            _ => None,
        }
    }

    /// How such a key signs where nobody says anything else.
    pub(crate) const fn algorithm(&self) -> JwtAlgorithm {
        match self {
            Self::Rsa(_) => JwtAlgorithm::Rs256,
            Self::P256(_) => JwtAlgorithm::Es256,
            Self::P384(_) => JwtAlgorithm::Es384,
            Self::Ed25519(_) => JwtAlgorithm::EdDsa,
        }
    }

    /// Whether it is of the kind that an algorithm takes.
    pub(crate) const fn fits(&self, algorithm: JwtAlgorithm) -> bool {
        use JwtAlgorithm::{EdDsa, Es256, Es384, Ps256, Ps384, Ps512, Rs256, Rs384, Rs512};
        matches!(
            (self, algorithm),
            (Self::Rsa(_), Rs256 | Rs384 | Rs512 | Ps256 | Ps384 | Ps512)
                | (Self::P256(_), Es256)
                | (Self::P384(_), Es384)
                | (Self::Ed25519(_), EdDsa)
        )
    }

    /// Signs a message. A key of another kind signs nothing.
    pub(crate) fn sign(&self, algorithm: JwtAlgorithm, message: &[u8]) -> Result<Vec<u8>, Fault> {
        if !self.fits(algorithm) {
            return Err(OF_ANOTHER_KIND);
        }
        let random = SystemRandom::new();
        match self {
            Self::Ed25519(key) => Ok(key.sign(message).as_ref().to_vec()),
            Self::P256(key) | Self::P384(key) => {
                Ok(key.sign(&random, message).map_err(no_random)?.as_ref().to_vec())
            }
            Self::Rsa(key) => {
                let padding: &'static dyn RsaEncoding = match algorithm {
                    JwtAlgorithm::Rs384 => &RSA_PKCS1_SHA384,
                    JwtAlgorithm::Rs512 => &RSA_PKCS1_SHA512,
                    JwtAlgorithm::Ps256 => &RSA_PSS_SHA256,
                    JwtAlgorithm::Ps384 => &RSA_PSS_SHA384,
                    JwtAlgorithm::Ps512 => &RSA_PSS_SHA512,
                    _ => &RSA_PKCS1_SHA256,
                };
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(padding, &random, message, &mut signature).map_err(no_random)?;
                Ok(signature)
            }
        }
    }

    /// The members of its public JWK that are required, in the order of their names: what a thumbprint is
    /// made of (RFC 7638, 3.2).
    pub(crate) fn public_members(&self) -> Vec<(&'static str, String)> {
        let point = |curve: &str, point: &[u8]| {
            let (x, y) = point.get(1..).unwrap_or_default().split_at(point.len() / 2);
            let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
            vec![("crv", curve.to_owned()), ("kty", "EC".to_owned()), ("x", x), ("y", y)]
        };
        match self {
            Self::Rsa(key) => {
                let public = PublicKeyComponents::<Vec<u8>>::from(key.public());
                let (n, e) = (URL_SAFE_NO_PAD.encode(public.n), URL_SAFE_NO_PAD.encode(public.e));
                vec![("e", e), ("kty", "RSA".to_owned()), ("n", n)]
            }
            Self::P256(key) => point("P-256", key.public_key().as_ref()),
            Self::P384(key) => point("P-384", key.public_key().as_ref()),
            Self::Ed25519(key) => {
                let x = URL_SAFE_NO_PAD.encode(key.public_key());
                vec![("crv", "Ed25519".to_owned()), ("kty", "OKP".to_owned()), ("x", x)]
            }
        }
    }
}
