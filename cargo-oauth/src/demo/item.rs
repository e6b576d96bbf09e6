//! One parameter, header or JSON member of a message, as it is shown.

use oauth_runtime::Json;

/// A name and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: String,
    pub(super) value: String,
    /// How many spaces stand between it and the one before.
    pub(super) gap: usize,
}

impl Item {
    /// `name=value`, as in a form or a query.
    pub(super) fn pair(name: &str, value: &str) -> Self {
        Self { name: format!("{name}="), value: value.to_owned(), gap: 2 }
    }

    /// The same in the query of a request that has a body too.
    pub(super) fn beside(name: &str, value: &str) -> Self {
        Self { name: format!("?{name}="), value: value.to_owned(), gap: 2 }
    }

    /// Whether it is the parameter of that name, however it is written.
    pub(super) fn names(&self, name: &str) -> bool {
        let marks = |c: char| "{?\": =".contains(c);
        self.name.trim_matches(marks) == name
    }

    /// `name: value`, the name as it is sent, in lower case.
    pub(super) fn header(name: &str, value: &str) -> Self {
        Self { name: format!("{name}: "), value: value.to_owned(), gap: 2 }
    }
}

/// The pairs of a form or a query.
pub(super) fn pairs(pairs: &[(String, String)]) -> Vec<Item> {
    pairs.iter().map(|(name, value)| Item::pair(name, value)).collect()
}

/// The members of a JSON object, in the order in which they were written; none if it is no object.
pub(super) fn members(body: &[u8]) -> Vec<Item> {
    let text = String::from_utf8_lossy(body);
    let Ok(Json::Object(object)) = text.parse::<Json>() else { return Vec::new() };
    let mut members: Vec<_> = object.iter().collect();
    // The reader sorts names; where a name first stands tells the order that was sent.
    members.sort_by_key(|(name, _)| text.find(&format!("\"{name}\"")));
    let last = members.len().saturating_sub(1);
    let item = |(index, (name, value)): (usize, &(&String, &Json))| {
        let (open, gap) = if index == 0 { ("{ ", 2) } else { ("", 1) };
        let close = if index == last { " }" } else { "," };
        Item { name: format!("{open}\"{name}\": "), value: format!("{value}{close}"), gap }
    };
    members.iter().enumerate().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_the_order_that_was_sent() {
        let items = members(br#"{"b":1,"a":{"c":"d"}}"#);
        let shown: Vec<&str> =
            items.iter().flat_map(|item| [item.name.as_str(), item.value.as_str()]).collect();
        assert_eq!(shown.join(""), r#"{ "b": 1,"a": {"c":"d"} }"#);
        assert!(members(b"<html>").is_empty());
        assert!(members(b"[1]").is_empty());
    }
}
