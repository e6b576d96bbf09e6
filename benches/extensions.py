#!/usr/bin/env python3
"""What extensions cost an application that does not use them: crates, bytes of its program, CPU seconds.

usage: extensions.py DIRECTORY [seconds] [WORD …]

The application signs a user in, keeps the token fresh and makes a call of the API: by reqwest, serde and serde_json
alone (the floor), with a standard provider, with each feature of the runtime on and unused, and with a
provider that declares more than the application calls. Bytes are those of the program, stripped, with
`opt-level = 3` and fat LTO. With `seconds` also what a release build of it takes, in CPU seconds: of the runtime and the
application, the dependencies being there, the least of three. With words, beside the first two only what has one of them in its name.
Ends with what of the runtime is in the standard program, by module.
"""

import collections
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tomllib

root = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1]).resolve()
timed = "seconds" in sys.argv[2:]
words = [word for word in sys.argv[2:] if word != "seconds"]

DEPENDENCIES = """serde = { version = "1", features = ["derive"] }
serde_json = "1"
reqwest = { version = "0.13", default-features = false, features = ["json", "form", "query", "rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
tokio = { version = "1", default-features = false, features = ["rt", "time", "net"] }
"""
MANIFEST = """[package]
name = "application"
version = "0.1.0"
edition = "2024"

[workspace]

[profile.release]
opt-level = 3
lto = "fat"
codegen-units = 1
strip = STRIP

# As Cargo builds a release when nothing is said: what the seconds are those of.
[profile.timed]
inherits = "release"
lto = false
codegen-units = 16

[dependencies]
"""
FLOOR = """
use serde::{Deserialize, Serialize};
#[derive(Deserialize, Serialize, Debug)]
struct Token { access_token: String, token_type: String, expires_in: Option<u64>, refresh_token: Option<String>, scope: Option<String> }
type Error = Box<dyn std::error::Error>;
async fn ask(http: &reqwest::Client, form: &[(&str, &str)]) -> Result<Token, Error> {
    let request = http.post("https://acme.example/oauth/token").basic_auth("id", Some("secret")).form(form);
    Ok(request.send().await?.error_for_status()?.json().await?)
}
async fn run(line: String) -> Result<(), Error> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let mut url = reqwest::Url::parse("https://acme.example/oauth/authorize")?;
    url.query_pairs_mut().append_pair("response_type", "code").append_pair("client_id", "id").append_pair("state", &line);
    println!("{url}");
    let token = ask(&http, &[("grant_type", "authorization_code"), ("code", &line)]).await?;
    println!("{}", serde_json::to_string(&token)?);
    let token = ask(&http, &[("grant_type", "refresh_token"), ("refresh_token", token.refresh_token.as_deref().unwrap_or_default())]).await?;
    let answer = http.get("https://api.acme.example/me").bearer_auth(&token.access_token).send().await?;
    println!("{}", answer.text().await?);
    Ok(())
}
"""
OURS = """
#[oauth_runtime::oauth_provider("acme")]
mod acme {}
type Error = Box<dyn std::error::Error>;
async fn run(line: String) -> Result<(), Error> {
    let client = acme::Client::builder().client_id("id").client_secret("secret").redirect_uri("https://app.example/cb").build()?;
    let pending = client.authorize().begin()?;
    println!("{}", pending.url());
    let token = client.finish(pending, line.as_str()).await?;
    println!("{}", token.save());
    let session = client.session(token).start();
    let answer = session.get("/me").send().await?;
    println!("{}", answer.text());
    Ok(())
}
"""
MAIN = """
fn main() {
    let line = std::io::stdin().lines().next().and_then(Result::ok).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    if let Err(error) = runtime.block_on(run(line)) {
        println!("{error}");
    }
}
"""
STANDARD = """schema = 1
[provider]
name = "acme"
[endpoints]
authorization = "https://acme.example/oauth/authorize"
token = "https://acme.example/oauth/token"
api = "https://api.acme.example"
MORE
[grants.authorization_code]
[grants.refresh_token]
"""
# Each: what stands in `[endpoints]`, what stands elsewhere, the features that it needs.
DECLARED = {
    "device_code": ('device_authorization = "https://acme.example/device"', "[grants.device_code]", []),
    "ciba": ('backchannel_authentication = "https://acme.example/bc"', "[grants.ciba]", []),
    "revocation, introspection": (
        'revocation = "https://acme.example/revoke"\nintrospection = "https://acme.example/introspect"',
        "",
        [],
    ),
    "discovery, registration": (
        'issuer = "https://acme.example"\nregistration = "https://acme.example/register"',
        "[discovery]",
        ["discovery"],
    ),
    "id_token, logout": (
        'jwks = "https://acme.example/keys"\nend_session = "https://acme.example/logout"',
        '[id_token]\nissuer = "https://acme.example"',
        ["jose"],
    ),
}
features = tomllib.loads((root / "oauth-runtime/Cargo.toml").read_text())["features"]
# Those of the macro and of the transport are what the application chooses anyway.
chosen = {"default", "macros", "reqwest", "rustls-ring", "rustls-aws-lc", "native-tls"}
extensions = sorted(set(features) - chosen)


def runtime(on):
    return f'oauth-runtime = {{ path = "{root}/oauth-runtime", features = {list(on)} }}\n'.replace("'", '"')


projects = {"floor": (FLOOR, "", STANDARD), "standard provider": (OURS, runtime([]), STANDARD)}
for feature in extensions:
    projects[f"feature `{feature}` on"] = (OURS, runtime([feature]), STANDARD)
for name, (endpoints, more, needs) in DECLARED.items():
    needed = [feature for feature in needs if feature in features]
    declaration = STANDARD.replace("MORE", endpoints) + more + "\n"
    projects[f"{name} declared"] = (OURS, runtime(needed), declaration)


def make(name, strip):
    source, dependency, declaration = projects[name]
    project = folder / re.sub(r"\W+", "-", name).strip("-")
    shutil.rmtree(project, ignore_errors=True)
    (project / "src").mkdir(parents=True)
    (project / "providers").mkdir()
    (project / "providers/acme.toml").write_text(declaration.replace("MORE", ""))
    (project / "src/main.rs").write_text(source + MAIN)
    manifest = MANIFEST.replace("STRIP", strip) + DEPENDENCIES + dependency
    (project / "Cargo.toml").write_text(manifest)
    subprocess.run(["cargo", "fetch", "--quiet"], cwd=project, check=True)
    return project


def crates(project):
    host = subprocess.check_output(["rustc", "-vV"], text=True).split("host: ")[1].split()[0]
    command = ["cargo", "tree", "-e", "normal,build", "--prefix", "none", "--target", host]
    tree = subprocess.check_output(command, cwd=project, text=True)
    names = {line.replace(" (*)", "").replace(" (proc-macro)", "") for line in tree.splitlines() if line}
    return {" ".join(name.split()[:2]) for name in names} - {"application v0.1.0"}


def build(project):
    """The program."""
    command = ["cargo", "build", "--quiet", "--offline", "--release", "--target-dir", folder / "target"]
    subprocess.run(command, cwd=project, check=True)
    return folder / "target/release/application"


def seconds(name, project):
    """CPU seconds for what a declaration and its features change: the runtime, if it has one, and the application."""
    options = ["--quiet", "--offline", "--profile", "timed", "--target-dir", folder / "target"]
    own = ["--package=application"] + ["--package=oauth-runtime"] * bool(projects[name][1])
    subprocess.run(["cargo", "build", *options], cwd=project, check=True)
    times = []
    for _ in range(3):
        subprocess.run(["cargo", "clean", *own, *options], cwd=project, check=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["cargo", "build", *options], cwd=project, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def by_module(program):
    """Bytes of the runtime's own functions, by module; those of other crates for its types are theirs."""
    table = subprocess.check_output(["nm", "--print-size", "--demangle=rust", program], text=True)
    sizes = collections.Counter()
    for line in table.splitlines():
        found = re.match(r"\w+ (\w+) [tT] (.*)", line)
        own = found and re.match(r"<*(?:.* as )?oauth_runtime::(\w+)(?:::(\w+))?", found[2])
        if own:
            sizes["::".join(part for part in own.groups() if part and part[0].islower())] += int(found[1], 16)
    return sizes


print("| application | crates | beyond the standard one | bytes | beyond the floor | beyond the standard one |" + (" CPU s |" if timed else ""))
print("| --- | ---: | --- | ---: | ---: | ---: |" + (" ---: |" if timed else ""))
floor = standard = None
known = set()
for place, name in enumerate(projects):
    if place > 1 and words and not any(word in name for word in words):
        continue
    project = make(name, '"symbols"')
    own = crates(project)
    size = build(project).stat().st_size
    floor = floor or size
    if name == "standard provider":
        standard, known = size, own
    more = ", ".join(sorted(own - known)) if known else ""
    beyond = f"{size - standard:+}" if standard else ""
    print(f"| {name} | {len(own)} | {more or '–'} | {size} | {size - floor:+} | {beyond} |" + (f" {seconds(name, project):.2f} |" if timed else ""), flush=True)

program = build(make("standard provider", '"none"'))
sizes = by_module(program)
print(f"\nThe runtime's own functions in the standard program: {sum(sizes.values())} bytes.\n")
print("| module | bytes |\n| --- | ---: |")
for module, size in sizes.most_common():
    print(f"| `{module}` | {size} |")
