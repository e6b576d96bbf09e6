//! `[discovery]`.

use super::Value;
use crate::report::Errors;
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::template::Template;
use crate::{Discovery as Model, DiscoveryKind};

/// `[discovery]`.
pub(crate) struct Discovery<'t> {
    pub(crate) kind: Slot<DiscoveryKind>,
    pub(crate) url: Slot<Template<'t>>,
    pub(crate) ignore: Slot<Vec<Spanned<&'t str>>>,
}

/// The words of `kind`.
const KINDS: &[(&str, DiscoveryKind)] = &[
    (DiscoveryKind::OAuth.name(), DiscoveryKind::OAuth),
    (DiscoveryKind::OpenId.name(), DiscoveryKind::OpenId),
    (DiscoveryKind::Any.name(), DiscoveryKind::Any),
];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Discovery<'t>> {
    let table = value.closed(&schema::DISCOVERY, errors)?;
    Some(Discovery {
        kind: table.read("kind", errors, |value, errors| value.choice(KINDS, errors)),
        url: table.read("url", errors, |value, errors| value.address(source, errors)),
        ignore: table.read("ignore", errors, |value, errors| {
            value.list("a list of members of the metadata", errors, member)
        }),
    })
}

/// A member that is read. Who answers is not to be ignored: nothing else makes the document the provider's.
fn member(value: Value<'_, '_>, errors: &mut Errors) -> Option<&'static str> {
    let words: Vec<_> = Model::MEMBERS.iter().map(|member| (*member, *member)).collect();
    value.choice(&words, errors)
}
