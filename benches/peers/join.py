#!/usr/bin/env python3
"""Sets our module beside the peers: copies the peers' bench and adds one peer to it.

usage: join.py PEERS DESTINATION
"""

import pathlib
import shutil
import sys

peers, destination = map(pathlib.Path, sys.argv[1:])
here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent

shutil.copytree(
    peers, destination, dirs_exist_ok=True, ignore=shutil.ignore_patterns("target"), copy_function=shutil.copy
)
for path in destination.rglob("*"):
    path.chmod(0o755 if path.is_dir() or path.suffix == ".sh" else 0o644)
shutil.copy(here / "ours.rs", destination / "src/peers/ours.rs")
(destination / "providers").mkdir(exist_ok=True)
shutil.copy(here / "bench.toml", destination / "providers/bench.toml")


def change(file, *pairs):
    path = destination / file
    text = path.read_text()
    for old, new in pairs:
        if old not in text:
            sys.exit(f"{file} has changed: no {old!r} in it")
        text = text.replace(old, new, 1)
    path.write_text(text)


change(
    "Cargo.toml",
    (
        "# The peers.\n",
        "# Ours.\n"
        f'oauth-runtime = {{ path = "{root}/oauth-runtime", default-features = false, '
        'features = ["macros", "reqwest"] }\n\n# The peers.\n',
    ),
)
change("src/peers/mod.rs", ("pub mod oauth2_rs;", "pub mod oauth2_rs;\npub mod ours;"))
change(
    "src/main.rs",
    ("openidconnect_rs, raw, yup}", "openidconnect_rs, ours, raw, yup}"),
    (
        '    case!("generated", "construct", generated::client);\n',
        '    case!("ours", "construct", ours::client);\n'
        '    let client = ours::client();\n'
        '    case!("ours", "authorize_url", move || ours::authorize_url(&client));\n'
        '    let call = ours::reader();\n'
        '    case!("ours", "parse", move || ours::parse(&call, black_box(TOKEN_JSON)));\n'
        '    let both = runtime.block_on(ours::exchanger());\n'
        '    case!("ours", "exchange", async both, |both| ours::exchange(&both));\n'
        '    case!("generated", "construct", generated::client);\n',
    ),
    ('        "yup-oauth2 (hyper)",\n', '        "yup-oauth2 (hyper)",\n        "ours, reqwest 0.13",\n'),
    ("latencies: [Vec<Duration>; 7]", "latencies: [Vec<Duration>; 8]"),
    ("rates: [Vec<f64>; 7]", "rates: [Vec<f64>; 8]"),
    (
        "    let yup = runtime.block_on(yup::Http::new(&url));\n",
        "    let yup = runtime.block_on(yup::Http::new(&url));\n"
        "    let ours = runtime.block_on(async { ours::Http::new(&url) });\n",
    ),
    ("        run!(6, yup);\n", "        run!(6, yup);\n        run!(7, ours);\n"),
)
