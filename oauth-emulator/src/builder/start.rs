//! From a builder to a running emulator.

use std::fmt;

use super::Builder;
use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::random::Random;
use crate::script::{self, Script, Values};
#[cfg(feature = "tls")]
use crate::tls::Tls;
use crate::world::World;

impl Builder {
    /// Starts it.
    pub async fn start(self) -> Result<Emulator, EmulatorError> {
        let random = match self.seed {
            Some(seed) => Random::from_seed(seed),
            None => Random::from_system()?,
        };
        let mut values = Values::read(self.spec, self.environment.as_deref(), &self.variables)?;
        let (spec, declared) = (self.spec, self.declared);
        let (clock, port) = (self.clock.clone(), self.port);
        let fields = self.fields.clone();
        #[cfg(feature = "tls")]
        let certificates = self.tls.clone();
        let settings = self.settings(&random)?;
        #[cfg(feature = "tls")]
        let tls = certificates.map(|all| Tls::start(&all, &settings)).transpose()?;
        #[cfg(not(feature = "tls"))]
        let tls = None;
        script::fill(spec, &mut values, &settings.only_client_id(), &fields)?;
        let script = Script::read(spec, declared, values, &settings)?;
        Emulator::listen(World::new(spec, script, settings, clock, random, tls), port).await
    }
}

/// What it plays. Secrets and keys are among the rest.
impl fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = formatter.debug_struct("Builder");
        told.field("provider", &self.spec.name).finish_non_exhaustive()
    }
}
