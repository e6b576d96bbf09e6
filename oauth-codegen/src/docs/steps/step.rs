//! One message of a flow.

use oauth_spec::Source;

/// One message of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who sends it.
    pub from: Party,
    /// Who gets it.
    pub to: Party,
    /// What happens.
    pub kind: StepKind,
    /// What it is about: a request's method and address, or what an answer holds. [`Step::text`] says it with what
    /// is done.
    pub message: String,
    /// What a request carries, in order.
    pub carries: Vec<Carried>,
}

/// What happens in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// The application sends the browser to an address.
    Away,
    /// The application shows the user something.
    Show,
    /// The user, in the browser, and the provider are among themselves.
    User,
    /// The provider sends the browser back with something.
    Back,
    /// The browser brings the application what it was sent back with, as it is.
    Bring,
    /// The browser posts it as a form.
    Post,
    /// The client asks the provider.
    Request,
    /// The client calls the provider's API.
    Call,
    /// The provider answers.
    Answer,
    /// The provider calls the application.
    Notify,
}

/// Who takes part in a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The application, and the client in it.
    Application,
    /// The user's browser, and the user.
    Browser,
    /// The provider.
    Provider,
}

/// A value that a request carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Where it stands: `query`, `form`, `json`, `multipart` or `headers`.
    pub place: &'static str,
    /// Its name on the wire.
    pub name: String,
    /// The value, as a template in TOML.
    pub value: String,
    /// Where its parts come from.
    pub sources: Vec<Source>,
}

impl Step {
    /// What is done, and with what.
    pub fn text(&self) -> String {
        let message = &self.message;
        match self.kind {
            StepKind::Away => format!("open {message}"),
            StepKind::Show => format!("show {message}"),
            StepKind::Call => format!("call {message}"),
            _ => message.clone(),
        }
    }
}

impl Party {
    /// Everyone, from the application to the provider.
    pub const ALL: [Self; 3] = [Self::Application, Self::Browser, Self::Provider];

    /// Its name in diagrams.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Application => "Application",
            Self::Browser => "Browser",
            Self::Provider => "Provider",
        }
    }
}
