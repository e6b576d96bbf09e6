//! OpenID Connect: what an ID token must be, and what is said about the user.

use oauth_spec::{IdTokenSpec, JwtAlgorithm, ProviderSpec, Source, UserinfoSpec};

use super::signatures::jwt_algorithm;
use super::{answers, duration, shown, words};

pub(super) fn identity(spec: &ProviderSpec, found: &mut Vec<String>) {
    if let Some(id_token) = &spec.id_token {
        self::id_token(id_token, found);
        let code = spec.grants.authorization_code;
        if !id_token.nonce_required
            && code.is_some_and(|grant| grant.authorization.sends(Source::Nonce))
        {
            found.push(
                "An ID token need not repeat the `nonce`: **that of another authorization may pass for it**."
                    .to_owned(),
            );
        }
    }
    if !spec.introspection_signed.is_empty() {
        let names = names(spec.introspection_signed);
        found.push(format!("What is said about a token is signed: {names}."));
    }
    let UserinfoSpec { signed, fields } = &spec.userinfo;
    if !signed.is_empty() {
        found.push(format!("What is said about the user is signed: {}.", names(signed)));
    }
    answers::fields("userinfo", fields, found);
}

fn id_token(id_token: &IdTokenSpec, found: &mut Vec<String>) {
    let standard = IdTokenSpec::STANDARD;
    let IdTokenSpec { issuer, algorithms, nonce_required, expected, audience, leeway, claims } =
        id_token;
    let nonce = if *nonce_required { ", for the authorization's `nonce`" } else { "" };
    found.push(format!(
        "An ID token is verified before anyone gets the token: signed with {}, issued by {}{nonce}.",
        names(algorithms),
        shown(issuer)
    ));
    if !expected {
        found.push("An ID token may be missing although `openid` was asked for.".to_owned());
    }
    if *audience != standard.audience {
        found.push(format!("An ID token is for {}.", shown(audience)));
    }
    if *leeway != standard.leeway {
        found.push(format!("Clocks may differ by {}.", duration(*leeway)));
    }
    answers::fields("id_token", claims, found);
}

fn names(algorithms: &[JwtAlgorithm]) -> String {
    let names: Vec<&str> = algorithms.iter().copied().map(jwt_algorithm).collect();
    words(&names, "or")
}

#[cfg(test)]
mod tests {
    use oauth_spec::{AuthorizationCodeGrant, AuthorizationRequest, Grants, Parameter};

    use super::*;

    const NONCE: &[Parameter] = &[Parameter::value("nonce", Source::Nonce)];

    #[test]
    fn a_nonce_that_need_not_come_back_is_said() {
        let said = |nonce_required| {
            let authorization =
                AuthorizationRequest { parameters: NONCE, ..AuthorizationRequest::EMPTY };
            let grant =
                AuthorizationCodeGrant { authorization, ..AuthorizationCodeGrant::STANDARD };
            let spec = ProviderSpec {
                grants: Grants { authorization_code: Some(grant), ..Grants::NONE },
                id_token: Some(IdTokenSpec { nonce_required, ..IdTokenSpec::STANDARD }),
                ..ProviderSpec::STANDARD
            };
            let mut found = Vec::new();
            identity(&spec, &mut found);
            found.iter().any(|line| line.contains("need not repeat the `nonce`"))
        };
        assert!(said(false));
        assert!(!said(true));
    }
}
