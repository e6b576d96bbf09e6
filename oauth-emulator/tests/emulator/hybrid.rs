//! Codes with more beside them: where answers and errors are, and what the metadata says of it.

use oauth_emulator::{Decision, Emulator};
use oauth_spec::{
    AuthorizationCodeGrant, AuthorizationRequest, Endpoints, Grants, IdTokenSpec, ImplicitGrant,
    Parameter, ProviderSpec, ResponseMode, Source, Template,
};
use serde_json::{Value, json};

use crate::acme::{ACME, AUTHORIZE};
use crate::support::{form, get, has, pairs, value};

/// Always the same two.
const BOTH: AuthorizationRequest = AuthorizationRequest {
    parameters: &[
        Parameter::text("response_type", "code token"),
        Parameter::value("client_id", Source::ClientId),
        Parameter::value("redirect_uri", Source::RedirectUri),
        Parameter::value("scope", Source::Scope),
        Parameter::value("state", Source::State),
    ],
    ..AuthorizationRequest::EMPTY
};
/// As the application says.
const ANY: AuthorizationRequest = AuthorizationRequest {
    parameters: &[
        Parameter::value("response_type", Source::Parameter("kind")),
        Parameter::value("client_id", Source::ClientId),
        Parameter::value("redirect_uri", Source::RedirectUri),
    ],
    ..AuthorizationRequest::EMPTY
};

const fn spec(
    authorization: AuthorizationRequest,
    mode: Option<ResponseMode>,
    implicit: Option<ImplicitGrant>,
) -> ProviderSpec {
    let code = AuthorizationCodeGrant {
        authorization,
        response_mode: mode,
        ..AuthorizationCodeGrant::STANDARD
    };
    ProviderSpec {
        endpoints: Endpoints {
            issuer: Some(Template::text("https://acme.example")),
            ..ACME.endpoints
        },
        grants: Grants { authorization_code: Some(code), implicit, ..Grants::NONE },
        ..ACME
    }
}

static PLAIN: ProviderSpec = spec(BOTH, None, None);
static IN_QUERY: ProviderSpec = spec(BOTH, Some(ResponseMode::Query), None);
static POSTED: ProviderSpec = spec(BOTH, Some(ResponseMode::FormPost), None);
static SIGNED: ProviderSpec = spec(BOTH, Some(ResponseMode::Jwt), None);
static SIGNED_IN_QUERY: ProviderSpec = spec(BOTH, Some(ResponseMode::QueryJwt), None);

fn url(emulator: &Emulator, scope: &str) -> String {
    let query = form(&[
        ("response_type", "code token"),
        ("client_id", emulator.client_id()),
        ("redirect_uri", emulator.redirect_uri()),
        ("scope", scope),
        ("state", "s"),
    ]);
    format!("{AUTHORIZE}?{query}")
}

async fn browse(emulator: &Emulator, scope: &str, decision: Decision) -> String {
    emulator.browse(&url(emulator, scope), decision).await.expect("a callback")
}

/// OAuth 2.0 Multiple Response Type Encoding Practices, 5: errors come as answers do.
#[tokio::test]
async fn errors_come_where_answers_do() {
    for (spec, mark) in [(&PLAIN, Some('#')), (&IN_QUERY, Some('?')), (&POSTED, None)] {
        let emulator = Emulator::start(spec).await.expect("it starts");
        for (scope, decision, error) in [
            ("read", Decision::Allow, None),
            ("read", Decision::Deny, Some("access_denied")),
            // Before the user is asked.
            ("fly", Decision::Allow, Some("invalid_scope")),
        ] {
            let callback = browse(&emulator, scope, decision).await;
            for other in ['#', '?'] {
                assert_eq!(callback.contains(other), Some(other) == mark, "{callback}");
            }
            let came = match mark {
                Some(mark) => pairs(&callback, mark),
                None => pairs(&format!("?{callback}"), '?'),
            };
            assert_eq!(value(&came, "state"), "s");
            match error {
                Some(error) => assert_eq!(value(&came, "error"), error),
                None => assert!(has(&came, "code") && has(&came, "access_token"), "{callback}"),
            }
        }
    }
}

/// JARM, 2.3.4: `jwt` goes where the answer would go unsigned.
#[tokio::test]
async fn signed_ones_too() {
    for (spec, mark) in [(&SIGNED, '#'), (&SIGNED_IN_QUERY, '?')] {
        let emulator = Emulator::start(spec).await.expect("it starts");
        for decision in [Decision::Allow, Decision::Deny] {
            let callback = browse(&emulator, "read", decision).await;
            assert!(callback.contains(&format!("{mark}response=ey")), "{callback}");
        }
    }
}

#[tokio::test]
async fn an_application_asks_for_what_there_is() {
    static CHOSEN: ProviderSpec = spec(ANY, None, None);
    let emulator = Emulator::start(&CHOSEN).await.expect("it starts");
    for (kind, mark, error) in [
        ("code", '?', None),
        ("code token", '#', None),
        // There is no code in them.
        ("token", '#', Some("unsupported_response_type")),
        ("none", '?', Some("unsupported_response_type")),
        // Nobody signs any here.
        ("code id_token", '#', Some("unsupported_response_type")),
    ] {
        let query = form(&[
            ("response_type", kind),
            ("client_id", emulator.client_id()),
            ("redirect_uri", emulator.redirect_uri()),
        ]);
        let callback = emulator.browse(&format!("{AUTHORIZE}?{query}"), Decision::Allow).await;
        let came = pairs(&callback.expect("a callback"), mark);
        match error {
            Some(error) => assert_eq!(value(&came, "error"), error, "{kind}"),
            None => assert!(has(&came, "code"), "{kind}: {came:?}"),
        }
    }
}

#[tokio::test]
async fn the_metadata_says_where_answers_may_be() {
    const POST: Option<ResponseMode> = Some(ResponseMode::FormPost);
    const IMPLICIT: ImplicitGrant = ImplicitGrant::STANDARD;
    const POSTED_TOKEN: ImplicitGrant = ImplicitGrant { response_mode: POST, ..IMPLICIT };
    static CODE: ProviderSpec = spec(AuthorizationRequest::CODE, None, None);
    static BY_POST: ProviderSpec = spec(AuthorizationRequest::CODE, POST, Some(POSTED_TOKEN));
    static MIXED: ProviderSpec = spec(AuthorizationRequest::CODE, POST, Some(IMPLICIT));
    static CHOSEN: ProviderSpec = spec(ANY, None, None);
    static NONE: ProviderSpec = ProviderSpec {
        grants: Grants { client_credentials: ACME.grants.client_credentials, ..Grants::NONE },
        ..CODE
    };
    static SIGNED_IN: ProviderSpec =
        ProviderSpec { id_token: Some(IdTokenSpec::STANDARD), ..CHOSEN };
    let hybrid = json!(["code", "code token", "code id_token", "code id_token token"]);
    for (spec, modes, types) in [
        (&CODE, json!(["query"]), json!(["code"])),
        (&BY_POST, json!(["form_post"]), json!(["code", "token"])),
        (&MIXED, json!(["form_post", "fragment"]), json!(["code", "token"])),
        (&PLAIN, json!(["fragment"]), json!(["code token"])),
        (&SIGNED, json!(["jwt"]), json!(["code token"])),
        (&CHOSEN, json!(["query", "fragment"]), json!(["code", "code token"])),
        (&SIGNED_IN, json!(["query", "fragment"]), hybrid),
        (&NONE, Value::Null, json!([])),
    ] {
        let emulator = Emulator::start(spec).await.expect("it starts");
        let url = "https://acme.example/.well-known/oauth-authorization-server";
        let document = get(&emulator, url, &[]).await.json();
        assert_eq!(document["response_modes_supported"], modes);
        assert_eq!(document["response_types_supported"], types);
    }
}
