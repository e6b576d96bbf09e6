//! What a request carries, by the place it goes to.

use oauth_spec::{
    ClientAuthentication, Header, Parameter, ParametersIn, ProviderSpec, Source, Template,
};

/// What a request carries, by place.
#[derive(Default)]
pub(super) struct Places(Vec<(&'static str, Vec<String>)>);

impl Places {
    fn put(&mut self, place: &'static str, text: String) {
        match self.0.iter_mut().find(|(name, _)| *name == place) {
            Some((_, texts)) => texts.push(text),
            None => self.0.push((place, vec![text])),
        }
    }

    pub(super) fn add(&mut self, parameters_in: ParametersIn, parameters: &[Parameter]) {
        for parameter in parameters {
            let value = parameter.value.to_string();
            let text = if value == format!("{{{}}}", parameter.name) {
                parameter.name.to_owned()
            } else {
                format!("{}={value}", parameter.name)
            };
            self.put(place(parameters_in), text);
        }
    }

    pub(super) fn headers(&mut self, headers: &[Header]) {
        for header in headers {
            self.put("headers", format!("{}: {}", header.name, header.value));
        }
    }

    pub(super) fn authorization(&mut self, value: Option<Template>) {
        if let Some(value) = value {
            self.put("headers", format!("authorization: {value}"));
        }
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
            Some(ClientAuthentication::None) => self.add(parameters_in, &id),
            Some(ClientAuthentication::ClientSecretBasic) => {
                self.put("headers", "authorization: Basic client_id:client_secret".to_owned());
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

    pub(super) fn text(&self) -> String {
        let lines =
            self.0.iter().map(|(place, texts)| format!("<br/>{place}: {}", texts.join(", ")));
        lines.collect()
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
