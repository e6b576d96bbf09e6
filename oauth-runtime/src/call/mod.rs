//! Calls of the token endpoint, and what is asked about a token: each can be sent, or taken apart
//! without I/O.

mod answer;
mod asked;
mod belongs;
mod chain;
mod given;
mod identity;
mod inner;
mod introspection;
mod parameters;
mod progress;
mod reading;
mod shown;
mod steps;
mod task;
mod verifying;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use http::{Request, Response};
use serde_json::Value as Json;

pub(crate) use answer::needs_nobody;
pub use asked::{AskedCall, RevocationCall};
pub(crate) use asked::{call, call_json, introspect, introspect_text, revoke};
pub(crate) use belongs::{foreign, of_another_key};
use chain::Chain;
#[cfg(feature = "jose")]
pub(crate) use identity::by_itself;
pub(crate) use identity::{keys_request, userinfo, verify_id_token};
pub(crate) use inner::Call;
pub use introspection::Introspection;
pub(crate) use parameters::check_parameters;
pub(crate) use reading::read_keys;
pub use steps::{Step, Steps};
pub(crate) use task::further;
pub(crate) use verifying::{verify_logout_token, verify_passed_on};

use crate::answer::Table;
use crate::authorization_details::detail;
use crate::error::{Error, Unfinished};
use crate::grants::{AuthorizationDetail, GrantParameters, ResourceIndicators};
use crate::provider::{AnyProvider, Provider, ScopeValue as _};
use crate::token::Token;
use crate::transport::BoxFuture;
use crate::value::Value;

/// A token request that has not been sent yet.
///
/// `.await` sends it with the client's transport. [`TokenCall::request`] and [`TokenCall::read`] are
/// the same without I/O, for the one request that most grants are. A declaration may have more: a
/// grant that gives a token just before, one that exchanges the token at once, calls that belong to
/// connecting. [`TokenCall::steps`] is all of them without I/O.
#[must_use = "nothing is sent before it is awaited"]
pub struct TokenCall<P> {
    call: Call,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> TokenCall<P> {
    const TABLE: Table = Table::of::<P::TokenFields>();

    pub(crate) fn new(call: Call) -> Self {
        Self { call, provider: PhantomData }
    }

    pub(crate) fn into_call(self) -> Call {
        self.call
    }

    /// Asks for these scopes too.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = P::Scope>) -> Self {
        for scope in scopes {
            self.call.add_scope(scope.value());
        }
        self
    }

    /// Asks for this scope too, whether the declaration knows it or not.
    pub fn scope(mut self, scope: &str) -> Self {
        self.call.add_scope(scope);
        self
    }

    /// Asks for a token that is for this resource, an absolute URI (RFC 8707). After an authorization, and
    /// in a refresh, it is for all that were named before unless this names some of them.
    pub fn resource(mut self, resource: impl Into<String>) -> Self
    where
        P: ResourceIndicators,
    {
        self.call.add_resource(resource.into());
        self
    }

    /// Asks for this in detail too (RFC 9396).
    pub fn authorization_detail<D: AuthorizationDetail<Provider = P>>(mut self, asked: D) -> Self {
        self.call.add_detail(detail(asked));
        self
    }

    /// Sends a further parameter. One that the request has already is refused.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.add_parameter(name.into(), value.into());
        self
    }

    /// Gives the values that the declaration has for each call of this grant.
    pub fn parameters<G: GrantParameters<Provider = P>>(mut self, parameters: G) -> Self {
        self.call.add_parameters(G::GRANT, parameters.values());
        self
    }

    /// The first request, to be sent by a transport of the application's own.
    ///
    /// It holds secrets: the client's in a header, in the body or in the URL.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the settings or the call lack something that the request needs.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        if self.call.alone().is_some() {
            return self.call.request(&[]);
        }
        let first = Chain::of(&self.call, Self::TABLE)?.request()?;
        first.ok_or_else(|| Error::configuration("there is nothing left to do for this token"))
    }

    /// Reads the answer to the request.
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer.
    /// [`Error::Unfinished`] with the token if there are further requests to make: go on with
    /// [`Client::resume`](crate::Client::resume), or use [`TokenCall::steps`] from the beginning.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<Token<P>, Error> {
        if let Some(prepared) = self.call.alone() {
            return self.call.read_with(prepared, Self::TABLE, false, response).map(Token::new);
        }
        let mut chain = Chain::of(&self.call, Self::TABLE)?;
        chain.answer(response)?;
        let Some(next) = chain.left() else { return chain.parsed().map(Token::new) };
        let cause = Error::configuration("this was the first of several requests: use `.steps()`");
        Err(match chain.so_far() {
            Some(token) => Unfinished::new(self.call.title(), next, token, cause).into(),
            None => cause,
        })
    }

    /// All its requests, without I/O.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the call cannot be made.
    pub fn steps(self) -> Result<Steps<Token<P>>, Error> {
        let chain = Chain::of(&self.call, Self::TABLE)?;
        Ok(Steps::new(chain, |chain| chain.take_parsed().map(Token::new)))
    }

    /// Sends the request, and those that follow it, and reads the answers.
    ///
    /// # Errors
    /// As [`TokenCall::request`] and [`TokenCall::read`], and [`Error::Transport`] if there was no
    /// answer. [`Error::Unfinished`] with the token if a request that follows has failed.
    pub async fn send(self) -> Result<Token<P>, Error> {
        self.call.send(Self::TABLE).await.map(Token::new)
    }
}

impl TokenCall<AnyProvider> {
    /// Asks for this in detail too (RFC 9396): an object with its `type`.
    pub fn authorization_detail_json(mut self, asked: Json) -> Self {
        self.call.add_detail(asked);
        self
    }

    /// Gives values that the declaration has for each call of this grant, by their names in TOML.
    pub fn values(mut self, values: Vec<(&'static str, Value)>) -> Self {
        self.call.add_parameters(self.call.grant, values);
        self
    }
}

impl<P: Provider> IntoFuture for TokenCall<P> {
    type Output = Result<Token<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<P> Clone for TokenCall<P> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), provider: PhantomData }
    }
}

impl<P> fmt::Debug for TokenCall<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenCall").field("grant", &self.call.grant).finish_non_exhaustive()
    }
}
