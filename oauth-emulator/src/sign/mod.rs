//! Signatures that the provider makes: of callbacks, of token answers, of webhooks.

mod own;
mod read;
mod webhook;
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
    /// The secret of a webhook.
    pub(crate) secret: Option<&'a str>,
}

impl Signer {
    /// Puts the signature, and the time and the number that are signed with it, in their places.
    /// The error says what is missing.
    pub(crate) fn sign(&self, around: Around<'_>, draft: &mut Draft) -> Result<(), String> {
        self.sign_with(around, draft, Vec::new())
    }

    /// The same with further parts of the text that holds the signature.
    fn sign_with(
        &self,
        around: Around<'_>,
        draft: &mut Draft,
        mut parts: Vec<(Source, String)>,
    ) -> Result<(), String> {
        if let Some(timestamp) = self.signature.timestamp {
            let text = crate::compute::moment::text(timestamp.format, around.now);
            write::source(draft, &mut parts, timestamp.value, text);
        }
        if let Some(replay_id) = self.signature.replay_id {
            let mut id = around.random.text();
            // 128 bits: it is a name, and no secret.
            id.truncate(22);
            write::source(draft, &mut parts, replay_id, id);
        }
        if let Some(json) = &draft.json {
            // What was put into it is signed too.
            draft.body = json.to_string().into_bytes();
        } else {
            draft.body = draft.form.join("&").into_bytes();
        }
        if let Some(secret) = around.secret {
            parts.push((Source::WebhookSecret, secret.to_owned()));
        }
        self.write(around, draft, parts)
    }
}
