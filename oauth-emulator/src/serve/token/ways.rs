//! One way to authenticate a request, and no second (RFC 6749, 2.3).

use hyper::header::AUTHORIZATION;

use crate::http::Arrived;
use crate::script::{Credential, Wanted};
use crate::serve::given::{Given, find};
use crate::serve::refusal::Refusal;
use crate::world::World;

/// What is declared for a request beside what authenticates it.
pub(crate) struct Declared<'a> {
    /// Whether a parameter of that name belongs to it, so that a `client_id` is no attempt to authenticate.
    pub(crate) parameter: &'a dyn Fn(&str) -> bool,
    pub(crate) headers: &'a [Wanted],
}

impl Declared<'_> {
    /// Whether an `Authorization` header belongs to it, which then says nothing of the client.
    pub(super) fn has_authorization(&self) -> bool {
        is_among(self.headers)
    }
}

/// Refuses a request that shows in another way as well who the client is.
pub(super) fn only(
    world: &World,
    arrived: &Arrived,
    given: &[Given],
    way: &Credential,
    declared: &Declared<'_>,
) -> Result<(), Refusal> {
    let secret = world.spec.client.secret_parameter;
    let has_header = match way {
        Credential::Basic => true,
        Credential::Declared { headers, .. } => is_among(headers),
        _ => false,
    };
    let carries = |name: &str| match way {
        Credential::Post => name == secret,
        Credential::Assertion { .. } => name == "client_assertion",
        Credential::Declared { parameters, .. } => parameters.iter().any(|it| it.name == name),
        Credential::None | Credential::Basic | Credential::Certificate(_) => false,
    };
    let header = match arrived.headers.get_all(AUTHORIZATION).iter().count() {
        0 => None,
        1 if has_header || declared.has_authorization() => None,
        _ => Some("Authorization"),
    };
    let mut parameters = [secret, "client_assertion"].into_iter().filter(|name| {
        find(given, name).is_some() && !carries(name) && !(declared.parameter)(name)
    });
    match header.or_else(|| parameters.next()) {
        None => Ok(()),
        Some(other) => Err(Refusal::request(format!(
            "The client authenticates with `{other}` as well: one way a request (RFC 6749, 2.3)"
        ))),
    }
}

fn is_among(headers: &[Wanted]) -> bool {
    headers.iter().any(|wanted| wanted.name.eq_ignore_ascii_case("authorization"))
}
