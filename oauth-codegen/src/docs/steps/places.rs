//! What a request carries, by the place it goes to.

use oauth_spec::{
    Api, ClientAuthentication, Header, Parameter, ParametersIn, ProviderSpec, Source, Template,
};

use super::Carried;

/// What a request carries.
#[derive(Default)]
pub(super) struct Places(Vec<Carried>);

impl Places {
    fn put(&mut self, place: &'static str, name: &str, value: &Template) {
        let (name, sources) = (name.to_owned(), value.sources().collect());
        self.0.push(Carried { place, name, value: value.to_string(), sources });
    }

    /// What someone else sends: only the names are known.
    pub(super) fn names(&mut self, place: &'static str, names: &[String]) {
        self.0.extend(names.iter().map(|name| Carried {
            place,
            name: name.clone(),
            value: format!("{{{name}}}"),
            sources: Vec::new(),
        }));
    }

    pub(super) fn add(&mut self, parameters_in: ParametersIn, parameters: &[Parameter]) {
        for parameter in parameters {
            self.put(place(parameters_in), parameter.name, &parameter.value);
        }
    }

    pub(super) fn headers(&mut self, headers: &[Header]) {
        for header in headers {
            self.put("headers", header.name, &header.value);
        }
    }

    pub(super) fn authorization(&mut self, value: Option<Template>) {
        if let Some(value) = value {
            self.put("headers", "authorization", &value);
        }
    }

    /// What every request with an access token carries; `authorization` is the request's own, if it has one.
    pub(super) fn token(&mut self, api: &Api, authorization: Option<Template>, body: ParametersIn) {
        self.authorization(authorization.or(api.authorization));
        self.add(ParametersIn::Query, api.query);
        if body == api.body_in {
            self.add(body, api.body);
        }
        self.headers(api.headers);
    }

    pub(super) fn client(
        &mut self,
        method: Option<ClientAuthentication>,
        parameters_in: ParametersIn,
        spec: &ProviderSpec,
    ) {
        let id = [Parameter::value(spec.client.id_parameter, Source::ClientId)];
        let secret = [Parameter::value(spec.client.secret_parameter, Source::ClientSecret)];
        match method {
            None => {}
            Some(
                ClientAuthentication::None
                | ClientAuthentication::TlsClientAuth
                | ClientAuthentication::SelfSignedTlsClientAuth,
            ) => self.add(parameters_in, &id),
            Some(ClientAuthentication::ClientSecretJwt | ClientAuthentication::PrivateKeyJwt) => {
                if spec.client.assertion.is_some_and(|assertion| assertion.client_id) {
                    self.add(parameters_in, &id);
                }
                let kind = Parameter::text(
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                );
                let signed = Parameter::value("client_assertion", Source::ClientAssertion);
                self.add(parameters_in, &[kind, signed]);
            }
            Some(ClientAuthentication::ClientSecretBasic) => {
                // Both encoded together (RFC 6749, 2.3.1): no template says that.
                self.0.push(Carried {
                    place: "headers",
                    name: "authorization".to_owned(),
                    value: "Basic client_id:client_secret".to_owned(),
                    sources: vec![Source::ClientId, Source::ClientSecret],
                });
            }
            Some(ClientAuthentication::ClientSecretPost) => {
                self.add(parameters_in, &id);
                self.add(parameters_in, &secret);
            }
            Some(ClientAuthentication::Declared(declared)) => {
                self.add(parameters_in, declared.parameters);
                self.headers(declared.headers);
            }
        }
    }

    /// Leaves what is there when no other calls than these have been made.
    pub(super) fn known(&mut self, made: &[&str]) {
        let known = |source: &Source| match source {
            Source::Call(path) => made.iter().any(|call| path.split('.').next() == Some(*call)),
            _ => true,
        };
        self.0.retain(|carried| carried.sources.iter().all(known));
    }

    /// Leaves a parameter of that name where it stands first, and nowhere else.
    pub(super) fn once(&mut self, name: &str) {
        let mut seen = false;
        self.0.retain(|carried| carried.name != name || !std::mem::replace(&mut seen, true));
    }

    pub(super) fn all(self) -> Vec<Carried> {
        self.0
    }
}

fn place(parameters_in: ParametersIn) -> &'static str {
    match parameters_in {
        ParametersIn::Form => "form",
        ParametersIn::Json => "json",
        ParametersIn::Query => "query",
        ParametersIn::Multipart => "multipart",
    }
}
