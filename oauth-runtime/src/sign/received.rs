//! Verifying what was received: the signature first, then the time, and only then anything else.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use oauth_spec::{
    CanonicalQuery, Digest, Signature, SignatureCheck, SignaturePlace, Source, Template, Timestamp,
};
use subtle::ConstantTimeEq as _;

use super::at_hand::AtHand;
use super::computed::{DEPTH, Making};
use super::fault::Fault;
use super::instant::instant;
#[cfg(feature = "jose")]
use super::jwt::holds;
use super::message::{bytes, fill, given};
#[cfg(not(feature = "jose"))]
use super::none::holds;
use super::refused::SignatureRefused;
use super::request::Incoming;
use super::syntax::{Written, read};
use super::{Lookup, algorithm, encoding, key, place};

/// What a right signature has vouched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Verified {
    /// When it was signed.
    pub(crate) timestamp: Option<SystemTime>,
    /// What tells this delivery from others.
    pub(crate) replay_id: Option<String>,
}

/// Verifies the signature of a request that was received.
pub(crate) fn verify(
    signature: &Signature,
    lookup: &Lookup<'_>,
    incoming: &Incoming<'_>,
    now: SystemTime,
) -> Result<Verified, SignatureRefused> {
    verify_any(signature, &[lookup], incoming, now)
}

/// The same with several sets of values, of which one must fit: while a secret is being replaced.
pub(crate) fn verify_any(
    signature: &Signature,
    lookups: &[&Lookup<'_>],
    incoming: &Incoming<'_>,
    now: SystemTime,
) -> Result<Verified, SignatureRefused> {
    check(signature, lookups, AtHand::incoming(incoming), now)
}

/// Verifies the signature of a token answer.
pub(crate) fn verify_answer(
    signature: &Signature,
    lookup: &Lookup<'_>,
    answer: &serde_json::Value,
    now: SystemTime,
) -> Result<Verified, SignatureRefused> {
    check(signature, &[lookup], AtHand::answer(answer), now)
}

fn check(
    signature: &Signature,
    lookups: &[&Lookup<'_>],
    mut at_hand: AtHand<'_>,
    now: SystemTime,
) -> Result<Verified, SignatureRefused> {
    match signature.place {
        SignaturePlace::Query(name) => at_hand.leave_out(name, false),
        SignaturePlace::Form(name) => at_hand.leave_out(name, true),
        _ => {}
    }
    if lookups.is_empty() {
        let none = "there is no key: pass the webhook's secret to `verify`";
        return Err(Fault::Settings(none.to_owned()).into());
    }
    let texts = place::texts(signature.place, &at_hand)?;
    let mut all = Vec::with_capacity(texts.len());
    for text in &texts {
        all.extend(read(signature.syntax, text));
    }
    if all.is_empty() {
        return Err(SignatureRefused::Malformed { place: place::shown(signature.place) });
    }
    // Without parts the message is the same for all of them, and is put through the algorithm once.
    if all.iter().all(|written| written.parts.is_empty()) {
        let mut together = Written::default();
        for mut written in std::mem::take(&mut all) {
            together.signatures.append(&mut written.signatures);
        }
        all.push(together);
    }
    let mut unusable = None;
    for written in &mut all {
        for &lookup in lookups {
            let fits = match signature.check {
                SignatureCheck::Digest(digest) => {
                    fits(digest, lookup, &at_hand, written).map_err(SignatureRefused::from)
                }
                SignatureCheck::Jwt(check) => holds(check, lookup, at_hand.body(), written, now),
            };
            match fits {
                Ok(true) => return vouched(signature, lookup, &at_hand, written, now),
                Ok(false) => {}
                // Whichever of several cannot be used, as one that is not set: another may fit.
                Err(problem @ SignatureRefused::Settings { .. }) => {
                    unusable.get_or_insert(problem);
                }
                Err(refused) => return Err(refused),
            }
        }
    }
    let wrong = || SignatureRefused::Wrong { place: place::shown(signature.place) };
    Err(unusable.unwrap_or_else(wrong))
}

/// Whether one of the signatures is right.
fn fits<'a>(
    digest: &Digest,
    lookup: &'a Lookup<'_>,
    at_hand: &'a AtHand<'_>,
    written: &'a Written,
) -> Result<bool, Fault> {
    if !at_hand.is_covered(digest) {
        return Err(Fault::UnsignedBody);
    }
    let key = key::key(digest, &|source| given(lookup, source))?;
    let get = |source| match source {
        Source::Computed(name) if !digest.computed.is_empty() => {
            let making = Making { computed: digest.computed, lookup, at_hand };
            making.value(name, DEPTH).map(|value| bytes(value.into()))
        }
        _ => value(source, &digest.query, lookup, at_hand, written),
    };
    let message = fill(&digest.message, &get)?;
    let encoding = encoding::chosen(digest.encoding, lookup)?;
    let length = algorithm::length(digest.algorithm);
    let signatures = written.signatures.iter();
    let mut received = signatures.filter_map(|text| encoding::read(encoding, text, length));
    if digest.algorithm.has_public_key() {
        return received.try_fold(false, |fits, signature| {
            algorithm::verifies(digest.algorithm, &key.0, &message.0, &signature)
                .map(|verifies| fits | verifies)
        });
    }
    let expected = algorithm::digest(digest.algorithm, &key.0, &message.0)?;
    // Nothing at all is no proof, whatever it equals.
    Ok(!expected.0.is_empty() && received.any(|other| bool::from(other.ct_eq(&expected.0))))
}

/// The value of a source: of the signature's text, of the request, or the application's.
fn value<'a>(
    source: Source,
    rule: &CanonicalQuery,
    lookup: &'a Lookup<'_>,
    at_hand: &'a AtHand<'_>,
    written: &'a Written,
) -> Result<Cow<'a, [u8]>, Fault> {
    if let Source::SignaturePart(name) = source {
        return written.part(name).map(|part| part.as_bytes().into()).ok_or(Fault::NoPart(source));
    }
    if AtHand::knows(source) {
        return at_hand.part(source, rule);
    }
    let value = lookup(source).filter(|value| !key::is_secret(source) || !value.is_empty());
    value.map(bytes).ok_or(Fault::NoValue(source))
}

/// The rest of what is checked, now that what was received can be believed.
fn vouched<'a>(
    signature: &Signature,
    lookup: &'a Lookup<'_>,
    at_hand: &'a AtHand<'_>,
    written: &'a Written,
    now: SystemTime,
) -> Result<Verified, SignatureRefused> {
    let text = |source: Source| {
        let template = Template::value(source);
        let get = |source| value(source, &CanonicalQuery::STANDARD, lookup, at_hand, written);
        let filled = fill(&template, &get)?;
        let text = std::str::from_utf8(&filled.0).ok().filter(|text| !text.is_empty());
        text.map(str::to_owned).ok_or(Fault::NoPart(source))
    };
    let timestamp = match &signature.timestamp {
        Some(declared) => {
            let time = instant(&text(declared.value)?, declared.format);
            let time = time.ok_or(Fault::NoPart(declared.value))?;
            in_time(declared, time, now)?;
            Some(time)
        }
        None => None,
    };
    let replay_id = match signature.replay_id {
        Some(source) => Some(text(source)?),
        None => None,
    };
    Ok(Verified { timestamp, replay_id })
}

fn in_time(
    declared: &Timestamp,
    time: SystemTime,
    now: SystemTime,
) -> Result<(), SignatureRefused> {
    let (max_age, max_ahead) =
        (Duration::from_secs(declared.max_age), Duration::from_secs(declared.max_ahead));
    match now.duration_since(time) {
        Ok(age) if age > max_age => Err(SignatureRefused::TooOld { age, limit: max_age }),
        Err(ahead) if ahead.duration() > max_ahead => {
            Err(SignatureRefused::Ahead { ahead: ahead.duration(), limit: max_ahead })
        }
        _ => Ok(()),
    }
}
