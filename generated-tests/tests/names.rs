//! No provider has a name in Rust: what one does differently is in its file, or it is in the language.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "names/allowed.rs"]
mod allowed;
mod declarations;
#[path = "names/said.rs"]
mod said;
#[path = "names/sources.rs"]
mod sources;
#[path = "names/words.rs"]
mod words;

use allowed::ALLOWED;
use declarations::{catalogue, provider};
use said::Said;

/// The names and titles of the catalogue, as words, each once.
fn names() -> Vec<Vec<String>> {
    let mut names = Vec::new();
    for (name, source) in catalogue() {
        names.push(words::of(&name));
        names.push(words::of(provider(&source).spec.title));
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn no_provider_has_a_name_in_rust() {
    let names = names();
    let mut used = vec![false; ALLOWED.len()];
    let mut wrong = Vec::new();
    for source in sources::all() {
        for said in said::in_file(&source.text) {
            let words = words::of(said.text());
            for name in names.iter().filter(|name| words::holds(&words, name)) {
                let name = name.join(" ");
                let place = ALLOWED.iter().position(|it| it.allows(&name, &source.path, &said));
                match place {
                    Some(place) => used[place] = true,
                    None => wrong.push(format!("{}: `{name}` in {said}", source.path)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "providers have names in Rust:\n{}", wrong.join("\n"));
    for (allowed, used) in ALLOWED.iter().zip(used) {
        assert!(used, "{allowed:?} is not needed: remove it");
    }
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let text = "/// Acme.\nfn a() { if name == \"acme\" { acme_boss(AcmeBoss::ACME, concat!(\"an Acme\")) } }\n\
                #[cfg(test)] mod tests { fn acme() {} }\n";
    let name = words::of("acme");
    let found: Vec<Said> = said::in_file(text)
        .into_iter()
        .filter(|it| words::holds(&words::of(it.text()), &name))
        .collect();
    let texts: Vec<&str> = found.iter().map(Said::text).collect();
    assert_eq!(texts, ["acme", "acme_boss", "AcmeBoss", "ACME", "an Acme"]);
    assert!(words::holds(&words::of("FollowUpBoss"), &words::of("follow-up-boss")));
    assert!(!words::holds(&words::of("outline"), &words::of("line")));
}
