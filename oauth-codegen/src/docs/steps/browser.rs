//! What goes through the browser, and what is done so that it can.

use oauth_spec::{
    CallbackFormat, ImplicitGrant, Parameter, ParametersIn, Renewal, ResponseMode, ResponseType,
    Source, StateUse, Template,
};

use super::Party::{Application, Browser, Provider};
use super::places::Places;
use super::{Flow, StepKind};

impl Flow<'_> {
    pub(super) fn away(&mut self, endpoint: Option<Template>, parameters: &[Parameter]) {
        let mut places = Places::default();
        places.add(ParametersIn::Query, parameters);
        self.send(
            Application,
            Browser,
            StepKind::Away,
            self.url(endpoint, "authorization_endpoint"),
            places,
        );
        self.step(Browser, Provider, StepKind::User, "the user agrees");
    }

    /// The client hands the authorization request over itself (RFC 9126).
    pub(super) fn push(&mut self, parameters: &[Parameter]) {
        let mut places = Places::default();
        places.add(ParametersIn::Form, parameters);
        let id = self.spec.client.id_parameter;
        let way = self.way();
        // It is in the request already.
        places.client(way, ParametersIn::Form, self.spec);
        places.once(id);
        let url = self.url(None, "pushed_authorization_request_endpoint");
        self.request("POST", &url, places);
        self.answer_with("request_uri, expires_in");
    }

    /// What is to be seen of a request that is signed.
    pub(super) fn signed(&self) -> [Parameter; 2] {
        let id = Parameter::value(self.spec.client.id_parameter, Source::ClientId);
        [id, Parameter::given("request")]
    }

    /// What the browser carries of a request that was pushed.
    pub(super) fn reference(&self) -> [Parameter; 2] {
        let id = Parameter::value(self.spec.client.id_parameter, Source::ClientId);
        [id, Parameter::given("request_uri")]
    }

    /// The answer of the implicit flow, which is what was asked for.
    pub(super) fn with_token(&mut self, implicit: &ImplicitGrant) {
        let answer = &self.spec.token.answer;
        let mut names = match implicit.response_type {
            ResponseType::IdToken => answer.id_token.to_owned(),
            _ => self.answer(answer, implicit.renewal == Renewal::RefreshToken),
        };
        if implicit.response_type == ResponseType::IdTokenToken {
            names = format!("{names}, {}", answer.id_token);
        }
        if implicit.response_mode.is_some_and(ResponseMode::is_posted) {
            self.step(Provider, Browser, StepKind::Back, &format!("a form with {names}, state"));
            let form = format!("POST redirect_uri, form: {names}, state");
            self.step(Browser, Application, StepKind::Post, &form);
        } else {
            self.step(Provider, Browser, StepKind::Back, &format!("redirect_uri#{names}, state"));
            self.step(Browser, Application, StepKind::Bring, "the same");
        }
    }

    pub(super) fn back(&mut self) {
        let callback = &self.spec.callback;
        let mut names = vec![callback.code.to_owned()];
        match callback.state {
            StateUse::Required(name) | StateUse::ProviderInitiated(name) => {
                names.push(name.to_owned());
            }
            // It is in the address that the browser is sent back to.
            StateUse::InRedirectUri(name) => names.insert(0, name.to_owned()),
        }
        names.extend(callback.fields.iter().map(|field| field.path.to_owned()));
        let code = self.spec.grants.authorization_code;
        let mode = code.and_then(|grant| grant.response_mode);
        if code.is_some_and(|grant| grant.signs_responses()) {
            names = vec!["response".to_owned()];
        }
        if callback.format == CallbackFormat::Json {
            let mut places = Places::default();
            places.names("json", &names);
            let post = "POST redirect_uri".to_owned();
            self.send(Provider, Application, StepKind::Notify, post, places);
        } else {
            let names = names.join(", ");
            match mode {
                Some(mode) if mode.is_posted() => {
                    self.step(Provider, Browser, StepKind::Back, &format!("a form with {names}"));
                    let form = format!("POST redirect_uri, form: {names}");
                    self.step(Browser, Application, StepKind::Post, &form);
                }
                _ => {
                    let in_fragment = code.is_some_and(|grant| grant.answers_in_fragment());
                    let mark = if in_fragment { '#' } else { '?' };
                    self.step(
                        Provider,
                        Browser,
                        StepKind::Back,
                        &format!("redirect_uri{mark}{names}"),
                    );
                    self.step(Browser, Application, StepKind::Bring, "the same");
                }
            }
        }
    }
}
