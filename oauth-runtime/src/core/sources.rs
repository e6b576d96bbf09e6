//! Where the values of templates come from, through computed values too.

use oauth_spec::{ComputedRecipe, Source, Template};

use super::requests::Builder;

impl Builder<'_> {
    /// Whether something in templates is computed.
    pub(super) fn computes(&self, templates: &[Template]) -> bool {
        self.sources(templates).iter().any(is_computed)
    }

    /// Every source that templates have, those of computed values in them included.
    pub(super) fn sources(&self, templates: &[Template]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        let mut open: Vec<Source> = templates.iter().flat_map(Template::sources).collect();
        while let Some(source) = open.pop() {
            if sources.contains(&source) {
                continue;
            }
            sources.push(source);
            if source == Source::ClientAssertion
                && let Some(assertion) = self.spec.client.assertion
            {
                let parts = assertion.header.iter().chain(assertion.claims);
                open.extend(parts.flat_map(|part| part.value.sources()));
                open.extend(assertion.audience.sources());
            }
            let Source::Computed(name) = source else { continue };
            match self.spec.computed(name).map(|computed| computed.recipe) {
                Some(ComputedRecipe::Digest(digest)) => {
                    open.extend(digest.key.sources().chain(digest.message.sources()));
                }
                Some(ComputedRecipe::Jwt(jwt)) => {
                    let parts = jwt.header.iter().chain(jwt.claims);
                    open.extend(
                        parts.flat_map(|part| part.value.sources()).chain(jwt.key.sources()),
                    );
                }
                None => {}
            }
        }
        sources
    }
}

/// Whether a value is made of the request at hand.
pub(super) fn is_computed(source: &Source) -> bool {
    matches!(source, Source::Computed(_) | Source::ClientAssertion)
}
