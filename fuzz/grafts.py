#!/usr/bin/env python3
"""Plays declarations that nobody wrote: tables and keys of files here, grafted onto others at random.

usage: grafts.py FOLDER [SEED [COUNT [GRAFTS [COMMAND]]]]     (1 1000 3 target/debug/cargo-oauth)

COUNT files are made, each with 1 to GRAFTS grafts and what those refer to. What `check` takes must be played as declared
by `demo`, be expanded and explained, and `check --fix` may change nothing in what is generated (but take away what has
no effect) and, the second time, nothing at all. FOLDER gets what failed, as KIND/SEED-NAME.toml, and beside it what was
said; a summary is printed. A seed makes the same files as long as those here stay the same. Needs `tomli_w` of PyPI.
"""

import collections
import copy
import os
import pathlib
import random
import re
import subprocess
import sys
import tomllib

import tomli_w

root = pathlib.Path(__file__).resolve().parent.parent
given = sys.argv[1:]
folder = pathlib.Path(given[0]).resolve()
target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
seed, count, grafts, command = given[1:] + ["1", "1000", "3", str(target / "debug/cargo-oauth")][len(given) - 1 :]

# A demo takes less than a second; what takes this long waits for something that does not come.
SECONDS = 30
# What is about one file alone: its name, its sources, what is meant in it.
OWN = ("schema", "extends", "provider", "documents", "seen", "unconfirmed", "lint")
# What a hole, or the text of a key, may refer to.
PLACES = {"callback": "callback.fields", "token": "token.fields", "claims": "id_token.claims", "scopes": "scopes.sets"}
TABLES = ("variables", "computed", "calls", "client.methods", "grants", *PLACES.values())

FILES = ("providers/*.toml", "generated-tests/**/*.toml", "oauth-spec/tests/cases/valid/*.toml")


def read():
    """Every declaration here that is right by itself, and played as it says."""
    found = []
    for path in sorted(path for pattern in FILES for path in root.glob(pattern)):
        if run("demo", path)[0] != 0:
            continue
        try:
            file = tomllib.loads(path.read_text())
        except tomllib.TOMLDecodeError:  # What only TOML 1.1 has.
            continue
        found.append({key: value for key, value in file.items() if key not in ("documents", "seen", "unconfirmed")})
    return found


def run(*words):
    """How a command ends, or `None` if it does not, and all that it says."""
    try:
        done = subprocess.run([command, "oauth", *words], capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, "it does not end"
    return done.returncode, done.stdout + done.stderr


def paths(table, above=()):
    """Where something stands that can be taken by itself."""
    for key, value in table.items():
        if above or key not in OWN:
            yield (*above, key)
            if isinstance(value, dict):
                yield from paths(value, (*above, key))


def at(table, path):
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def texts(value):
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, dict) else value
    for each in inner if isinstance(value, (dict, list)) else ():
        yield from texts(each)


def put(file, path, value):
    """A table is merged into one that is there, half of the time."""
    for key in path[:-1]:
        inner = file.get(key)
        if not isinstance(inner, dict):
            inner = file[key] = {}
        file = inner
    there = file.get(path[-1])
    if isinstance(there, dict) and isinstance(value, dict) and random.random() < 0.5:
        file[path[-1]] = there | copy.deepcopy(value)
    else:
        file[path[-1]] = copy.deepcopy(value)


def bring(file, donor, value):
    """What the text of a graft refers to, where the file has nothing of that name."""
    for text in texts(value):
        for name in [text, *re.findall(r"\{([^{}]+)\}", text)]:
            first, *rest = name.split(".")
            wanted = [(*table.split("."), first) for table in TABLES]
            if rest:
                wanted = [(*PLACES.get(first, first).split("."), rest[0])]
            for path in wanted:
                found = at(donor, path)
                if found is not None and at(file, path) is None:
                    put(file, path, found)
                    bring(file, donor, found)


def graft(file, donor):
    every = list(paths(donor))
    if not every:
        return
    # Tables of the first and second level are most of what a file says, and few of its keys.
    depth = random.choice((1, 2, 2, 3, 9))
    path = random.choice([path for path in every if len(path) <= depth])
    value = at(donor, path)
    put(file, path, value)
    bring(file, donor, value)


def make(files, name):
    """A file that may be right: where it is not, it gets the addresses that the donors have."""
    file = copy.deepcopy(random.choice(files))
    file["provider"]["name"] = name
    donors = [random.choice(files) for _ in range(random.randint(1, int(grafts)))]
    for donor in donors:
        graft(file, donor)
    yield file
    for donor in donors:
        for key, value in donor.get("endpoints", {}).items():
            file.setdefault("endpoints", {}).setdefault(key, value)
            bring(file, donor, value)
    yield file


def judge(path):
    """What fails of a file that is taken, and how it is told."""
    text, (_, expanded) = path.read_text(), run("expand", path)
    for words in (["explain"], ["demo"], ["check", "--fix"]):
        code, said = run(*words, path)
        if code != 0:
            return words[0], said
    fixed = path.read_text()
    again = run("expand", path)
    if fixed != text:
        run("check", "--fix", path)
    twice = path.read_text()
    path.write_text(text)
    # What has no effect is in what is generated all the same.
    if again != (0, expanded) and "[no-effect]" not in said:
        return "fix", "error: what is generated has changed\n" + fixed
    if twice != fixed:
        return "fix", "error: the second time it is another one\n" + fixed
    return None


def kind(command, said):
    """Failures of one kind differ in names and numbers."""
    lines = said.split("\n")
    marked = (number for number, line in enumerate(lines) if "✗" in line or "panicked" in line or line.startswith("error"))
    first = next(marked, -3)
    words = " ".join(line.strip() for line in lines[first : first + 2])
    words = re.sub(r"`[^`]*`|‹[^›]*›|\"[^\"]*\"|https?://\S+|\d+", "_", words)
    return command + "-" + re.sub(r"\W+", "-", words)[:90].strip("-")


def main():
    files, made, taken = read(), int(count), 0
    kinds = collections.Counter()
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(made):
        name = f"graft{number}"
        path = folder / f"{name}.toml"
        # Each by itself: what was made before it does not count.
        random.seed(f"{seed} {number}")
        for file in make(files, name):
            path.write_text(tomli_w.dumps(file))
            code, said = run("check", path)
            if code == 0:
                break
        failure = None
        if code == 0:
            taken += 1
            failure = judge(path)
        elif code != 1:
            failure = ("check", said)
        if failure is None:
            path.unlink()
            continue
        found = kind(*failure)
        kinds[found] += 1
        kept = folder / found / f"{seed}-{name}.toml"
        kept.parent.mkdir(exist_ok=True)
        path.rename(kept)
        kept.with_suffix(".txt").write_text(failure[1])
    print(f"seed {seed}, 1 to {grafts} grafts: {made} made, {taken} taken, {kinds.total()} failed")
    for found, times in kinds.most_common():
        print(f"{times:6} {found}")


main()
