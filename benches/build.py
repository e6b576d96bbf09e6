#!/usr/bin/env python3
"""What an application with one provider costs to build, beside bare reqwest with the same TLS.

usage: build.py DIRECTORY [ROUNDS [ring|aws-lc]]

Makes three projects in DIRECTORY: the floor (reqwest, serde, serde_json), the same application with the
macro door, and with both doors. Prints crates and CPU seconds of clean builds. The machine should be idle.
"""

import pathlib
import resource
import shutil
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1]).resolve()
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1

tls = sys.argv[3] if len(sys.argv) > 3 else "ring"

FLOOR = """serde = { version = "1", features = ["derive"] }
serde_json = "1"
"""
FLOOR += {
    "ring": """reqwest = { version = "0.13", default-features = false, features = ["json", "rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring"] }
""",
    "aws-lc": """reqwest = { version = "0.13", default-features = false, features = ["json", "rustls"] }
""",
}[tls]
OURS = f'oauth-runtime = {{ path = "{root}/oauth-runtime", default-features = false, features = ["macros", "rustls-{tls}"] }}\n'
BUILD = f'\n[build-dependencies]\noauth-codegen = {{ path = "{root}/oauth-codegen" }}\n'
TOML = """schema = 1
[provider]
name = "acme"
[endpoints]
authorization = "https://acme.example/oauth/authorize"
token = "https://acme.example/oauth/token"
api = "https://api.acme.example"
[grants.authorization_code]
[grants.refresh_token]
"""
MACRO = '#[oauth_runtime::oauth_provider("acme")]\npub mod acme {}\n'
PROJECTS = {
    "floor": (FLOOR, "", "fn main() {}\n"),
    "macro door": (FLOOR + OURS, "", MACRO + "fn main() { let _ = acme::Client::builder(); }\n"),
    "both doors": (
        FLOOR + OURS + BUILD,
        'fn main() { oauth_codegen::build("providers"); }\n',
        MACRO + "mod built { oauth_runtime::include_providers!(); }\n"
        "fn main() { let _ = (acme::Client::builder(), built::acme::Client::builder()); }\n",
    ),
}


def make(name):
    dependencies, build, main = PROJECTS[name]
    project = folder / name.replace(" ", "-")
    shutil.rmtree(project, ignore_errors=True)
    (project / "src").mkdir(parents=True)
    (project / "providers").mkdir()
    (project / "providers/acme.toml").write_text(TOML)
    (project / "src/main.rs").write_text(main)
    if build:
        (project / "build.rs").write_text(build)
    (project / "Cargo.toml").write_text(
        '[package]\nname = "application"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
        + dependencies
    )
    subprocess.run(["cargo", "fetch", "--quiet"], cwd=project, check=True)
    return project


def crates(project):
    command = ["cargo", "tree", "-e", "normal,build", "--prefix", "none", "--target"]
    host = subprocess.check_output(["rustc", "-vV"], text=True).split("host: ")[1].split()[0]
    tree = subprocess.check_output(command + [host], cwd=project, text=True)
    names = {line.replace(" (*)", "").replace(" (proc-macro)", "") for line in tree.splitlines() if line}
    return {" ".join(name.split()[:2]) for name in names} - {"application v0.1.0"}


def seconds(project, profile):
    shutil.rmtree(project / "target", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["cargo", "build", "--quiet", "--offline", "--profile", profile], cwd=project, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


projects = {name: make(name) for name in PROJECTS}
floor = crates(projects["floor"])
print("| project | crates | beyond the floor | profile | CPU s | of the floor |")
print("| --- | ---: | ---: | --- | ---: | ---: |")
for profile in ("dev", "release"):
    best = {name: [] for name in projects}
    for _ in range(rounds):
        for name, project in projects.items():
            best[name].append(seconds(project, profile))
    base = min(best["floor"])
    for name, project in projects.items():
        own = crates(project)
        time = min(best[name])
        print(f"| {name} | {len(own)} | {len(own - floor)} | {profile} | {time:.1f} | {time / base:.3f} |")
for name, project in projects.items():
    more = sorted(crates(project) - floor)
    if more:
        print(f"\n{name}, beyond the floor: {', '.join(more)}")
