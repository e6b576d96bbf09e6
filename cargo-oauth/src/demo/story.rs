//! The narration: what happens, line by line, and whether it was what should happen.

use std::collections::BTreeSet;
use std::fmt::Display;

use anstyle::Style;

use super::facts::Facts;
use super::item::Item;
use super::lines::{self, WIDTH};
use super::masks::Masks;
use crate::style::{BAD, GOOD, HEADING, QUIET, STRONG, WIRE, count, styled};

/// Where what is said about a message begins: after arrow and method, or arrow and status.
const MESSAGE: usize = 11;
/// Where any other text begins.
const TEXT: usize = 6;
/// This much of a failure is said again at the end.
const FAILURE: usize = 180;

/// A flow cannot go on: why has been told.
#[derive(Debug)]
pub(super) struct Stop;

/// How a part of a flow ends.
pub(super) type Told<T = ()> = Result<T, Stop>;

/// The narration, and what has come of it so far.
pub(super) struct Story<'out> {
    out: &'out mut dyn FnMut(&str),
    pub(super) masks: Masks,
    provider: String,
    flow: String,
    providers: usize,
    flows: usize,
    passed: usize,
    failures: Vec<String>,
    shown: BTreeSet<&'static str>,
}

impl<'out> Story<'out> {
    /// A story that is told line by line.
    pub(super) fn new(out: &'out mut dyn FnMut(&str)) -> Self {
        Self {
            out,
            masks: Masks::default(),
            provider: String::new(),
            flow: String::new(),
            providers: 0,
            flows: 0,
            passed: 0,
            failures: Vec::new(),
            shown: BTreeSet::new(),
        }
    }

    /// What is to be seen, for a stranger.
    pub(super) fn prologue(&mut self) {
        for line in [
            "The real client talks to an emulator, which plays the provider on this machine alone.",
            "→ is sent, ← comes back, ✓ was checked. Secrets are masked.",
        ] {
            self.line(&styled(QUIET, line));
        }
    }

    /// A provider comes on.
    pub(super) fn provider(&mut self, title: &str, about: Option<&str>) {
        self.line("");
        self.providers += 1;
        title.clone_into(&mut self.provider);
        "the stage".clone_into(&mut self.flow);
        self.shown.clear();
        self.line(&styled(HEADING, title));
        for line in about.map(|text| lines::words(text, WIDTH)).unwrap_or_default() {
            self.line(&line);
        }
    }

    /// One of its flows begins.
    pub(super) fn flow(&mut self, name: &str, about: &str) {
        self.flows += 1;
        name.clone_into(&mut self.flow);
        self.line("");
        let about =
            if about.is_empty() { String::new() } else { format!("  {}", styled(QUIET, about)) };
        self.line(&format!("  {}{about}", styled(STRONG, name)));
    }

    /// Whether a thing of that name has not been shown of this provider: the second time a few words
    /// will do.
    pub(super) fn is_new(&mut self, thing: &'static str) -> bool {
        self.shown.insert(thing)
    }

    /// Something that is sent.
    pub(super) fn sent(&mut self, method: &str, address: &str, items: &[Item]) {
        self.message('→', method, address, items);
    }

    /// Something that comes back.
    pub(super) fn came(&mut self, status: impl Display, address: &str, items: &[Item]) {
        self.message('←', &status.to_string(), address, items);
    }

    /// Something that happens beside the messages.
    pub(super) fn note(&mut self, text: &str) {
        self.text("·", QUIET, QUIET, text);
    }

    /// A step is over. Whether it was as it should be decides whether the flow goes on.
    pub(super) fn step(&mut self, facts: &Facts) -> Told {
        if facts.bad.is_empty() {
            self.passed += 1;
            self.text("✓", GOOD, Style::new(), &facts.good.join("; "));
            return Ok(());
        }
        self.failed(&facts.bad.join("; "))
    }

    /// What the flow needs to go on, or the end of it.
    pub(super) fn need<T, E: Display>(&mut self, what: &str, result: Result<T, E>) -> Told<T> {
        result.or_else(|error| self.failed(&format!("{what}: {error}")).and(Err(Stop)))
    }

    /// A step has gone wrong.
    pub(super) fn failed(&mut self, why: &str) -> Told {
        let why = self.masks.apply(why);
        self.text("✗", BAD, BAD, &why);
        self.failures.push(format!("{}, {}: {why}", self.provider, self.flow));
        Err(Stop)
    }

    /// Sums up. Whether everything was as it should be.
    pub(super) fn end(mut self) -> bool {
        let (failed, passed) = (self.failures.len(), self.passed);
        let played =
            format!("{}, {}", count(self.providers, "provider"), count(self.flows, "flow"));
        self.line("");
        if failed == 0 {
            let good = styled(GOOD, format!("{passed} steps, all as declared"));
            self.line(&format!("{played}: {good}"));
            return true;
        }
        let bad = styled(BAD, format!("{failed} failed"));
        self.line(&format!("{played}: {} passed, {bad}", count(passed, "step")));
        for failure in std::mem::take(&mut self.failures) {
            // In full it was told where it happened.
            let short: String = failure.chars().take(FAILURE).collect();
            let more = if short.len() < failure.len() { "…" } else { "" };
            self.text("✗", BAD, Style::new(), &format!("{short}{more}"));
        }
        false
    }

    fn message(&mut self, arrow: char, verb: &str, address: &str, items: &[Item]) {
        let mut shown: Vec<Item> = items.to_vec();
        for item in &mut shown {
            item.value = self.masks.apply(&item.value);
        }
        let address = self.masks.apply(address);
        let room = WIDTH - MESSAGE;
        // Items share the address's line only if all of them do.
        let taken = address.chars().count();
        let mut rest = lines::items(&shown, room, taken);
        if rest.len() > 1 && taken > 0 {
            rest = lines::items(&shown, room, 0);
            rest.insert(0, String::new());
        }
        let verb = styled(WIRE, format!("{arrow} {verb:<4}"));
        let first = rest.first().cloned().unwrap_or_default();
        self.line(&format!("    {verb} {address}{first}"));
        for line in rest.iter().skip(1) {
            self.line(&format!("{:MESSAGE$}{line}", ""));
        }
    }

    fn text(&mut self, mark: &str, mark_style: Style, style: Style, text: &str) {
        let text = self.masks.apply(text);
        let mut mark = styled(mark_style, mark);
        for line in lines::words(&text, WIDTH - TEXT) {
            self.line(&format!("    {mark} {}", styled(style, line)));
            " ".clone_into(&mut mark);
        }
    }

    fn line(&mut self, text: &str) {
        (self.out)(text.trim_end());
    }
}
