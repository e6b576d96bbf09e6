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

const ASSERTION_TYPE: Parameter = Parameter::text(
    "client_assertion_type",
    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
);
const ASSERTION: Parameter = Parameter::value("client_assertion", Source::ClientAssertion);

/// Where a connection would show no certificate.
pub(super) const NO_CERTIFICATE: &str = "there is none: call `.client_certificate(…)`, or `.transport(…)` with one that \
     shows it";

/// What to do where an assertion is to be signed and nothing can.
pub(super) const NO_KEY: &str = "the client signs an assertion and has no key: call `.client_key(…)` on the builder, or \
     `.client_assertion(…)` with what makes one";

/// What to do where a way to authenticate needs what is not compiled.
pub(super) fn uncompiled(way: ClientAuthentication) -> Option<String> {
    (way.signs() && !cfg!(feature = "jose")).then(|| crate::features::feature_is_off("jose"))
}

/// Adds the credentials to a request. What is missing goes to `problems`.
pub(super) fn add(
    way: ClientAuthentication,
    fixed: &Fixed,
    recipe: &mut Recipe,
    headers: &mut PreparedHeaders,
    problems: &mut Vec<String>,
) {
    let client = &fixed.spec.client;
    if fixed.client_id.is_none() {
        problems
            .push("this grant needs a client id: call `.client_id(…)` on the builder".to_owned());
        return;
    }
    if let Some(problem) = uncompiled(way) {
        problems.push(problem);
        return;
    }
    if way.needs_secret() && fixed.client_secret.is_none() {
        problems.push(
            "this grant needs a client secret: call `.client_secret(…)` on the builder".to_owned(),
        );
        return;
    }
    if way == ClientAuthentication::PrivateKeyJwt
        && fixed.keys.as_ref().is_none_or(|keys| !keys.can_assert())
    {
        problems.push(NO_KEY.to_owned());
        return;
    }
    if way == ClientAuthentication::ClientSecretBasic
        && let Some(basic) = basic(fixed)
    {
        headers.authorize(basic);
    }
    let (parameters, declared) = spelled(way, client);
    recipe.extend(&parameters, fixed, problems);
    headers.declare(declared, fixed, problems);
}

/// The credentials as a list, and the headers that carry them; HTTP Basic is none of these.
pub(super) fn spelled(
    way: ClientAuthentication,
    client: &ClientSpec,
) -> (Vec<Parameter>, &'static [Header]) {
    let id = Parameter::value(client.id_parameter, Source::ClientId);
    let secret = Parameter::value(client.secret_parameter, Source::ClientSecret);
    match way {
        ClientAuthentication::None
        | ClientAuthentication::TlsClientAuth
        | ClientAuthentication::SelfSignedTlsClientAuth => (vec![id], &[]),
        ClientAuthentication::ClientSecretJwt | ClientAuthentication::PrivateKeyJwt => {
            let beside = client.assertion.is_some_and(|assertion| assertion.client_id);
            let mut all = Vec::from_iter(beside.then_some(id));
            all.extend_from_slice(&[ASSERTION_TYPE, ASSERTION]);
            (all, &[])
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_assertion_is_left_out_because_nothing_signs_it() {
        for way in [ClientAuthentication::ClientSecretJwt, ClientAuthentication::PrivateKeyJwt] {
            assert_eq!(uncompiled(way).is_none(), cfg!(feature = "jose"), "{}", way.name());
        }
        assert_eq!(uncompiled(ClientAuthentication::ClientSecretBasic), None);
    }
}
