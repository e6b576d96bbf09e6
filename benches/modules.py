#!/usr/bin/env python3
"""What rustc spends on one generated module: a crate with many less one with few, divided.

usage: modules.py [--instructions] DIRECTORY [FEW MANY [ROUNDS [PROVIDER …]]]     (100 800 3 standard)

The modules are copies of one provider: of `standard`, which has eight scopes and three grants, or of one of the
catalogue; or, for `catalogue`, all of that less one of them. They are public in a library, where rustc keeps what other
crates may want of them, and in a program. CPU time, user and system, so that the machine may be busy; the least of the
rounds. Or, which repeats, millions of rustc's instructions, by valgrind.
"""

import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
arguments = [argument for argument in sys.argv[1:] if argument != "--instructions"]
counts_instructions = "--instructions" in sys.argv
folder = pathlib.Path(arguments[0]).resolve()
given = arguments[1:4]
few, many, rounds = (int(number) for number in given + ["100", "800", "3"][len(given) :])
providers = arguments[4:] or ["standard"]
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


# Cargo calls this in place of rustc; only the crate with the modules is counted.
WRAPPER = """#!/bin/sh
case "$*" in
*"--crate-name modules"*) exec valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file=LOG.%p "$@" ;;
*) exec "$@" ;;
esac
"""


def make(provider, count, root_file):
    project = folder / f"{provider}{count}{root_file.removesuffix('.rs')}"
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
    main = "fn main() {}\n" if root_file == "main.rs" else ""
    (project / "src" / root_file).write_text(f"//! Many providers.\noauth_runtime::include_providers!();\n{main}")
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
    for log in folder.glob("instructions.*"):
        log.unlink()
    # Without incremental compilation, which would only compare what it has seen before.
    environment = {**os.environ, "CARGO_INCREMENTAL": "0"}
    if counts_instructions:
        wrapper = folder / "rustc"
        wrapper.write_text(WRAPPER.replace("LOG", str(folder / "instructions")))
        wrapper.chmod(0o755)
        environment["RUSTC_WRAPPER"] = str(wrapper)
    arguments = ["cargo", *command, "--quiet", "--target-dir", folder / "target"]
    subprocess.run(arguments, cwd=project, check=True, env=environment)
    if counts_instructions:
        logs = "".join(log.read_text() for log in folder.glob("instructions.*"))
        return sum(int(count.replace(",", "")) for count in re.findall(r"I\s+refs:\s+([\d,]+)", logs))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def lines(project):
    """Of a module, without documentation."""
    files = list((folder / "target").glob("**/oauth_providers.rs"))
    modules = list(max(files, key=lambda path: path.stat().st_mtime).with_suffix("").glob("*.rs"))
    found = [line.strip() for module in modules for line in module.read_text().splitlines()]
    return len([line for line in found if line and not line.startswith("//")]) // len(modules)


def share(projects, modules, command):
    """Of one module: in milliseconds, or in millions of instructions."""
    found = []
    for project in projects:
        run(project, command)
        library = next((project / "src").iterdir())
        of_rounds = []
        for number in range(1 if counts_instructions else rounds):
            library.write_text(library.read_text() + f"// {command} {number}\n")
            of_rounds.append(run(project, command))
        found.append(min(of_rounds))
    return (found[1] - found[0]) / modules / (1e6 if counts_instructions else 1e-3)


print("| provider | lines without documentation | check | build | build --release | check, in a program | build --release, in a program |")
print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
for provider in providers:
    counts = (1, len(catalogue)) if provider == "catalogue" else (few, many)
    modules = counts[1] - counts[0]
    library, program = ([make(provider, count, file) for count in counts] for file in ("lib.rs", "main.rs"))
    check, build, release = ["check"], ["build"], ["build", "--release"]
    found = [share(library, modules, command) for command in (check, build, release)]
    number = lines(library[1])
    found += [share(program, modules, command) for command in (check, release)]
    print(f"| {provider} | {number} | " + " | ".join(f"{one:.2f}" for one in found) + " |", flush=True)
