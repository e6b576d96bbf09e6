//! Which values nobody is told.

use oauth_spec::{CallParameter, Field, FieldKind, ParameterKind, ProviderSpec, Source};

/// Whether it is a secret: by the standards, or because the declaration says so.
pub(crate) fn is_secret(spec: &ProviderSpec, source: Source) -> bool {
    let field = |fields: &[Field], name: &str| {
        let mut own = fields.iter().filter(|field| field.name == name);
        own.any(|field| matches!(field.kind, FieldKind::Secret | FieldKind::Token))
    };
    match source {
        Source::Variable(name) => spec.is_key(name),
        // What a grant of the standards takes from the application under these names.
        Source::Parameter("password" | "device_code" | "auth_req_id") => true,
        Source::Parameter(name) => {
            parameters(spec).any(|own| own.name == name && own.kind == ParameterKind::Secret)
        }
        Source::Callback(name) => field(spec.callback.fields, name),
        Source::Token(name) => field(spec.token.fields, name),
        Source::Call(path) => path
            .split_once('.')
            .is_some_and(|(call, name)| spec.call(call).is_some_and(|it| field(it.fields, name))),
        other => other.is_secret(),
    }
}

/// What the application may give with a call, of every grant.
fn parameters(spec: &ProviderSpec) -> impl Iterator<Item = &'static CallParameter> {
    let grants = &spec.grants;
    let code = grants.authorization_code.map_or(&[][..], |grant| grant.parameters);
    let password = grants.password.map_or(&[][..], |grant| grant.parameters);
    let client = grants.client_credentials.map_or(&[][..], |grant| grant.parameters);
    let custom = grants.custom.iter().flat_map(|grant| grant.parameters);
    code.iter().chain(password).chain(client).chain(custom)
}
