//! Deliveries of webhooks: what the provider posts by itself, signed as declared.

use std::time::SystemTime;

use oauth_spec::{
    ComputedRecipe, SignatureCheck, SignaturePlace, SignatureSyntax, Source, Template, TimeFormat,
    Webhook,
};
use serde_json::{Value, json};

use super::{Around, Signer, read, write};
use crate::compute::{Draft, Made, moment};
use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::http::pair;
use crate::ledger::Posted;
use crate::path;
use crate::script::list;
use crate::world::World;

/// Where the application takes them.
const HOST: &str = "app.example";
const PATH: &str = "/webhooks";

impl Emulator {
    /// A delivery of the webhook of that name, as the provider posts it by itself, signed with that secret, or
    /// with a key of the emulator's own where only a private key can sign it: see [`Emulator::public_key`]. What has
    /// happened is made up. It is not sent: a test hands it to the application.
    pub fn deliver(&self, webhook: &str, secret: &str) -> Result<Posted, EmulatorError> {
        self.deliver_event(webhook, secret, &json!({ "event": "sample" }))
    }

    /// The same of this event, a JSON object: the body, or the parameters where the provider sends such. What is
    /// signed and not in it is added.
    pub fn deliver_event(
        &self,
        webhook: &str,
        secret: &str,
        event: &Value,
    ) -> Result<Posted, EmulatorError> {
        let spec = self.world.spec;
        let declared = spec.webhook(webhook).ok_or_else(|| EmulatorError::UnknownWebhook {
            provider: spec.name,
            name: webhook.to_owned(),
            known: list(spec.webhooks.iter().map(|webhook| webhook.name)),
        })?;
        deliver(&self.world, declared, secret, event)
    }
}

/// A delivery with sample values for all that is signed.
fn deliver(
    world: &World,
    webhook: &Webhook,
    secret: &str,
    event: &Value,
) -> Result<Posted, EmulatorError> {
    let (values, settings) = (&world.script.values, &world.settings);
    let signer = read::read(world.spec, webhook.signature, values, settings)?;
    let kind = Kind::of(&signer);
    let (mut draft, parts) = draft(&signer, kind, event, world.clock.now());
    let around = Around { secret: Some(secret), ..world.around(&settings.only_client_id()) };
    let wrong = |problem| EmulatorError::Signature { provider: world.spec.name, problem };
    signer.sign_with(around, &mut draft, parts).map_err(wrong)?;
    let body = match kind {
        Kind::Form => draft.form.join("&").into_bytes(),
        Kind::Link | Kind::Token => std::mem::take(&mut draft.body),
        Kind::Document => {
            draft.json.as_ref().map(Value::to_string).unwrap_or_default().into_bytes()
        }
    };
    let url = draft.with_query(&draft.address, &[]);
    Ok(Posted { method: kind.method(), url, headers: draft.headers, body })
}

/// How it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The browser is sent to the application, with everything in the query.
    Link,
    /// A form is posted.
    Form,
    /// A JSON document is posted.
    Document,
    /// A signed token is posted, which says what there is to say.
    Token,
}

impl Kind {
    fn of(signer: &Signer) -> Self {
        let sources = signed(signer);
        let form = |source: &Source| matches!(source, Source::FormParameter(_));
        let body = |source: &Source| matches!(source, Source::Body | Source::JsonMember(_));
        let (is_form, is_document) = (sources.iter().any(form), sources.iter().any(body));
        // Beside a body that is no form, and not signed, the parameters would not be believed.
        let parameters = |source: &Source| matches!(source, Source::Query | Source::Parameters);
        let is_query = sources.iter().any(parameters) && !is_document;
        match signer.signature.place {
            SignaturePlace::Body => Self::Token,
            SignaturePlace::Form(_) => Self::Form,
            _ if is_form => Self::Form,
            SignaturePlace::Query(_) if !is_document => Self::Link,
            _ if is_query => Self::Form,
            _ => Self::Document,
        }
    }

    fn method(self) -> &'static str {
        if self == Self::Link { "GET" } else { "POST" }
    }

    fn content_type(self) -> Option<&'static str> {
        match self {
            Self::Link => None,
            Self::Form => Some("application/x-www-form-urlencoded"),
            Self::Document => Some("application/json"),
            Self::Token => Some("application/jwt"),
        }
    }
}

/// What is signed.
fn signed(signer: &Signer) -> Vec<Source> {
    match signer.signature.check {
        SignatureCheck::Digest(digest) => {
            let is_made = |source: &Source| matches!(source, Source::Computed(_));
            let made = digest.computed.iter().filter_map(|computed| match computed.recipe {
                ComputedRecipe::Digest(digest) => Some(digest.message),
                ComputedRecipe::Jwt(_) => None,
            });
            let all = [digest.message].into_iter().chain(made);
            all.flat_map(|message| message.sources().collect::<Vec<_>>())
                .filter(|source| !is_made(source))
                .collect()
        }
        SignatureCheck::Jwt(_) => Vec::new(),
    }
}

/// What is there before it is signed, and parts of the text that will hold the signature.
fn draft(
    signer: &Signer,
    kind: Kind,
    event: &Value,
    now: SystemTime,
) -> (Draft, Vec<(Source, String)>) {
    let signature = &signer.signature;
    let own = [signature.timestamp.map(|it| it.value), signature.replay_id];
    let document = matches!(kind, Kind::Document | Kind::Token);
    let told = || if document { Vec::new() } else { pairs(event) };
    let content_type = kind.content_type().map(|it| ("content-type".to_owned(), it.to_owned()));
    let mut draft = Draft {
        method: kind.method().to_owned(),
        address: format!("https://{HOST}{PATH}"),
        path: PATH.to_owned(),
        query: if kind == Kind::Link { told() } else { Vec::new() },
        form: if kind == Kind::Form { told() } else { Vec::new() },
        made: Made::Apart,
        headers: content_type.into_iter().collect(),
        json: document.then(|| event.clone()),
        ..Draft::default()
    };
    let mut parts = Vec::new();
    for source in signed(signer).into_iter().filter(|source| !own.contains(&Some(*source))) {
        let is_there = match source {
            Source::Header(name) => draft.header(name).is_some(),
            Source::JsonMember(path) => {
                draft.json.as_ref().is_some_and(|json| path::get(json, path).is_some())
            }
            // It is made of what is told.
            Source::SignaturePart(_) => signature.syntax == SignatureSyntax::Payload,
            _ => false,
        };
        if !is_there {
            write::source(&mut draft, &mut parts, source, sample(source, now));
        }
    }
    (draft, parts)
}

/// The members of a document as the pairs of a form.
fn pairs(event: &Value) -> Vec<String> {
    crate::serve::write::pairs(event).iter().map(|(name, text)| pair(name, text)).collect()
}

/// A text for something that is signed; beside a signature it mostly is the time.
fn sample(source: Source, now: SystemTime) -> String {
    if matches!(source, Source::SignaturePart(_)) {
        return moment::text(TimeFormat::Unix, now);
    }
    let shown = Template::value(source).to_string();
    let name = shown.trim_matches(['{', '}']).rsplit('.').next().unwrap_or_default().to_owned();
    format!("sample-{name}")
}
