//! Pages that give consent and no code.

#![allow(
    clippy::unwrap_used,
    clippy::items_after_statements,
    clippy::format_collect,
    reason = "tests"
)]

mod support;

use oauth_runtime::spec::*;
use oauth_runtime::{
    AnyProvider, AnyScope, CallbackError, Client, Error, FieldValues, Fields, NoEnvironment,
    NoFields, NoVariables, NoVariant, PendingConsent, Provider,
};
use support::{Script, TestClock, any};

const ADMIN: Consent = Consent {
    name: "admin",
    authorization: AuthorizationRequest {
        endpoint: Some(Template::text("https://some.example/adminconsent")),
        parameters: &[
            Parameter::value("client_id", Source::ClientId),
            Parameter::value("state", Source::State),
        ],
        ..AuthorizationRequest::EMPTY
    },
    success: Some(Condition { path: "admin_consent", test: Test::Is(Literal::Text("True")) }),
    fields: &[Field::string("tenant").required()],
};

const SPEC: ProviderSpec =
    ProviderSpec { name: "some", title: "Some", consents: &[ADMIN], ..ProviderSpec::STANDARD };

#[derive(Debug)]
enum Some_ {}
impl oauth_runtime::OptionalVariables for Some_ {}
impl Provider for Some_ {
    fn spec() -> &'static ProviderSpec {
        &SPEC
    }

    type Scope = AnyScope;
    type Environment = NoEnvironment;
    type Variables = NoVariables;
    type Variant = NoVariant;
    type TokenFields = NoFields;
    type CallbackFields = NoFields;
    type ErrorFields = NoFields;
}

#[derive(Debug, Clone)]
struct Admin {
    tenant: String,
}

impl Fields for Admin {
    const FIELDS: &'static [Field] = ADMIN.fields;
    fn read(values: &mut FieldValues) -> Self {
        Self { tenant: values.required_text(0) }
    }
}

impl oauth_runtime::ProviderConsent for Admin {
    type Provider = Some_;
    const NAME: &'static str = "admin";
}

fn client() -> Client<Some_> {
    Client::<Some_>::builder().client_id("my id").client_secret("s").build().unwrap()
}

#[test]
fn away_and_back_with_fields_and_nothing_to_exchange() {
    let client = client();
    let begin = || client.consent::<Admin>().parameter("prompt", "x y").begin().unwrap();
    let pending = begin();
    assert_eq!(
        pending.url(),
        format!(
            "https://some.example/adminconsent?client_id=my+id&state={}&prompt=x+y",
            pending.state()
        )
    );
    let saved = pending.save();
    let query = format!("tenant=T1&admin_consent=True&state={}", pending.state());
    let admin: Admin = client.accept_consent(pending, &query).unwrap();
    assert_eq!(admin.tenant, "T1");
    let again = PendingConsent::<Some_>::restore(&saved).unwrap();
    let error = client.accept_consent::<Admin>(again, &query).unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::Replayed)), "{error}");

    for (query, expected) in [
        ("tenant=T1&admin_consent=False&state=STATE", "does not say that consent was given"),
        ("admin_consent=True&state=STATE", "no usable `tenant`"),
        ("error=access_denied&state=STATE", "refused the authorization"),
        ("tenant=T1&admin_consent=True&state=x", "`state`"),
    ] {
        let pending = begin();
        let query = query.replace("STATE", pending.state());
        let error = client.accept_consent::<Admin>(pending, query).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

/// A query is flat, whatever dots are in its names.
#[test]
fn success_may_have_a_name_with_dots() {
    const DOTTED: Consent = Consent {
        success: Some(Condition { path: "consent.given", test: Test::Is(Literal::Text("yes")) }),
        fields: &[Field::string("tenant").at("consent.tenant").required()],
        ..ADMIN
    };
    static SPEC: ProviderSpec = ProviderSpec { consents: &[DOTTED], ..self::SPEC };
    let client = any(&SPEC, &Script::new(), &TestClock::new());
    let accept = |query: &str| {
        let pending = client.consent_named("admin").begin().unwrap();
        let query = query.replace("STATE", pending.state());
        client.accept_consent_json("admin", pending, &query)
    };
    let fields = accept("consent.given=yes&consent.tenant=T1&state=STATE").unwrap();
    assert_eq!(fields["tenant"], "T1");
    let error = accept("consent.given=no&consent.tenant=T1&state=STATE").unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::NoConsent)), "{error}");
}

#[test]
fn without_types_and_never_instead_of_a_code() {
    static WITH_CODE: ProviderSpec = ProviderSpec {
        endpoints: Endpoints {
            authorization: Some(Template::text("https://some.example/adminconsent")),
            token: Some(Template::text("https://some.example/token")),
            ..Endpoints::NONE
        },
        grants: Grants {
            authorization_code: Some(AuthorizationCodeGrant {
                authorization: AuthorizationRequest {
                    parameters: ADMIN.authorization.parameters,
                    ..AuthorizationRequest::EMPTY
                },
                ..AuthorizationCodeGrant::WITHOUT_PKCE
            }),
            ..Grants::NONE
        },
        ..SPEC
    };
    let client = any(&WITH_CODE, &Script::new(), &TestClock::new());
    let pending = client.consent_named("admin").begin().unwrap();
    let saved = pending.save();
    let query = format!("tenant=T1&admin_consent=True&code=c&state={}", pending.state());
    let fields = client.accept_consent_json("admin", pending, &query).unwrap();
    assert_eq!(fields["tenant"], "T1");
    let pending = oauth_runtime::Pending::<AnyProvider>::restore(&saved).unwrap();
    let error = client.accept(pending, &query).unwrap_err();
    assert!(matches!(error, Error::Callback(CallbackError::OtherFlow { .. })), "{error}");
    let error = client.consent_named("nope").begin().unwrap_err();
    assert!(error.to_string().contains("the consent `nope`"), "{error}");
}
