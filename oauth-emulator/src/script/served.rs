//! What is served where, for people.

use oauth_spec::CallTime;

use super::{DEVICE_PAGE, DeviceScript, Script};

impl Script {
    /// What is served, one line each, for whoever asked at a wrong address.
    pub(crate) fn places(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut add = |line: String| {
            if !lines.contains(&line) {
                lines.push(line);
            }
        };
        for flow in &self.flows {
            add(format!("authorization: GET {}", flow.place.shown));
        }
        if let Some(pushed) = &self.pushed {
            add(format!("pushed authorization: POST {}", pushed.place.shown));
        }
        if let Some(DeviceScript { recipe, page, .. }) = &self.device {
            let (method, place) = (recipe.method.as_str(), &recipe.place.shown);
            let page = match page {
                Some(page) => page.shown.clone(),
                None => format!("{place}/{DEVICE_PAGE}"),
            };
            add(format!("device: {method} {place}, and the user's page {page}"));
        }
        if let Some(recipe) = &self.ciba {
            let (method, place) = (recipe.method.as_str(), &recipe.place.shown);
            add(format!("backchannel authentication: {method} {place}"));
        }
        for recipe in &self.recipes {
            add(format!("token: {} {}", recipe.method.as_str(), recipe.place.shown));
        }
        for (name, part) in [
            ("revocation", &self.revocation),
            ("introspection", &self.introspection),
            ("userinfo", &self.identity.userinfo),
        ] {
            if let Some(part) = part {
                add(format!("{name}: {} {}", part.method.as_str(), part.place.shown));
            }
        }
        if let Some(place) = &self.registration {
            add(format!("registration: POST {}", place.shown));
        }
        if let Some(place) = &self.identity.jwks {
            add(format!("keys: GET {}", place.shown));
        }
        for (webhook, place) in &self.published {
            add(format!("keys of the webhook {}: GET {}", webhook.name, place.shown));
        }
        if let Some(place) = &self.identity.end_session {
            add(format!("end session: GET {}", place.shown));
        }
        for each in &self.calls {
            let (method, place) = (each.operation.method.as_str(), &each.operation.place.shown);
            let note = if each.call.when == CallTime::Disconnect { ", disconnects" } else { "" };
            add(format!("call {}: {method} {place}{note}", each.call.name));
        }
        if let Some(part) = &self.api {
            add(format!("api: any method, {} and below", part.base.shown));
        }
        lines
    }
}
