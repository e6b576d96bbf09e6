//! Output that goes nowhere.

use std::fs::OpenOptions;
use std::process::{Command, Output, Stdio};

use crate::support::run;

/// A run of the command whose output goes there.
fn run_into(arguments: &[&str], out: Stdio) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-oauth"));
    command.arg("oauth").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::null()).stdout(out).stderr(Stdio::piped());
    command.output().expect("the command runs")
}

const ALL: &[(&[&str], i32)] = &[
    (&["expand", "podio"], 1),
    (&["explain", "podio"], 1),
    (&["demo", "podio"], 1),
    (&["schema"], 1),
    (&["--help"], 1),
    (&["check", "--format", "json", "../providers/github.toml"], 2),
    (&["check", "--format", "sarif", "../providers/github.toml"], 2),
];

/// A device on which there is no space, where the system has one.
#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_written_is_a_failure() {
    let emulator: (&[&str], i32) = (&["emulate", "podio"], 1);
    for (arguments, code) in ALL.iter().copied().chain([emulator]) {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = run_into(arguments, full.into());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        let reason = "error: the output could not be written: No space left on device";
        assert!(said.starts_with(reason), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    }
}

#[test]
fn a_reader_who_has_read_enough_is_none() {
    for (arguments, _) in ALL {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = run_into(arguments, writer.into());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_wrong_command_line_ends_as_it_did() {
    let wrong = run(&["expnd"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.starts_with("error: unrecognized subcommand"), "{}", wrong.err);
}
