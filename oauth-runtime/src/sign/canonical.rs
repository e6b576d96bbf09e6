//! A list of parameters as one text to sign.

use std::borrow::Cow;

use oauth_spec::{CanonicalQuery, QueryOrder, QueryValues, RepeatedNames};

use crate::escape::{push_component, push_form, push_json};
use crate::query::Places;
use crate::wipe::WipedText;

/// One parameter, as it was received or will be sent, and what it says.
#[derive(Clone)]
pub(super) struct Pair<'a> {
    pub(super) raw: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(super) value: Cow<'a, str>,
}

/// The parameters of a query or of a form body. Empty ones are there too, for the sake of the bytes.
pub(super) fn received(query: &str) -> Vec<Pair<'_>> {
    let pair = |raw: &'_ str| {
        let parsed = form_urlencoded::parse(raw.as_bytes()).next();
        (parsed.map(|(name, value)| (name.into_owned(), value.into_owned()))).unwrap_or_default()
    };
    query
        .split('&')
        .map(|raw| {
            let (name, value) = pair(raw);
            Pair { raw: raw.into(), name: name.into(), value: value.into() }
        })
        .collect()
}

/// Parameters that are not written as a form; as they would stand in one.
pub(super) fn listed(parameters: Vec<(String, String)>) -> Vec<Pair<'static>> {
    let pair = |(name, value): (String, String)| {
        let mut raw = String::with_capacity(name.len() + value.len() + 1);
        push_form(&mut raw, &name);
        raw.push('=');
        push_form(&mut raw, &value);
        Pair { raw: raw.into(), name: name.into(), value: value.into() }
    };
    parameters.into_iter().map(pair).collect()
}

impl Pair<'_> {
    /// The value with `+` left alone: base64 has a `+` and never a space.
    pub(super) fn signature(&self) -> String {
        let raw = self.raw.replace('+', "%2B");
        let mut pairs = form_urlencoded::parse(raw.as_bytes());
        pairs.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    /// Name and value, each as it is written on the wire.
    fn on_the_wire(&self) -> (&str, Option<&str>) {
        match self.raw.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (&self.raw, None),
        }
    }

    fn counts(&self, rule: &CanonicalQuery) -> bool {
        let fits = |pattern: &&str| match pattern.strip_suffix('*') {
            Some(beginning) => self.name.starts_with(beginning),
            None => self.name == *pattern,
        };
        !rule.remove.contains(&&*self.name) && (rule.only.is_empty() || rule.only.iter().any(fits))
    }
}

/// A name with everything that is said under it.
struct Group<'a> {
    name: Cow<'a, str>,
    values: Vec<Option<Cow<'a, str>>>,
    is_list: bool,
}

/// The parameters, without the one that carries the signature, as the rule says.
pub(super) fn write(rule: &CanonicalQuery, pairs: &[Pair<'_>], without: Option<&str>) -> WipedText {
    let as_received = rule.values == QueryValues::Raw && rule.order == QueryOrder::Received;
    let counting = pairs.iter().filter(|pair| {
        without != Some(&*pair.name) && pair.counts(rule) && (as_received || !pair.raw.is_empty())
    });
    let mut groups: Vec<(&str, Group<'_>)> = Vec::new();
    let mut places = Places::default();
    for pair in counting {
        let (name, value) = if rule.values == QueryValues::Raw {
            let (name, value) = pair.on_the_wire();
            (name.into(), value.map(Cow::from))
        } else {
            (Cow::from(&*pair.name), Some(Cow::from(&*pair.value)))
        };
        let earlier = match rule.repeated {
            RepeatedNames::Each => None,
            _ => places.earlier(&pair.name, groups.len()),
        };
        if let Some((_, group)) = earlier.map(|place| &mut groups[place]) {
            group.values.push(value);
            group.is_list = true;
        } else {
            groups.push((&pair.name, Group { name, values: vec![value], is_list: false }));
        }
    }
    if rule.repeated == RepeatedNames::Json {
        for (_, group) in &mut groups {
            group.unbracket();
        }
    }
    if rule.order == QueryOrder::Name {
        // A stable sort: those with the same name stay as they came.
        groups.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
    }
    let mut out = WipedText::default();
    for (index, (_, group)) in groups.iter().enumerate() {
        if index > 0 {
            out.0.push_str(rule.join);
        }
        group.write(rule, &mut out.0);
    }
    out
}

impl Group<'_> {
    /// `ids[]` is the list `ids`, even of one.
    fn unbracket(&mut self) {
        for brackets in ["[]", "%5B%5D", "%5b%5d"] {
            if let Some(name) = self.name.strip_suffix(brackets) {
                self.name = Cow::from(name.to_owned());
                self.is_list = true;
                return;
            }
        }
    }

    fn write(&self, rule: &CanonicalQuery, out: &mut String) {
        push(out, rule.values, &self.name, true);
        let value = match (&*self.values, rule.repeated) {
            ([None], _) => return,
            ([Some(value)], _) if !self.is_list => Cow::from(&**value),
            (values, repeated) => joined(values, repeated).into(),
        };
        out.push_str(rule.pair);
        push(out, rule.values, &value, false);
    }
}

fn joined(values: &[Option<Cow<'_, str>>], repeated: RepeatedNames) -> String {
    let is_json = repeated == RepeatedNames::Json;
    let mut out = String::from(if is_json { "[" } else { "" });
    for (index, value) in values.iter().enumerate() {
        let value = value.as_deref().unwrap_or_default();
        match (index, is_json) {
            (0, _) => {}
            (_, true) => out.push_str(", "),
            (_, false) => out.push(','),
        }
        if is_json { push_json(&mut out, value) } else { out.push_str(value) }
    }
    out.push_str(if is_json { "]" } else { "" });
    out
}

fn push(out: &mut String, values: QueryValues, text: &str, is_name: bool) {
    match values {
        QueryValues::Raw | QueryValues::Decoded => out.push_str(text),
        QueryValues::Percent => push_component(out, text),
        QueryValues::Form => push_form(out, text),
        QueryValues::Delimiters => text.chars().for_each(|character| match character {
            '%' => out.push_str("%25"),
            '&' => out.push_str("%26"),
            '=' if is_name => out.push_str("%3D"),
            other => out.push(other),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SORTED: CanonicalQuery = CanonicalQuery {
        order: QueryOrder::Name,
        values: QueryValues::Percent,
        ..CanonicalQuery::STANDARD
    };

    fn written(rule: CanonicalQuery, query: &str) -> String {
        write(&rule, &received(query), Some("sig")).take()
    }

    #[test]
    fn raw_is_byte_for_byte_without_the_signature_and_one_separator() {
        let raw = |query| written(CanonicalQuery::STANDARD, query);
        assert_eq!(raw("sig=1&b=%2f+&a"), "b=%2f+&a");
        assert_eq!(raw("b=2&sig=1&a="), "b=2&a=");
        assert_eq!(raw("b=2&a=1&%73ig=1"), "b=2&a=1");
        assert_eq!(raw("&b=2&&sig=x"), "&b=2&");
        assert_eq!(raw("sig=1"), "");
        assert_eq!(raw(""), "");
    }

    #[test]
    fn sorted_is_by_the_bytes_of_the_names_and_stable() {
        assert_eq!(written(SORTED, "b=2&a=2&sig=x&a=1&B=~+%7e&&c"), "B=~%20~&a=2&a=1&b=2&c=");
        let form = CanonicalQuery { values: QueryValues::Form, ..SORTED };
        assert_eq!(written(form, "b=~+&a="), "a=&b=%7E+");
        let raw = CanonicalQuery { values: QueryValues::Raw, ..SORTED };
        assert_eq!(written(raw, "b=%2f&a&&"), "a&b=%2f");
    }

    #[test]
    fn names_are_chosen_and_left_out() {
        let only = CanonicalQuery { only: &["vk_*", "x"], remove: &["vk_no"], ..SORTED };
        assert_eq!(written(only, "y=1&x=2&xx=3&vk_b=4&vk_no=5&vk_=6"), "vk_=6&vk_b=4&x=2");
    }

    #[test]
    fn a_name_that_comes_twice_is_written_as_the_rule_says() {
        let comma = CanonicalQuery { repeated: RepeatedNames::Comma, join: "", ..SORTED };
        assert_eq!(written(comma, "b=1&a=x&b=2&b"), "a=xb=1%2C2%2C");
        let json = CanonicalQuery {
            repeated: RepeatedNames::Json,
            values: QueryValues::Delimiters,
            ..SORTED
        };
        assert_eq!(
            written(json, "ids%5B%5D=1&ids[]=%22&a%3D%26%25=%26%25%3D&z[]=1"),
            r#"a%3D%26%25=%26%25=&ids=["1", "\""]&z=["1"]"#
        );
    }

    #[test]
    fn a_list_is_written_as_it_is_sent() {
        let list = || vec![("b".into(), "x y".into()), ("a".into(), "/".into())];
        let write = |rule| write(&rule, &listed(list()), Some("sig")).take();
        assert_eq!(write(CanonicalQuery::STANDARD), "b=x+y&a=%2F");
        assert_eq!(write(SORTED), "a=%2F&b=x%20y");
        let plain = CanonicalQuery { values: QueryValues::Decoded, pair: "", join: "\n", ..SORTED };
        assert_eq!(write(plain), "a/\nbx y");
    }
}
