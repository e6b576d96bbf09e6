//! A refresh that the application asks for: the file says that no session does.

use oauth_runtime::{AnyProvider, Token};
use oauth_spec::Renewal;

use super::stage::Stage;
use super::story::{Story, Told};
use super::{declared, exchange};

/// Tells it, where the token has come with a refresh token.
pub(super) async fn tell(story: &mut Story<'_>, stage: &Stage, token: &Token<AnyProvider>) -> Told {
    let is_kept = declared::renewal(stage, token.grant()) == Renewal::None;
    if stage.spec.grants.refresh_token.is_none() || !is_kept || token.refresh_token().is_none() {
        return Ok(());
    }
    story.note("no session renews it: with its refresh token the application asks for another one");
    let call = stage.client.refresh(token);
    exchange::token(story, stage, "refresh_token", call, None).await.map(drop)
}
