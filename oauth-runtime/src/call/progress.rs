//! One step of several: its request, and what its answer changes.

use std::sync::Arc;

use http::{Request, Response};
use serde_json::{Map, Value as Json};

use super::chain::{Chain, nothing};
use super::inner::Call;
use super::reading::{Said, read_call, read_introspection, read_keys, read_nothing, read_userinfo};
use super::task::Task;
use crate::answer::Table;
use crate::core::{Endpoint, More, Once, Values};
use crate::error::Error;
use crate::identity::expiry;
use crate::token::Parsed;

impl Chain {
    pub(super) fn make(&self, task: Task) -> Result<Request<Vec<u8>>, Error> {
        match task {
            Task::Main => self.call.request(&self.grants),
            Task::Grant(name) => Call::new(self.core.clone(), name).request(&self.grants),
            Task::After(name) => self.following(name)?.request(&self.grants),
            _ => {
                let more = More {
                    grants: &self.grants,
                    at_hand: self.token.as_deref().map(|token| {
                        match (task, &token.refresh_token) {
                            (Task::Revoke, Some(refresh)) => refresh,
                            _ => &token.access_token,
                        }
                    }),
                    once: Once::new(&*self.core.clock),
                    ..More::default()
                };
                let values = Values {
                    fixed: Some(&self.core.fixed),
                    token: self.token.as_deref(),
                    more: Some(&more),
                    ..Values::default()
                };
                let prepared = task.request(&self.core, self.call.grant)?;
                let mut request = prepared.build(&values, &[])?;
                if let Some(token) = &self.token {
                    self.core.prove_held(&mut request, token)?;
                }
                Ok(request)
            }
        }
    }

    fn following(&self, grant: &'static str) -> Result<Call, Error> {
        let token = self.token.clone().ok_or_else(nothing)?;
        Ok(self.call.after(grant, token))
    }

    pub(super) fn take(&mut self, task: Task, response: Response<Vec<u8>>) -> Result<(), Error> {
        if let Some(binding) = &self.core.dpop
            && let Endpoint::Fixed(uri) = &task.request(&self.core, self.call.grant)?.endpoint
        {
            binding.note(uri, response.headers());
        }
        match task {
            Task::Main => {
                let parsed = self.call.read(self.table, response)?;
                self.keep(parsed);
            }
            Task::After(name) => {
                let parsed = self.following(name)?.read(self.table, response)?;
                self.keep(parsed);
            }
            Task::Grant(name) => {
                let call = Call::new(self.core.clone(), name);
                let prepared = self.core.request(name)?;
                let parsed = call.read_with(prepared, Table::NONE, true, response)?;
                self.grants.push((name, parsed.data.access_token.clone()));
            }
            Task::Expiry => {
                let said = read_introspection(&self.core, response)?;
                if let Some(claims) = self.claims(said) {
                    self.expires(&claims);
                }
            }
            Task::Connected(call) => {
                let fields = read_call(&self.core, call, self.token.as_deref(), response)?;
                if let Some(token) = &mut self.token {
                    let kept = Arc::make_mut(token).kept.get_or_insert_default();
                    kept.calls.0.insert(call.name.to_owned(), fields.into_json());
                }
            }
            Task::Asked(call) => {
                self.read = Some(std::mem::take(
                    &mut read_call(&self.core, call, self.token.as_deref(), response)?.0,
                ));
            }
            Task::Introspect => {
                let said = read_introspection(&self.core, response)?;
                self.read = self.claims(said);
            }
            Task::Check(_) => {
                read_keys(&self.core, response)?;
                self.read_keys = true;
            }
            Task::Userinfo => {
                let said = read_userinfo(&self.core, response)?;
                self.read = self.claims(said);
            }
            Task::Disconnect(call) => read_nothing(&self.core, call.success, response)?,
            Task::Revoke => read_nothing(&self.core, &[], response)?,
        }
        Ok(())
    }

    /// What was said, unless it is signed and still to be verified.
    fn claims(&mut self, said: Said) -> Option<Map<String, Json>> {
        match said {
            Said::Claims(claims) => Some(claims),
            Said::Signed(token) => {
                self.signed = Some(token);
                None
            }
        }
    }

    /// Takes over until when the provider says that the token is good.
    pub(super) fn expires(&mut self, claims: &Map<String, Json>) {
        if let (Some(at), Some(token)) = (expiry(claims), &mut self.token) {
            Arc::make_mut(token).expires_at = Some(at);
        }
    }

    fn keep(&mut self, parsed: Parsed) {
        self.token = Some(parsed.data);
        self.values = Some(parsed.values);
    }
}
