//! Signatures and computed values: digests and signed tokens.

use super::leak;
use super::template::{Call, source, template};
use crate::raw::{self, Document};
use crate::reach;
use crate::{
    Algorithm, CanonicalQuery, Computed, ComputedRecipe, Digest, DigestEncoding, Jwt, JwtAlgorithm,
    JwtCheck, KeyEncoding, PublishedKeys, QueryOrder, QueryValues, Signature, SignatureCheck,
    SignaturePlace, SignatureSyntax, Source, Template, Timestamp, Webhook,
};

/// `[computed]`.
pub(super) fn computed(document: &Document<'_>) -> &'static [Computed] {
    chosen(document, &|_| true)
}

/// Those of that name.
fn chosen(document: &Document<'_>, is_wanted: &dyn Fn(&str) -> bool) -> &'static [Computed] {
    // A computed value is used where its names are known; there they mean what the grant says.
    let mut own = Vec::new();
    for grant in document.grants.items() {
        own.extend(grant.kind.values());
        own.extend(grant.parameters.iter().map(|own| own.name.value));
    }
    let call = Call::Own(&own);
    let all = document.computed.items().iter();
    leak::list(
        all.filter(|computed| is_wanted(computed.name.value))
            .filter_map(|computed| {
                let name = leak::text(computed.name.value);
                Some(Computed { name, recipe: recipe(&computed.recipe, call)? })
            })
            .collect(),
    )
}

fn recipe(written: &raw::Recipe<'_>, call: Call<'_>) -> Option<ComputedRecipe> {
    Some(match written {
        raw::Recipe::Digest { algorithm, digest: written } => {
            let algorithm = algorithm.or(Algorithm::None);
            let made = digest(written, algorithm, DigestEncoding::Hex, None, call);
            ComputedRecipe::Digest(Box::leak(Box::new(made)))
        }
        raw::Recipe::Jwt(jwt) => ComputedRecipe::Jwt(Box::leak(Box::new(Jwt {
            algorithm: jwt.algorithm.or(JwtAlgorithm::Hs256),
            key: template(jwt.key.get()?, call),
            header: super::content::members(&jwt.header, call),
            claims: super::content::members(&jwt.claims, call),
            lifetime: jwt.lifetime.or(300),
        }))),
        raw::Recipe::Broken => return None,
    })
}

/// A signature. All of it is there, or checking has reported what is missing.
pub(super) fn signature(written: &raw::Signature<'_>, key: Option<Template>) -> Option<Signature> {
    signature_with(written, key, &[])
}

/// The same with what `{computed.x}` in its message stands for.
fn signature_with(
    written: &raw::Signature<'_>,
    key: Option<Template>,
    computed: &'static [Computed],
) -> Option<Signature> {
    let check = match written.algorithm.get()? {
        raw::SignatureAlgorithm::Digest(algorithm) => {
            let auto = DigestEncoding::Auto;
            let check = digest(&written.digest, *algorithm, auto, key, Call::Nothing);
            let check = Digest { computed, ..check };
            SignatureCheck::Digest(Box::leak(Box::new(check)))
        }
        raw::SignatureAlgorithm::Jwt => {
            SignatureCheck::Jwt(Box::leak(Box::new(jwt_check(written, key)?)))
        }
    };
    Some(Signature {
        place: match written.place.get()? {
            raw::Place::Query(name) => SignaturePlace::Query(leak::text(name)),
            raw::Place::Header(name) => SignaturePlace::Header(lower_case(name)),
            raw::Place::Headers(name) => SignaturePlace::NumberedHeaders(lower_case(name)),
            raw::Place::Form(name) => SignaturePlace::Form(leak::text(name)),
            raw::Place::Json(path) => SignaturePlace::Json(leak::text(path)),
            raw::Place::Body => SignaturePlace::Body,
        },
        syntax: written.syntax.get().map_or(SignatureSyntax::Prefix(""), syntax),
        check,
        timestamp: written.timestamp.get().and_then(timestamp),
        replay_id: written.replay_id.get().map(|hole| source(hole.name, Call::Nothing)),
    })
}

/// `[webhooks]`: the key is `{secret}` unless more is said.
pub(super) fn webhooks(document: &Document<'_>) -> &'static [Webhook] {
    let secret = Template::value(Source::WebhookSecret);
    let all = document.webhooks.items().iter();
    leak::list(
        all.filter_map(|webhook| {
            let name = leak::text(webhook.name.value);
            let keys = webhook.keys.get().and_then(|keys| {
                Some(PublishedKeys {
                    url: template(keys.url.get()?, Call::Nothing),
                    path: keys.path.get().map_or("", |path| leak::text(path)),
                })
            });
            let computed = made_for(document, &webhook.signature);
            let signature = signature_with(&webhook.signature, Some(secret), computed)?;
            Some(Webhook { name, signature, keys })
        })
        .collect(),
    )
}

/// What the message of a webhook is made of.
fn made_for(document: &Document<'_>, signature: &raw::Signature<'_>) -> &'static [Computed] {
    let message = signature.digest.message.get();
    let holes = message.map_or_else(Vec::new, |message| message.template.holes());
    let reached = reach::through_computed(document, holes);
    chosen(document, &|name| {
        reached.iter().any(|hole| hole.name.strip_prefix("computed.") == Some(name))
    })
}

fn lower_case(name: &str) -> &'static str {
    leak::text(&name.to_ascii_lowercase())
}

fn syntax(written: &raw::Syntax<'_>) -> SignatureSyntax {
    match written {
        raw::Syntax::Prefix(text) => SignatureSyntax::Prefix(leak::text(text)),
        raw::Syntax::Pairs { key, separator } => {
            SignatureSyntax::Pairs { key: leak::text(key), separator: leak::text(separator) }
        }
        raw::Syntax::Versions(version) => SignatureSyntax::Versions(leak::text(version)),
        raw::Syntax::Payload => SignatureSyntax::Payload,
    }
}

/// How far ahead a clock may be is, unless it is said, how far it may be behind.
fn timestamp(written: &raw::Timestamp<'_>) -> Option<Timestamp> {
    let max_age = *written.max_age.get()?;
    Some(Timestamp {
        value: source(written.value.get()?.name, Call::Nothing),
        format: written.format,
        max_age,
        max_ahead: written.max_ahead.or(max_age),
    })
}

fn jwt_check(written: &raw::Signature<'_>, key: Option<Template>) -> Option<JwtCheck> {
    let text = |slot: &crate::span::Slot<crate::template::Template<'_>>| {
        slot.get().map(|written| template(written, Call::Nothing))
    };
    Some(JwtCheck {
        algorithms: leak::list(written.algorithms.get()?.iter().map(|one| one.value).collect()),
        key: text(&written.digest.key).or(key)?,
        audience: text(&written.audience),
        issuer: text(&written.issuer),
        body_hash_claim: written.body_hash_claim.get().map(|claim| leak::text(claim)),
    })
}

fn digest(
    written: &raw::Digest<'_>,
    algorithm: Algorithm,
    encoding: DigestEncoding,
    key: Option<Template>,
    call: Call<'_>,
) -> Digest {
    let message = written.message.get();
    let given = written.key.get().map(|key| template(key, call));
    let key = given.or(key.filter(|_| algorithm.has_key()));
    let is_plain = algorithm == Algorithm::None;
    Digest {
        algorithm,
        key: key.unwrap_or(Digest::STANDARD.key),
        key_encoding: match written.key_encoding.get() {
            Some(raw::KeyEncoding::Word(encoding)) => *encoding,
            Some(raw::KeyEncoding::HmacSha256Of(text)) => {
                KeyEncoding::HmacSha256Of(leak::text(text))
            }
            None if algorithm.has_public_key() => KeyEncoding::Pem,
            None => KeyEncoding::Utf8,
        },
        message: match message {
            Some(message) => template(&message.template, call),
            None => Template::value(Source::SignaturePart("payload")),
        },
        computed: &[],
        base_path: written.base_path.get().map_or("", |path| leak::text(path)),
        query: canonical(written.query.get(), message.is_some_and(|message| message.is_sorted)),
        encoding: match written.encoding.get() {
            None if is_plain => DigestEncoding::Text,
            None => encoding,
            Some(raw::Encoding::Fixed(encoding)) => *encoding,
            Some(raw::Encoding::Variable(hole)) => DigestEncoding::Variable(leak::text(hole.name)),
        },
    }
}

fn canonical(written: Option<&raw::Canonical<'_>>, is_sorted: bool) -> CanonicalQuery {
    let mut standard = CanonicalQuery::STANDARD;
    if is_sorted {
        standard.order = QueryOrder::Name;
        standard.values = QueryValues::Percent;
    }
    let Some(written) = written else { return standard };
    CanonicalQuery {
        order: written.order.or(standard.order),
        remove: written.remove.get().map_or(standard.remove, |names| leak::texts(names)),
        only: written.only.get().map_or(standard.only, |names| leak::texts(names)),
        values: written.values.or(standard.values),
        repeated: written.repeated.or(standard.repeated),
        pair: written.pair.get().map_or(standard.pair, |text| leak::text(text)),
        join: written.join.get().map_or(standard.join, |text| leak::text(text)),
    }
}
