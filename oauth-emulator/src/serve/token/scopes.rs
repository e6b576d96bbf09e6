//! What a list of scopes asks for.

use crate::serve::refusal::Refusal;
use crate::world::World;

/// The scopes that a text asks for, as far as they are known.
pub(crate) fn scopes(world: &World, asked: Option<&str>) -> Result<Vec<String>, Refusal> {
    let Some(asked) = asked else { return Ok(world.settings.default_scopes.clone()) };
    let declared = &world.spec.scopes;
    let grants = &world.spec.grants;
    let of_device = grants.device_code.and_then(|grant| grant.offline);
    let offline = grants.authorization_code.and_then(|grant| grant.offline).into_iter();
    let offline = offline.chain(of_device).flat_map(|offline| offline.scopes);
    let is_openid = knows_openid(world);
    // These are declared too, whether the list names them or not.
    let named = |scope: &str| {
        scope == "openid" && is_openid
            || declared.required.contains(&scope)
            || declared.default.contains(&scope)
            || offline.clone().any(|own| *own == scope)
    };
    let scopes = list(declared.known, declared.separator, asked, named)?;
    match scopes.iter().find(|scope| declared.forbidden.contains(&scope.as_str())) {
        Some(scope) => Err(invalid(format!("`{scope}` must not be asked for"))),
        None => Ok(scopes),
    }
}

/// Whoever issues ID tokens knows that scope, named or not (OpenID Connect Core, 3.1.2.1; CIBA Core, 7.1): that some
/// request asks for one says it, too.
fn knows_openid(world: &World) -> bool {
    let mut flows = world.script.flows.iter();
    world.spec.id_token.is_some()
        || world.spec.grants.ciba.is_some()
        || flows.any(|flow| {
            flow.parameters.iter().any(|wanted| {
                let is_kind = wanted.name == flow.response_type;
                is_kind && wanted.constant().is_none_or(|kinds| brings_id_token(&kinds))
            })
        })
}

fn brings_id_token(kinds: &str) -> bool {
    kinds.split(' ').any(|kind| kind == "id_token")
}

/// The scopes that a further list asks for.
pub(crate) fn other_scopes(
    world: &World,
    set: &str,
    asked: Option<&str>,
) -> Result<Vec<String>, Refusal> {
    let declared = &world.spec.scopes;
    let known = declared.set(set).map_or(&[][..], |set| set.known);
    list(known, declared.separator, asked.unwrap_or_default(), |_| false)
}

/// Refuses an authorization without the scopes that go with every one.
pub(crate) fn required(world: &World, asked: &[String]) -> Result<(), Refusal> {
    let mut required = world.spec.scopes.required.iter();
    match required.find(|scope| !asked.iter().any(|each| each == *scope)) {
        Some(scope) => Err(invalid(format!("`{scope}` must be asked for"))),
        None => Ok(()),
    }
}

/// The scopes that an answer names: those that others imply are granted and not named.
pub(crate) fn told(world: &World, granted: &[String]) -> Vec<String> {
    let implied = |scope: &String| {
        world.spec.scopes.implies.iter().any(|(more, less)| {
            more != less && less == scope && granted.iter().any(|each| each == more)
        })
    };
    granted.iter().filter(|scope| !implied(scope)).cloned().collect()
}

fn list(
    known: &[&str],
    separator: &str,
    asked: &str,
    named: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Refusal> {
    let mut scopes: Vec<String> = Vec::new();
    // Nothing at all is no list of nothing.
    for scope in asked.split(separator).filter(|_| !asked.is_empty()) {
        if scope.is_empty() {
            return Err(invalid(format!("A scope is empty: `{separator}` stands between two")));
        }
        if !known.is_empty() && !known.contains(&scope) && !named(scope) {
            return Err(invalid(format!("There is no scope `{scope}`")));
        }
        if !scopes.iter().any(|before| before == scope) {
            scopes.push(scope.to_owned());
        }
    }
    Ok(scopes)
}

fn invalid(message: String) -> Refusal {
    Refusal::new("invalid_scope", message)
}
