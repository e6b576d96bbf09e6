//! The client's credentials, where each way of authenticating puts them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::HeaderValue;
use oauth_spec::{ClientAuthentication, ClientSpec, Header, Parameter, Source};

use super::headers::PreparedHeaders;
use super::recipe::Recipe;
use super::values::Fixed;
use crate::escape::form;
use crate::wipe::WipedText;

/// Adds the credentials to a request. What is missing goes to `problems`.
pub(super) fn add(
    way: ClientAuthentication,
    fixed: &Fixed,
    recipe: &mut Recipe,
    headers: &mut PreparedHeaders,
    problems: &mut Vec<String>,
) {
    let client = &fixed.spec.client;
    let Fixed { client_id, client_secret, .. } = fixed;
    let Some(client_id) = client_id else {
        problems
            .push("this grant needs a client id: call `.client_id(…)` on the builder".to_owned());
        return;
    };
    if way.needs_secret() && client_secret.is_none() {
        problems.push(
            "this grant needs a client secret: call `.client_secret(…)` on the builder".to_owned(),
        );
        return;
    }
    match way {
        ClientAuthentication::None => recipe.add(client.id_parameter, client_id),
        ClientAuthentication::ClientSecretBasic => {
            if let Some(basic) = basic(fixed) {
                headers.authorize(basic);
            }
        }
        ClientAuthentication::ClientSecretPost => {
            recipe.add(client.id_parameter, client_id);
            if let Some(secret) = client_secret {
                recipe.add(client.secret_parameter, secret.expose());
            }
        }
        ClientAuthentication::Declared(declared) => {
            recipe.extend(declared.parameters, fixed, problems);
            headers.declare(declared.headers, fixed, problems);
        }
    }
}

/// The same credentials as a list, and the headers that carry them.
pub(super) fn spelled(
    way: ClientAuthentication,
    client: &ClientSpec,
) -> (Vec<Parameter>, &'static [Header]) {
    let id = Parameter::value(client.id_parameter, Source::ClientId);
    let secret = Parameter::value(client.secret_parameter, Source::ClientSecret);
    match way {
        ClientAuthentication::None => (vec![id], &[]),
        ClientAuthentication::ClientSecretBasic => (Vec::new(), &[]),
        ClientAuthentication::ClientSecretPost => (vec![id, secret], &[]),
        ClientAuthentication::Declared(declared) => {
            (declared.parameters.to_vec(), declared.headers)
        }
    }
}

/// HTTP Basic: both values form-encoded first (RFC 6749, 2.3.1).
fn basic(fixed: &Fixed) -> Option<HeaderValue> {
    let (id, secret) = (fixed.client_id.as_deref()?, fixed.client_secret.as_ref()?);
    let mut pair = WipedText(form(id));
    pair.0.push(':');
    crate::escape::push_form(&mut pair.0, secret.expose());
    let mut text = WipedText("Basic ".to_owned());
    STANDARD.encode_string(&pair.0, &mut text.0);
    // Base64 has no character that a header could not hold.
    let mut value = HeaderValue::try_from(text.0.as_str()).ok()?;
    value.set_sensitive(true);
    Some(value)
}
