//! `[grants]`.

use super::further::{self, Further};
use super::grant_kind::{GrantKind, standard_names};
use super::name::is_name;
use super::offline::{self, Offline};
use super::request::{self, Parameter, Request};
use super::{
    CallParameter, DeviceAnswer, ParameterNames, RequestObject, Table, Value, call_parameter,
    device, elsewhere, identity, pkce, request_object, value,
};
use crate::report::{Errors, quote};
use crate::schema;
use crate::span::{Slot, Span, Spanned};
use crate::suggest;
use crate::template::Template;
use crate::{Challenge, IssuedExpiry, JwtAlgorithm, Renewal, ResponseMode, ResponseType, Rotation};

/// One of `[grants]`.
pub(crate) struct Grant<'t> {
    pub(crate) name: Spanned<&'t str>,
    pub(crate) kind: GrantKind,
    /// Whether its table could not be read at all: then it exists, and nothing else is known of it.
    pub(crate) broken: bool,
    /// Whether its name or its `parameters` may be misspelt: then a part of it is elsewhere.
    pub(crate) unclear: bool,
    /// Whether its own `parameters` have been read: then they are known, whatever grant it is.
    pub(crate) has_parameters: bool,
    pub(crate) description: Slot<&'t str>,
    /// `pkce`: how the challenge is made, if there is any.
    pub(crate) pkce: Slot<Option<Challenge>>,
    /// Where `pkce` says that only clients send it that do not authenticate.
    pub(crate) pkce_public: Option<Span>,
    pub(crate) query_after_fragment: Slot<bool>,
    pub(crate) offline: Slot<Offline<'t>>,
    pub(crate) pushed: Slot<bool>,
    pub(crate) resource: Slot<bool>,
    pub(crate) request_object: Slot<RequestObject<'t>>,
    /// `response_type` of the implicit grant.
    pub(crate) response_type: Slot<ResponseType>,
    pub(crate) response_mode: Slot<ResponseMode>,
    pub(crate) response_algorithms: Slot<Vec<Spanned<JwtAlgorithm>>>,
    pub(crate) authorization_request: Slot<Request<'t>>,
    /// What is asked before the token is: for codes, or to name a user.
    pub(crate) first_request: Slot<Request<'t>>,
    pub(crate) device_answer: Slot<DeviceAnswer<'t>>,
    pub(crate) verification_uri: Slot<Template<'t>>,
    pub(crate) request: Slot<Request<'t>>,
    pub(crate) renew: Slot<Renewal>,
    pub(crate) expiry: Slot<IssuedExpiry>,
    /// The RFC that says what its table does not.
    pub(crate) further: Option<&'static Further>,
    /// `grant_type`; nothing for `false`.
    pub(crate) sent_as: Slot<Option<&'t str>>,
    pub(crate) after: Slot<Vec<Spanned<&'t str>>>,
    pub(crate) rotation: Slot<Rotation>,
    pub(crate) same_token: Slot<bool>,
    pub(crate) parameters: Vec<CallParameter<'t>>,
}

const RENEWALS: &[(&str, Renewal)] = &[
    ("refresh_token", Renewal::RefreshToken),
    ("reacquire", Renewal::Reacquire),
    ("none", Renewal::None),
];

pub(crate) fn read<'t>(
    value: Value<'t, '_>,
    token_request: &Slot<Request<'t>>,
    names: &Slot<ParameterNames<'t>>,
    source: &str,
    errors: &mut Errors,
) -> Option<Vec<Grant<'t>>> {
    let mut grants = Vec::new();
    value.open(errors)?.each(errors, |value, errors| {
        let mut grant = Grant::new(value.key);
        grant.broken = fill(&mut grant, value, token_request, names, source, errors).is_none();
        grants.push(grant);
    });
    Some(grants)
}

impl<'t> Grant<'t> {
    /// What asking for offline access adds.
    pub(crate) fn offline_parameters(&self) -> &[Parameter<'t>] {
        self.offline.get().map_or(&[], |offline| &offline.parameters)
    }

    /// Whether it gives an ID token and no access token.
    pub(crate) fn gives_no_access(&self) -> bool {
        self.kind == GrantKind::Implicit && self.response_type.get() == Some(&ResponseType::IdToken)
    }

    fn new(name: Spanned<&'t str>) -> Self {
        Self {
            name,
            kind: GrantKind::of(name.value).unwrap_or(GrantKind::Custom),
            broken: false,
            unclear: false,
            has_parameters: false,
            description: Slot::Missing,
            pkce: Slot::Missing,
            pkce_public: None,
            query_after_fragment: Slot::Missing,
            offline: Slot::Missing,
            pushed: Slot::Missing,
            resource: Slot::Missing,
            request_object: Slot::Missing,
            response_type: Slot::Missing,
            response_mode: Slot::Missing,
            response_algorithms: Slot::Missing,
            authorization_request: Slot::Missing,
            first_request: Slot::Missing,
            device_answer: Slot::Missing,
            verification_uri: Slot::Missing,
            request: Slot::Missing,
            renew: Slot::Missing,
            expiry: Slot::Missing,
            further: None,
            sent_as: Slot::Missing,
            after: Slot::Missing,
            rotation: Slot::Missing,
            same_token: Slot::Missing,
            parameters: Vec::new(),
        }
    }
}

fn fill<'t>(
    grant: &mut Grant<'t>,
    value: Value<'t, '_>,
    token_request: &Slot<Request<'t>>,
    names: &Slot<ParameterNames<'t>>,
    source: &str,
    errors: &mut Errors,
) -> Option<()> {
    const ROTATIONS: &[(&str, Rotation)] = &[
        ("optional", Rotation::Optional),
        ("always", Rotation::Always),
        ("never", Rotation::Never),
    ];
    const EXPIRY: &[(&str, IssuedExpiry)] =
        &[("chosen", IssuedExpiry::Chosen), ("never", IssuedExpiry::Never)];
    let says_all = value.inner.as_table().is_some_and(|table| table.contains_key("grant_type"));
    let mut further = further::of(grant.name.value).filter(|_| !says_all);
    if grant.kind == GrantKind::Custom && further.is_none() {
        let count = errors.count();
        let meant = meant(value, says_all, errors);
        grant.unclear = errors.count() > count;
        (grant.kind, further) = meant?;
    }
    let table = match further {
        Some(_) => value.closed(&schema::FURTHER_GRANT, errors)?,
        None => value.closed(grant.kind.table(), errors)?,
    };
    grant.description = table.read("description", errors, value::text);
    grant.pkce = table.read("pkce", errors, |value, errors| {
        let pkce = pkce::read(value, errors)?;
        grant.pkce_public = value.is_table().then_some(value.span);
        Some(pkce)
    });
    grant.query_after_fragment = table.read("query_after_fragment", errors, value::boolean);
    grant.offline = table.read("offline", errors, |value, errors| match grant.kind {
        GrantKind::DeviceCode => offline::of_device(value, errors),
        _ => offline::read(value, source, errors),
    });
    grant.response_type = table
        .read("response_type", errors, |value, errors| value.choice(ResponseType::ALL, errors));
    let modes = match grant.kind {
        GrantKind::Implicit => ResponseMode::IMPLICIT,
        _ => ResponseMode::ALL,
    };
    grant.response_mode =
        table.read("response_mode", errors, |value, errors| value.choice(modes, errors));
    grant.response_algorithms = identity::algorithms(&table, "response_algorithms", errors);
    grant.resource = table.read("resource", errors, value::boolean);
    grant.pushed = table.read("pushed", errors, value::boolean);
    grant.request_object = table.read("request_object", errors, |value, errors| {
        request_object::read(value, source, errors)
    });
    grant.rotation =
        table.read("rotation", errors, |value, errors| value.choice(ROTATIONS, errors));
    grant.same_token = table.read("same_token", errors, value::boolean);
    grant.after = table
        .read("after", errors, |value, errors| value.list("a list of grants", errors, value::line));
    grant.authorization_request = table.read("authorization_request", errors, |value, errors| {
        request::read(value, &schema::AUTHORIZATION_REQUEST, source, errors)
    });
    let (first, of_first) = match grant.kind {
        GrantKind::Ciba => {
            ("backchannel_authentication_request", &schema::BACKCHANNEL_AUTHENTICATION_REQUEST)
        }
        _ => ("device_authorization_request", &schema::DEVICE_AUTHORIZATION_REQUEST),
    };
    grant.first_request =
        table.read(first, errors, |value, errors| request::read(value, of_first, source, errors));
    grant.device_answer = table.read("device_answer", errors, device::answer);
    grant.verification_uri =
        table.read("verification_uri", errors, |value, errors| value.address(source, errors));
    grant.request = table.read("request", errors, |value, errors| {
        request::read(value, &schema::REQUEST, source, errors)
    });
    if grant.kind.asks_token_endpoint() {
        request::inherit(&mut grant.request, token_request, names);
    }
    grant.renew = table.read("renew", errors, |value, errors| value.choice(RENEWALS, errors));
    grant.expiry = table.read("expiry", errors, |value, errors| value.choice(EXPIRY, errors));
    if grant.kind == GrantKind::Custom && further.is_none() {
        grant.sent_as = grant_type(&table, grant.name.value, errors);
        grant.unclear |= grant.sent_as.is_broken();
    }
    let parameters = table.read("parameters", errors, |value, errors| {
        value.open(errors)?.each(errors, |value, errors| {
            grant.parameters.extend(call_parameter::read(value, errors));
        });
        Some(())
    });
    grant.has_parameters = !parameters.is_broken();
    grant.unclear |= table.misspelt.contains(&"parameters");
    if let Some(further) = further {
        further.complete(grant);
    }
    Some(())
}

/// What a grant is whose name is not a standard one: the provider's own, or a standard one misspelt.
/// Either way its table is read, so that what is wrong in it is said as well. Nothing for a table that
/// belongs elsewhere.
fn meant(
    value: Value<'_, '_>,
    says_all: bool,
    errors: &mut Errors,
) -> Option<(GrantKind, Option<&'static Further>)> {
    let name = value.key.value;
    let slip = suggest::slip(name, standard_names()).map(|(_, name)| name);
    let home = if says_all || slip.is_some() { None } else { elsewhere::table(value, errors) };
    let near = slip.or_else(|| suggest::nearest(name, standard_names()));
    let help = match (&home, near) {
        _ if says_all => None,
        (Some(home), _) => {
            Some(format!("{home}\nfor a grant of the provider's own add `grant_type = \"{name}\"`"))
        }
        (None, Some(near)) => Some(format!("did you mean {}?", quote(near))),
        (None, None) => None,
    };
    let is_elsewhere = home.is_some();
    if let Some(help) = help {
        errors
            .add(value.key.span, format!("unknown grant {}", quote(name)))
            .label("neither a standard grant nor, without `grant_type`, one of the provider's own")
            .help(help);
        let kind = near.and_then(GrantKind::of).unwrap_or(GrantKind::Custom);
        return (!is_elsewhere).then(|| (kind, near.and_then(further::of)));
    }
    if !is_name(name) {
        errors
            .add(value.key.span, format!("{} cannot be the name of a grant", quote(name)))
            .label("not a name")
            .help(
                "a name begins with a lower-case letter; letters, digits, `-` and `_` follow\n\
                what goes over the wire is `grant_type`",
            );
    }
    Some((GrantKind::Custom, None))
}

fn grant_type<'t>(table: &Table<'t, '_>, name: &str, errors: &mut Errors) -> Slot<Option<&'t str>> {
    let slot = table.read("grant_type", errors, |value, errors| {
        let help = format!("write `grant_type = \"{name}\"`, or `false` for none");
        value.line_or_false(&help, std::convert::identity, errors)
    });
    if slot.is_missing() {
        let help = format!(
            "add `grant_type = \"{name}\"`\nthe standard grants, which need none, are {}",
            crate::report::quote_all(standard_names())
        );
        table.lacks("grant_type", &help, errors);
        return Slot::Broken;
    }
    slot
}
