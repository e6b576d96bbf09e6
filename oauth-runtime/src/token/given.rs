//! Tokens that no request has brought: from a person, from a redirect, from beside another token.

use std::time::SystemTime;

use http::{HeaderMap, StatusCode};
use oauth_spec::{Answer, AnswerFormat, Expiry};

use super::Parsed;
use super::data::{Granted, Kept, Known, NoToken, has_control};
use super::declared::Reading;
use crate::answer::{Members, OtherToken, Table, unreadable};
use crate::call::further;
use crate::core::Core;
use crate::error::Error;
use crate::flow::PendingDetails;
use crate::wipe::Wiped;

/// A token that a person has made at the provider.
pub(crate) fn by_hand(
    core: &Core,
    table: Table,
    text: &str,
    expires_at: Option<SystemTime>,
) -> Result<Parsed, Error> {
    if core.spec.grants.personal_access_token.is_none() {
        return Err(core.lacks("the grant `personal_access_token`"));
    }
    if has_control(text.trim()) {
        return Err(Error::configuration(
            "the personal access token has a line break or another control character in it: copy it once more",
        ));
    }
    let mut members = Members::default();
    members.0.insert("access_token".to_owned(), text.trim().into());
    let body = Wiped(crate::json::written(&members.0));
    let granted = granted(core, "personal_access_token", Known::Otherwise(expires_at));
    read(core, table, &Answer::STANDARD, true, granted, body).map_err(|(fault, _)| {
        Error::configuration(match fault {
            NoToken::Absent => {
                "the personal access token is empty: pass the one made at the provider".to_owned()
            }
            NoToken::Unreadable(what) => {
                format!("a token made by hand has no fields: declare them as not required ({what})")
            }
        })
    })
}

/// The token in the fragment of a redirect (RFC 6749, 4.2.2).
pub(crate) fn from_fragment(
    core: &Core,
    table: Table,
    mut members: Members,
    asked: Option<&PendingDetails>,
) -> Result<Parsed, Error> {
    // Texts are read as numbers and truths where those are declared, so one reader does for both.
    members.0.remove(core.spec.callback.state.parameter());
    let declared = &core.spec.token.answer;
    // A fragment has no depth: what is declared for documents is not in it.
    let is_flat = declared.root.is_empty() && members.0.contains_key(declared.access_token);
    let answer = if is_flat { declared } else { &Answer::STANDARD };
    if !is_flat && members.text("access_token").is_none_or(|token| token.is_empty()) {
        return Err(crate::error::CallbackError::MissingToken.into());
    }
    let body = Wiped(crate::json::written(&members.0));
    let mut granted = granted(core, "implicit", Known::FromAnswer);
    if let Some(asked) = asked.filter(|_| core.spec.id_token.is_some()) {
        granted.requested_scope.clone_from(&asked.scope);
        granted.kept.get_or_insert_default().nonce.clone_from(&asked.nonce);
    }
    read(core, table, answer, false, granted, body).map_err(|(fault, body)| {
        let what = match fault {
            NoToken::Unreadable(what) => what,
            NoToken::Absent => return crate::error::CallbackError::MissingToken.into(),
        };
        unreadable(core.spec, StatusCode::OK, &HeaderMap::new(), body, what)
    })
}

/// A further token of an answer, as one of its own.
pub(crate) fn adopted(core: &Core, table: Table, other: &OtherToken) -> Result<Parsed, Error> {
    let body = Wiped(serde_json::to_vec(other.members()).unwrap_or_default());
    let declared = &core.spec.token.answer;
    let is_alike = other.members().contains_key(declared.access_token);
    let answer = if is_alike { declared } else { &Answer::STANDARD };
    let received_at = other.received_at();
    let granted = Granted {
        grant: other.grant().to_owned().into(),
        received_at,
        refresh_received_at: received_at,
        kept: None,
        ..granted(core, "", Known::FromAnswer)
    };
    read(core, table, answer, true, granted, body).map_err(|(fault, body)| {
        let what = match fault {
            NoToken::Unreadable(what) => what,
            NoToken::Absent => "there is no access token in it".to_owned(),
        };
        unreadable(core.spec, StatusCode::OK, &HeaderMap::new(), body, what)
    })
}

fn read(
    core: &Core,
    table: Table,
    answer: &'static Answer,
    partial: bool,
    granted: Granted,
    body: Wiped,
) -> Result<Parsed, (NoToken, Wiped)> {
    let standard = Answer { expiry: answer.expiry, ..Answer::STANDARD };
    let counts = matches!(answer.expiry, Expiry::Never | Expiry::Lifetime)
        || answer.expiry == Expiry::EXPIRES_IN;
    if table.simple && core.simple && *answer == standard && counts {
        return Parsed::read(core.spec, table.rows, granted, body);
    }
    let reading = Reading {
        spec: core.spec,
        answer,
        format: AnswerFormat::Json,
        root: "",
        table,
        bare: false,
        signed: false,
        partial,
        fixed: &core.fixed,
        headers: &HeaderMap::new(),
        base: None,
    };
    reading.read(granted, body)
}

fn granted(core: &Core, grant: &'static str, expires_at: Known) -> Granted {
    let now = core.clock.now();
    // What follows a grant needs requests: they are made when somebody goes on with the token.
    let follows = !grant.is_empty() && !further(core.spec, grant).is_empty();
    let kept =
        follows.then(|| Box::new(Kept { unfinished: Some((grant.into(), 0)), ..Kept::default() }));
    // One that a person has made is the person's, whatever client it was given to.
    let is_by_hand = grant == "personal_access_token";
    Granted {
        origin: if is_by_hand { core.origin.of_a_person() } else { core.origin.clone() },
        grant: grant.into(),
        requested_scope: None,
        received_at: now,
        refresh_received_at: now,
        expires_at,
        refresh_expires_at: Known::FromAnswer,
        kept,
    }
}
