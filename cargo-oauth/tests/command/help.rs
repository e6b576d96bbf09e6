//! What the command says about itself.

use crate::support::run;

#[test]
fn help() {
    let commands = ["check", "expand", "explain", "new", "import", "schema", "demo", "emulate"];
    let each = commands.iter().map(|command| vec![*command, "--help"]);
    let all: Vec<String> = std::iter::once(vec!["--help"])
        .chain(each)
        .map(|arguments| format!("$ cargo oauth {}\n{}", arguments.join(" "), run(&arguments).out))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn without_a_command_help_is_shown_and_nothing_done() {
    let run = run(&[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("Usage: cargo oauth <COMMAND>"), "{}", run.err);
}

#[test]
fn the_version_is_that_of_the_toolkit() {
    assert!(run(&["--version"]).out.ends_with(concat!(env!("CARGO_PKG_VERSION"), "\n")));
}
