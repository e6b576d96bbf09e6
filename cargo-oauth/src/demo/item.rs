//! One parameter, header or JSON member of a message, as it is shown.

use super::written::Written;

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

    /// A body in which no parameters are found.
    pub(super) fn body(body: &[u8]) -> Self {
        Self { name: String::new(), value: String::from_utf8_lossy(body).into_owned(), gap: 2 }
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
    let Ok(Written::Object(members)) = serde_json::from_slice(body) else { return Vec::new() };
    let last = members.len().saturating_sub(1);
    let item = |(index, (name, value)): (usize, &(String, Written))| {
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
        // A value may be what a later member is called.
        let items = members(br#"{"b":"a","z":1,"a":{"z":"d","c":[]}}"#);
        let shown: Vec<&str> =
            items.iter().flat_map(|item| [item.name.as_str(), item.value.as_str()]).collect();
        assert_eq!(shown.join(""), r#"{ "b": "a","z": 1,"a": {"z":"d","c":[]} }"#);
        assert!(members(b"<html>").is_empty());
        assert!(members(b"[1]").is_empty());
    }
}
