//! OpenID Connect: what an ID token must be, and what is said about the user.

use oauth_spec::{IdTokenSpec, JwtAlgorithm, ProviderSpec, UserinfoSpec};

use super::signatures::jwt_algorithm;
use super::{answers, duration, shown, words};

pub(super) fn identity(spec: &ProviderSpec, found: &mut Vec<String>) {
    if let Some(id_token) = &spec.id_token {
        self::id_token(id_token, found);
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
    words(&names, " or ")
}
