//! What an answer holds beside the token: declared fields, and what nobody has declared.

use std::borrow::Cow;

use oauth_spec::{Expiry, FieldFrom, Source};
use serde_json::Value as Json;

use super::data::{Kept, NoToken, TokenData};
use super::declared::{Reading, standard};
use crate::answer::{Document, Members, Places, claims, collect, scalar};
use crate::core::Values;

impl Reading<'_> {
    pub(super) fn fields(
        &self,
        members: &Members,
        root: &Json,
        whole: &Json,
        old: Option<&Members>,
        callback: Option<&Members>,
    ) -> Result<Members, NoToken> {
        let rows = self.rows();
        let from = |wanted| rows.iter().any(|row| row.from == wanted);
        let claims_of = |name: &str| members.0.get(name)?.as_str().and_then(claims);
        let access_claims =
            from(FieldFrom::AccessToken).then(|| claims_of("access_token")).flatten();
        let id_claims = from(FieldFrom::IdToken).then(|| claims_of("id_token")).flatten();
        let places = Places {
            root,
            whole,
            access_claims: access_claims.as_deref(),
            id_claims: id_claims.as_deref(),
            headers: Some(self.headers),
            old: old.map(|old| &old.0),
            partial: self.partial,
        };
        let values = Values { fixed: Some(self.fixed), callback, ..Values::default() };
        collect(rows, &places, Some(&|template| values.known(template))).map_err(|refused| {
            NoToken::Unreadable(format!("the required field `{}` {}", refused.name, refused.what))
        })
    }

    /// What a signed message may hold: fields of this answer, which is not a token yet, and what is known
    /// without it.
    pub(super) fn signed_value<'v>(
        &'v self,
        source: Source,
        kept: Option<&'v Kept>,
        places: &Places<'_>,
    ) -> Option<Cow<'v, str>> {
        match source {
            Source::Token(name) => {
                let mut fields = self.spec.token.fields.iter();
                let field = fields.find(|field| field.name == name)?;
                let is_here = field.from == FieldFrom::Answer && places.has(field) == Some(true);
                let found = places.find(field).map(Document).filter(|_| is_here)?;
                scalar(&found).map(|text| text.into_owned().into())
            }
            Source::Callback(name) => scalar(kept?.callback.as_ref()?.0.get(name)?),
            Source::Call(path) => {
                let (call, field) = path.split_once('.')?;
                scalar(kept?.calls.0.get(call)?.get(field)?)
            }
            known => self.fixed.get(known).map(Cow::from),
        }
    }

    /// What nobody has declared stays beside the token.
    pub(super) fn extras(&self, root: &Json, fields: &Members, members: &mut Members) {
        let first = |path: &'static str| {
            // From the answer itself, which is the root where there is no other.
            let path = path.strip_prefix('/').filter(|_| self.root.is_empty()).unwrap_or(path);
            path.split('.').next().unwrap_or_default()
        };
        let mut known: Vec<&str> = standard(self.answer).map(|(_, path)| first(path)).into();
        for expiry in [Some(self.answer.expiry), self.answer.refresh_token_expiry] {
            if let Some(Expiry::In { field, .. } | Expiry::At { field, .. }) = expiry {
                known.push(first(field));
            }
        }
        for row in self.table.rows {
            if row.from == FieldFrom::Answer && fields.0.contains_key(row.name) {
                known.extend(row.paths().map(first));
            }
        }
        // A lifetime that nobody is to act on is kept all the same.
        if !matches!(self.answer.expiry, Expiry::Never | Expiry::Lifetime) {
            known.push("expires_in");
        }
        let Json::Object(root) = root else { return };
        for (name, value) in root {
            if !known.contains(&name.as_str()) && !members.0.contains_key(name) {
                members.0.insert(name.clone(), value.clone());
            }
        }
    }
}

/// A token before, in the RFC's words, and its fields by their names.
pub(super) fn before(token: &TokenData, rows: &'static [oauth_spec::Field]) -> (Members, Members) {
    let members = crate::json::object(&token.body.0).unwrap_or_default();
    let kept = token.kept.as_ref().and_then(|kept| kept.fields.clone());
    let fields = kept.unwrap_or_else(|| {
        let mut fields = Members::default();
        // Which of several things a member is, only its answer has said.
        for row in rows.iter().filter(|row| row.when.is_empty()) {
            let member = row.paths().find_map(|path| members.get(path).filter(|it| !it.is_null()));
            if let Some(member) = member {
                fields.0.insert(row.name.to_owned(), member.clone());
            }
        }
        fields
    });
    (Members(members), fields)
}
