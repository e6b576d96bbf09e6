//! One known answer: a scheme, a secret, and a request that is signed with it.

use std::time::{Duration, SystemTime};

use http::{Request, Uri};
use oauth_runtime::spec::{
    Algorithm, CanonicalQuery, Digest, DigestEncoding, Part, Signature, SignatureCheck,
    SignaturePlace, SignatureSyntax, Source, Template,
};
use oauth_runtime::{Delivery, SignatureRefused, Webhook};

/// `{sig}` in the address, the headers or the body is the signature.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) id: &'static str,
    pub(crate) signature: Signature,
    pub(crate) secret: &'static str,
    pub(crate) method: &'static str,
    pub(crate) uri: &'static str,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: &'static str,
    pub(crate) expected: &'static str,
    /// When it arrives.
    pub(crate) now: u64,
}

pub(crate) const SECRET: Template = Template::value(Source::WebhookSecret);
pub(crate) const BODY: Part = Part::Value(Source::Body);

/// A digest with the webhook's secret as its key.
pub(crate) const DIGEST: Digest = Digest { key: SECRET, ..Digest::STANDARD };

pub(crate) const BASE64: Digest = Digest { encoding: DigestEncoding::Base64, ..DIGEST };

pub(crate) const SORTED: CanonicalQuery = CanonicalQuery {
    order: oauth_runtime::spec::QueryOrder::Name,
    values: oauth_runtime::spec::QueryValues::Percent,
    ..CanonicalQuery::STANDARD
};

pub(crate) const CASE: Case = Case {
    id: "",
    signature: signed(SignaturePlace::Query("hmac"), &DIGEST),
    secret: "",
    method: "POST",
    uri: "https://example.com/",
    headers: &[],
    body: "",
    expected: "",
    now: 1_700_000_000,
};

/// A signature by itself in its place.
pub(crate) const fn signed(place: SignaturePlace, digest: &'static Digest) -> Signature {
    Signature {
        place,
        syntax: SignatureSyntax::Prefix(""),
        check: SignatureCheck::Digest(digest),
        timestamp: None,
        replay_id: None,
    }
}

/// The same after a prefix.
pub(crate) const fn prefixed(signature: Signature, prefix: &'static str) -> Signature {
    Signature { syntax: SignatureSyntax::Prefix(prefix), ..signature }
}

pub(crate) fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

impl Case {
    pub(crate) fn webhook(&self) -> Webhook {
        let spec =
            oauth_runtime::spec::Webhook { name: self.id, signature: self.signature, keys: None };
        Webhook::new("test", spec)
    }

    pub(crate) fn request(&self) -> Request<Vec<u8>> {
        self.request_with(self.expected)
    }

    pub(crate) fn request_with(&self, signature: &str) -> Request<Vec<u8>> {
        let escaped: String = form_urlencoded::byte_serialize(signature.as_bytes()).collect();
        let uri: Uri = self.uri.replace("{sig}", &escaped).parse().unwrap();
        let mut request = Request::builder().method(self.method).uri(uri);
        for (name, value) in self.headers {
            request = request.header(*name, value.replace("{sig}", signature));
        }
        request.body(self.body.replace("{sig}", signature).into_bytes()).unwrap()
    }

    pub(crate) fn verify(
        &self,
        request: Request<Vec<u8>>,
        secret: &str,
    ) -> Result<Delivery, SignatureRefused> {
        self.webhook().verify_at(&[secret], &request, at(self.now))
    }

    /// Whether the features that it needs are on.
    pub(crate) fn is_possible(&self) -> bool {
        let SignatureCheck::Digest(digest) = self.signature.check else {
            return cfg!(feature = "jose");
        };
        cfg!(feature = "digests") || digest.algorithm != Algorithm::HmacSha1
    }
}
