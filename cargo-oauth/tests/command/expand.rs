//! `cargo oauth expand`.

use std::fs;

use oauth_codegen::{CATALOGUE, Options};
use oauth_spec::SourceFile;

use crate::support::{run, run_in};

/// What the generator makes of a file of the catalogue that is called that.
fn generated(origin: &str, text: &str) -> String {
    let base = |name: &str| oauth_codegen::catalogue(name)?.source.ok();
    let compiled = oauth_spec::compile_with(&SourceFile::new(origin, text), &base);
    let provider = compiled.expect("a file that is right").provider;
    oauth_codegen::text(&provider, &Options::default(), origin)
}

#[test]
fn a_name_gives_what_the_generator_gives() {
    for file in CATALOGUE {
        let run = run(&["expand", file.name]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(run.out, generated(&format!("{}.toml (built in)", file.name), file.text));
        run.assert_plain();
    }
}

#[test]
fn a_path_and_the_crates_own_file_give_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = CATALOGUE[0];
    fs::create_dir(folder.path().join("providers")).unwrap();
    fs::write(folder.path().join("providers/mine.toml"), file.text).unwrap();
    let expected = generated("providers/mine.toml", file.text);
    assert_eq!(run_in(folder.path(), &["expand", "providers/mine.toml"]).out, expected);
    assert_eq!(run_in(folder.path(), &["expand", "mine"]).out, expected);
}

#[test]
fn what_cannot_be_expanded_is_said() {
    let unknown = run(&["expand", "podoi"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    assert!(unknown.err.contains("did you mean `podio`?"), "{}", unknown.err);

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.toml"), "schema = 1\n[provider\n").unwrap();
    let broken = run_in(folder.path(), &["expand", "broken.toml"]);
    assert_eq!((broken.code, broken.out.as_str()), (1, ""));
    assert!(broken.err.contains("--> broken.toml:2:"), "{}", broken.err);
    broken.assert_plain();
}
