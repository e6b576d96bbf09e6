//! What is asked of each server, and the test that asks it: `docs/interop.md` is made of these lists.

mod django;
mod node;
mod sources;

use std::fmt::Write as _;

use crate::kit::{self, Kit};
use crate::page::up_to_date;

/// One server: what it offers, and what else was found out about it.
struct Server {
    module: &'static str,
    title: &'static str,
    version: &'static str,
    from: &'static str,
    checks: &'static [Check],
    more: &'static [Check],
}

/// Something that a server does, and the tests that show it with a generated client.
struct Check {
    name: &'static str,
    /// What comes out.
    result: &'static str,
    /// Without the module of the server.
    tests: &'static [&'static str],
}

const fn check(name: &'static str, result: &'static str, tests: &'static [&'static str]) -> Check {
    Check { name, result, tests }
}

const SERVERS: [Server; 2] = [node::SERVER, django::SERVER];

const HEAD: &str = "\
# Real servers

Written by the tests in `generated-tests/tests/interop`: servers that nobody here wrote are installed from their packages, \
started on loopback (`generated-tests/interop`), and asked by generated clients of `generated-tests/providers`. Each name in \
the first tables is that of a flow that the server offers: one without a test fails. `.ci/run` starts all servers and fails \
where one cannot be asked; a result is what the test beside it asserts.
";

#[test]
fn every_flow_that_a_server_offers_has_a_test() {
    let mut page = HEAD.to_owned();
    for server in &SERVERS {
        let tests = sources::tests(server.module);
        let all = || server.checks.iter().chain(server.more);
        for check in all() {
            assert!(!check.tests.is_empty(), "no test asks {} for {}", server.module, check.name);
        }
        for name in all().flat_map(|check| check.tests) {
            assert!(
                tests.iter().any(|it| it == name),
                "there is no test {}::{name}",
                server.module
            );
        }
        for name in &tests {
            let listed = all().any(|check| check.tests.contains(&name.as_str()));
            assert!(listed, "the test {}::{name} is in no list", server.module);
        }
        write(&mut page, server);
    }
    up_to_date("interop.md", &page);
}

fn write(page: &mut String, server: &Server) {
    let Server { module, title, version, from, checks, more } = server;
    let _ = writeln!(page, "\n## {title} {version} ({from})\n\nAll {} flows.\n", checks.len());
    let row = |page: &mut String, check: &Check| {
        let Check { name, result, tests } = check;
        let tests: Vec<_> = tests.iter().map(|test| format!("`{module}::{test}`")).collect();
        let _ = writeln!(page, "| {name} | {result} | {} |", tests.join(", "));
    };
    page.push_str("| flow | result | test |\n|---|---|---|\n");
    for check in *checks {
        row(page, check);
    }
    page.push_str(
        "\nBeyond what the server calls a flow:\n\n| what | result | test |\n|---|---|---|\n",
    );
    for check in *more {
        row(page, check);
    }
}

/// The numbers are those of the checks that the servers were set up for, and found good with.
#[test]
fn no_flow_is_left_out() {
    let counts = SERVERS.map(|server| server.checks.len());
    assert_eq!(counts, [46, 29]);
    for server in &SERVERS {
        let mut names: Vec<_> = server.checks.iter().map(|check| check.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), server.checks.len(), "{} has a flow twice", server.title);
    }
}

#[test]
fn the_servers_are_those_of_the_page() {
    let kits: [fn() -> Option<&'static Kit>; 2] = [kit::node, kit::django];
    for (server, kit) in SERVERS.iter().zip(kits) {
        let Some(kit) = kit() else { continue };
        assert_eq!((kit.fact("/server"), kit.fact("/version")), (server.title, server.version));
    }
}
