//! A flow as steps: who sends what where.

mod after;
mod before;
mod browser;
mod places;
mod step;

use oauth_spec::{
    Answer, ClientAuthentication, DeviceAnswer, Expiry, Field, FieldFrom, ParametersIn,
    ProviderSpec, Renewal, Source, Template, TokenRequest,
};

use super::flows::gives_access;
use Party::{Application, Browser, Provider};
pub use before::needed_grants;
use places::Places;
pub use step::{Carried, Party, Step, StepKind};

/// The flow of the grant with that TOML name, from the application's first step to its first call of the
/// API. `None` if the provider has no such grant.
pub fn steps(spec: &ProviderSpec, grant: &str) -> Option<Vec<Step>> {
    let mut flow = Flow { spec, steps: Vec::new(), given: Vec::new() };
    flow.grant(grant)?;
    // Nothing is asked, and nothing called, with what only says who the user is.
    if grant == "implicit" && !gives_access(spec) {
        return Some(flow.steps);
    }
    if grant != "personal_access_token" {
        flow.after(grant);
    }
    if spec.lacking(grant).is_none() {
        flow.api();
    }
    Some(flow.steps)
}

struct Flow<'a> {
    spec: &'a ProviderSpec,
    steps: Vec<Step>,
    /// The grants whose tokens were asked for on the way.
    given: Vec<&'static str>,
}

impl Flow<'_> {
    fn grant(&mut self, grant: &str) -> Option<()> {
        let grants = &self.spec.grants;
        match grant {
            "authorization_code" => {
                let code = grants.authorization_code?;
                let endpoint = code.authorization.endpoint;
                let signed = self.signed();
                let said = match code.request_object {
                    Some(_) => &signed[..],
                    None => code.authorization.parameters,
                };
                if code.pushed {
                    self.push(said);
                    self.away(endpoint, &self.reference());
                } else {
                    self.away(endpoint, said);
                }
                self.back();
                self.token(&code.request, code.renewal == Renewal::RefreshToken, true);
            }
            "implicit" => {
                let implicit = grants.implicit?;
                let request = implicit.authorization;
                self.away(request.endpoint, request.parameters);
                self.with_token(&implicit);
            }
            "password" => {
                let password = grants.password?;
                self.token(&password.request, password.renewal == Renewal::RefreshToken, true);
            }
            "client_credentials" => self.token(&grants.client_credentials?.request, false, false),
            "device_code" => {
                let device = grants.device_code?;
                let codes = device.answer;
                let request = &device.authorization;
                self.ask_at(request, request.endpoint, "device_authorization_endpoint");
                let mut members = vec![codes.device_code, codes.user_code];
                // One that no answer names is the application's all the same.
                let page = match device.verification_uri {
                    Some(_) => DeviceAnswer::STANDARD.verification_uri,
                    None => codes.verification_uri,
                };
                members.extend(device.verification_uri.is_none().then_some(page));
                self.answer_with(&members.join(", "));
                let shown = [codes.user_code, page].join(", ");
                self.step(Application, Browser, StepKind::Show, &shown);
                self.step(Browser, Provider, StepKind::User, "the user agrees");
                self.token(&device.request, device.renewal == Renewal::RefreshToken, true);
            }
            "ciba" => {
                let ciba = grants.ciba?;
                let request = &ciba.authentication;
                self.ask_at(request, request.endpoint, "backchannel_authentication_endpoint");
                self.answer_with("auth_req_id");
                self.step(Provider, Browser, StepKind::User, "ask the user, who agrees");
                self.token(&ciba.request, ciba.renewal == Renewal::RefreshToken, true);
            }
            "refresh_token" => {
                let refresh = grants.refresh_token?;
                self.before(&refresh.request);
                self.ask(&refresh.request);
                if refresh.same_token {
                    self.answer_with("the same token lives on");
                } else {
                    let refreshable = refresh.request.sends(Source::RefreshToken);
                    self.answered(&refresh.request, refreshable, false);
                }
            }
            "personal_access_token" => {
                grants.personal_access_token?;
                self.step(Provider, Browser, StepKind::User, "a token made by hand");
                self.step(Browser, Application, StepKind::Bring, "the same");
            }
            other => {
                let custom = grants.custom(other)?;
                self.token(&custom.request, custom.renewal == Renewal::RefreshToken, false);
            }
        }
        Some(())
    }

    /// How the client authenticates, where a request does not say it.
    fn way(&self) -> Option<ClientAuthentication> {
        self.spec.client.authentication.first().copied()
    }

    /// An endpoint: a request's own, or the one that metadata calls so; as that where only metadata names it.
    fn url(&self, own: Option<Template>, member: &str) -> String {
        let stated = own.or_else(|| self.spec.endpoints.stated(member));
        match stated {
            Some(template) => template.to_string(),
            None if self.spec.offers(member) => format!("the {member} of the metadata"),
            None => String::new(),
        }
    }

    /// A token request and its answer; before it, what it takes a token of. With it a user may sign in.
    fn token(&mut self, request: &TokenRequest, refreshable: bool, signs_in: bool) {
        self.before(request);
        self.ask(request);
        self.answered(request, refreshable, signs_in);
    }

    fn ask(&mut self, request: &TokenRequest) {
        self.ask_at(request, request.endpoint, "token_endpoint");
    }

    fn ask_at(&mut self, request: &TokenRequest, endpoint: Option<Template>, member: &str) {
        let mut places = Places::default();
        places.add(ParametersIn::Query, request.query);
        places.add(request.parameters_in, request.parameters);
        let way = request.authentication.or(self.way());
        places.client(way, request.parameters_in, self.spec);
        places.headers(request.headers);
        let url = self.url(endpoint, member);
        self.request(request.method.as_str(), &url, places);
    }

    fn answered(&mut self, request: &TokenRequest, refreshable: bool, signs_in: bool) {
        let answer = request.answer.unwrap_or(&self.spec.token.answer);
        let mut names = self.answer(answer, refreshable);
        // One that need not come, or that is renewed, may be missing (OpenID Connect Core, 12.2).
        if signs_in && self.spec.id_token.is_some_and(|declared| declared.expected) {
            let path = below(answer.root, answer.id_token);
            names = format!("{names}, {}", renamed("id_token", path));
        }
        self.answer_with(&names);
    }

    fn answer(&self, answer: &Answer, refreshable: bool) -> String {
        let mut names = vec![("access_token", answer.access_token)];
        match answer.expiry {
            Expiry::In { field, .. } | Expiry::At { field, .. } => names.push((field, field)),
            Expiry::Jwt | Expiry::Introspection | Expiry::Lifetime | Expiry::Never => {}
        }
        if refreshable && self.spec.grants.refresh_token.is_some() {
            names.push(("refresh_token", answer.refresh_token));
        }
        let mut names: Vec<String> =
            names.into_iter().map(|(name, path)| renamed(name, below(answer.root, path))).collect();
        names.extend(fields(answer.root, self.spec.token.fields));
        names.join(", ")
    }

    fn api(&mut self) {
        if let Some(api) = self.spec.endpoints.api {
            let mut places = Places::default();
            places.token(&self.spec.api, None, self.spec.api.body_in);
            self.send(Application, Provider, StepKind::Call, api.to_string(), places);
        }
    }

    fn request(&mut self, method: &str, url: &str, places: Places) {
        self.send(Application, Provider, StepKind::Request, format!("{method} {url}"), places);
    }

    fn answer_with(&mut self, message: &str) {
        self.step(Provider, Application, StepKind::Answer, message);
    }

    fn step(&mut self, from: Party, to: Party, kind: StepKind, message: &str) {
        self.send(from, to, kind, message.to_owned(), Places::default());
    }

    fn send(&mut self, from: Party, to: Party, kind: StepKind, message: String, places: Places) {
        self.steps.push(Step { from, to, kind, message, carries: places.all() });
    }
}

/// A path from the answer itself.
fn below(root: &str, path: &str) -> String {
    if root.is_empty() { path.to_owned() } else { format!("{root}.{path}") }
}

/// A member by the name that all know, and before that where it stands, if that is somewhere else.
fn renamed(name: &str, path: String) -> String {
    if path == name { path } else { format!("{path} = {name}") }
}

/// Fields by their names, and before those where in the answer they stand, if that is somewhere else.
fn fields(root: &str, fields: &[Field]) -> Vec<String> {
    let shown = |field: &Field| {
        let path = match field.path.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => below(root, field.path),
        };
        let is_there = field.from == FieldFrom::Answer && !path.is_empty() && path != field.name;
        if is_there { format!("{path} = {}", field.name) } else { field.name.to_owned() }
    };
    fields.iter().map(shown).collect()
}
