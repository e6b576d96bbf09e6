//! The exchange of a code.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_spec::{Challenge, Renewal, Source};

use super::client::Authenticated;
use super::issue::{Issue, Issued, issue};
use super::scopes::scopes;
use crate::compute::encoding::hex;
use crate::ledger::{Code, Given, Ledger, Redeemed};
use crate::script::Recipe;
use crate::serve::captured::Captured;
use crate::serve::refusal::Refusal;
use crate::world::World;

pub(super) fn code(
    world: &World,
    ledger: &mut Ledger,
    by: &Authenticated<'_>,
    recipe: &Recipe,
    captured: &Captured,
) -> Result<Issued, Refusal> {
    let text = captured.get(Source::Code).unwrap_or_default();
    let Code { asked, user, .. } = match ledger.look_up_code(text, world.clock.now()) {
        Redeemed::Good(code) => *code,
        Redeemed::Unknown => return Err(Refusal::grant("The code is unknown")),
        Redeemed::Expired => return Err(Refusal::grant("The code has expired")),
        Redeemed::Replayed => {
            return Err(Refusal::grant("The code was used before; its tokens are revoked now"));
        }
    };
    if asked.client_id != by.client.id {
        return Err(Refusal::grant("The code was given to another client"));
    }
    if asked.bound_to.is_some() && asked.bound_to.as_deref() != captured.get(Source::DpopKey) {
        return Err(Refusal::new("invalid_dpop_proof", "The code is bound to another key"));
    }
    if recipe.sends(Source::RedirectUri)
        && captured.get(Source::RedirectUri) != Some(asked.redirect_uri.as_str())
    {
        return Err(Refusal::grant("`redirect_uri` is not the one the code was sent to"));
    }
    let state = asked.state.as_deref();
    if recipe.sends(Source::State) && state.is_some() && state != captured.get(Source::State) {
        return Err(Refusal::grant("`state` is not the one of the authorization"));
    }
    if recipe.sends(Source::CodeVerifier) {
        match (&asked.challenge, captured.get(Source::CodeVerifier)) {
            (Some(challenge), Some(verifier)) => verify(world, verifier, challenge)?,
            (Some(_), None) => {
                let mut carriers = recipe.all().filter(|each| each.sends(Source::CodeVerifier));
                let name = carriers.next().map_or("code_verifier", |wanted| wanted.name);
                return Err(Refusal::request(format!("`{name}` is missing")));
            }
            // RFC 9700, 2.1.1: a verifier without a challenge betrays a downgrade.
            (None, Some(_)) => {
                return Err(Refusal::grant("The code was asked for without a code challenge"));
            }
            (None, None) => {}
        }
    }
    if let (Some(again), Some(before)) = (captured.get(Source::Scope), &asked.all_scopes)
        && let Some(more) = scopes(world, Some(again))?.iter().find(|it| !before.contains(it))
    {
        return Err(Refusal::new("invalid_scope", format!("`{more}` was not asked for")));
    }
    let given = Given {
        bound_to: by.bound(captured),
        grant: recipe.grant.name(),
        client_id: by.client.id.clone(),
        scopes: asked.scopes,
        other_scopes: asked.other_scopes,
        nonce: asked.nonce,
        details: asked.details,
        audience: captured.resources_of(&asked.resources)?,
        resources: asked.resources,
        user: Some(user),
    };
    let renewable = recipe.renewal == Renewal::RefreshToken && asked.offline;
    let endless = asked.endless;
    let ask = Issue { renewable, endless, ..Issue::new(given, recipe.grant.name(), recipe.answer) };
    let issued = issue(world, ledger, ask)?;
    ledger.spend_code(text, issued.family);
    Ok(issued)
}

/// PKCE: the verifier must be 43 to 128 unreserved characters (RFC 7636, 4.1) and give the challenge.
fn verify(world: &World, verifier: &str, challenge: &str) -> Result<(), Refusal> {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(unreserved) {
        return Err(Refusal::request("`code_verifier` must be 43 to 128 unreserved characters"));
    }
    let declared = world.spec.grants.authorization_code.map(|grant| grant.challenge);
    let digest = hmac_sha256::Hash::hash(verifier.as_bytes());
    let made = match declared.unwrap_or(Challenge::S256) {
        Challenge::S256 => URL_SAFE_NO_PAD.encode(digest),
        Challenge::Plain => verifier.to_owned(),
        Challenge::S256Hex => hex(&digest),
    };
    if made == challenge {
        Ok(())
    } else {
        Err(Refusal::grant("`code_verifier` does not fit the code challenge"))
    }
}

/// What a code challenge must look like; what is wrong with this one, if something is.
pub(crate) fn challenge_problem(declared: Challenge, challenge: &str) -> Option<&'static str> {
    let base64url = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    match declared {
        Challenge::S256 if challenge.len() != 43 || !challenge.bytes().all(base64url) => {
            Some("is not a SHA-256 digest in base64url")
        }
        Challenge::S256Hex if challenge.len() != 64 || !challenge.bytes().all(lower_hex) => {
            Some("is not a SHA-256 digest in hex")
        }
        Challenge::Plain
            if !(43..=128).contains(&challenge.len()) || !challenge.bytes().all(unreserved) =>
        {
            Some("is not 43 to 128 unreserved characters")
        }
        _ => None,
    }
}
