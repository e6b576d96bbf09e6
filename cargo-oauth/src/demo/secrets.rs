//! Which values of the play are secret.

use oauth_emulator::{Posted, Recorded, Step};
use oauth_runtime::{Json, Value};
use oauth_spec::{
    Answer, Challenge, DeviceAnswer, Field, FieldKind, Part, SignaturePlace, Source, Template,
    element,
};

use super::masks::Masks;
use super::reading::{Reading, at};
use super::stage::Stage;
use super::wire::{Exchange, texts};
use super::{carriers, declared, reading, sample, signed};

/// The members of a token answer that are secret by the standards.
const TOKENS: [&str; 3] = ["access_token", "refresh_token", "id_token"];

/// No digest is written with fewer characters.
const SHORTEST: usize = 24;

/// What is secret before anything has been sent.
pub(super) fn of_stage(masks: &mut Masks, stage: &Stage) {
    masks.replace(stage.emulator.client_secret(), "‹secret›");
    masks.replace(stage.emulator.password(), "‹password›");
    for invented in stage.invented.iter().filter(|invented| invented.is_key) {
        masks.replace(&invented.value, "‹key›");
    }
    let standard = ["authorization_code", "password", "client_credentials"];
    let custom = stage.spec.grants.custom.iter().map(|grant| grant.name);
    for grant in standard.into_iter().chain(custom) {
        for (_, value) in sample::values(stage, grant) {
            if let Value::Secret(secret) = value {
                masks.shorten(secret.expose());
            }
        }
    }
}

/// What a request carries that was made for it, or may be shown to nobody.
pub(super) fn of_request(masks: &mut Masks, stage: &Stage, request: &Recorded) {
    let declared = carriers::of(stage, request);
    for (name, text) in texts(request) {
        if name == "request" {
            masks.replace(&text, "‹signed request›");
        }
        for (_, value) in declared.iter().filter(|(declared, _)| *declared == name) {
            match holes(stage, *value, &text) {
                Some(holes) => {
                    let made =
                        holes.iter().filter_map(|(it, text)| Some((text, made(stage, *it, text)?)));
                    made.for_each(|(text, shown)| masks.replace(text, &shown));
                }
                None if begins_otherwise(*value, &text) => {}
                // Where it cannot be told what is what, nothing of it is shown.
                None => {
                    let shown = value.sources().find_map(|source| made(stage, source, ""));
                    if let Some(shown) = shown {
                        masks.replace(&text, &shown);
                    }
                }
            }
        }
    }
}

/// Whether a text cannot be one of a template's: that begins with another one.
fn begins_otherwise(template: Template, text: &str) -> bool {
    matches!(template.parts().next(), Some(Part::Text(first)) if !text.starts_with(first))
}

/// What stands in the holes of a template whose values are not known here; `None` if the text is not one of its.
fn holes<'text>(
    stage: &Stage,
    template: Template,
    text: &'text str,
) -> Option<Vec<(Source, &'text str)>> {
    let parts: Vec<Part> = template.parts().collect();
    let mut found = Vec::new();
    fit(stage, &parts, text, &mut found).then_some(found)
}

/// Whether the text is what the parts make of it, and what stands in their holes.
fn fit<'text>(
    stage: &Stage,
    parts: &[Part],
    text: &'text str,
    found: &mut Vec<(Source, &'text str)>,
) -> bool {
    let Some((part, further)) = parts.split_first() else { return text.is_empty() };
    if let Some(known) = declared::part(stage, *part, None) {
        return text
            .strip_prefix(known.as_str())
            .is_some_and(|rest| fit(stage, further, rest, found));
    }
    let Part::Value(source) = *part else { return false };
    // Up to where what follows begins: it may stand in the value too.
    let mut ends: Vec<usize> = match further.first() {
        None => vec![text.len()],
        Some(next) => match declared::part(stage, *next, None) {
            Some(next) => text.match_indices(&next).map(|(at, _)| at).collect(),
            None => return false,
        },
    };
    ends.reverse();
    let before = found.len();
    ends.into_iter().any(|end| {
        found.truncate(before);
        let (value, rest) = text.split_at(end);
        found.push((source, value));
        fit(stage, further, rest, found)
    })
}

/// What is shown of a value that was made for one request.
fn made(stage: &Stage, source: Source, text: &str) -> Option<String> {
    match source {
        Source::State
        | Source::Nonce
        | Source::CodeVerifier
        | Source::Random
        | Source::RandomUuid => Some("‹random›".to_owned()),
        Source::CodeChallenge => {
            let challenge = stage.spec.grants.authorization_code.map(|grant| grant.challenge);
            let is_hashed = challenge != Some(Challenge::Plain);
            is_hashed.then(|| "‹S256 of the verifier›".to_owned())
        }
        Source::Computed(name) => Some(match signed::told(text) {
            Some(told) => format!("‹{name}: {told}›"),
            None => format!("‹{name}›"),
        }),
        Source::ClientAssertion => Some(match signed::told(text) {
            Some(told) => format!("‹signed: {told}›"),
            None => "‹signed›".to_owned(),
        }),
        _ => None,
    }
}

/// What an answer brings.
pub(super) fn of_answer(masks: &mut Masks, stage: &Stage, exchange: &Exchange) {
    for name in TOKENS {
        if let Some(Json::String(token)) = exchange.member(name) {
            masks.shorten(&token);
        }
    }
    if exchange.request.step == Step::PushedAuthorization
        && let Some(Json::String(reference)) = exchange.member("request_uri")
    {
        masks.replace(&reference, "‹request_uri›");
    }
    let body = exchange.answer.as_ref().map(|answer| answer.body.as_slice()).unwrap_or_default();
    if let Some(grant) = stage.spec.grants.device_code {
        let code = Reading::of(answer_of(&grant.answer), body);
        if let Some(code) = code.as_ref().and_then(Reading::access_token) {
            masks.shorten(code);
        }
    }
    let own = stage
        .spec
        .grants
        .authenticated_requests()
        .into_iter()
        .filter_map(|request| request.answer.copied());
    for answer in own.chain([stage.spec.token.answer]) {
        let Some(reading) = Reading::of(answer, body) else { continue };
        for token in reading.tokens() {
            masks.shorten(token);
        }
        for field in stage.spec.token.fields {
            for value in all(field, &|path| reading.field(path)) {
                of_field(masks, field, value);
            }
        }
    }
    let Ok(body) = String::from_utf8_lossy(body).parse::<Json>() else { return };
    let calls = stage.spec.calls.iter().flat_map(|call| call.fields);
    for field in calls.chain(stage.spec.errors.fields).chain(stage.spec.userinfo.fields) {
        for value in all(field, &|path| reading::field(&body, path)) {
            of_field(masks, field, value);
        }
    }
}

/// The answer with the codes, as if the device code were its token.
fn answer_of(codes: &DeviceAnswer) -> Answer {
    Answer {
        format: codes.format,
        root: codes.root,
        access_token: codes.device_code,
        ..Answer::STANDARD
    }
}

/// What comes through the browser.
pub(super) fn of_pairs(masks: &mut Masks, stage: &Stage, pairs: &[(String, String)]) {
    let spec = stage.spec;
    let signature = spec.callback.signature.and_then(|signature| match signature.place {
        SignaturePlace::Query(name) | SignaturePlace::Form(name) | SignaturePlace::Json(name) => {
            Some(name)
        }
        SignaturePlace::Header(_) | SignaturePlace::NumberedHeaders(_) | SignaturePlace::Body => {
            None
        }
    });
    let consents = spec.consents.iter().flat_map(|consent| consent.fields);
    let fields = spec.callback.fields.iter().chain(spec.token.fields).chain(consents);
    let fields: Vec<&Field> = fields.collect();
    let answer = spec.answer("implicit");
    let tokens = [answer.access_token, answer.refresh_token, answer.id_token, spec.callback.code];
    for (name, value) in pairs {
        let name = name.as_str();
        if name == "response" {
            masks.replace(value, "‹signed answer›");
        } else if Some(name) == signature {
            masks.replace(value, "‹signature›");
        } else if tokens.contains(&name) || TOKENS.contains(&name) {
            masks.shorten(value);
        }
        for field in fields.iter().filter(|field| field.paths().any(|path| path == name)) {
            of_field(masks, field, &Json::String(value.clone()));
            // What has parts is written as JSON.
            if let Ok(value) = value.parse::<Json>() {
                of_field(masks, field, &value);
            }
        }
    }
}

/// The signature of a delivery: that it verifies is told, its letters say nothing to a reader.
pub(super) fn of_delivery(masks: &mut Masks, place: SignaturePlace, posted: &Posted) {
    let query = || posted.url.split_once('?').map_or("", |(_, query)| query).as_bytes();
    let pair = |pairs: &[u8], name: &str| {
        let mut pairs = url::form_urlencoded::parse(pairs).into_owned();
        pairs.find(|pair| pair.0 == name).map(|pair| pair.1)
    };
    let texts: Vec<String> = match place {
        SignaturePlace::Header(name) | SignaturePlace::NumberedHeaders(name) => {
            let headers = posted.headers.iter().filter(|(header, _)| header.starts_with(name));
            headers.map(|(_, value)| value.clone()).collect()
        }
        SignaturePlace::Query(name) => pair(query(), name).into_iter().collect(),
        SignaturePlace::Form(name) => pair(&posted.body, name).into_iter().collect(),
        SignaturePlace::Json(path) => {
            let body: Option<Json> = serde_json::from_slice(&posted.body).ok();
            let value = body.as_ref().and_then(|body| at(body, path)).and_then(Json::as_str);
            value.map(str::to_owned).into_iter().collect()
        }
        SignaturePlace::Body => vec![String::from_utf8_lossy(&posted.body).into_owned()],
    };
    for word in texts.iter().flat_map(|text| text.split([',', ';', ' '])) {
        // `v1=…`, `sha256=…`; a signature itself may end in `=`.
        let value = match word.split_once('=') {
            Some((key, value)) if key.len() < SHORTEST && !value.is_empty() => value,
            _ => word,
        };
        if value.len() >= SHORTEST {
            masks.replace(value, "‹signature›");
        }
    }
}

/// What stands at the paths of a field; of all elements of a list, where one is chosen.
fn all<'j>(field: &Field, find: &dyn Fn(&str) -> Option<&'j Json>) -> Vec<&'j Json> {
    let mut found = Vec::new();
    for path in field.paths() {
        let Some((list, rest)) = element(path) else {
            found.extend(find(path));
            continue;
        };
        let items = find(list).and_then(Json::as_array).into_iter().flatten();
        found.extend(items.filter_map(|item| at(item, rest)));
    }
    found
}

fn of_field(masks: &mut Masks, field: &Field, value: &Json) {
    match (field.kind, value) {
        (FieldKind::Secret, Json::String(text)) => masks.shorten(text),
        (FieldKind::Token, value) => {
            for token in TOKENS.iter().filter_map(|name| value.get(name)?.as_str()) {
                masks.shorten(token);
            }
        }
        (FieldKind::Object(fields), value) => {
            for field in fields {
                for value in all(field, &|path| reading::field(value, path)) {
                    of_field(masks, field, value);
                }
            }
        }
        (FieldKind::List(kind), Json::Array(items)) => {
            let element = Field { kind: *kind, ..*field };
            for item in items {
                of_field(masks, &element, item);
            }
        }
        _ => {}
    }
}
