//! The model: what a provider wants, as const-constructible plain data.
//!
//! Everything is `Copy` and `'static`, so that generated code can hold it in a `const` and share it
//! without cost. What the standards already say is in the `STANDARD` constants; a declaration differs
//! from them only where the provider does.

mod answer;
mod api;
mod authorization_detail;
mod call;
mod callback;
mod canonical_query;
mod ciba;
mod client;
mod code;
mod compute;
mod condition;
mod consent;
mod device;
mod discovery;
mod endpoint;
mod errors;
mod field;
mod grant;
mod grants;
mod identity;
mod implicit;
mod jwt;
mod needs;
mod parameter;
mod request;
mod request_object;
mod response_mode;
mod scope;
mod signature;
mod source;
mod template;
mod time;
mod token;
mod variable;

pub use answer::{Answer, AnswerFormat, Expiry, Unit};
pub use api::{Api, ExpirySignal};
pub use authorization_detail::AuthorizationDetail;
pub use call::{Call, CallAuthentication, CallTime, Method};
pub use callback::{Callback, CallbackFormat, RepeatedParameters, StateUse};
pub use canonical_query::{CanonicalQuery, QueryOrder, QueryValues, RepeatedNames};
pub use ciba::CibaGrant;
pub use client::{Assertion, ClientAuthentication, ClientSpec, DeclaredAuthentication, Dpop};
pub use code::{AuthorizationCodeGrant, Unchallenged};
pub use compute::{Algorithm, Computed, ComputedRecipe, Digest, DigestEncoding, KeyEncoding};
pub use condition::{Condition, Literal, Test};
pub use consent::Consent;
pub use device::{DeviceAnswer, DeviceGrant};
pub use discovery::{Discovery, DiscoveryKind};
pub use endpoint::{Endpoints, TokenOperation};
pub use errors::{ErrorSpec, ErrorText};
pub use field::{Field, FieldFrom, FieldKind, element};
pub use grant::{
    CallParameter, Challenge, CustomGrant, IssuedExpiry, Offline, ParameterKind,
    PersonalAccessTokenGrant, RefreshGrant, Renewal, Rotation, TokenGrant,
};
pub use grants::Grants;
pub use identity::{IdTokenSpec, UserinfoSpec};
pub use implicit::{ImplicitGrant, ResponseType};
pub use jwt::{Jwt, JwtAlgorithm};
pub use needs::Feature;
pub use request::{
    AuthorizationRequest, Header, Notation, Parameter, ParametersIn, TokenRequest, Variant,
};
pub use request_object::RequestObject;
pub use response_mode::ResponseMode;
pub use scope::{ScopeEncoding, ScopeSet, Scopes};
pub use signature::{
    JwtCheck, PublishedKeys, Signature, SignatureCheck, SignaturePlace, SignatureSyntax, Timestamp,
    Webhook,
};
pub use source::Source;
pub use template::{Part, Parts, Template};
pub use time::TimeFormat;
pub use token::TokenSpec;
pub use variable::{Environment, Variable, VariableKind};

/// Everything a provider declares.
///
/// Build one by hand from [`ProviderSpec::STANDARD`], or from TOML with the feature `parse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderSpec {
    /// The provider's name in TOML, file names and messages: lower case, digits, `-` and `_`.
    pub name: &'static str,
    /// The provider's name as people write it.
    pub title: &'static str,
    /// What only the application knows: hosts, tenants, addresses no document states.
    pub variables: &'static [Variable],
    /// Named sets of values for the variables. The first is the default.
    pub environments: &'static [Environment],
    /// What a client must be, and how it authenticates at the token endpoint.
    pub client: ClientSpec,
    /// Values made of other values.
    pub computed: &'static [Computed],
    /// Where the provider listens.
    pub endpoints: Endpoints,
    /// The metadata that names the endpoints which are left out, if it is to be read.
    pub discovery: Option<Discovery>,
    /// The grants it offers.
    pub grants: Grants,
    /// Other ways of writing its token requests, to be chosen by name.
    pub variants: &'static [Variant],
    /// The scopes it knows.
    pub scopes: Scopes,
    /// What comes back through the browser.
    pub callback: Callback,
    /// What a token answer holds, and how long a token lives.
    pub token: TokenSpec,
    /// What a refusal looks like.
    pub errors: ErrorSpec,
    /// How API calls carry the token, and how the API says that it has expired.
    pub api: Api,
    /// How a token is revoked; the address is [`Endpoints::revocation`].
    pub revocation: TokenOperation,
    /// How a token is asked about; the address is [`Endpoints::introspection`].
    pub introspection: TokenOperation,
    /// The algorithms of an answer to that which is a signed JWT (RFC 9701); none for plain JSON.
    pub introspection_signed: &'static [JwtAlgorithm],
    /// Calls of the API that belong to connecting, in the file's order.
    pub calls: &'static [Call],
    /// Pages that give consent and no code.
    pub consents: &'static [Consent],
    /// The types of authorization details that may be asked for, in the file's order.
    pub authorization_details: &'static [AuthorizationDetail],
    /// How the provider signs what it sends by itself.
    pub webhooks: &'static [Webhook],
    /// What an ID token must be, where the provider is one of OpenID Connect.
    pub id_token: Option<IdTokenSpec>,
    /// What is said about the user; the address is [`Endpoints::userinfo`].
    pub userinfo: UserinfoSpec,
}

impl ProviderSpec {
    /// A provider that does everything as the standards say, and has no grants yet.
    pub const STANDARD: Self = Self {
        name: "",
        title: "",
        variables: &[],
        environments: &[],
        client: ClientSpec::STANDARD,
        computed: &[],
        endpoints: Endpoints::NONE,
        discovery: None,
        grants: Grants::NONE,
        variants: &[],
        scopes: Scopes::STANDARD,
        callback: Callback::STANDARD,
        token: TokenSpec::STANDARD,
        errors: ErrorSpec::STANDARD,
        api: Api::STANDARD,
        revocation: TokenOperation::STANDARD,
        introspection: TokenOperation::STANDARD,
        introspection_signed: &[],
        calls: &[],
        consents: &[],
        authorization_details: &[],
        webhooks: &[],
        id_token: None,
        userinfo: UserinfoSpec::STANDARD,
    };

    /// The variable of that name.
    pub fn variable(&self, name: &str) -> Option<&'static Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// Whether a variable is what something is signed or checked with: it may be PEM, and is a secret.
    pub fn is_key(&self, variable: &str) -> bool {
        let computed = self.computed.iter().map(|computed| match computed.recipe {
            ComputedRecipe::Digest(digest) => digest.key,
            ComputedRecipe::Jwt(jwt) => jwt.key,
        });
        let object = self.grants.authorization_code.and_then(|grant| grant.request_object);
        let computed = computed.chain(object.map(|object| object.key));
        let own = [self.callback.signature, self.token.signature].into_iter().flatten();
        let all = own.chain(self.webhooks.iter().map(|webhook| webhook.signature));
        let checked = all.map(|signature| match signature.check {
            SignatureCheck::Digest(digest) => digest.key,
            SignatureCheck::Jwt(check) => check.key,
        });
        let is_it = |source| matches!(source, Source::Variable(name) if name == variable);
        computed.chain(checked).any(|key| key.sources().any(is_it))
    }

    /// Whether a value is `{computed.name}`, or holds it through another computed value: a parameter of such a value is
    /// not in what that one is made over.
    pub fn holds_computed(&self, source: Source, name: &str) -> bool {
        self.holds_within(source, name, Computed::DEPTH)
    }

    fn holds_within(&self, source: Source, name: &str, depth: usize) -> bool {
        match source {
            Source::Computed(other) if other == name => true,
            Source::Computed(other) if depth > 0 => self.computed(other).is_some_and(|computed| {
                let inner = computed.recipe.sources();
                inner.into_iter().any(|source| self.holds_within(source, name, depth - 1))
            }),
            _ => false,
        }
    }

    /// How the answer to the token request of a grant is written, by the grant's name in TOML.
    pub fn answer(&self, grant: &str) -> &Answer {
        let own = self.grants.token_request(grant).and_then(|request| request.answer);
        own.unwrap_or(&self.token.answer)
    }

    /// Whether the token requests of two grants, by their names in TOML, look the same: who gets one of them cannot
    /// tell which grant it is.
    pub fn sends_the_same(&self, one: &str, other: &str) -> bool {
        let request = |name: &str| {
            let request = self.grants.token_request(name)?;
            let endpoint = request.endpoint.or(self.endpoints.token);
            Some(TokenRequest { endpoint, answer: None, ..request })
        };
        request(one).is_some_and(|one| request(other) == Some(one))
    }

    /// Whether there is an endpoint that metadata calls so (RFC 8414, 2): stated, or left to the metadata.
    pub fn offers(&self, member: &str) -> bool {
        self.endpoints.stated(member).is_some()
            || self.discovery.is_some_and(|discovery| discovery.believes(member))
    }

    /// Whether the provider says who the user is: at an endpoint that is stated, or that the metadata of an
    /// OpenID provider names.
    pub fn offers_userinfo(&self) -> bool {
        let offers = self.offers("userinfo_endpoint");
        self.endpoints.userinfo.is_some() || self.id_token.is_some() && offers
    }

    /// Whether users sign out there: at an endpoint that is stated, or that the metadata of an OpenID provider
    /// names.
    pub fn offers_logout(&self) -> bool {
        let offers = self.offers("end_session_endpoint");
        self.endpoints.end_session.is_some() || self.id_token.is_some() && offers
    }

    /// The environment of that name.
    pub fn environment(&self, name: &str) -> Option<&'static Environment> {
        self.environments.iter().find(|environment| environment.name == name)
    }

    /// The computed value of that name.
    pub fn computed(&self, name: &str) -> Option<&'static Computed> {
        self.computed.iter().find(|computed| computed.name == name)
    }

    /// The call of that name.
    pub fn call(&self, name: &str) -> Option<&'static Call> {
        self.calls.iter().find(|call| call.name == name)
    }

    /// What every call of the API takes and no token of that grant has, if there is such a thing: then its tokens are
    /// not for that API. What is a whole parameter or header is left out instead.
    pub fn lacking(&self, grant: &str) -> Option<Source> {
        let added = self.api.query.iter().chain(self.api.body).map(|it| it.value);
        let added = added.chain(self.api.headers.iter().map(|header| header.value));
        let added = added.filter(|value| value.as_source().is_none());
        let mut needed = self.endpoints.api.into_iter().chain(self.api.authorization).chain(added);
        needed.find_map(|value| self.lacking_in(value, grant))
    }

    /// The first value of a template that no token of that grant has.
    pub fn lacking_in(&self, template: Template, grant: &str) -> Option<Source> {
        template.sources().find_map(|source| self.lacks(source, grant, Computed::DEPTH))
    }

    fn lacks(&self, source: Source, grant: &str, depth: usize) -> Option<Source> {
        let by_hand = grant == "personal_access_token";
        // A refresh keeps what the token had.
        let begins = grant != "refresh_token";
        let never = match source {
            Source::Computed(name) if depth > 0 => {
                let sources = self.computed(name)?.recipe.sources();
                return sources.into_iter().find_map(|source| self.lacks(source, grant, depth - 1));
            }
            Source::Callback(_) => begins && grant != "authorization_code",
            Source::Call(path) => {
                let call = path.split_once('.').and_then(|(name, _)| self.call(name));
                let is_own = |call: &Call| call.grants.is_none_or(|all| all.contains(&grant));
                begins && call.is_some_and(|call| !is_own(call))
            }
            Source::Token(_) => by_hand,
            Source::IdToken => by_hand || grant == "implicit" && !self.implicit_identifies(),
            _ => false,
        };
        never.then_some(source)
    }

    /// Whether an ID token comes with the implicit grant, at once or of what follows it.
    fn implicit_identifies(&self) -> bool {
        !self.grants.followers("implicit").is_empty()
            || self.grants.implicit.is_some_and(|grant| {
                grant.response_type != ResponseType::Token
                    || grant.authorization.brings(&["id_token"])
            })
    }

    /// The consent of that name.
    pub fn consent(&self, name: &str) -> Option<&'static Consent> {
        self.consents.iter().find(|consent| consent.name == name)
    }

    /// The webhook of that name.
    pub fn webhook(&self, name: &str) -> Option<&'static Webhook> {
        self.webhooks.iter().find(|webhook| webhook.name == name)
    }

    /// The variant of that name.
    pub fn variant(&self, name: &str) -> Option<&'static Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }
}
