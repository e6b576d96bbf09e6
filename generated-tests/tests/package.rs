//! The crates as they would be published work outside the repository, catalogue included.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What an application needs, ground floor first.
const CRATES: &[&str] =
    &["oauth-spec", "oauth-providers", "oauth-codegen", "oauth-macros", "oauth-runtime"];

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
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    // Kept between runs, so that only what changed is built again.
    let target = target_folder(root).join("packaged");

    let mut package = Command::new(env!("CARGO"));
    package.args(["package", "--quiet", "--no-verify", "--allow-dirty", "--target-dir"]);
    package.arg(&target).current_dir(root);
    for name in CRATES {
        package.args(["-p", name]);
    }
    succeed(package);

    let mut patches = String::new();
    for name in CRATES {
        let versioned = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        let file = target.join(format!("package/{versioned}.crate"));
        let mut unpack = Command::new("tar");
        unpack.arg("xzf").arg(&file).arg("-C").arg(scratch.path());
        succeed(unpack);
        let folder = scratch.path().join(versioned);
        patches.push_str(&format!("{name} = {{ path = {folder:?} }}\n"));
    }

    let version = env!("CARGO_PKG_VERSION");
    let application = scratch.path().join("application");
    fs::create_dir_all(application.join("src")).unwrap();
    fs::create_dir_all(application.join("providers")).unwrap();
    fs::write(application.join("providers/acme.toml"), ACME).unwrap();
    fs::write(application.join("src/main.rs"), MAIN).unwrap();
    fs::write(application.join("build.rs"), "fn main() { oauth_codegen::build(\"providers\"); }\n")
        .unwrap();
    let manifest = format!(
        "[package]\nname = \"application\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\noauth-runtime = {{ version = \"={version}\", default-features = false, \
         features = [\"macros\", \"reqwest\"] }}\n\n[build-dependencies]\noauth-codegen = \
         \"={version}\"\n\n[patch.crates-io]\n{patches}"
    );
    fs::write(application.join("Cargo.toml"), manifest).unwrap();
    // The versions that the workspace is tested with.
    fs::copy(root.join("Cargo.lock"), application.join("Cargo.lock")).unwrap();

    let mut run = Command::new(env!("CARGO"));
    run.args(["run", "--quiet"]).arg("--target-dir").arg(&target).current_dir(&application);
    succeed(run);
}

fn target_folder(root: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}

fn succeed(mut command: Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
