//! What the provider says about the user (OpenID Connect Core, 5.3).

use oauth_emulator::Step;
use oauth_runtime::Json;

use super::facts::Facts;
use super::stage::Stage;
use super::story::{Story, Told};
use super::wire::{chain, steps};
use super::{acquire, reading, show};

/// Asks with a token, and compares what was read with what the provider told.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage) -> Told {
    let token = acquire::token_of_user(story, stage).await?;
    let outcome = stage.client.userinfo(&token).send().await;
    let exchanges = show::take(story, stage);
    show::all(story, stage, &exchanges);
    let userinfo = story.need("the request failed", outcome)?;
    let told = Json::Object(userinfo.members().clone());
    let sent = |name: &str| stage.emulator.field(&format!("userinfo.{name}")).is_some();
    let fields = stage.spec.userinfo.fields.iter().filter(|field| sent(field.name));
    let missing: Vec<_> = fields
        .filter(|field| field.paths().all(|path| reading::field(&told, path).is_none()))
        .map(|field| field.path)
        .collect();
    let whose = match token.id_token() {
        Some(_) => "it is about the user of the ID token",
        None => "it names the user",
    };
    let facts = Facts::of(whose)
        .unless(userinfo.subject().is_none(), "there is no `sub`")
        .unless(!missing.is_empty(), format!("not told: {}", missing.join(", ")))
        .unless(steps(&exchanges) != [(Step::Userinfo, 200)], chain(&exchanges));
    story.step(&facts)
}
