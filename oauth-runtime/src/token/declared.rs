//! Token answers that are not written as the RFC says: read by the declaration, and put into the RFC's
//! words, so that what is stored and what a refresh falls back on always looks the same.

use http::HeaderMap;
use oauth_spec::{Answer, AnswerFormat, ProviderSpec, Rotation};
use serde_json::{Map, Value as Json};

use super::beside::before;
use super::data::{Granted, Known, NoToken, Parsed, TokenData, after};
use super::expiry::{self, Told};
use crate::answer::{
    Context, Document, Members, Places, Table, document, is_refusal, lookup, names_error,
    read_token, typed,
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
pub(super) fn standard(answer: &Answer) -> [(&'static str, &'static str); 5] {
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
            Ok(answer) => self.parsed(granted, &answer),
            Err(fault) => Err((fault, body)),
        }
    }

    fn parsed(&self, granted: Granted, answer: &Members) -> Result<Parsed, (NoToken, Wiped)> {
        let spec = self.spec;
        let body = Wiped(crate::json::written(&answer.0));
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
        // When it expires is known by now.
        Parsed::assemble(spec, granted, standard, None, values, body)
    }

    /// The answer in the RFC's words. The fields go to what is kept.
    fn put(&self, granted: &mut Granted, body: &Wiped) -> Result<Members, NoToken> {
        let same_token = self.base.is_some_and(|base| base.same_token);
        let whole = if same_token && body.0.trim_ascii().is_empty() {
            Document(Json::Object(Map::new()))
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
            let places = Places { root, ..Places::document(&whole) };
            let lookup = |source| self.signed_value(source, kept, &places);
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
        let rotated = self.rotate(&mut members);
        let callback = granted.kept.as_ref().and_then(|kept| kept.callback.as_ref());
        let before = old.as_ref().map(|(_, fields)| fields);
        let fields = self.fields(&members, root, &whole, before, callback)?;
        let told = expiry::told(self.answer.expiry, &find, &members);
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
        let now = granted.received_at;
        granted.expires_at = Known::Otherwise(match granted.expires_at {
            Known::FromAnswer => told.at(now, after(now, self.spec.token.lifetime)),
            Known::FromAnswerAlone => told.at(now, None),
            Known::Otherwise(at) => at,
        });
        granted.kept.get_or_insert_default().fields = Some(fields);
        Ok(members)
    }

    pub(super) fn rows(&self) -> &'static [oauth_spec::Field] {
        if self.bare { &[] } else { self.table.or(self.spec.token.fields).rows }
    }

    /// What becomes of the refresh token in the answer, and whether it is a new one. Without one the old one stays, also
    /// where each answer should have one: the token that the answer does have must not be lost, and whether the old
    /// one is spent the provider knows.
    fn rotate(&self, members: &mut Members) -> bool {
        let Some(base) = self.base else { return true };
        if base.rotation == Rotation::Never {
            members.0.remove("refresh_token");
        }
        let rotated = members.0.get("refresh_token").is_some_and(Json::is_string);
        if !rotated {
            members.0.remove("refresh_token");
        }
        rotated
    }

    /// When the refresh token expires, if somebody says so.
    fn refresh_expiry<'j>(
        &self,
        granted: &mut Granted,
        find: &dyn Fn(&str) -> Option<&'j Json>,
        rotated: bool,
    ) {
        let declared = self.answer.refresh_token_expiry;
        let told = declared.map(|declared| expiry::told(declared, find, &Members::default()));
        if let Some(told) = told.filter(|told| *told != Told::Nothing) {
            granted.refresh_expires_at = Known::Otherwise(told.at(granted.received_at, None));
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
}
