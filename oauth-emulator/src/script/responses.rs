//! What the metadata says of answers to authorization requests (RFC 8414, 2).

use oauth_spec::{ProviderSpec, ResponseMode};
use serde_json::{Map, Value, json};

/// What a code may come with (OpenID Connect Core, 3.3), where the application says it.
const HYBRID: [&str; 4] = ["code", "code token", "code id_token", "code id_token token"];

/// Which answers there are, and where they may be: where nothing is declared, in the query if they can have no
/// tokens, else in the fragment (OAuth 2.0 Multiple Response Type Encoding Practices, 5).
pub(super) fn tell(spec: &ProviderSpec, about: &mut Map<String, Value>) {
    let (mut types, mut modes) = (Vec::new(), Vec::new());
    if let Some(grant) = spec.grants.authorization_code {
        match grant.authorization.response_type().map(|parameter| parameter.value.as_text()) {
            None => types.push("code"),
            Some(Some(kind)) => types.push(kind),
            // ID tokens where there are any.
            Some(None) => types.extend(&HYBRID[..if spec.id_token.is_some() { 4 } else { 2 }]),
        }
        let (query, fragment) = (ResponseMode::Query, ResponseMode::Fragment);
        let is_plain = |kind: &&str| !kind.split(' ').any(|word| word.ends_with("token"));
        modes.extend(grant.response_mode);
        if modes.is_empty() {
            modes.extend(types.iter().any(is_plain).then_some(query));
            modes.extend((!types.iter().all(is_plain)).then_some(fragment));
        }
    }
    if let Some(grant) = spec.grants.implicit {
        types.push(grant.response_type.name());
        modes.push(grant.response_mode.unwrap_or(ResponseMode::Fragment));
    }
    about.insert("response_types_supported".to_owned(), json!(types));
    let mut names: Vec<&str> = Vec::new();
    for mode in modes {
        if !names.contains(&mode.name()) {
            names.push(mode.name());
        }
    }
    if !names.is_empty() {
        about.insert("response_modes_supported".to_owned(), json!(names));
    }
}
