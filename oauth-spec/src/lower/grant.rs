//! Grants, with everything that the standards and the rest of the file say about them.

use super::leak;
use super::request::{authorization, token};
use super::template::Call;
use crate::raw::{self, Document, GrantKind};
use crate::{
    AuthorizationCodeGrant, AuthorizationRequest, CallParameter, CustomGrant, Grants,
    ImplicitGrant, IssuedExpiry, Parameter, PersonalAccessTokenGrant, RefreshGrant, Renewal,
    Source, TokenGrant, TokenRequest,
};

/// Every grant.
pub(super) fn grants(document: &Document<'_>) -> Grants {
    let mut grants = Grants::NONE;
    let declared = document.grants.get().map_or(&[][..], Vec::as_slice);
    let refreshes = declared.iter().any(|grant| grant.kind == GrantKind::RefreshToken);
    let lowering = Lowering {
        defaults: document.token_request.get(),
        renewal: if refreshes { Renewal::RefreshToken } else { Renewal::None },
    };
    let mut custom = Vec::new();
    for grant in declared {
        match grant.kind {
            GrantKind::AuthorizationCode => {
                grants.authorization_code = Some(lowering.authorization_code(grant));
            }
            GrantKind::Implicit => grants.implicit = Some(implicit(grant)),
            GrantKind::Password => {
                let standard = TokenGrant { renewal: lowering.renewal, ..TokenGrant::PASSWORD };
                grants.password = Some(lowering.token(grant, standard, Call::Password));
            }
            GrantKind::ClientCredentials => {
                let standard = TokenGrant::CLIENT_CREDENTIALS;
                grants.client_credentials = Some(lowering.token(grant, standard, Call::Nothing));
            }
            GrantKind::RefreshToken => {
                let standard = TokenRequest::REFRESH_TOKEN;
                let request = lowering.request(grant, standard, Call::Nothing);
                grants.refresh_token = Some(RefreshGrant { request, ..RefreshGrant::STANDARD });
            }
            GrantKind::PersonalAccessToken => {
                let expiry = grant.expiry.or(IssuedExpiry::Chosen);
                grants.personal_access_token = Some(PersonalAccessTokenGrant { expiry });
            }
            GrantKind::Custom => custom.push(lowering.custom(grant)),
        }
    }
    grants.custom = leak::list(custom);
    grants
}

/// What all grants have in common.
struct Lowering<'t> {
    /// `[token_request]`.
    defaults: Option<&'t raw::Request<'t>>,
    /// How tokens are renewed unless a grant or a standard says otherwise.
    renewal: Renewal,
}

impl Lowering<'_> {
    fn request(
        &self,
        grant: &raw::Grant<'_>,
        standard: TokenRequest,
        call: Call<'_>,
    ) -> TokenRequest {
        token(standard, self.defaults, grant.request.get(), call)
    }

    fn authorization_code(&self, grant: &raw::Grant<'_>) -> AuthorizationCodeGrant {
        let standard = AuthorizationCodeGrant::STANDARD;
        let (browser, exchange) = if grant.pkce.or(true) {
            (standard.authorization, standard.request)
        } else {
            (AuthorizationRequest::CODE_WITHOUT_PKCE, TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE)
        };
        AuthorizationCodeGrant {
            authorization: authorization(browser, grant.authorization_request.get()),
            request: self.request(grant, exchange, Call::Nothing),
            renewal: grant.renew.or(self.renewal),
            ..standard
        }
    }

    fn token(&self, grant: &raw::Grant<'_>, standard: TokenGrant, call: Call<'_>) -> TokenGrant {
        TokenGrant {
            request: self.request(grant, standard.request, call),
            renewal: grant.renew.or(standard.renewal),
            ..standard
        }
    }

    fn custom(&self, grant: &raw::Grant<'_>) -> CustomGrant {
        let mut sent = Vec::with_capacity(grant.parameters.len() + 2);
        let grant_type = leak::text(grant.sent_as.or(""));
        sent.push(Parameter::text("grant_type", grant_type));
        let mut parameters = Vec::with_capacity(grant.parameters.len());
        for own in &grant.parameters {
            let name = leak::text(own.name.value);
            parameters.push(CallParameter { name, kind: own.kind, required: own.required });
            sent.push(Parameter::value(name, Source::Parameter(name)));
        }
        sent.push(Parameter::value("scope", Source::Scope));
        let standard = TokenRequest { parameters: leak::list(sent), ..TokenRequest::FORM };
        CustomGrant {
            name: leak::text(grant.name.value),
            after: &[],
            parameters: leak::list(parameters),
            request: self.request(grant, standard, Call::Own(&grant.parameters)),
            renewal: grant.renew.or(self.renewal),
        }
    }
}

fn implicit(grant: &raw::Grant<'_>) -> ImplicitGrant {
    let standard = ImplicitGrant::STANDARD;
    let request = grant.authorization_request.get();
    ImplicitGrant {
        authorization: authorization(standard.authorization, request),
        renewal: grant.renew.or(standard.renewal),
    }
}
