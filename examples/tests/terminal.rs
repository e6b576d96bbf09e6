//! The command, as a user at a terminal meets it: its browser is this test.

// Elsewhere the system says which browser opens.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};

/// Says which address it was to open.
const BROWSER: &str =
    "#!/bin/sh\nprintf %s \"$1\" > \"$OPENED.new\" && mv \"$OPENED.new\" \"$OPENED\"\n";

/// Starts the command on a machine whose browser is [`BROWSER`]; the second is the file that it writes.
fn start(name: &str) -> (Child, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    let (program, opened) = (folder.join("a-browser"), folder.join("opened"));
    fs::write(&program, BROWSER).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let _ = fs::remove_file(&opened);
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let command = Command::new(env!("CARGO_BIN_EXE_terminal"))
        .env("PATH", path)
        .env("BROWSER", "a-browser")
        .env("OPENED", &opened)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    (command, opened)
}

/// The user decides in the browser: what that shows in the end, and what the command has said by then.
async fn sign_in(name: &str, decision: &str) -> (String, Output) {
    let (command, opened) = start(name);
    let mut address = Err(std::io::ErrorKind::NotFound.into());
    for _ in 0..600 {
        address = fs::read_to_string(&opened);
        if address.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let browser = browser::new();
    let consent = browser.get(address.unwrap()).send().await.unwrap();
    let page = browser::decide(&browser, consent, decision).await;
    (page.text().await.unwrap(), command.wait_with_output().await.unwrap())
}

#[tokio::test]
async fn a_user_signs_in_and_is_known() {
    let (page, said) = sign_in("terminal-allow", "allow").await;
    assert!(page.contains("You can close this window"), "{page}");
    assert!(said.status.success(), "{said:?}");
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(text.contains("Acme knows you as") && text.contains("alice@example.com"), "{text}");
}

#[tokio::test]
async fn a_user_who_says_no_is_told_so() {
    let (page, said) = sign_in("terminal-deny", "deny").await;
    assert!(page.contains("That did not work"), "{page}");
    assert_eq!(said.status.code(), Some(1));
    let text = String::from_utf8(said.stderr).unwrap();
    assert!(
        text.starts_with("the user or Acme refused the authorization (access_denied)"),
        "{text}"
    );
}
