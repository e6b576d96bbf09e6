//! Several requests, one after the other, of which a later one needs what an earlier one gave.

use std::sync::Arc;

use http::{Request, Response};
use serde_json::{Map, Value as Json};

use super::inner::Call;
use super::task::{Check, Task, further};
use crate::answer::Table;
use crate::core::{Core, More, Values};
use crate::error::{Error, Unfinished};
use crate::fields::FieldValues;
use crate::secret::Secret;
use crate::token::{Parsed, TokenData};

/// Requests that are still to be made. A request that failed is still the next one.
pub(crate) struct Chain {
    pub(super) core: Arc<Core>,
    pub(super) call: Call,
    pub(super) table: Table,
    /// Each with its place among the further steps that can be resumed.
    tasks: Vec<(Task, usize)>,
    next: usize,
    pub(super) token: Option<Arc<TokenData>>,
    /// The typed fields of the token, while they are known.
    pub(super) values: Option<FieldValues>,
    pub(super) grants: Vec<(&'static str, Secret)>,
    /// What a call has read that was asked for.
    pub(super) read: Option<Map<String, Json>>,
    /// The same while its signature is still to be verified.
    pub(super) signed: Option<String>,
    /// Whether the provider's keys were read for this.
    pub(super) read_keys: bool,
}

impl Chain {
    /// The requests of a grant.
    pub(crate) fn of(call: &Call, table: Table) -> Result<Self, Error> {
        call.check()?;
        let spec = call.core.spec;
        let mut chain = Self::new(call.clone(), table);
        if !call.resumes {
            chain.add(Task::Main, 0)?;
            for (place, task) in further(spec, call.grant).into_iter().enumerate() {
                chain.add(task, place)?;
            }
            return Ok(chain);
        }
        chain.token.clone_from(&call.token);
        let unfinished =
            chain.token.as_ref().and_then(|token| token.kept.as_ref()?.unfinished.clone());
        if let Some((grant, done)) = unfinished {
            chain.call.grant = spec
                .grants
                .custom(&grant)
                .map(|grant| grant.name)
                .or_else(|| STANDARD.into_iter().find(|name| *name == grant))
                .unwrap_or_default();
            for (place, task) in further(spec, &grant).into_iter().enumerate().skip(done) {
                chain.add(task, place)?;
            }
        }
        chain.settle()?;
        Ok(chain)
    }

    /// Requests about a token.
    pub(crate) fn about(
        core: Arc<Core>,
        token: Arc<TokenData>,
        tasks: impl IntoIterator<Item = Task>,
    ) -> Result<Self, Error> {
        let call = Call::resuming(core, token.clone());
        call.check()?;
        let mut chain = Self::new(call, Table::NONE);
        chain.token = Some(token);
        for task in tasks {
            chain.add(task, 0)?;
        }
        chain.settle()?;
        Ok(chain)
    }

    fn new(call: Call, table: Table) -> Self {
        Self {
            core: call.core.clone(),
            call,
            table,
            tasks: Vec::new(),
            next: 0,
            token: None,
            values: None,
            grants: Vec::new(),
            read: None,
            signed: None,
            read_keys: false,
        }
    }

    /// Adds a request, after the grants whose tokens it sends.
    fn add(&mut self, task: Task, place: usize) -> Result<(), Error> {
        self.add_within(task, place, DEPTH)
    }

    fn add_within(&mut self, task: Task, place: usize, depth: usize) -> Result<(), Error> {
        let core = self.core.clone();
        let needs = match task {
            Task::Check(_) => &[][..],
            _ => &task.request(&core, self.call.grant)?.needs,
        };
        for name in needs {
            let is_known =
                |(task, _): &(Task, usize)| matches!(task, Task::Grant(known) if known == name);
            if self.tasks.iter().any(is_known) {
                continue;
            }
            if depth == 0 {
                return Err(Error::configuration(format!(
                    "the grant `{name}` needs a token that it is to give itself"
                )));
            }
            self.add_within(Task::Grant(name), place, depth - 1)?;
        }
        self.tasks.push((task, place));
        Ok(())
    }

    fn task(&self) -> Option<(Task, usize)> {
        self.tasks.get(self.next).copied()
    }

    pub(super) fn next_task(&self) -> Option<Task> {
        self.task().map(|(task, _)| task)
    }

    pub(super) fn advance(&mut self) {
        self.next += 1;
    }

    /// The next request; `None` once there is nothing left to do.
    pub(crate) fn request(&self) -> Result<Option<Request<Vec<u8>>>, Error> {
        let Some((task, _)) = self.task() else { return Ok(None) };
        self.make(task).map(Some).map_err(|error| self.failed(error))
    }

    /// Reads the answer to the request.
    pub(crate) fn answer(&mut self, response: Response<Vec<u8>>) -> Result<(), Error> {
        let Some((task, _)) = self.task() else { return Err(nothing()) };
        self.take(task, response).map_err(|error| self.failed(self.hidden(error)))?;
        // The answer to a check is keys: it can be made now.
        if !matches!(task, Task::Check(_)) {
            self.next += 1;
        }
        self.settle()
    }

    /// An error that shows no secret of the tokens so far.
    #[cold]
    fn hidden(&self, error: Error) -> Error {
        let more = More { grants: &self.grants, ..More::default() };
        let values = Values {
            fixed: Some(&self.core.fixed),
            token: self.token.as_deref(),
            more: Some(&more),
            ..Values::default()
        };
        values.hidden(error)
    }

    /// An error that does not lose the token that has been given already.
    pub(super) fn failed(&self, error: Error) -> Error {
        match (self.so_far(), self.task()) {
            (Some(token), Some((task, _))) => {
                Unfinished::new(self.core.spec.title, task.shown(), token, error).into()
            }
            _ => error,
        }
    }

    /// What comes next, for people.
    pub(super) fn left(&self) -> Option<String> {
        self.task().map(|(task, _)| task.shown())
    }

    /// The token so far, which knows what is left to do; none while nothing was given.
    pub(super) fn so_far(&self) -> Option<Arc<TokenData>> {
        let (task, place) = self.task()?;
        let mut token = self.token.clone().filter(|_| !self.is_about())?;
        // What was said is not stored: it is asked for once more.
        let again = usize::from(matches!(task, Task::Check(Check::Expiry)));
        let kept = Arc::make_mut(&mut token).kept.get_or_insert_default();
        kept.unfinished = Some((self.call.grant.into(), place.saturating_sub(again)));
        Some(token)
    }

    /// Whether something is asked about a token that was there before: nothing is given that could be lost.
    fn is_about(&self) -> bool {
        self.call.resumes && self.call.grant.is_empty()
    }

    /// The token, once everything is done.
    pub(crate) fn parsed(mut self) -> Result<Parsed, Error> {
        self.take_parsed()
    }

    pub(super) fn take_parsed(&mut self) -> Result<Parsed, Error> {
        let mut data = self.token.take().ok_or_else(nothing)?;
        let unfinished = data.kept.as_ref().is_some_and(|kept| kept.unfinished.is_some());
        // A refresh leaves open what was open before it.
        let is_done = self.call.grant != "refresh_token" || self.call.resumes;
        if unfinished
            && is_done
            && let Some(kept) = &mut Arc::make_mut(&mut data).kept
        {
            kept.unfinished = None;
        }
        match self.values.take() {
            Some(values) => Ok(Parsed { data, values }),
            None => Parsed::again(self.core.spec, self.table, data),
        }
    }

    pub(super) fn take_read(&mut self) -> Result<Map<String, Json>, Error> {
        self.read.take().ok_or_else(nothing)
    }

    pub(super) fn received_at(&self) -> std::time::SystemTime {
        self.core.clock.now()
    }

    pub(super) fn core(&self) -> &Core {
        &self.core
    }

    /// Makes every request that is left.
    pub(crate) async fn run(mut self) -> Result<Self, Error> {
        while let Some(request) = self.request()? {
            let anew = || self.request()?.ok_or_else(nothing);
            let sent = match self.core.send(request, Some(&anew)) {
                Ok(sent) => sent.await.map_err(Error::from),
                Err(error) => Err(error),
            };
            let response = sent.map_err(|error| self.failed(error))?;
            self.answer(response)?;
        }
        Ok(self)
    }
}

/// How many grants may need each other's tokens. A circle, which the checks of a file refuse, ends here.
const DEPTH: usize = 4;

const STANDARD: [&str; 8] = [
    "authorization_code",
    "implicit",
    "password",
    "client_credentials",
    "device_code",
    "ciba",
    "refresh_token",
    "personal_access_token",
];

pub(super) fn nothing() -> Error {
    Error::configuration("there is nothing left to do here: every step has been made")
}
