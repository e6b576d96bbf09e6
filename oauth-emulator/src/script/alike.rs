//! Calls that ask for the same: nobody can tell which of them a request is, so all have one answer.

use oauth_spec::{Call, CallTime, Field, FieldFrom, ProviderSpec};
use serde_json::{Value, json};

use super::samples::Samples;
use crate::path;

/// Whether two calls are the same request.
pub(crate) fn alike(call: &Call, other: &Call) -> bool {
    let Call { name, when, grants, fields, .. } = *other;
    let lasts = |call: &Call| call.when != CallTime::Disconnect;
    lasts(call) && lasts(other) && Call { name, when, grants, fields, ..*call } == *other
}

/// Makes what calls that are alike read from their one answer the same.
pub(super) fn agree(spec: &ProviderSpec, samples: &mut Samples) {
    for (at, first) in spec.calls.iter().enumerate() {
        let is_first = !spec.calls[..at].iter().any(|before| alike(before, first));
        let all: Vec<&Call> = spec.calls.iter().filter(|call| alike(first, call)).collect();
        if is_first && all.len() > 1 {
            agree_among(&all, samples);
        }
    }
}

fn agree_among(calls: &[&Call], samples: &mut Samples) {
    let table = |call: &Call| format!("calls.{}", call.name);
    let of_call = |call: &Call| {
        let table = table(call);
        call.fields.iter().map(move |field| (table.clone(), field))
    };
    // Chosen elements, and what only is there at times, have answers of their own.
    let is_plain = |(_, field): &(String, &Field)| {
        field.from == FieldFrom::Answer
            && field.when.is_empty()
            && !field.path.is_empty()
            && !field.path.contains('*')
    };
    let mut fields: Vec<_> = calls.iter().copied().flat_map(of_call).filter(is_plain).collect();
    let given = |(table, field): &(String, &Field), samples: &Samples| {
        samples.is_given(table, field.from, field.path)
    };
    // The larger ones first, so that none undoes another; nor what the caller has said.
    fields.sort_by_key(|it| (given(it, samples), it.1.path.len()));
    let mut answer = json!({});
    for (table, field) in &fields {
        if let Some(value) = samples.value(table, field.name).cloned() {
            path::put(&mut answer, place(field), value);
        }
    }
    for (table, field) in &fields {
        let there: Option<Value> = path::get(&answer, place(field)).cloned();
        if let (Some(value), Some(_)) = (there, samples.value(table, field.name)) {
            samples.put(table, field.name, value);
        }
    }
    let in_header = |(_, field): &(String, &Field)| field.from == FieldFrom::Header;
    let mut fields: Vec<_> = calls.iter().copied().flat_map(of_call).filter(in_header).collect();
    fields.sort_by_key(|it| !given(it, samples));
    for (table, field) in &fields {
        let first = fields.iter().find(|(_, first)| first.path.eq_ignore_ascii_case(field.path));
        let there = first.and_then(|(table, first)| samples.value(table, first.name)).cloned();
        if let (Some(value), Some(_)) = (there, samples.value(table, field.name)) {
            samples.put(table, field.name, value);
        }
    }
}

fn place(field: &Field) -> &'static str {
    field.path.trim_start_matches('/')
}
