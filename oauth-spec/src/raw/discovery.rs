//! `[discovery]`.

use super::Value;
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Slot, Spanned};
use crate::suggest;
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
];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    source: &str,
    errors: &mut Errors,
) -> Option<Discovery<'t>> {
    let table = value.closed(&schema::DISCOVERY, errors)?;
    Some(Discovery {
        kind: table.read("kind", errors, |value, errors| value.choice(KINDS, errors)),
        url: table.read("url", errors, |value, errors| value.template(source, errors)),
        ignore: table.read("ignore", errors, |value, errors| {
            value.list("a list of members of the metadata", errors, member)
        }),
    })
}

/// A member that is read.
fn member<'t>(value: Value<'t, '_>, errors: &mut Errors) -> Option<&'t str> {
    let text = value.line(errors)?;
    if Model::MEMBERS.contains(&text) {
        return Some(text);
    }
    let help = match text {
        "issuer" => "who answers must be who was asked: write `issuer` in `[endpoints]` as the document has \
                     it, and its address as `url`"
            .to_owned(),
        _ => suggest::help(text, Model::MEMBERS.iter().copied(), "members that are read"),
    };
    errors
        .add(value.span, format!("{} is not read from the metadata", quote(text)))
        .label("nothing to ignore")
        .help(help);
    None
}
