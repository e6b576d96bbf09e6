//! Requests and answers, as they are shown.

use std::collections::BTreeSet;

use oauth_emulator::{Recorded, Step};
use oauth_spec::{ClientAuthentication, Header, ParametersIn};

use super::item::{Item, members, pairs};
use super::stage::Stage;
use super::story::Story;
use super::wire::{Answer, Exchange, multipart};
use super::{declared, secrets};

/// What was exchanged since this was last asked, its secrets noted.
pub(super) fn take(story: &mut Story<'_>, stage: &Stage) -> Vec<Exchange> {
    let exchanges = stage.take();
    for exchange in &exchanges {
        secrets::of_request(&mut story.masks, stage, &exchange.request);
        secrets::of_answer(&mut story.masks, stage, exchange);
    }
    exchanges
}

/// Shows a request with its parameters and the headers that matter.
pub(super) fn request(story: &mut Story<'_>, stage: &Stage, exchange: &Exchange) {
    let mut items = headers(stage, &exchange.request);
    let mut address = exchange.address();
    if let Some((place, parameters)) = parameters(&exchange.request) {
        items.extend(parameters);
        address = format!("{address} ({})", declared::place(place));
    }
    story.sent(&exchange.request.method, &address, &items);
}

/// Shows the answer.
pub(super) fn answer(story: &mut Story<'_>, exchange: &Exchange) {
    let Some(Answer { status, body }) = &exchange.answer else {
        return story.came("?", "no answer", &[]);
    };
    let items = members(body);
    let instead = match (items.as_slice(), body.len()) {
        ([], 0) => "(no body)".to_owned(),
        ([], length) => format!("({length} bytes that are no JSON object)"),
        _ => String::new(),
    };
    story.came(status, &instead, &items);
}

/// The parameters of a request, and where they are written.
pub(super) fn parameters(request: &Recorded) -> Option<(ParametersIn, Vec<Item>)> {
    let kind = request.header("content-type").unwrap_or_default();
    let (place, mut items) = if kind.contains("json") {
        (ParametersIn::Json, members(&request.body))
    } else if kind.starts_with("multipart/") {
        (ParametersIn::Multipart, pairs(&multipart(request)))
    } else if !request.body.is_empty() {
        (ParametersIn::Form, pairs(&request.form_pairs()))
    } else {
        let query = request.query_pairs();
        return (!query.is_empty()).then(|| (ParametersIn::Query, pairs(&query)));
    };
    let query = request.query_pairs();
    items.extend(query.iter().map(|(name, value)| Item::beside(name, value)));
    Some((place, items))
}

/// `Authorization`, and the headers that the declaration adds.
fn headers(stage: &Stage, request: &Recorded) -> Vec<Item> {
    let spec = stage.spec;
    let mut lists: Vec<&[Header]> =
        vec![spec.api.headers, spec.revocation.headers, spec.introspection.headers];
    lists.extend(spec.calls.iter().map(|call| call.headers));
    lists.extend(stage.requests().map(|request| request.headers));
    for way in spec.client.authentication {
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
        let value = match (value.split_once(' '), request.step) {
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
