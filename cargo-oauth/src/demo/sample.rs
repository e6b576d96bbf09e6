//! Values that the application gives with a call.

use oauth_runtime::{Json, Value};
use oauth_spec::{CallParameter, Field, FieldKind, ParameterKind, ProviderSpec, Source};

use serde_json::Map;

use super::keys;
use super::stage::Stage;

/// Values for the parameters of a grant: what the emulator wants to see, or any of their kind.
pub(super) fn values(stage: &Stage, grant: &str) -> Vec<(&'static str, Value)> {
    let accepted = stage.emulator.accepts(grant);
    let value = |parameter: &CallParameter| {
        let key = keys::of(stage.spec, Source::Parameter(parameter.name));
        let value = match (parameter.kind, accepted.get(parameter.name)) {
            (ParameterKind::Secret, _) if key.is_some() => Value::Secret(key?.into()),
            (_, _) if key.is_some() => Value::Text(key?.to_owned()),
            (ParameterKind::Secret, Some(Json::String(text))) => {
                Value::Secret(text.as_str().into())
            }
            (_, Some(Json::String(text))) => Value::Text(text.clone()),
            (_, Some(Json::Bool(truth))) => Value::Boolean(*truth),
            (_, Some(other)) => Value::Integer(other.as_i64()?),
            (ParameterKind::String, None) => Value::Text(format!("{} & co", parameter.name)),
            (ParameterKind::Secret, None) => {
                Value::Secret(format!("secret-{}", parameter.name).into())
            }
            (ParameterKind::Integer, None) => Value::Integer(4711),
            (ParameterKind::Boolean, None) => Value::Boolean(true),
        };
        Some((parameter.name, value))
    };
    parameters(stage, grant).iter().filter_map(value).collect()
}

/// The parameters that a grant declares.
fn parameters(stage: &Stage, grant: &str) -> &'static [CallParameter] {
    let grants = stage.spec.grants;
    match grant {
        "authorization_code" => grants.authorization_code.map(|grant| grant.parameters),
        "password" => grants.password.map(|grant| grant.parameters),
        "client_credentials" => grants.client_credentials.map(|grant| grant.parameters),
        custom => grants.custom(custom).map(|grant| grant.parameters),
    }
    .unwrap_or_default()
}

/// Authorization details of every type, with all that is required.
pub(super) fn details(spec: &ProviderSpec) -> impl Iterator<Item = Json> {
    spec.authorization_details.iter().map(|detail| {
        let mut object = object(detail.fields);
        object["type"] = detail.name.into();
        object
    })
}

fn object(fields: &[Field]) -> Json {
    let required = fields.iter().filter(|field| field.required);
    required.map(|field| (field.name.to_owned(), value(field))).collect::<Map<_, _>>().into()
}

fn value(field: &Field) -> Json {
    match field.kind {
        FieldKind::Integer => 4711.into(),
        FieldKind::Number => 47.11.into(),
        FieldKind::Boolean => true.into(),
        FieldKind::Enum(values) => values.first().copied().unwrap_or_default().into(),
        FieldKind::Object(fields) => object(fields),
        FieldKind::List(kind) => vec![value(&Field { kind: *kind, ..*field })].into(),
        FieldKind::Hostname(_) => "sample.example".into(),
        FieldKind::Url(_) => "https://sample.example".into(),
        _ => format!("sample-{}", field.name).into(),
    }
}
