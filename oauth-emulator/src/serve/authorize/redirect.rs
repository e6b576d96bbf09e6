//! The callback: where the browser is sent back to, and with what.

use oauth_spec::{
    AuthorizationCodeGrant, CallbackFormat, Field, FieldKind, JwtAlgorithm, ResponseMode,
};
use serde_json::{Value, json};

use super::{page, posted};
use crate::compute::Draft;
use crate::fault::IdTokenFault;
use crate::http::{self, Answer, pair};
use crate::ledger::Asked;
use crate::sample;
use crate::script::FlowKind;
use crate::serve::identity;
use crate::world::World;

/// Somebody an answer may be sent to.
#[derive(Debug)]
pub(super) struct Trusted {
    pub(super) flow: FlowKind,
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) state: Option<String>,
    /// Whether tokens were asked for beside a code, or instead of it.
    pub(super) is_hybrid: bool,
    /// What is to be wrong with an answer that is signed.
    pub(super) wrong: Option<IdTokenFault>,
}

impl Trusted {
    /// Whoever has asked for that.
    pub(super) fn of(asked: &Asked, wrong: Option<IdTokenFault>) -> Self {
        Self {
            flow: asked.flow,
            client_id: asked.client_id.clone(),
            redirect_uri: asked.redirect_uri.clone(),
            state: asked.state.clone(),
            is_hybrid: is_hybrid(&asked.response_type),
            wrong,
        }
    }

    /// Whether answers, and errors as they do, come in the fragment (OAuth 2.0 Multiple Response Type Encoding
    /// Practices, 5): where that is declared, and where nothing is, those that may have tokens.
    fn is_in_fragment(&self, declared: Option<ResponseMode>) -> bool {
        match declared {
            // Where it would be unsigned (JARM, 2.3.4).
            None | Some(ResponseMode::Jwt) => self.is_hybrid || self.flow == FlowKind::Implicit,
            Some(mode) => mode.is_in_fragment(),
        }
    }
}

/// Whether a response type asks for tokens.
pub(super) fn is_hybrid(response_type: &str) -> bool {
    response_type.split(' ').any(|kind| matches!(kind, "token" | "id_token"))
}

/// Sends the browser back with what it came for.
pub(super) fn allow(world: &World, trusted: &Trusted, mut pairs: Vec<(String, Value)>) -> Answer {
    match trusted.flow {
        FlowKind::Consent(consent) => {
            let table = format!("consents.{}", consent.name);
            pairs.extend(consent.fields.iter().filter_map(|field| told(world, &table, field)));
        }
        FlowKind::Code | FlowKind::Implicit => {
            let script = &world.script;
            for field in script.success_fields.iter().chain(&script.further_fields) {
                // One may be the code itself, which a later request needs.
                if !pairs.iter().any(|(name, _)| name == field.path) {
                    pairs.extend(told(world, "callback", field));
                }
            }
        }
    }
    send(world, trusted, pairs, false)
}

/// Sends the browser back with an error (RFC 6749, 4.1.2.1 and 4.2.2.1) in the provider's own words, and
/// samples for the declared texts that a good callback does not carry: those are about errors.
pub(super) fn refuse(world: &World, trusted: &Trusted, code: &str, description: &str) -> Answer {
    let callback = &world.spec.callback;
    let own = callback.error_codes.iter().find(|(_, standard)| *standard == code);
    let name = callback.error.first().copied().unwrap_or("error");
    let about = callback.error_description.first().copied().unwrap_or("error_description");
    let mut pairs = vec![
        (name.to_owned(), json!(own.map_or(code, |(own, _)| own))),
        (about.to_owned(), json!(description)),
    ];
    if !matches!(trusted.flow, FlowKind::Consent(_)) {
        for field in callback.fields {
            let carried = world.script.success_fields.iter().any(|other| other.name == field.name);
            let text = matches!(field.kind, FieldKind::String | FieldKind::Enum(_));
            let taken = pairs.iter().any(|(name, _)| name == field.path);
            if ((text && !carried) || field.required) && !taken {
                pairs.extend(told(world, "callback", field));
            }
        }
    }
    send(world, trusted, pairs, true)
}

/// A field and its value.
fn told(world: &World, table: &str, field: &Field) -> Option<(String, Value)> {
    let value = world.script.values.samples.value(table, field.name)?;
    Some((field.path.to_owned(), value.clone()))
}

/// `is_error`: what is signed of a code cannot be signed then, and it comes unsigned.
fn send(
    world: &World,
    trusted: &Trusted,
    mut pairs: Vec<(String, Value)>,
    is_error: bool,
) -> Answer {
    // One that travels in the redirect URI is there already; a consent may have it as a parameter.
    if let Some(state) = &trusted.state {
        pairs.push((world.spec.callback.state.parameter().to_owned(), json!(state)));
    }
    if let Some(issuer) = &world.script.issuer {
        pairs.push(("iss".to_owned(), json!(issuer)));
    }
    let code = world.spec.grants.authorization_code.filter(|_| trusted.flow == FlowKind::Code);
    let mode = match trusted.flow {
        FlowKind::Code => code.and_then(|grant| grant.response_mode),
        FlowKind::Implicit => world.spec.grants.implicit.and_then(|grant| grant.response_mode),
        FlowKind::Consent(_) => None,
    };
    if let Some(grant) = code.filter(AuthorizationCodeGrant::signs_responses) {
        let algorithm = grant.response_algorithms.first().copied().unwrap_or(JwtAlgorithm::Rs256);
        let id = &trusted.client_id;
        let text = identity::response(world, algorithm, id, pairs, trusted.wrong);
        pairs = vec![("response".to_owned(), json!(text))];
    }
    let problem = |text: &str| Answer::page(500, page::problem(world.spec, text));
    if trusted.flow == FlowKind::Code && world.spec.callback.format == CallbackFormat::Json {
        // The document goes its own way, and the browser comes back with nothing.
        return match posted::post(world, trusted, pairs, is_error) {
            Ok(()) => Answer::see_other(&trusted.redirect_uri),
            Err(wrong) => problem(&wrong),
        };
    }
    let is_posted = mode.is_some_and(ResponseMode::is_posted);
    let is_in_fragment = trusted.is_in_fragment(mode);
    let plain = draft(trusted, &pairs, !is_posted && !is_in_fragment);
    // What comes in a fragment never reaches a server that could look.
    let draft = if trusted.flow == FlowKind::Implicit {
        plain
    } else {
        match signed(world, trusted, plain, is_error) {
            Ok(draft) => draft,
            Err(wrong) => return problem(&wrong),
        }
    };
    let sent = draft.query.join("&");
    if is_posted {
        let pairs = http::pairs(sent.as_bytes());
        return Answer::page(200, page::posted(world.spec, &trusted.redirect_uri, &pairs));
    }
    let location = if is_in_fragment {
        format!("{}#{sent}", trusted.redirect_uri)
    } else {
        draft.with_query(&draft.address, &[])
    };
    if location.bytes().any(|byte| byte.is_ascii_control()) {
        // A state that travels in the URI may bring a line break, which no header can hold.
        return problem("The redirect URI is unusable.");
    }
    Answer::see_other(&location)
}

/// What the client gets, as one list: in a query with what was registered with the URI.
fn draft(trusted: &Trusted, pairs: &[(String, Value)], is_in_query: bool) -> Draft {
    let mut draft = Draft::to("GET", &trusted.redirect_uri);
    if !is_in_query {
        draft.query.clear();
    }
    draft.query.extend(written(pairs));
    draft
}

/// The same with the signature, where one is declared. The error says what cannot be signed; of an error that has not
/// all that is signed nothing is.
pub(super) fn signed(
    world: &World,
    trusted: &Trusted,
    plain: Draft,
    is_error: bool,
) -> Result<Draft, String> {
    let Some(signer) = &world.script.callback_signer else { return Ok(plain) };
    let mut draft = plain.clone();
    match signer.sign(world.around(&trusted.client_id), &mut draft) {
        Ok(()) => Ok(draft),
        Err(_) if is_error => Ok(plain),
        Err(wrong) => Err(wrong),
    }
}

/// Pairs as a query writes them; what has parts of its own is written as JSON.
fn written(pairs: &[(String, Value)]) -> Vec<String> {
    pairs.iter().map(|(name, value)| pair(name, &sample::text(value))).collect()
}
