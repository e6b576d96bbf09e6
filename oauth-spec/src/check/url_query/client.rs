//! The requests of a client, as far as they are written into the queries of their addresses.

use super::{Sent, kept, names, of_token_request};
use crate::check::clients::{of_client, of_grant, of_request};
use crate::check::variants::{is_for, written_in};
use crate::check::{Context, operations};
use crate::raw::{Call, GrantKind, Request};
use crate::span::Slot;
use crate::{CallAuthentication, Method, ParametersIn, TokenOperation, TokenRequest};

/// ```toml
/// [endpoints]
/// token = "https://acme.example/token?grant_type=code"
/// [token_request]
/// method = "GET"
/// ```
pub(super) fn token_requests<'d>(context: &Context<'d, '_>) -> Vec<Sent<'d>> {
    let document = context.document;
    let mut all = Vec::new();
    for grant in context.grants.iter().filter(|grant| grant.kind.asks_token_endpoint()) {
        let request = grant.request.get();
        let Some(standard) = of_token_request(context, grant) else { continue };
        let own = request.map(|request| &request.endpoint).filter(|own| !own.is_missing());
        let url = own.or_else(|| document.endpoints.get().map(|endpoints| &endpoints.token));
        let place = written_in(context, grant);
        let mut ways = vec![(url, place)];
        for variant in document.variants.iter().filter(|variant| is_for(variant, grant)) {
            ways.push((
                Some(&variant.endpoint).filter(|own| !own.is_missing()).or(url),
                variant.parameters_in.get().copied().or(place),
            ));
        }
        for (url, place) in ways {
            let Some(Slot::Given(url)) = url else { continue };
            let mut sent = Sent {
                url,
                by: (grant.name.span, "grant"),
                standard: Vec::new(),
                table: Some("request"),
                own: names(request.map_or(&[], |request| &request.query)),
                ways: Vec::new(),
            };
            if place == Some(ParametersIn::Query) {
                sent.standard.clone_from(&standard);
                sent.own.append(&mut names(request.map_or(&[], |request| &request.parameters)));
                sent.ways = of_grant(context, grant).unwrap_or_default();
            }
            all.push(sent);
        }
    }
    all
}

/// What is asked before the token is: devices, and CIBA.
pub(super) fn first_requests<'d>(context: &Context<'d, '_>) -> Vec<Sent<'d>> {
    let Some(endpoints) = context.document.endpoints.get() else { return Vec::new() };
    let mut all = Vec::new();
    for grant in context.grants {
        let (url, standard, table) = match grant.kind {
            GrantKind::Ciba => (
                &endpoints.backchannel_authentication,
                TokenRequest::BACKCHANNEL_AUTHENTICATION,
                "backchannel_authentication_request",
            ),
            _ => (
                &endpoints.device_authorization,
                TokenRequest::DEVICE_AUTHORIZATION,
                "device_authorization_request",
            ),
        };
        let (Slot::Given(url), Some(request)) = (url, grant.first_request.get()) else { continue };
        let mut own = names(&request.query);
        let mut sent = Sent {
            url,
            by: (grant.name.span, "grant"),
            standard: Vec::new(),
            table: Some(table),
            own: Vec::new(),
            ways: Vec::new(),
        };
        if is_in_query(request) && !request.unclear {
            own.append(&mut names(&request.parameters));
            let standard = standard.parameters.iter().map(|parameter| parameter.name);
            sent.standard = kept(context, standard, Some(request));
            sent.ways = of_request(context, request).unwrap_or_default();
        }
        all.push(Sent { own, ..sent });
    }
    all
}

/// Whether a request that is a POST unless it says otherwise has its parameters in the query.
fn is_in_query(request: &Request<'_>) -> bool {
    match &request.parameters_in {
        Slot::Given(place) => place.value == ParametersIn::Query,
        Slot::Missing => request.method.get() == Some(&Method::Get),
        Slot::Broken => false,
    }
}

/// ```toml
/// [endpoints]
/// revocation = "https://acme.example/revoke?token=x"
/// [revocation]
/// parameters_in = "query"
/// ```
pub(super) fn about_tokens<'d>(context: &Context<'d, '_>) -> Vec<Sent<'d>> {
    let mut all = Vec::new();
    for (written, url) in operations::addresses(context) {
        let request = &written.value.request;
        if !is_in_query(request) || request.unclear {
            continue;
        }
        let standard = TokenOperation::STANDARD.parameters.iter().map(|parameter| parameter.name);
        let is_client = written.value.authentication.or(CallAuthentication::Client)
            == CallAuthentication::Client;
        let ways = of_client(context).filter(|_| is_client).map(<[_]>::to_vec);
        all.push(Sent {
            url,
            by: (written.key, "request"),
            standard: kept(context, standard, Some(request)),
            table: None,
            own: names(&request.parameters),
            ways: ways.unwrap_or_default(),
        });
    }
    all
}

/// ```toml
/// [calls.me]
/// url = "/me?fields=id"
/// parameters = { fields = "id" }
/// ```
pub(super) fn calls<'d>(context: &Context<'d, '_>) -> Vec<Sent<'d>> {
    let in_query = |call: &&Call<'_>| match &call.parameters_in {
        Slot::Given(place) => place.value == ParametersIn::Query,
        Slot::Missing => matches!(call.method.or(Method::Get), Method::Get | Method::Delete),
        Slot::Broken => false,
    };
    let calls = context.document.calls.items().iter().filter(in_query);
    calls
        .filter_map(|call| {
            Some(Sent {
                url: call.url.given()?,
                by: (call.name.span, "call"),
                standard: Vec::new(),
                table: None,
                own: names(&call.parameters),
                ways: Vec::new(),
            })
        })
        .collect()
}
