//! A generated constant says what the TOML file says: the two are equal, for every module there is.

mod declarations;

use oauth_spec::ProviderSpec;

macro_rules! modules {
    ($($module:ident)*) => {
        const MODULES: &[(&str, &ProviderSpec)] =
            &[$((stringify!($module), &generated_tests::$module::SPEC)),*];
    };
}

modules! {
    piggy pio podio
    node_oidc_provider
    api authorization_request callback documents errors fields fields_nested
    grant_authorization_code grant_client_credentials grant_custom grant_implicit grant_password
    grant_personal_access_token hostile request revocation scopes signature_auto signature_base64
    signature_hex standard token_request_json token_request_query r#type variables_optional
    variables_required variants
}

#[test]
fn every_constant_equals_its_declaration() {
    let mut names = Vec::new();
    for (name, source) in declarations::all() {
        let provider = oauth_spec::compile(&source).unwrap();
        let module = provider.names.module().to_owned();
        let Some((_, spec)) = MODULES.iter().find(|(it, _)| **it == module) else {
            panic!("add `{module}` to the list above");
        };
        assert_eq!(**spec, *provider.spec, "{name}");
        names.push(module);
    }
    for (module, _) in MODULES {
        assert!(names.iter().any(|name| name == module), "no declaration of `{module}`: remove it");
    }
}
