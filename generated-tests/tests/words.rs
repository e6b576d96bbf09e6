//! Words of the language that few providers need: each with both sides, and what goes over the wire.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "words/already.rs"]
mod already;
#[path = "words/api_json.rs"]
mod api_json;
#[path = "words/device_offline.rs"]
mod device_offline;
#[path = "words/device_page.rs"]
mod device_page;
#[path = "words/field_when.rs"]
mod field_when;
#[path = "words/lists.rs"]
mod lists;
#[path = "words/offline_expiry.rs"]
mod offline_expiry;
#[path = "words/pkce_public.rs"]
mod pkce_public;
#[path = "words/refusal_text.rs"]
mod refusal_text;
#[path = "words/signed_gateway.rs"]
mod signed_gateway;
#[path = "words/signed_parameters.rs"]
mod signed_parameters;
#[path = "words/signed_requests.rs"]
mod signed_requests;
#[path = "words/statuses.rs"]
mod statuses;
mod support;
#[path = "words/typed_values.rs"]
mod typed_values;
#[path = "words/variable_default.rs"]
mod variable_default;
#[path = "words/webhook_client.rs"]
mod webhook_client;
#[path = "words/webhook_digests.rs"]
mod webhook_digests;
#[path = "words/webhook_keys.rs"]
mod webhook_keys;
