//! A parameter is made of a variable, and holds nothing but it.

use crate::prelude::*;
use provider::authz_templated_params::{Client, Variables};

fn url(store: &str) -> String {
    let builder = Client::builder_with(Variables::new(store));
    let client: Client = Wire::default().setup(builder).build().unwrap();
    client.authorize().begin().unwrap().url().to_owned()
}

#[test]
fn the_variable_is_part_of_the_value() {
    let url = url("g5cd38");
    assert!(url.ends_with("&context=stores%2Fg5cd38"), "{url}");
    assert_eq!(param(&url, "context").unwrap(), "stores/g5cd38");
}

#[test]
fn a_variable_adds_no_parameter() {
    let url = url("a&client_id=evil#/../é");
    assert!(url.ends_with("&context=stores%2Fa%26client_id%3Devil%23%2F..%2F%C3%A9"), "{url}");
    let ids: Vec<_> = params(&url).into_iter().filter(|(name, _)| name == "client_id").collect();
    assert_eq!(ids, [("client_id".to_owned(), "id".to_owned())]);
}

#[test]
fn a_variable_without_a_value_is_refused() {
    for store in ["", "a\nb"] {
        let builder = Client::builder_with(Variables::new(store));
        let error = Wire::default().setup(builder).build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error}");
        assert!(error.to_string().starts_with("the variable `store` is a text without"), "{error}");
    }
}
