//! The signature of a callback, before anything in it is believed.

use std::borrow::Cow;
use std::time::SystemTime;

use oauth_spec::{Signature, Source};

use crate::core::Fixed;
use crate::error::Error;
use crate::sign::{Incoming, verify};

/// Refuses a callback whose signature is missing, doubled, wrong, or too old.
pub(super) fn check(
    signature: &Signature,
    fixed: &Fixed,
    callback: &Incoming<'_>,
    now: SystemTime,
) -> Result<(), Error> {
    let lookup = |source: Source| fixed.get(source).map(Cow::from);
    verify(signature, &lookup, callback, now)?;
    Ok(())
}
