//! How a signature is written in its place: signatures that may fit, and what stands beside them.

use oauth_spec::SignatureSyntax;

/// How many signatures of one text are tried: a rotation has two.
const TRIED: usize = 16;

/// What one text in the signature's place says. Nothing of it may be believed yet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// The signatures; one must fit.
    pub(super) signatures: Vec<String>,
    /// What `{signature.name}` is.
    pub(super) parts: Vec<(String, String)>,
}

impl Written {
    /// The one part of that name; one that is there twice is none.
    pub(super) fn part(&self, name: &str) -> Option<&str> {
        let mut named = self.parts.iter().filter(|(known, _)| known == name);
        let value = named.next().map(|(_, value)| value.as_str());
        value.filter(|_| named.next().is_none())
    }
}

/// Takes a text apart.
pub(super) fn read(syntax: SignatureSyntax, text: &str) -> Option<Written> {
    let mut written = Written::default();
    match syntax {
        SignatureSyntax::Prefix(prefix) => {
            written.signatures.push(text.strip_prefix(prefix)?.to_owned());
        }
        SignatureSyntax::Pairs { key, separator } => {
            // An empty separator would split between all characters.
            let separator = if separator.is_empty() { "," } else { separator };
            for pair in text.split(separator) {
                let (name, value) = pair.trim().split_once('=')?;
                if name == key {
                    written.signatures.push(value.to_owned());
                } else {
                    written.parts.push((name.to_owned(), value.to_owned()));
                }
            }
        }
        SignatureSyntax::Versions(version) => {
            for each in text.split_ascii_whitespace() {
                if let Some((name, signature)) = each.split_once(',')
                    && name == version
                {
                    written.signatures.push(signature.to_owned());
                }
            }
        }
        SignatureSyntax::Payload => {
            let (signature, payload) = text.split_once('.')?;
            written.signatures.push(signature.to_owned());
            written.parts.push(("payload".to_owned(), payload.to_owned()));
        }
    }
    written.signatures.retain(|signature| !signature.is_empty());
    written.signatures.truncate(TRIED);
    (!written.signatures.is_empty()).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRIPE: SignatureSyntax = SignatureSyntax::Pairs { key: "v1", separator: "," };

    fn signatures(syntax: SignatureSyntax, text: &str) -> Vec<String> {
        read(syntax, text).map(|written| written.signatures).unwrap_or_default()
    }

    #[test]
    fn each_syntax_is_read() {
        assert_eq!(signatures(SignatureSyntax::Prefix("sha256="), "sha256=ab"), ["ab"]);
        assert_eq!(signatures(STRIPE, "t=1, v1=a,v0=b,v1=c=="), ["a", "c=="]);
        assert_eq!(read(STRIPE, "t=1,v1=a").unwrap().part("t"), Some("1"));
        assert_eq!(read(STRIPE, "t=1,t=2,v1=a").unwrap().part("t"), None);
        assert_eq!(signatures(SignatureSyntax::Versions("v1"), "v1,a v1a,b  v1,c"), ["a", "c"]);
        let payload = read(SignatureSyntax::Payload, "sig.a.b").unwrap();
        assert_eq!((payload.part("payload"), &*payload.signatures[0]), (Some("a.b"), "sig"));
    }

    #[test]
    fn what_is_not_written_so_is_none() {
        assert!(read(SignatureSyntax::Prefix("sha256="), "sha1=ab").is_none());
        assert!(read(SignatureSyntax::Prefix("v0="), "v0=").is_none());
        for text in ["", ",", "t=1", "v1=", "v1"] {
            assert!(read(STRIPE, text).is_none(), "{text}");
        }
        assert!(read(SignatureSyntax::Versions("v1"), "v2,a v1").is_none());
        assert!(read(SignatureSyntax::Payload, "abc").is_none());
        assert_eq!(signatures(SignatureSyntax::Versions("v1"), &"v1,a ".repeat(99)).len(), TRIED);
    }
}
