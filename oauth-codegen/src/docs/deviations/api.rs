//! What is sent with a token, and what is asked about one.

use oauth_spec::{
    Api, Call, CallAuthentication, CallTime, ExpirySignal, Header, Method, ParametersIn,
    ProviderSpec, TokenOperation,
};

use super::requests::{logged, place};
use super::{answers, difference, listed, pairs, words};
use crate::markdown::code;

pub(super) fn api(api: &Api, found: &mut Vec<String>) {
    let Api { authorization, headers, query, body, body_in, expired, rate_limited } = api;
    match authorization {
        None => found.push("API calls carry no `Authorization`.".to_owned()),
        same if *same == Api::STANDARD.authorization => {}
        Some(authorization) => {
            let header = format!("Authorization: {authorization}");
            found.push(format!("API calls carry {}, whatever `token_type` says.", code(&header)));
        }
    }
    self::headers("API calls carry", headers, found);
    if !query.is_empty() {
        found.push(format!("API calls have {} in the query{}.", pairs(query), logged(query)));
    }
    if !body.is_empty() {
        let place = if *body_in == ParametersIn::Json { "JSON" } else { "form" };
        found.push(format!("API calls have {} in the {place}.", pairs(body)));
    }
    if *expired != ExpirySignal::STANDARD {
        found.push(self::expired(expired));
    }
    let unusual: Vec<String> =
        rate_limited.iter().filter(|status| **status != 429).map(u16::to_string).collect();
    if !unusual.is_empty() {
        found.push(format!("Status {} means too many calls.", listed(&unusual, "or")));
    }
}

fn expired(signal: &ExpirySignal) -> String {
    let ExpirySignal { status, error, error_description } = signal;
    let status: Vec<String> = status.iter().map(|status| answer(*status)).collect();
    let mut words: Vec<String> = error.iter().map(|it| code(it)).collect();
    words.extend(error_description.iter().map(|it| format!("{} in the description", code(it))));
    let words = match words.as_slice() {
        [] => ", whatever code it names".to_owned(),
        words => format!(" and {}", listed(words, "or")),
    };
    format!("An expired token is answered with {}{words}.", listed(&status, "or"))
}

/// A status; of answers with that of a success only refusals count.
fn answer(status: u16) -> String {
    if status < 300 { format!("{status} (and a refusal in it)") } else { status.to_string() }
}

fn headers(what: &str, headers: &[Header], found: &mut Vec<String>) {
    for header in headers {
        let header = format!("{}: {}", header.name, header.value);
        found.push(format!("{what} {}.", code(&header)));
    }
}

pub(super) fn calls(spec: &ProviderSpec, found: &mut Vec<String>) {
    for call in spec.calls {
        let Call {
            name,
            when,
            grants,
            method,
            url,
            authentication,
            authorization,
            parameters_in,
            parameters,
            headers,
            success,
            fields,
        } = call;
        let request = code(&format!("{} {url}", method.as_str()));
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let read =
            if names.is_empty() { String::new() } else { format!(" for {}", words(&names, "and")) };
        found.push(match when {
            CallTime::Asked => format!("{request} is asked{read} as {}.", code(name)),
            CallTime::Connected => {
                let after = match grants {
                    None => "after each grant".to_owned(),
                    Some(grants) => format!("after {} only", words(grants, "and")),
                };
                format!("{request} is asked{read} {after}, and kept with the token.")
            }
            CallTime::Disconnect => format!("{request} is part of a revocation."),
        });
        let what = format!("The call {}", code(name));
        match authentication {
            CallAuthentication::AccessToken => {}
            CallAuthentication::Client => found.push(format!("{what} is the client's.")),
            CallAuthentication::None => {
                found.push(format!("{what} goes without authentication."));
            }
        }
        if let Some(authorization) = authorization {
            let header = format!("Authorization: {authorization}");
            found.push(format!("{what} carries {}.", code(&header)));
        }
        if !parameters.is_empty() {
            let place = match parameters_in {
                ParametersIn::Query => format!("in the query{}", logged(parameters)),
                other => place(*other).to_owned(),
            };
            found.push(format!("{what} has {} {place}.", pairs(parameters)));
        }
        self::headers(&format!("{what} carries the header"), headers, found);
        if !success.is_empty() {
            let statuses: Vec<String> = success.iter().map(u16::to_string).collect();
            found.push(format!(
                "{what} has worked where the answer is {}, too.",
                listed(&statuses, "or")
            ));
        }
        answers::fields(&format!("calls.{name}"), fields, found);
    }
}

/// Revocation and introspection.
pub(super) fn operations(spec: &ProviderSpec, found: &mut Vec<String>) {
    let all = [
        ("A revocation", "revocation_endpoint", &spec.revocation),
        ("An introspection", "introspection_endpoint", &spec.introspection),
    ];
    for (what, endpoint, operation) in all {
        if spec.offers(endpoint) {
            self::operation(what, operation, &spec.api, found);
        }
    }
}

fn operation(what: &str, operation: &TokenOperation, api: &Api, found: &mut Vec<String>) {
    let TokenOperation {
        authentication,
        authorization,
        method,
        parameters_in,
        parameters,
        headers,
    } = operation;
    match authentication {
        CallAuthentication::Client => {}
        CallAuthentication::AccessToken => {
            found.push(format!("{what} is sent with the access token, like an API call."));
        }
        CallAuthentication::None => found.push(format!("{what} is sent without authentication.")),
    }
    if let Some(authorization) = authorization {
        let header = format!("Authorization: {authorization}");
        found.push(format!("{what} carries {}.", code(&header)));
    }
    if *method != Method::Post {
        found.push(format!("{what} is a {}.", code(method.as_str())));
    }
    let is_as_a_call = *authentication == CallAuthentication::AccessToken
        && !api.body.is_empty()
        && api.body_in == *parameters_in;
    if *parameters_in != ParametersIn::Form && (!parameters.is_empty() || is_as_a_call) {
        found.push(format!("{what} is written {}.", place(*parameters_in)));
    }
    self::headers(&format!("{what} carries the header"), headers, found);
    difference(what, TokenOperation::STANDARD.parameters, parameters, found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_an_expired_token_is_said() {
        let said = |signal| expired(&signal);
        let standard = ExpirySignal::STANDARD;
        let alone = ExpirySignal { error: &[], ..standard };
        let expected = "An expired token is answered with 401, whatever code it names.";
        assert_eq!(said(alone), expected);
        let words = ExpirySignal { error_description: &["has expired"], ..alone };
        let expected =
            "An expired token is answered with 401 and `has expired` in the description.";
        assert_eq!(said(words), expected);
    }
}
