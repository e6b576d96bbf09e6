//! The answers of faults.

use std::time::Duration;

use hyper::header::RETRY_AFTER;

use super::{api, refusal::Refusal};
use crate::fault::{Fault, Step};
use crate::http::{Answer, Body};
use crate::world::World;

/// What a fault answers. Those that do not answer are met before.
pub(super) fn answer(world: &World, step: Step, fault: Fault) -> Answer {
    match fault {
        Fault::OAuthError { status, code, description } => {
            let mut refusal = Refusal::new(&code, "");
            refusal.status = status;
            // As the caller wants it, allowed or not: clients meet all kinds.
            refusal.description = description.unwrap_or_default();
            shaped(world, step, &refusal)
        }
        Fault::Unauthorized if matches!(step, Step::Api | Step::Call) => {
            api::expired(world, "The token was refused")
        }
        Fault::Unauthorized => {
            let refusal = Refusal::client("The client was refused").with_basic_challenge(true);
            shaped(world, step, &refusal)
        }
        Fault::RateLimited { retry_after } => rate_limited(world, step, 429, retry_after),
        Fault::RateLimitedWith { status, retry_after } => {
            rate_limited(world, step, status, retry_after)
        }
        Fault::ServerErrorHtml => Answer::new(
            500,
            "text/html; charset=utf-8",
            "<!doctype html><title>Oops</title><h1>500 Internal Server Error</h1>",
        ),
        Fault::BrokenJson => {
            Answer::new(200, "application/json", r#"{"access_token": "broken", "token_type": "be"#)
        }
        Fault::EndlessBody => {
            Answer::new(200, "application/json", Body::Endless(" ".repeat(16 * 1024).into()))
        }
        Fault::CutBody => {
            let sent = Some(r#"{"access_token": "cut"#.into());
            Answer::new(
                200,
                "application/json",
                Body::Cut { sent, announced: 1000, flushed: false },
            )
        }
        Fault::Redirect(to) => Answer::redirect(307, &to),
        Fault::Answer { status, content_type, body } => Answer::new(status, &content_type, body),
        // They have no answer of their own; `serve` deals with them.
        Fault::CloseConnection
        | Fault::AnswerLost
        | Fault::Nothing
        | Fault::Slow(_)
        | Fault::Dpop(_)
        | Fault::IdToken(_) => Answer::new(500, "text/plain", ""),
    }
}

/// A refusal in the shape of that step, with its own status.
fn shaped(world: &World, step: Step, refusal: &Refusal) -> Answer {
    match step {
        Step::Api => refusal.api_answer(world),
        Step::Token => {
            let format = world.spec.token.answer.format;
            refusal.at_token_endpoint_with(world, format, refusal.status)
        }
        _ => refusal.answer_with(world, world.spec.token.answer.format, refusal.status),
    }
}

fn rate_limited(world: &World, step: Step, status: u16, retry_after: Option<Duration>) -> Answer {
    let mut refusal = Refusal::new("rate_limit", "Too many requests; try again later");
    refusal.status = status;
    let answer = shaped(world, step, &refusal);
    match retry_after {
        Some(wait) => answer.with(RETRY_AFTER, &wait.as_secs().to_string()),
        None => answer,
    }
}
