//! `[parameter_names]`: what standard parameters are called here.

use super::leak;
use crate::Parameter;
use crate::raw::{Document, ParameterNames};

/// The names of a file.
#[derive(Clone, Copy)]
pub(super) struct Names<'d, 't>(Option<&'d ParameterNames<'t>>);

impl<'d, 't> Names<'d, 't> {
    pub(super) fn new(document: &'d Document<'t>) -> Self {
        Self(document.parameter_names.get())
    }

    /// What a standard parameter is called.
    pub(super) fn wire(self, standard: &'static str) -> &'static str {
        let Some(names) = self.0 else { return standard };
        let name = names.wire(standard);
        if name == standard { standard } else { leak::text(name) }
    }

    /// Whether a name in `omit` means the parameter of that name: it may be the standard's.
    pub(super) fn means(self, written: &str, name: &str) -> bool {
        written == name || self.0.is_some_and(|names| names.wire(written) == name)
    }

    /// Standard parameters under their names here.
    pub(super) fn parameters(self, standard: &'static [Parameter]) -> &'static [Parameter] {
        let renames = |parameter: &Parameter| self.wire(parameter.name) != parameter.name;
        if !standard.iter().any(renames) {
            return standard;
        }
        let under_its_name =
            |parameter: &Parameter| Parameter { name: self.wire(parameter.name), ..*parameter };
        leak::list(standard.iter().map(under_its_name).collect())
    }
}
