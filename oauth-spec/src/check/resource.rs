//! Resource indicators (RFC 8707).

use super::Context;
use crate::raw::{Grant, Request};
use crate::report::quote;
use crate::span::Slot;

/// ```toml
/// [grants.authorization_code]
/// resource = true
/// authorization_request = { parameters = { resource = "https://api.example" } }
/// ```
pub(super) fn said_twice(context: &mut Context<'_, '_>) {
    for grant in context.grants {
        let Slot::Given(resource) = &grant.resource else { continue };
        if !resource.value {
            continue;
        }
        if let Slot::Given(after) = &grant.after {
            context
                .errors
                .add(resource.key, "a resource that nobody can name")
                .label("the application gives it with a call")
                .related(after.span, "which nobody makes: it follows another grant")
                .help("leave it out");
        }
        for own in requests(grant).flat_map(|request| &request.parameters) {
            if own.name.value == "resource" {
                context
                    .errors
                    .add(own.name.span, "a `resource` that is always the same, and one that is not")
                    .label("would be there twice")
                    .related(resource.key, "the application gives it")
                    .help("leave one of them out");
            }
        }
        if let Some(own) = grant.parameters.iter().find(|own| own.name.value == "resource") {
            context
                .errors
                .add(own.name.span, format!("{} is two things", quote("resource")))
                .label("a parameter of this grant")
                .related(resource.key, "what RFC 8707 calls so")
                .help("leave one of them out");
        }
    }
}

fn requests<'d, 't>(grant: &'d Grant<'t>) -> impl Iterator<Item = &'d Request<'t>> {
    [&grant.authorization_request, &grant.request].into_iter().filter_map(Slot::get)
}
