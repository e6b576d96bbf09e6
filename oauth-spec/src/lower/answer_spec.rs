//! How a token answer is written: what a table says, over what holds without it.

use super::leak;
use crate::raw;
use crate::span::Slot;
use crate::{Answer, Expiry, Unit};

/// An answer as a table describes it; what it leaves out is as in `standard`.
pub(crate) fn answer_spec(written: &raw::Answer<'_>, standard: Answer) -> Answer {
    let is_camel_case = written.camel_case.given().is_some();
    let standard = if is_camel_case { camel_case(standard) } else { standard };
    let path = |slot: &Slot<&str>, standard| slot.get().map_or(standard, |path| leak::text(path));
    Answer {
        format: written.format.or(standard.format),
        root: path(&written.root, standard.root),
        access_token: path(&written.access_token, standard.access_token),
        token_type: path(&written.token_type, standard.token_type),
        refresh_token: path(&written.refresh_token, standard.refresh_token),
        scope: path(&written.scope, standard.scope),
        id_token: path(&written.id_token, standard.id_token),
        expiry: written
            .expiry
            .get()
            .map_or(standard.expiry, |written| expiry(*written, is_camel_case)),
        refresh_token_expiry: written
            .refresh_token_expiry
            .get()
            .map(|written| expiry(*written, is_camel_case))
            .or(standard.refresh_token_expiry),
    }
}

/// The names of RFC 6749, 5.1 as others write them.
fn camel_case(standard: Answer) -> Answer {
    Answer {
        access_token: "accessToken",
        token_type: "tokenType",
        refresh_token: "refreshToken",
        scope: "scope",
        id_token: "idToken",
        expiry: match standard.expiry {
            Expiry::EXPIRES_IN => Expiry::after("expiresIn", Unit::Seconds),
            other => other,
        },
        ..standard
    }
}

fn expiry(written: raw::Expiry<'_>, is_camel_case: bool) -> Expiry {
    match written {
        raw::Expiry::ExpiresIn if is_camel_case => Expiry::after("expiresIn", Unit::Seconds),
        raw::Expiry::ExpiresIn => Expiry::EXPIRES_IN,
        raw::Expiry::In { field, unit, zero_is_never } => {
            Expiry::In { field: leak::text(field), unit, zero_is_never }
        }
        raw::Expiry::At { field, format, zero_is_never } => {
            Expiry::At { field: leak::text(field), format, zero_is_never }
        }
        raw::Expiry::Jwt => Expiry::Jwt,
        raw::Expiry::Introspection => Expiry::Introspection,
        raw::Expiry::Lifetime => Expiry::Lifetime,
        raw::Expiry::Never => Expiry::Never,
    }
}
