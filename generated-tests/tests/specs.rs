//! A generated constant says what the TOML file says: the two are equal, for every module there is.

mod declarations;

use declarations::provider;
use oauth_spec::ProviderSpec;

macro_rules! modules {
    ($($module:ident)*) => {
        const MODULES: &[(&str, &ProviderSpec)] =
            &[$((stringify!($module), &generated_tests::$module::SPEC)),*];
    };
}

// Every module that the build script has made.
include!(concat!(env!("OUT_DIR"), "/modules.rs"));

#[test]
fn every_constant_equals_its_declaration() {
    let mut names = Vec::new();
    for (name, source) in declarations::all() {
        let provider = provider(&source);
        let module = provider.names.module().to_owned();
        let Some((_, spec)) = MODULES.iter().find(|(it, _)| **it == module) else {
            panic!("the build script makes no `{module}`");
        };
        assert_eq!(**spec, *provider.spec, "{name}");
        names.push(module);
    }
    for (module, _) in MODULES {
        assert!(
            names.iter().any(|name| name == module),
            "`{module}` is not in `declarations::all`"
        );
    }
}

#[test]
fn a_file_of_the_catalogue_is_called_as_its_provider() {
    for (name, source) in declarations::catalogue() {
        assert_eq!(provider(&source).spec.name, name);
    }
}
