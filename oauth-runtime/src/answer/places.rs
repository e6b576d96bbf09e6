//! Where fields are: in the answer, in claims, in headers, in an element of a list.

use http::HeaderMap;
use oauth_spec::{Field, FieldFrom, element};
use serde_json::{Map, Value as Json};

use super::document::header;
use super::fault::meets;
use super::members::lookup;

/// Where the fields of an answer are.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    /// What paths go from.
    pub(crate) root: &'a Json,
    /// The answer itself.
    pub(crate) whole: &'a Json,
    pub(crate) access_claims: Option<&'a Json>,
    pub(crate) id_claims: Option<&'a Json>,
    pub(crate) headers: Option<&'a HeaderMap>,
    /// What was collected before: it counts where the answer leaves a field out.
    pub(crate) old: Option<&'a Map<String, Json>>,
    /// Only a part of an answer, which need not have everything.
    pub(crate) partial: bool,
}

impl<'a> Places<'a> {
    /// A document and nothing else.
    pub(crate) fn document(root: &'a Json) -> Self {
        Self {
            root,
            whole: root,
            access_claims: None,
            id_claims: None,
            headers: None,
            old: None,
            partial: false,
        }
    }

    pub(crate) fn find(&self, field: &Field) -> Option<Json> {
        let mut paths = field.paths();
        match field.from {
            FieldFrom::Header => {
                let headers = self.headers?;
                paths.find_map(|name| header(headers, name)).map(Json::from)
            }
            from => match self.chosen(field) {
                Some((item, path)) => lookup(item?, path).cloned(),
                None => paths.find_map(|path| self.at(from, path)).cloned(),
            },
        }
    }

    /// The element of a list that a field's conditions choose, and the path in it; nothing, where they choose none
    /// or where there is no list.
    fn chosen<'f>(&self, field: &'f Field) -> Option<(Option<&'a Json>, &'f str)> {
        if field.when.is_empty() {
            return None;
        }
        let (list, path) = element(field.path)?;
        let items = self.at(field.from, list)?.as_array()?;
        let fits = |item: &&Json| {
            field.when.iter().any(|it| {
                let said = element(it.path).and_then(|(_, path)| lookup(item, path));
                said.is_some_and(|said| meets(it.test, said))
            })
        };
        Some((items.iter().find(fits), path))
    }

    /// What stands at a path, from where a field's own goes.
    fn at(&self, from: FieldFrom, path: &str) -> Option<&'a Json> {
        let from = match from {
            FieldFrom::Answer => self.root,
            FieldFrom::AccessToken => self.access_claims?,
            FieldFrom::IdToken => self.id_claims?,
            FieldFrom::Header => return None,
        };
        match path.strip_prefix('/') {
            Some(path) => lookup(self.whole, path),
            None => lookup(from, path),
        }
    }

    /// Whether the answer has a field, by its conditions; nothing, where it has no member that they are about.
    pub(crate) fn has(&self, field: &Field) -> Option<bool> {
        if field.when.is_empty() {
            return Some(true);
        }
        if let Some((item, _)) = self.chosen(field) {
            return Some(item.is_some());
        }
        let conditions = field.when.iter();
        let met = conditions.filter_map(|it| Some(meets(it.test, self.at(field.from, it.path)?)));
        met.reduce(|any, met| any || met)
    }
}
