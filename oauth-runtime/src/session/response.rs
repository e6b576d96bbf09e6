//! The answer of an API.

use std::fmt;
use std::sync::Arc;

use http::response::Parts;
use http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::answer::{any_document, api_fault, is_refusal, unreadable};
use crate::core::{Core, Values};
use crate::error::Error;
use crate::token::TokenData;
use crate::wipe::Wiped;

/// The answer of an API, whatever its status.
pub struct ApiResponse {
    /// Whose secrets no error shows.
    core: Arc<Core>,
    token: Arc<TokenData>,
    response: Response<Vec<u8>>,
}

impl ApiResponse {
    pub(super) fn new(
        core: Arc<Core>,
        token: &Arc<TokenData>,
        response: Response<Vec<u8>>,
    ) -> Self {
        Self { core, token: token.clone(), response }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        self.response.body()
    }

    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }

    /// The body read as JSON.
    ///
    /// # Errors
    /// [`Error::Unreadable`] if it is not JSON, or not of that type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(self.bytes()).map_err(|error| self.unreadable(&error))
    }

    fn unreadable(&self, error: &serde_json::Error) -> Error {
        let (line, column) = (error.line(), error.column());
        let what = match error.classify() {
            _ if self.bytes().is_empty() => "the body is empty, which is no JSON".to_owned(),
            Category::Data => {
                format!("the body is not of the type asked for at line {line}, column {column}")
            }
            _ => format!("the body is broken JSON at line {line}, column {column}"),
        };
        let body = Wiped(self.bytes().to_vec());
        match unreadable(self.core.spec, self.status(), self.headers(), body, what) {
            Error::Unreadable(answer) => answer.of_api().into(),
            other => other,
        }
    }

    /// The answer if its status is a success, and if it is no refusal by what the declaration says (`[errors] when`):
    /// some providers say no with a 200.
    ///
    /// # Errors
    /// [`Error::Provider`] for every other one, with what the body says, or `WWW-Authenticate` (RFC 6750, 3).
    pub fn error_for_status(self) -> Result<Self, Error> {
        let errors = &self.core.spec.errors;
        let refused = || any_document(self.bytes()).is_some_and(|it| is_refusal(errors, &it));
        if self.status().is_success() && (errors.when.is_empty() || !refused()) {
            return Ok(self);
        }
        let (parts, body) = self.response.into_parts();
        Err(refusal(&self.core, &self.token, &parts, body))
    }

    /// The answer as `http` has it.
    pub fn into_inner(self) -> Response<Vec<u8>> {
        self.response
    }
}

/// What an answer says that is none.
pub(super) fn refusal(core: &Core, token: &TokenData, parts: &Parts, body: Vec<u8>) -> Error {
    let said = api_fault(core.spec, parts.status, &parts.headers, Wiped(body));
    Values { fixed: Some(&core.fixed), token: Some(token), ..Values::default() }.hidden(said)
}

impl fmt::Debug for ApiResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiResponse")
            .field("status", &self.status())
            .field("length", &self.bytes().len())
            .finish_non_exhaustive()
    }
}
