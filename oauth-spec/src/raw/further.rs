//! Grants of further RFCs: by their names alone, they are what the RFC says.

use super::{CallParameter, Grant};
use crate::ParameterKind;
use crate::reach;
use crate::span::{Given, Slot, Span, Spanned};

/// A grant that one more RFC defines. A table of its name that has a `grant_type` says everything by itself.
#[derive(Debug)]
pub(crate) struct Further {
    /// Its name in TOML.
    pub(crate) name: &'static str,
    /// Its `grant_type`.
    pub(crate) grant_type: &'static str,
    /// What its request sends, in order, beside `grant_type` and `scope`.
    pub(crate) parameters: &'static [FurtherParameter],
}

/// A parameter of one.
#[derive(Debug)]
pub(crate) struct FurtherParameter {
    pub(crate) name: &'static str,
    kind: ParameterKind,
    pub(crate) required: bool,
    about: &'static str,
}

const fn parameter(
    name: &'static str,
    kind: ParameterKind,
    required: bool,
    about: &'static str,
) -> FurtherParameter {
    FurtherParameter { name, kind, required, about }
}

const FURTHER: &[Further] = &[
    Further {
        name: "token_exchange",
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        parameters: &[
            parameter(
                "subject_token",
                ParameterKind::Secret,
                true,
                "The token of whom the new one is about (RFC 8693, 2.1).",
            ),
            parameter(
                "subject_token_type",
                ParameterKind::String,
                true,
                "What kind of token that is (RFC 8693, 3): see `oauth_runtime::token_types`.",
            ),
            parameter(
                "actor_token",
                ParameterKind::Secret,
                false,
                "The token of whoever acts in that one's place.",
            ),
            parameter(
                "actor_token_type",
                ParameterKind::String,
                false,
                "What kind of token that is: with `actor_token`, and only with it.",
            ),
            parameter(
                "resource",
                ParameterKind::String,
                false,
                "The URI of the service that the new token is for.",
            ),
            parameter(
                "audience",
                ParameterKind::String,
                false,
                "The name of the service that the new token is for.",
            ),
            parameter(
                "requested_token_type",
                ParameterKind::String,
                false,
                "What kind of token is wanted: see `oauth_runtime::token_types`.",
            ),
        ],
    },
    Further {
        name: "jwt_bearer",
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        parameters: &[parameter(
            "assertion",
            ParameterKind::Secret,
            true,
            "The signed JWT that the token is asked for with (RFC 7523, 2.1).",
        )],
    },
    Further {
        name: "saml_bearer",
        grant_type: "urn:ietf:params:oauth:grant-type:saml2-bearer",
        parameters: &[parameter(
            "assertion",
            ParameterKind::Secret,
            true,
            "The SAML 2.0 assertion that the token is asked for with, in base64url (RFC 7522, 2.1).",
        )],
    },
];

/// The names of them all.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    FURTHER.iter().map(|further| further.name)
}

/// The one of that name.
pub(super) fn of(name: &str) -> Option<&'static Further> {
    FURTHER.iter().find(|further| further.name == name)
}

impl Further {
    /// Says of a grant what the RFC says, where its table does not.
    pub(super) fn complete(&'static self, grant: &mut Grant<'_>) {
        let span = grant.name.span;
        grant.further = Some(self);
        grant.sent_as = given(Some(self.grant_type), span);
        // What follows another grant has the values at hand that its request names.
        if !grant.after.is_missing() {
            return;
        }
        let own = std::mem::take(&mut grant.parameters);
        let standard = self.parameters.iter().filter(|standard| {
            let name = standard.name;
            !own.iter().any(|own| own.name.value == name) && is_open(grant, name)
        });
        grant.parameters = standard
            .map(|standard| CallParameter {
                name: Spanned { value: standard.name, span },
                kind: standard.kind,
                required: standard.required,
                description: given(standard.about, span),
            })
            .collect();
        grant.parameters.extend(own);
    }
}

fn given<T>(value: T, span: Span) -> Slot<T> {
    Slot::Given(Given { key: span, span, value })
}

/// Whether the application is to give a parameter: the request neither leaves it out nor says what it is.
fn is_open(grant: &Grant<'_>, name: &str) -> bool {
    let Some(request) = grant.request.get() else { return true };
    let is_said = request.omitted().any(|omitted| omitted.value == name)
        || request.parameters.iter().any(|said| said.name.value == name);
    !is_said || reach::request(request).iter().any(|hole| hole.name == name)
}
