//! The play: every flow that a provider's declaration offers, one after the other.

use std::time::Duration;

use oauth_emulator::Emulator;
use oauth_spec::{Provider, ProviderSpec, ResponseMode, StateUse};

use super::browser::{self, Way};
use super::stage::Stage;
use super::story::{Story, Told};
use super::{
    acquire, asked, by_hand, ciba, code, consent, declared, device, direct, environment, logout,
    refused, registration, revocation, secrets, userinfo, variant, webhook,
};

/// What is done to each emulator before the play: nothing, except in tests.
pub(super) type Disturb<'a> = &'a dyn Fn(&Emulator);

/// No flow takes a tenth of this. One that does is stuck.
const LIMIT: Duration = Duration::from_secs(5);

/// Plays all flows of a provider.
pub(super) async fn provider(story: &mut Story<'_>, provider: &Provider, disturb: Disturb<'_>) {
    story.provider(provider.spec.title, provider.docs.about.as_deref());
    let stage = match Stage::set(provider, None).await {
        Ok(stage) => stage,
        Err(why) => {
            // It is noted and told; there is nothing else to be stopped.
            let _ = story.failed(&format!("the stage cannot be set: {why}"));
            return;
        }
    };
    secrets::of_stage(&mut story.masks, &stage);
    if let Some(name) = stage.emulator.environment() {
        let about = declared::description(provider, &format!("environments.{name}"));
        let about = about.map(|text| format!(": {text}")).unwrap_or_default();
        story.note(&format!("environment {name}{about}"));
    }
    environment::tell_invented(story, &stage);
    disturb(&stage.emulator);
    if stage.spec.endpoints.registration.is_some() {
        let about = "the client makes itself known";
        let flow = async |story: &mut Story<'_>| registration::tell(story, &stage).await;
        act(story, &stage, "registration", about, flow).await;
    }
    in_the_browser(story, &stage).await;
    if stage.spec.grants.device_code.is_some() {
        let about = "a user at another screen";
        let flow = async |story: &mut Story<'_>| device::tell(story, &stage).await;
        act(story, &stage, "device_code", about, flow).await;
        let about = "the user says no";
        let flow = async |story: &mut Story<'_>| device::tell_refused(story, &stage).await;
        act(story, &stage, "device_code, refused", about, flow).await;
    }
    if stage.spec.grants.ciba.is_some() {
        let about = "a user who is asked on a device of their own";
        let flow = async |story: &mut Story<'_>| ciba::tell(story, &stage).await;
        act(story, &stage, "ciba", about, flow).await;
        let about = "the user says no";
        let flow = async |story: &mut Story<'_>| ciba::tell_refused(story, &stage).await;
        act(story, &stage, "ciba, refused", about, flow).await;
    }
    for grant in direct::offered(&stage) {
        let about = declared::description(provider, &format!("grants.{grant}"));
        let about = about.unwrap_or_else(|| about_direct(stage.spec, grant).to_owned());
        act(story, &stage, grant, &about, async |story| direct::tell(story, &stage, grant).await)
            .await;
    }
    if let Some(grant) = stage.spec.grants.personal_access_token {
        let about = "a token made by hand";
        let flow = async |story: &mut Story<'_>| by_hand::tell(story, &stage, grant.expiry).await;
        act(story, &stage, "personal_access_token", about, flow).await;
    }
    about_tokens(story, provider, &stage).await;
    for each in stage.spec.variants {
        let about = declared::description(provider, &format!("variants.{}", each.name));
        let name = format!("variant {}", each.name);
        let flow = async |story: &mut Story<'_>| variant::tell(story, &stage, each).await;
        act(story, &stage, &name, &about.unwrap_or_default(), flow).await;
    }
    for each in stage.spec.environments.iter().skip(1) {
        let about = declared::description(provider, &format!("environments.{}", each.name));
        let name = format!("environment {}", each.name);
        let flow = async |story: &mut Story<'_>| {
            environment::tell(story, provider, each.name, disturb).await
        };
        act(story, &stage, &name, &about.unwrap_or_default(), flow).await;
    }
}

/// What there is to do with a token, beside calls of the API.
async fn about_tokens(story: &mut Story<'_>, provider: &Provider, stage: &Stage) {
    for each in stage.spec.consents {
        let about = declared::description(provider, &format!("consents.{}", each.name));
        let name = format!("consent {}", each.name);
        let flow = async |story: &mut Story<'_>| consent::tell(story, stage, each).await;
        act(story, stage, &name, &about.unwrap_or_default(), flow).await;
    }
    let opens = acquire::is_possible(stage);
    for each in asked::offered(stage.spec).filter(|_| opens) {
        let about = declared::description(provider, &format!("calls.{}", each.name));
        let name = format!("call {}", each.name);
        let flow = async |story: &mut Story<'_>| asked::tell(story, stage, each).await;
        act(story, stage, &name, &about.unwrap_or_default(), flow).await;
    }
    if stage.spec.endpoints.userinfo.is_some() && acquire::is_possible_of_user(stage) {
        let about = "what the provider says about the user";
        let flow = async |story: &mut Story<'_>| userinfo::tell(story, stage).await;
        act(story, stage, "userinfo", about, flow).await;
    }
    if stage.spec.endpoints.introspection.is_some() && opens {
        let about = "what the provider knows of a token";
        let flow = async |story: &mut Story<'_>| revocation::tell_introspection(story, stage).await;
        act(story, stage, "introspection", about, flow).await;
    }
    if revocation::is_offered(stage.spec) && opens {
        let about = "the application gives a token up";
        let flow = async |story: &mut Story<'_>| revocation::tell(story, stage).await;
        act(story, stage, "revocation", about, flow).await;
    }
    if logout::is_offered(stage) {
        let about = "the user signs out";
        let flow = async |story: &mut Story<'_>| logout::tell(story, stage).await;
        act(story, stage, "logout", about, flow).await;
    }
    for each in stage.spec.webhooks {
        let about = declared::description(provider, &format!("webhooks.{}", each.name));
        let name = format!("webhook {}", each.name);
        let flow = async |story: &mut Story<'_>| match each.keys {
            Some(_) => webhook::tell_published(story, stage, each).await,
            None => webhook::tell(story, stage, each),
        };
        act(story, stage, &name, &about.unwrap_or_default(), flow).await;
    }
}

async fn in_the_browser(story: &mut Story<'_>, stage: &Stage) {
    let grants = stage.spec.grants;
    let is_started = matches!(stage.spec.callback.state, StateUse::ProviderInitiated(_));
    let refused_about = "callbacks that are not believed; nothing is sent";
    if grants.authorization_code.is_some() {
        let about = "the user allows it in the browser";
        let flow = async |story: &mut Story<'_>| code::tell(story, stage).await;
        act(story, stage, "authorization_code", about, flow).await;
        let flow = async |story: &mut Story<'_>| refused::tell(story, stage, Way::Code).await;
        act(story, stage, "authorization_code, refused", refused_about, flow).await;
    }
    if grants.authorization_code.is_some() && is_started {
        let about = "the provider sends the user, unasked";
        let flow = async |story: &mut Story<'_>| code::tell_started(story, stage).await;
        act(story, stage, "authorization_code, started by the provider", about, flow).await;
    }
    if grants.implicit.is_some() {
        if browser::gives_access(stage.spec) {
            let mode = Way::Implicit.mode(stage.spec);
            let about = if mode.is_some_and(ResponseMode::is_posted) {
                "the token comes back in a form"
            } else {
                "the token comes back in the fragment"
            };
            let flow = async |story: &mut Story<'_>| code::tell_implicit(story, stage).await;
            act(story, stage, "implicit", about, flow).await;
        } else {
            let about = "an ID token comes back, and nothing else";
            let flow = async |story: &mut Story<'_>| code::tell_signed_in(story, stage).await;
            act(story, stage, "implicit", about, flow).await;
        }
        let name = "implicit, refused";
        let flow = async |story: &mut Story<'_>| refused::tell(story, stage, Way::Implicit).await;
        act(story, stage, name, refused_about, flow).await;
    }
}

/// One flow. However it ends, the next one begins.
async fn act(
    story: &mut Story<'_>,
    stage: &Stage,
    name: &str,
    about: &str,
    flow: impl AsyncFnOnce(&mut Story<'_>) -> Told,
) {
    story.flow(name, about);
    // A flow that stopped half-way may have left something behind.
    drop(stage.take());
    // Why a flow has stopped was told when it did.
    let ended = tokio::time::timeout(LIMIT, flow(story)).await;
    if ended.is_err() {
        let _ = story.failed(&format!("it did not end within {} seconds", LIMIT.as_secs()));
    }
}

fn about_direct(spec: &ProviderSpec, grant: &str) -> &'static str {
    const STANDARD: &str = "urn:ietf:params:oauth:grant-type:";
    let request = spec.grants.token_request(grant);
    let values = request.iter().flat_map(|request| request.parameters).map(|it| it.value);
    let mut texts = values.filter_map(|value| value.as_text());
    match (grant, texts.find_map(|text| text.strip_prefix(STANDARD))) {
        ("password", _) => "a user's name and password",
        ("client_credentials", _) => "the client for itself",
        (_, Some("token-exchange")) => "a token for another one (RFC 8693)",
        (_, Some("jwt-bearer")) => "a token for a signed assertion (RFC 7523)",
        (_, Some("saml2-bearer")) => "a token for a SAML assertion (RFC 7522)",
        _ => "a grant of the provider's own",
    }
}
