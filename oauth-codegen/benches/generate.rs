//! What generating providers takes, stage by stage: one, all of the catalogue, a thousand.
//!
//! A build script runs unoptimised: `cargo bench -p oauth-codegen --profile dev` is what users get. With a
//! number it generates that many files and measures nothing: for a profiler.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use oauth_codegen::{Build, Options, expand_docs, expand_items, text};
use oauth_spec::{Provider, SourceFile, compile};

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
"#;

/// Seconds that all threads of this process have worked; known on Linux, in hundredths.
fn all_worked() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold anything, the 12th and 13th are the time in it and in the kernel.
    let (_, after) = text.rsplit_once(") ")?;
    let ticks = after.split(' ').skip(11).take(2).map(|it| it.parse::<u32>().ok());
    Some(ticks.sum::<Option<u32>>()?.into()).map(|ticks: f64| ticks / 100.0)
}

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

/// Parse and check, tokens, text, and both doors: one file, again and again.
fn measure(name: &str, found: &dyn Fn() -> Provider) {
    let options = Options::default();
    let provider = found();
    let read = best(found);
    let macro_tokens =
        |provider: &Provider| (expand_docs(provider), expand_items(provider, &options));
    let tokens = best(|| macro_tokens(&provider));
    let laid_out = best(|| text(&provider, &options, name));
    let door = best(|| macro_tokens(&found()));
    let script = best(|| text(&found(), &options, name));
    println!("| {name} | {read:.2} | {tokens:.2} | {laid_out:.2} | {door:.2} | {script:.2} |");
}

/// Many files, once each: what a build script does with them.
fn all(name: &str, count: usize, found: impl Iterator<Item = Provider>) {
    let options = Options::default();
    let (mut read, mut tokens, mut laid_out) = (0.0, 0.0, 0.0);
    let mut lines = 0;
    let mut found = found;
    loop {
        let start = Instant::now();
        let Some(provider) = found.next() else { break };
        let parsed = Instant::now();
        drop(black_box(expand_items(&provider, &options)));
        let made = Instant::now();
        lines += black_box(text(&provider, &options, "any.toml")).lines().count();
        read += (parsed - start).as_secs_f64();
        tokens += (made - parsed).as_secs_f64();
        laid_out += made.elapsed().as_secs_f64();
    }
    let total = read + laid_out;
    let peak = peak().map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1024).to_string());
    println!(
        "| {name} ({count}) | {read:.2} | {tokens:.2} | {laid_out:.2} | {total:.2} | {lines} | {peak} |"
    );
}

/// The most memory that this process has held so far, in kilobytes; known on Linux.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Files of one's own making: the standard one, with the deviations that are common, in turn.
fn synthetic(number: usize) -> SourceFile {
    const DEVIATIONS: &[&str] = &[
        "",
        "[client]\nauthentication = \"client_secret_post\"\n",
        "[token_request]\nparameters_in = \"json\"\n",
        "[token]\nroot = \"data\"\nexpiry = { at = \"expires_at\", format = \"rfc3339\" }\n",
        "[api]\nauthorization = false\nheaders = { x-token = \"{access_token}\" }\n",
        "[errors]\nwhen = { ok = false }\ncode = [\"error.code\"]\n",
        "[callback.fields.realm]\npath = \"realmId\"\nrequired = true\n",
        "[calls.tenant]\nwhen = \"connected\"\nurl = \"/tenants\"\nfields.id = { path = \"0.id\" }\n",
        "[webhooks.v1]\nin = { header = \"x-sign\" }\nalgorithm = \"hmac-sha256\"\nkey = \"secret\"\n\
         message = \"{request.body}\"\n",
        "[parameter_names]\nclient_id = \"client_key\"\n",
    ];
    let name = format!("acme{number}");
    let mut text = STANDARD.replace("name = \"acme\"", &format!("name = \"{name}\""));
    if !DEVIATIONS[number % 10].starts_with("[token]") {
        text.push_str("\n[token.fields.account_id]\ndescription = \"The account\"\n");
    }
    text.push_str(DEVIATIONS[number % 10]);
    SourceFile::new(format!("{name}.toml"), text)
}

/// The whole of a build script, on all processors: 1,000 files written anew, none changed, one changed.
fn script() {
    let folder = tempfile::tempdir().expect("a folder");
    let providers = folder.path().join("providers");
    std::fs::create_dir(&providers).expect("a folder in it");
    let write = |source: &SourceFile| {
        std::fs::write(providers.join(&source.name), &source.text).expect("a file");
    };
    (0..1000).for_each(|number| write(&synthetic(number)));
    let build = Build::new().root(folder.path()).folder("providers").out_dir(folder.path());
    println!("\nSeconds of the whole build script.\n");
    println!("| | by the clock | of all processors | files written |");
    println!("| --- | ---: | ---: | ---: |");
    for what in ["1,000 new files", "nothing changed", "one changed"] {
        if what == "one changed" {
            let mut changed = synthetic(0);
            changed.text = changed.text.replace("Read users", "Read all users");
            write(&changed);
        }
        let (start, worked) = (Instant::now(), all_worked());
        let written = build.generate().unwrap_or_else(|error| panic!("{error}")).written.len();
        let worked = all_worked().zip(worked).map(|(now, then)| now - then);
        let worked = worked.map_or_else(|| "?".to_owned(), |seconds| format!("{seconds:.2}"));
        println!("| {what} | {:.2} | {worked} | {written} |", start.elapsed().as_secs_f64());
    }
}

fn right(source: &SourceFile) -> Provider {
    compile(source).unwrap_or_else(|report| panic!("{report}"))
}

fn built_in(name: &str) -> Provider {
    let found = oauth_codegen::catalogue(name).expect("it is in the catalogue");
    found.compile(&mut Vec::new()).unwrap_or_else(|report| panic!("{report}"))
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let before = arguments.len();
    arguments.retain(|argument| argument != "--bench");
    if arguments.len() == before {
        // `cargo test --benches`: that it works is enough.
        (0..10).for_each(|number| drop(right(&synthetic(number))));
        return;
    }
    if let Some(count) = arguments.first().and_then(|argument| argument.parse().ok()) {
        for number in 0..count {
            black_box(text(&right(&synthetic(number)), &Options::default(), "any.toml"));
        }
        return;
    }
    println!("Seconds, once; memory in MB, the most up to then.\n");
    println!("| files | read | its items as tokens | text | read and text | lines | memory |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let catalogue = oauth_codegen::CATALOGUE;
    all("catalogue", catalogue.len(), catalogue.iter().map(|file| built_in(file.name)));
    all("synthetic", 1000, (0..1000).map(|number| right(&synthetic(number))));
    script();
    println!(
        "\nMilliseconds, the fastest of half a second. Further providers are named as arguments.\n"
    );
    println!("| provider | read | tokens | tokens and text | macro | build script |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let standard = synthetic(0);
    measure("standard", &|| right(&standard));
    for name in &arguments {
        measure(name, &|| built_in(name));
    }
}
