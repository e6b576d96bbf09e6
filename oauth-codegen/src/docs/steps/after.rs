//! What happens by itself once there is a token.

use oauth_spec::{CallAuthentication, Expiry, ParametersIn, Renewal, Template};

use super::places::Places;
use super::{Flow, fields};
use crate::docs::flows::expiry;

impl Flow<'_> {
    /// Exchanges, the question when the token expires, calls.
    pub(super) fn after(&mut self, grant: &str) {
        for follower in self.spec.grants.followers(grant) {
            self.token(&follower.request, follower.renewal == Renewal::RefreshToken, false);
        }
        if expiry(self.spec, grant) == Expiry::Introspection {
            let operation = &self.spec.introspection;
            let url = self.url(None, "introspection_endpoint");
            let mut places = Places::default();
            let place = operation.parameters_in;
            self.shown(&mut places, operation.authentication, operation.authorization, place);
            places.add(place, operation.parameters);
            places.headers(operation.headers);
            self.request(operation.method.as_str(), &url, places);
            self.answer_with("exp");
        }
        let mut made = Vec::new();
        for call in self.spec.calls.iter().filter(|call| call.follows(grant)) {
            let mut places = Places::default();
            let place = call.parameters_in;
            self.shown(&mut places, call.authentication, call.authorization, place);
            // What it carries as any request with a token does is left out where only it or a later call brings it.
            places.known(&made);
            made.push(call.name);
            places.add(place, call.parameters);
            places.headers(call.headers);
            let url = call.url.to_string();
            // A path goes on from the API's address.
            let api = self.spec.endpoints.api.filter(|_| url.starts_with('/'));
            let url = format!("{}{url}", api.map(|it| it.to_string()).unwrap_or_default());
            self.request(call.method.as_str(), &url, places);
            self.answer_with(&fields("", call.fields).join(", "));
        }
    }

    /// Who a request about a token is shown to come from.
    fn shown(
        &self,
        places: &mut Places,
        who: CallAuthentication,
        authorization: Option<Template>,
        place: ParametersIn,
    ) {
        match who {
            CallAuthentication::AccessToken => {
                places.token(&self.spec.api, authorization, place);
            }
            CallAuthentication::Client => places.client(self.way(), place, self.spec),
            CallAuthentication::None => places.authorization(authorization),
        }
    }
}
