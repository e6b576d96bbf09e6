//! Steps of OpenID Connect: an ID token that comes with a token, or is asked about, and what is said
//! about the user. The provider's keys are the one thing that may have to be asked for.

use std::sync::Arc;

use http::Request;
use serde_json::{Map, Value as Json};

use super::asked::AskedCall;
use super::chain::{Chain, nothing};
use super::task::{Check, Task};
use crate::answer::{Members, claims};
use crate::core::{Core, More, Once, PreparedRequest, Values};
use crate::error::Error;
use crate::fields::Fields;
use crate::identity::{
    Checked, IdToken, IdTokenError, Proofs, Userinfo, checked, declared, signed_introspection,
    signed_userinfo,
};
use crate::token::TokenData;

impl Chain {
    /// Does every check that comes next and needs no request.
    pub(super) fn settle(&mut self) -> Result<(), Error> {
        while let Some(Task::Check(check)) = self.next_task() {
            let checked = match check {
                Check::IdToken => self.id_token()?,
                Check::AskedIdToken => self.asked_id_token()?,
                Check::Userinfo => self.about_the_user()?,
                // The token is good, whoever has said something about it.
                Check::Expiry | Check::Introspection => {
                    self.about_the_token(check).map_err(|error| self.failed(error))?
                }
            };
            match checked {
                Some(Checked::KeysNeeded) => return Ok(()),
                Some(Checked::TooEarly) => return Err(self.failed(IdTokenError::UnknownKey.into())),
                Some(Checked::Claims(_)) | None => self.advance(),
            }
        }
        Ok(())
    }

    /// An ID token that has come with the token: both hold, or neither does.
    fn id_token(&mut self) -> Result<Option<Checked>, Error> {
        let core = self.core.clone();
        let Some(spec) = &core.spec.id_token else { return Ok(None) };
        let token = self.token.clone().ok_or_else(nothing)?;
        let kept = token.kept.as_deref();
        let old = self.call.token.as_deref().filter(|_| !self.call.resumes);
        let is_refresh = old.is_some();
        let front = kept.and_then(|kept| kept.front_id_token.clone());
        // A refresh may bring none; then the one before was verified when it came.
        let is_new = |id_token: &&crate::Secret| {
            old.and_then(|old| old.id_token.as_ref())
                .is_none_or(|old| old.expose() != id_token.expose())
        };
        let back = token.id_token.as_ref().filter(is_new);
        if back.is_none() && front.is_none() {
            let asked = self.asked_for_openid(&core, &token);
            return if spec.expected && asked && !is_refresh && token.id_token.is_none() {
                Err(IdTokenError::Missing.into())
            } else {
                Ok(None)
            };
        }
        let before = kept.and_then(|kept| kept.id_claims.as_ref()).map(|claims| &claims.0);
        let proofs = Proofs {
            nonce: kept.and_then(|kept| kept.nonce.as_ref()),
            nonce_required: spec.nonce_required
                && begins_in_a_browser(&token)
                && !is_refresh
                && before.is_none(),
            before,
            ..Proofs::default()
        };
        let mut claims: Option<Map<String, Json>> = None;
        if let Some(front) = &front {
            let accepted = self.call.accepted.as_deref();
            let proofs = Proofs { code: accepted.map(|it| it.code.expose()), ..proofs };
            match checked(&core, spec, front.expose(), self.read_keys, proofs)? {
                Checked::Claims(found) => claims = Some(found),
                other => return Ok(Some(other)),
            }
        }
        if let Some(back) = back {
            let proofs = Proofs {
                access_token: Some(token.access_token.expose()),
                // Without a code nothing else ties them (OpenID Connect Core, 3.2.2.9).
                at_hash_required: &*token.grant == "implicit",
                before: claims.as_ref().or(before),
                ..proofs
            };
            match checked(&core, spec, back.expose(), self.read_keys, proofs)? {
                Checked::Claims(found) => claims = Some(found),
                other => return Ok(Some(other)),
            }
        }
        if let Some(token) = &mut self.token {
            let kept = Arc::make_mut(token).kept.get_or_insert_default();
            kept.id_claims = claims.map(Members);
            kept.front_id_token = None;
        }
        Ok(None)
    }

    fn asked_for_openid(&self, core: &Core, token: &TokenData) -> bool {
        let accepted = self.call.accepted.as_ref().and_then(|accepted| accepted.scope.as_deref());
        let scope = accepted.or(token.requested_scope.as_deref()).unwrap_or_default();
        scope.split(core.spec.scopes.separator).any(|scope| scope == "openid")
    }

    fn asked_id_token(&mut self) -> Result<Option<Checked>, Error> {
        let core = self.core.clone();
        let token = self.token.clone().ok_or_else(nothing)?;
        let Some(spec) = &core.spec.id_token else { return Err(core.lacks("ID tokens")) };
        let id_token = token.id_token.as_ref().ok_or(IdTokenError::Missing)?;
        let kept = token.kept.as_deref();
        let before = kept.and_then(|kept| kept.id_claims.as_ref()).map(|claims| &claims.0);
        let proofs = Proofs {
            nonce: kept.and_then(|kept| kept.nonce.as_ref()),
            nonce_required: spec.nonce_required && begins_in_a_browser(&token) && before.is_none(),
            // One that was verified already may have come with an earlier access token.
            access_token: before.is_none().then(|| token.access_token.expose()),
            at_hash_required: before.is_none() && &*token.grant == "implicit",
            before,
            ..Proofs::default()
        };
        match checked(&core, spec, id_token.expose(), self.read_keys, proofs)? {
            Checked::Claims(claims) => self.read = Some(claims),
            other => return Ok(Some(other)),
        }
        Ok(None)
    }

    /// What was said about the token, signed.
    fn about_the_token(&mut self, check: Check) -> Result<Option<Checked>, Error> {
        let Some(signed) = &self.signed else { return Ok(None) };
        let claims = match signed_introspection(&self.core, signed, self.read_keys)? {
            Checked::Claims(claims) => claims,
            other => return Ok(Some(other)),
        };
        match check {
            Check::Expiry => self.expires(&claims),
            _ => self.read = Some(claims),
        }
        self.signed = None;
        Ok(None)
    }

    /// What was said about the user: signed, if that is declared, and about the same user.
    fn about_the_user(&mut self) -> Result<Option<Checked>, Error> {
        let core = self.core.clone();
        if let Some(signed) = &self.signed {
            let Some(spec) = &core.spec.id_token else { return Err(core.lacks("ID tokens")) };
            match signed_userinfo(&core, spec, signed, self.read_keys)? {
                Checked::Claims(claims) => self.read = Some(claims),
                other => return Ok(Some(other)),
            }
        }
        let said = self.read.as_ref().and_then(|read| read.get("sub"));
        if let Some(known) = self.token.as_deref().and_then(subject)
            && said != Some(&known)
        {
            self.read = None;
            return Err(IdTokenError::Subject.into());
        }
        if let Some(read) = &self.read {
            declared(&core, core.spec.userinfo.fields, read)?;
        }
        Ok(None)
    }
}

/// Whom a token's ID token is about.
fn subject(token: &TokenData) -> Option<Json> {
    let verified = token.kept.as_ref().and_then(|kept| kept.id_claims.as_ref());
    match verified {
        Some(claims) => claims.0.get("sub").cloned(),
        None => claims(token.id_token.as_ref()?.expose())?.get("sub").cloned(),
    }
}

pub(crate) fn verify_id_token<C: Fields>(
    core: Arc<Core>,
    token: Arc<TokenData>,
) -> AskedCall<IdToken<C>> {
    let lacks = core.spec.id_token.is_none().then(|| core.lacks("ID tokens"));
    let tasks = lacks.map_or_else(|| Ok(vec![Task::Check(Check::AskedIdToken)]), Err);
    AskedCall::new(core, token, tasks, |chain| chain.take_read().and_then(IdToken::new))
}

pub(crate) fn userinfo<C: Fields>(
    core: Arc<Core>,
    token: Arc<TokenData>,
) -> AskedCall<Userinfo<C>> {
    let tasks = Ok(vec![Task::Userinfo, Task::Check(Check::Userinfo)]);
    AskedCall::new(core, token, tasks, |chain| chain.take_read().and_then(Userinfo::new))
}

/// Whether a token came from an authorization request, which is where a nonce is sent (OpenID Connect Core,
/// 3.1.2.1).
fn begins_in_a_browser(token: &TokenData) -> bool {
    matches!(&*token.grant, "authorization_code" | "implicit")
}

/// The request for the provider's keys.
pub(crate) fn keys_request(core: &Core) -> Result<Request<Vec<u8>>, Error> {
    by_itself(core, Task::Check(Check::IdToken).request(core, "")?)
}

/// A request that belongs to no call and no token.
pub(crate) fn by_itself(
    core: &Core,
    prepared: &PreparedRequest,
) -> Result<Request<Vec<u8>>, Error> {
    let more = More { once: Once::new(&*core.clock), ..More::default() };
    let values = Values { fixed: Some(&core.fixed), more: Some(&more), ..Values::default() };
    prepared.build(&values, &[])
}
