//! Which values of the play are secret.

use oauth_runtime::Json;
use oauth_spec::{Field, FieldKind, ParameterKind};

use super::masks::Masks;
use super::stage::Stage;
use super::wire::Exchange;

/// The members of a token answer that are secret by the standards.
const TOKENS: [&str; 3] = ["access_token", "refresh_token", "id_token"];

/// What is secret before anything has been sent.
pub(super) fn of_stage(masks: &mut Masks, stage: &Stage) {
    masks.replace(stage.emulator.client_secret(), "‹secret›");
    masks.replace(stage.emulator.password(), "‹password›");
    for grant in stage.spec.grants.custom {
        let values = stage.emulator.accepts(grant.name);
        for parameter in grant.parameters {
            if let (ParameterKind::Secret, Some(Json::String(text))) =
                (parameter.kind, values.get(parameter.name))
            {
                masks.shorten(text);
            }
        }
    }
}

/// What an answer brings.
pub(super) fn of_answer(masks: &mut Masks, stage: &Stage, exchange: &Exchange) {
    for name in TOKENS {
        if let Some(Json::String(token)) = exchange.member(name) {
            masks.shorten(&token);
        }
    }
    for field in stage.spec.token.fields.iter().chain(stage.spec.error_fields) {
        if let Some(value) = exchange.member(field.name) {
            of_field(masks, field, &value);
        }
    }
}

/// What comes through the browser.
pub(super) fn of_pairs(masks: &mut Masks, stage: &Stage, pairs: &[(String, String)]) {
    let signature = stage.spec.callback.signature.map(|signature| signature.parameter);
    let fields = stage.spec.callback.fields.iter().chain(stage.spec.token.fields);
    let declared: Vec<&str> =
        fields.filter(|field| field.kind == FieldKind::Secret).map(|field| field.name).collect();
    for (name, value) in pairs {
        let name = name.as_str();
        if Some(name) == signature {
            masks.replace(value, "‹signature›");
        } else if name == "code" || TOKENS.contains(&name) || declared.contains(&name) {
            masks.shorten(value);
        }
    }
}

fn of_field(masks: &mut Masks, field: &Field, value: &Json) {
    match (field.kind, value) {
        (FieldKind::Secret, Json::String(text)) => masks.shorten(text),
        (FieldKind::Object(fields), value) => {
            for field in fields {
                if let Some(value) = value.get(field.name) {
                    of_field(masks, field, value);
                }
            }
        }
        _ => {}
    }
}
