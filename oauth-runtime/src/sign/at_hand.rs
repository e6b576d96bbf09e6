//! The request at hand, taken apart into what a message may hold of it.

use std::borrow::Cow;
use std::cell::OnceCell;

use http::Uri;
use http::header::{HeaderMap, HeaderName};
use oauth_spec::{CanonicalQuery, Digest, Source};
use serde_json::Value;

use super::canonical::{Pair, listed, received, write};
use super::fault::Fault;
use super::json;
use super::members::members;
use super::message::bytes;
use super::request::{Incoming, IncomingKind, Outgoing};
use crate::query::is_form;

/// What is at hand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A request that will be sent.
    Outgoing,
    /// A callback, which has one list of parameters.
    Callback,
    /// Anything else that was received.
    Received,
}

/// The request at hand, taken apart.
pub(super) struct AtHand<'a> {
    method: Option<&'a str>,
    url: Option<&'a str>,
    query: Vec<Pair<'a>>,
    form: Option<Vec<Pair<'a>>>,
    headers: Option<&'a HeaderMap>,
    body: Option<&'a [u8]>,
    /// Read when it is first asked for: a body is verified before it is read, if it can be.
    document: OnceCell<Option<Cow<'a, Value>>>,
    kind: Kind,
    /// Whether the members of the body of a request that will be sent are parameters.
    is_json: bool,
    members_are_parameters: bool,
    /// The parameter that carries the signature, and whether it is one of a form.
    carrier: Option<(&'a str, bool)>,
}

/// The pairs of a list; none of an empty one.
fn there(text: &str) -> Vec<Pair<'_>> {
    if text.is_empty() { Vec::new() } else { received(text) }
}

impl<'a> AtHand<'a> {
    pub(super) fn outgoing(request: &'a Outgoing<'a>) -> Self {
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        Self {
            method: Some(request.method),
            url: Some(request.url),
            query: there(query),
            form: request.form.map(there),
            headers: Some(request.headers),
            body: request.body,
            document: OnceCell::new(),
            kind: Kind::Outgoing,
            is_json: request.is_json,
            members_are_parameters: false,
            carrier: None,
        }
    }

    pub(super) fn incoming(request: &Incoming<'a>) -> Self {
        let is_form = request.headers.is_some_and(is_form);
        let body = is_form.then(|| std::str::from_utf8(request.body).ok()).flatten();
        Self {
            method: request.method,
            url: request.url,
            query: there(request.query),
            form: body.map(there),
            headers: request.headers,
            body: Some(request.body),
            document: OnceCell::new(),
            kind: match request.kind {
                IncomingKind::Callback => Kind::Callback,
                IncomingKind::Request | IncomingKind::JsonCallback => Kind::Received,
            },
            is_json: false,
            members_are_parameters: request.kind == IncomingKind::JsonCallback,
            carrier: None,
        }
    }

    /// The answer of a token endpoint, of which only the document is known.
    pub(super) fn answer(document: &'a Value) -> Self {
        Self {
            method: None,
            url: None,
            query: Vec::new(),
            form: None,
            headers: None,
            body: None,
            document: OnceCell::from(Some(Cow::Borrowed(document))),
            kind: Kind::Received,
            is_json: false,
            members_are_parameters: false,
            carrier: None,
        }
    }

    /// The parameters that `{request.query}` stands for: of what was received, those of a form body if there
    /// is one.
    fn query(&self) -> &[Pair<'a>] {
        match &self.form {
            Some(form) if self.kind != Kind::Outgoing => form,
            _ => &self.query,
        }
    }

    /// The parameters that `{request.parameters}` stands for: all of them, but the one that carries the
    /// signature.
    fn parameters(&self) -> Vec<Pair<'a>> {
        let mut all = Vec::new();
        for (list, is_form) in
            [(&*self.query, false), (self.form.as_deref().unwrap_or_default(), true)]
        {
            let carrier = self
                .carrier
                .filter(|(_, of_form)| self.kind == Kind::Callback || *of_form == is_form);
            all.extend(
                list.iter().filter(|it| carrier.is_none_or(|(name, _)| it.name != name)).cloned(),
            );
        }
        if self.is_json {
            all.extend(listed(members(self.body())));
        }
        all
    }

    /// The parameters of a form body.
    fn form(&self) -> &[Pair<'a>] {
        if self.kind == Kind::Callback {
            self.query()
        } else {
            self.form.as_deref().unwrap_or_default()
        }
    }

    /// Leaves the parameter that carries the signature out, in the list that it is in and no other.
    pub(super) fn leave_out(&mut self, name: &'a str, is_form: bool) {
        self.carrier = Some((name, is_form));
    }

    /// Signatures in parameters of that name.
    pub(super) fn signatures(&self, name: &str, is_form: bool) -> Vec<String> {
        let mut signatures = Vec::new();
        for pair in if is_form { self.form() } else { &*self.query } {
            if pair.name == name {
                signatures.push(pair.signature());
            }
        }
        signatures
    }

    pub(super) const fn members_are_parameters(&self) -> bool {
        self.members_are_parameters
    }

    pub(super) fn headers(&self, name: &str) -> Vec<&'a [u8]> {
        let mut values = Vec::new();
        if let (Some(headers), Ok(name)) = (self.headers, HeaderName::from_bytes(name.as_bytes())) {
            for value in headers.get_all(name) {
                values.push(value.as_bytes());
            }
        }
        values
    }

    pub(super) fn member(&self, path: &str) -> Option<Cow<'_, str>> {
        let document = self
            .document
            .get_or_init(|| crate::json::value(self.body.unwrap_or_default()).map(Cow::Owned));
        json::member(document.as_deref()?, path).and_then(json::text)
    }

    /// Whether a message over the parameters says all that there is: a body that is no form stands
    /// beside them, and must be in the message too.
    pub(super) fn is_covered(&self, digest: &Digest) -> bool {
        if self.form.is_some() || self.body().is_empty() {
            return true;
        }
        let mut all: Vec<Source> = digest.message.sources().collect();
        for computed in digest.computed {
            all.append(&mut computed.recipe.sources());
        }
        let says_body = |source: &_| matches!(source, Source::Body | Source::JsonMember(_));
        let says_list = |source: &_| matches!(source, Source::Query | Source::Parameters);
        !all.iter().any(says_list) || all.iter().any(says_body)
    }

    pub(super) fn body(&self) -> &'a [u8] {
        self.body.unwrap_or_default()
    }

    /// Whether this is a part of a request, rather than a value of the application's.
    pub(super) const fn knows(source: Source) -> bool {
        matches!(
            source,
            Source::Method
                | Source::Url
                | Source::Path
                | Source::Target
                | Source::Query
                | Source::Parameters
                | Source::Body
                | Source::Header(_)
                | Source::QueryParameter(_)
                | Source::FormParameter(_)
                | Source::JsonMember(_)
        )
    }

    fn uri(&self) -> Option<Uri> {
        Uri::try_from(self.url?).ok()
    }

    /// An address as it was before its signature became one of its parameters.
    fn before_signing<'b>(&self, address: &'b str) -> Cow<'b, str> {
        let Some((name, false)) = self.carrier else { return address.into() };
        let Some((before, query)) = address.split_once('?') else { return address.into() };
        let mut kept = before.to_owned();
        let mut mark = '?';
        for pair in received(query).iter().filter(|pair| pair.name != name) {
            kept.push(mark);
            kept.push_str(&pair.raw);
            mark = '&';
        }
        kept.into()
    }

    /// A part of the request.
    pub(super) fn part(
        &self,
        source: Source,
        rule: &CanonicalQuery,
    ) -> Result<Cow<'_, [u8]>, Fault> {
        let missing = Fault::NoPart(source);
        let text = match source {
            Source::Method => self.method.map(Cow::from),
            Source::Url => self.url.map(|url| self.before_signing(url)),
            Source::Path => self.uri().map(|uri| uri.path().to_owned().into()),
            Source::Target => self
                .uri()
                .map(|uri| uri.path_and_query().map_or("/", |it| it.as_str()).to_owned())
                .map(|target| self.before_signing(&target).into_owned().into()),
            Source::Query => {
                let carrier = self.carrier.filter(|(_, is_form)| {
                    self.kind == Kind::Callback || *is_form == self.form.is_some()
                });
                let without = carrier.map(|(name, _)| name);
                Some(write(rule, self.query(), without).take().into())
            }
            Source::Parameters => Some(write(rule, &self.parameters(), None).take().into()),
            Source::Body => return self.body.map(Cow::from).ok_or(missing),
            Source::Header(name) => {
                let all = self.headers(name);
                let value = *all.first().ok_or(missing)?;
                return once(value.into(), all.len() == 1, source);
            }
            Source::QueryParameter(name) if self.members_are_parameters => self.member(name),
            Source::QueryParameter(name) => return one(&self.query, name, source),
            Source::FormParameter(name) => return one(self.form(), name, source),
            // What a signer has no value for is signed as nothing, whether it is sent or not.
            Source::JsonMember(path) => Some(self.member(path).unwrap_or_default()),
            _ => None,
        };
        text.map(bytes).ok_or(missing)
    }
}

/// The one parameter of that name.
fn one<'a>(pairs: &'a [Pair<'_>], name: &str, source: Source) -> Result<Cow<'a, [u8]>, Fault> {
    let mut named = pairs.iter().filter(|pair| pair.name == name);
    let value = named.next().ok_or(Fault::NoPart(source))?;
    once(value.value.as_bytes().into(), named.next().is_none(), source)
}

fn once(value: Cow<'_, [u8]>, is_one: bool, source: Source) -> Result<Cow<'_, [u8]>, Fault> {
    if is_one { Ok(value) } else { Err(Fault::Repeated(source)) }
}
