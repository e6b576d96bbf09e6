//! `authorization` headers of requests: none beside the one that shows the client, or the token.

use super::Context;
use super::clients::{method, of_client, of_grant, of_request, standard};
use crate::ClientAuthentication;
use crate::raw::{Header, Request};
use crate::report::quote;
use crate::span::{Slot, Span, Spanned};
use crate::template::Part;

/// ```toml
/// [client]
/// authentication = "client_secret_basic"
/// [grants.password]
/// request = { headers = { authorization = "Bearer {grants.client_credentials}" } }
/// ```
pub(super) fn twice(context: &mut Context<'_, '_>) {
    let document = context.document;
    for grant in context.grants {
        if let Some(request) = grant.request.get() {
            let ways = of_grant(context, grant);
            is_free(context, request, ways);
        }
        if let Some(request) = grant.first_request.get() {
            is_free(context, request, of_request(context, request));
        }
    }
    if let Some(request) = document.token_request.get() {
        is_free(context, request, of_request(context, request));
    }
    for operation in [&document.revocation, &document.introspection] {
        let Some(operation) = operation.get() else { continue };
        match operation.authentication.or(crate::CallAuthentication::Client) {
            crate::CallAuthentication::None => {
                if let Slot::Given(own) = &operation.request.authorization {
                    taken(context, &operation.request, Some(own.key), "said here", SAID);
                }
            }
            crate::CallAuthentication::Client => {
                let ways = of_client(context).map(<[_]>::to_vec);
                is_free(context, &operation.request, ways);
            }
            crate::CallAuthentication::AccessToken => {
                let way = operation.authentication.given().map(|way| way.span);
                taken(context, &operation.request, way, "the access token is in it", SAID);
            }
        }
    }
}

/// Whether a request may have an `authorization` of its own beside those ways.
fn is_free(context: &mut Context<'_, '_>, request: &Request<'_>, ways: Option<Vec<Spanned<&str>>>) {
    let Some(ways) = ways else {
        // The default of RFC 7591 is Basic, unless what the file says is wrong.
        let every = context.document.token_request.get();
        let is_wrong = [Some(request), every]
            .into_iter()
            .flatten()
            .any(|request| request.authentication.is_broken());
        if context.document.client.get().is_none_or(|client| client.authentication.is_missing())
            && !context.document.client.is_broken()
            && !is_wrong
        {
            taken(context, request, None, "", OTHER_WAY);
        }
        return;
    };
    let has_header = |way: &&Spanned<&str>| match standard(way.value) {
        Some(way) => way == ClientAuthentication::ClientSecretBasic,
        None => method(context, way.value).is_some_and(|method| {
            let mut headers = method.headers.iter();
            headers.any(|header| header.name.value.eq_ignore_ascii_case("authorization"))
        }),
    };
    if let Some(way) = ways.iter().find(has_header) {
        taken(context, request, Some(way.span), "the client authenticates with it", OTHER_WAY);
        return;
    }
    // RFC 6749, 2.3: no second way in one request.
    let shows = |way: &&Spanned<&str>| match standard(way.value) {
        Some(way) => way != ClientAuthentication::None,
        None => true,
    };
    let (Some(way), Some(header)) =
        (ways.iter().find(shows), request.headers.iter().find(|header| is_basic(header)))
    else {
        return;
    };
    let is_certificate = standard(way.value).is_some_and(ClientAuthentication::shows_certificate);
    context
        .error(header.name.span, "the client would authenticate in two ways")
        .label("with HTTP Basic")
        .related(way.span, "and with this")
        .help(if is_certificate {
            "for a certificate beside Basic write\n\n[client]\nauthentication = \"client_secret_basic\"\n\
             certificate = true"
        } else {
            OTHER_WAY
        });
}

/// Whether a header is HTTP Basic (RFC 7617).
fn is_basic(header: &Header<'_>) -> bool {
    let scheme = match header.value.parts.first() {
        Some(Part::Text(text)) => text.split(' ').next().unwrap_or(""),
        _ => "",
    };
    header.name.value.eq_ignore_ascii_case("authorization") && scheme.eq_ignore_ascii_case("basic")
}

/// What to do about a header that is the client's, and about one that shows the token.
const OTHER_WAY: &str = "say it with `client.authentication`, or write `authentication = \"none\"`";
const SAID: &str = "say it with `authorization`, beside `headers`";

/// Reports an `authorization` header where there is one already.
fn taken(
    context: &mut Context<'_, '_>,
    request: &Request<'_>,
    by: Option<Span>,
    why: &str,
    help: &str,
) {
    for header in &request.headers {
        if header.name.value.eq_ignore_ascii_case("authorization") {
            let error = context.errors.add(
                header.name.span,
                format!("the header {} is not free", quote(header.name.value)),
            );
            error.label("written by the runtime itself");
            match by {
                Some(by) => error.related(by, why),
                None => error,
            }
            .help(help);
        }
    }
}
