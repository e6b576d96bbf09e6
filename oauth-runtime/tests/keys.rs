//! Private keys in PEM: the kinds that are read, and what is said of all others.
#![cfg(feature = "jose")]

use oauth_runtime::{Error, Key};

const P256: &str = include_str!("keys/p256.pem");

fn refused(text: &str) -> String {
    match Key::pem(text) {
        Err(Error::Configuration(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn sec1_is_the_same_key_as_pkcs8() {
    for (sec1, pkcs8) in [
        (include_str!("keys/p256.sec1.pem"), P256),
        (include_str!("keys/p384.sec1.pem"), include_str!("keys/p384.pem")),
    ] {
        let (key, same) = (Key::pem(sec1).unwrap(), Key::pem(pkcs8).unwrap());
        assert_eq!(key.public_jwk(), same.public_jwk());
        assert_eq!(key.algorithm(), same.algorithm());
        // As `openssl ecparam -genkey` writes it, and as Windows does.
        let curve =
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        let whole = format!("{curve}{sec1}").replace('\n', "\r\n");
        assert_eq!(Key::pem(whole).unwrap().thumbprint(), same.thumbprint());
        assert_eq!(Key::restore(&key.save()).unwrap().thumbprint(), same.thumbprint());
    }
}

#[test]
fn an_encrypted_key_says_how_to_decrypt_it() {
    for text in
        [include_str!("keys/p256.encrypted.pem"), include_str!("keys/p256.sec1-encrypted.pem")]
    {
        assert_eq!(
            refused(text),
            "the key cannot be used: it is encrypted: `openssl pkcs8 -topk8 -nocrypt -in key.pem -out plain.pem` \
             decrypts it; keep the result where other secrets are"
        );
    }
}

#[test]
fn keys_of_other_kinds_say_which_they_may_be() {
    for (text, part) in [
        (include_str!("keys/p256.private-only.pem"), "`openssl ec -in key.pem -out whole.pem`"),
        (include_str!("keys/p521.sec1.pem"), "P-256 or P-384"),
        (include_str!("keys/rsa1024.pem"), "2048 to 4096 bits"),
        (include_str!("keys/p256.pub.pem"), "the public half"),
        (include_str!("keys/secp256k1.pem"), "P-256 or P-384"),
        (include_str!("certificates/client.pem"), "it is a certificate"),
        (r#" {"kty": "EC"}"#, "`Key::jwk`"),
    ] {
        let said = refused(text);
        assert!(said.contains(part), "{said}");
    }
}
