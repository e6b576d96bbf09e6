//! The crates as they would be published work outside the repository, catalogue included.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod application;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use application::{Application, scratch, target, workspace};

/// What an application needs, ground floor first, each with its folder.
const CRATES: &[(&str, &str)] = &[
    ("oauth-spec", "oauth-spec"),
    ("oauth-providers", "providers"),
    ("oauth-codegen", "oauth-codegen"),
    ("oauth-macros", "oauth-macros"),
    ("oauth-runtime", "oauth-runtime"),
];

/// What is used beside an application.
const TOOLS: &[(&str, &str)] =
    &[("oauth-emulator", "oauth-emulator"), ("cargo-oauth", "cargo-oauth")];

const MAIN: &str = r#"
//! Both doors: the catalogue by the macro, a file of its own by the build script.
use oauth_runtime::oauth_provider;

#[oauth_provider("podio")]
mod podio {}

mod generated {
    oauth_runtime::include_providers!();
}

fn main() {
    let client = podio::Client::builder()
        .client_id("id")
        .client_secret("secret")
        .redirect_uri("https://app.example/callback")
        .build()
        .expect("everything is given");
    let pending = client.authorize().scopes([podio::Scope::UserRead]).begin().expect("a URL");
    assert!(pending.url().starts_with("https://podio.com/oauth/authorize?"));
    assert_eq!(generated::acme::SPEC.name, "acme");
}
"#;

const ACME: &str = r#"
schema = 1
[provider]
name = "acme"
[endpoints]
token = "https://acme.example/token"
[grants.client_credentials]
"#;

#[test]
fn an_application_builds_against_the_packaged_crates() {
    let packaged = package();
    for (name, folder) in CRATES.iter().chain(TOOLS) {
        nothing_is_forgotten(&workspace().join(folder), &packaged.join(name));
    }
    let version = env!("CARGO_PKG_VERSION");
    let patch = |(name, _): &(&str, &str)| {
        let folder = packaged.join(name).display().to_string();
        format!("{name} = {{ path = {folder:?} }}\n")
    };
    let patches: String = CRATES.iter().map(patch).collect();
    let manifest = format!(
        "[dependencies]\noauth-runtime = {{ version = \"={version}\", default-features = false, \
         features = [\"macros\", \"reqwest\"] }}\n\n[build-dependencies]\noauth-codegen = \
         \"={version}\"\n\n[patch.crates-io]\n{patches}"
    );
    let application = Application::new("packaged", &manifest);
    application.write("providers/acme.toml", ACME);
    application.write("src/main.rs", MAIN);
    application.write("build.rs", "fn main() { oauth_codegen::build(\"providers\"); }\n");
    application.run();
    a_missing_feature_is_told(&application);
}

/// What a provider needs and the application has not turned on is a compile error with the line to write.
fn a_missing_feature_is_told(application: &Application) {
    let addresses =
        "[endpoints]\nissuer = \"https://acme.example\"\njwks = \"https://acme.example/keys\"";
    let file = ACME.replace("[endpoints]", addresses) + "[discovery]\n[id_token]\n";
    application.write("providers/acme.toml", &file);
    let said = application.cargo("build");
    assert!(!said.is_success);
    for expected in [
        "acme needs the feature `discovery` of `oauth-runtime`, because its TOML file has `[discovery]`; it \
         needs the feature `jose` of `oauth-runtime`, because its TOML file has `[id_token]`",
        &format!(
            "`oauth-runtime = {{ version = \"{}\", features = [\"discovery\", \"jose\"] }}`",
            env!("CARGO_PKG_VERSION")
        ),
    ] {
        assert!(said.stderr.contains(expected), "{expected}\n{}", said.stderr);
    }
}

/// Packages the crates, and gives the folder in which each lies, unpacked, under its name.
fn package() -> PathBuf {
    let mut package = Command::new(env!("CARGO"));
    package.args(["package", "--quiet", "--offline", "--no-verify", "--allow-dirty"]);
    package.arg("--target-dir").arg(target()).current_dir(workspace());
    for (name, _) in CRATES.iter().chain(TOOLS) {
        package.args(["-p", name]);
    }
    succeed(package);
    let packaged = scratch().join("crates");
    let unpacked = tempfile::tempdir().unwrap();
    for (name, _) in CRATES.iter().chain(TOOLS) {
        let versioned = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        let mut unpack = Command::new("tar");
        unpack.arg("xzf").arg(target().join(format!("package/{versioned}.crate")));
        unpack.arg("-C").arg(unpacked.path());
        succeed(unpack);
        replace(&unpacked.path().join(versioned), &packaged.join(name));
    }
    packaged
}

/// Makes `new` what `old` is, and writes only what differs: packaged files all have one date, so that
/// Cargo would not see a change by itself, and would build everything if all were written.
fn replace(new: &Path, old: &Path) {
    fs::create_dir_all(old).unwrap();
    let wanted = files(new);
    for name in files(old).iter().filter(|name| !wanted.contains(name)) {
        fs::remove_file(old.join(name)).unwrap();
    }
    for name in wanted {
        let text = fs::read(new.join(&name)).unwrap();
        let path = old.join(&name);
        if fs::read(&path).ok().as_ref() != Some(&text) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
}

/// Every source file, and every declaration of the catalogue, is in the package.
fn nothing_is_forgotten(folder: &Path, packaged: &Path) {
    let there = files(packaged);
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
        assert!(there.contains(&PathBuf::from(name)), "{name} is not in {}", packaged.display());
    }
    for name in files(folder) {
        let is_source = name.starts_with("src");
        let is_declaration =
            folder.ends_with("providers") && name.extension().is_some_and(|it| it == "toml");
        if is_source || is_declaration {
            assert!(there.contains(&name), "{} is not in {}", name.display(), packaged.display());
        }
    }
}

/// The files under a folder, by their paths in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inside)).unwrap() {
            let entry = entry.unwrap();
            let name = inside.join(entry.file_name());
            let list = if entry.file_type().unwrap().is_dir() { &mut folders } else { &mut found };
            list.push(name);
        }
    }
    found
}

fn succeed(mut command: Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
}
