//! Requests and answers, as they are shown.

use std::collections::BTreeSet;

use oauth_emulator::Recorded;
use oauth_spec::{Header, ParametersIn};

use super::item::{Item, members, pairs};
use super::stage::Stage;
use super::story::Story;
use super::wire::{Answer, Exchange};
use super::{declared, secrets};

/// What was exchanged since this was last asked, its secrets noted.
pub(super) fn take(story: &mut Story<'_>, stage: &Stage) -> Vec<Exchange> {
    let exchanges = stage.take();
    for exchange in &exchanges {
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
    let json = request.header("content-type").is_some_and(|kind| kind.contains("json"));
    if json {
        return Some((ParametersIn::Json, members(&request.body)));
    }
    if !request.body.is_empty() {
        return Some((ParametersIn::Form, pairs(&request.form_pairs())));
    }
    let query = request.query_pairs();
    (!query.is_empty()).then(|| (ParametersIn::Query, pairs(&query)))
}

/// `Authorization`, and the headers that the declaration adds.
fn headers(stage: &Stage, request: &Recorded) -> Vec<Item> {
    let spec = stage.spec;
    let grants = spec.grants;
    let mut lists: Vec<&[Header]> = vec![spec.api.headers, spec.revocation.headers];
    let standard = ["authorization_code", "password", "client_credentials", "refresh_token"];
    let custom = grants.custom.iter().map(|grant| grant.name);
    for grant in standard.into_iter().chain(custom) {
        lists.extend(declared::request(stage, grant).map(|request| request.headers));
    }
    let mut names: BTreeSet<&str> = lists.into_iter().flatten().map(|header| header.name).collect();
    names.insert("authorization");
    let shown = |(name, value): &(String, String)| {
        let value = match value.split_once(' ') {
            // Base64, which hides nothing.
            Some(("Basic", _)) => "Basic ‹client_id:client_secret›",
            _ => value,
        };
        Item::header(name, value)
    };
    request.headers.iter().filter(|(name, _)| names.contains(name.as_str())).map(shown).collect()
}
