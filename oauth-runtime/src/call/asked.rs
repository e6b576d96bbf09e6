//! What is asked with a token: a declared call, its revocation, its introspection.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use http::{Request, Response};
use oauth_spec::{CallTime, Source};
use serde_json::{Map, Value as Json};

use super::chain::Chain;
use super::introspection::Introspection;
use super::steps::{Step, Steps};
use super::task::{Check, Task};
use crate::answer::{Context, typed};
use crate::core::Core;
use crate::error::{Error, NoToken};
use crate::grants::ProviderCall;
use crate::secret::Secret;
use crate::token::TokenData;
use crate::transport::BoxFuture;

/// A question with a token that has not been sent yet. `.await` sends it.
///
/// [`AskedCall::request`] and [`AskedCall::read`] are the same without I/O where it is one request, as
/// it mostly is; [`AskedCall::steps`] always.
#[must_use = "nothing is sent before it is awaited"]
pub struct AskedCall<T> {
    core: Arc<Core>,
    token: Arc<TokenData>,
    tasks: Result<Vec<Task>, Error>,
    finish: fn(&mut Chain) -> Result<T, Error>,
}

/// A revocation that has not been sent yet (RFC 7009). `.await` sends it.
pub type RevocationCall = AskedCall<()>;

impl<T> AskedCall<T> {
    pub(super) fn new(
        core: Arc<Core>,
        token: Arc<TokenData>,
        tasks: Result<Vec<Task>, Error>,
        finish: fn(&mut Chain) -> Result<T, Error>,
    ) -> Self {
        Self { core, token, tasks, finish }
    }

    /// The first request, to be sent by a transport of the application's own. It holds secrets.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the provider does not declare it, or the token is another provider's;
    /// [`Error::NoToken`] if it is about a text that somebody has shown, and that is empty.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        // Nothing to do there is only for a token that is none.
        if self.tasks.as_ref().is_ok_and(Vec::is_empty) {
            return Err(NoToken::new().into());
        }
        match self.clone().steps()?.step()? {
            Step::Send(request) => Ok(request),
            Step::Done(_) => Err(Error::configuration("there is nothing to send: use `.steps()`")),
        }
    }

    /// Reads the answer to the request.
    ///
    /// # Errors
    /// [`Error::Provider`] if the provider said no, [`Error::Unreadable`] if the answer is no answer,
    /// [`Error::Configuration`] if there are further requests to make: see [`AskedCall::steps`].
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<T, Error> {
        let mut steps = self.clone().steps()?;
        steps.answer(response)?;
        match steps.step()? {
            Step::Done(done) => Ok(done),
            Step::Send(_) => Err(Error::configuration(
                "this was the first request of several: make all of them with `.steps()`",
            )),
        }
    }

    /// All its requests, without I/O.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the provider does not declare it, or the token is another provider's.
    pub fn steps(self) -> Result<Steps<T>, Error> {
        let chain = Chain::about(self.core, self.token, self.tasks?)?;
        Ok(Steps::new(chain, self.finish))
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`AskedCall::request`] and [`AskedCall::read`], and [`Error::Transport`] if there was no answer.
    pub async fn send(self) -> Result<T, Error> {
        self.steps()?.run().await
    }
}

/// The end of a token: calls that belong to it, then the revocation endpoint.
pub(crate) fn revoke(core: Arc<Core>, token: Arc<TokenData>) -> RevocationCall {
    let calls = core.spec.calls.iter().filter(|call| call.when == CallTime::Disconnect);
    let mut tasks: Vec<Task> = calls.map(Task::Disconnect).collect();
    let is_unnamed = token.refresh_token.is_none() && takes_refresh_alone(&core);
    if core.revocation.is_some() && !is_unnamed {
        tasks.push(Task::Revoke);
    }
    let tasks = if !tasks.is_empty() {
        Ok(tasks)
    } else if core.revocation.is_none() {
        Err(core.lacks("revocation"))
    } else {
        Err(Error::configuration(format!(
            "{} revokes refresh tokens alone, and this token has none: nothing was sent. Forget the token; it ends \
             when it expires",
            core.spec.title
        )))
    };
    AskedCall { core, token, tasks, finish: |_| Ok(()) }
}

/// Whether what is revoked is named by its refresh token and nothing else (RFC 7009, 2.1).
fn takes_refresh_alone(core: &Core) -> bool {
    let names = |wanted: &[Source]| {
        let mut sources = core.spec.revocation.parameters.iter().flat_map(|it| it.value.sources());
        sources.any(|source| wanted.contains(&source))
    };
    names(&[Source::RefreshToken]) && !names(&[Source::AccessToken, Source::TokenAtHand])
}

pub(crate) fn introspect(core: Arc<Core>, token: Arc<TokenData>) -> AskedCall<Introspection> {
    let tasks = match core.spec.introspection_signed {
        [] => vec![Task::Introspect],
        _ => vec![Task::Introspect, Task::Check(Check::Introspection)],
    };
    let said = |chain: &mut Chain| {
        let members = chain.take_read()?;
        Ok(Introspection::new(members, chain.received_at()))
    };
    AskedCall { core, token, tasks: Ok(tasks), finish: said }
}

/// The same of a token that somebody else has shown. An empty one is none: nobody need be asked about it.
pub(crate) fn introspect_text(core: Arc<Core>, text: Secret) -> AskedCall<Introspection> {
    let is_none = text.is_empty();
    let token = Arc::new(TokenData::shown(&core, text));
    if is_none {
        return AskedCall {
            core,
            token,
            tasks: Ok(Vec::new()),
            finish: |_| Ok(Introspection::of_nothing()),
        };
    }
    introspect(core, token)
}

/// A declared call, typed.
pub(crate) fn call<C: ProviderCall>(core: Arc<Core>, token: Arc<TokenData>) -> AskedCall<C> {
    let tasks = asked(&core, C::NAME);
    AskedCall { core, token, tasks, finish: finish::<C> }
}

/// A declared call, as JSON.
pub(crate) fn call_json(
    core: Arc<Core>,
    token: Arc<TokenData>,
    name: &str,
) -> AskedCall<Map<String, Json>> {
    let tasks = asked(&core, name);
    AskedCall { core, token, tasks, finish: Chain::take_read }
}

fn asked(core: &Core, name: &str) -> Result<Vec<Task>, Error> {
    core.call(name).map(|(call, _)| vec![Task::Asked(call)])
}

fn finish<C: ProviderCall>(chain: &mut Chain) -> Result<C, Error> {
    let members = chain.take_read()?;
    let answer = &chain.core().spec.token.answer;
    let context = Context { answer, received_at: chain.received_at(), ..Context::NONE };
    let mut values = typed(C::FIELDS, &members, context).map_err(|name| {
        Error::configuration(format!("the call `{}` does not declare the field `{name}`", C::NAME))
    })?;
    Ok(C::read(&mut values))
}

impl<T: 'static> IntoFuture for AskedCall<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<T> Clone for AskedCall<T> {
    fn clone(&self) -> Self {
        Self {
            core: self.core.clone(),
            token: self.token.clone(),
            tasks: self.tasks.clone(),
            finish: self.finish,
        }
    }
}

impl<T> fmt::Debug for AskedCall<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AskedCall").finish_non_exhaustive()
    }
}
