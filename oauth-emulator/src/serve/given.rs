//! A parameter as it was given, and what becomes of one that comes twice.

use oauth_spec::{ParameterKind, ParametersIn, RepeatedParameters, ScopeEncoding, Source};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::refusal::Refusal;
use crate::script::Wanted;

/// A parameter as it was given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) name: String,
    pub(crate) text: String,
    /// How it was written in a URL.
    pub(crate) raw: Option<String>,
    /// What it was in JSON.
    pub(crate) json: Option<Value>,
}

impl Given {
    /// A pair of a form.
    pub(crate) fn pair((name, text): (String, String)) -> Self {
        Self { name, text, ..Self::default() }
    }

    /// A member of a JSON body.
    pub(crate) fn member((name, value): (String, Value)) -> Self {
        Self { name, text: crate::sample::text(&value), raw: None, json: Some(value) }
    }

    /// The pairs of a query.
    pub(crate) fn query(query: &str) -> Vec<Self> {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        let written = query.split('&').filter(|pair| !pair.is_empty());
        let written = written.map(|pair| pair.split_once('=').map_or("", |(_, value)| value));
        pairs
            .zip(written)
            .map(|((name, text), raw)| Self { name, text, raw: Some(raw.to_owned()), json: None })
            .collect()
    }

    /// The text of a list of scopes, which may be written in a way of its own in a URL.
    pub(crate) fn scopes(&self, encoding: ScopeEncoding) -> Result<String, Refusal> {
        let Some(raw) = &self.raw else { return Ok(self.text.clone()) };
        match encoding {
            ScopeEncoding::Form => Ok(self.text.clone()),
            ScopeEncoding::Percent if raw.contains('+') => {
                Err(Refusal::request(format!("A space in `{}` must be %20", self.name)))
            }
            ScopeEncoding::Raw if has_needless(raw) => {
                let message =
                    format!("`{}` must be written as it is, and not percent-encoded", self.name);
                Err(Refusal::request(message))
            }
            ScopeEncoding::Percent | ScopeEncoding::Raw => {
                Ok(percent_decode_str(raw).decode_utf8_lossy().into_owned())
            }
        }
    }

    /// Whether it can be of that kind: in JSON its type counts, elsewhere how it is written.
    pub(crate) fn is(&self, kind: ParameterKind) -> bool {
        match (&self.json, kind) {
            (Some(Value::String(_)) | None, ParameterKind::String | ParameterKind::Secret)
            | (Some(Value::Bool(_)), ParameterKind::Boolean) => true,
            (Some(Value::Number(number)), ParameterKind::Integer) => number.is_i64(),
            (Some(_), _) => false,
            (None, ParameterKind::Integer) => self.text.parse::<i64>().is_ok(),
            (None, ParameterKind::Boolean) => matches!(self.text.as_str(), "true" | "false"),
        }
    }
}

/// Whether something is percent-encoded that a query may hold (RFC 3986, 3.4). A browser encodes `'` by itself.
fn has_needless(raw: &str) -> bool {
    raw.split('%').skip(1).any(|rest| {
        let byte = rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        byte.is_some_and(|it| it.is_ascii_alphanumeric() || b"-._~!$()*+,;:@/?".contains(&it))
    })
}

/// The parameter of that name.
pub(crate) fn find<'given>(given: &'given [Given], name: &str) -> Option<&'given Given> {
    given.iter().find(|each| each.name == name)
}

/// How often a parameter of that name may come.
pub(crate) fn times<'w>(wanted: impl IntoIterator<Item = &'w Wanted>, name: &str) -> usize {
    let mut own = wanted.into_iter().filter(|wanted| wanted.name == name).peekable();
    match own.peek() {
        Some(first) if first.hole() == Some(Source::Resource) => usize::MAX,
        _ => own.count(),
    }
}

/// A place in words.
pub(crate) fn place_name(place: ParametersIn) -> &'static str {
    match place {
        ParametersIn::Query => "the query of the URL",
        ParametersIn::Form => "a form body (application/x-www-form-urlencoded)",
        ParametersIn::Json => "a JSON body (application/json)",
        ParametersIn::Multipart => "a multipart body (multipart/form-data)",
    }
}

/// A kind in words.
pub(crate) fn kind_name(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::String | ParameterKind::Secret => "text",
        ParameterKind::Integer => "a whole number",
        ParameterKind::Boolean => "true or false",
    }
}

/// Refuses a value of another kind than declared: in JSON its type counts, elsewhere how it is written.
pub(crate) fn kinds(
    list: &[Wanted],
    given: &[Given],
    kind: &dyn Fn(&Wanted) -> Option<ParameterKind>,
) -> Result<(), Refusal> {
    for wanted in list {
        let several = list.iter().filter(|other| other.name == wanted.name).count() > 1;
        let Some(kind) = kind(wanted).filter(|_| !several) else { continue };
        let is_right = |given: &Given| match &given.json {
            // There may be several, and in JSON they are a list (RFC 8707, 2).
            Some(Value::Array(all)) if wanted.hole() == Some(Source::Resource) => {
                all.iter().all(Value::is_string)
            }
            _ => given.is(kind),
        };
        if let Some(given) = find(given, wanted.name).filter(|given| !is_right(given)) {
            let json = if given.json.is_some() { " in JSON" } else { "" };
            let kind = kind_name(kind);
            return Err(Refusal::request(format!("`{}` must be {kind}{json}", wanted.name)));
        }
    }
    Ok(())
}

/// Decides about parameters that come more often than `declared` says, and leaves out those without a
/// value, which count as not sent (RFC 6749, 3.1).
pub(crate) fn settle(
    given: Vec<Given>,
    policy: RepeatedParameters,
    declared: &dyn Fn(&str) -> usize,
) -> Result<Vec<Given>, Refusal> {
    let mut settled: Vec<Given> = Vec::new();
    for each in given {
        let times = settled.iter().filter(|before| before.name == each.name).count();
        if times >= declared(&each.name).max(1) {
            if policy == RepeatedParameters::Refuse {
                let message = format!("`{}` comes more than once", each.name);
                return Err(Refusal::request(message));
            }
            if let Some(first) = settled.iter().position(|before| before.name == each.name) {
                settled.remove(first);
            }
        }
        settled.push(each);
    }
    settled.retain(|given| !given.text.is_empty());
    Ok(settled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_may_be_written_raw() {
        let read = |query: &str, encoding| {
            Given::query(query)[0].scopes(encoding).map_err(|refusal| refusal.code)
        };
        let wrong = Err("invalid_request".to_owned());
        assert_eq!(read("scope=a+b%2Bc&x=1", ScopeEncoding::Form), Ok("a b+c".to_owned()));
        assert_eq!(read("scope=a+b%20%26c&x=1", ScopeEncoding::Raw), Ok("a+b &c".to_owned()));
        // A separator that was percent-encoded is not the one that is declared.
        for other in ["scope=a%2Bb", "scope=a%2cb", "scope=%61"] {
            assert_eq!(read(other, ScopeEncoding::Raw), wrong, "{other}");
        }
        assert_eq!(read("scope=a+b", ScopeEncoding::Percent), wrong);
    }

    #[test]
    fn what_may_come_twice_may() {
        let given = || Given::query("a=1&a=2&a=3&b=");
        let texts = |given: Vec<Given>| given.into_iter().map(|g| g.text).collect::<Vec<_>>();
        let twice = |_: &str| 2;
        assert!(settle(given(), RepeatedParameters::Refuse, &twice).is_err());
        let last = settle(given(), RepeatedParameters::Last, &twice).expect("the last two");
        assert_eq!(texts(last), ["2", "3"]);
        let all = settle(given(), RepeatedParameters::Refuse, &|_| 3).expect("all");
        assert_eq!(texts(all), ["1", "2", "3"]);
    }
}
