//! Fields of a callback that say which host is asked next: a word that is not declared names none.

use oauth_spec::{FieldKind, Part, ProviderSpec, Source, Template};

use crate::answer::Members;
use crate::core::{Core, is_in_host};
use crate::error::CallbackError;

/// Refuses a callback whose enum stands in a host and is not one of its words. Elsewhere a word that
/// nobody has declared is fine: providers add some.
pub(super) fn known(core: &Core, fields: &Members) -> Result<(), CallbackError> {
    for field in core.spec.callback.fields {
        let FieldKind::Enum(known) = field.kind else { continue };
        let Some(text) = fields.text(field.name) else { continue };
        if !known.contains(&&*text) && is_host(core.spec, field.name) {
            return Err(CallbackError::WrongField { name: field.name });
        }
    }
    Ok(())
}

/// Whether that field stands in the host of something that is asked with a code or a token.
#[cold]
fn is_host(spec: &ProviderSpec, name: &str) -> bool {
    let endpoints = &spec.endpoints;
    let grants = &spec.grants;
    let mut addresses = vec![
        endpoints.token,
        endpoints.revocation,
        endpoints.introspection,
        endpoints.api,
        endpoints.userinfo,
        grants.authorization_code.and_then(|grant| grant.request.endpoint),
        grants.refresh_token.and_then(|grant| grant.request.endpoint),
    ];
    for grant in grants.custom {
        addresses.push(grant.request.endpoint);
    }
    for variant in spec.variants {
        addresses.push(variant.endpoint);
    }
    for call in spec.calls {
        addresses.push(Some(call.url));
    }
    for address in addresses {
        if address.is_some_and(|address| has_in_host(address, name)) {
            return true;
        }
    }
    false
}

fn has_in_host(address: Template, name: &str) -> bool {
    let mut text = String::new();
    for part in address.parts() {
        match part {
            Part::Text(literal) => text.push_str(literal),
            Part::Value(Source::Callback(field)) if field == name && is_in_host(&text) => {
                return true;
            }
            Part::Value(_) => text.push('x'),
        }
    }
    false
}
