//! Logout: the browser goes to sign out and comes back; the provider tells of one that happened elsewhere.

use oauth_emulator::{Decision, Step};

use super::browser::{self, Way};
use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{chain, steps};
use super::{acquire, code, show};

/// Whether the provider has a page where users sign out.
pub(super) fn is_offered(stage: &Stage) -> bool {
    stage.spec.offers_logout()
}

/// Tells both.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let asked = stage.client.logout();
    let asked = if acquire::is_possible(stage) {
        asked.token(&acquire::token(story, stage).await?)
    } else {
        let trip = browser::travel(story, stage, &stage.client, Way::Implicit, Decision::Allow);
        let user = code::signed_in(stage, &trip.await?).await;
        asked.id_token_hint(story.need("nobody signs in", user)?.id_token().clone())
    };
    let back = stage.emulator.post_logout_redirect_uri();
    let begun = asked.post_logout_redirect_uri(back).begin();
    let pending = story.need("the logout cannot begin", begun)?;
    let browsed = stage.emulator.browse(pending.url(), Decision::Allow).await;
    let callback = story.need("the browser does not come back", browsed)?;
    drop(show::take(story, stage));
    let accepted = stage.client.accept_logout(pending, &callback).is_ok();
    let facts = Facts::of(format!("the browser signs out and comes back to {back}"));
    story.step(&facts.unless(!accepted, "it came back with another `state`"))?;
    if stage.spec.id_token.is_none() {
        return Ok(());
    }
    let told = stage.emulator.logout_token();
    let verified = stage.client.verify_logout_token(&told).await;
    let exchanges = show::take(story, stage);
    let is_about = |subject: Option<&str>| subject == Some(stage.emulator.username());
    let holds = verified.as_ref().is_ok_and(|token| is_about(token.subject()));
    let asked = steps(&exchanges);
    let facts = Facts::of(format!(
        "the provider posts a logout token about {}: it holds",
        stage.emulator.username()
    ));
    let strange = !asked.is_empty() && asked != [(Step::Keys, 200)];
    story.step(
        &facts.unless(!holds, "the logout token was refused").unless(strange, chain(&exchanges)),
    )
}
