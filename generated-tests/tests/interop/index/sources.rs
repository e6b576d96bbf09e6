//! The tests that there are, read from their sources.

use std::path::Path;

use syn::Item;

/// The tests of a server, each with its module: `code::code_replay`.
pub(super) fn tests(module: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop").join(module);
    let mut tests = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for item in file.items {
            let Item::Fn(function) = item else { continue };
            let has = |word: &str| {
                let last =
                    |path: &syn::Path| path.segments.last().is_some_and(|it| it.ident == word);
                function.attrs.iter().any(|attribute| last(attribute.path()))
            };
            if has("test") {
                assert!(!has("ignore"), "{} is ignored", function.sig.ident);
                tests.push(format!("{name}::{}", function.sig.ident));
            }
        }
    }
    tests
}
