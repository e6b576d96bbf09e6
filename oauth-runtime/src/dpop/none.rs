//! What there is without the feature `jose`: nothing.

use std::time::SystemTime;

use http::{HeaderMap, Request, Uri};

use crate::error::Error;
use crate::token::TokenData;

/// There is no value of this: a client of a provider that wants proofs is not built.
pub(crate) enum Binding {}

impl Binding {
    pub(crate) fn thumbprint(&self) -> &str {
        match *self {}
    }

    pub(crate) fn accept(&self, _: &mut TokenData) -> Result<(), &'static str> {
        match *self {}
    }

    pub(crate) fn note(&self, _: &Uri, _: &HeaderMap) {
        match *self {}
    }

    pub(super) fn prove(&self, _: &mut Request<Vec<u8>>, _: SystemTime) -> Result<(), Error> {
        match *self {}
    }
}
