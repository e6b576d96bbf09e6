//! What is certain: nothing follows from a part of the file that is wrong, which has been reported.

use super::Context;
use super::clients::{method, standard};
use super::sources::{given_by_a_grant, is_meaningful};
use crate::raw::Grant;
use crate::template::Hole;

impl Context<'_, '_> {
    /// Whether it is known which grants there are. Where `[grants]` is wrong, that has been reported,
    /// and nothing follows from a grant that seems to be missing.
    pub(super) fn knows_grants(&self) -> bool {
        !self.document.grants.is_broken() && !self.is_misspelt("grants")
    }

    /// Whether it is known what the application gives to grants: a part of one may stand under a misspelt name.
    pub(super) fn knows_parameters(&self) -> bool {
        self.knows_grants() && !self.grants.iter().any(|grant| grant.unclear)
    }

    /// Whether a name may be that of a value which the application gives to a grant that is not understood as a whole.
    pub(super) fn may_be_given(&self, name: &str) -> bool {
        let may_give = |grant: &Grant<'_>| {
            let mut own = grant.parameters.iter();
            grant.unclear && (!grant.has_parameters || own.any(|own| own.name.value == name))
        };
        !self.knows_grants() || self.grants.iter().any(may_give)
    }

    /// Whether it is known how clients authenticate.
    pub(super) fn knows_ways(&self) -> bool {
        let client = &self.document.client;
        let is_known = |name: &str| standard(name).is_some() || method(self, name).is_some();
        !client.is_broken()
            && !client.get().is_some_and(|client| client.authentication.is_broken())
            && !self.is_misspelt("client")
            && self.document.ways().iter().all(|way| is_known(way.value))
    }

    /// Whether a part of a table seems to be under another name, which has been reported.
    pub(super) fn is_misspelt(&self, table: &str) -> bool {
        self.document.misspelt.contains(&table)
    }

    /// Whether all of these are values that there are; one that is not may have been meant as any of them.
    pub(super) fn knows_all(&self, holes: &[Hole<'_>]) -> bool {
        holes.iter().all(|hole| match hole.name.strip_prefix("computed.") {
            Some(name) => {
                let mut all = self.document.computed.items().iter();
                !self.is_misspelt("computed") && all.any(|computed| computed.name.value == name)
            }
            None => {
                is_meaningful(hole.name)
                    || self.variable(hole.name).is_some()
                    || given_by_a_grant(self, hole.name)
            }
        })
    }
}
