//! What a client must be, and where the provider listens.

use oauth_spec::{
    Assertion, ClientAuthentication, ClientSpec, DeclaredAuthentication, Discovery, DiscoveryKind,
    Dpop, Parameter, ProviderSpec,
};

use super::signatures::jwt_algorithm;
use super::{duration, listed, pairs, shown, words};
use crate::markdown::code;

pub(super) fn client(spec: &ProviderSpec, found: &mut Vec<String>) {
    let ClientSpec {
        authentication,
        numeric_id,
        id_parameter,
        secret_parameter,
        redirect_schemes,
        assertion,
        dpop,
        certificate,
    } = spec.client;
    let standard = ClientSpec::STANDARD;
    if authentication != standard.authentication && spec.offers("token_endpoint") {
        let names: Vec<&str> = authentication.iter().map(|it| it.name()).collect();
        found.push(format!("Clients authenticate by {}.", words(&names, "or")));
        for method in authentication {
            if let ClientAuthentication::Declared(declared) = method {
                found.push(self::declared(declared));
            }
        }
    }
    found.extend(assertion.as_ref().map(self::assertion));
    found.extend(dpop.map(self::dpop));
    if certificate {
        found.push(
            "The client shows a certificate where it connects, beside how it authenticates (RFC 8705, 3): \
             `.client_certificate(…)`, or a transport that brings one."
                .to_owned(),
        );
    } else if authentication.iter().any(|way| way.shows_certificate()) {
        found.push(
            "The client shows a certificate where it connects (RFC 8705): the transport brings it."
                .to_owned(),
        );
    }
    if numeric_id {
        found.push("The client's id is a whole number, and is one in JSON.".to_owned());
    }
    for (name, own) in
        [(standard.id_parameter, id_parameter), (standard.secret_parameter, secret_parameter)]
    {
        if name != own {
            found.push(format!("{} is called {}.", code(name), code(own)));
        }
    }
    if !redirect_schemes.is_empty() {
        let schemes = words(redirect_schemes, "or");
        found.push(format!("Redirect URIs begin with {schemes}."));
    }
    addresses(spec, found);
    discovery(spec, found);
    for variable in spec.variables {
        if let Some(pattern) = variable.pattern {
            found.push(format!("{} must look like {}.", code(variable.name), code(pattern)));
        }
    }
}

/// How tokens are bound to a key.
fn dpop(dpop: Dpop) -> String {
    let Dpop { algorithm, required, code_binding } = dpop;
    let mut text = format!(
        "Tokens are bound to a key of the client, which proves with {} that it has it (RFC 9449): call \
         `.dpop_key(…)` on the builder, or one is made that is gone with the client",
        jwt_algorithm(algorithm)
    );
    if code_binding {
        text.push_str("; codes are bound to it too");
    }
    if !required {
        text.push_str(". **A token that is not bound is taken as well**");
    }
    text.push('.');
    text
}

/// What the client signs.
fn assertion(assertion: &Assertion) -> String {
    let Assertion { algorithm, audience, lifetime, client_id, header, claims } = *assertion;
    let by = match algorithm {
        Some(algorithm) => jwt_algorithm(algorithm),
        None => "what its key is for",
    };
    let mut text = format!(
        "The client signs an assertion (RFC 7523, 2.2) with {by}, for {}, good for {}",
        shown(&audience),
        duration(lifetime)
    );
    let more: Vec<Parameter> = header.iter().chain(claims).copied().collect();
    if !more.is_empty() {
        text.push_str(", with ");
        text.push_str(&pairs(&more));
    }
    text.push_str(if client_id { "; `client_id` is sent beside it." } else { "." });
    text
}

fn declared(declared: &DeclaredAuthentication) -> String {
    let DeclaredAuthentication { name, headers, parameters, needs_secret: _ } = declared;
    let mut parts: Vec<String> = headers
        .iter()
        .map(|header| format!("the header {}", code(&format!("{}: {}", header.name, header.value))))
        .collect();
    if !parameters.is_empty() {
        parts.push(pairs(parameters));
    }
    format!("To authenticate by {} is to send {}.", code(name), listed(&parts, "and"))
}

/// Where the endpoints come from that are not written here.
fn discovery(spec: &ProviderSpec, found: &mut Vec<String>) {
    if let Some(Discovery { kind, url, ignore }) = spec.discovery {
        let from = match url {
            Some(url) => format!("at {}", code(&url.to_string())),
            None if kind == DiscoveryKind::OpenId => {
                "at the issuer's well-known address (OpenID Connect Discovery 1.0, 4)".to_owned()
            }
            None if kind == DiscoveryKind::Any => {
                "at the first of the issuer's well-known addresses that \
                 has any (RFC 8414, 3; OpenID Connect Discovery 1.0, 4)"
                    .to_owned()
            }
            None => "at the issuer's well-known address (RFC 8414, 3)".to_owned(),
        };
        let but = match ignore {
            [] => String::new(),
            [one] => format!(" Of it {} is not believed.", code(one)),
            several => format!(" Of it {} are not believed.", words(several, "and")),
        };
        found.push(format!(
            "Endpoints that are not stated here are read from the provider's metadata {from}: call \
             `.discover().await?` on the builder before `.build()`.{but}"
        ));
    }
    if let Some(registration) = spec.endpoints.registration {
        found.push(format!(
            "Clients register themselves at {} (RFC 7591): call `.register(…)` on the builder.",
            code(&registration.to_string())
        ));
    }
}

/// Addresses that nothing protects on the way.
fn addresses(spec: &ProviderSpec, found: &mut Vec<String>) {
    for address in spec.endpoints.addresses() {
        let address = address.to_string();
        if address.starts_with("http://") {
            found.push(format!("**{} is not encrypted**: for this machine only.", code(&address)));
        }
    }
}
