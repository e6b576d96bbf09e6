//! `cargo oauth demo`: every flow of a provider against the emulator, narrated and checked.
//!
//! The client is the real one for a declaration that is only known at run time, so there is no
//! provider's name in here. [`play`] goes through the flows; each has a file; [`story`] tells them.

mod acquire;
mod browser;
mod by_hand;
mod code;
mod declared;
mod direct;
mod environment;
mod exchange;
mod facts;
mod item;
mod life;
mod lines;
mod masks;
mod play;
mod refused;
mod revocation;
mod secrets;
mod show;
mod stage;
mod story;
#[cfg(test)]
mod tests;
mod variables;
mod variant;
mod watched;
mod wire;

use oauth_spec::Provider;

use crate::load;
use crate::style::{mistake, say};
use play::Disturb;
use story::Story;

/// Plays one provider, or all of the catalogue. Whether everything was as declared.
pub(crate) fn run(provider: Option<&str>) -> bool {
    let providers = match provider {
        Some(wanted) => load::provider(wanted).map(|loaded| vec![loaded.provider]),
        None => load::catalogue(),
    };
    let Some(providers) = providers else { return false };
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
