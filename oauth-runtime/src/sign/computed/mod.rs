//! Values that the client makes of other values: digests and signed tokens.

#[cfg(feature = "jose")]
mod jwt;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

#[cfg(feature = "jose")]
pub(super) use jwt::now;
use oauth_spec::{Computed, ComputedRecipe, Digest, ProviderSpec, Source};

use crate::error::{Error, shown};
use crate::sign::at_hand::AtHand;
#[cfg(feature = "jose")]
use crate::sign::detached::signature;
use crate::sign::fault::Fault;
use crate::sign::message::{bytes, fill, given};
#[cfg(not(feature = "jose"))]
use crate::sign::none::signature;
use crate::sign::request::Outgoing;
use crate::sign::{Lookup, algorithm, encoding, key};

pub(super) const DEPTH: usize = Computed::DEPTH;

/// The value of `{computed.name}` for this request.
///
/// `lookup` gives what the application knows, and [`Source::Time`], [`Source::Random`] and
/// [`Source::RandomUuid`], which must be the same for all of one request. Other computed values are made here unless it
/// gives them.
pub(crate) fn computed(
    spec: &ProviderSpec,
    name: &str,
    lookup: &Lookup<'_>,
    request: &Outgoing<'_>,
) -> Result<String, Error> {
    let at_hand = AtHand::outgoing(request);
    Making { computed: spec.computed, lookup, at_hand: &at_hand }.value(name, DEPTH).map_err(
        |fault| {
            Error::configuration(format!(
                "{} needs `{{computed.{}}}`, which cannot be made: {}",
                spec.title,
                shown(name),
                fault.text()
            ))
        },
    )
}

/// Whether `{computed.name}` is made of the request at hand, itself or through another computed value.
pub(crate) fn is_of_request(spec: &ProviderSpec, name: &str) -> bool {
    is_of_request_within(spec, name, DEPTH)
}

fn is_of_request_within(spec: &ProviderSpec, name: &str, depth: usize) -> bool {
    let Some(declared) = spec.computed(name) else { return false };
    let sources = declared.recipe.sources();
    sources.into_iter().any(|source| is_one_of_request(spec, source, depth))
}

fn is_one_of_request(spec: &ProviderSpec, source: Source, depth: usize) -> bool {
    match source {
        Source::Computed(other) => depth > 0 && is_of_request_within(spec, other, depth - 1),
        source => AtHand::knows(source),
    }
}

/// The same of what the client signs to authenticate.
#[cfg(feature = "jose")]
pub(crate) fn is_assertion_of_request(spec: &ProviderSpec) -> bool {
    let Some(declared) = spec.client.assertion else { return false };
    let members = declared.header.iter().chain(declared.claims).map(|member| member.value);
    let mut sources = members.chain([declared.audience]).flat_map(|it| it.sources());
    sources.any(|source| is_one_of_request(spec, source, DEPTH))
}

/// What a value is made from.
pub(super) struct Making<'a, 'l, 'r> {
    pub(super) computed: &'a [Computed],
    pub(super) lookup: &'a Lookup<'l>,
    pub(super) at_hand: &'a AtHand<'r>,
}

impl<'a> Making<'a, '_, '_> {
    pub(super) fn value(&self, name: &str, depth: usize) -> Result<String, Fault> {
        let declared = self.computed.iter().find(|computed| computed.name == name);
        let declared = declared
            .ok_or_else(|| Fault::Settings(format!("there is no `[computed.{}]`", shown(name))))?;
        if depth == 0 {
            return Err(Fault::Settings("it is made of itself".to_owned()));
        }
        match declared.recipe {
            ComputedRecipe::Digest(digest) => self.digest(digest, depth - 1),
            ComputedRecipe::Jwt(jwt) => self.jwt(jwt, depth - 1),
        }
    }

    fn digest(&self, digest: &Digest, depth: usize) -> Result<String, Fault> {
        let known = |source| self.known(source, depth);
        let message = || fill(&digest.message, &|source| self.source(source, digest, depth));
        let outcome = if digest.algorithm.has_public_key() {
            let key = key::text(&digest.key, &known)?;
            signature(digest, &key.0, &message()?.0)?
        } else {
            let key = key::key(digest, &known)?;
            algorithm::digest(digest.algorithm, &key.0, &message()?.0)?
        };
        encoding::write(encoding::chosen(digest.encoding, self.lookup)?, &outcome.0)
    }

    /// A value that a key is made from; a key may be made too, of the day and a secret.
    fn known(&self, source: Source, depth: usize) -> Result<Cow<'a, [u8]>, Fault> {
        match source {
            Source::Computed(name) => match (self.lookup)(source) {
                Some(made) => Ok(bytes(made)),
                None => Ok(bytes(self.value(name, depth)?.into())),
            },
            source => given(self.lookup, source),
        }
    }

    fn source(
        &self,
        source: Source,
        digest: &Digest,
        depth: usize,
    ) -> Result<Cow<'a, [u8]>, Fault> {
        if AtHand::knows(source) {
            let part = self.at_hand.part(source, &digest.query)?;
            return Ok(match (source, std::str::from_utf8(&part)) {
                (Source::Path | Source::Target, Ok(path)) if !digest.base_path.is_empty() => {
                    digest.without_base_path(path).as_bytes().to_vec().into()
                }
                _ => part,
            });
        }
        self.known(source, depth)
    }
}
