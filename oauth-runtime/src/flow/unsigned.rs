//! What there is of signed requests without the feature `jose`: nothing is sent in place of one.

use super::request::Request;
use super::said::Said;
use crate::error::Error;
use crate::features::feature_is_off;

impl Request {
    /// What the request says, as it is sent.
    pub(super) fn sealed(&self, said: Vec<Said>) -> Result<Vec<Said>, Error> {
        let grant = self.core.spec.grants.authorization_code;
        match grant.and_then(|grant| grant.request_object) {
            Some(_) => Err(Error::configuration(feature_is_off("jose"))),
            None => Ok(said),
        }
    }
}
