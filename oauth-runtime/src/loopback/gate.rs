//! Telling the callback from everything else that comes to the port, and accepting it.

use std::sync::{Arc, Mutex, PoisonError};

use http::header::HOST;
use http::request::Parts;
use http::{Method, Request};
use oauth_spec::{CallbackFormat, ProviderSpec};
use subtle::ConstantTimeEq as _;

use super::Loopback;
use super::page::Pages;
use crate::core::Core;
use crate::error::Error;
use crate::flow::{Accepted, Came, Flow, PendingData, accept_code};
use crate::query::is_form;

/// What is waited for.
pub(super) struct Gate {
    core: Arc<Core>,
    /// Taken by the callback: it counts once.
    pending: Mutex<Option<PendingData>>,
    /// The parameter that must hold this `state`; none where the provider returns none.
    state: Option<(&'static str, String)>,
    authority: String,
    path: String,
    pages: Pages,
}

/// What became of a request.
pub(super) enum Told {
    /// It is none of ours.
    Stray,
    /// It was the callback.
    Callback(Box<Result<Accepted, Error>>),
}

impl Gate {
    pub(super) fn new(
        core: Arc<Core>,
        pending: PendingData,
        listener: &Loopback,
    ) -> Result<Self, Error> {
        let spec = core.spec;
        if let Some(why) = unreachable(spec) {
            return Err(Error::configuration(format!("{} {why}", spec.title)));
        }
        let request = core.authorization(Flow::Code, None);
        let returned = request.is_some_and(|request| request.sends_state);
        let parameter = spec.callback.state.parameter();
        Ok(Self {
            state: returned.then(|| (parameter, pending.state.text().to_owned())),
            pending: Mutex::new(Some(pending)),
            core,
            authority: listener.sockets.authority.clone(),
            path: listener.path.clone(),
            pages: listener.pages.clone(),
        })
    }

    /// Whether the head of a request may be the callback's: nothing else of it is read if not.
    pub(super) fn may_be(&self, head: &Parts) -> bool {
        let mut hosts = head.headers.get_all(HOST).iter();
        let host_is_ours =
            hosts.next().is_some_and(|host| is_host(host.as_bytes(), &self.authority))
                && hosts.next().is_none();
        let method_fits =
            head.method == Method::GET || (head.method == Method::POST && is_form(&head.headers));
        // A whole URL as the target is for proxies.
        host_is_ours
            && method_fits
            && head.uri.authority().is_none()
            && head.uri.path() == self.path
    }

    /// Accepts the callback, if that is what it is.
    pub(super) fn tell(&self, request: &Request<Vec<u8>>) -> Told {
        let text = match *request.method() {
            Method::GET => request.uri().query().unwrap_or_default().as_bytes(),
            _ => request.body(),
        };
        if !self.is_meant(text) {
            return Told::Stray;
        }
        // A lock that a panic has poisoned still holds what it held.
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(pending) = pending else { return Told::Stray };
        let accepted =
            Came::request(request).and_then(|came| accept_code(&self.core, &pending, came));
        Told::Callback(Box::new(accepted))
    }

    fn is_meant(&self, text: &[u8]) -> bool {
        let mut pairs = form_urlencoded::parse(text);
        let callback = &self.core.spec.callback;
        match &self.state {
            Some((parameter, state)) => pairs.any(|(name, value)| {
                name == *parameter && bool::from(value.as_bytes().ct_eq(state.as_bytes()))
            }),
            None => {
                pairs.any(|(name, _)| name == callback.code || callback.error.contains(&&*name))
            }
        }
    }

    /// The page that ends it.
    pub(super) fn page(&self, accepted: bool) -> String {
        self.pages.page(self.core.spec.title, accepted)
    }
}

/// Whether a `Host` is that of the redirect URI. A browser leaves out the port that http has by itself.
fn is_host(host: &[u8], authority: &str) -> bool {
    let bare = authority.strip_suffix(":80").unwrap_or(authority);
    [authority, bare].iter().any(|own| host.eq_ignore_ascii_case(own.as_bytes()))
}

/// Why no callback of this provider would be taken for one here, if so.
fn unreachable(spec: &ProviderSpec) -> Option<&'static str> {
    let grant = spec.grants.authorization_code;
    if spec.callback.format == CallbackFormat::Json {
        return Some(
            "posts its callback from a server of its own, which does not reach this machine",
        );
    }
    if grant.is_some_and(|grant| grant.signs_responses()) {
        return Some(
            "signs its answers, and this listener tells them by their `state`, which is signed with the rest: listen \
             with a server of your own, and pass what comes to `.accept_response(…)`",
        );
    }
    if grant.is_some_and(|grant| grant.answers_in_fragment()) {
        return Some(
            "answers in a fragment, which the browser sends to nobody: declare another `response_mode` in \
             `[grants.authorization_code]`",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn the_port_of_http_may_be_left_out() {
        for (host, authority) in [
            ("127.0.0.1:4000", "127.0.0.1:4000"),
            ("LOCALHOST:80", "localhost:80"),
            ("localhost", "localhost:80"),
            ("[::1]", "[::1]:80"),
        ] {
            assert!(is_host(host.as_bytes(), authority), "{host}");
        }
        for (host, authority) in
            [("127.0.0.1", "127.0.0.1:4000"), ("127.0.0.1", "127.0.0.1:8080"), ("", "[::1]:80")]
        {
            assert!(!is_host(host.as_bytes(), authority), "{host}");
        }
    }
}
