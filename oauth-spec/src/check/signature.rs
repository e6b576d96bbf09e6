//! `[callback.signature]`, `[token.signature]`, `[webhooks]`: what their keys need of each other.

use super::sources::{self, Step};
use super::{Context, clients, computed, digest, jwt_check, published, times};
use crate::raw::{Place, Signature, SignatureAlgorithm, Syntax};
use crate::reach;
use crate::report::quote;
use crate::span::{Slot, Spanned};
use crate::template::{Hole, braced};
use crate::{CallbackFormat, JwtAlgorithm};

/// Whose signature it is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Of {
    Callback,
    Answer,
    Webhook,
}

impl Of {
    /// What only both sides know.
    fn secret(self) -> &'static str {
        if self == Self::Webhook { "{secret}" } else { "{client_secret}" }
    }
}

/// Every signature of the file.
pub(super) fn all(context: &mut Context<'_, '_>) {
    let document = context.document;
    if let Some(signature) = document.callback.get().and_then(|callback| callback.signature.get()) {
        one(context, signature, Of::Callback);
    }
    if let Some(signature) = document.token.get().and_then(|token| token.signature.get()) {
        one(context, signature, Of::Answer);
    }
    for webhook in document.webhooks.items() {
        one(context, &webhook.signature, Of::Webhook);
        published::keys(context, webhook);
    }
}

fn one(context: &mut Context<'_, '_>, signature: &Signature<'_>, of: Of) {
    let step = match of {
        Of::Callback => Step::CALLBACK_SIGNATURE,
        Of::Answer => Step::TOKEN_SIGNATURE,
        Of::Webhook => Step::WEBHOOK,
    };
    let part = match signature.syntax.get() {
        Some(Syntax::Pairs { .. }) => Some("signature.…"),
        Some(Syntax::Payload) => Some("signature.payload"),
        _ => None,
    };
    let step = Step { part, ..step };
    place(context, signature, of);
    parts(context, signature);
    templates(context, signature, of, step);
    key_of_nobody(context, signature);
    key_of_everybody(context, signature, of);
    key_of_the_client(context, signature);
    times::all(context, signature, step);
    let algorithm = signature.algorithm.given().map(|given| (given.value, given.span));
    if let Some((SignatureAlgorithm::Jwt, span)) = algorithm {
        jwt_check::jwt(context, signature, span, of);
        return;
    }
    let word = match algorithm {
        Some((SignatureAlgorithm::Digest(word), span)) => {
            jwt_check::not_of_a_jwt(context, signature, span);
            secret(context, signature, word, of);
            Some(word)
        }
        _ => None,
    };
    // With a word that is wrong, it may be meant as a token, which has no message.
    let has_message =
        signature.algorithm.is_broken() || matches!(signature.syntax.get(), Some(Syntax::Payload));
    let shape = digest::Shape {
        table: signature.table,
        algorithm: word,
        span: algorithm.map(|(_, span)| span),
        has_key: of == Of::Webhook,
        has_message,
        is_received: true,
    };
    digest::check(context, &signature.digest, &shape, step);
}

/// The signature cannot be in a parameter that means something else, or where none comes.
fn place(context: &mut Context<'_, '_>, signature: &Signature<'_>, of: Of) {
    let Slot::Given(place) = &signature.place else { return };
    let wrong = match (of, place.value) {
        (Of::Callback, Place::Query(name) | Place::Form(name))
            if matches!(name, "code" | "state" | "error" | "iss" | "access_token") =>
        {
            context
                .error(place.span, format!("{} is a standard field", quote(name)))
                .label("not a signature")
                .help("write the name of the parameter that holds the signature");
            return;
        }
        (Of::Callback, Place::Header(_) | Place::Headers(_)) if !is_posted(context) => {
            ("a browser brings no headers of the provider", "write `in = { query = \"…\" }`")
        }
        (Of::Answer, Place::Query(_) | Place::Form(_)) => {
            ("an answer has no parameters", "write `in = { json = \"signature\" }`")
        }
        (Of::Answer, Place::Body) => {
            ("an answer is read for its token", "write `in = { json = \"signature\" }`")
        }
        (Of::Callback, Place::Body) => {
            ("a callback is read for its code", "write `in = { query = \"…\" }`")
        }
        (Of::Webhook, Place::Body)
            if matches!(signature.algorithm.get(), Some(SignatureAlgorithm::Digest(_))) =>
        {
            (
                "a body that is nothing but a signature",
                "write where in it the signature is: `in = { json = \"signature\" }`. `\"body\"` goes with `algorithm = \"jwt\"`",
            )
        }
        _ => return,
    };
    context.error(place.span, wrong.0).label("a signature there").help(wrong.1);
}

/// Whether the provider posts the callback by itself.
fn is_posted(context: &Context<'_, '_>) -> bool {
    let callback = context.document.callback.get();
    let format = callback.map(|callback| &callback.reply.format);
    format.is_some_and(|format| format.is_broken() || format.get() == Some(&CallbackFormat::Json))
}

/// `{signature.t}` without pairs, `{signature.payload}` without a payload. The parts of a JWT are its claims.
fn parts(context: &mut Context<'_, '_>, signature: &Signature<'_>) {
    let is_jwt = signature.algorithm.get() == Some(&SignatureAlgorithm::Jwt);
    if is_jwt || signature.syntax.is_broken() || signature.algorithm.given().is_none() {
        return;
    }
    let mut holes = holes(signature);
    holes.extend(signature.timestamp.get().and_then(|time| time.value.get().copied()));
    holes.extend(signature.replay_id.get().copied());
    for hole in holes {
        let Some(part) = hole.name.strip_prefix("signature.") else { continue };
        let help = match signature.syntax.get() {
            Some(Syntax::Pairs { key, .. }) if *key != part => continue,
            Some(Syntax::Pairs { .. }) => "that part is the signature itself",
            Some(Syntax::Payload) if part == "payload" => continue,
            Some(Syntax::Payload) => "beside the signature there is `{signature.payload}` only",
            _ => "parts come with `pairs = { key = \"v1\" }` or `payload = true`",
        };
        context
            .error(hole.span, format!("nothing is called {}", braced(hole.name)))
            .label("no such part of the signature's text")
            .help(help);
    }
}

/// The names in its key and message.
pub(super) fn holes<'t>(signature: &Signature<'t>) -> Vec<Hole<'t>> {
    let mut holes = reach::template(signature.digest.key.get());
    holes.append(&mut of_message(signature));
    holes
}

fn of_message<'t>(signature: &Signature<'t>) -> Vec<Hole<'t>> {
    reach::template(signature.digest.message.get().map(|message| &message.template))
}

fn templates(context: &mut Context<'_, '_>, signature: &Signature<'_>, of: Of, step: Step<'_>) {
    let is_webhook = of == Of::Webhook;
    let message = Step { digests: is_webhook, ..step };
    for hole in reach::template(signature.digest.key.get()) {
        sources::one(context, hole, step);
    }
    for hole in of_message(signature) {
        sources::one(context, hole, message);
        if is_webhook {
            computed::is_a_digest(context, hole);
        }
    }
    for template in [&signature.audience, &signature.issuer].into_iter().filter_map(Slot::get) {
        sources::template(context, template, step);
    }
    digest::key_variables(context, &signature.digest.key);
}

/// The client's secret, where clients have none.
fn key_of_nobody(context: &mut Context<'_, '_>, signature: &Signature<'_>) {
    if let Some(hole) = holes(signature).into_iter().find(|hole| hole.name == "client_secret") {
        clients::secret_of_nobody(context, hole);
    }
}

/// ```toml
/// algorithm = "hmac-sha256"
/// key = "{client_id}"
/// ```
fn key_of_everybody(context: &mut Context<'_, '_>, signature: &Signature<'_>, of: Of) {
    let Slot::Given(key) = &signature.digest.key else { return };
    // What is computed is not known there anyway.
    let is_computed = |hole: &Hole<'_>| hole.name.starts_with("computed.");
    if of == Of::Webhook && key.value.holes().iter().any(is_computed) {
        return;
    }
    let is_shared = match signature.algorithm.get() {
        Some(SignatureAlgorithm::Digest(word)) => word.has_key() && !word.has_public_key(),
        Some(SignatureAlgorithm::Jwt) => {
            let algorithms = signature.algorithms.items().iter();
            algorithms.into_iter().any(|algorithm| algorithm.value.has_shared_key())
        }
        None => false,
    };
    if is_shared && nobody_hides(context, key.value.holes()) {
        context
            .error(key.span, "anyone could make this signature")
            .label("no secret is in the key")
            .help(format!("put `{}` into the key", of.secret()));
    }
}

/// ```toml
/// algorithm = "rsa-sha256"
/// key = "client_secret"
/// ```
fn key_of_the_client(context: &mut Context<'_, '_>, signature: &Signature<'_>) {
    let Slot::Given(key) = &signature.digest.key else { return };
    let is_public = match signature.algorithm.get() {
        Some(SignatureAlgorithm::Digest(word)) => word.has_public_key(),
        Some(SignatureAlgorithm::Jwt) => signature.algorithms.get().is_some_and(|algorithms| {
            let is_public = |known: &Spanned<JwtAlgorithm>| !known.value.has_shared_key();
            !algorithms.is_empty() && algorithms.iter().all(is_public)
        }),
        None => false,
    };
    let is_own =
        |hole: &Hole<'_>| matches!(hole.name, "client_id" | "client_secret" | "redirect_uri");
    let holes = key.value.holes();
    if is_public && !holes.is_empty() && holes.iter().all(is_own) {
        context
            .error(key.span, "this signature is verified with the provider's public key")
            .label("the client's own")
            .help("declare a variable for the key, and name it here:\n\n[variables.provider_key]\n\nkey = \"provider_key\"");
    }
}

/// Whether none of these is a secret, nor made of one.
fn nobody_hides(context: &Context<'_, '_>, holes: Vec<Hole<'_>>) -> bool {
    let reached = reach::through_computed(context.document, holes);
    let is_secret = |hole: &Hole<'_>| {
        matches!(hole.name, "client_secret" | "secret") || context.variable(hole.name).is_some()
    };
    context.knows_all(&reached) && !reached.iter().any(is_secret)
}

/// ```toml
/// algorithm = "sha256"
/// message = "{request.body}"
/// ```
fn secret(
    context: &mut Context<'_, '_>,
    signature: &Signature<'_>,
    algorithm: crate::Algorithm,
    of: Of,
) {
    let Slot::Given(message) = &signature.digest.message else { return };
    if algorithm.has_key() {
        return;
    }
    if nobody_hides(context, holes(signature)) {
        context
            .error(message.span, "anyone could make this signature")
            .label("no secret is in the message, and the algorithm has no key")
            .help(format!(
                "put `{}` into the message, or take an algorithm with a key",
                of.secret()
            ));
    }
}
