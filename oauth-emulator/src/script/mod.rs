//! The script: the declaration read backwards, with every variable in its place.
//!
//! The client's side fills templates in and sends them; here each template becomes a [`Pattern`] that
//! takes an arriving text apart, and each endpoint a [`Place`] that recognises a request. All that
//! can be wrong with that is found when the emulator starts.

mod aliases;
mod alike;
mod carriers;
mod ciba;
mod claim;
mod credential;
mod device;
mod flow;
mod hidden;
mod identity;
mod marked;
mod metadata;
mod operation;
mod pattern;
mod place;
mod published;
mod pushed;
mod recipe;
mod responses;
mod samples;
mod served;
mod step;
mod values;
mod wanted;

use oauth_spec::{Field, FieldFrom, ProviderSpec, Source, Webhook};

pub(crate) use aliases::Aliases;
pub(crate) use alike::alike;
pub(crate) use carriers::Carriers;
pub(crate) use claim::{Said, Told};
pub(crate) use credential::{Credential, times as credential_times};
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
pub(crate) use values::{Values, list};
pub(crate) use wanted::Wanted;

use crate::error::EmulatorError;
use crate::http::Arrived;
use crate::settings::Settings;
use crate::sign::Signer;

/// Whether a request has a parameter of that name with that value, wherever it stands.
pub(crate) type Says<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Whether a callback field tells of an error, or is a parameter that a callback has anyway. No key says so: its
/// name does.
fn is_of_errors(spec: &ProviderSpec, field: &Field) -> bool {
    let callback = spec.callback;
    let path = field.path.trim_start_matches('/');
    let standard = [callback.code, callback.state.parameter(), "iss", "error_uri"];
    path.to_ascii_lowercase().contains("error")
        || standard.contains(&path)
        || callback.error.contains(&path)
        || callback.error_description.contains(&path)
}

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
    pub(crate) aliases: Aliases,
    /// Where clients register themselves.
    pub(crate) registration: Option<Place>,
    /// How callbacks and token answers are signed.
    pub(crate) callback_signer: Option<Signer>,
    pub(crate) answer_signer: Option<Signer>,
    /// Callback fields that every good callback carries: required, or sent back in a request.
    pub(crate) success_fields: Vec<&'static Field>,
    /// Further ones, which nothing needs: all but those that tell of an error.
    pub(crate) further_fields: Vec<&'static Field>,
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
    /// Reads the declaration; `declared` is the same without what it leaves to the metadata.
    pub(crate) fn read(
        spec: &'static ProviderSpec,
        declared: &ProviderSpec,
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
            aliases: Aliases::read(spec, declared, &values)?,
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
            further_fields: Vec::new(),
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
        let further = spec.callback.fields.iter().filter(|field| {
            !script.success_fields.iter().any(|other| other.name == field.name)
                && !is_of_errors(spec, field)
        });
        script.further_fields = further.collect();
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
    /// the mirror. `behind` is what is there: another flow of the same page may have its own before it.
    pub(crate) fn route(&self, address: &str, query: &str, behind: &str) -> Option<&Place> {
        let arrived = Arrived::page(address, query);
        let mut here = self.flows.iter().filter(|flow| flow.place.is(&arrived));
        let takes_both = here.clone().any(|flow| !flow.is_routed());
        let place = here.find(|flow| flow.is_routed()).map(|flow| &flow.place);
        place.filter(|_| !takes_both || !behind.is_empty())
    }
}
