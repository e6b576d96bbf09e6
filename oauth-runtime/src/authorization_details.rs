//! Authorization details: what exactly is asked for, and what exactly was granted (RFC 9396).

use serde_json::{Map, Value as Json};

use crate::answer::{Context, typed};
use crate::error::Error;
use crate::fields::members;
use crate::grants::AuthorizationDetail;
use crate::provider::Provider;
use crate::token::Token;

/// The name of the parameter, and of the member of a token answer.
const NAME: &str = "authorization_details";

/// One of them as it is sent (RFC 9396, 2).
pub(crate) fn detail<D: AuthorizationDetail>(detail: D) -> Json {
    let mut object = Map::new();
    object.insert("type".to_owned(), D::TYPE.into());
    object.extend(std::mem::take(&mut members(detail).0));
    Json::Object(object)
}

/// All of them as they are sent, if there are any.
pub(crate) fn text(details: &[Json]) -> Option<String> {
    (!details.is_empty()).then(|| Json::from(details).to_string())
}

/// What to say to who gives some where none are sent.
pub(crate) fn not_sent(title: &str) -> String {
    format!(
        "{title} takes no authorization details in this request: leave out `.authorization_detail(…)`, or \
         declare their types in `[authorization_details]`"
    )
}

impl<P: Provider> Token<P> {
    /// What was granted in detail, of that type (RFC 9396, 7): it may be other than what was asked for.
    /// Empty where the answer says nothing.
    ///
    /// # Errors
    /// [`Error::Configuration`] if one lacks a member that the declaration requires.
    pub fn authorization_details<D: AuthorizationDetail<Provider = P>>(
        &self,
    ) -> Result<Vec<D>, Error> {
        let all = self.authorization_details_json().iter().filter_map(Json::as_object);
        let own = all.filter(|it| it.get("type").and_then(Json::as_str) == Some(D::TYPE));
        own.map(|members| {
            let mut values = typed(D::FIELDS, members, Context::NONE).map_err(|name| {
                Error::configuration(format!(
                    "the authorization details `{}` that were granted have no `{name}`: declare it as not required",
                    D::TYPE
                ))
            })?;
            Ok(D::read(&mut values))
        })
        .collect()
    }

    /// The same as they came, those of types too that the declaration does not know.
    pub fn authorization_details_json(&self) -> &[Json] {
        self.extra().get(NAME).and_then(Json::as_array).map_or(&[], Vec::as_slice)
    }
}
