//! `cargo oauth demo`: every flow of a provider against the emulator, narrated and checked.
//!
//! The client is the real one for a declaration that is only known at run time, so there is no
//! provider's name in here. [`play`] goes through the flows; each has a file; [`story`] tells them.

mod acquire;
mod asked;
mod browser;
mod by_hand;
mod carriers;
mod chain;
mod ciba;
mod code;
mod consent;
mod declared;
mod device;
mod direct;
mod environment;
mod exchange;
mod facts;
mod item;
mod keys;
mod life;
mod lines;
mod logout;
mod masks;
mod play;
mod reading;
mod refreshed;
mod refusal;
mod refused;
mod registration;
mod revocation;
mod sample;
mod secrets;
mod show;
mod signed;
mod stage;
mod story;
#[cfg(test)]
mod tests;
mod userinfo;
mod variables;
mod variant;
mod watched;
mod webhook;
mod wire;
mod written;

use oauth_spec::Provider;
pub(crate) use stage::NUMERIC_ID;
pub(crate) use variables::{Invented, invent, public_key};

use crate::load;
use crate::style::{mistake, say};
use play::Disturb;
use story::Story;

/// The providers that are played when none is named, a name a line.
const EXAMPLES: &str = include_str!("examples.txt");

/// Plays these providers, or some examples of the catalogue. Whether everything was as declared.
pub(crate) fn run(wanted: &[String]) -> bool {
    let wanted: Vec<&str> = if wanted.is_empty() {
        EXAMPLES.lines().collect()
    } else {
        wanted.iter().map(String::as_str).collect()
    };
    let found: Option<Vec<Provider>> =
        wanted.into_iter().map(|name| load::provider(name).map(|loaded| loaded.provider)).collect();
    let Some(providers) = found else { return false };
    perform(&providers, &|_| {}, &mut |line| say(line))
}

/// Plays providers, and tells it line by line.
fn perform(providers: &[Provider], disturb: Disturb<'_>, out: &mut dyn FnMut(&str)) -> bool {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            mistake(format_args!("the demo cannot start: {error}"));
            return false;
        }
    };
    let mut story = Story::new(out);
    story.prologue();
    runtime.block_on(async {
        for provider in providers {
            play::provider(&mut story, provider, disturb).await;
        }
    });
    story.end()
}
