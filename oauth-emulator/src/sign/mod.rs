//! Signatures that the provider makes: of callbacks and of token answers.

mod read;
mod write;

use std::time::SystemTime;

use oauth_spec::{DigestEncoding, Signature, Source};

use crate::compute::Draft;
use crate::random::Random;
use crate::script::Values;
use crate::settings::{Client, SignaturePosition};

/// How something is signed, with everything known.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    signature: Signature,
    encoding: DigestEncoding,
    position: SignaturePosition,
}

/// What surrounds the thing to sign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    pub(crate) values: &'a Values,
    /// Whom it goes to.
    pub(crate) client: Option<&'a Client>,
    pub(crate) now: SystemTime,
    pub(crate) random: &'a Random,
}

impl Signer {
    /// Puts the signature, and the time and the number that are signed with it, in their places.
    /// The error says what is missing.
    pub(crate) fn sign(&self, around: Around<'_>, draft: &mut Draft) -> Result<(), String> {
        let mut parts: Vec<(Source, String)> = Vec::new();
        if let Some(timestamp) = self.signature.timestamp {
            let text = crate::compute::moment::text(timestamp.format, around.now);
            write::source(draft, &mut parts, timestamp.value, text);
        }
        if let Some(replay_id) = self.signature.replay_id {
            write::source(draft, &mut parts, replay_id, around.random.text());
        }
        self.write(around, draft, parts)
    }
}
