//! Which step of the protocol a request belongs to.

use super::{CallScript, Operation, Said, Says, Script, Told};
use crate::fault::Step;
use crate::http::Arrived;

impl Script {
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

    /// Which step of the protocol a request belongs to: by its address, and of several at one address by what each
    /// declares. Where they declare the same, nobody can tell.
    pub(crate) fn step(&self, said: Said<'_>) -> Told {
        let is_page = self.device.as_ref().is_some_and(|device| device.is_page(said.arrived));
        let shared = if is_page { None } else { self.shared(said) };
        shared.unwrap_or_else(|| Told::Step(self.first(said.arrived, said.says)))
    }

    /// The first step whose address it is: where one has it alone, or no request that is declared there looks like it,
    /// which is told then what is wrong with it.
    fn first(&self, arrived: &Arrived, says: Says<'_>) -> Step {
        let is = |operation: &Option<Operation>| {
            operation.as_ref().is_some_and(|each| each.place.is(arrived))
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
        } else if self
            .device
            .as_ref()
            .is_some_and(|device| device.is_page(arrived) || device.recipe.place.is(arrived))
        {
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
}
