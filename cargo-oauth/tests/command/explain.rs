//! `cargo oauth explain`.

use crate::support::{run, run_in};

#[test]
fn a_flow_in_words() {
    let run = run(&["explain", "podio", "--flow", "app"]);
    insta::assert_snapshot!(run.transcript());
    run.assert_plain();
}

#[test]
fn all_flows_unless_one_is_named() {
    let run = run(&["explain", "podio"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for flow in ["authorization_code", "implicit", "password", "app", "refresh_token"] {
        assert!(run.out.contains(&format!("\n## {flow}\n")), "{flow}: {}", run.out);
    }
}

#[test]
fn a_diagram() {
    let run = run(&["explain", "podio", "--format", "mermaid", "--flow", "password"]);
    assert!(
        run.out.starts_with("sequenceDiagram\n    Application->>Provider: POST "),
        "{}",
        run.out
    );
}

#[test]
fn a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_in(folder.path(), &["explain", "podio", "--svg", "podio.svg"]);
    assert_eq!((run.code, run.err.as_str()), (0, "wrote podio.svg\n"));
    let picture = std::fs::read_to_string(folder.path().join("podio.svg")).unwrap();
    let same = run_in(folder.path(), &["explain", "podio", "--format", "svg"]);
    assert_eq!(same.out, picture);
    assert!(picture.starts_with("<svg "), "{picture}");
    assert!(picture.contains("https://podio.com/oauth/authorize"), "{picture}");
}

#[test]
fn a_flow_that_is_not_there() {
    let run = run(&["explain", "podio", "--flow", "pasword"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("did you mean `password`?"), "{}", run.err);
}
