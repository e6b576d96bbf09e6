//! What `Build::generate` reads, writes and removes.

mod folder;

use folder::{Folder, provider, written};
use oauth_codegen::Build;

const NOTHING: [&str; 0] = [];

#[test]
fn a_module_for_each_file_and_one_that_includes_them() {
    let folder = Folder::with(&[("acme", "Acme"), ("box", "Box"), ("type", "Type")]);
    let generated = folder.build().generate().unwrap();
    assert_eq!(written(&generated), ["acme.rs", "box.rs", "type.rs", "oauth_providers.rs"]);
    assert_eq!(generated.entry, folder.out("oauth_providers.rs"));
    assert_eq!(
        folder.entry(),
        "// Made by oauth-codegen: the providers of this crate.\n\
         include!(\"oauth_providers/acme.rs\");\n\
         include!(\"oauth_providers/box.rs\");\n\
         include!(\"oauth_providers/type.rs\");\n"
    );
    assert!(folder.module("acme").contains("pub mod acme {"));
    assert!(folder.module("box").contains("pub mod r#box {"));
    assert!(folder.module("type").contains("pub mod r#type {"));
}

#[test]
fn what_was_read_is_there_to_be_watched() {
    let folder = Folder::with(&[("acme", "Acme")]);
    folder.write("single.toml", &provider("single", "Single"));
    folder.write("providers/notes.txt", "not a provider");
    let build = folder.build().file("single.toml").catalogue("podio");
    let expected = ["providers", "providers/acme.toml", "single.toml"];
    assert_eq!(folder.read(&build.generate().unwrap().read), expected);
    // Whatever is wrong with it; but nothing that is not there, or Cargo would run for ever.
    folder.write("single.toml", "schema = 2");
    let error = build.file("absent.toml").folder("absent").generate().unwrap_err();
    assert_eq!(folder.read(&error.read), expected);
}

#[test]
fn only_what_changed_is_written() {
    let folder = Folder::with(&[("acme", "Acme"), ("zeta", "Zeta")]);
    let build = folder.build();
    build.generate().unwrap();
    assert_eq!(written(&build.generate().unwrap()), NOTHING);
    folder.provider("zeta", "Another");
    assert_eq!(written(&build.generate().unwrap()), ["zeta.rs"]);
    assert!(folder.module("zeta").contains("title: \"Another\""));
}

#[test]
fn files_come_and_go() {
    let folder = Folder::with(&[("acme", "Acme"), ("zeta", "Zeta")]);
    let build = folder.build();
    build.generate().unwrap();
    folder.remove("providers/acme.toml");
    assert_eq!(written(&build.generate().unwrap()), ["oauth_providers.rs"]);
    assert_eq!(folder.modules(), ["zeta.rs"]);
    assert!(!folder.entry().contains("acme"));
    folder.provider("beta", "Beta");
    assert_eq!(written(&build.generate().unwrap()), ["beta.rs", "oauth_providers.rs"]);
    assert_eq!(folder.modules(), ["beta.rs", "zeta.rs"]);
}

#[test]
fn what_a_crash_left_behind_is_cleared_away() {
    let folder = Folder::with(&[("acme", "Acme")]);
    folder.build().generate().unwrap();
    folder.write("out/oauth_providers/acme.rs.new", "half");
    folder.build().generate().unwrap();
    assert_eq!(folder.modules(), ["acme.rs"]);
}

#[test]
fn a_provider_of_the_catalogue() {
    let folder = Folder::with(&[]);
    let generated = Build::new().catalogue("pio").out_dir(folder.out("")).generate().unwrap();
    assert_eq!(folder.modules(), ["pio.rs"]);
    assert_eq!(folder.read(&generated.read), NOTHING);
    assert!(folder.module("pio").starts_with("// Made by oauth-codegen from pio.toml"));
}

#[test]
fn options_reach_the_code() {
    let folder = Folder::with(&[]);
    let build = Build::new()
        .catalogue("podio")
        .out_dir(folder.out(""))
        .derive("::core::cmp::PartialOrd")
        .derive_for("App", "::core::cmp::PartialEq")
        .runtime_path("crate::oauth");
    build.generate().unwrap();
    let text = folder.module("podio");
    let attributes = |item: &str| {
        let (before, _) = text.split_once(item).unwrap();
        before.rsplit("///").next().unwrap().to_owned()
    };
    assert!(attributes("pub enum Scope").contains("PartialOrd"));
    assert!(attributes("pub struct App").contains("PartialOrd"));
    assert!(attributes("pub struct App").contains("PartialEq"));
    assert!(!attributes("pub struct TokenFields").contains("PartialEq"));
    assert!(text.contains("crate::oauth::Client<Podio>"));
    assert!(!text.contains("::oauth_runtime"), "{text}");
}

/// A file that only says what differs from its base.
fn extending(name: &str, base: &str) -> String {
    format!("schema = 1\nextends = {base:?}\n[provider]\nname = {name:?}\n")
}

#[test]
fn a_base_lies_in_the_same_folder_or_in_the_catalogue() {
    let folder = Folder::with(&[("acme", "Acme")]);
    folder.write("providers/mine.toml", &extending("mine", "acme"));
    folder.write("providers/other.toml", &extending("other", "pio"));
    // The catalogue's, not this very file.
    folder.write("providers/podio.toml", &extending("podio", "podio"));
    let generated = folder.build().generate().unwrap();
    assert!(folder.module("mine").contains("https://case.example/token"));
    assert!(folder.module("podio").contains("https://api.podio.com/oauth/token"));
    assert!(folder.module("other").contains("token_url"));
    // Each once, though one of them is a base as well.
    let files = ["acme", "mine", "other", "podio"].map(|name| format!("providers/{name}.toml"));
    assert_eq!(folder.read(&generated.read)[1..], files);
}

#[test]
fn a_base_is_watched_also_when_it_is_wrong() {
    let folder = Folder::with(&[]);
    folder.write("mine.toml", &extending("mine", "base"));
    folder.write("base.toml", "schema = 1\n[provider\n");
    let build = Build::new().root(folder.path("")).out_dir(folder.out("")).file("mine.toml");
    let error = build.generate().unwrap_err();
    assert_eq!(folder.read(&error.read), ["mine.toml", "base.toml"]);
    assert!(error.to_string().contains("base.toml:2"), "{error}");
    // A base that is no text at all is said to be so, not to be missing.
    std::fs::write(folder.path("base.toml"), [0xff, 0xfe, 0x00]).unwrap();
    let error = build.generate().unwrap_err();
    assert!(error.to_string().contains("`base.toml` is not UTF-8"), "{error}");
    folder.write("mine.toml", &extending("mine", "../mine"));
    assert_eq!(folder.read(&build.generate().unwrap_err().read), ["mine.toml"]);
}
