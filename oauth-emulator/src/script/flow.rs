//! The flows that begin in the browser.

use oauth_spec::{ProviderSpec, Renewal, Source};

use super::{Values, Wanted, pattern};
use crate::error::EmulatorError;

/// A flow that begins in the browser.
#[derive(Debug)]
pub(crate) struct Flow {
    pub(crate) kind: FlowKind,
    pub(crate) renewal: Renewal,
    pub(crate) parameters: Vec<Wanted>,
}

/// What the browser comes back with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlowKind {
    /// A code, in the query.
    Code,
    /// The token itself, in the fragment.
    Implicit,
}

impl FlowKind {
    /// The grant's name in TOML.
    pub(crate) fn grant(self) -> &'static str {
        match self {
            Self::Code => "authorization_code",
            Self::Implicit => "implicit",
        }
    }
}

impl Flow {
    /// The name of the parameter that is that value and nothing else.
    pub(crate) fn name_of(&self, source: Source) -> Option<&'static str> {
        self.carrier(source).map(|wanted| wanted.name)
    }

    /// A value, taken out of the text of the parameter that carries it, such as `app-{client_id}`.
    pub(crate) fn value_of(&self, source: Source, text: &str) -> Option<String> {
        let captured = self.carrier(source)?.pattern.capture(text)?;
        captured.into_iter().find(|(found, _)| *found == source).map(|(_, value)| value)
    }

    fn carrier(&self, source: Source) -> Option<&Wanted> {
        self.parameters.iter().find(|wanted| wanted.pattern.holes().any(|hole| hole == source))
    }

    /// What makes the request recognisable: parameters that are always the same.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let parameters = self.parameters.iter();
        parameters.filter_map(|wanted| Some((wanted.name, wanted.pattern.constant()?)))
    }
}

/// Every flow that is declared.
pub(crate) fn read(
    spec: &'static ProviderSpec,
    values: &Values,
) -> Result<Vec<Flow>, EmulatorError> {
    let mut flows = Vec::new();
    if let Some(grant) = spec.grants.authorization_code {
        flows.push(Flow {
            kind: FlowKind::Code,
            renewal: grant.renewal,
            parameters: pattern::parameters(grant.authorization.parameters, values)?,
        });
    }
    if let Some(grant) = spec.grants.implicit {
        flows.push(Flow {
            kind: FlowKind::Implicit,
            renewal: grant.renewal,
            parameters: pattern::parameters(grant.authorization.parameters, values)?,
        });
    }
    Ok(flows)
}
