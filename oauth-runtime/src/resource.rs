//! What a token is for (RFC 8707).

use url::Url;

use crate::error::shown;

/// What is wrong with a resource, if anything: it must be absolute and have no fragment (RFC 8707, 2).
pub(crate) fn problem(resource: &str) -> Option<String> {
    let is_good = Url::parse(resource).is_ok_and(|url| url.fragment().is_none());
    (!is_good).then(|| {
        format!(
            "the resource `{}` must be an absolute URI without a fragment (RFC 8707, 2)",
            shown(resource)
        )
    })
}

/// What to say to who names one where none is sent.
pub(crate) fn not_sent(title: &str, grant: &str) -> String {
    format!(
        "{title} takes no resources in this request: leave out `.resource(…)`, or declare `resource = true` in \
         `[grants.{grant}]`"
    )
}
