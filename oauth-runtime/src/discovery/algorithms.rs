//! How things are signed: what the metadata says of it, and what the client does and waits for.

use oauth_spec::{AuthorizationCodeGrant, JwtAlgorithm, ProviderSpec};

use super::found::Discovered;
use crate::error::shown;
use crate::sign::{algorithm_name, is_named};

/// Something that is signed.
struct Signed<'a> {
    what: &'static str,
    /// Whether the client signs it; else the provider does.
    by_us: bool,
    /// With any of these.
    with: &'a [JwtAlgorithm],
    key: &'static str,
    member: &'static str,
    /// What else can be done about it, beside correcting `key`.
    instead: &'static str,
}

/// Says which of them are not those of the metadata. `assertion` is what the client authenticates with, if it
/// signs for that.
pub(super) fn contradictions(
    spec: &ProviderSpec,
    found: &Discovered,
    assertion: Option<JwtAlgorithm>,
    messages: &mut Vec<String>,
) {
    let code = spec.grants.authorization_code;
    let assertion = assertion.as_slice();
    let dpop = spec.client.dpop.map(|dpop| dpop.algorithm);
    let object = code.and_then(|grant| grant.request_object).map(|object| object.algorithm);
    let answers = code.filter(AuthorizationCodeGrant::signs_responses);
    let id_token = spec.id_token.map_or(&[][..], |id_token| id_token.algorithms);
    let theirs =
        |what, with, key, member| Signed { what, by_us: false, with, key, member, instead: "" };
    let ours = |what, with, key, member| Signed { by_us: true, ..theirs(what, with, key, member) };
    let all = [
        Signed {
            // Where none is declared, it is the key that chooses.
            instead: " or give another key",
            ..ours(
                "client assertion",
                assertion,
                "client.assertion.algorithm",
                "token_endpoint_auth_signing_alg_values_supported",
            )
        },
        ours("proof", dpop.as_slice(), "client.dpop", "dpop_signing_alg_values_supported"),
        ours(
            "request",
            object.as_slice(),
            "grants.authorization_code.request_object",
            "request_object_signing_alg_values_supported",
        ),
        theirs(
            "answer",
            answers.map_or(&[][..], |grant| grant.response_algorithms),
            "grants.authorization_code.response_algorithms",
            "authorization_signing_alg_values_supported",
        ),
        theirs(
            "ID token",
            id_token,
            "id_token.algorithms",
            "id_token_signing_alg_values_supported",
        ),
        theirs(
            "userinfo",
            spec.userinfo.signed,
            "userinfo.signed",
            "userinfo_signing_alg_values_supported",
        ),
        theirs(
            "introspection",
            spec.introspection_signed,
            "introspection.signed",
            "introspection_signing_alg_values_supported",
        ),
    ];
    for signed in all.iter().filter(|it| !it.with.is_empty()) {
        let Signed { what, by_us, with, key, member, instead } = signed;
        let Some(list) = found.supported(spec, member) else { continue };
        let has = |algorithm: &JwtAlgorithm| list.iter().any(|name| is_named(*algorithm, name));
        if with.iter().any(has) {
            continue;
        }
        let names: Vec<_> = with.iter().map(|algorithm| algorithm_name(*algorithm)).collect();
        let does = if *by_us { "takes" } else { "gives" };
        messages.push(format!(
            "{} {does} no {what} that is signed with {}, says its metadata (it has {}): correct `{key}`{instead}, \
             or add `{member}` to `[discovery] ignore` if the metadata is wrong",
            spec.title,
            names.join(", "),
            shown(&list.join(", ")),
        ));
    }
}
