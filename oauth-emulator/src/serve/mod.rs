//! The provider's side of each step.

mod api;
mod authorize;
mod backchannel;
mod bag;
mod bearer;
mod call;
mod captured;
mod certificate;
mod details;
mod device;
mod dpop;
mod fault;
mod given;
mod identity;
mod introspection;
mod known;
mod logout;
mod metadata;
mod operation;
mod pushed;
mod refusal;
mod registration;
mod revocation;
mod token;
pub(crate) mod write;

use serde_json::json;

use self::bag::Bag;
use self::refusal::Refusal;
use crate::documents;
use crate::fault::{Fault, Step};
use crate::http::{Answer, Arrived};
use crate::script::{Said, Told};
use crate::world::World;

/// The connection is to be closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("closed without an answer")]
pub(crate) struct Closed;

pub(crate) use authorize::start;
pub(crate) use logout::token as logout_token;
pub(crate) use token::exchange;

/// Answers a request, unless a fault gets in the way.
pub(crate) async fn serve(world: &World, mut arrived: Arrived) -> Result<Answer, Closed> {
    if world.tls.is_some() {
        world.script.aliases.resolve(&mut arrived);
    }
    let (step, alike) = match told(world, &arrived) {
        Told::Step(step) => (step, None),
        Told::Alike(one, other) => (Step::Unknown, Some((one, other))),
    };
    let number = world.journal().arrived(&arrived, step);
    documents::learn(world, &mut arrived, step).await;
    let fault = world.faults().take(step);
    let answer = match fault {
        None => match &alike {
            Some((one, other)) => ambiguous(&arrived, one, other),
            None if world.settings.strict && has_no_length(&arrived) => no_length(world),
            None => right_answer(world, &arrived, step),
        },
        Some(Fault::Slow(by)) => {
            tokio::time::sleep(by).await;
            right_answer(world, &arrived, step)
        }
        Some(Fault::IdToken(wrong)) => {
            arrived.id_token_fault = Some(wrong);
            right_answer(world, &arrived, step)
        }
        Some(Fault::Dpop(wrong)) => {
            arrived.dpop_fault = Some(wrong);
            right_answer(world, &arrived, step)
        }
        Some(Fault::Nothing) => {
            if step == Step::Authorize {
                world.silence.notify_waiters();
            }
            std::future::pending().await
        }
        Some(Fault::CloseConnection) => return Err(Closed),
        Some(Fault::AnswerLost) => {
            drop(right_answer(world, &arrived, step));
            return Err(Closed);
        }
        Some(other) => fault::answer(world, step, other),
    };
    world.journal().answered(number, answer.status.as_u16());
    Ok(answer)
}

/// Whether a request that may have a body does not say how long it is, not even that there is none: there are servers
/// that take no such request (RFC 9110, 8.6 and 15.5.12).
fn has_no_length(arrived: &Arrived) -> bool {
    let says = ["content-length", "transfer-encoding"];
    matches!(arrived.method.as_str(), "POST" | "PUT" | "PATCH")
        && says.into_iter().all(|name| !arrived.headers.contains_key(name))
}

fn no_length(world: &World) -> Answer {
    let mut refusal = Refusal::request("A request without a body says so: `Content-Length: 0`");
    refusal.status = 411;
    refusal.api_answer(world)
}

fn right_answer(world: &World, arrived: &Arrived, step: Step) -> Answer {
    match step {
        Step::Authorize => authorize::answer(world, arrived),
        Step::PushedAuthorization => pushed::answer(world, arrived),
        Step::Device => device::answer(world, arrived),
        Step::Backchannel => backchannel::answer(world, arrived),
        Step::Token => token::answer(world, arrived),
        Step::Api => api::answer(world, arrived),
        Step::Revocation => revocation::answer(world, arrived),
        Step::Introspection => introspection::answer(world, arrived),
        Step::Call => call::answer(world, arrived),
        Step::Metadata => metadata::answer(world, arrived),
        Step::Registration => registration::answer(world, arrived),
        Step::Keys => identity::keys(world, arrived),
        Step::EndSession => logout::answer(world, arrived),
        Step::Userinfo => identity::userinfo(world, arrived),
        Step::Unknown => unknown(world, arrived),
    }
}

/// Which step a request belongs to.
fn told(world: &World, arrived: &Arrived) -> Told {
    let bag = Bag::read(arrived);
    let says = |name: &str, value: &str| bag.says(name, value);
    let has = |name: &str| bag.anywhere(name).is_some();
    world.script.step(Said { arrived, says: &says, has: &has })
}

/// The answer to a request that may be either of two.
fn ambiguous(arrived: &Arrived, one: &str, other: &str) -> Answer {
    let message = format!(
        "the emulator cannot tell `{one}` and `{other}` apart: both are {} https://{}{} with the same parameters. \
         A constant parameter that only one of them has would tell",
        arrived.method, arrived.host, arrived.path,
    );
    Answer::json(501, &json!({ "error": "ambiguous_request", "error_description": message }))
}

fn unknown(world: &World, arrived: &Arrived) -> Answer {
    let body = json!({
        "error": "not_found",
        "error_description": format!(
            "{} serves nothing at https://{}{}; a request to https://HOST/PATH belongs at /HOST/PATH",
            world.spec.title, arrived.host, arrived.path,
        ),
        "served": world.script.places(),
    });
    Answer::json(404, &body)
}
