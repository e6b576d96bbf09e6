//! Sending a call: the token put in, and one more try when it has expired.

use std::borrow::Cow;
use std::sync::Arc;

use http::{HeaderValue, Request, Response, Uri};
use url::Url;

use super::held::Held;
use super::response::{ApiResponse, refusal};
use super::shared::Shared;
use super::signal::is_expired;
use crate::core::{Base, Core, More, Once, PreparedApi, Values, mirrored};
use crate::error::{AuthorizeAgain, Error, shown};
use crate::transport::LongestAnswer;

impl Shared {
    /// Sends a call, with a fresh token; on the declared sign once more, with a new one. `below` is what its path was
    /// appended to, where that comes with the token, and with a new token may be another.
    pub(super) async fn send(
        self: &Arc<Self>,
        request: Request<Vec<u8>>,
        below: Option<&Base>,
    ) -> Result<ApiResponse, Error> {
        api(&self.core())?;
        let held = self.fresh().await?;
        let response = self.attempt(&held, request.clone(), below).await?;
        let spec = self.spec;
        if !is_expired(spec, &response) {
            return Ok(ApiResponse::new(self.core(), &held.data, response));
        }
        let method = request.method().clone();
        let path = self.shown(&held, request.uri());
        let (response, last) = match self.renew_refused(held.generation).await? {
            None => (response, held.data.clone()),
            Some(new) => {
                let response = self.attempt(&new, request, below).await?;
                if !is_expired(spec, &response) {
                    return Ok(ApiResponse::new(self.core(), &new.data, response));
                }
                // After a step that was made up for, it is the same token still.
                if new.data.access_token != held.data.access_token {
                    self.refused(new.generation);
                }
                (response, new.data)
            }
        };
        let (parts, body) = response.into_parts();
        let said = refusal(&self.core(), &last, &parts, body);
        let call = format!("{method}{path}");
        Err(AuthorizeAgain::refused_twice(spec.title, &held.data.grant, call, said).into())
    }

    /// A path for people, with a space before it: nothing if something in it came with the token.
    fn shown(&self, held: &Held, uri: &Uri) -> String {
        let core = self.core();
        match api(&core).and_then(|api| base(&core, api, held)) {
            Ok(Cow::Borrowed(_)) => format!(" {}", shown(uri.path())),
            _ => String::new(),
        }
    }

    async fn attempt(
        self: &Arc<Self>,
        held: &Held,
        request: Request<Vec<u8>>,
        below: Option<&Base>,
    ) -> Result<Response<Vec<u8>>, Error> {
        let core = self.core();
        let mut request = self.made(&core, held, request, below)?;
        let accept = HeaderValue::from_static("application/json");
        request.headers_mut().entry(http::header::ACCEPT).or_insert(accept);
        self.open(&self.state())?;
        Ok(core.send(request, None)?.await?)
    }

    /// A request of the application's own, with a fresh token in it.
    pub(super) async fn prepare(
        self: &Arc<Self>,
        request: Request<Vec<u8>>,
        below: Option<&Base>,
    ) -> Result<Request<Vec<u8>>, Error> {
        api(&self.core())?;
        let held = self.fresh().await?;
        self.made(&self.core(), &held, request, below)
    }

    /// The same without its body, which the application has.
    pub(super) async fn prepare_head(
        self: &Arc<Self>,
        request: Request<Vec<u8>>,
    ) -> Result<Request<Vec<u8>>, Error> {
        let made = self.prepare(request, None).await?;
        if made.body().is_empty() && !api(&self.core())?.is_computed() {
            return Ok(made);
        }
        Err(Error::configuration(format!(
            "what {} wants in its calls belongs into the body, or is computed over it: use `session.request(…)` with \
             the body, and `.prepare()` or `.send()` of that (a body that is no form takes a `Content-Type`)",
            self.spec.title
        )))
    }

    /// The call with its address, the token and what the declaration adds.
    fn made(
        &self,
        core: &Core,
        held: &Held,
        mut request: Request<Vec<u8>>,
        below: Option<&Base>,
    ) -> Result<Request<Vec<u8>>, Error> {
        let api = api(core)?;
        let base = base(core, api, held)?;
        let text = request.uri().to_string();
        let moved = below.and_then(|below| below.moved(&text, &base));
        *request.uri_mut() = uri(&address(api, &base, &moved.unwrap_or(text))?)?;
        let more = More { once: Once::new(&*self.clock), ..More::default() };
        let values = Values { more: Some(&more), ..values(core, held) };
        api.complete(&mut request, &values)?;
        if let Some(longest) = self.plan.longest {
            request.extensions_mut().insert(LongestAnswer(longest));
        }
        core.prove_held(&mut request, &held.data)?;
        Ok(request)
    }
}

fn values<'a>(core: &'a Core, held: &'a Held) -> Values<'a> {
    Values { fixed: Some(&core.fixed), token: Some(&held.data), ..Values::default() }
}

/// What paths are appended to, with this token.
pub(super) fn base<'a>(
    core: &Core,
    api: &'a PreparedApi,
    held: &Held,
) -> Result<Cow<'a, Base>, Error> {
    api.base(&values(core, held))
}

pub(super) fn api(core: &Core) -> Result<&PreparedApi, Error> {
    core.api.as_ref().ok_or_else(|| {
        Error::configuration(format!(
            "{} declares no address for its API: add `api = \"https://…\"` to `[endpoints]`, or put the \
             token of `fresh_token()` into requests of your own",
            core.spec.title
        ))
    })
}

/// The address of a call: a path below the base, or an absolute URL of its origin.
pub(super) fn address(api: &PreparedApi, base: &Base, path: &str) -> Result<Url, Error> {
    let broken = |_| Error::configuration(format!("`{}` makes no URL", shown(path)));
    if path.starts_with("//") {
        return Err(Error::configuration(format!(
            "`{}` names a host without a scheme: pass a path below the API's base, or a whole URL",
            shown(path)
        )));
    }
    if !is_absolute(path) {
        let whole = base.actual.as_str();
        let (start, query) = whole.split_once('?').unwrap_or((whole, ""));
        // The base itself is asked as it is declared: some have nothing below it, as GraphQL.
        let mut text = if path.is_empty() || path.starts_with('?') {
            format!("{start}{path}")
        } else {
            format!("{}/{}", start.trim_end_matches('/'), path.trim_start_matches('/'))
        };
        if !query.is_empty() {
            text.push(if text.contains('?') { '&' } else { '?' });
            text.push_str(query);
        }
        return Url::parse(&text).map_err(broken);
    }
    let url = Url::parse(path).map_err(broken)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::configuration("the URL of a call must have no user in it"));
    }
    if url.origin() == base.declared.origin() {
        return mirrored(&url, api.mirror.as_ref()).map_err(Error::configuration);
    }
    if api.mirror.is_some() && url.origin() == base.actual.origin() {
        return Ok(url);
    }
    Err(Error::configuration(format!(
        "`{}` is not at {}: the token is sent nowhere else",
        shown(&url.origin().ascii_serialization()),
        base.declared.origin().ascii_serialization()
    )))
}

/// Whether it is a whole URL, and no path.
pub(super) fn is_absolute(path: &str) -> bool {
    path.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// The same address for `http`.
pub(super) fn uri(url: &Url) -> Result<Uri, Error> {
    let mut url = url.clone();
    url.set_fragment(None);
    Uri::try_from(url.as_str()).map_err(|error| {
        Error::configuration(format!("the URL of the call cannot be used: {error}"))
    })
}
