//! Token answers that are not written as the RFC says: read by the declaration, and put into the RFC's
//! words, so that what is stored and what a refresh falls back on always looks the same.

use std::borrow::Cow;

use http::HeaderMap;
use oauth_spec::{Answer, AnswerFormat, Expiry, FieldFrom, ProviderSpec, Rotation, Source};
use serde_json::{Map, Value as Json};

use super::data::{Granted, Kept, Known, NoToken, Parsed, TokenData};
use super::expiry::{self, Told};
use crate::answer::{
    Context, Members, Places, Table, claims, collect, document, is_refusal, lookup, names_error,
    read_token, scalar, typed,
};
use crate::core::Fixed;
use crate::sign::verify_answer;
use crate::wipe::Wiped;

/// How an answer is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) answer: &'static Answer,
    /// The notation and the root, which a redirect has not.
    pub(crate) format: AnswerFormat,
    pub(crate) root: &'static str,
    pub(crate) table: Table,
    /// Only the token counts, no field of the provider's.
    pub(crate) bare: bool,
    /// Whether it carries the declared signature.
    pub(crate) signed: bool,
    /// Whether it is only a part of an answer, which need not have what answers must be.
    pub(crate) partial: bool,
    pub(crate) fixed: &'a Fixed,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) base: Option<Base<'a>>,
}

/// The token that the answer follows: what the answer leaves out stays.
#[derive(Clone, Copy)]
pub(crate) struct Base<'a> {
    pub(crate) token: &'a TokenData,
    pub(crate) rotation: Rotation,
    /// The answer holds no token: the one before lives on.
    pub(crate) same_token: bool,
}

/// The members that have a name in the RFCs, and where the declaration finds them.
fn standard(answer: &Answer) -> [(&'static str, &'static str); 5] {
    [
        ("access_token", answer.access_token),
        ("token_type", answer.token_type),
        ("refresh_token", answer.refresh_token),
        ("scope", answer.scope),
        ("id_token", answer.id_token),
    ]
}

impl Reading<'_> {
    /// Reads an answer.
    pub(crate) fn read(
        &self,
        mut granted: Granted,
        body: Wiped,
    ) -> Result<Parsed, (NoToken, Wiped)> {
        match self.put(&mut granted, &body) {
            Ok((answer, told)) => self.parsed(granted, answer, told),
            Err(fault) => Err((fault, body)),
        }
    }

    fn parsed(
        &self,
        granted: Granted,
        answer: Members,
        told: Told,
    ) -> Result<Parsed, (NoToken, Wiped)> {
        let spec = self.spec;
        let body = Wiped(serde_json::to_vec(&answer.0).unwrap_or_default());
        let broken = |what, body| Err((NoToken::Unreadable(what), body));
        let standard = match read_token(&[], spec.scopes.answer_separator, &body.0) {
            Ok(read) => read.standard,
            Err(what) => return broken(what, body),
        };
        let (answer, grant) = (self.answer, granted.grant.clone());
        let context = Context { answer, received_at: granted.received_at, grant: &grant };
        let none = Map::new();
        let fields = granted.kept.as_ref().and_then(|kept| kept.fields.as_ref());
        let values = match typed(self.table.rows, fields.map_or(&none, |it| &it.0), context) {
            Ok(values) => values,
            Err(name) => {
                let what = format!("the required field `{name}` is missing or of another type");
                return broken(what, body);
            }
        };
        Parsed::assemble(spec, granted, standard, told.seconds(spec), values, body)
    }

    /// The answer in the RFC's words. The fields go to what is kept.
    fn put(&self, granted: &mut Granted, body: &Wiped) -> Result<(Members, Told), NoToken> {
        let same_token = self.base.is_some_and(|base| base.same_token);
        let whole = if same_token && body.0.trim_ascii().is_empty() {
            Json::Object(Map::new())
        } else {
            document(self.format, &body.0).map_err(NoToken::Unreadable)?
        };
        if is_refusal(&self.spec.errors, &whole) {
            return Err(NoToken::Absent);
        }
        let nothing = Json::Object(Map::new());
        let root = lookup(&whole, self.root).unwrap_or(&nothing);
        let find = |path: &str| match path.strip_prefix('/') {
            Some(path) => lookup(&whole, path),
            None => lookup(root, path),
        };
        if let Some(signature) = self.spec.token.signature.as_ref().filter(|_| self.signed) {
            let kept = granted.kept.as_deref();
            let lookup = |source| self.signed_value(source, kept, &|path| find(path));
            verify_answer(signature, &lookup, &whole, granted.received_at)
                .map_err(|refused| NoToken::Unreadable(refused.to_string()))?;
        }
        if !whole.is_object() {
            return Err(NoToken::Unreadable("the body is not a JSON object".to_owned()));
        }
        let mut members = Members::default();
        for (name, path) in standard(self.answer) {
            let found = find(path).filter(|found| found.as_str().is_none_or(|it| !it.is_empty()));
            if let Some(found) = found {
                members.0.insert(name.to_owned(), found.clone());
            }
        }
        let old = self.base.map(|base| before(base.token, self.rows()));
        let rotated = self.rotate(&mut members)?;
        if members.0.get("access_token").is_none_or(|token| !token.is_string()) {
            // A number is a token too; the reader wants a text.
            let text =
                members.0.get("access_token").filter(|it| it.is_number()).map(Json::to_string);
            let lives_on = same_token && !names_error(&self.spec.errors, &whole);
            let kept = old.as_ref().filter(|_| lives_on);
            let kept = kept.and_then(|(old, _)| old.0.get("access_token").cloned());
            let token = text.map(Json::from).or(kept).ok_or(NoToken::Absent)?;
            members.0.insert("access_token".to_owned(), token);
        }
        let fields = self.fields(&members, root, &whole, old.as_ref().map(|(_, fields)| fields))?;
        let told = expiry::told(self.answer.expiry, &find, &members, granted.received_at);
        self.refresh_expiry(granted, &find, rotated);
        self.extras(root, &fields, &mut members);
        if let Some((mut old, _)) = old {
            for (name, value) in std::mem::take(&mut old.0) {
                if name != "expires_in" {
                    members.0.entry(name).or_insert(value);
                }
            }
        }
        if let Some(seconds) = told.expires_in() {
            members.0.insert("expires_in".to_owned(), seconds.into());
        }
        if let (Known::FromAnswer, Some(at)) =
            (granted.expires_at, told.at(self.spec, granted.received_at))
        {
            granted.expires_at = Known::Otherwise(at);
        }
        granted.kept.get_or_insert_default().fields = Some(fields);
        Ok((members, told))
    }

    /// What a signed message may hold: fields of this answer, which is not a token yet, and what is known
    /// without it.
    fn signed_value<'v>(
        &'v self,
        source: Source,
        kept: Option<&'v Kept>,
        find: &dyn Fn(&str) -> Option<&'v Json>,
    ) -> Option<Cow<'v, str>> {
        match source {
            Source::Token(name) => {
                let mut fields = self.spec.token.fields.iter();
                let field = fields.find(|field| field.name == name)?;
                scalar(find(field.path).filter(|_| field.from == FieldFrom::Answer)?)
            }
            Source::Callback(name) => scalar(kept?.callback.as_ref()?.0.get(name)?),
            Source::Call(path) => {
                let (call, field) = path.split_once('.')?;
                scalar(kept?.calls.get(call)?.get(field)?)
            }
            known => self.fixed.get(known).map(Cow::from),
        }
    }

    fn rows(&self) -> &'static [oauth_spec::Field] {
        if self.bare { &[] } else { self.table.or(self.spec.token.fields).rows }
    }

    /// What becomes of the refresh token in the answer, and whether it is a new one.
    fn rotate(&self, members: &mut Members) -> Result<bool, NoToken> {
        let Some(base) = self.base else { return Ok(true) };
        if base.rotation == Rotation::Never {
            members.0.remove("refresh_token");
        }
        let rotated = members.0.get("refresh_token").is_some_and(Json::is_string);
        if base.rotation == Rotation::Always && !rotated {
            let what = "it has no new refresh token, and the declaration says that each has one";
            return Err(NoToken::Unreadable(what.to_owned()));
        }
        if !rotated {
            members.0.remove("refresh_token");
        }
        Ok(rotated)
    }

    fn fields(
        &self,
        members: &Members,
        root: &Json,
        whole: &Json,
        old: Option<&Members>,
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
            access_claims: access_claims.as_ref(),
            id_claims: id_claims.as_ref(),
            headers: Some(self.headers),
            old: old.map(|old| &old.0),
            partial: self.partial,
        };
        collect(rows, &places, Some(&|template| self.fixed.fill(template))).map_err(|refused| {
            NoToken::Unreadable(format!("the required field `{}` {}", refused.name, refused.what))
        })
    }

    /// When the refresh token expires, if somebody says so.
    fn refresh_expiry<'j>(
        &self,
        granted: &mut Granted,
        find: &dyn Fn(&str) -> Option<&'j Json>,
        rotated: bool,
    ) {
        let declared = self.answer.refresh_token_expiry;
        let told = declared
            .map(|declared| expiry::told(declared, find, &Members::default(), granted.received_at));
        if let Some(at) = told.and_then(|told| told.itself(granted.received_at)) {
            granted.refresh_expires_at = Known::Otherwise(at);
        } else if let Some(base) = self.base
            && !rotated
            && declared.is_some()
        {
            granted.refresh_expires_at = Known::Otherwise(base.token.refresh_expires_at);
        }
        if let Some(base) = self.base
            && !rotated
        {
            granted.refresh_received_at = base.token.refresh_received_at;
        }
    }

    /// What nobody has declared stays beside the token.
    fn extras(&self, root: &Json, fields: &Members, members: &mut Members) {
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
        let read = self
            .table
            .rows
            .iter()
            .filter(|row| row.from == FieldFrom::Answer && fields.0.contains_key(row.name));
        known.extend(read.map(|row| first(row.path)));
        // A lifetime that nobody is to act on is kept all the same.
        if !matches!(self.answer.expiry, Expiry::Never | Expiry::Lifetime) {
            known.push("expires_in");
        }
        for (name, value) in root.as_object().into_iter().flatten() {
            if !known.contains(&name.as_str()) && !members.0.contains_key(name) {
                members.0.insert(name.clone(), value.clone());
            }
        }
    }
}

/// A token before, in the RFC's words, and its fields by their names.
fn before(token: &TokenData, rows: &'static [oauth_spec::Field]) -> (Members, Members) {
    let members: Map<String, Json> = serde_json::from_slice(&token.body.0).unwrap_or_default();
    let fields = match token.kept.as_ref().and_then(|kept: &Box<Kept>| kept.fields.clone()) {
        Some(fields) => fields,
        None => {
            let found = |row: &oauth_spec::Field| {
                Some((
                    row.name.to_owned(),
                    members.get(row.path).filter(|it| !it.is_null())?.clone(),
                ))
            };
            Members(rows.iter().filter_map(found).collect())
        }
    };
    (Members(members), fields)
}
