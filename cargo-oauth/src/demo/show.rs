//! Requests and answers, as they are shown.

use std::collections::BTreeSet;

use oauth_emulator::{Recorded, Step};
use oauth_runtime::Json;
use oauth_spec::{ClientAuthentication, Header, ParametersIn};

use super::item::{Item, members, pairs};
use super::stage::Stage;
use super::story::Story;
use super::wire::{Answer, Exchange, multipart};
use super::written::Written;
use super::{declared, secrets};

/// Of a text that is no document this many characters are shown.
const LINE: usize = 160;
/// A word of so many characters with a digit in it may be a token, and any of twice as many.
const RANDOM: usize = 16;
/// This much of such a word is shown.
const SHOWN: usize = 7;

/// What was exchanged since this was last asked, its secrets noted.
pub(super) fn take(story: &mut Story<'_>, stage: &Stage) -> Vec<Exchange> {
    let exchanges = stage.take();
    for exchange in &exchanges {
        secrets::of_request(&mut story.masks, stage, &exchange.request);
        secrets::of_answer(&mut story.masks, stage, exchange);
    }
    exchanges
}

/// All but the question for the provider's keys, which is asked when they are not known yet.
pub(super) fn but_keys(exchanges: Vec<Exchange>) -> Vec<Exchange> {
    exchanges.into_iter().filter(|each| each.request.step != Step::Keys).collect()
}

/// Shows requests and their answers.
pub(super) fn all<'e>(
    story: &mut Story<'_>,
    stage: &Stage,
    exchanges: impl IntoIterator<Item = &'e Exchange>,
) {
    for exchange in exchanges {
        request(story, stage, exchange);
        answer(story, exchange);
    }
}

/// Shows a request with its parameters and the headers that matter.
pub(super) fn request(story: &mut Story<'_>, stage: &Stage, exchange: &Exchange) {
    let mut items = headers(story, stage, &exchange.request);
    let mut address = exchange.address();
    if let Some((place, parameters)) = parameters(&exchange.request) {
        items.extend(parameters);
        address = format!("{address} ({})", declared::place(place));
    }
    story.sent(&exchange.request.method, &address, &items);
}

/// Shows the answer.
fn answer(story: &mut Story<'_>, exchange: &Exchange) {
    let Some(Answer { status, body }) = &exchange.answer else {
        return story.came("?", "no answer", &[]);
    };
    let mut items = members(body);
    let mut instead = String::new();
    if let (Step::Keys, Some(Json::Array(keys))) = (exchange.request.step, exchange.member("keys"))
    {
        items.clear();
        instead = format!("({} public keys)", keys.len());
    } else if exchange.request.step == Step::Keys && is_key(body) {
        items.clear();
        "(a public key)".clone_into(&mut instead);
    } else if body.is_empty() {
        "(no body)".clone_into(&mut instead);
    } else if let (true, Ok(whole @ (Written::List(_) | Written::Object(_)))) =
        (items.is_empty(), serde_json::from_slice(body))
    {
        instead = whole.to_string();
    } else if items.is_empty() {
        match form(body) {
            Some(form) => items = pairs(&form),
            None => instead = text(body),
        }
    }
    story.came(status, &instead, &items);
}

/// The beginning of a body that is neither JSON nor a form. What in it looks like a token shows how it begins: nobody
/// knows it, so it is not masked elsewhere.
fn text(body: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(body) else {
        return format!("({} bytes that are no text)", body.len());
    };
    let shown = |word: &str| {
        let length = word.chars().count();
        let has_digits = word.contains(|c: char| c.is_ascii_digit());
        if length >= 2 * RANDOM || length >= RANDOM && has_digits {
            word.chars().take(SHOWN).chain(['…']).collect()
        } else {
            word.to_owned()
        }
    };
    let words: Vec<String> = text.split_whitespace().map(shown).collect();
    let mut line = words.join(" ");
    if let Some((end, _)) = line.char_indices().nth(LINE) {
        line.truncate(end);
        line.push('…');
    }
    format!("({} bytes) {line}", body.len())
}

/// Whether there is a key in PEM in a body (RFC 7468, 13).
fn is_key(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(|text| text.contains("-----BEGIN PUBLIC KEY-----"))
}

/// What a body holds: members of JSON, or pairs of a form; none if it is neither.
pub(super) fn body(body: &[u8]) -> Vec<Item> {
    let members = members(body);
    if !members.is_empty() {
        return members;
    }
    form(body).map(|form| pairs(&form)).unwrap_or_default()
}

/// The pairs of an answer that is written as a form, which some providers do.
fn form(body: &[u8]) -> Option<Vec<(String, String)>> {
    let pairs: Vec<_> = url::form_urlencoded::parse(body).into_owned().collect();
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    (body.contains(&b'=') && pairs.iter().all(|(name, _)| is_name(name))).then_some(pairs)
}

/// The parameters of a request, and where they are written.
pub(super) fn parameters(request: &Recorded) -> Option<(ParametersIn, Vec<Item>)> {
    let kind = request.header("content-type").unwrap_or_default();
    if request.body.is_empty() {
        let query = request.query_pairs();
        return (!query.is_empty()).then(|| (ParametersIn::Query, pairs(&query)));
    }
    let (place, mut items) = if kind.contains("json") {
        (ParametersIn::Json, members(&request.body))
    } else if kind.starts_with("multipart/") {
        (ParametersIn::Multipart, pairs(&multipart(request)))
    } else {
        (ParametersIn::Form, pairs(&request.form_pairs()))
    };
    if items.is_empty() {
        items.push(Item::body(&request.body));
    }
    let query = request.query_pairs();
    items.extend(query.iter().map(|(name, value)| Item::beside(name, value)));
    Some((place, items))
}

/// `Authorization`, and the headers that the declaration adds.
fn headers(story: &Story<'_>, stage: &Stage, request: &Recorded) -> Vec<Item> {
    let spec = stage.spec;
    let mut lists: Vec<&[Header]> =
        vec![spec.api.headers, spec.revocation.headers, spec.introspection.headers];
    lists.extend(spec.calls.iter().map(|call| call.headers));
    lists.extend(spec.grants.authenticated_requests().into_iter().map(|request| request.headers));
    let of_requests = spec
        .grants
        .authenticated_requests()
        .into_iter()
        .filter_map(|request| request.authentication);
    for way in spec.client.authentication.iter().copied().chain(of_requests) {
        if let ClientAuthentication::Declared(way) = way {
            lists.push(way.headers);
        }
    }
    let mut names: BTreeSet<&str> = lists.into_iter().flatten().map(|header| header.name).collect();
    names.insert("authorization");
    if spec.client.dpop.is_some() {
        names.insert("dpop");
    }
    let shown = |(name, value): &(String, String)| {
        let is_told = story.masks.apply(value) != *value;
        let value = match (value.split_once(' '), request.step) {
            // What is made as the file says has its name.
            (Some(("Basic", _)), _) if is_told => value,
            // Base64, which hides nothing.
            (Some(("Basic", _)), Step::Api | Step::Call) => "Basic ‹base64›",
            (Some(("Basic", _)), _) => "Basic ‹client_id:client_secret›",
            // Another one each time.
            _ if name == "dpop" => "‹proof›",
            _ => value,
        };
        Item::header(name, value)
    };
    request.headers.iter().filter(|(name, _)| names.contains(name.as_str())).map(shown).collect()
}
