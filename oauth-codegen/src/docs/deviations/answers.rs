//! How answers are read, and how long tokens live.

use oauth_spec::{
    Answer, AnswerFormat, Condition, ErrorSpec, ErrorText, Expiry, Field, FieldFrom, FieldKind,
    TimeFormat, TokenSpec, Unit, element,
};

use super::browser::condition;
use super::{duration, listed, signatures, words};
use crate::markdown::code;

pub(super) fn token(token: &TokenSpec, found: &mut Vec<String>) {
    let TokenSpec {
        answer,
        lifetime,
        refresh_token_lifetime,
        refresh_token_idle,
        renew_before,
        fields,
        signature,
    } = token;
    self::answer("Token answers come", answer, found);
    if let Some(seconds) = lifetime {
        let first = match answer.expiry {
            Expiry::Lifetime | Expiry::Never => "",
            _ => "; what the answer says counts first",
        };
        found.push(format!("Access tokens live {} as documented{first}.", duration(*seconds)));
    }
    if let Some(seconds) = refresh_token_lifetime {
        found.push(format!("Refresh tokens live {}.", duration(*seconds)));
    }
    if let Some(seconds) = refresh_token_idle {
        found.push(format!("Refresh tokens live {} without being used.", duration(*seconds)));
    }
    if let Some(seconds) = renew_before {
        found.push(format!("Tokens are renewed {} before they expire.", duration(*seconds)));
    }
    if let Some(signature) = signature {
        found.push(format!("Token answers are signed: {}", signatures::signature(signature)));
        signatures::weakness("A token answer", signature, found);
    }
    self::fields("token", fields, found);
}

/// The notation of an answer, and what its members are in.
pub(super) fn body(what: &str, format: AnswerFormat, root: &str, found: &mut Vec<String>) {
    match format {
        AnswerFormat::Json => {}
        AnswerFormat::Form => found.push(format!("{what} as a form.")),
        AnswerFormat::Jsonp => found.push(format!("{what} as JSONP.")),
    }
    if !root.is_empty() {
        found.push(format!("{what} in {}.", code(root)));
    }
}

/// Members that are elsewhere than the standard says.
pub(super) fn members(what: &str, members: &[(&str, &str)], found: &mut Vec<String>) {
    let moved: Vec<String> = members
        .iter()
        .filter(|(name, own)| name != own)
        .map(|(name, own)| format!("{} at {}", code(name), code(own)))
        .collect();
    if !moved.is_empty() {
        found.push(format!("{what} with {}.", listed(&moved, "and")));
    }
}

/// How an answer is written, in words after `what`.
pub(super) fn answer(what: &str, answer: &Answer, found: &mut Vec<String>) {
    let standard = Answer::STANDARD;
    let Answer {
        format,
        root,
        access_token,
        token_type,
        refresh_token,
        scope,
        id_token,
        expiry,
        refresh_token_expiry,
    } = *answer;
    body(what, format, root, found);
    let members = [
        (standard.access_token, access_token),
        (standard.token_type, token_type),
        (standard.refresh_token, refresh_token),
        (standard.scope, scope),
        (standard.id_token, id_token),
    ];
    self::members(what, &members, found);
    if let Some(sentence) = self::expiry("Access tokens", expiry) {
        found.push(sentence);
    }
    if let Some(sentence) = refresh_token_expiry.and_then(|it| self::expiry("Refresh tokens", it)) {
        found.push(sentence);
    }
}

fn expiry(what: &str, expiry: Expiry) -> Option<String> {
    let never = |zero_is_never: bool| if zero_is_never { ", if that is not 0" } else { "" };
    Some(match expiry {
        Expiry::EXPIRES_IN => return None,
        Expiry::In { field, unit, zero_is_never } => {
            let unit = self::unit(unit);
            format!("{what} expire after {} {unit}{}.", code(field), never(zero_is_never))
        }
        Expiry::At { field, format, zero_is_never } => {
            let format = match format {
                TimeFormat::Unix => "in seconds since 1970".to_owned(),
                TimeFormat::UnixMilliseconds => "in milliseconds since 1970".to_owned(),
                TimeFormat::Rfc3339 => "as RFC 3339 writes it".to_owned(),
                TimeFormat::DateTime(0) => "as `yyyy-MM-dd HH:mm:ss` in UTC".to_owned(),
                zoned @ TimeFormat::DateTime(_) => {
                    let zone = zoned.to_string().replace("date_time", "UTC");
                    format!("as `yyyy-MM-dd HH:mm:ss` in {zone}")
                }
            };
            format!("{what} expire at {}, {format}{}.", code(field), never(zero_is_never))
        }
        Expiry::Jwt => format!("{what} expire as their own claim `exp` says."),
        Expiry::Introspection => format!("{what} expire as the introspection endpoint says."),
        Expiry::Lifetime => format!("No answer says when {} expire.", what.to_lowercase()),
        Expiry::Never => {
            format!("{what} do not expire; a refused one means that the user must authorize again.")
        }
    })
}

/// What a number of time counts, in words.
pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "seconds",
        Unit::Milliseconds => "milliseconds",
        Unit::Minutes => "minutes",
    }
}

pub(super) fn errors(errors: &ErrorSpec, found: &mut Vec<String>) {
    let ErrorSpec { when, code: own_code, description, uri, codes, statuses, text, fields } =
        errors;
    let standard = ErrorSpec::STANDARD;
    if !when.is_empty() {
        found.push(format!("An answer is a refusal, whatever its status, where {}.", any(when)));
    }
    for (name, own, standard) in [
        ("error", *own_code, standard.code),
        ("error_description", *description, standard.description),
        ("error_uri", &[*uri][..], &[standard.uri][..]),
    ] {
        if own != standard {
            found.push(format!("Errors have {} at {}.", code(name), words(own, "or")));
        }
    }
    self::codes("In errors", codes, found);
    if !statuses.is_empty() {
        let pairs: Vec<String> = statuses
            .iter()
            .map(|(status, standard)| format!("{status} means {}", code(standard)))
            .collect();
        let pairs = listed(&pairs, "and");
        found.push(format!(
            "Where an answer to a token request names no error, the status {pairs}."
        ));
    }
    if let Some(text) = text {
        let what = match text {
            ErrorText::Code => "its error code",
            ErrorText::Description => "its description, without an error code",
        };
        found.push(format!("A refusal may be a bare text: {what}."));
    }
    self::fields("errors", fields, found);
}

/// What the provider's own codes stand for.
pub(super) fn codes(place: &str, codes: &[(&str, &str)], found: &mut Vec<String>) {
    if !codes.is_empty() {
        let pairs: Vec<String> = codes
            .iter()
            .map(|(own, standard)| format!("{} means {}", code(own), code(standard)))
            .collect();
        found.push(format!("{place} {}.", listed(&pairs, "and")));
    }
}

/// Conditions of which any counts, in words.
fn any(conditions: &[Condition]) -> String {
    let conditions: Vec<String> = conditions.iter().map(condition).collect();
    listed(&conditions, "or")
}

/// What is demanded of fields, when they are there, and where they are if not in the answer.
pub(super) fn fields(table: &str, fields: &[Field], found: &mut Vec<String>) {
    for field in fields {
        let Field { name, path, or, from, kind, when, required, equals, pattern } = field;
        let what = code(&format!("{table}.{name}"));
        match from {
            FieldFrom::Answer => {}
            FieldFrom::AccessToken => {
                found.push(format!("{what} is the access token's claim {}.", code(path)));
            }
            FieldFrom::IdToken => {
                found.push(format!("{what} is the ID token's claim {}.", code(path)));
            }
            FieldFrom::Header => {
                found.push(format!("{what} is the answer's header {}.", code(path)));
            }
        }
        if !or.is_empty() {
            let paths = words(&field.paths().collect::<Vec<_>>(), "and");
            found.push(format!("{what} is the first that is there of {paths}."));
        }
        if let Some((list, _)) = element(path) {
            let list = if list.is_empty() { "the answer".to_owned() } else { code(list) };
            let must = if *required { ", and there must be one" } else { "" };
            found.push(format!(
                "{what} is in the first element of {list} where {}{must}.",
                any(when)
            ));
        } else if !when.is_empty() {
            let must = if *required { ", and must be there then" } else { "" };
            found.push(format!("{what} is there where {}{must}.", any(when)));
        }
        if let Some(equals) = equals {
            let value = code(&equals.to_string());
            found.push(format!("{what} must be {value}; anything else is refused."));
        }
        let (what, kind) = match kind {
            FieldKind::List(kind) => (format!("Each of {what}"), *kind),
            kind => (what, kind),
        };
        if let Some(pattern) = pattern {
            found.push(format!("{what} must look like {}.", code(pattern)));
        }
        match kind {
            FieldKind::Hostname(under) | FieldKind::Url(under) if !under.is_empty() => {
                found.push(format!("{what} must be under {}.", words(under, "or")));
            }
            FieldKind::Object(inner) => self::fields(&format!("{table}.{name}"), inner, found),
            _ => {}
        }
    }
}
