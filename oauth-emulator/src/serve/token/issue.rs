//! Making tokens, and the answer that brings them.

use oauth_spec::{Answer, Expiry, Field, FieldFrom, FieldKind};
use serde_json::{Map, Value, json};

use super::members::Members;
use super::scopes::told;
use crate::compute::{Draft, moment, sign_jwt};
use crate::ledger::{Family, Given, Ledger};
use crate::path;
use crate::serve::identity::{self, Beside};
use crate::serve::refusal::Refusal;
use crate::serve::write;
use crate::world::World;

/// What is to be made.
#[derive(Debug)]
pub(crate) struct Issue {
    pub(crate) given: Given,
    /// The grant that makes it, which a family's first may not be.
    pub(crate) by: &'static str,
    /// The family it belongs to, if not a new one.
    pub(crate) family: Option<Family>,
    /// Whether a refresh token goes with it, as far as the provider has any.
    pub(crate) renewable: bool,
    /// Whether the access token never expires, whatever the others do.
    pub(crate) endless: bool,
    /// The refresh token that goes with it, if not a new one.
    pub(crate) refresh: Option<String>,
    /// What a new one is for, if not for the same as the access token (RFC 6749, 6).
    pub(crate) refresh_scopes: Option<Vec<String>>,
    /// What kind of token it is, where the answer says so (RFC 8693, 2.2.1).
    pub(crate) issued_token_type: Option<String>,
    /// How the answer is written.
    pub(crate) answer: Answer,
}

/// What was made.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) family: Family,
    pub(crate) body: Value,
    pub(crate) headers: Vec<(String, String)>,
}

impl Issue {
    /// A new family without a refresh token.
    pub(crate) fn new(given: Given, by: &'static str, answer: &Answer) -> Self {
        Self {
            given,
            by,
            family: None,
            renewable: false,
            endless: false,
            refresh: None,
            refresh_scopes: None,
            issued_token_type: None,
            answer: *answer,
        }
    }
}

/// Makes the tokens and the members of the answer (RFC 6749, 5.1).
pub(crate) fn issue(world: &World, ledger: &mut Ledger, ask: Issue) -> Result<Issued, Refusal> {
    let now = world.clock.now();
    let Issue { given, by, family, endless, answer, .. } = ask;
    let settings = &world.settings;
    let lifetime = settings.lifetime.filter(|_| !endless);
    let expires_at = lifetime.map(|lifetime| now + lifetime);
    let mut fields = world.spec.token.fields.iter();
    let has_claims = fields.any(|field| field.from == FieldFrom::AccessToken);
    let declared = world.spec.id_token;
    let asked = given.nonce.is_some() || given.scopes.iter().any(|scope| scope == "openid");
    // One that need not come does not, so that a client learns to do without.
    // What a client gets for itself is about nobody.
    let is_about_a_user = by != "client_credentials";
    let comes = asked && is_about_a_user && declared.is_none_or(|declared| declared.expected);
    // An access token that stands where the ID token does is one, whatever was asked for.
    let is_both = answer.access_token == answer.id_token;
    let comes = comes || is_both || world.script.needs_id_token;
    let access = if is_both {
        // It cannot say its own hash.
        own_id_token(world, &given, None)
    } else if answer.expiry == Expiry::Jwt || has_claims {
        sign_jwt(&claims(world, &given, FieldFrom::AccessToken), b"the provider's own key")
    } else {
        world.access_token()
    };
    let follow = world.spec.grants.custom.iter().find(|custom| custom.after.contains(&by));
    let provisional = follow.map(|custom| custom.name);
    let family = ledger.add_access(access.clone(), given.clone(), family, expires_at, provisional);

    let mut members = Members::new(&answer);
    members.put(answer.access_token, json!(access));
    members.put(answer.token_type, json!(given.bound_to.token_type()));
    if let Some(kind) = ask.issued_token_type {
        members.put("issued_token_type", json!(kind));
    }
    let scopes = told(world, &given.scopes);
    if !scopes.is_empty() {
        let joined = scopes.join(world.spec.scopes.answer_separator);
        members.put(answer.scope, if settings.scope_list { json!(scopes) } else { json!(joined) });
    }
    if let Some(details) = &given.details {
        members.put("authorization_details", details.clone());
    }
    if settings.tell_expires_in {
        members.expiry(answer.expiry, lifetime, now);
    }
    if comes {
        let text =
            if is_both { access.clone() } else { own_id_token(world, &given, Some(&access)) };
        ledger.add_id_token(text.clone(), access);
        members.put(answer.id_token, json!(text));
    }
    for field in world.spec.token.fields {
        match (sample(world, field), field.kind) {
            (Some(_), FieldKind::Token) => {
                let other = other(world, ledger, &given, family);
                members.put(field.path, other);
            }
            (Some(value), _) if field.from == FieldFrom::Answer => members.put(field.path, value),
            _ => {}
        }
    }
    for condition in world.script.values.samples.conditions("token", FieldFrom::Answer) {
        members.hold(condition);
    }
    let client = settings.client(&given.client_id);
    let renewable = ask.renewable && client.is_none_or(|it| settings.may_use(it, "refresh_token"));
    let samples = &world.script.values.samples;
    for (path, decoy) in samples.decoys("token", FieldFrom::Answer, world.spec.token.fields) {
        members.put(&path, decoy);
    }
    if renewable && world.spec.grants.refresh_token.is_some() {
        let lifetime = settings.refresh_token_lifetime.or(settings.refresh_token_idle);
        let text = ask.refresh.unwrap_or_else(|| {
            let text = world.refresh_token();
            let expires_at = lifetime.map(|lifetime| now + lifetime);
            let scopes = ask.refresh_scopes.unwrap_or_else(|| given.scopes.clone());
            let given = Given { scopes, ..given.clone() };
            ledger.add_refresh(text.clone(), given, family, expires_at);
            text
        });
        members.put(answer.refresh_token, json!(text));
        if let Some(expiry) = answer.refresh_token_expiry {
            members.expiry(expiry, lifetime, now);
        }
    }
    finish(world, family, &given.client_id, members.body)
}

/// An ID token that comes with that access token: as it is declared, else signed by whoever has the secret.
fn own_id_token(world: &World, given: &Given, access_token: Option<&str>) -> String {
    let claims = claims(world, given, FieldFrom::IdToken);
    let Some(declared) = &world.spec.id_token else {
        let client = world.settings.client(&given.client_id);
        let secret = client.map(|client| client.secret.as_bytes());
        return sign_jwt(&claims, secret.unwrap_or_default());
    };
    let beside = Beside { access_token, code: None };
    identity::id_token(world, declared, given, beside, claims)
}

/// The answer that says: the same token lives on.
pub(super) fn kept(world: &World, family: Family, client_id: &str) -> Result<Issued, Refusal> {
    signed(world, family, client_id, json!({}), Vec::new())
}

/// Adds the fields that are headers.
fn finish(world: &World, family: Family, client_id: &str, body: Value) -> Result<Issued, Refusal> {
    let fields = world.spec.token.fields.iter().filter(|field| field.from == FieldFrom::Header);
    let headers = fields.filter_map(|field| {
        let text = crate::sample::text(&sample(world, field)?);
        Some((field.path.to_ascii_lowercase(), text))
    });
    signed(world, family, client_id, body, headers.collect())
}

/// Marks the answer as a good one, and signs it.
fn signed(
    world: &World,
    family: Family,
    client_id: &str,
    mut body: Value,
    headers: Vec<(String, String)>,
) -> Result<Issued, Refusal> {
    write::mark_good(&world.spec.errors, &mut body);
    let bytes = body.to_string().into_bytes();
    let mut draft = Draft { headers, json: Some(body), body: bytes, ..Draft::default() };
    if let Some(signer) = &world.script.answer_signer {
        let signed = signer.sign(world.around(client_id), &mut draft);
        signed.map_err(|problem| Refusal::new("server_error", problem))?;
    }
    Ok(Issued { family, body: draft.json.unwrap_or_default(), headers: draft.headers })
}

/// Another token in the same answer, which lives and falls with the first.
fn other(world: &World, ledger: &mut Ledger, given: &Given, family: Family) -> Value {
    let now = world.clock.now();
    let text = world.access_token();
    let given = Given { scopes: given.other_scopes.clone(), ..given.clone() };
    let kind = given.bound_to.token_type();
    let mut members = json!({ "access_token": text, "token_type": kind });
    if !given.scopes.is_empty() {
        let scope = given.scopes.join(world.spec.scopes.answer_separator);
        path::put(&mut members, "scope", json!(scope));
    }
    if let Some(lifetime) = world.settings.lifetime {
        path::put(&mut members, "expires_in", json!(lifetime.as_secs()));
    }
    let expires_at = world.settings.lifetime.map(|lifetime| now + lifetime);
    ledger.add_access(text, given.clone(), Some(family), expires_at, None);
    if world.spec.grants.refresh_token.is_some() {
        let text = world.refresh_token();
        ledger.add_refresh(text.clone(), given, family, None);
        path::put(&mut members, "refresh_token", json!(text));
    }
    members
}

/// An ID token that comes through the browser (OpenID Connect Core, 3.2.2.10 and 3.3.2.11), where they are declared.
pub(crate) fn front_id_token(world: &World, given: &Given, beside: Beside<'_>) -> Option<String> {
    let claims = claims(world, given, FieldFrom::IdToken);
    Some(identity::id_token(world, world.spec.id_token.as_ref()?, given, beside, claims))
}

/// What a signed token claims: who, for whom, until when, and the declared fields.
fn claims(world: &World, given: &Given, from: FieldFrom) -> Map<String, Value> {
    let now = moment::unix(world.clock.now());
    let lifetime = world.settings.lifetime.map(|lifetime| lifetime.as_secs());
    let mut claims = json!({
        "iss": world.script.issuer.clone().unwrap_or_else(|| format!("https://{}", world.spec.name)),
        "aud": given.client_id,
        "sub": given.user.as_deref().unwrap_or(&given.client_id),
        "iat": now,
        "exp": now + lifetime.unwrap_or(3600),
        "jti": world.random.text(),
    });
    if from == FieldFrom::AccessToken && lifetime.is_none() {
        claims.as_object_mut().map(|claims| claims.remove("exp"));
    }
    if let (FieldFrom::AccessToken, Some(confirmation)) = (from, given.bound_to.confirmation()) {
        path::put(&mut claims, "cnf", confirmation);
    }
    if let (FieldFrom::IdToken, Some(nonce)) = (from, &given.nonce) {
        path::put(&mut claims, "nonce", json!(nonce));
    }
    for field in world.spec.token.fields.iter().filter(|field| field.from == from) {
        let path = field.path.trim_start_matches('/');
        // Who it is about is no sample: the userinfo endpoint says the same.
        if path == "sub" && from == FieldFrom::IdToken && world.spec.id_token.is_some() {
            continue;
        }
        let Some(value) = sample(world, field) else { continue };
        path::put(&mut claims, path, value);
    }
    let samples = &world.script.values.samples;
    samples.conclude(&mut claims, "token", from, world.spec.token.fields);
    claims.as_object().cloned().unwrap_or_default()
}

/// The value of a field, if this provider's answers have it.
fn sample(world: &World, field: &Field) -> Option<Value> {
    world.script.values.samples.value("token", field.name).cloned()
}
