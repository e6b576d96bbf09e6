//! Token answers, read by the declaration: to compare with what the client has made of them.

use oauth_runtime::Json;
use oauth_spec::{Answer, AnswerFormat};

/// An answer and how it is declared.
pub(super) struct Reading {
    body: Json,
    answer: Answer,
}

impl Reading {
    /// Reads a body; none if it is not written as declared.
    pub(super) fn of(answer: Answer, body: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(body);
        let body = match answer.format {
            AnswerFormat::Json => text.parse().ok()?,
            AnswerFormat::Jsonp => {
                let (_, argument) = text.split_once('(')?;
                argument.rsplit_once(')')?.0.parse().ok()?
            }
            AnswerFormat::Form => {
                let pairs = url::form_urlencoded::parse(text.as_bytes()).into_owned();
                Json::Object(pairs.map(|(name, value)| (name, Json::String(value))).collect())
            }
        };
        Some(Self { body, answer })
    }

    /// The tokens in it, by the declared paths.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &str> {
        let Answer { access_token, refresh_token, id_token, .. } = self.answer;
        let found = [access_token, refresh_token, id_token].map(|path| self.at(path));
        found.into_iter().flatten().filter_map(Json::as_str)
    }

    /// The access token in it.
    pub(super) fn access_token(&self) -> Option<&str> {
        self.at(self.answer.access_token)?.as_str()
    }

    /// What a standard member is, by its path, which goes from the root unless it begins with `/`.
    fn at(&self, path: &str) -> Option<&Json> {
        match path.strip_prefix('/') {
            // A form has no depth: a dot is part of the name.
            own if self.answer.format == AnswerFormat::Form => self.body.get(own.unwrap_or(path)),
            Some(path) => at(&self.body, path),
            None => at(at(&self.body, self.answer.root)?, path),
        }
    }

    /// What a field of the file's own is, by its path.
    pub(super) fn field(&self, path: &str) -> Option<&Json> {
        match path.strip_prefix('/') {
            Some(path) => at(&self.body, path),
            None => field(at(&self.body, self.answer.root)?, path),
        }
    }
}

/// A value as a text: what stays the same where a number comes as a text.
pub(super) fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The same as people read it, where it may be missing.
pub(super) fn shown(value: Option<&Json>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| format!("`{}`", text(value)))
}

/// What is at a path below a value. `null` is as if it were not there.
pub(super) fn at<'a>(value: &'a Json, path: &str) -> Option<&'a Json> {
    let mut steps = path.split('.').filter(|step| !step.is_empty());
    let found = steps.try_fold(value, |value, step| match value {
        Json::Array(list) => list.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    });
    found.filter(|found| !found.is_null())
}

/// The same of a field of the file's own in a document: a member whose whole name that is goes first, such as a claim
/// that is called by an address.
pub(super) fn field<'a>(document: &'a Json, path: &str) -> Option<&'a Json> {
    match path.strip_prefix('/') {
        Some(path) => at(document, path),
        None => document.get(path).filter(|found| !found.is_null()).or_else(|| at(document, path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_is_read() {
        let root = Answer { root: "data.0", access_token: "token", ..Answer::STANDARD };
        let read = |answer, body: &str| {
            let reading = Reading::of(answer, body.as_bytes())?;
            reading.access_token().map(str::to_owned)
        };
        assert_eq!(read(root, r#"{"data":[{"token":"a"}]}"#).as_deref(), Some("a"));
        let form = Answer { format: AnswerFormat::Form, ..Answer::STANDARD };
        assert_eq!(read(form, "access_token=a%20b").as_deref(), Some("a b"));
        let dotted = Answer { access_token: "t.a", ..form };
        assert_eq!(read(dotted, "t.a=b").as_deref(), Some("b"));
        let jsonp = Answer { format: AnswerFormat::Jsonp, ..Answer::STANDARD };
        assert_eq!(read(jsonp, "callback( {\"access_token\":\"a)\"} );").as_deref(), Some("a)"));
        assert_eq!(read(jsonp, "no call"), None);
    }

    #[test]
    fn a_field_may_be_called_by_a_name_with_dots() {
        let claims: Json =
            r#"{"https://own.example/roles":["x"],"a.b":1,"a":{"b":2,"c":null,"d":3},"a.d":null}"#
                .parse()
                .expect("JSON");
        let read = |path| field(&claims, path).map(Json::to_string);
        assert_eq!(read("https://own.example/roles").as_deref(), Some(r#"["x"]"#));
        assert_eq!(read("a.b").as_deref(), Some("1"));
        // From the beginning every dot leads down, and what is `null` is not there.
        assert_eq!(read("/a.b").as_deref(), Some("2"));
        assert_eq!(read("a.d").as_deref(), Some("3"));
        assert_eq!(read("a.c"), None);
        // The standard members are never called so.
        assert_eq!(at(&claims, "a.b").map(Json::to_string).as_deref(), Some("2"));
        let answer = Answer { root: "a", ..Answer::STANDARD };
        let reading = Reading { body: claims.clone(), answer };
        assert_eq!(reading.field("b").map(Json::to_string).as_deref(), Some("2"));
        assert_eq!(reading.field("/a.d").map(Json::to_string).as_deref(), Some("3"));
    }
}
