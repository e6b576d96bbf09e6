//! Keys in PEM (RFC 7468) that cannot be used: what the text is instead, and what to do.

/// What a text with this label is, when a private key is wanted. The first of these that stands anywhere in the text
/// counts: a file with a certificate and its key, which is encrypted, is about the key.
const PRIVATE: &[(&str, &str)] = &[
    (
        "ENCRYPTED PRIVATE KEY",
        "it is encrypted: `openssl pkcs8 -topk8 -nocrypt -in key.pem -out plain.pem` decrypts it; keep the \
         result where other secrets are",
    ),
    (
        "OPENSSH PRIVATE KEY",
        "it is in the form of OpenSSH: `ssh-keygen -p -m PKCS8 -N '' -f copy-of-key` writes a copy of it as \
         `BEGIN PRIVATE KEY`",
    ),
    (
        "DSA PRIVATE KEY",
        "it is a DSA key, which is not taken: `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
         -out key.pem` makes one that is",
    ),
    (
        "PGP PRIVATE KEY BLOCK",
        "it is an OpenPGP key, which is not taken: `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
         -out key.pem` makes one that is",
    ),
    ("PRIVATE KEY", DAMAGED),
    ("RSA PRIVATE KEY", DAMAGED),
    ("EC PRIVATE KEY", DAMAGED),
    ("PUBLIC KEY", PUBLIC_HALF),
    ("RSA PUBLIC KEY", PUBLIC_HALF),
    ("CERTIFICATE", CERTIFICATE),
    ("X509 CERTIFICATE", CERTIFICATE),
    ("TRUSTED CERTIFICATE", CERTIFICATE),
    ("CERTIFICATE REQUEST", REQUEST),
    ("NEW CERTIFICATE REQUEST", REQUEST),
    ("PKCS7", CERTIFICATE),
    ("CMS", CERTIFICATE),
    (
        "EC PARAMETERS",
        "it is the name of a curve without a key: give the file with `BEGIN EC PRIVATE KEY`",
    ),
];

const DAMAGED: &str = "what stands between its BEGIN and END lines is damaged: give the file as it was made, with \
                       every line";
const PUBLIC_HALF: &str =
    "it is the public half, which signs nothing: give the private key, and this to the provider";
const CERTIFICATE: &str =
    "it is a certificate, which signs nothing: give the private key that it was made for";
const REQUEST: &str =
    "it is a request for a certificate: give the private key that it was made with";

/// The same when a public key is wanted.
#[cfg(feature = "jose")]
const PUBLIC: &[(&str, &str)] = &[
    ("PUBLIC KEY", DAMAGED),
    (
        "RSA PUBLIC KEY",
        "it is in the form of PKCS #1: `openssl rsa -RSAPublicKey_in -in key.pem -pubout` writes it as \
         `BEGIN PUBLIC KEY`",
    ),
    ("CERTIFICATE", FROM_CERTIFICATE),
    ("X509 CERTIFICATE", FROM_CERTIFICATE),
    ("TRUSTED CERTIFICATE", FROM_CERTIFICATE),
    ("PRIVATE KEY", FROM_PRIVATE),
    ("RSA PRIVATE KEY", FROM_PRIVATE),
    ("EC PRIVATE KEY", FROM_PRIVATE),
    ("ENCRYPTED PRIVATE KEY", FROM_PRIVATE),
];

#[cfg(feature = "jose")]
const FROM_CERTIFICATE: &str = "it is a certificate: `openssl x509 -in certificate.pem -pubkey -noout` takes its public key out";
#[cfg(feature = "jose")]
const FROM_PRIVATE: &str = "it is a private key, which only its owner should have: `openssl pkey -in key.pem \
                            -pubout` writes its public half";

/// Why there is no private key in a text. No part of it is repeated.
pub(crate) fn no_private_key(text: &str) -> &'static str {
    // OpenSSL's old way to encrypt says so beside the key (RFC 1421, 4.6.1.1), under the label of a plain one.
    if text.lines().any(|line| line.starts_with("Proc-Type:") && line.contains("ENCRYPTED")) {
        return PRIVATE[0].1;
    }
    about(text, PRIVATE).unwrap_or(
        "it must be in PEM: `BEGIN PRIVATE KEY` (PKCS #8), `BEGIN EC PRIVATE KEY` or `BEGIN RSA PRIVATE KEY`",
    )
}

/// Whether the label is one that a private key in clear has.
#[cfg(all(
    feature = "mtls",
    any(feature = "rustls-ring", feature = "rustls-aws-lc", feature = "native-tls")
))]
pub(crate) fn is_private_key(text: &str) -> bool {
    no_private_key(text) == DAMAGED
}

/// Why there is no public key in a text.
#[cfg(feature = "jose")]
pub(crate) fn no_public_key(text: &str) -> &'static str {
    about(text, PUBLIC).unwrap_or("it must be a public key in PEM (`BEGIN PUBLIC KEY`)")
}

fn about(text: &str, known: &[(&str, &'static str)]) -> Option<&'static str> {
    let label = |line: &str| {
        let label = line.trim().strip_prefix("-----BEGIN ")?.strip_suffix("-----")?;
        known.iter().position(|(name, _)| *name == label)
    };
    // The order of the list counts, not that of the text.
    if let Some(place) = text.lines().filter_map(label).min() {
        return Some(known[place].1);
    }
    let text = text.trim_start();
    if text.starts_with('{') {
        return Some("it is a JWK (RFC 7517), and must be in PEM");
    }
    if text.starts_with("ssh-") || text.starts_with("ecdsa-sha2-") {
        return Some(
            "it is a public key in the form of OpenSSH: `ssh-keygen -e -m PKCS8 -f key.pub` writes it as PEM",
        );
    }
    if text.starts_with("-----BEGIN ") {
        return Some(if text.contains("\\n") {
            "its lines end with the two characters `\\n`, as in some environment files: put real line ends there"
        } else {
            "its BEGIN line is not one, or its label is unknown: it must be in PEM, with BEGIN and END on lines of \
             their own"
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(label: &str) -> String {
        format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n")
    }

    #[test]
    fn each_label_says_what_to_do() {
        for (label, part) in [
            ("ENCRYPTED PRIVATE KEY", "`openssl pkcs8 -topk8 -nocrypt"),
            ("OPENSSH PRIVATE KEY", "`ssh-keygen -p -m PKCS8"),
            (
                "DSA PRIVATE KEY",
                "it is a DSA key, which is not taken: `openssl genpkey -algorithm EC -pkeyopt",
            ),
            ("PRIVATE KEY", "damaged"),
            ("PUBLIC KEY", "the public half"),
            ("CERTIFICATE", "it is a certificate"),
            ("NEW CERTIFICATE REQUEST", "a request for a certificate"),
            ("EC PARAMETERS", "`BEGIN EC PRIVATE KEY`"),
            ("X509 CRL", "label is unknown"),
        ] {
            let said = no_private_key(&block(label));
            assert!(said.contains(part), "{label}: {said}");
            // Windows' line ends say the same.
            assert_eq!(no_private_key(&block(label).replace('\n', "\r\n")), said);
        }
        let both = block("CERTIFICATE") + &block("ENCRYPTED PRIVATE KEY");
        assert!(no_private_key(&both).contains("encrypted"));
    }

    #[test]
    fn what_is_no_pem_is_told_as_what_it_is() {
        for (text, part) in [
            ("", "it must be in PEM"),
            ("s3cr3t", "it must be in PEM"),
            (r#"{"kty":"EC"}"#, "it is a JWK"),
            ("ssh-ed25519 AAAA me", "OpenSSH"),
            ("-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----", "real line ends"),
            ("-----BEGIN PRIVATE KEY----- AAAA -----END PRIVATE KEY-----", "lines of their own"),
        ] {
            let said = no_private_key(text);
            assert!(said.contains(part), "{text}: {said}");
            assert!(!said.contains("AAAA") && !said.contains("s3cr3t"));
        }
    }

    #[cfg(feature = "jose")]
    #[test]
    fn so_it_is_for_public_keys() {
        for (label, part) in [
            ("CERTIFICATE", "`openssl x509"),
            ("RSA PUBLIC KEY", "-RSAPublicKey_in"),
            ("EC PRIVATE KEY", "-pubout"),
            ("PUBLIC KEY", "damaged"),
            ("PKCS7", "label is unknown"),
        ] {
            let said = no_public_key(&block(label));
            assert!(said.contains(part), "{label}: {said}");
        }
        assert!(no_public_key("hex").contains("`BEGIN PUBLIC KEY`"));
    }
}
