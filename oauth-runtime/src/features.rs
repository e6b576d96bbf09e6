//! Which features of this crate a declaration needs, at compile time and at run time.

use oauth_spec::{Feature, ProviderSpec};

/// Whether a feature is on.
const fn is_on(feature: Feature) -> bool {
    match feature {
        Feature::Digests => cfg!(feature = "digests"),
        Feature::Discovery => cfg!(feature = "discovery"),
        Feature::Jose => cfg!(feature = "jose"),
        // Certificates are the built-in transport's.
        Feature::Mtls => cfg!(feature = "mtls") || cfg!(not(feature = "reqwest")),
    }
}

/// Refuses, at compile time, a provider that needs a feature of this crate which is off: those it needs, each with
/// the table or key of its TOML file that asks for it.
///
/// # Panics
/// If one is off; in a constant that is a compile error.
#[inline]
pub const fn assert_features(title: &str, needs: &[(Feature, &str)]) {
    let mut all_on = true;
    let mut index = 0;
    while index < needs.len() {
        all_on &= is_on(needs[index].0);
        index += 1;
    }
    assert!(all_on, "{}", lacking(title, needs).as_str());
}

/// What to say of features that a provider needs, where not all of them are on.
#[inline]
const fn lacking(title: &str, needs: &[(Feature, &str)]) -> Text {
    let mut text = Text { bytes: [0; 1024], length: 0 };
    let mut index = 0;
    while index < needs.len() {
        let (feature, place) = needs[index];
        text = text.add(if index == 0 { title } else { "; it" });
        text = text.add(" needs the feature `").add(feature.name());
        text = text.add("` of `oauth-runtime`, because its TOML file has `").add(place).add("`");
        index += 1;
    }
    text = text.add(". In Cargo.toml: `oauth-runtime = { version = \"").add(oauth_spec::VERSION);
    text = text.add("\", features = [");
    index = 0;
    while index < needs.len() {
        text = text.add(if index == 0 { "\"" } else { ", \"" });
        text = text.add(needs[index].0.name()).add("\"");
        index += 1;
    }
    text.add("] }`")
}

/// A text that is put together at compile time. What is too long is cut off.
struct Text {
    bytes: [u8; 1024],
    length: usize,
}

impl Text {
    #[inline]
    const fn add(mut self, more: &str) -> Self {
        let more = more.as_bytes();
        let mut index = 0;
        while index < more.len() && self.length < self.bytes.len() {
            self.bytes[self.length] = more[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    #[inline]
    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "this provider needs a feature of `oauth-runtime` that is off",
        }
    }
}

/// What to say when a client of this provider is built and a feature that it needs is off: of one that no
/// generated module belongs to, or with features that were off when it was compiled.
pub(crate) fn missing_features(spec: &ProviderSpec) -> Vec<String> {
    let off = spec.needed_features().filter(|(feature, _)| !is_on(*feature));
    let said = off.map(|(feature, place)| {
        let (title, what) = (spec.title, feature_is_off(feature.name()));
        format!("{title} has `{place}` in its TOML file; {what}")
    });
    said.collect()
}

/// What to change when a feature is off.
pub(crate) fn feature_is_off(name: &str) -> String {
    format!("this needs the feature `{name}` of `oauth-runtime`: turn it on in Cargo.toml")
}

#[cfg(test)]
mod tests {
    use oauth_spec::{
        Algorithm, ClientAuthentication, ClientSpec, Digest, Discovery, IdTokenSpec, Signature,
        SignatureCheck, SignaturePlace, SignatureSyntax, Source, Template, Webhook,
    };

    use super::*;

    const DIGEST: Digest = Digest {
        algorithm: Algorithm::HmacSha1,
        key: Template::value(Source::ClientSecret),
        message: Template::value(Source::Body),
        ..Digest::STANDARD
    };
    const HOOK: Webhook = Webhook {
        name: "w",
        signature: Signature {
            place: SignaturePlace::Header("x"),
            syntax: SignatureSyntax::Prefix(""),
            check: SignatureCheck::Digest(&DIGEST),
            timestamp: None,
            replay_id: None,
        },
        keys: None,
    };
    const ALL: ProviderSpec = ProviderSpec {
        title: "Acme",
        webhooks: &[HOOK],
        discovery: Some(Discovery::STANDARD),
        id_token: Some(IdTokenSpec::STANDARD),
        client: ClientSpec::authenticating(&[ClientAuthentication::TlsClientAuth]),
        ..ProviderSpec::STANDARD
    };
    #[test]
    fn what_is_missing_is_told_with_its_reason_and_the_line_to_write() {
        assert_eq!(
            lacking("Acme", &[(Feature::Mtls, "client.authentication")]).as_str(),
            "Acme needs the feature `mtls` of `oauth-runtime`, because its TOML file has \
             `client.authentication`. In Cargo.toml: `oauth-runtime = { version = \"0.1.0\", features = \
             [\"mtls\"] }`"
        );
        let two =
            lacking("Acme", &[(Feature::Discovery, "[discovery]"), (Feature::Jose, "[id_token]")]);
        let text = two.as_str();
        for part in [
            "Acme needs the feature `discovery` of `oauth-runtime`, because its TOML file has `[discovery]`; it ",
            "`jose` of `oauth-runtime`, because its TOML file has `[id_token]`",
            "features = [\"discovery\", \"jose\"] }`",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn what_is_not_needed_is_not_told() {
        assert_eq!(missing_features(&ProviderSpec::STANDARD), [""; 0]);
        // Another way to authenticate makes the certificate a choice.
        let ways = &[ClientAuthentication::TlsClientAuth, ClientAuthentication::ClientSecretBasic];
        let choice =
            ProviderSpec { client: ClientSpec::authenticating(ways), ..ProviderSpec::STANDARD };
        assert_eq!(missing_features(&choice), [""; 0]);
    }

    #[test]
    fn a_feature_that_is_off_is_refused() {
        for feature in Feature::ALL {
            let refused = std::panic::catch_unwind(|| assert_features("Acme", &[(*feature, "x")]));
            assert_eq!(refused.is_ok(), is_on(*feature), "{}", feature.name());
        }
    }

    #[test]
    fn a_client_is_not_built_without_what_it_needs() {
        let missing = missing_features(&ALL);
        for feature in Feature::ALL {
            let name = format!("the feature `{}`", feature.name());
            assert_ne!(missing.iter().any(|text| text.contains(&name)), is_on(*feature), "{name}");
        }
    }
}
