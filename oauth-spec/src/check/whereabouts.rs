//! Where a name is known, and what a step knows, in words.

use super::Context;
use super::sources::header_of;
use super::step::Step;
use crate::raw::is_of_connection;
use crate::report::{quote, quote_all};
use crate::suggest;
use crate::template::braced;
use crate::{Source, TimeFormat};

/// Where a name of the language is known, to whom wants it in that step; nothing for one that the file declares.
pub(super) fn known_in(name: &str, step: Step<'_>) -> String {
    // Some addresses know these, or no request does.
    const OF_ADDRESSES: &[&str] = &[
        "token",
        "callback",
        "calls",
        "computed",
        "random",
        "time",
        "request",
        "signature",
        "secret",
        "claims",
    ];
    let family = name.split_once('.').map_or(name, |(family, _)| family);
    if name == "client_secret" && step.name == Step::WEBHOOK.name {
        return "here it is `{secret}`, which the application gives when it verifies, be it its client's; without `key` \
                that is the key"
            .to_owned();
    }
    // The request may know it, and its address not.
    let of = match family {
        _ if step.name != Step::ADDRESS.name || OF_ADDRESSES.contains(&family) => "",
        _ => "parameters and headers: in ",
    };
    let place = match family {
        "client_secret" => {
            "requests other than the authorization request, and there as the `key` of a `[computed.x]`"
        }
        "redirect_uri" | "scope" => "the authorization request and in token requests",
        "scopes" | "nonce" => "the authorization request",
        "state" => "the authorization request and in the exchange of a code",
        "code_challenge" => "the authorization request of a grant with PKCE",
        "code_verifier" => "the exchange of a code, with PKCE",
        "code" => "the exchange of a code",
        "username" | "password" => "the request of `grants.password`",
        "device_code" | "user_code" => "the request of `grants.device_code`",
        "auth_req_id" => "the request of `grants.ciba`",
        "access_token" | "id_token" | "token" | "calls" => {
            "requests that begin with a token: a refresh, a grant with `after`, calls"
        }
        "refresh_token" => {
            "a refresh, in a grant with `after`, in `[revocation]`, `[introspection]`"
        }
        "callback" => "the exchange of a code, and in requests that begin with its token",
        "grants" => "token requests",
        "computed" => "parameters and headers of requests, and in the `message` of `[webhooks.x]`",
        "random" | "time" => "parameters and headers of requests",
        "request" if header_of(name).is_some_and(is_of_connection) => {
            "signatures that are checked; what is sent gets it from the connection, at the end: write what it will be"
        }
        "request" => "`[computed]` and in signatures",
        "signature" => "signatures",
        "secret" => "`[webhooks]`; that of the client is `{client_secret}`",
        "claims" => "`id_token.issuer`",
        _ => return String::new(),
    };
    format!("{} is known in {of}{place}", braced(name))
}

/// What a step knows, in words.
pub(super) fn known(context: &Context<'_, '_>, step: Step<'_>) -> String {
    if step.everything {
        return format!("{} knows what the requests know that use it", step.name);
    }
    let names = step.knows.iter().chain(step.call).copied();
    let variables = context.variables.iter().filter(|_| step.variables);
    let list = quote_all(names.chain(variables.map(|variable| variable.name.value)));
    let request = match (step.request, step.answer) {
        (true, _) => ", and what the request has: `request.…`",
        (_, true) => ", and what the answer has: `request.json.…`, `token.…`",
        _ => "",
    };
    let part = step.part.map_or_else(String::new, |part| {
        format!(", and what stands beside the signature: {}", quote(part))
    });
    format!("{} knows {list}{request}{part}", step.name)
}

/// The names of a family of the language, such as `request.…`, where a step knows it.
pub(super) fn family(name: &str, step: Step<'_>) -> Option<String> {
    const OF_REQUESTS: &[&str] = &["header.…", "query.…", "form.…", "json.…"];
    let (family, _) = name.split_once('.').filter(|_| super::sources::is_known(step, name))?;
    let standard = Source::NAMED.iter().map(|(standard, _)| *standard);
    let own = standard.filter(|own| own.split('.').next() == Some(family)).map(str::to_owned);
    let more = OF_REQUESTS.iter().filter(|_| family == "request");
    let names: Vec<_> = own.chain(more.map(|more| format!("request.{more}"))).collect();
    (!names.is_empty())
        .then(|| format!("there are {}", quote_all(names.iter().map(String::as_str))))
}

/// The name that was meant, of those that a step knows.
pub(super) fn meant(context: &Context<'_, '_>, name: &str, step: Step<'_>) -> Option<String> {
    // Of `request.heder.x` the beginning is what is wrong.
    if let Some((of, rest)) = name.strip_prefix("request.").and_then(|rest| rest.split_once('.')) {
        let near = suggest::nearest(of, ["header", "query", "form", "json"])?;
        return step.request.then(|| format!("request.{near}.{rest}"));
    }
    if let Some(format) = name.strip_prefix("time.").and_then(TimeFormat::meant) {
        return step.common.then(|| format!("time.{format}"));
    }
    let standard = Source::NAMED.iter().map(|(standard, _)| *standard);
    let known: Vec<&str> = standard
        .filter(|standard| super::sources::is_known(step, standard))
        .chain(step.knows.iter().copied())
        .chain(step.call.iter().copied())
        .collect();
    let variables = context.variables.iter().filter(|_| step.variables);
    let names = variables.map(|variable| variable.name.value).chain(known.iter().copied());
    suggest::nearest(name, names).map(str::to_owned).or_else(|| of_family(name, step))
}

/// The name that was meant where only its family is misspelt: `{tokens.user}`.
fn of_family(name: &str, step: Step<'_>) -> Option<String> {
    let (family, rest) = name.split_once('.')?;
    let near = suggest::nearest(family, ["token", "callback", "calls", "computed", "scopes"])?;
    let meant = format!("{near}.{rest}");
    (!rest.is_empty() && super::sources::is_known(step, &meant)).then_some(meant)
}
