//! OpenID Connect: ID tokens, the keys that sign them, and what is said about the user.

use std::time::Duration;

use oauth_spec::{FieldFrom, Grants, IdTokenSpec, JwtAlgorithm, SignatureCheck, Source, Webhook};
use serde_json::{Map, Value, json};

use super::operation;
use super::refusal::Refusal;
use crate::compute::encoding::base64url;
use crate::compute::{
    Token, key_set, kid, kid_detached, moment, name, public_pem, run_jwt, sha256, sha384, sha512,
    sign_private, written,
};
use crate::fault::IdTokenFault;
use crate::http::{Answer, Arrived};
use crate::ledger::{Given, Standing};
use crate::path;
use crate::settings::Client;
use crate::world::World;

/// A day.
const DAY: Duration = Duration::from_secs(86_400);

/// How long a signed answer is good (JARM, 2.1, recommends ten minutes at most).
const RESPONSE: Duration = Duration::from_secs(600);

/// The provider's public keys.
pub(super) fn keys(world: &World, arrived: &Arrived) -> Answer {
    if arrived.method != "GET" {
        return Refusal::method("GET").answer(world, world.spec.token.answer.format);
    }
    let mut published = world.script.published.iter().filter(|(_, place)| place.is(arrived));
    match published.next() {
        Some((webhook, _)) => published_keys(webhook),
        None => Answer::json(200, &key_set()),
    }
}

/// The keys of a webhook: at a path as PEM, else as a set.
fn published_keys(webhook: &Webhook) -> Answer {
    let path = webhook.keys.map_or("", |keys| keys.path);
    let pem = match webhook.signature.check {
        SignatureCheck::Digest(digest) => kid_detached(digest.algorithm).and_then(public_pem),
        SignatureCheck::Jwt(_) => None,
    };
    let mut document = json!({});
    match pem {
        _ if path.is_empty() => return Answer::json(200, &key_set()),
        Some(pem) => path::put(&mut document, path, json!(pem)),
        None => path::put(&mut document, path, key_set()),
    }
    Answer::json(200, &document)
}

/// What is said about the user of a token, signed if that is declared.
pub(super) fn userinfo(world: &World, arrived: &Arrived) -> Answer {
    let Some(script) = &world.script.identity.userinfo else {
        return super::unknown(world, arrived);
    };
    let request = match operation::read(world, arrived, script) {
        Ok(request) => request,
        Err(answer) => return answer,
    };
    let shown = request.token.as_deref().unwrap_or_default();
    let standing = world.ledger().access(shown, world.clock.now());
    let Standing::Good(token) = standing else {
        return super::api::expired(world, "The access token is not good");
    };
    let given = &token.given;
    if let Some(refusal) = without_openid(world, given) {
        return refusal.with_token_challenge(&script.carriers.scheme).api_answer(world);
    }
    let mut claims = json!({ "sub": given.user.as_deref().unwrap_or(&given.client_id) });
    let samples = &world.script.values.samples;
    let fields = world.spec.userinfo.fields;
    // Whose ID token it is, a field of that name tells too; a sample would be somebody else.
    let told = claims["sub"].clone();
    samples.put_into(&mut claims, "userinfo", FieldFrom::Answer, fields);
    if !samples.is_given("userinfo", FieldFrom::Answer, "sub") {
        path::put(&mut claims, "sub", told);
    }
    if arrived.id_token_fault == Some(IdTokenFault::Subject) {
        path::put(&mut claims, "sub", json!("somebody-else"));
    }
    super::write::mark_good(&world.spec.errors, &mut claims);
    let Some(algorithm) = world.spec.userinfo.signed.first() else {
        return Answer::json(200, &claims).no_store();
    };
    let mut signed = world.script.identity.claims.clone();
    signed.retain(|name, _| name == "iss");
    signed.insert("aud".to_owned(), json!(given.client_id));
    signed.extend(claims.as_object().cloned().unwrap_or_default());
    let client = world.settings.client(&given.client_id);
    let text = sign(*algorithm, &signed, client);
    let text = spoiled(world, text, arrived.id_token_fault, client);
    Answer::new(200, "application/jwt", text).no_store()
}

/// Why nothing is said about the user of a token: nobody has asked for that (OpenID Connect Core, 5.3), where somebody
/// could have.
fn without_openid(world: &World, given: &Given) -> Option<Refusal> {
    let scope = "openid";
    let is_asked_for = world.spec.id_token.is_some()
        && world.spec.scopes.known.contains(&scope)
        && asks_for_scopes(&world.spec.grants, given.grant);
    let has_it = given.scopes.iter().any(|own| own == scope);
    (is_asked_for && !has_it).then(|| {
        let mut refusal = Refusal::new("insufficient_scope", "The token has no scope `openid`");
        refusal.status = 403;
        refusal
    })
}

/// Whether requests of that grant name scopes. A token of others is for what the provider says.
fn asks_for_scopes(grants: &Grants, grant: &str) -> bool {
    match grant {
        "authorization_code" => {
            grants.authorization_code.is_some_and(|grant| grant.authorization.sends(Source::Scope))
        }
        "implicit" => grants.implicit.is_some_and(|grant| grant.authorization.sends(Source::Scope)),
        "device_code" => {
            grants.device_code.is_some_and(|grant| grant.authorization.sends(Source::Scope))
        }
        "ciba" => grants.ciba.is_some_and(|grant| grant.authentication.sends(Source::Scope)),
        other => grants.token_request(other).is_some_and(|request| request.sends(Source::Scope)),
    }
}

/// A signed answer to an authorization request (JARM, 2.1).
pub(super) fn response(
    world: &World,
    algorithm: JwtAlgorithm,
    client_id: &str,
    pairs: Vec<(String, Value)>,
    wrong: Option<IdTokenFault>,
) -> String {
    let mut claims: Map<String, Value> = pairs.into_iter().collect();
    let end = moment::unix(world.clock.now() + RESPONSE);
    claims.insert("aud".to_owned(), json!(client_id));
    claims.insert("exp".to_owned(), json!(end));
    let client = world.settings.client(client_id);
    spoiled(world, sign(algorithm, &claims, client), wrong, client)
}

/// What the user's session at the provider is called (Back-Channel Logout, 2.1): there is one browser, and one user at it.
pub(super) const SESSION: &str = "the-session-of-the-browser";

/// What comes with an ID token, which says so.
#[derive(Clone, Copy, Default)]
pub(super) struct Beside<'a> {
    pub(super) access_token: Option<&'a str>,
    pub(super) code: Option<&'a str>,
}

/// An ID token, as `[id_token]` declares it.
pub(super) fn id_token(
    world: &World,
    spec: &IdTokenSpec,
    given: &Given,
    beside: Beside<'_>,
    mut claims: Map<String, Value>,
) -> String {
    claims.insert("sid".to_owned(), json!(SESSION));
    claims.extend(world.script.identity.claims.clone());
    if !spec.nonce_required {
        claims.remove("nonce");
    }
    let algorithm = spec.algorithms.first().copied().unwrap_or(JwtAlgorithm::Rs256);
    for (name, text) in [("at_hash", beside.access_token), ("c_hash", beside.code)] {
        if let Some(text) = text {
            claims.insert(name.to_owned(), json!(left_half(algorithm, text)));
        }
    }
    sign(algorithm, &claims, world.settings.client(&given.client_id))
}

/// The left half of a digest (OpenID Connect Core, 3.1.3.6 and 3.3.2.11).
fn left_half(algorithm: JwtAlgorithm, text: &str) -> String {
    let digest = match algorithm {
        JwtAlgorithm::Hs512 | JwtAlgorithm::Rs512 | JwtAlgorithm::Ps512 | JwtAlgorithm::EdDsa => {
            sha512(text.as_bytes())
        }
        JwtAlgorithm::Rs384 | JwtAlgorithm::Ps384 | JwtAlgorithm::Es384 => sha384(text.as_bytes()),
        _ => sha256(text.as_bytes()),
    };
    base64url(digest.get(..digest.len() / 2).unwrap_or_default())
}

fn sign(algorithm: JwtAlgorithm, claims: &Map<String, Value>, client: Option<&Client>) -> String {
    signed_as("JWT", algorithm, claims, client)
}

/// A signed token of that type.
pub(super) fn signed_as(
    typ: &str,
    algorithm: JwtAlgorithm,
    claims: &Map<String, Value>,
    client: Option<&Client>,
) -> String {
    let mut header = json!({ "alg": name(algorithm), "typ": typ });
    if let Some(kid) = kid(algorithm) {
        path::put(&mut header, "kid", json!(kid));
    }
    written(&header, claims, |signed| signature(algorithm, client, signed)).unwrap_or_default()
}

/// With the provider's key of the algorithm's kind, or with the client's secret.
fn signature(algorithm: JwtAlgorithm, client: Option<&Client>, message: &[u8]) -> Option<Vec<u8>> {
    let secret = client.map(|client| client.secret.as_bytes()).unwrap_or_default();
    sign_private(algorithm, message).or_else(|| run_jwt(algorithm, secret, message))
}

/// The token, with that wrong about it if something is to be.
pub(super) fn spoiled(
    world: &World,
    token: String,
    wrong: Option<IdTokenFault>,
    client: Option<&Client>,
) -> String {
    wrong.and_then(|wrong| spoil(world, &token, wrong, client)).unwrap_or(token)
}

fn spoil(
    world: &World,
    token: &str,
    wrong: IdTokenFault,
    client: Option<&Client>,
) -> Option<String> {
    let token = Token::read(token)?;
    let algorithm = token.algorithm()?;
    let mut claims = token.claims;
    // What else its header says stays as it is: one thing is wrong.
    let header = |member: &str, value: Value| {
        let mut header = token.header.clone();
        header.insert(member.to_owned(), value);
        Value::Object(header)
    };
    let mut put = |name: &str, value: Value| drop(claims.insert(name.to_owned(), value));
    match wrong {
        IdTokenFault::Unsigned => {
            return written(&header("alg", json!("none")), &claims, |_| Some(Vec::new()));
        }
        IdTokenFault::PublicKeyAsSecret => {
            let keys = key_set();
            let key = keys.get("keys").and_then(|keys| keys.get(0)).map(Value::to_string);
            let secret = key.unwrap_or_default();
            return written(&header("alg", json!("HS256")), &claims, |signed| {
                run_jwt(JwtAlgorithm::Hs256, secret.as_bytes(), signed)
            });
        }
        IdTokenFault::UnknownKey => {
            let header = header("kid", json!(world.random.text()));
            return written(&header, &claims, |signed| signature(algorithm, client, signed));
        }
        IdTokenFault::Signature => {
            return written(&Value::Object(token.header), &claims, |_| {
                signature(algorithm, client, b"something else")
            });
        }
        IdTokenFault::Nonce => put("nonce", json!("another")),
        IdTokenFault::NoNonce => drop(claims.remove("nonce")),
        IdTokenFault::Audience => put("aud", json!("another-client")),
        IdTokenFault::Issuer => put("iss", json!("https://somebody.example")),
        IdTokenFault::Expired => {
            let now = moment::unix(world.clock.now());
            put("iat", json!(now.saturating_sub(2 * DAY.as_secs())));
            put("exp", json!(now.saturating_sub(DAY.as_secs())));
        }
        IdTokenFault::Subject => put("sub", json!("somebody-else")),
        IdTokenFault::AccessToken => put("at_hash", json!(left_half(algorithm, "another"))),
    }
    let typ = token.header.get("typ").and_then(Value::as_str).unwrap_or("JWT");
    Some(signed_as(typ, algorithm, &claims, client))
}
