//! Generated code is small: lines without documentation and empty ones.

mod declarations;

fn lines(name: &str) -> usize {
    let text = declarations::text(&declarations::named(name));
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    text.lines().filter(is_code).count()
}

#[test]
fn a_standard_provider_takes_120_lines_at_most() {
    let lines = lines("standard");
    assert!(lines <= 120, "{lines} lines");
}

#[test]
fn podio_takes_300_lines_at_most() {
    let lines = lines("podio");
    assert!(lines <= 300, "{lines} lines");
}
