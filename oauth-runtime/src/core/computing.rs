//! Values that are made of other values, for the request at hand.

use std::cell::RefCell;

use http::HeaderMap;
use oauth_spec::{Notation, Parameter, ParametersIn, ProviderSpec, Source};

use super::members::add_members;
use super::recipe::Recipe;
use super::values::{Given, Values, how_to_give};
use crate::error::Error;
use crate::sign::{self, Outgoing};
use crate::wipe::{Wiped, WipedText};

/// The request at hand, as far as it is known, and what of it is being made.
#[derive(Clone, Copy)]
pub(crate) struct Computing<'a> {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) method: &'a str,
    /// Its address, before anything is added to the query.
    pub(crate) url: &'a str,
    /// What is added to the query, in order.
    pub(crate) query: &'a [Added<'a>],
    /// What is in the body, before anything is added to it.
    pub(crate) given: &'a [u8],
    /// What is added to the body, in order.
    pub(crate) body: &'a [Added<'a>],
    /// How the body is written; in the query, if there are no parameters in it.
    pub(crate) place: ParametersIn,
    /// Whether what is added is put into a JSON object: not where the body is the application's, or there is none.
    pub(crate) is_object: bool,
    /// Its URL and its body with all that is added, once they are written.
    pub(crate) written: Option<(&'a str, &'a [u8])>,
    pub(crate) headers: &'a HeaderMap,
    /// The computed values that are being made: what holds them is not in what they are made of.
    pub(crate) within: &'a [&'static str],
    /// Why one could not be made.
    pub(crate) fault: &'a RefCell<Option<Error>>,
}

/// Parameters that are added to a query or a body, as they will be written.
#[derive(Clone, Copy)]
pub(crate) enum Added<'a> {
    Prepared(&'a Recipe),
    /// As they are declared, written as those of the list are.
    Declared(&'a Recipe, &'a [Parameter]),
    /// The application's own, written as those of the list are.
    Given(&'a Recipe, &'a [(String, String)]),
}

impl Computing<'_> {
    /// The value of `{computed.name}`: one that is not made of the request is the same everywhere in it, also in what
    /// is signed.
    pub(super) fn value(&self, name: &'static str, values: &Values<'_>) -> Option<String> {
        let once = values.more.map(|more| &more.once);
        let once = once.filter(|_| !sign::is_of_request(self.spec, name));
        let source = Source::Computed(name);
        if let Some(made) = once.and_then(|once| once.made(source)) {
            return Some(made);
        }
        let mut within = self.within.to_vec();
        within.push(name);
        let inner = Computing { within: &within, ..*self };
        let all = Values { computing: Some(&inner), ..*values };
        let lookup = |source| match source {
            // Another one that is kept is the very one that is sent; the rest is made within, and finds out there if it
            // is made of itself.
            Source::Computed(other) => {
                let is_kept = values.more.is_some()
                    && !within.contains(&other)
                    && !sign::is_of_request(self.spec, other);
                is_kept.then(|| inner.value(other, &all)).flatten().map(Into::into)
            }
            source => values.get(source).map(Given::text),
        };
        let made = inner.parts(name, &all).and_then(|parts| {
            sign::computed(self.spec, name, &lookup, &inner.outgoing(&parts, self.place))
        });
        match made {
            Ok(text) => {
                if let Some(once) = once {
                    once.keep(source, &text);
                }
                Some(text)
            }
            Err(error) => {
                self.fault.borrow_mut().get_or_insert(error);
                None
            }
        }
    }

    /// The request without what holds the values that are being made.
    fn parts(&self, name: &str, values: &Values<'_>) -> Result<Parts, Error> {
        if !sign::is_of_request(self.spec, name) {
            return Ok(Parts::default());
        }
        let (sent_url, sent_body) = self.written.unzip();
        let url = match sent_url {
            Some(url) if !self.is_within(self.query) => WipedText(url.to_owned()),
            _ => self.url(values)?,
        };
        let body = match sent_body {
            Some(body) if !self.is_within(self.body) => body.to_vec(),
            _ => self.body(values)?,
        };
        let mut parameters = WipedText::default();
        if self.place == ParametersIn::Multipart {
            // Its body has no boundary yet, and cannot be signed by what is in it.
            self.write(self.body, &mut parameters.0, values)?;
        }
        let has_body = self.place != ParametersIn::Multipart || self.written.is_some();
        Ok(Parts { url, body: has_body.then_some(Wiped(body)), parameters })
    }

    pub(super) fn outgoing<'a>(&'a self, parts: &'a Parts, place: ParametersIn) -> Outgoing<'a> {
        let body = parts.body.as_ref().map(|body| &*body.0);
        Outgoing {
            method: self.method,
            url: &parts.url.0,
            body,
            form: match place {
                ParametersIn::Form => body.and_then(|body| std::str::from_utf8(body).ok()),
                ParametersIn::Multipart => Some(parts.parameters.0.as_str()),
                ParametersIn::Json | ParametersIn::Query => None,
            },
            is_json: place == ParametersIn::Json,
            headers: self.headers,
        }
    }

    /// Its URL, with what is added to the query.
    fn url(&self, values: &Values<'_>) -> Result<WipedText, Error> {
        let mut url = WipedText(self.url.trim_end_matches(['?', '&']).to_owned());
        let mut added = WipedText::default();
        self.write(self.query, &mut added.0, values)?;
        if !added.0.is_empty() {
            url.0.push(if url.0.contains('?') { '&' } else { '?' });
            url.0.push_str(&added.0);
        }
        Ok(url)
    }

    /// Its body, with what is added to it.
    fn body(&self, values: &Values<'_>) -> Result<Vec<u8>, Error> {
        let mut text = WipedText::default();
        self.write(self.body, &mut text.0, values)?;
        let (given, added) = (self.given, text.0.as_bytes());
        let between: &[u8] = if given.is_empty() || added.is_empty() { b"" } else { b"&" };
        Ok(if self.is_object {
            [b"{", added, b"}"].concat()
        } else if self.place == ParametersIn::Json && !self.body.is_empty() {
            let mut body = given.to_vec();
            add_members(&mut body, &text.0)?;
            body
        } else {
            [given, between, added].concat()
        })
    }

    fn write(
        &self,
        list: &[Added<'_>],
        out: &mut String,
        values: &Values<'_>,
    ) -> Result<(), Error> {
        let mut first = true;
        for added in list {
            match added {
                Added::Prepared(recipe) => {
                    let recipe = recipe.without(&|source| self.holds(source));
                    recipe.write(out, &mut first, values)?;
                }
                Added::Declared(recipe, declared) => {
                    let list = listed(self.spec, declared, values, self.within);
                    let list = list.map_err(|source| Error::configuration(how(source)))?;
                    for (name, value) in &list {
                        let value = Given::Text(value.0.as_str().into());
                        recipe.write_extra(out, &mut first, name, &value);
                    }
                }
                Added::Given(recipe, pairs) => {
                    for (name, value) in *pairs {
                        let value = Given::Text(value.as_str().into());
                        recipe.write_extra(out, &mut first, name, &value);
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether something in a list holds one of the values that are being made.
    fn is_within(&self, list: &[Added<'_>]) -> bool {
        list.iter().any(|added| match added {
            Added::Prepared(recipe) => recipe.any(&|source| self.holds(source)),
            Added::Declared(_, declared) => {
                declared.iter().any(|it| it.value.sources().any(|source| self.holds(source)))
            }
            Added::Given(..) => false,
        })
    }

    fn holds(&self, source: Source) -> bool {
        self.within.iter().any(|computed| self.spec.holds_computed(source, computed))
    }
}

/// What a value may be made of, written.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) url: WipedText,
    /// `None` where it is not known yet.
    pub(super) body: Option<Wiped>,
    /// The parameters of a body that is written in another way, as a form.
    pub(super) parameters: WipedText,
}

fn how(source: Source) -> String {
    format!("a parameter is needed: {}", how_to_give(source))
}

/// Parameters with their values, without those that hold one of these computed values.
///
/// # Errors
/// The source that has no value.
pub(super) fn listed<'a>(
    spec: &ProviderSpec,
    declared: &'a [Parameter],
    values: &Values<'_>,
    without: &[&str],
) -> Result<Vec<(&'a str, WipedText)>, Source> {
    let mut list = Vec::with_capacity(declared.len());
    for Parameter { name, value, notation } in declared {
        let holds = |source| without.iter().any(|computed| spec.holds_computed(source, computed));
        if value.sources().any(holds) {
            continue;
        }
        if let Some(Given::Several(texts)) = value.as_source().and_then(|it| values.get(it)) {
            for text in texts {
                list.push((*name, WipedText(text.clone())));
            }
            continue;
        }
        let is_left_out = value.as_source().is_some_and(|source| values.get(source).is_none());
        if is_left_out {
            continue;
        }
        let text = match notation {
            Notation::Text => values.fill(*value)?,
            Notation::Json => values.fill_json(*value)?,
        };
        list.push((*name, text));
    }
    Ok(list)
}
