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

/// Refuses, at compile time, a provider that needs a feature of this crate which is off.
///
/// # Panics
/// If one is off; in a constant that is a compile error.
#[inline]
pub const fn assert_features(spec: &ProviderSpec) {
    let mut off = [false; Feature::ALL.len()];
    let mut index = 0;
    while index < off.len() {
        off[index] = !is_on(Feature::ALL[index]);
        index += 1;
    }
    let text = lacking(spec, off);
    assert!(text.length == 0, "{}", text.as_str());
}

/// What to say of a provider that needs one of these features; nothing if it needs none.
#[inline]
const fn lacking(spec: &ProviderSpec, off: [bool; Feature::ALL.len()]) -> Text {
    let mut text = Text { bytes: [0; 1024], length: 0 };
    let mut index = 0;
    while index < off.len() {
        let feature = Feature::ALL[index];
        if off[index]
            && let Some(place) = spec.needs(feature)
        {
            let subject = if text.length == 0 { spec.title } else { "; it" };
            text = text.add(subject);
            text = text.add(" needs the feature `").add(feature.name());
            text =
                text.add("` of `oauth-runtime`, because its TOML file has `").add(place).add("`");
        }
        index += 1;
    }
    if text.length == 0 {
        return text;
    }
    text = text.add(". In Cargo.toml: `oauth-runtime = { version = \"").add(oauth_spec::VERSION);
    text = text.add("\", features = [");
    let mut is_first = true;
    index = 0;
    while index < off.len() {
        let feature = Feature::ALL[index];
        if off[index] && spec.needs(feature).is_some() {
            text = text.add(if is_first { "\"" } else { ", \"" }).add(feature.name()).add("\"");
            is_first = false;
        }
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
    let mut missing = Vec::new();
    for feature in Feature::ALL {
        if is_on(*feature) {
            continue;
        }
        if let Some(place) = spec.needs(*feature) {
            let (title, what) = (spec.title, feature_is_off(feature.name()));
            missing.push(format!("{title} has `{place}` in its TOML file; {what}"));
        }
    }
    missing
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
    const EVERY: [bool; Feature::ALL.len()] = [true; Feature::ALL.len()];

    #[test]
    fn what_is_missing_is_told_with_its_reason_and_the_line_to_write() {
        let one = ProviderSpec { webhooks: &[], discovery: None, id_token: None, ..ALL };
        assert_eq!(
            lacking(&one, EVERY).as_str(),
            "Acme needs the feature `mtls` of `oauth-runtime`, because its TOML file has \
             `client.authentication`. In Cargo.toml: `oauth-runtime = { version = \"0.1.0\", features = \
             [\"mtls\"] }`"
        );
        let all = lacking(&ALL, EVERY);
        let text = all.as_str();
        for part in [
            "Acme needs the feature `digests` of `oauth-runtime`, because its TOML file has `[webhooks]`; it ",
            "`discovery` of `oauth-runtime`, because its TOML file has `[discovery]`",
            "`jose` of `oauth-runtime`, because its TOML file has `[id_token]`",
            "features = [\"digests\", \"discovery\", \"jose\", \"mtls\"] }`",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn what_is_on_or_not_needed_is_not_told() {
        assert_eq!(lacking(&ALL, [false; Feature::ALL.len()]).as_str(), "");
        assert_eq!(lacking(&ProviderSpec::STANDARD, EVERY).as_str(), "");
        assert_eq!(missing_features(&ProviderSpec::STANDARD), [""; 0]);
        // Another way to authenticate makes the certificate a choice.
        let ways = &[ClientAuthentication::TlsClientAuth, ClientAuthentication::ClientSecretBasic];
        let choice =
            ProviderSpec { client: ClientSpec::authenticating(ways), ..ProviderSpec::STANDARD };
        assert_eq!(lacking(&choice, EVERY).as_str(), "");
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
