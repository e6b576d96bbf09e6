//! Values that are signed tokens (RFC 7519).

use oauth_spec::{Digest, Jwt, Notation, Parameter, Source, TimeFormat};
use serde_json::{Map, Value};

use super::Making;
use crate::escape::push_json;
use crate::sign::fault::Fault;
use crate::sign::message::fill;
use crate::sign::{Lookup, jwt, key};

/// The time of the request at hand, in seconds since 1970.
pub(in crate::sign) fn now(lookup: &Lookup<'_>) -> Result<u64, Fault> {
    let time = Source::Time(TimeFormat::Unix);
    let now = lookup(time).and_then(|now| now.parse().ok());
    now.ok_or(Fault::NoValue(time))
}

impl Making<'_, '_, '_> {
    pub(super) fn jwt(&self, jwt: &Jwt, depth: usize) -> Result<String, Fault> {
        let now = now(self.lookup)?;
        let id = (self.lookup)(Source::RandomUuid).ok_or(Fault::NoValue(Source::RandomUuid))?;
        let mut claims = Map::new();
        claims.insert("iat".to_owned(), now.into());
        claims.insert("exp".to_owned(), now.saturating_add(jwt.lifetime).into());
        claims.insert("jti".to_owned(), id.into());
        claims.extend(self.members(jwt.claims, depth)?);
        let key = key::text(&jwt.key, &|source| self.known(source, depth))?;
        jwt::sign(jwt.algorithm, &key.0, self.members(jwt.header, depth)?, &claims)
    }

    /// Members of a JSON object; a name that is declared several times is a list.
    pub(in crate::sign) fn members(
        &self,
        parameters: &[Parameter],
        depth: usize,
    ) -> Result<Map<String, Value>, Fault> {
        let mut members = Map::new();
        for (index, parameter) in parameters.iter().enumerate() {
            let is_named_so = |other: &Parameter| other.name == parameter.name;
            if parameters[..index].iter().any(is_named_so) {
                continue;
            }
            let mut values = Vec::new();
            for one in parameters.iter().filter(|other| is_named_so(other)) {
                values.extend(self.member(one, depth)?);
            }
            let is_list = parameters[index + 1..].iter().any(is_named_so);
            let value = if is_list { Some(Value::Array(values)) } else { values.pop() };
            members.extend(value.map(|value| (parameter.name.to_owned(), value)));
        }
        Ok(members)
    }

    /// A member's value; none if it is one source without a value.
    fn member(&self, parameter: &Parameter, depth: usize) -> Result<Option<Value>, Fault> {
        let is_json = parameter.notation == Notation::Json;
        let get = |source| {
            let value = self.source(source, &Digest::STANDARD, depth)?;
            if !is_json {
                return Ok(value);
            }
            let mut quoted = String::with_capacity(value.len() + 2);
            push_json(&mut quoted, &String::from_utf8_lossy(&value));
            // Without the quotes, which the declaration has around it.
            Ok(quoted[1..quoted.len() - 1].to_owned().into_bytes().into())
        };
        let filled = match fill(&parameter.value, &get) {
            Err(Fault::NoValue(_)) if parameter.value.as_source().is_some() => return Ok(None),
            filled => filled?,
        };
        let value = if is_json {
            crate::json::value(&filled.0)
        } else {
            std::str::from_utf8(&filled.0).ok().map(Value::from)
        };
        let wrong = || Fault::Settings(format!("`{}` is no JSON value", parameter.name));
        value.map(Some).ok_or_else(wrong)
    }
}
