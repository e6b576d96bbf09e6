//! Files on the disk: every way in which reading one goes wrong, and what is said then.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fs;
use std::path::Path;

use oauth_spec::{Position, Report, SourceFile, compile};
use tempfile::TempDir;

const GOOD: &str = "schema = 1\n[provider]\nname = \"acme\"\n[grants.personal_access_token]\n";

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// What is said about a file, with its folder left out.
fn refused(folder: &TempDir, name: &str) -> (Report, String) {
    let report = SourceFile::read(&folder.path().join(name)).unwrap_err();
    let place = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    let text = report.to_string().replace(&place, "");
    (report, text)
}

#[test]
fn a_good_file() {
    let folder = folder(&[("acme.toml", GOOD.as_bytes())]);
    let path = folder.path().join("acme.toml");
    let source = SourceFile::read(&path).unwrap();
    assert_eq!(source.text, GOOD);
    assert_eq!(source.name, path.display().to_string());
    assert_eq!(compile(&source).unwrap().spec.name, "acme");
}

#[test]
fn no_such_file() {
    let folder = folder(&[("acme.toml", b""), ("podio.toml", b""), ("readme.md", b"")]);
    let (report, text) = refused(&folder, "poido.toml");
    insta::assert_snapshot!(text, @r"
    error: there is no file `poido.toml`
     --> poido.toml
      = help: did you mean `podio.toml`?
    ");
    assert_eq!(report.diagnostics().len(), 1);
    assert_eq!(report.position(&report.diagnostics()[0]), None);
    assert_eq!(report.source_text(), None);
    let (_, text) = refused(&folder, "github.toml");
    assert!(text.contains("= help: in that folder: `acme.toml`, `podio.toml`\n"), "{text}");
    let (_, text) = refused(&folder, "acme");
    assert!(text.contains("= help: did you mean `acme.toml`?\n"), "{text}");
    let (_, text) = refused(&folder, "nowhere/acme.toml");
    assert!(text.contains("= help: there is no folder `nowhere`\n"), "{text}");
}

#[test]
fn no_file_at_all() {
    let (_, text) = refused(&folder(&[]), "acme.toml");
    assert!(text.contains("= help: there is no `.toml` file in that folder\n"), "{text}");
    let report = SourceFile::read(Path::new("")).unwrap_err();
    assert!(report.to_string().starts_with("error: "));
}

#[test]
fn a_folder() {
    let folder = folder(&[]);
    fs::create_dir(folder.path().join("providers")).unwrap();
    let (_, text) = refused(&folder, "providers");
    insta::assert_snapshot!(text, @r"
    error: `providers` is a folder
     --> providers
      = help: name a file in it, such as `acme.toml`
    ");
}

#[test]
fn not_utf8() {
    let folder = folder(&[
        ("latin.toml", b"schema = 1\n[provider]\ntitle = \"Caf\xe9\"\n"),
        ("wide.toml", b"\xff\xfes\0c\0h\0e\0m\0a\0"),
        ("end.toml", b"schema = 1\n\xe2\x82"),
    ]);
    let (report, text) = refused(&folder, "latin.toml");
    insta::assert_snapshot!(text, @r#"
    error: `latin.toml` is not UTF-8
     --> latin.toml:3:13
      |
    3 | title = "Caf�"
      |             ^ byte 0xe9 at offset 34, line 3
      |
      = help: save the file as UTF-8
    "#);
    assert_eq!(report.position(&report.diagnostics()[0]), Some(Position { line: 3, column: 13 }));
    let (_, text) = refused(&folder, "wide.toml");
    assert!(text.contains("this looks like UTF-16; save the file as UTF-8"), "{text}");
    let (_, text) = refused(&folder, "end.toml");
    assert!(text.contains("byte 0xe2 at offset 11, line 2"), "{text}");
}

#[test]
fn empty() {
    let folder =
        folder(&[("none.toml", b""), ("space.toml", b" \r\n\t\n"), ("bom.toml", b"\xef\xbb\xbf")]);
    let (_, text) = refused(&folder, "none.toml");
    insta::assert_snapshot!(text, @r#"
    error: `none.toml` is empty
     --> none.toml
      = help: the least file is

              schema = 1

              [provider]
              name = "acme"

              [endpoints]
              authorization = "https://acme.example/oauth/authorize"
              token = "https://acme.example/oauth/token"

              [grants.authorization_code]
    "#);
    for name in ["space.toml", "bom.toml"] {
        assert!(refused(&folder, name).1.contains(" is empty\n"));
    }
    // A text that did not come from a file is told the same.
    for text in ["", "\n", "# nothing\n"] {
        let report = compile(&SourceFile::new("acme.toml", text)).unwrap_err().to_string();
        assert!(report.contains("the file declares nothing"), "{report}");
        assert!(report.contains("the least file is"), "{report}");
    }
}

#[test]
fn the_least_file_is_right() {
    let report = compile(&SourceFile::new("acme.toml", "")).unwrap_err();
    let help = report.diagnostics()[0].help.as_ref().unwrap();
    let least = help.strip_prefix("the least file is\n\n").unwrap();
    assert_eq!(compile(&SourceFile::new("acme.toml", least)).unwrap().spec.name, "acme");
}

#[test]
fn too_large() {
    let large = |size: usize| {
        let mut text = GOOD.to_owned();
        while text.len() < size {
            text.push('#');
        }
        text
    };
    let (fits, exceeds) = (large(1024 * 1024), large(1024 * 1024 + 1));
    let folder = folder(&[("fits.toml", fits.as_bytes()), ("exceeds.toml", exceeds.as_bytes())]);
    assert!(SourceFile::read(&folder.path().join("fits.toml")).is_ok());
    let (_, text) = refused(&folder, "exceeds.toml");
    insta::assert_snapshot!(text, @r"
    error: `exceeds.toml` is larger than 1 MiB
     --> exceeds.toml
      = help: a provider file has a few kilobytes; is this one?
    ");
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let text = format!("\u{feff}{}", GOOD.replace("schema", "schem"));
    let folder = folder(&[("acme.toml", text.as_bytes())]);
    let read = SourceFile::read(&folder.path().join("acme.toml")).unwrap();
    assert!(read.text.starts_with("schem"));
    for source in [read, SourceFile::new("acme.toml", text)] {
        let report = compile(&source).unwrap_err();
        let first = &report.diagnostics()[0];
        assert_eq!(report.position(first), Some(Position { line: 1, column: 1 }));
    }
}

#[test]
fn line_ends_of_windows() {
    let text = GOOD.replace('\n', "\r\n");
    let folder = folder(&[
        ("good.toml", text.as_bytes()),
        ("bad.toml", text.replace("name", "nam").as_bytes()),
    ]);
    assert!(compile(&SourceFile::read(&folder.path().join("good.toml")).unwrap()).is_ok());
    let bad = SourceFile::read(&folder.path().join("bad.toml")).unwrap();
    let report = compile(&bad).unwrap_err();
    assert_eq!(report.position(&report.diagnostics()[0]), Some(Position { line: 3, column: 1 }));
    assert!(!report.to_string().contains('\r'));
}

#[cfg(unix)]
#[test]
fn not_for_us() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder(&[("acme.toml", GOOD.as_bytes())]);
    let path = folder.path().join("acme.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything; then there is nothing to see here.
    if fs::read(&path).is_ok() {
        return;
    }
    let (_, text) = refused(&folder, "acme.toml");
    insta::assert_snapshot!(text, @r"
    error: `acme.toml` may not be read
     --> acme.toml
      = help: let the user who builds read it
    ");
}
