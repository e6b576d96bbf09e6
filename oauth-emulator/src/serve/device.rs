//! The device authorization endpoint, and the page where the user types the code in (RFC 8628).

use std::time::Duration;

use oauth_spec::Source;
use serde_json::{Value, json};

use super::authorize::page;
use super::details::details;
use super::known;
use super::refusal::Refusal;
use super::token::{required_scopes, scopes, take};
use super::write;
use crate::compute::moment;
use crate::http::{Answer, Arrived, pairs};
use crate::ledger::{Allowed, Device};
use crate::path;
use crate::script::{DEVICE_PAGE, DeviceScript};
use crate::world::World;

/// How long codes live.
pub(super) const LIFETIME: Duration = Duration::from_secs(1800);

/// Answers whoever asks for codes, and the user with one.
pub(super) fn answer(world: &World, arrived: &Arrived) -> Answer {
    let Some(script) = &world.script.device else { return super::unknown(world, arrived) };
    if script.is_page(arrived) {
        return decide(world, arrived);
    }
    let format = script.answer.format;
    match codes(world, arrived, script) {
        Ok(body) => write::answer(format, 200, &body).no_store(),
        Err(refusal) => refusal.answer(world, format),
    }
}

fn codes(world: &World, arrived: &Arrived, script: &DeviceScript) -> Result<Value, Refusal> {
    let taken = take(world, arrived, &[&script.recipe])?;
    let granted = scopes(world, taken.captured.get(Source::Scope))?;
    known::may_ask(world, taken.by.client, &granted)?;
    if script.recipe.sends(Source::Scope) {
        required_scopes(world, &granted)?;
    }
    let (device_code, user_code) = (world.device_code(), world.user_code());
    let device = Device {
        client_id: taken.by.client.id.clone(),
        user_code: user_code.clone(),
        user: None,
        scopes: granted,
        details: details(world.spec, taken.captured.get(Source::AuthorizationDetails))?,
        expires_at: world.clock.now() + LIFETIME,
        interval: world.settings.device_interval,
        decision: None,
        polled_at: None,
    };
    world.ledger().add_device(device_code.clone(), device);
    let page = match arrived.header("host") {
        Some(mirror) => {
            let scheme = world.scheme();
            format!("{scheme}://{mirror}/{}{}/{DEVICE_PAGE}", arrived.host, arrived.path)
        }
        None => format!("https://{}{}/{DEVICE_PAGE}", arrived.host, arrived.path),
    };
    let written = script.answer;
    let mut members = vec![
        (written.device_code, json!(device_code)),
        (written.user_code, json!(user_code)),
        (written.expires_in, json!(moment::count(written.expires_in_unit, LIFETIME))),
        (written.interval, json!(world.settings.device_interval.as_secs())),
    ];
    // Where the documents name the page, no answer does.
    if script.page.is_none() {
        let complete = format!("{page}?user_code={user_code}");
        members.push((written.verification_uri_complete, json!(complete)));
        members.push((written.verification_uri, json!(page)));
    }
    let mut body = json!({});
    for (at, value) in members {
        path::put(&mut body, &path::below(written.root, at), value);
    }
    write::mark_good(&world.spec.errors, &mut body);
    Ok(body)
}

/// The page: a GET shows the form, a POST brings the decision.
fn decide(world: &World, arrived: &Arrived) -> Answer {
    let now = world.clock.now();
    let stay = |message: &str| Answer::page(400, page::problem(world.spec, message));
    let value = |text: &[u8], name: &str| {
        pairs(text).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    };
    match arrived.method.as_str() {
        "GET" => {
            let code = value(arrived.query.as_deref().unwrap_or_default().as_bytes(), "user_code");
            let code = code.unwrap_or_default();
            let ledger = world.ledger();
            let device = ledger.waiting_device(&code, now);
            let asked = device.map(|device| (device.client_id.as_str(), device.scopes.as_slice()));
            let user = world.settings.present_user();
            let page = page::Typed { spec: world.spec, code: &code, user: &user, asked };
            Answer::page(200, page.html())
        }
        "POST" => {
            let code = value(&arrived.body, "user_code").unwrap_or_default();
            let allowed = value(&arrived.body, "decision").is_some_and(|it| it == "allow");
            let decision =
                if allowed { Allowed::By(world.settings.present_user()) } else { Allowed::No };
            if world.ledger().decide_device(&code, decision, now) {
                Answer::page(200, page::decided(world.spec, allowed))
            } else {
                stay("No device waits for this code: it is wrong, was answered, or has expired.")
            }
        }
        _ => Answer::page(405, page::problem(world.spec, "Only GET and POST are served here.")),
    }
}
