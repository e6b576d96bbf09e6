//! A region is a name of a list; what stands for it in the addresses is the declaration's.

use oauth_runtime::{AnyProvider, AnyVariables};

use crate::prelude::*;
use provider::endpoint_region_enum::{Client, Region, SPEC, Variables};

#[test]
fn the_default_region() {
    let client: Client = Wire::default().client();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://accounts.acme.example/authorize?"),
        "{}",
        pending.url()
    );
}

#[tokio::test]
async fn another_region_has_hosts_of_its_own() {
    let wire = Wire::answering([json(r#"{"access_token": "a"}"#), json("{}")]);
    let variables = Variables::new().region(Region::Eu);
    let client: Client = wire.setup(Client::builder_with(variables)).build().unwrap();
    let pending = client.authorize().begin().unwrap();
    assert!(
        pending.url().starts_with("https://accounts.acme.eu.example/authorize?"),
        "{}",
        pending.url()
    );
    let token = wire.sign_in(&client, "").await.unwrap();
    assert_eq!(wire.sent(0).line(), "POST https://accounts.acme.eu.example/token");
    client.session(token).start().get("/me").send().await.unwrap();
    assert_eq!(wire.sent(1).line(), "GET https://api.acme.eu.example/me");
}

#[test]
fn a_region_that_is_not_declared_is_refused() {
    // With types it is a compile error; by name it is said when the client is built.
    for region in ["mars", "acme.eu.example", "evil.example"] {
        let variables = AnyVariables(vec![("region", region.to_owned())]);
        let builder = oauth_runtime::Client::<AnyProvider>::builder_for_with(&SPEC, variables);
        assert_eq!(
            Wire::default().setup(builder).build().unwrap_err().to_string(),
            format!("the variable `region` is one of us, eu, and `{region}` is not")
        );
    }
}
