//! Cargo builds an application again when a TOML file changes, by either door, and only then.

mod application;

use application::{Application, Said, workspace};

/// Right, with that title.
fn acme(title: &str) -> String {
    format!(
        "schema = 1\n\n[provider]\nname = \"acme\"\ntitle = {title:?}\n\n[endpoints]\n\
         token = \"https://acme.example/token\"\n\n[grants.client_credentials]\n"
    )
}

/// The path of a crate of the workspace, for a manifest.
fn path(name: &str) -> String {
    let folder = workspace().join(name).display().to_string();
    format!("path = {folder:?}")
}

fn runtime() -> String {
    let path = path("oauth-runtime");
    let features = "default-features = false, features = [\"macros\", \"reqwest\"]";
    format!("[dependencies]\noauth-runtime = {{ {path}, {features} }}\n")
}

/// The program is built with the file right, wrong, repaired, and changed; no `.rs` file is touched.
fn a_change_is_noticed(application: &Application) {
    let assert_broken = |said: &Said| {
        assert!(!said.is_success);
        for part in ["unknown key `titel`", "--> providers/acme.toml:5:1", "did you mean `title`?"]
        {
            assert_eq!(said.stderr.matches(part).count(), 1, "{part}\n{}", said.stderr);
        }
    };
    let broken = acme("First").replace("title", "titel");
    application.write("providers/acme.toml", &broken);
    assert_broken(&application.cargo("build"));
    // It stays wrong as long as the file does.
    assert_broken(&application.cargo("build"));

    application.write("providers/acme.toml", &acme("First"));
    assert!(application.run().stdout.contains("title: First\n"));
    let said = application.run();
    assert!(!application.is_compiled(&said), "nothing has changed\n{}", said.stderr);
    assert!(!said.stderr.contains("Compiling"), "nothing has changed\n{}", said.stderr);

    application.write("providers/acme.toml", &acme("Second"));
    let said = application.run();
    assert!(application.is_compiled(&said), "{}", said.stderr);
    assert!(said.stdout.contains("title: Second\n"), "{}", said.stdout);

    application.write("providers/acme.toml", &broken);
    assert_broken(&application.cargo("build"));
    application.write("providers/acme.toml", &acme("Third"));
    assert!(application.run().stdout.contains("title: Third\n"));
}

#[test]
fn by_the_macro() {
    let application = Application::new("macro-door", &runtime());
    application.write(
        "src/main.rs",
        "#[oauth_runtime::oauth_provider(\"acme\")]\nmod acme {}\n\n\
         fn main() { println!(\"title: {}\", acme::SPEC.title); }\n",
    );
    a_change_is_noticed(&application);
}

#[test]
fn by_the_build_script() {
    let codegen = path("oauth-codegen");
    let manifest =
        format!("{}\n[build-dependencies]\noauth-codegen = {{ {codegen} }}\n", runtime());
    let application = Application::new("build-door", &manifest);
    application.write("build.rs", "fn main() { oauth_codegen::build(\"providers\"); }\n");
    application.write(
        "src/main.rs",
        "mod generated { oauth_runtime::include_providers!(); }\n\n\
         const ENTRY: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/oauth_providers.rs\"));\n\n\
         fn main() { println!(\"title: {}\\n{ENTRY}\", generated::acme::SPEC.title); }\n",
    );
    a_change_is_noticed(&application);
    files_come_and_go(&application);
    other_files_do_not_matter(&application);
}

fn files_come_and_go(application: &Application) {
    let second = acme("Other").replace("acme", "other");
    application.write("providers/other.toml", &second);
    assert!(application.run().stdout.contains("oauth_providers/other.rs"));
    application.remove("providers/other.toml");
    let said = application.run();
    assert!(!said.stdout.contains("other"), "{}", said.stdout);
    // Mistakes of both files, each under Cargo's own prefix.
    application.write("providers/other.toml", &second.replace("token =", "tokn ="));
    application.write("providers/acme.toml", "schema = 1\n");
    let said = application.cargo("build");
    for part in [
        "error: build-door@0.1.0: error: ",
        "--> providers/other.toml:8:1",
        "--> providers/acme.toml",
    ] {
        assert!(said.stderr.contains(part), "{part}\n{}", said.stderr);
    }
    application.remove("providers/other.toml");
    application.write("providers/acme.toml", &acme("Fourth"));
    assert!(application.run().stdout.contains("title: Fourth\n"));
}

fn other_files_do_not_matter(application: &Application) {
    application.write("README.md", "Not read by the build script.");
    let said = application.run();
    assert!(!application.is_compiled(&said), "{}", said.stderr);
}
