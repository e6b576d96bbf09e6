//! What a wrong file names can be named: its code gives no errors of its own.
use oauth_runtime::oauth_provider;

#[oauth_provider("tests/ui/broken_names.toml")]
mod two {}

struct State {
    client: oauth_runtime::Client<two::Two>,
    by_provider: std::collections::BTreeMap<&'static str, two::Token>,
}

static NAME: &str = two::SPEC.name;

impl State {
    async fn enter(&self) -> two::Token {
        let grant = two::App { app_id: 1, app_token: "x".into() };
        self.client.acquire(grant).await.unwrap()
    }

    async fn tenant(&self, token: &two::Token) -> String {
        let two::calls::Tenant { id, .. } =
            self.client.call::<two::calls::Tenant>(token).await.unwrap();
        match token.kind {
            two::Kind::User => id,
            two::Kind::App => two::SPEC.title.to_owned(),
        }
    }

    fn delivery(&self, request: &oauth_runtime::http::Request<Vec<u8>>) -> bool {
        two::webhooks::ORDERS.verify("secret", request).is_ok() && self.by_provider.contains_key(NAME)
    }
}

fn main() {}
