//! `cargo oauth check`: everything that is wrong with TOML files, and what is doubtful.
//!
//! It ends with 0 if all files are right, with 1 if one is not or a lint is denied and finds something, with
//! 2 if it could not look (a file is not there, a lint is not known) or its output could not be written.

mod fix;
mod human;
mod json;
mod levels;
mod paths;
mod sarif;

use std::collections::HashSet;
use std::fs::File;
use std::path::{PathBuf, absolute};

use oauth_codegen::{CATALOGUE, Found, catalogue};
use oauth_spec::{Diagnostic, Linted, Report, SourceFile, lint_together};

use crate::arguments::{Check, CheckFormat};
use crate::style::mistake;
use levels::Levels;

/// How a run ended: with which code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// All files are right.
    Right = 0,
    /// One is wrong, or a denied lint has found something.
    Wrong = 1,
    /// It could not be looked at, or not be told.
    Failed = 2,
}

/// A file that was checked.
struct Checked {
    path: PathBuf,
    /// Its provider and what is doubtful about it, or what is wrong.
    result: Result<Linted, Report>,
}

/// Checks files and folders.
pub(crate) fn run(given: &Check) -> Outcome {
    let levels = match Levels::new(given) {
        Ok(levels) => levels,
        Err(message) => {
            mistake(message);
            return Outcome::Failed;
        }
    };
    let mut outcome = Outcome::Right;
    let mut files = Vec::new();
    for path in &given.paths {
        match paths::toml_files(path) {
            Ok(found) => files.extend(found),
            Err(message) => {
                mistake(message);
                outcome = Outcome::Failed;
            }
        }
    }
    // One that is named twice is looked at once.
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(absolute(file).unwrap_or_else(|_| file.clone())));
    if given.fix {
        for file in &files {
            if let Err(message) = fix::file(file, &levels) {
                mistake(message);
                outcome = Outcome::Failed;
            }
        }
    }
    let checked = check(files);
    let all = checked.iter().map(|file| file.outcome(&levels));
    outcome = all.fold(outcome, Ord::max);
    match given.format {
        CheckFormat::Human => human::show(&checked, &levels),
        CheckFormat::Json => json::show(&checked, &levels),
        CheckFormat::Sarif => sarif::show(&checked, &levels),
    }
    outcome
}

/// Reads and judges files, each for itself and all together.
fn check(files: Vec<PathBuf>) -> Vec<Checked> {
    let mut right = Vec::new();
    let mut results: Vec<Option<Report>> = Vec::new();
    for path in &files {
        let found = Found { path: Some(path.clone()), source: SourceFile::read(path) };
        match found.lint() {
            Ok(linted) => {
                right.push(linted);
                results.push(None);
            }
            Err(report) => results.push(Some(report)),
        }
    }
    let built_in = CATALOGUE.iter().filter_map(|file| catalogue(file.name));
    let built_in: Vec<_> = built_in.filter_map(|found| found.compile_with_files().ok()).collect();
    lint_together(&mut right, &built_in);
    let mut right = right.into_iter();
    files
        .into_iter()
        .zip(results)
        .filter_map(|(path, wrong)| {
            let result = wrong.map_or_else(|| right.next().map(Ok), |report| Some(Err(report)))?;
            Some(Checked { path, result })
        })
        .collect()
}

impl Checked {
    /// What is to be said about it, as it is said.
    fn report(&self) -> &Report {
        match &self.result {
            Ok(linted) => &linted.warnings,
            Err(report) => report,
        }
    }

    /// The mistakes and the warnings that are not allowed.
    fn said<'c>(&'c self, levels: &'c Levels) -> impl Iterator<Item = &'c Diagnostic> {
        self.report().diagnostics().iter().filter(|diagnostic| !levels.allows(diagnostic))
    }

    fn outcome(&self, levels: &Levels) -> Outcome {
        match &self.result {
            // What is not there, or nobody may read, cannot be wrong; what is empty can.
            Err(report) if report.source_text().is_none() && File::open(&self.path).is_err() => {
                Outcome::Failed
            }
            Err(_) => Outcome::Wrong,
            Ok(_) if self.said(levels).any(|it| levels.denies(it)) => Outcome::Wrong,
            Ok(_) => Outcome::Right,
        }
    }
}
