//! Requests that are signed: those that will be sent, and those that were received.

use http::HeaderMap;

/// A request that will be sent, as far as it is known without what is computed over it.
pub(crate) struct Outgoing<'a> {
    pub(crate) method: &'a str,
    /// With its query.
    pub(crate) url: &'a str,
    /// `None` where it is not known yet.
    pub(crate) body: Option<&'a [u8]>,
    /// The parameters of the body, if it has some, as a form.
    pub(crate) form: Option<&'a str>,
    /// Whether the members of the body are parameters.
    pub(crate) is_json: bool,
    pub(crate) headers: &'a HeaderMap,
}

/// Something signed that was received: a callback, or the request of a webhook.
#[derive(Clone, Copy, Default)]
pub(crate) struct Incoming<'a> {
    pub(crate) method: Option<&'a str>,
    /// The whole address, as whoever signed it knows it.
    pub(crate) url: Option<&'a str>,
    /// The query byte for byte.
    pub(crate) query: &'a str,
    pub(crate) headers: Option<&'a HeaderMap>,
    pub(crate) body: &'a [u8],
    pub(crate) kind: IncomingKind,
}

/// What was received.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum IncomingKind {
    /// A request, of which all that is known is as it came.
    #[default]
    Request,
    /// A callback, which has one list of parameters, however they came.
    Callback,
    /// A callback that is posted as JSON: its members stand for parameters.
    JsonCallback,
}

impl<'a> Incoming<'a> {
    /// A callback: a query, or a form body that was posted.
    pub(crate) fn query(query: &'a str) -> Self {
        Self { query, kind: IncomingKind::Callback, ..Self::default() }
    }

    /// A callback that was posted as JSON.
    pub(crate) fn json(body: &'a [u8]) -> Self {
        Self { body, kind: IncomingKind::JsonCallback, ..Self::default() }
    }
}
