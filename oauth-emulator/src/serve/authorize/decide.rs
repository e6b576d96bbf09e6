//! The user's decision: a code, a token, or a refusal.

use std::collections::BTreeSet;

use oauth_spec::{Answer as Written, AnswerFormat, Consent, Renewal};
use serde_json::{Value, json};

use super::page;
use super::redirect::{self, Trusted};
use crate::http::{Answer, Arrived, pairs};
use crate::ledger::{Asked, Bound, Code, Given};
use crate::sample;
use crate::script::FlowKind;
use crate::serve::identity::{self, Beside};
use crate::serve::refusal::Refusal;
use crate::serve::token::{Issue, front_id_token, issue};
use crate::serve::write;
use crate::world::World;

/// Takes a form that was sent.
pub(super) fn decide(world: &World, arrived: &Arrived) -> Answer {
    let sent = pairs(&arrived.body);
    let value = |name: &str| sent.iter().find(|(key, _)| key == name).map(|(_, v)| v.as_str());
    // The form's id is known only to the page it was shown on, and good once: a foreign page cannot
    // decide in the user's name, nor the user twice.
    let asked = value("form").and_then(|id| world.ledger().take_form(id, world.clock.now()));
    let Some(asked) = asked else {
        let message = "This form was answered already, or is too old. Please begin again.";
        return Answer::page(400, page::problem(world.spec, message));
    };
    let trusted = Trusted::of(&asked, arrived.id_token_fault);
    match value("decision") {
        Some("allow") => {
            let kept: BTreeSet<&str> = sent
                .iter()
                .filter(|(name, _)| name == "scope")
                .map(|(_, value)| value.as_str())
                .collect();
            let mut asked = asked;
            asked.scopes.retain(|scope| kept.contains(scope.as_str()));
            allow(world, &trusted, asked)
        }
        _ => redirect::refuse(world, &trusted, "access_denied", "The user did not allow it"),
    }
}

/// What the user has allowed, on its way back.
pub(super) fn allow(world: &World, trusted: &Trusted, asked: Asked) -> Answer {
    let pairs = match asked.flow {
        FlowKind::Code => code(world, trusted, asked),
        FlowKind::Implicit => implicit(world, trusted, asked),
        FlowKind::Consent(declared) => Ok(consent(declared)),
    };
    match pairs {
        Ok(pairs) => redirect::allow(world, trusted, pairs),
        Err(refusal) => redirect::refuse(world, trusted, &refusal.code, &refusal.description),
    }
}

fn code(world: &World, trusted: &Trusted, asked: Asked) -> Result<Vec<(String, Value)>, Refusal> {
    let text = world.code();
    let mut pairs = vec![(world.spec.callback.code.to_owned(), json!(text))];
    pairs.extend(beside(world, trusted, &asked, &text)?);
    let code = Code {
        asked,
        user: world.settings.present_user(),
        expires_at: world.clock.now() + world.settings.code_lifetime,
        spent_on: None,
    };
    world.ledger().add_code(text, code);
    Ok(pairs)
}

/// What comes with a code where that was asked for (OpenID Connect Core, 3.3.2.5): an access token, and an ID token
/// that says which code and which token it came with.
fn beside(
    world: &World,
    trusted: &Trusted,
    asked: &Asked,
    code: &str,
) -> Result<Vec<(String, Value)>, Refusal> {
    let is_asked = |kind: &str| asked.response_type.split(' ').any(|it| it == kind);
    let given = given(world, asked.clone());
    let answer = flat(&world.spec.token.answer);
    let mut pairs = Vec::new();
    if is_asked("token") {
        let ask = Issue::new(given.clone(), FlowKind::Code.grant(), &answer);
        pairs = write::pairs(&issue(world, &mut world.ledger(), ask)?.body);
        // The one for both is below.
        pairs.retain(|(name, _)| name != answer.id_token);
    }
    if is_asked("id_token") {
        let access = pairs.iter().find(|(name, _)| name == answer.access_token);
        let access = access.map(|(_, text)| text.as_str());
        let beside = Beside { access_token: access, code: Some(code) };
        let id_token = front_id_token(world, &given, beside);
        pairs.extend(id_token.map(|text| (answer.id_token.to_owned(), text)));
    }
    Ok(sent(world, trusted, &answer, pairs))
}

/// Who has allowed what.
fn given(world: &World, asked: Asked) -> Given {
    Given {
        bound_to: Bound::default(),
        grant: asked.flow.grant(),
        client_id: asked.client_id,
        scopes: asked.scopes,
        other_scopes: asked.other_scopes,
        nonce: asked.nonce,
        details: asked.details,
        audience: asked.resources.clone(),
        resources: asked.resources,
        user: Some(world.settings.present_user()),
    }
}

/// How tokens are written in a redirect, which has no depth: where the file has them in an object, the names are those
/// of the standard (RFC 6749, 4.2.2).
fn flat(declared: &Written) -> Written {
    let is_flat = declared.root.is_empty() && !declared.access_token.contains(['.', '/']);
    let names = if is_flat { *declared } else { Written::STANDARD };
    Written { format: AnswerFormat::Form, ..names }
}

/// The pairs of a redirect, with something wrong about the ID token if that is wanted.
fn sent(
    world: &World,
    trusted: &Trusted,
    answer: &Written,
    mut pairs: Vec<(String, String)>,
) -> Vec<(String, Value)> {
    if let Some((_, text)) = pairs.iter_mut().find(|(name, _)| name == answer.id_token) {
        let client = world.settings.client(&trusted.client_id);
        *text = identity::spoiled(world, std::mem::take(text), trusted.wrong, client);
    }
    pairs.into_iter().map(|(name, text)| (name, json!(text))).collect()
}

/// The answer as pairs of a redirect (RFC 6749, 4.2.2).
fn implicit(
    world: &World,
    trusted: &Trusted,
    asked: Asked,
) -> Result<Vec<(String, Value)>, Refusal> {
    let mut flows = world.script.flows.iter();
    let flow = flows.find(|flow| flow.kind == FlowKind::Implicit);
    let renewable = flow.is_some_and(|flow| flow.renewal == Renewal::RefreshToken);
    let given = given(world, asked);
    let answer = flat(&world.spec.token.answer);
    let pairs = if world.spec.grants.implicit.is_some_and(|grant| !grant.gives_access()) {
        let alone = front_id_token(world, &given, Beside::default());
        if let Some(token) = &alone {
            world.ledger().add_sign_in(token.clone(), given.client_id);
        }
        alone.map(|token| (answer.id_token.to_owned(), token)).into_iter().collect()
    } else {
        let ask = Issue { renewable, ..Issue::new(given, FlowKind::Implicit.grant(), &answer) };
        write::pairs(&issue(world, &mut world.ledger(), ask)?.body)
    };
    Ok(sent(world, trusted, &answer, pairs))
}

/// That consent was given.
fn consent(declared: &Consent) -> Vec<(String, Value)> {
    let success = declared.success.iter();
    success
        .map(|each| (each.path.to_owned(), json!(sample::text(&write::meeting(each.test)))))
        .collect()
}
