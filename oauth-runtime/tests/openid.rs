//! The scope `openid`: which requests ask for it by themselves (OpenID Connect Core, 3.1.2.1; CIBA Core, 7.1).

#![allow(clippy::unwrap_used, reason = "tests")]

use oauth_runtime::spec::*;
use oauth_runtime::{AnyProvider, Client, UserHint};

const BASE: ProviderSpec = ProviderSpec {
    name: "some",
    title: "Some",
    client: ClientSpec { authentication: &[ClientAuthentication::None], ..ClientSpec::STANDARD },
    endpoints: Endpoints {
        authorization: Some(Template::text("https://some.example/authorize")),
        token: Some(Template::text("https://some.example/token")),
        device_authorization: Some(Template::text("https://some.example/device")),
        backchannel_authentication: Some(Template::text("https://some.example/bc")),
        ..Endpoints::NONE
    },
    grants: Grants {
        authorization_code: Some(AuthorizationCodeGrant::STANDARD),
        implicit: Some(ImplicitGrant::STANDARD),
        device_code: Some(DeviceGrant::STANDARD),
        ciba: Some(CibaGrant::STANDARD),
        ..Grants::NONE
    },
    ..ProviderSpec::STANDARD
};

/// A code, and what a request says that asks for it.
const fn coming(parameters: &'static [Parameter]) -> AuthorizationCodeGrant {
    let authorization = AuthorizationRequest { parameters, ..AuthorizationRequest::EMPTY };
    AuthorizationCodeGrant { authorization, ..AuthorizationCodeGrant::STANDARD }
}

/// An ID token in both flows; in the implicit one the parameter has another name.
const IDENTITY: ProviderSpec = ProviderSpec {
    grants: Grants {
        authorization_code: Some(coming(&[
            Parameter::text("response_type", "code id_token"),
            Parameter::value("scope", Source::Scope),
        ])),
        implicit: Some(ImplicitGrant {
            response_type: ResponseType::IdTokenToken,
            authorization: AuthorizationRequest {
                parameters: &[
                    Parameter::text("kind", "id_token token"),
                    Parameter::value("scope", Source::Scope),
                ],
                ..AuthorizationRequest::EMPTY
            },
            ..ImplicitGrant::STANDARD
        }),
        ..BASE.grants
    },
    ..BASE
};

fn client(spec: &'static ProviderSpec) -> Client<AnyProvider> {
    let builder = Client::builder_for(spec).client_id("id");
    builder.redirect_uri("https://app.example/callback").build().unwrap()
}

/// The `scope` of a query or a form.
fn scope(pairs: &str) -> Option<String> {
    let pairs = pairs.rsplit('?').next().unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(pairs.as_bytes());
    pairs.find(|(name, _)| name == "scope").map(|(_, scope)| scope.into_owned())
}

/// What is asked for with a code, in the implicit flow, on a device, and by another device.
fn asked(spec: &'static ProviderSpec, own: &[&str]) -> [Option<String>; 4] {
    let client = client(spec);
    let code = own.iter().fold(client.authorize(), |it, own| it.scope(own));
    let implicit = own.iter().fold(client.implicit(), |it, own| it.scope(own));
    let device = own.iter().fold(client.device(), |it, own| it.scope(own));
    let ciba = own.iter().fold(client.ciba(UserHint::login("jane")), |it, own| it.scope(own));
    let body = |request: oauth_runtime::http::Request<Vec<u8>>| {
        String::from_utf8(request.into_body()).unwrap()
    };
    [
        scope(code.begin().unwrap().url()),
        scope(implicit.begin().unwrap().url()),
        scope(&body(device.request().unwrap())),
        scope(&body(ciba.request().unwrap())),
    ]
}

#[track_caller]
fn asks(spec: &'static ProviderSpec, own: &[&str], expected: [Option<&str>; 4]) {
    let asked = asked(spec, own);
    assert_eq!(asked.each_ref().map(Option::as_deref), expected);
}

#[test]
fn it_goes_where_no_answer_comes_without_it() {
    static PLAIN: ProviderSpec = BASE;
    static WITH_ID_TOKENS: ProviderSpec = IDENTITY;
    asks(&PLAIN, &[], [None, None, None, Some("openid")]);
    asks(&PLAIN, &["read"], [Some("read"), Some("read"), Some("read"), Some("read openid")]);
    let openid = Some("openid");
    asks(&WITH_ID_TOKENS, &[], [openid, openid, None, openid]);
    let both = Some("read openid");
    asks(&WITH_ID_TOKENS, &["read"], [both, both, Some("read"), both]);
    // Once is enough.
    asks(&WITH_ID_TOKENS, &["openid"], [openid; 4]);
}

#[test]
fn defaults_and_what_is_required_come_beside_it() {
    static SPEC: ProviderSpec = ProviderSpec {
        scopes: Scopes { required: &["r"], default: &["d"], ..Scopes::STANDARD },
        ..IDENTITY
    };
    let both = Some("openid d r");
    asks(&SPEC, &[], [both, both, Some("d r"), both]);
}

#[test]
fn who_forbids_it_is_not_asked_for_it() {
    static SPEC: ProviderSpec =
        ProviderSpec { scopes: Scopes { forbidden: &["openid"], ..Scopes::STANDARD }, ..IDENTITY };
    asks(&SPEC, &[], [None; 4]);
    asks(&SPEC, &["read"], [Some("read"); 4]);
    let refused = client(&SPEC).ciba(UserHint::login("jane")).scope("openid").request();
    let error = refused.unwrap_err().to_string();
    assert_eq!(error, "the scope `openid` must not be asked of Some");
}

#[test]
fn who_takes_no_scopes_is_sent_none() {
    static SPEC: ProviderSpec = ProviderSpec {
        grants: Grants {
            authorization_code: Some(coming(&[Parameter::text("response_type", "code id_token")])),
            ciba: Some(CibaGrant {
                authentication: TokenRequest {
                    parameters: &[Parameter::new("login_hint", "{parameters.login_hint}")],
                    ..CibaGrant::STANDARD.authentication
                },
                ..CibaGrant::STANDARD
            }),
            ..IDENTITY.grants
        },
        ..IDENTITY
    };
    let [code, _, _, ciba] = asked(&SPEC, &[]);
    assert_eq!([code, ciba], [None, None]);
}
