//! Client authentication (RFC 6749, 2.3), in any of the declared ways.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_spec::ClientAuthentication;
use percent_encoding::percent_decode_str;

use crate::http::Arrived;
use crate::script::authentication_names;
use crate::serve::given::{Given, find};
use crate::serve::refusal::Refusal;
use crate::settings::Client;
use crate::world::World;

/// The client that a request comes from. `declared` tells which parameters belong to the request
/// itself, so that a `client_id` among them is no attempt to authenticate.
pub(crate) fn authenticate<'world>(
    world: &'world World,
    arrived: &Arrived,
    given: &[Given],
    declared: &dyn Fn(&str) -> bool,
) -> Result<&'world Client, Refusal> {
    let methods = world.spec.authentication;
    let tried = arrived.header("authorization").and_then(|value| scheme(value, "basic"));
    let fail = |message: String| Refusal::client(message).with_basic_challenge(tried.is_some());
    let id = find(given, "client_id");
    let secret = find(given, "client_secret");

    let (method, id, secret) = match (tried, id, secret) {
        (Some(_), id, secret) if (id.is_some() && !declared("client_id")) || secret.is_some() => {
            // RFC 6749, 2.3: one method a request.
            return Err(Refusal::request(
                "The client authenticates with Basic and with parameters as well",
            ));
        }
        (Some(credentials), ..) => {
            let (id, secret) = decode(credentials)
                .ok_or_else(|| fail("The Basic credentials cannot be decoded".to_owned()))?;
            (ClientAuthentication::ClientSecretBasic, id, Some(secret))
        }
        (None, Some(id), Some(secret)) => {
            (ClientAuthentication::ClientSecretPost, id.text.clone(), Some(secret.text.clone()))
        }
        (None, Some(id), None) => (ClientAuthentication::None, id.text.clone(), None),
        (None, None, _) => {
            return Err(fail(format!(
                "The client does not authenticate; declared is {}",
                authentication_names(methods)
            )));
        }
    };
    if !methods.contains(&method) {
        return Err(fail(format!(
            "The client authenticates with {}; declared is {}",
            authentication_names(&[method]),
            authentication_names(methods)
        )));
    }
    let client = world.settings.client(&id);
    let client = client.ok_or_else(|| fail(format!("There is no client `{id}`")))?;
    match secret {
        Some(secret) if secret != client.secret => Err(fail("The secret is wrong".to_owned())),
        _ => Ok(client),
    }
}

/// What follows a scheme, whose case does not matter (RFC 9110, 11.1).
fn scheme<'header>(value: &'header str, scheme: &str) -> Option<&'header str> {
    let (word, rest) = value.split_once(' ')?;
    word.eq_ignore_ascii_case(scheme).then_some(rest.trim())
}

/// Basic credentials, each form-encoded before they were joined (RFC 6749, 2.3.1).
fn decode(credentials: &str) -> Option<(String, String)> {
    let bytes = STANDARD.decode(credentials).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((form_decode(id)?, form_decode(secret)?))
}

fn form_decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_is_form_decoded() {
        let credentials = STANDARD.encode("my+id:p%3Ass%2Bword%26");
        assert_eq!(decode(&credentials), Some(("my id".to_owned(), "p:ss+word&".to_owned())));
        assert_eq!(decode("?"), None);
        assert_eq!(decode(&STANDARD.encode("no colon")), None);
    }

    #[test]
    fn the_scheme_is_any_case() {
        assert_eq!(scheme("bAsIc abc", "basic"), Some("abc"));
        assert_eq!(scheme("Bearer abc", "basic"), None);
        assert_eq!(scheme("Basic", "basic"), None);
    }
}
