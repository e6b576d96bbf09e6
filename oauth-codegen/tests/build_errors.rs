//! What a build script is told when something is wrong; and that nothing is written then.

#![allow(clippy::unwrap_used, reason = "what does not fail fails the test")]

mod folder;

use folder::{Folder, provider};
use oauth_codegen::Build;

/// The messages of a build that must fail.
fn refused(build: &Build) -> Vec<String> {
    build.generate().unwrap_err().messages
}

#[test]
fn mistakes_of_all_files_are_told_and_what_was_there_stays() {
    let folder = Folder::with(&[("acme", "Acme"), ("beta", "Beta"), ("zeta", "Zeta")]);
    let build = folder.build();
    build.generate().unwrap();
    let before = folder.output();
    folder.write("providers/acme.toml", "schema = 1\n[provider\n");
    folder.write("providers/beta.toml", &provider("beta", "Beta").replace("token =", "tokn ="));
    folder.provider("zeta", "Changed");
    let messages = refused(&build);
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("--> providers/acme.toml:2:10"), "{}", messages[0]);
    assert!(messages[1].contains("--> providers/beta.toml:6:1"), "{}", messages[1]);
    assert!(messages[1].contains("did you mean `token`?"), "{}", messages[1]);
    assert_eq!(folder.output(), before);
    let shown = build.generate().unwrap_err().to_string();
    assert!(messages.iter().all(|message| shown.contains(message.as_str())));
}

#[test]
fn nothing_is_written_at_first_either() {
    let folder = Folder::with(&[("acme", "Acme"), ("zeta", "Zeta")]);
    folder.write("providers/zeta.toml", "");
    assert!(refused(&folder.build())[0].contains("`providers/zeta.toml` is empty"));
    assert!(!folder.out("").exists());
}

#[test]
fn two_files_with_one_name() {
    let folder = Folder::with(&[("acme", "Acme")]);
    folder.write("providers/other.toml", &provider("acme", "Other"));
    let messages = refused(&folder.build().file("providers/acme.toml").catalogue("podio"));
    assert_eq!(messages.len(), 2, "{messages:?}");
    for message in messages {
        assert!(message.contains("two providers give one module, `acme`"), "{message}");
        assert!(message.contains("--> providers/acme.toml\n"), "{message}");
    }
    // Two names that are one in Rust.
    folder.write("providers/other.toml", &provider("ac-me", "Other"));
    folder.write("providers/acme.toml", &provider("ac_me", "Acme"));
    let messages = refused(&folder.build());
    assert!(messages[0].contains("two providers give one module, `ac_me`"), "{messages:?}");
}

#[test]
fn a_folder_that_is_not_there_or_empty() {
    let folder = Folder::with(&[]);
    assert!(refused(&folder.build())[0].contains("no `.toml` file in `providers`"));
    let messages = refused(&folder.build().folder("provider"));
    assert!(messages[1].contains("cannot read the folder `provider`"), "{messages:?}");
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::with(&[("acme", "Acme")]);
    let messages = refused(&folder.build().file("providers/acne.toml").file("providers"));
    assert!(messages[0].contains("did you mean `acme.toml`?"), "{messages:?}");
    assert!(messages[1].contains("`providers` is a folder"), "{messages:?}");
}

#[test]
fn a_name_that_the_catalogue_lacks() {
    let folder = Folder::with(&[]);
    let messages = refused(&Build::new().catalogue("podoi").out_dir(folder.out("")));
    assert!(messages[0].starts_with("error: there is no provider `podoi`"), "{messages:?}");
    assert!(messages[0].contains("did you mean `podio`?"), "{messages:?}");
}

#[test]
fn options_that_are_no_paths() {
    let folder = Folder::with(&[("acme", "Acme")]);
    let build = folder.build().derive("Partial Eq").derive_for("App", "").runtime_path("a;b");
    let messages = refused(&build);
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert_eq!(messages[0], "error: `Partial Eq` is not a Rust path such as `::oauth_runtime`");
}

#[test]
fn a_derive_for_a_type_that_is_not_generated() {
    let folder = Folder::with(&[("acme", "Acme")]);
    let messages = refused(&folder.build().derive_for("Scop", "::core::hash::Hash"));
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains("names the type `Scop`"), "{messages:?}");
}

#[test]
fn a_place_where_nothing_can_be_written() {
    let folder = Folder::with(&[("acme", "Acme")]);
    folder.write("out", "a file where the folder should be");
    assert!(refused(&folder.build())[0].contains("cannot write to"));
}
