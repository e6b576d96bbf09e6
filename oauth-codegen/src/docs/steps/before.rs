//! Tokens that a request carries, and that are asked for before it.

use oauth_spec::{
    ClientAuthentication, ComputedRecipe, Header, Parameter, ProviderSpec, Source, Template,
    TokenRequest,
};

use super::Flow;

impl Flow<'_> {
    /// The requests for tokens that a request takes, each once.
    pub(super) fn before(&mut self, request: &TokenRequest) {
        let way = request.authentication.or(self.spec.client.authentication.first().copied());
        for name in needed_grants(self.spec, request, way) {
            if self.given.contains(&name) {
                continue;
            }
            self.given.push(name);
            if let Some(first) = self.spec.grants.token_request(name) {
                self.token(&first, false, false);
            }
        }
    }
}

/// The grants whose tokens a request carries, by their names in TOML, wherever the tokens are in it or in what
/// the client authenticates with.
pub fn needed_grants(
    spec: &ProviderSpec,
    request: &TokenRequest,
    way: Option<ClientAuthentication>,
) -> Vec<&'static str> {
    let mut values: Vec<Template> = Vec::new();
    let mut take = |parameters: &[Parameter], headers: &[Header]| {
        values.extend(parameters.iter().map(|parameter| parameter.value));
        values.extend(headers.iter().map(|header| header.value));
    };
    take(request.parameters, request.headers);
    take(request.query, &[]);
    if let Some(ClientAuthentication::Declared(way)) = way {
        take(way.parameters, way.headers);
    }
    values.extend(request.endpoint);
    let mut needed = Vec::new();
    // What is computed may be made of other computed values; each is looked into once.
    let mut seen: Vec<&str> = Vec::new();
    while let Some(value) = values.pop() {
        for source in value.sources() {
            match source {
                Source::Grant(name) => needed.push(name),
                Source::Computed(name) if !seen.contains(&name) => {
                    seen.push(name);
                    values.extend(ingredients(spec, name));
                }
                _ => {}
            }
        }
    }
    needed
}

/// What a computed value is made of.
fn ingredients(spec: &ProviderSpec, name: &str) -> Vec<Template> {
    match spec.computed(name).map(|computed| computed.recipe) {
        Some(ComputedRecipe::Digest(digest)) => vec![digest.key, digest.message],
        Some(ComputedRecipe::Jwt(jwt)) => {
            let parts = jwt.header.iter().chain(jwt.claims).map(|parameter| parameter.value);
            parts.chain([jwt.key]).collect()
        }
        None => Vec::new(),
    }
}
