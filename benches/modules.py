#!/usr/bin/env python3
"""What rustc spends on one generated module: a crate with many less one with few, divided.

usage: modules.py DIRECTORY [FEW MANY [ROUNDS [PROVIDER …]]]     (100 800 3 standard)

The modules are copies of one provider: of `standard`, which has eight scopes and three grants, or of one of the
catalogue; or, for `catalogue`, all of that less one of them. CPU time, user and system, so that the machine may be busy; the least of the rounds.
"""

import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1]).resolve()
given = sys.argv[2:5]
few, many, rounds = (int(number) for number in given + ["100", "800", "3"][len(given) :])
providers = sys.argv[5:] or ["standard"]
catalogue = sorted((root / "providers").glob("*.toml"))
catalogue = [file for file in catalogue if file.name != "Cargo.toml"]

STANDARD = """schema = 1
[provider]
name = "NAME"
title = "Provider"
docs = "https://docs.example"
[endpoints]
authorization = "https://NAME.example/oauth/authorize"
token = "https://NAME.example/oauth/token"
revocation = "https://NAME.example/oauth/revoke"
api = "https://api.NAME.example"
[grants.authorization_code]
[grants.refresh_token]
[grants.client_credentials]
[scopes.list]
"user:read" = "Read users"
"user:write" = "Write users"
"item:read" = "Read items"
"item:write" = "Write items"
"org:read" = "Read organizations"
"org:write" = "Write organizations"
"file:read" = "Read files"
"file:write" = "Write files"
[token.fields.account_id]
description = "The account"
"""


def declaration(provider, name):
    if provider == "standard":
        return STANDARD.replace("NAME", name)
    text = (root / f"providers/{provider}.toml").read_text()
    return re.sub(r'(?m)(^\[provider\]\n(?:.*\n)*?name\s*=) "[^"]*"', rf'\1 "{name}"', text, count=1)


def make(provider, count):
    project = folder / f"{provider}{count}"
    shutil.rmtree(project, ignore_errors=True)
    (project / "src").mkdir(parents=True)
    (project / "providers").mkdir()
    if provider == "catalogue":
        for file in catalogue[:count]:
            shutil.copy(file, project / "providers")
    else:
        for number in range(count):
            name = f"provider{number}"
            (project / f"providers/{name}.toml").write_text(declaration(provider, name))
    (project / "src/lib.rs").write_text("//! Many providers.\noauth_runtime::include_providers!();\n")
    (project / "build.rs").write_text('fn main() { oauth_codegen::build("providers"); }\n')
    (project / "Cargo.toml").write_text(
        f'[package]\nname = "modules{count}"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
        f'oauth-runtime = {{ path = "{root}/oauth-runtime", default-features = false, '
        'features = ["reqwest", "digests", "discovery", "jose"] }\n'
        f'\n[build-dependencies]\noauth-codegen = {{ path = "{root}/oauth-codegen" }}\n'
    )
    return project


def run(project, command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Without incremental compilation, which would only compare what it has seen before.
    environment = {**os.environ, "CARGO_INCREMENTAL": "0"}
    arguments = ["cargo", *command, "--quiet", "--target-dir", folder / "target"]
    subprocess.run(arguments, cwd=project, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def lines(project):
    """Of a module, without documentation."""
    files = list((folder / "target").glob("**/oauth_providers.rs"))
    modules = list(max(files, key=lambda path: path.stat().st_mtime).with_suffix("").glob("*.rs"))
    found = [line.strip() for module in modules for line in module.read_text().splitlines()]
    return len([line for line in found if line and not line.startswith("//")]) // len(modules)


def milliseconds(projects, modules, command):
    times = []
    for project in projects:
        run(project, command)
        library = project / "src/lib.rs"
        of_rounds = []
        for number in range(rounds):
            library.write_text(library.read_text() + f"// {command} {number}\n")
            of_rounds.append(run(project, command))
        times.append(min(of_rounds))
    return (times[1] - times[0]) / modules * 1000


print("| provider | lines without documentation | check | build | build --release |")
print("| --- | ---: | ---: | ---: | ---: |")
for provider in providers:
    counts = (1, len(catalogue)) if provider == "catalogue" else (few, many)
    projects = [make(provider, count) for count in counts]
    found = [milliseconds(projects, counts[1] - counts[0], command) for command in (["check"], ["build"], ["build", "--release"])]
    print(f"| {provider} | {lines(projects[1])} | " + " | ".join(f"{time:.2f}" for time in found) + " |", flush=True)
