//! Parameters as one text to sign.

use oauth_spec::{CanonicalQuery, QueryOrder, QueryValues, RepeatedNames};
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use crate::script::NOT_UNRESERVED;

/// One pair, as it came and decoded.
#[derive(Debug)]
struct Pair<'a> {
    raw_name: &'a str,
    /// `None` for a name without `=`.
    raw_value: Option<&'a str>,
    name: String,
    value: String,
}

/// Writes pairs as the rule says. `held` are the names that carry the signature itself.
pub(crate) fn canonical(pairs: &[String], held: &[&str], rule: &CanonicalQuery) -> String {
    let mut pairs: Vec<Pair<'_>> = pairs.iter().map(|pair| take_apart(pair)).collect();
    pairs.retain(|pair| {
        let name = pair.name.as_str();
        !held.contains(&name) && !rule.remove.contains(&name) && wanted(rule.only, name)
    });
    if rule.order == QueryOrder::Name {
        // A stable sort: pairs of one name stay as they came.
        pairs.sort_by(|one, other| one.name.as_bytes().cmp(other.name.as_bytes()));
    }
    let mut groups: Vec<(&str, Vec<&Pair<'_>>)> = Vec::new();
    for pair in &pairs {
        let known = groups.iter_mut().find(|(name, _)| *name == pair.name);
        match known.filter(|_| rule.repeated != RepeatedNames::Each) {
            Some((_, all)) => all.push(pair),
            None => groups.push((&pair.name, vec![pair])),
        }
    }
    let written: Vec<String> = groups.iter().map(|(_, all)| one(all, rule)).collect();
    written.join(rule.join)
}

fn take_apart(pair: &str) -> Pair<'_> {
    let (raw_name, raw_value) = match pair.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (pair, None),
    };
    let decoded =
        |raw: &str| percent_decode_str(&raw.replace('+', " ")).decode_utf8_lossy().into_owned();
    Pair { raw_name, raw_value, name: decoded(raw_name), value: decoded(raw_value.unwrap_or("")) }
}

fn wanted(only: &[&str], name: &str) -> bool {
    only.is_empty()
        || only.iter().any(|each| match each.strip_suffix('*') {
            Some(prefix) => name.starts_with(prefix),
            None => *each == name,
        })
}

/// What comes under one name: put together first, and written as the rule says then.
fn one(all: &[&Pair<'_>], rule: &CanonicalQuery) -> String {
    let is_raw = rule.values == QueryValues::Raw;
    let [first, ..] = all else { return String::new() };
    let name = if is_raw { first.raw_name } else { first.name.as_str() };
    // `ids[]` is the list `ids`, even of one.
    let mut brackets = ["[]", "%5B%5D", "%5b%5d"].into_iter();
    let list = brackets.find_map(|brackets| name.strip_suffix(brackets));
    let list = list.filter(|_| rule.repeated == RepeatedNames::Json);
    let name = match rule.values {
        QueryValues::Delimiters => encoded(list.unwrap_or(name), rule.values).replace('=', "%3D"),
        _ => encoded(list.unwrap_or(name), rule.values),
    };
    if let ([Pair { raw_value: None, .. }], true, None) = (all, is_raw, list) {
        return name;
    }
    let values: Vec<&str> = all
        .iter()
        .map(|each| if is_raw { each.raw_value.unwrap_or_default() } else { each.value.as_str() })
        .collect();
    let value = match rule.repeated {
        RepeatedNames::Json if list.is_some() || values.len() > 1 => {
            let texts: Vec<_> = values.iter().map(|it| serde_json::json!(it).to_string()).collect();
            format!("[{}]", texts.join(", "))
        }
        _ => values.join(","),
    };
    format!("{name}{}{}", rule.pair, encoded(&value, rule.values))
}

fn encoded(text: &str, values: QueryValues) -> String {
    match values {
        QueryValues::Raw | QueryValues::Decoded => text.to_owned(),
        QueryValues::Percent => utf8_percent_encode(text, NOT_UNRESERVED).to_string(),
        QueryValues::Form => form_urlencoded::byte_serialize(text.as_bytes()).collect(),
        QueryValues::Delimiters => text.replace('%', "%25").replace('&', "%26"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(query: &str, rule: CanonicalQuery) -> String {
        let pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
        canonical(&pairs, &["hmac"], &rule)
    }

    const SORTED: CanonicalQuery = CanonicalQuery {
        order: QueryOrder::Name,
        values: QueryValues::Percent,
        ..CanonicalQuery::STANDARD
    };

    #[test]
    fn as_received_but_for_the_signature() {
        let query = "b=%41+c&hmac=x&flag&a=1";
        assert_eq!(written(query, CanonicalQuery::STANDARD), "b=%41+c&flag&a=1");
    }

    #[test]
    fn sorted_and_encoded_anew() {
        assert_eq!(written("b=%41+c&hmac=x&a=1%3D", SORTED), "a=1%3D&b=A%20c");
        let rule = CanonicalQuery { values: QueryValues::Form, ..SORTED };
        assert_eq!(written("b=%41%20c&a=1", rule), "a=1&b=A+c");
        let rule = CanonicalQuery { values: QueryValues::Delimiters, ..SORTED };
        assert_eq!(written("a%3Db=%25%26%3D", rule), "a%3Db=%25%26=");
    }

    #[test]
    fn repeated_names_are_joined() {
        let rule = CanonicalQuery {
            values: QueryValues::Decoded,
            repeated: RepeatedNames::Comma,
            join: "",
            ..SORTED
        };
        let query = "extra=1&extra=2&shop=s&path=%2Fa";
        assert_eq!(written(query, rule), "extra=1,2path=/ashop=s");
        let rule = CanonicalQuery { repeated: RepeatedNames::Json, join: "&", ..rule };
        assert_eq!(written("ids[]=1&ids%5B%5D=2&a=1", rule), "a=1&ids=[\"1\", \"2\"]");
        assert_eq!(written("ids[]=1&a=1", rule), "a=1&ids=[\"1\"]");
        // Put together first, and encoded then.
        let rule = CanonicalQuery { values: QueryValues::Percent, ..rule };
        assert_eq!(written("b=1&a=x&b=2", rule), "a=x&b=%5B%221%22%2C%20%222%22%5D");
        let rule = CanonicalQuery { repeated: RepeatedNames::Comma, ..rule };
        assert_eq!(written("b=1&a=x&b=2&b", rule), "a=x&b=1%2C2%2C");
    }

    #[test]
    fn only_some_names_count() {
        let rule = CanonicalQuery { only: &["vk_*", "a"], remove: &["vk_b"], ..SORTED };
        assert_eq!(written("vk_a=1&vk_b=2&a=3&ab=4", rule), "a=3&vk_a=1");
    }
}
