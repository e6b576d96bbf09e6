//! What the keys of a digest need of each other, in signatures and in computed values.

use super::Context;
use super::sources::{self, Step};
use crate::raw::{Digest, Encoding, KeyEncoding, VariableKind};
use crate::reach;
use crate::report::{quote, quote_all};
use crate::span::{Slot, Span};
use crate::template::{Hole, Template, braced};
use crate::{Algorithm, DigestEncoding};

/// What a digest is part of.
pub(super) struct Shape {
    /// The key of its table.
    pub(super) table: Span,
    /// Nothing where it is wrong or left out.
    pub(super) algorithm: Option<Algorithm>,
    /// Where the algorithm is written; nothing for the default.
    pub(super) span: Option<Span>,
    /// Whether there is a key without one being written.
    pub(super) has_key: bool,
    /// The same for the message.
    pub(super) has_message: bool,
    /// Whether it is compared with something that was received.
    pub(super) is_received: bool,
}

pub(super) fn check(
    context: &mut Context<'_, '_>,
    digest: &Digest<'_>,
    shape: &Shape,
    step: Step<'_>,
) {
    let span = shape.span.unwrap_or(shape.table);
    if let Some(algorithm) = shape.algorithm {
        key(context, digest, shape, algorithm, span);
        key_encoding(context, digest, shape, algorithm, span);
        fixed_encoding(context, digest, algorithm, span);
    }
    message(context, digest, shape);
    if let Slot::Given(encoding) = &digest.encoding
        && let Encoding::Variable(hole) = encoding.value
    {
        variable_encoding(context, hole, encoding.span, step);
    }
}

fn key(
    context: &mut Context<'_, '_>,
    digest: &Digest<'_>,
    shape: &Shape,
    algorithm: Algorithm,
    span: Span,
) {
    match &digest.key {
        Slot::Missing if algorithm.has_key() && !shape.has_key => {
            let help = if algorithm.has_public_key() && !shape.is_received {
                PRIVATE_KEY
            } else {
                SECRET_OR_VARIABLE
            };
            no_key(context, shape.table, span, help);
        }
        Slot::Given(key) if !algorithm.has_key() => {
            needless(
                context,
                key.key,
                "key",
                span,
                "this algorithm has no key; a secret may be part of the message",
            );
        }
        _ => {}
    }
}

pub(super) const SECRET_OR_VARIABLE: &str =
    "add `key = \"client_secret\"`, or `key = \"{variable}\"`";
const PRIVATE_KEY: &str =
    "add `key = \"private_key\"`, a variable with the client's private key in PEM";

/// An algorithm that wants a key has none.
pub(super) fn no_key(context: &mut Context<'_, '_>, table: Span, span: Span, help: &str) {
    let error = context.errors.add(table, "a signature needs a key");
    error.label("`key` is missing here");
    if span != table {
        error.related(span, "this algorithm has one");
    }
    error.help(help);
}

fn key_encoding(
    context: &mut Context<'_, '_>,
    digest: &Digest<'_>,
    shape: &Shape,
    algorithm: Algorithm,
    span: Span,
) {
    let Slot::Given(given) = &digest.key_encoding else { return };
    if !algorithm.has_key() {
        needless(context, given.key, "key_encoding", span, "this algorithm has no key");
        return;
    }
    let is_pem = matches!(given.value, KeyEncoding::Word(crate::KeyEncoding::Pem));
    let is_base64 = matches!(given.value, KeyEncoding::Word(crate::KeyEncoding::Base64));
    let is_hex = matches!(given.value, KeyEncoding::Word(crate::KeyEncoding::Hex));
    let (is_wrong, help) = if algorithm.has_public_key() && shape.is_received {
        (!is_pem && !is_base64 && !is_hex, "a public key is in `pem`, `base64` or `hex`")
    } else if algorithm.has_public_key() {
        (!is_pem && !is_base64, "a private key is in `pem` or `base64`")
    } else {
        (is_pem, "the key of this algorithm is a secret: `utf8`, `base64` or `hex`")
    };
    if is_wrong {
        context
            .error(given.span, "a key that this algorithm cannot take")
            .label("written in this way")
            .related(span, "the algorithm")
            .help(help);
    }
}

fn message(context: &mut Context<'_, '_>, digest: &Digest<'_>, shape: &Shape) {
    if digest.message.is_missing() && !shape.has_message && shape.is_received {
        context
            .error(shape.table, "a signature of nothing")
            .label("`message` is missing here")
            .help("add `message = \"{request.body}\"`, or `message = \"raw-query\"`");
    }
    let Slot::Given(query) = &digest.query else { return };
    let uses = |message: &crate::raw::Message<'_>| {
        message.template.has("request.query") || message.template.has("request.parameters")
    };
    // A name in it that is not known has been reported, and may be that one.
    let is_unclear = |message: &crate::raw::Message<'_>| {
        message.template.holes().iter().any(|hole| context.errors.has(hole.span))
    };
    let is_used = digest.message.is_broken()
        || digest.message.get().is_some_and(|message| uses(message) || is_unclear(message));
    if !is_used {
        let span = digest.message.given().map_or(shape.table, |message| message.span);
        context
            .error(query.key, "a way to write parameters that are not in the message")
            .label("nothing looks at this")
            .related(span, "neither `{request.query}` nor `{request.parameters}` is in it")
            .help("put one of them into the message, or remove it");
    }
}

fn fixed_encoding(
    context: &mut Context<'_, '_>,
    digest: &Digest<'_>,
    algorithm: Algorithm,
    span: Span,
) {
    let Slot::Given(encoding) = &digest.encoding else { return };
    let is_plain = algorithm == Algorithm::None;
    match encoding.value {
        Encoding::Fixed(DigestEncoding::Auto) if is_plain => {
            context
                .error(encoding.span, "a text whose length tells nothing")
                .label("hex and base64 are told apart by length")
                .related(span, "without an algorithm, any length may come")
                .help("write `text`, `hex`, `base64` or `base64url`");
        }
        Encoding::Fixed(DigestEncoding::Text) if !is_plain => {
            let error = context.error(encoding.span, "the outcome of this algorithm is no text");
            error.label("bytes, which have to be written somehow");
            error.related(span, "the algorithm");
            error.help("write `hex`, `base64` or `base64url`");
        }
        Encoding::Fixed(_) | Encoding::Variable(_) => {}
    }
}

/// `encoding = "{variable}"`: an enum over the words.
fn variable_encoding(context: &mut Context<'_, '_>, hole: Hole<'_>, span: Span, step: Step<'_>) {
    let Some(variable) = context.variable(hole.name) else {
        return sources::variable_named(context, hole.name, span);
    };
    context.uses(hole.name);
    if !step.variables {
        return sources::one(context, hole, step);
    }
    let known = || DigestEncoding::ALL.iter().map(|(word, _)| *word);
    let declared = variable.name.span;
    match &variable.kind {
        None => {}
        Some(VariableKind::Enum(values)) => {
            for value in values.iter().filter(|value| !known().any(|word| word == value.value)) {
                context
                    .error(value.span, format!("{} is not an encoding", quote(value.value)))
                    .label("not a value of an encoding")
                    .related(span, "the encoding is this variable")
                    .help(format!("values: {}", quote_all(known())));
            }
        }
        Some(_) => {
            context
                .error(span, format!("{} is not an encoding", braced(hole.name)))
                .label("an encoding is a variable of type `enum`")
                .related(declared, "the variable")
                .help("write `type = \"enum\"` and `values = [\"auto\", \"hex\", \"base64\"]`");
        }
    }
}

/// A key is a text that the application gives, not part of a host.
pub(super) fn key_variables(context: &mut Context<'_, '_>, key: &Slot<Template<'_>>) {
    for hole in reach::template(key.get()) {
        let Some(variable) = context.variable(hole.name) else { continue };
        if !matches!(variable.kind, None | Some(VariableKind::String)) {
            let declared = variable.name.span;
            context
                .error(hole.span, format!("{} is not a key", braced(hole.name)))
                .label("a key is a variable of type `string`")
                .related(declared, "the variable")
                .help("leave its `type` out");
        }
    }
}

/// Members of a token that are made.
pub(super) fn already_made(
    context: &mut Context<'_, '_>,
    members: &[crate::raw::Parameter<'_>],
    made: &[&str],
    by: &str,
) {
    for member in members.iter().filter(|member| made.contains(&member.name.value)) {
        context
            .error(member.name.span, format!("{} is made", quote(member.name.value)))
            .label("would be there twice")
            .help(format!("leave it out; {by}"));
    }
}

/// A key that says nothing beside the algorithm.
pub(super) fn needless(
    context: &mut Context<'_, '_>,
    key: Span,
    name: &str,
    algorithm: Span,
    help: &str,
) {
    context
        .error(key, format!("{} says nothing here", quote(name)))
        .label("nothing looks at this")
        .related(algorithm, "with this algorithm")
        .help(help);
}
