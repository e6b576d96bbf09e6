//! Random numbers of the operating system.

use crate::error::Error;

/// Fills the bytes with them.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(bytes).map_err(|error| {
        Error::configuration(format!("the operating system gives no random numbers: {error}"))
    })
}
