//! `cargo oauth demo` as the test of every provider: all flows of each file, all checks good.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::support::run_in;

/// A provider's file, and what became of its play.
struct Played {
    name: String,
    code: i32,
    told: String,
    /// Whether the file itself has a refresh grant.
    says_refresh: bool,
}

#[test]
fn every_provider_is_played_and_all_is_as_declared() {
    let files = files();
    assert!(files.len() > 200, "{} files", files.len());
    let mut played = play(&files);
    played.sort_by(|one, other| one.name.cmp(&other.name));
    let failed = played.iter().filter(|it| it.code != 0);
    let failed: Vec<String> =
        failed.map(|Played { name, told, .. }| format!("==== {name}\n{told}")).collect();
    assert!(failed.is_empty(), "{} failed\n{}", failed.len(), failed.join("\n"));

    for Played { name, told, says_refresh, .. } in &played {
        assert!(told.contains(", all as declared"), "{name}: {told}");
        let refreshes = told.contains("✓ renewed ") || told.contains("it: with its refresh token ");
        assert!(refreshes || !says_refresh, "{name}: nothing is refreshed: {told}");
        for secret in ["demo-secret", "correct horse", "BEGIN PRIVATE KEY"] {
            assert!(!told.contains(secret), "{name}: `{secret}` is told: {told}");
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        let mut words = told.split(|c| !is_part(c));
        let token =
            words.find(|it| (it.starts_with("at_") || it.starts_with("rt_")) && it.len() > 7);
        assert_eq!(token, None, "{name}: a token is told: {told}");
    }
}

/// The files of the catalogue, and those of the needs.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = |path: PathBuf| {
        let entries = fs::read_dir(path).expect("a folder of the workspace");
        entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let is_provider = |path: &PathBuf| {
        path.extension().is_some_and(|it| it == "toml") && !path.ends_with("Cargo.toml")
    };
    let providers = folder(root.join("providers")).into_iter().filter(is_provider);
    let needs = folder(root.join("generated-tests/needs")).into_iter();
    let needs = needs.map(|need| need.join("provider.toml")).filter(|path| path.exists());
    providers.chain(needs).collect()
}

/// Plays all of them, some at a time.
fn play(files: &[PathBuf]) -> Vec<Played> {
    let waiting = Mutex::new(files.iter());
    let played = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no panic").next();
                    let Some(file) = next else { break };
                    let done = one(file);
                    played.lock().expect("no panic").push(done);
                }
            });
        }
    });
    played.into_inner().expect("no panic")
}

fn one(file: &Path) -> Played {
    let folder = file.parent().expect("a file is in a folder");
    let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let run = run_in(folder, &["demo", &name]);
    let need = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let name = if name == "provider.toml" { format!("{need}/{name}") } else { name };
    let text = fs::read_to_string(file).expect("a file that can be read");
    let says_refresh = text.lines().any(|line| line.starts_with("[grants.refresh_token]"));
    Played { name, code: run.code, told: run.out + &run.err, says_refresh }
}
