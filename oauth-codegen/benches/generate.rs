//! What generating one provider takes, stage by stage.
//!
//! A build script runs unoptimised: `cargo bench -p oauth-codegen --profile dev` is what users get.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use oauth_codegen::{Options, expand, expand_items, format};
use oauth_spec::{SourceFile, compile};

const STANDARD: &str = r#"schema = 1

[provider]
name = "acme"
title = "Acme"
docs = "https://docs.acme.example/oauth"

[endpoints]
authorization = "https://acme.example/oauth/authorize"
token         = "https://acme.example/oauth/token"
revocation    = "https://acme.example/oauth/revoke"
api           = "https://api.acme.example"

[grants.authorization_code]
[grants.refresh_token]
[grants.client_credentials]

[scopes.list]
"user:read"  = "Read users"
"user:write" = "Write users"
"item:read"  = "Read items"
"item:write" = "Write items"
"org:read"   = "Read organizations"
"org:write"  = "Write organizations"
"file:read"  = "Read files"
"file:write" = "Write files"

[token.fields.account_id]
description = "The account"
"#;

/// The fastest of many runs, each long enough to be told apart from nothing.
fn best<T>(mut work: impl FnMut() -> T) -> f64 {
    let end = Instant::now() + Duration::from_millis(500);
    let mut best = f64::MAX;
    while Instant::now() < end {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed().as_secs_f64());
    }
    best * 1000.0
}

fn measure(source: &SourceFile) -> [f64; 5] {
    let options = Options::default();
    let provider = compile(source).expect("the file is right");
    [
        best(|| compile(source)),
        best(|| expand_items(&provider, &options)),
        best(|| format(expand(&provider, &options), &source.name)),
        best(|| expand_items(&compile(source).expect("right"), &options)),
        best(|| format(expand(&compile(source).expect("right"), &options), &source.name)),
    ]
}

#[expect(clippy::print_stdout, reason = "a bench prints what it measured")]
fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        // `cargo test --benches`: that it works is enough.
        compile(&SourceFile::new("acme.toml", STANDARD)).expect("the file is right");
        return;
    }
    println!(
        "| provider | read, ms | tokens, ms | tokens and text, ms | macro, ms | build script, ms |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let catalogue = oauth_codegen::CATALOGUE.iter();
    let catalogue = catalogue.map(|file| SourceFile::new(file.name, file.text));
    for source in std::iter::once(SourceFile::new("standard", STANDARD)).chain(catalogue) {
        let name = Path::new(&source.name).display();
        let [read, tokens, text, door, script] = measure(&source);
        println!("| {name} | {read:.2} | {tokens:.2} | {text:.2} | {door:.2} | {script:.2} |");
    }
}
