//! The callback: where the browser is sent back to, and with what.

use oauth_spec::FieldKind;

use super::page;
use crate::http::Answer;
use crate::sample;
use crate::script::{Authorization, FlowKind};
use crate::world::World;

/// Somebody an answer may be sent to.
#[derive(Debug)]
pub(super) struct Trusted {
    pub(super) flow: FlowKind,
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) state: Option<String>,
}

/// Sends the browser back with what it came for.
pub(super) fn allow(
    world: &World,
    part: &Authorization,
    trusted: &Trusted,
    mut pairs: Vec<(String, String)>,
) -> Answer {
    let fields = world.script.success_fields.iter();
    pairs.extend(
        fields.filter_map(|field| Some((field.name.to_owned(), sample::field_text(field)?))),
    );
    send(world, part, trusted, pairs)
}

/// Sends the browser back with an error (RFC 6749, 4.1.2.1 and 4.2.2.1), and samples for the declared
/// texts that a good callback does not carry: those are about errors.
pub(super) fn refuse(
    world: &World,
    part: &Authorization,
    trusted: &Trusted,
    code: &str,
    description: &str,
) -> Answer {
    let mut pairs = vec![
        ("error".to_owned(), code.to_owned()),
        ("error_description".to_owned(), description.to_owned()),
    ];
    for field in world.spec.callback.fields {
        let carried = world.script.success_fields.iter().any(|other| other.name == field.name);
        let text = matches!(field.kind, FieldKind::String | FieldKind::Enum(_));
        if (text && !carried) || field.required {
            pairs.extend(sample::field_text(field).map(|value| (field.name.to_owned(), value)));
        }
    }
    send(world, part, trusted, pairs)
}

fn send(
    world: &World,
    part: &Authorization,
    trusted: &Trusted,
    mut pairs: Vec<(String, String)>,
) -> Answer {
    if let Some(state) = &trusted.state {
        pairs.push(("state".to_owned(), state.clone()));
    }
    if let Some(issuer) = &world.script.issuer {
        pairs.push(("iss".to_owned(), issuer.clone()));
    }
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| encoded(name, value)).collect();
    let location = match trusted.flow {
        FlowKind::Code => with_query(world, part, trusted, pairs),
        FlowKind::Implicit => format!("{}#{}", trusted.redirect_uri, pairs.join("&")),
    };
    if location.bytes().any(|byte| byte.is_ascii_control()) {
        // A registered URI with a line break in it cannot be a header.
        return Answer::page(500, page::problem(world.spec, "The redirect URI is unusable."));
    }
    Answer::see_other(&location)
}

fn with_query(
    world: &World,
    part: &Authorization,
    trusted: &Trusted,
    pairs: Vec<String>,
) -> String {
    let (base, own) = match trusted.redirect_uri.split_once('?') {
        Some((base, own)) => (base, own),
        None => (trusted.redirect_uri.as_str(), ""),
    };
    // The signature covers the whole query, what was registered with the URI included.
    let own = own.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned);
    let mut query: Vec<String> = own.chain(pairs).collect();
    if let Some(signer) = &part.signer {
        let secret = world.settings.client(&trusted.client_id).map(|client| client.secret.as_str());
        signer.sign(&mut query, secret.unwrap_or_default());
    }
    format!("{base}?{}", query.join("&"))
}

pub(super) fn encoded(name: &str, value: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish()
}
