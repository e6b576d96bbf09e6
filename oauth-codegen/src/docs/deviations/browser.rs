//! What goes through the browser: authorization requests, callbacks, consents.

use oauth_spec::{
    AuthorizationRequest, Callback, CallbackFormat, Challenge, Condition, Consent, Literal,
    Offline, Parameter, ProviderSpec, RepeatedParameters, ResponseType, Source, StateUse, Test,
};

use super::{answers, difference, pairs, signatures, words};
use crate::markdown::code;

pub(super) fn authorization(spec: &ProviderSpec, found: &mut Vec<String>) {
    let standard = AuthorizationRequest::CODE;
    if let Some(grant) = spec.grants.authorization_code {
        let what = "The authorization request";
        let request = grant.authorization;
        if !request.sends(Source::CodeChallenge) {
            found.push(format!(
                "**{what} goes without PKCE**: a code that leaks can be exchanged by whoever has the \
                 client's credentials."
            ));
        } else if grant.challenge == Challenge::Plain {
            found.push(
                "**The code challenge is the verifier itself**: who sees the request can exchange the \
                 code."
                    .to_owned(),
            );
        } else if grant.challenge == Challenge::S256Hex {
            found.push("The code challenge is written in hex.".to_owned());
        }
        if grant.confidential.is_some() {
            found.push(
                "**Clients that authenticate send no PKCE**, those that do not must: a code that leaks can be \
                 exchanged by whoever has the client's credentials."
                    .to_owned(),
            );
        }
        self::request(spec, what, &request, &standard, found);
        if let Some(offline) = grant.offline {
            found.push(self::offline("A refresh token", offline));
        }
        if let Some(mode) = grant.response_mode {
            found.push(if grant.signs_responses() {
                format!(
                    "**Answers are signed** and come as {}: `.accept_response(…)` verifies them with the \
                     provider's keys, and `.finish(…)` does that too.",
                    code(mode.name())
                )
            } else {
                format!("The answer comes as {}: pass it as it is received.", code(mode.name()))
            });
        }
        if let Some(object) = grant.request_object {
            found.push(format!(
                "**Authorization requests are signed** with {} and the key {} (RFC 9101): nothing in them can \
                 be changed on the way.",
                signatures::jwt_algorithm(object.algorithm),
                code(&object.key.to_string())
            ));
        }
        if grant.pushed {
            let place = match spec.endpoints.pushed_authorization_request {
                Some(endpoint) => format!("to {}", code(&endpoint.to_string())),
                None => "where the metadata says".to_owned(),
            };
            found.push(format!(
                "**Authorization requests are pushed** {place} (RFC 9126), and the browser carries a \
                 reference only: call `.push().await?` instead of `.begin()`."
            ));
        }
    }
    if !spec.authorization_details.is_empty() {
        let names: Vec<&str> = spec.authorization_details.iter().map(|it| it.name).collect();
        found.push(format!(
            "What is asked for may be said in detail (RFC 9396), as {}: call `.authorization_detail(…)`.",
            words(&names, "or")
        ));
    }
    if let Some(grant) = spec.grants.implicit {
        let standard = grant.response_type.request();
        self::request(spec, "The implicit request", &grant.authorization, &standard, found);
        match grant.response_type {
            ResponseType::Token => {}
            ResponseType::IdToken => found.push(
                "**The implicit flow gives an ID token and no access token**: \
                 `.accept_id_token(…).await` verifies it, and says who the user is."
                    .to_owned(),
            ),
            ResponseType::IdTokenToken => found.push(
                "The implicit flow gives an ID token beside the access token: `.resume(&token).await` \
                 verifies it."
                    .to_owned(),
            ),
        }
        if let Some(mode) = grant.response_mode {
            found.push(format!(
                "The implicit answer comes as {}: pass it as it is received.",
                code(mode.name())
            ));
        }
    }
}

/// Whether `state` travels at all: as a parameter, or in the query of the redirect URI.
fn carries_state(spec: &ProviderSpec, request: &AuthorizationRequest) -> bool {
    let in_redirect_uri = matches!(spec.callback.state, StateUse::InRedirectUri(_));
    request.sends(Source::State) || in_redirect_uri && request.sends(Source::RedirectUri)
}

fn request(
    spec: &ProviderSpec,
    what: &str,
    request: &AuthorizationRequest,
    standard: &AuthorizationRequest,
    found: &mut Vec<String>,
) {
    if !carries_state(spec, request) {
        found.push(format!("**{what} goes without `state`**: nothing stops forged callbacks."));
    }
    if let Some(endpoint) = &request.endpoint {
        found.push(format!("{what} goes to {}.", code(&endpoint.to_string())));
    }
    if request.query_after_fragment {
        found.push(format!("{what} has its query after the URL's fragment."));
    }
    let mut standard: Vec<Parameter> = standard
        .parameters
        .iter()
        .filter(|it| !it.name.starts_with("code_challenge") && it.name != "state")
        .copied()
        .collect();
    // Under another name it has the same values.
    let is_method = |it: &Parameter| matches!(it.value.as_text(), Some("S256" | "plain"));
    if request.sends(Source::CodeChallenge) && !request.parameters.iter().any(is_method) {
        standard.push(Parameter::text("code_challenge_method", "S256"));
    }
    difference(what, &standard, request.parameters, found);
}

pub(super) fn offline(refresh_token: &str, offline: &Offline) -> String {
    let Offline { scopes, parameters, default, endless } = offline;
    let mut parts = Vec::new();
    if !scopes.is_empty() {
        let plural = if scopes.len() == 1 { "" } else { "s" };
        parts.push(format!("the scope{plural} {}", words(scopes, "and")));
    }
    if !parameters.is_empty() {
        parts.push(pairs(parameters));
    }
    let when =
        if *default { "unless the application says no" } else { "if the application says so" };
    let what = if *endless {
        "An access token that never expires, unless its answer says when,"
    } else {
        refresh_token
    };
    format!("{what} is asked for with {}, {when}.", parts.join(" and "))
}

pub(super) fn callback(spec: &ProviderSpec, found: &mut Vec<String>) {
    let standard = Callback::STANDARD;
    let Callback {
        repeated_parameters,
        format,
        code: own_code,
        state,
        error,
        error_description,
        error_codes,
        fields,
        iss_required,
        signature,
    } = spec.callback;
    if format == CallbackFormat::Json {
        found.push("The callback is a JSON document that the provider posts.".to_owned());
    }
    if own_code != standard.code {
        found.push(format!("The callback calls `code` {}.", code(own_code)));
    }
    self::state(state, found);
    for (name, own, standard) in [
        ("error", error, standard.error),
        ("error_description", error_description, standard.error_description),
    ] {
        if own != standard {
            found.push(format!("Callbacks have {} at {}.", code(name), words(own, "or")));
        }
    }
    answers::codes("In callbacks", error_codes, found);
    if repeated_parameters == RepeatedParameters::Last {
        found.push(
            "Of a parameter that comes twice in the callback, the last one counts.".to_owned(),
        );
    }
    if let Some(issuer) = &spec.endpoints.issuer {
        let must = if iss_required { "must carry" } else { "may carry" };
        found.push(format!(
            "A callback {must} `iss`, which has to be {} (RFC 9207).",
            code(&issuer.to_string())
        ));
    }
    if let Some(signature) = signature {
        found.push(format!(
            "The callback is signed: {} It is checked before anything else.",
            signatures::signature(&signature)
        ));
        signatures::weakness("The callback", &signature, found);
    }
    answers::fields("callback", fields, found);
}

fn state(state: StateUse, found: &mut Vec<String>) {
    let name = code(state.parameter());
    match state {
        StateUse::Required("state") => {}
        StateUse::Required(_) => found.push(format!("The callback calls `state` {name}.")),
        StateUse::ProviderInitiated(_) => found.push(format!(
            "**The provider may start an authorization by itself**: such a callback has no {name}, and \
             anyone can send it to a browser. Only `accept_initiated` takes it."
        )),
        StateUse::InRedirectUri(_) => found.push(format!(
            "`state` does not come back; it travels as {name} in the query of the redirect URI."
        )),
    }
}

pub(super) fn consents(spec: &ProviderSpec, found: &mut Vec<String>) {
    for Consent { name, authorization, success, fields } in spec.consents {
        let page = authorization.endpoint.map(|it| it.to_string()).unwrap_or_default();
        let given = match success {
            Some(condition) => format!("where {}", self::condition(condition)),
            None => "without an error".to_owned(),
        };
        found.push(format!(
            "The consent {} is given at {}: no code comes back, a callback {given} means yes.",
            code(name),
            code(&page)
        ));
        if !carries_state(spec, authorization) {
            found.push(format!(
                "**The consent {} goes without `state`**: nothing stops forged callbacks.",
                code(name)
            ));
        }
        answers::fields(&format!("consents.{name}"), fields, found);
    }
}

/// What must hold, in words.
pub(super) fn condition(condition: &Condition) -> String {
    let path = code(condition.path);
    let literal = |literal: &Literal| match literal {
        Literal::Text(text) => code(text),
        Literal::Integer(number) => code(&number.to_string()),
        Literal::Boolean(truth) => code(&truth.to_string()),
    };
    match &condition.test {
        Test::Is(Literal::Text("")) => format!("{path} is empty"),
        Test::IsNot(Literal::Text("")) => format!("{path} is not empty"),
        Test::Is(value) => format!("{path} is {}", literal(value)),
        Test::IsNot(value) => format!("{path} is not {}", literal(value)),
        Test::Present => format!("{path} is there"),
    }
}
