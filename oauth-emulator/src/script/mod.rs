//! The script: the declaration read backwards, with every variable in its place.
//!
//! The client's side fills templates in and sends them; here each template becomes a [`Pattern`] that
//! takes an arriving text apart, and each endpoint a [`Place`] that recognises a request. All that
//! can be wrong with that is found when the emulator starts.

mod carriers;
mod ciba;
mod credential;
mod device;
mod flow;
mod identity;
mod marked;
mod metadata;
mod operation;
mod pattern;
mod place;
mod published;
mod pushed;
mod recipe;
mod samples;
mod values;
mod wanted;

use oauth_spec::{CallTime, Field, FieldFrom, ProviderSpec, Source, Webhook};

pub(crate) use carriers::Carriers;
pub(crate) use credential::Credential;
pub(crate) use device::{DeviceScript, PAGE as DEVICE_PAGE};
pub(crate) use flow::{Flow, FlowKind};
pub(crate) use identity::Identity;
pub(crate) use metadata::Metadata;
pub(crate) use operation::{CallScript, Operation};
pub(crate) use pattern::Pattern;
pub(crate) use place::{NOT_UNRESERVED, Place};
pub(crate) use pushed::PushedScript;
pub(crate) use recipe::{Grant, Recipe};
pub(crate) use samples::{Samples, fill};
pub(crate) use values::Values;
pub(crate) use wanted::{Shape, Wanted};

use crate::error::EmulatorError;
use crate::fault::Step;
use crate::http::Arrived;
use crate::settings::Settings;
use crate::sign::Signer;

/// Whether a request has a parameter of that name with that value, wherever it stands.
pub(crate) type Says<'a> = &'a dyn Fn(&str, &str) -> bool;

/// The whole script.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) values: Values,
    /// Who answers: every callback says it (RFC 9207).
    pub(crate) issuer: Option<String>,
    pub(crate) flows: Vec<Flow>,
    pub(crate) recipes: Vec<Recipe>,
    pub(crate) pushed: Option<PushedScript>,
    pub(crate) device: Option<DeviceScript>,
    /// Where users are named.
    pub(crate) ciba: Option<Recipe>,
    pub(crate) api: Option<ApiScript>,
    pub(crate) revocation: Option<Operation>,
    pub(crate) introspection: Option<Operation>,
    pub(crate) calls: Vec<CallScript>,
    pub(crate) metadata: Metadata,
    /// Where clients register themselves.
    pub(crate) registration: Option<Place>,
    /// How callbacks and token answers are signed.
    pub(crate) callback_signer: Option<Signer>,
    pub(crate) answer_signer: Option<Signer>,
    /// Callback fields that every good callback carries: required, or sent back in a request.
    pub(crate) success_fields: Vec<&'static Field>,
    pub(crate) identity: Identity,
    /// Webhooks whose keys the provider publishes, and where.
    pub(crate) published: Vec<(&'static Webhook, Place)>,
    /// Whether something needs an ID token, whatever scopes are asked for.
    pub(crate) needs_id_token: bool,
}

/// Where API calls arrive, and what they must carry.
#[derive(Debug)]
pub(crate) struct ApiScript {
    pub(crate) base: Place,
    pub(crate) carriers: Carriers,
}

impl Script {
    /// Reads the declaration.
    pub(crate) fn read(
        spec: &'static ProviderSpec,
        values: Values,
        settings: &Settings,
    ) -> Result<Self, EmulatorError> {
        let recipes = recipe::read(spec, &values)?;
        let api = match spec.endpoints.api.filter(|api| values.reaches(*api)) {
            Some(template) => Some(ApiScript {
                base: Place::read("endpoints.api", template, spec, &values)?,
                carriers: Carriers::read(spec, None, &values)?,
            }),
            None => None,
        };
        let endpoints = &spec.endpoints;
        let revocation =
            operation::read("revocation", endpoints.revocation, spec.revocation, spec, &values)?;
        let introspection = operation::read(
            "introspection",
            endpoints.introspection,
            spec.introspection,
            spec,
            &values,
        )?;
        let issuer = match spec.endpoints.issuer {
            Some(template) => Some(Place::read("endpoints.issuer", template, spec, &values)?.shown),
            None => None,
        };
        let registration = endpoints.registration;
        let registration = registration
            .map(|template| Place::read("endpoints.registration", template, spec, &values));
        let mut script = Self {
            metadata: Metadata::read(
                spec,
                issuer.as_deref(),
                &values,
                settings.documents.is_some(),
            )?,
            registration: registration.transpose()?,
            issuer,
            flows: flow::read(spec, &values)?,
            recipes,
            pushed: pushed::read(spec, &values)?,
            device: device::read(spec, &values)?,
            ciba: ciba::read(spec, &values)?,
            api,
            revocation,
            introspection,
            calls: operation::calls(spec, &values)?,
            callback_signer: Signer::of_callbacks(spec, &values, settings)?,
            answer_signer: Signer::of_answers(spec, &values, settings)?,
            identity: Identity::read(spec, &values)?,
            published: published::read(spec, &values)?,
            success_fields: Vec::new(),
            needs_id_token: false,
            values,
        };
        let fields = spec.callback.fields.iter();
        script.success_fields = fields
            .filter(|field| {
                field.required
                    || field.equals.is_some()
                    || script.sends(spec, Source::Callback(field.name))
            })
            .collect();
        script.needs_id_token = script.sends(spec, Source::IdToken)
            || spec.token.fields.iter().any(|field| field.from == FieldFrom::IdToken);
        Ok(script)
    }

    /// Whether any request carries a value from there.
    fn sends(&self, spec: &ProviderSpec, source: Source) -> bool {
        let endpoints = [
            spec.endpoints.token,
            spec.endpoints.revocation,
            spec.endpoints.introspection,
            spec.endpoints.api,
        ];
        let requests = spec.grants.custom.iter().map(|grant| grant.request);
        let requests = requests.chain(spec.grants.refresh_token.map(|grant| grant.request));
        let urls = endpoints.into_iter().flatten().chain(requests.filter_map(|each| each.endpoint));
        let mut urls = urls.chain(spec.calls.iter().map(|call| call.url));
        urls.any(|url| url.sources().any(|each| each == source))
            || self.recipes.iter().any(|recipe| recipe.sends(source))
            || self.device.as_ref().is_some_and(|device| device.recipe.sends(source))
            || self.ciba.as_ref().is_some_and(|ciba| ciba.sends(source))
            || self.operations().any(|operation| operation.sends(source))
            || self.api.as_ref().is_some_and(|api| api.carriers.all().any(|w| w.sends(source)))
    }

    fn operations(&self) -> impl Iterator<Item = &Operation> {
        let calls = self.calls.iter().map(|call| &call.operation);
        self.revocation.iter().chain(&self.introspection).chain(calls)
    }

    /// The place whose page takes its request from behind the `#`, if that is what is at this address of
    /// the mirror.
    pub(crate) fn route(&self, address: &str, query: &str) -> Option<&Place> {
        let flows = self.flows.iter().filter(|flow| flow.query_after_fragment);
        let arrived = Arrived::page(address, query);
        flows.map(|flow| &flow.place).find(|place| place.is(&arrived))
    }

    /// The call that a request makes: of several at one address the one that says most of what it says.
    pub(crate) fn call(&self, arrived: &Arrived, says: Says<'_>) -> Option<&CallScript> {
        let here = self.calls.iter().filter(|each| {
            each.operation.method.as_str() == arrived.method && each.operation.place.is(arrived)
        });
        let speaking = here.clone().filter_map(|each| Some((each.operation.speaks(says)?, each)));
        let best = speaking.rev().max_by_key(|(constants, _)| *constants);
        // A call that is alone at its address is told what is wrong with it.
        let alone = here.clone().count() == 1;
        best.map(|(_, call)| call).or_else(|| here.clone().next().filter(|_| alone))
    }

    /// Which step of the protocol a request belongs to.
    pub(crate) fn step(&self, arrived: &Arrived, says: Says<'_>) -> Step {
        let is = |operation: &Option<Operation>| {
            operation.as_ref().is_some_and(|each| each.place.is(arrived))
        };
        // One that shares its address with the token endpoint is known by what it says.
        let says_more = |operation: &Option<Operation>| {
            let speaks = operation.as_ref().and_then(|each| each.speaks(says));
            is(operation) && speaks.is_some_and(|constants| constants > 0)
        };
        if self.metadata.at(arrived).is_some() {
            Step::Metadata
        } else if self.registration.as_ref().is_some_and(|place| {
            let last = arrived.path.rsplit('/').next().unwrap_or_default();
            place.is(arrived) || place.is_above(arrived, last)
        }) {
            Step::Registration
        } else if self.pushed.as_ref().is_some_and(|pushed| pushed.place.is(arrived)) {
            Step::PushedAuthorization
        } else if self.flows.iter().any(|flow| flow.place.is(arrived)) {
            Step::Authorize
        } else if self.device.as_ref().is_some_and(|device| {
            device.is_page(arrived) || device.is_asked(arrived, &self.recipes, says)
        }) {
            Step::Device
        } else if self.ciba.as_ref().is_some_and(|ciba| ciba.place.is(arrived)) {
            Step::Backchannel
        } else if self.identity.jwks.as_ref().is_some_and(|place| place.is(arrived))
            || self.published.iter().any(|(_, place)| place.is(arrived))
        {
            Step::Keys
        } else if self.identity.end_session.as_ref().is_some_and(|place| place.is(arrived)) {
            Step::EndSession
        } else if is(&self.identity.userinfo) {
            Step::Userinfo
        } else if says_more(&self.revocation) {
            Step::Revocation
        } else if says_more(&self.introspection) {
            Step::Introspection
        } else if self.recipes.iter().any(|recipe| recipe.place.is(arrived)) {
            Step::Token
        } else if is(&self.revocation) {
            Step::Revocation
        } else if is(&self.introspection) {
            Step::Introspection
        } else if self.call(arrived, says).is_some() {
            Step::Call
        } else if self.api.as_ref().is_some_and(|part| part.base.holds(arrived)) {
            Step::Api
        } else {
            Step::Unknown
        }
    }

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
        if let Some(DeviceScript { recipe, .. }) = &self.device {
            let (method, place) = (recipe.method.as_str(), &recipe.place.shown);
            add(format!("device: {method} {place}, and the user's page {place}/{DEVICE_PAGE}"));
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
