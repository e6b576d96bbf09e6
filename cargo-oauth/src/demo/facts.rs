//! What was found out about one step.

/// What is as it should be, and what is not.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) good: Vec<String>,
    pub(super) bad: Vec<String>,
}

impl Facts {
    /// A step that is told by this, whatever else is found out.
    pub(super) fn of(step: impl Into<String>) -> Self {
        Self { good: vec![step.into()], bad: Vec::new() }
    }

    /// One fact more: what to say if it holds, and what if it does not.
    pub(super) fn and(
        mut self,
        holds: bool,
        good: impl Into<String>,
        bad: impl Into<String>,
    ) -> Self {
        if holds {
            self.good.push(good.into());
        } else {
            self.bad.push(bad.into());
        }
        self
    }

    /// A fact that goes without saying as long as it holds.
    pub(super) fn unless(self, broken: bool, bad: impl Into<String>) -> Self {
        if broken { self.and(false, "", bad) } else { self }
    }
}
