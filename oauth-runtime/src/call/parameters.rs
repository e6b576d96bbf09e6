//! What the application gives with a call, held against what the declaration has.

use std::borrow::Cow;

use oauth_spec::{CibaGrant, ParameterKind};

use crate::backchannel::BACKCHANNEL_AUTHENTICATION;
use crate::core::Core;
use crate::error::shown;
use crate::value::Value;

/// Notes values that are missing, unknown or of another type.
pub(crate) fn check_parameters(
    core: &Core,
    grant: &str,
    given: &[(Cow<'static, str>, Value)],
    problems: &mut Vec<String>,
) {
    let declared = core.parameters(grant);
    if declared.is_empty() && given.is_empty() {
        return;
    }
    for parameter in declared.iter().filter(|parameter| parameter.required) {
        if !given.iter().any(|(name, _)| *name == parameter.name) {
            problems.push(format!("the grant `{grant}` needs `{}`", parameter.name));
        }
    }
    // What the grant has by itself.
    let own: &[&str] = match grant {
        "password" => &["username", "password"],
        "device_code" => &["device_code", "user_code"],
        BACKCHANNEL_AUTHENTICATION => CibaGrant::VALUES,
        "ciba" => &["auth_req_id"],
        _ => &[],
    };
    for (name, value) in given {
        if own.contains(&&**name) {
            continue;
        }
        match declared.iter().find(|parameter| parameter.name == *name) {
            None => problems.push(format!("the grant `{grant}` has no `{}`", shown(name))),
            Some(parameter) if !fits(parameter.kind, value) => {
                problems.push(format!("`{name}` of the grant `{grant}` is of another type"));
            }
            Some(_) => {}
        }
    }
}

fn fits(kind: ParameterKind, value: &Value) -> bool {
    matches!(
        (kind, value),
        (ParameterKind::String | ParameterKind::Secret, Value::Text(_) | Value::Secret(_))
            | (ParameterKind::Integer, Value::Integer(_))
            | (ParameterKind::Boolean, Value::Boolean(_))
    )
}
