//! `[calls]` and `[consents]`.

use super::addresses::has_callback;
use super::api::different;
use super::request_values::parameters;
use super::sources::{self, Step};
use super::{Context, all_different};
use crate::raw::{Authorization, Call, Field, Grant, GrantKind};
use crate::reach;
use crate::report::quote;
use crate::span::{Slot, Spanned};
use crate::template::{Hole, braced};
use crate::{Api, CallAuthentication, CallTime, ExpirySignal, suggest};

fn all<'d, 't>(context: &Context<'d, 't>) -> &'d [Call<'t>] {
    context.document.calls.get().map_or(&[], Vec::as_slice)
}

/// Names in the parameters and headers of calls.
pub(super) fn templates(context: &mut Context<'_, '_>) {
    for call in all(context) {
        let step = Step { name: "a call", ..Step::API };
        parameters(context, &call.parameters, step);
        for header in &call.headers {
            sources::template(context, &header.value, step);
        }
        if let Some(authorization) = call.authorization.get() {
            sources::template(context, authorization, step);
        }
    }
}

/// ```toml
/// [calls.me]
/// authentication = "client"
/// authorization = "OAuth {access_token}"
/// ```
pub(super) fn authorization(context: &mut Context<'_, '_>) {
    for call in all(context) {
        if let (Slot::Given(authorization), Slot::Given(who)) =
            (&call.authorization, &call.authentication)
            && who.value == CallAuthentication::Client
        {
            context
                .error(authorization.key, "a call that is authorized in two ways")
                .label("this header")
                .related(who.span, "the client")
                .help("leave one of them out");
        }
    }
}

/// ```toml
/// [calls.me]
/// when = "connected"
/// grants = ["pasword"]
/// ```
pub(super) fn grants(context: &mut Context<'_, '_>) {
    for call in all(context) {
        let Slot::Given(names) = &call.grants else { continue };
        if !call.when.is_broken() && call.when.or(CallTime::Asked) != CallTime::Connected {
            let error = context.error(names.key, "a call that follows no grant");
            error.label("says after which it is made");
            error.help("write `when = \"connected\"`, or leave `grants` out");
            if let Some(when) = call.when.given() {
                error.related(when.span, "it is made at another time");
            }
            continue;
        }
        all_different(&names.value, "grant", context.errors);
        if names.value.is_empty() {
            context
                .error(names.span, "a call that is made after no grant")
                .label("empty")
                .help("leave `grants` out for all of them");
        }
        if context.knows_grants() {
            names.value.iter().for_each(|name| after(context, *name));
        }
    }
}

/// A grant after which a call is made.
fn after(context: &mut Context<'_, '_>, name: Spanned<&str>) {
    let grants = context.grants;
    let Some(grant) = grants.iter().find(|grant| grant.name.value == name.value) else {
        let help = suggest::help(name.value, grants.iter().map(|it| it.name.value), "grants");
        context
            .error(name.span, format!("unknown grant {}", quote(name.value)))
            .label("not declared under `[grants]`")
            .help(help);
        return;
    };
    let (label, help) = match grant.kind {
        GrantKind::RefreshToken => (
            "what the call has read stays with the tokens that renew that one",
            "name the grants that begin",
        ),
        GrantKind::PersonalAccessToken => ("no call follows it", "leave it out"),
        _ if !grant.after.is_missing() => {
            ("it follows another by itself", "name the grant that it follows")
        }
        _ if grant.gives_no_access() => ("it gives no access token", "leave it out"),
        _ => return,
    };
    context
        .error(name.span, format!("no call is made after {}", quote(name.value)))
        .label(label)
        .related(grant.name.span, "the grant")
        .help(help);
}

/// ```toml
/// [calls.register]
/// success = [401]
/// ```
pub(super) fn success(context: &mut Context<'_, '_>) {
    let api = context.document.api.get();
    let expired = api.and_then(|api| api.expired.get()).and_then(|expired| expired.status.get());
    let limits = api.and_then(|api| api.rate_limited.get());
    for call in all(context) {
        let Slot::Given(success) = &call.success else { continue };
        different(context, &success.value);
        for status in &success.value {
            let meanings = [
                (expired, ExpirySignal::STANDARD.status, "the token has expired"),
                (limits, Api::STANDARD.rate_limited, "too many calls"),
            ];
            for (declared, standard, meaning) in meanings {
                let same = declared.and_then(|all| all.iter().find(|it| it.value == status.value));
                if same.is_none() && (declared.is_some() || !standard.contains(&status.value)) {
                    continue;
                }
                let error = context
                    .error(status.span, format!("the status {} means two things", status.value))
                    .label(format!("elsewhere: {meaning}"))
                    .help("a status can mean one of them");
                if let Some(same) = same {
                    error.related(same.span, "there");
                }
            }
        }
        let is_certain = |field: &&Field<'_>| field.required || !field.place.equals.is_missing();
        for field in call.fields.items().iter().filter(is_certain) {
            context
                .error(field.name.span, format!("{} is not always there", quote(field.name.value)))
                .label("nothing is read from an answer with the status of an error")
                .related(success.key, "such an answer is good, too")
                .help("leave `required` and `equals` out: then it is an `Option`");
        }
    }
}

/// ```toml
/// [calls.tenant]
/// # … asked for, and `{calls.tenant.id}` somewhere
/// ```
pub(super) fn not_made_yet(context: &mut Context<'_, '_>) {
    let calls = all(context);
    let document = context.document;
    let mut holes: Vec<(Hole<'_>, Option<usize>)> = Vec::new();
    for (place, call) in calls.iter().enumerate() {
        holes.extend(reach::call(call).into_iter().map(|hole| (hole, Some(place))));
    }
    let mut others = of_requests(context);
    for computed in document.computed.items() {
        others.extend(reach::recipe(&computed.recipe));
    }
    holes.extend(others.into_iter().map(|hole| (hole, None)));
    for (hole, user) in holes {
        // One that is not known at all has been reported.
        if context.errors.has(hole.span) {
            continue;
        }
        let Some((name, _)) =
            hole.name.strip_prefix("calls.").and_then(|rest| rest.split_once('.'))
        else {
            continue;
        };
        let Some(place) = calls.iter().position(|call| call.name.value == name) else { continue };
        let Some(call) = calls.get(place) else { continue };
        // A part of it may be under another name.
        if call.when.is_broken() || call.when.is_missing() && context.is_misspelt("calls") {
            continue;
        }
        if call.when.or(CallTime::Asked) != CallTime::Connected {
            let declared = call.when.given().map_or(call.name.span, |when| when.span);
            context
                .error(hole.span, format!("{} is not known then", braced(hole.name)))
                .label("what was read stays with the token only for a call after connecting")
                .related(declared, "this call is made at another time")
                .help(format!("write `when = \"connected\"` in `[calls.{name}]`"));
            continue;
        }
        let is_early = |user: usize| {
            let when = calls.get(user).map(|call| call.when.or(CallTime::Asked));
            when == Some(CallTime::Connected) && place >= user
        };
        if user.is_some_and(is_early) {
            context
                .error(hole.span, format!("{} is not known yet", braced(hole.name)))
                .label("calls are made in the order of the file")
                .related(call.name.span, "made here")
                .help("write the call that is used before the one that uses it");
        } else if let Some(user) = user.and_then(|user| calls.get(user)) {
            after_others(context, hole, user, call);
        }
    }
}

/// ```toml
/// [calls.tenant]
/// grants = ["authorization_code"]
/// [calls.app]
/// grants = ["client_credentials"]
/// url = "https://{calls.tenant.host}/app"
/// ```
fn after_others(context: &mut Context<'_, '_>, hole: Hole<'_>, user: &Call<'_>, call: &Call<'_>) {
    let Slot::Given(made) = &call.grants else { return };
    let is_made = |name: &Spanned<&str>| made.value.iter().any(|it| it.value == name.value);
    let mut all = context.grants.iter().filter(|grant| is_followed(grant));
    let is_known = match &user.grants {
        Slot::Given(grants) => grants.value.iter().all(is_made),
        Slot::Missing => !context.knows_grants() || all.all(|grant| is_made(&grant.name)),
        Slot::Broken => true,
    };
    if user.when.or(CallTime::Asked) != CallTime::Connected || is_known {
        return;
    }
    context
        .error(
            hole.span,
            format!("{} is not known after every grant that makes this call", braced(hole.name)),
        )
        .label("read after some grants only")
        .related(made.key, "after these")
        .help("name the same grants in both");
}

/// ```toml
/// [grants.authorization_code]
/// [grants.client_credentials]
/// [calls.confirm]
/// when = "connected"
/// url = "/installations/{callback.installation}"
/// ```
pub(super) fn without_callback(context: &mut Context<'_, '_>) {
    if !context.knows_grants() {
        return;
    }
    for call in all(context).iter().filter(|it| it.when.get() == Some(&CallTime::Connected)) {
        let follows = |grant: &&Grant<'_>| match &call.grants {
            Slot::Given(names) => names.value.iter().any(|it| it.value == grant.name.value),
            Slot::Missing => begins(grant),
            Slot::Broken => false,
        };
        let has_none = |grant: &&Grant<'_>| !has_callback(grant) && !grant.broken;
        let mut without = context.grants.iter().filter(follows).filter(has_none);
        let Some(grant) = without.next() else { continue };
        let holes = reach::through_computed(context.document, needed(call));
        let Some(hole) = holes.into_iter().find(|hole| hole.name.starts_with("callback.")) else {
            continue;
        };
        // One that is not known at all has been reported.
        if context.errors.has(hole.span) {
            continue;
        }
        let help = match context.grant(GrantKind::AuthorizationCode) {
            Some(_) => format!(
                "say after which it is made: `grants = [\"authorization_code\"]` in `[calls.{}]`",
                call.name.value
            ),
            None => "add `[grants.authorization_code]`, or take what the token has".to_owned(),
        };
        context
            .errors
            .add(
                hole.span,
                format!(
                    "{} is not known after every grant that makes this call",
                    braced(hole.name)
                ),
            )
            .label("comes with a code only")
            .related(grant.name.span, "no callback goes before this")
            .help(help);
    }
}

/// Whether calls without `grants` are made after a grant.
fn begins(grant: &Grant<'_>) -> bool {
    let begins = grant.kind != GrantKind::RefreshToken && grant.after.is_missing();
    begins && !grant.gives_no_access()
}

/// What a call is not made without: a parameter or a header that is one hole is left out.
fn needed<'t>(call: &Call<'t>) -> Vec<Hole<'t>> {
    let mut holes = Vec::new();
    reach::add(&mut holes, &call.url);
    reach::add(&mut holes, &call.authorization);
    for header in call.headers.iter().filter(|header| header.value.whole().is_none()) {
        holes.append(&mut header.value.holes());
    }
    for parameter in call.parameters.iter().filter(|parameter| parameter.value.whole().is_none()) {
        holes.append(&mut parameter.value.holes());
    }
    holes
}

/// Whether calls are made after a grant: one that begins, and gives an access token.
fn is_followed(grant: &Grant<'_>) -> bool {
    begins(grant) && grant.kind != GrantKind::PersonalAccessToken
}

/// What requests use beside calls.
fn of_requests<'t>(context: &Context<'_, 't>) -> Vec<Hole<'t>> {
    let document = context.document;
    let grants = context.grants.iter().filter_map(|grant| grant.request.get());
    let operations = [&document.revocation, &document.introspection];
    let operations = operations.into_iter().filter_map(Slot::get).map(|one| &one.request);
    let mut holes = Vec::new();
    for request in grants.chain(operations) {
        holes.append(&mut reach::request(request));
    }
    if let Some(endpoints) = document.endpoints.get() {
        reach::add(&mut holes, &endpoints.revocation);
        reach::add(&mut holes, &endpoints.introspection);
        reach::add(&mut holes, &endpoints.api);
        reach::add(&mut holes, &endpoints.userinfo);
    }
    if let Some(api) = document.api.get() {
        let header = api.authorization.get().and_then(Authorization::header);
        holes.append(&mut reach::template(header));
        reach::add_parameters(&mut holes, &api.query);
        reach::add_parameters(&mut holes, &api.body);
        reach::add_headers(&mut holes, &api.headers);
    }
    holes
}
