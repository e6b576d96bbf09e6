//! What comes back: token answers and callbacks.

use super::answer_spec;
use super::digest::signature;
use super::field::fields;
use super::leak;
use super::refusal::codes;
use crate::raw::{self, Document, StateUsage};
use crate::span::Spanned;
use crate::{Callback, StateUse, TokenSpec};

/// `[token]`.
pub(super) fn token(document: &Document<'_>) -> TokenSpec {
    let standard = TokenSpec::STANDARD;
    let Some(token) = document.token.get() else { return standard };
    TokenSpec {
        answer: answer_spec::answer_spec(&token.answer, standard.answer),
        lifetime: token.lifetime.get().copied(),
        refresh_token_lifetime: token.refresh_token_lifetime.get().copied(),
        refresh_token_idle: token.refresh_token_idle.get().copied(),
        renew_before: token.renew_before.get().copied(),
        fields: fields(&token.fields),
        signature: token.signature.get().and_then(|written| signature(written, None)),
    }
}

/// `[callback]`.
pub(super) fn callback(document: &Document<'_>) -> Callback {
    let standard = Callback::STANDARD;
    let Some(callback) = document.callback.get() else { return standard };
    let reply = &callback.reply;
    let names = |names: Option<&Vec<Spanned<&str>>>, standard| {
        names.map_or(standard, |names| leak::texts(names))
    };
    Callback {
        format: reply.format.or(standard.format),
        code: reply.code.get().map_or(standard.code, |code| leak::text(code)),
        state: reply.state.get().map_or(standard.state, state),
        error: names(reply.error.get(), standard.error),
        error_description: names(reply.error_description.get(), standard.error_description),
        error_codes: codes(&reply.error_codes),
        repeated_parameters: callback.repeated_parameters.or(standard.repeated_parameters),
        fields: fields(&callback.fields),
        iss_required: callback.iss.or(standard.iss_required),
        signature: callback.signature.get().and_then(|written| signature(written, None)),
    }
}

fn state(written: &raw::State<'_>) -> StateUse {
    let standard = Callback::STANDARD.state.parameter();
    let name = written.name.map_or(standard, |name| leak::text(name.value));
    match written.usage {
        StateUsage::Required => StateUse::Required(name),
        StateUsage::ProviderInitiated => StateUse::ProviderInitiated(name),
        StateUsage::RedirectUri => StateUse::InRedirectUri(name),
    }
}
