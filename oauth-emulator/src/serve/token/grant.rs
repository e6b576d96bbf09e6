//! What each grant asks of the request, once it is known to be well-formed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::{CustomGrant, Renewal, Source};
use serde_json::{Map, Value};

use super::issue::{Issue, issue};
use crate::ledger::{Given, Ledger, Redeemed, Spent};
use crate::sample;
use crate::script::{Grant, Recipe};
use crate::serve::given::Captured;
use crate::serve::refusal::Refusal;
use crate::settings::{Client, Rotation};
use crate::world::World;

/// Grants, or says why not. The books stay locked from the first look to the last entry, so that of
/// two requests with one code or one refresh token only one can win.
pub(super) fn grant(
    world: &World,
    client: &Client,
    recipe: &Recipe,
    captured: &Captured,
) -> Result<Map<String, Value>, Refusal> {
    let mut ledger = world.ledger();
    let own = |user: Option<String>| -> Result<Given, Refusal> {
        Ok(Given {
            grant: recipe.grant.name(),
            client_id: client.id.clone(),
            scopes: scopes(world, captured.get(Source::Scope))?,
            user,
        })
    };
    let given = match recipe.grant {
        Grant::AuthorizationCode => return code(world, &mut ledger, client, recipe, captured),
        Grant::RefreshToken => return refresh(world, &mut ledger, client, captured),
        Grant::Password => own(Some(password(world, captured)?))?,
        Grant::ClientCredentials => own(None)?,
        Grant::Custom(custom) => {
            parameters(world, custom, captured)?;
            own(None)?
        }
    };
    // RFC 6749, 4.4.3: the client's own credentials bring no refresh token.
    let renewable = recipe.renewal == Renewal::RefreshToken
        && !matches!(recipe.grant, Grant::ClientCredentials);
    Ok(issue(world, &mut ledger, Issue { given, family: None, renewable, refresh: None }).1)
}

fn code(
    world: &World,
    ledger: &mut Ledger,
    client: &Client,
    recipe: &Recipe,
    captured: &Captured,
) -> Result<Map<String, Value>, Refusal> {
    let text = captured.get(Source::Code).unwrap_or_default();
    let code = match ledger.look_up_code(text, world.clock.now()) {
        Redeemed::Good(code) => code,
        Redeemed::Unknown => return Err(Refusal::grant("The code is unknown")),
        Redeemed::Expired => return Err(Refusal::grant("The code has expired")),
        Redeemed::Replayed => {
            return Err(Refusal::grant("The code was used before; its tokens are revoked now"));
        }
    };
    if code.client_id != client.id {
        return Err(Refusal::grant("The code was given to another client"));
    }
    if recipe.sends(Source::RedirectUri)
        && captured.get(Source::RedirectUri) != Some(code.redirect_uri.as_str())
    {
        return Err(Refusal::grant("`redirect_uri` is not the one the code was sent to"));
    }
    if let Some(challenge) = &code.challenge
        && recipe.sends(Source::CodeVerifier)
    {
        let verifier = captured.get(Source::CodeVerifier).unwrap_or_default();
        verify(verifier, challenge)?;
    }
    let given = Given {
        grant: recipe.grant.name(),
        client_id: client.id.clone(),
        scopes: code.scopes,
        user: Some(code.user),
    };
    let renewable = recipe.renewal == Renewal::RefreshToken;
    let (family, body) =
        issue(world, ledger, Issue { given, family: None, renewable, refresh: None });
    ledger.spend_code(text, family);
    Ok(body)
}

/// PKCE: the verifier must be 43 to 128 unreserved characters (RFC 7636, 4.1) and give the challenge.
fn verify(verifier: &str, challenge: &str) -> Result<(), Refusal> {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(unreserved) {
        return Err(Refusal::request("`code_verifier` must be 43 to 128 unreserved characters"));
    }
    let digest = hmac_sha256::Hash::hash(verifier.as_bytes());
    if URL_SAFE_NO_PAD.encode(digest) == challenge {
        Ok(())
    } else {
        Err(Refusal::grant("`code_verifier` does not fit the code challenge"))
    }
}

fn refresh(
    world: &World,
    ledger: &mut Ledger,
    client: &Client,
    captured: &Captured,
) -> Result<Map<String, Value>, Refusal> {
    let text = captured.get(Source::RefreshToken).unwrap_or_default();
    let token = match ledger.refresh(text, world.clock.now()) {
        Spent::Good(token) => token,
        Spent::Unknown => return Err(Refusal::grant("The refresh token is unknown")),
        Spent::Expired => return Err(Refusal::grant("The refresh token has expired")),
        Spent::Revoked => return Err(Refusal::grant("The refresh token was revoked")),
        Spent::Reused => {
            return Err(Refusal::grant(
                "The refresh token was used before; all tokens that came of it are revoked now",
            ));
        }
    };
    if token.given.client_id != client.id {
        return Err(Refusal::grant("The refresh token was given to another client"));
    }
    let mut given = token.given;
    if let Some(asked) = captured.get(Source::Scope) {
        let asked = scopes(world, Some(asked))?;
        if asked.iter().any(|scope| !given.scopes.contains(scope)) {
            return Err(Refusal::new("invalid_scope", "A refresh cannot widen the scope"));
        }
        given.scopes = asked;
    }
    let (renewable, same) = match world.settings.rotation {
        Rotation::Rotate => {
            ledger.rotate(text);
            (true, None)
        }
        Rotation::Keep => (true, Some(text.to_owned())),
        Rotation::Omit => (false, None),
    };
    let family = Some(token.family);
    Ok(issue(world, ledger, Issue { given, family, renewable, refresh: same }).1)
}

fn password(world: &World, captured: &Captured) -> Result<String, Refusal> {
    let name = captured.get(Source::Parameter("username"));
    let password = captured.get(Source::Parameter("password"));
    let mut users = world.settings.users.iter();
    let user = users
        .find(|user| Some(user.name.as_str()) == name && Some(user.password.as_str()) == password);
    user.map(|user| user.name.clone())
        .ok_or_else(|| Refusal::grant("The user name or the password is wrong"))
}

/// A required parameter must be what this emulator accepts, an optional one only of its kind.
fn parameters(world: &World, custom: &CustomGrant, captured: &Captured) -> Result<(), Refusal> {
    for declared in custom.parameters.iter().filter(|declared| declared.required) {
        let accepted = world.settings.accepts.get(custom.name);
        let accepted = accepted.and_then(|values| values.get(declared.name)).map(sample::text);
        let given = captured.get(Source::Parameter(declared.name));
        if given.is_some() && given != accepted.as_deref() {
            return Err(Refusal::grant(format!("`{}` is wrong", declared.name)));
        }
    }
    Ok(())
}

/// The scopes that a text asks for, as far as they are known.
pub(crate) fn scopes(world: &World, asked: Option<&str>) -> Result<Vec<String>, Refusal> {
    let Some(asked) = asked else { return Ok(world.settings.default_scopes.clone()) };
    let declared = &world.spec.scopes;
    let mut scopes: Vec<String> = Vec::new();
    for scope in asked.split(declared.separator).filter(|scope| !scope.is_empty()) {
        if !declared.known.is_empty() && !declared.known.iter().any(|known| known.value == scope) {
            return Err(Refusal::new("invalid_scope", format!("There is no scope `{scope}`")));
        }
        if !scopes.iter().any(|before| before == scope) {
            scopes.push(scope.to_owned());
        }
    }
    Ok(scopes)
}
