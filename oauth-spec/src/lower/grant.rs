//! Grants, with everything that the standards and the rest of the file say about them.

use super::code::with_mode;
use super::leak;
use super::request::Requests;
use super::template::Call;
use crate::raw::{self, Document, GrantKind};
use crate::reach;
use crate::span::Slot;
use crate::{
    AuthorizationRequest, CallParameter, CibaGrant, CustomGrant, DeviceAnswer, DeviceGrant, Grants,
    ImplicitGrant, IssuedExpiry, Parameter, PersonalAccessTokenGrant, RefreshGrant, Renewal,
    ResponseType, Source, TokenGrant,
};

/// Every grant.
pub(super) fn grants(document: &Document<'_>) -> Grants {
    let mut grants = Grants::NONE;
    let declared = document.grants.get().map_or(&[][..], Vec::as_slice);
    let refreshes = declared.iter().any(|grant| grant.kind == GrantKind::RefreshToken);
    let lowering = Lowering {
        requests: Requests::new(document),
        renewal: if refreshes { Renewal::RefreshToken } else { Renewal::None },
    };
    let mut custom = Vec::new();
    for grant in declared {
        match grant.kind {
            GrantKind::AuthorizationCode => {
                grants.authorization_code = Some(lowering.authorization_code(grant));
            }
            GrantKind::Implicit => grants.implicit = Some(lowering.implicit(grant)),
            GrantKind::Password => {
                let standard = TokenGrant { renewal: lowering.renewal, ..TokenGrant::PASSWORD };
                grants.password = Some(lowering.token(grant, standard));
            }
            GrantKind::ClientCredentials => {
                let standard = TokenGrant::CLIENT_CREDENTIALS;
                grants.client_credentials = Some(lowering.token(grant, standard));
            }
            GrantKind::DeviceCode => grants.device_code = Some(lowering.device(grant)),
            GrantKind::Ciba => grants.ciba = Some(lowering.ciba(grant)),
            GrantKind::RefreshToken => {
                let standard = RefreshGrant::STANDARD;
                let request = grant.request.get();
                let parameters = lowering.requests.names.parameters(standard.request.parameters);
                // What a token is for, its successors are for.
                let named = declared.iter().find(|grant| grant.resource.or(false));
                let parameters = named.map_or(parameters, |grant| with_resource(parameters, grant));
                let parameters = beside_the_url(parameters, request);
                grants.refresh_token = Some(RefreshGrant {
                    request: lowering.requests.token(parameters, request, Call::Nothing),
                    rotation: grant.rotation.or(standard.rotation),
                    same_token: grant.same_token.or(standard.same_token),
                });
            }
            GrantKind::PersonalAccessToken => {
                grants.personal_access_token = Some(PersonalAccessTokenGrant {
                    expiry: grant.expiry.or(IssuedExpiry::Chosen),
                });
            }
            GrantKind::Custom => custom.push(lowering.custom(grant)),
        }
    }
    grants.custom = leak::list(custom);
    grants
}

/// What all grants have in common.
pub(super) struct Lowering<'d, 't> {
    pub(super) requests: Requests<'d, 't>,
    /// How tokens are renewed unless a grant or a standard says otherwise.
    pub(super) renewal: Renewal,
}

impl Lowering<'_, '_> {
    /// And which key the tokens will be bound to (RFC 9449, 10).
    pub(super) fn with_key(&self, parameters: &'static [Parameter]) -> &'static [Parameter] {
        if !super::client::dpop(self.requests.document).is_some_and(|dpop| dpop.code_binding) {
            return parameters;
        }
        let key = Parameter::value("dpop_jkt", Source::DpopKey);
        leak::list(parameters.iter().copied().chain([key]).collect())
    }

    fn implicit(&self, grant: &raw::Grant<'_>) -> ImplicitGrant {
        let standard = ImplicitGrant::STANDARD;
        let response_type = grant.response_type.or(standard.response_type);
        let request = grant.authorization_request.get();
        let mode = grant.response_mode.get().copied();
        let parameters = response_type.request().parameters;
        let mut parameters = self.requests.names.parameters(parameters);
        // Who gets nothing to open anything with has nothing to ask for in detail.
        if response_type != ResponseType::IdToken {
            parameters = with_resource(self.with_details(parameters), grant);
        }
        let browser = AuthorizationRequest {
            parameters: with_mode(parameters, mode),
            ..standard.authorization
        };
        ImplicitGrant {
            authorization: self.requests.authorization(browser, request, Call::Nothing),
            response_type,
            response_mode: mode,
            renewal: grant.renew.or(standard.renewal),
        }
    }

    fn token(&self, grant: &raw::Grant<'_>, standard: TokenGrant) -> TokenGrant {
        let names = own_names(grant);
        let parameters = self.with_details(self.with_own(standard.request.parameters, grant));
        let parameters = with_resource(parameters, grant);
        TokenGrant {
            parameters: call_parameters(grant),
            request: self.requests.token(parameters, grant.request.get(), Call::Own(&names)),
            renewal: grant.renew.or(standard.renewal),
        }
    }

    fn device(&self, grant: &raw::Grant<'_>) -> DeviceGrant {
        let standard = DeviceGrant::STANDARD;
        let poll = self.requests.names.parameters(standard.request.parameters);
        let answer = grant.device_answer.get();
        DeviceGrant {
            authorization: self.requests.first(
                standard.authorization.parameters,
                grant.first_request.get(),
                Call::Nothing,
            ),
            answer: answer.map_or(standard.answer, device_answer),
            verification_uri: super::url(&grant.verification_uri),
            offline: super::code::offline(&grant.offline, Call::Nothing),
            request: self.requests.token(poll, grant.request.get(), Call::Own(grant.kind.values())),
            renewal: grant.renew.or(self.renewal),
        }
    }

    fn ciba(&self, grant: &raw::Grant<'_>) -> CibaGrant {
        let standard = CibaGrant::STANDARD;
        let poll = self.requests.names.parameters(standard.request.parameters);
        let first = grant.first_request.get();
        let call = Call::Own(grant.kind.first_values());
        CibaGrant {
            authentication: self.requests.first(standard.authentication.parameters, first, call),
            request: self.requests.token(poll, grant.request.get(), Call::Own(grant.kind.values())),
            renewal: grant.renew.or(self.renewal),
        }
    }

    fn custom(&self, grant: &raw::Grant<'_>) -> CustomGrant {
        let wire = |name| self.requests.names.wire(name);
        let mut sent = Vec::with_capacity(grant.parameters.len() + 2);
        if let Some(grant_type) = grant.sent_as.or(None) {
            sent.push(Parameter::text(wire("grant_type"), leak::text(grant_type)));
        }
        let parameters = call_parameters(grant);
        if grant.after.given().is_none() {
            let by_themselves = reach::sent_by_themselves(self.requests.document, grant);
            let said = grant.request.get().map_or(&[][..], |request| &request.parameters);
            // What the request says of a parameter by its name replaces it where it is.
            let is_sent = |name: &str| {
                !parameters.iter().any(|own| own.name == name)
                    || by_themselves.contains(&name)
                    || said.iter().any(|said| said.name.value == name)
            };
            let further = grant.further.map_or(&[][..], |further| further.parameters);
            let further = further.iter().map(|further| further.name);
            let is_there = |name: &str| further.clone().any(|further| further == name);
            let own = parameters.iter().map(|own| own.name).filter(|name| !is_there(name));
            sent.extend(
                further.clone().chain(own).filter(|name| is_sent(name)).map(Parameter::given),
            );
            sent.push(Parameter::value(wire("scope"), Source::Scope));
            sent = with_resource(self.with_details(leak::list(sent)), grant).to_vec();
        }
        let names = own_names(grant);
        CustomGrant {
            name: leak::text(grant.name.value),
            after: grant.after.get().map_or(&[], |after| leak::texts(after)),
            parameters,
            request: self.requests.token(leak::list(sent), grant.request.get(), Call::Own(&names)),
            renewal: grant.renew.or(self.renewal),
        }
    }

    /// What is asked for in detail goes where a scope would, if the file declares any (RFC 9396, 3).
    pub(super) fn with_details(&self, list: &'static [Parameter]) -> &'static [Parameter] {
        self.requests.with_details(list)
    }

    /// A standard list under the names of this provider, and what the application may give, unless the
    /// grant uses that by itself.
    pub(super) fn with_own(
        &self,
        standard: &'static [Parameter],
        grant: &raw::Grant<'_>,
    ) -> &'static [Parameter] {
        let standard = self.requests.names.parameters(standard);
        let sent = reach::sent_by_themselves(self.requests.document, grant);
        if sent.is_empty() {
            return standard;
        }
        let own = sent.into_iter().map(|name| Parameter::given(leak::text(name)));
        leak::list(standard.iter().copied().chain(own).collect())
    }
}

/// The names of what comes with a call.
pub(super) fn own_names<'t>(grant: &raw::Grant<'t>) -> Vec<&'t str> {
    let own = grant.parameters.iter().map(|own| own.name.value);
    grant.kind.values().iter().copied().chain(own).collect()
}

pub(super) fn call_parameters(grant: &raw::Grant<'_>) -> &'static [CallParameter] {
    let lowered = |own: &raw::CallParameter<'_>| CallParameter {
        name: leak::text(own.name.value),
        kind: own.kind,
        required: own.required,
    };
    leak::list(grant.parameters.iter().map(lowered).collect())
}

/// Where the codes are.
fn device_answer(written: &raw::DeviceAnswer<'_>) -> DeviceAnswer {
    let standard = DeviceAnswer::STANDARD;
    let path = |slot: &Slot<&str>, standard| slot.get().map_or(standard, |path| leak::text(path));
    DeviceAnswer {
        format: written.format.or(standard.format),
        root: path(&written.root, standard.root),
        device_code: path(&written.device_code, standard.device_code),
        user_code: path(&written.user_code, standard.user_code),
        verification_uri: path(&written.verification_uri, standard.verification_uri),
        verification_uri_complete: path(
            &written.verification_uri_complete,
            standard.verification_uri_complete,
        ),
        expires_in: written.expires_in.get().map_or(standard.expires_in, |it| leak::text(it.0)),
        expires_in_unit: written.expires_in.get().map_or(standard.expires_in_unit, |it| it.1),
        interval: path(&written.interval, standard.interval),
    }
}

/// A list, less the refresh token if that stands in the URL: it is not sent beside that.
fn beside_the_url(
    list: &'static [Parameter],
    request: Option<&raw::Request<'_>>,
) -> &'static [Parameter] {
    let endpoint = request.and_then(|request| request.endpoint.get());
    if !endpoint.is_some_and(|url| url.has("refresh_token")) {
        return list;
    }
    let is_it = |own: &&Parameter| own.value.as_source() == Some(Source::RefreshToken);
    leak::list(list.iter().filter(|own| !is_it(own)).copied().collect())
}

/// A list, and what the token is for, where the application may say it (RFC 8707, 2).
pub(super) fn with_resource(
    list: &'static [Parameter],
    grant: &raw::Grant<'_>,
) -> &'static [Parameter] {
    if !grant.resource.or(false) {
        return list;
    }
    let resource = Parameter::value("resource", Source::Resource);
    leak::list(list.iter().copied().chain([resource]).collect())
}
