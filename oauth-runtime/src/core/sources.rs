//! Where the values of templates come from, through computed values too.

use oauth_spec::{ComputedRecipe, Part, Source, Template};

use super::requests::Builder;

impl Builder<'_> {
    /// Whether something in templates is computed.
    pub(super) fn computes(&self, templates: &[Template]) -> bool {
        self.sources(templates).iter().any(is_computed)
    }

    /// Every source that templates have, those of computed values in them included.
    pub(super) fn sources(&self, templates: &[Template]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        let mut open = templates.to_vec();
        while let Some(template) = open.pop() {
            for part in template.parts() {
                let Part::Value(source) = part else { continue };
                if !sources.contains(&source) {
                    sources.push(source);
                    self.add_made_of(source, &mut open);
                }
            }
        }
        sources
    }

    /// What a computed value is made of.
    fn add_made_of(&self, source: Source, open: &mut Vec<Template>) {
        let (fixed, header, claims): ([Option<Template>; 2], &[_], &[_]) = match source {
            Source::ClientAssertion => match self.spec.client.assertion {
                Some(it) => ([Some(it.audience), None], it.header, it.claims),
                None => return,
            },
            Source::Computed(name) => match self.spec.computed(name).map(|it| it.recipe) {
                Some(ComputedRecipe::Digest(it)) => ([Some(it.key), Some(it.message)], &[], &[]),
                Some(ComputedRecipe::Jwt(it)) => ([Some(it.key), None], it.header, it.claims),
                None => return,
            },
            _ => return,
        };
        open.extend(fixed.into_iter().flatten());
        for list in [header, claims] {
            for parameter in list {
                open.push(parameter.value);
            }
        }
    }
}

/// Whether a value is made of the request at hand.
pub(super) fn is_computed(source: &Source) -> bool {
    matches!(source, Source::Computed(_) | Source::ClientAssertion)
}
