//! Reading the answer to a token request.

use std::borrow::Cow;
use std::sync::Arc;

use http::Response;
use oauth_spec::{ProviderSpec, Renewal, Rotation};
use subtle::ConstantTimeEq as _;

use super::inner::Call;
use crate::answer::{Table, claims, no_document, no_token, refused_grant, unreadable};
use crate::core::PreparedRequest;
use crate::error::Error;
use crate::secret::Secret;
use crate::token::{
    Asked, Base, Granted, Kept, Known, NoToken, Parsed, Reading, TokenData, merged,
};
use crate::wipe::Wiped;

impl Call {
    pub(crate) fn read(&self, table: Table, response: Response<Vec<u8>>) -> Result<Parsed, Error> {
        self.read_with(self.core.request(self.grant)?, table, false, response)
    }

    /// Reads the answer; `bare` for one of which only the token counts.
    pub(super) fn read_with(
        &self,
        prepared: &PreparedRequest,
        table: Table,
        bare: bool,
        response: Response<Vec<u8>>,
    ) -> Result<Parsed, Error> {
        let core = &*self.core;
        let spec = core.spec;
        self.note_nonce(prepared, &response);
        let (parts, body) = response.into_parts();
        let (status, headers) = (parts.status, &parts.headers);
        let mut body = Wiped(body);
        if !status.is_success() {
            let fault = refused_grant(spec, self.is_poll(), status, headers, body);
            return Err(self.concerning(fault));
        }
        let mut granted = self.granted(prepared);
        let has_fields = |kept: &Kept| kept.fields.is_some();
        let simple = prepared.plain
            && table.simple
            && core.simple
            && !bare
            && !granted.kept.as_deref().is_some_and(has_fields);
        let read = if simple {
            if let Some(old) = &self.token
                && let Some((whole, rotated)) = merged(&old.body.0, &body.0)
            {
                body = whole;
                if !rotated {
                    granted.refresh_received_at = old.refresh_received_at;
                }
            }
            Parsed::read(spec, table.rows, granted, body)
        } else {
            let reading = Reading {
                spec,
                answer: prepared.answer,
                format: prepared.answer.format,
                root: prepared.answer.root,
                table,
                bare,
                signed: true,
                partial: false,
                fixed: &core.fixed,
                headers,
                base: self.token.as_deref().map(|token| self.base(token)),
            };
            reading.read(granted, body)
        };
        let mut parsed = read.map_err(|(fault, body)| {
            self.concerning(match fault {
                NoToken::Absent => no_token(spec, prepared.answer, status, headers, body),
                NoToken::Unreadable(what) => no_document(spec, status, headers, body, what),
            })
        })?;
        if let Some(binding) = &core.dpop {
            let accepted = binding.accept(Arc::make_mut(&mut parsed.data));
            accepted.map_err(|what| {
                unreadable(spec, status, headers, Wiped::default(), what.to_owned())
            })?;
        }
        match self.accepted.as_ref().and_then(|accepted| accepted.nonce.as_ref()) {
            // Where ID tokens are verified, that is a part of it.
            Some(nonce) if spec.id_token.is_none() && !repeats(nonce, &parsed.data) => {
                let what = "the ID token answers another authorization: its `nonce` is not ours";
                Err(unreadable(spec, status, headers, Wiped::default(), what.to_owned()))
            }
            _ => Ok(parsed),
        }
    }

    /// A refusal, and whether it concerns a user.
    #[cold]
    fn concerning(&self, error: Error) -> Error {
        match self.hidden(error) {
            Error::Provider(error) if needs_nobody(self.core.spec, self.grant) => {
                error.alone().into()
            }
            error => error,
        }
    }

    fn base<'a>(&self, token: &'a TokenData) -> Base<'a> {
        let refresh = self.core.spec.grants.refresh_token.filter(|_| self.is_refresh());
        Base {
            token,
            rotation: refresh.map_or(Rotation::Optional, |refresh| refresh.rotation),
            same_token: refresh.is_some_and(|refresh| refresh.same_token),
        }
    }

    fn is_refresh(&self) -> bool {
        self.grant == "refresh_token"
    }

    fn is_poll(&self) -> bool {
        matches!(self.grant, "device_code" | "ciba")
    }

    fn granted(&self, prepared: &PreparedRequest) -> Granted {
        let now = self.core.clock.now();
        let mut granted = Granted {
            origin: self.core.origin.clone(),
            grant: self.grant.into(),
            requested_scope: None,
            received_at: now,
            refresh_received_at: now,
            expires_at: Known::FromAnswer,
            refresh_expires_at: Known::FromAnswer,
            kept: None,
        };
        match &self.token {
            Some(old) => {
                if self.is_refresh() {
                    granted.grant.clone_from(&old.grant);
                }
                granted.requested_scope.clone_from(&old.requested_scope);
                granted.kept.clone_from(&old.kept);
            }
            None if prepared.sends_scope => {
                granted.requested_scope = self.scope(prepared).map(Cow::into_owned);
            }
            None => {
                let accepted = self.accepted.as_ref();
                granted.requested_scope = accepted.and_then(|accepted| accepted.scope.clone());
            }
        }
        if let Some(accepted) = &self.accepted {
            if !accepted.fields.0.is_empty() {
                granted.kept.get_or_insert_default().callback = Some(accepted.fields.clone());
            }
            if accepted.endless {
                granted.expires_at = Known::FromAnswerAlone;
            }
        }
        // All that was named stays with the token, whatever this one is narrowed to.
        let named = match &self.accepted {
            Some(accepted) => &accepted.resources[..],
            None => self.resources(),
        };
        if !named.is_empty() && self.token.is_none() {
            granted.kept.get_or_insert_default().resources = named.to_vec();
        }
        if self.grant == "client_credentials" && self.token.is_none() {
            self.keep_asked(&mut granted);
        }
        if self.core.spec.id_token.is_some() {
            self.keep_proofs(&mut granted);
        }
        granted
    }

    /// What a client asks for by itself it asks for again, and not for something else.
    fn keep_asked(&self, granted: &mut Granted) {
        let asked = Asked {
            parameters: self.parameters.clone(),
            extra: self.extra.clone(),
            details: self.details.clone(),
        };
        if !asked.is_empty() {
            granted.kept.get_or_insert_default().asked = Some(Box::new(asked));
        }
    }

    /// What the ID token of an authorization is held against stays with the token.
    #[cold]
    fn keep_proofs(&self, granted: &mut Granted) {
        let Some(accepted) = self.accepted.as_ref().filter(|_| self.token.is_none()) else {
            return;
        };
        let kept = granted.kept.get_or_insert_default();
        kept.nonce.clone_from(&accepted.nonce);
        let front = accepted.members.0.get("id_token").and_then(serde_json::Value::as_str);
        kept.front_id_token = front.map(Secret::from);
    }
}

/// Whether a grant is the client's own matter: no user can change what is refused there.
pub(crate) fn needs_nobody(spec: &ProviderSpec, grant: &str) -> bool {
    let custom = spec.grants.custom(grant);
    grant == "client_credentials"
        || custom.is_some_and(|custom| custom.renewal == Renewal::Reacquire)
}

/// Whether an ID token, if there is one that says so, is for this authorization.
fn repeats(nonce: &Secret, token: &TokenData) -> bool {
    let Some(claims) = token.id_token.as_ref().and_then(|token| claims(token.expose())) else {
        return true;
    };
    let said = claims.get("nonce").and_then(serde_json::Value::as_str);
    said.is_none_or(|said| said.as_bytes().ct_eq(nonce.expose().as_bytes()).into())
}
