//! Findings for people: as rustc would show them.

use oauth_spec::{Palette, ProviderSpec};

use super::levels::Levels;
use super::{Checked, Outcome};
use crate::style::{BAD, GOOD, complain, count, say, styled};

/// Shows what is wrong and what is doubtful on the one side, what is right on the other.
pub(super) fn show(files: &[Checked], levels: &Levels) {
    let mut warnings = 0;
    for file in files {
        for diagnostic in file.said(levels) {
            let denied = levels.word(diagnostic) == "error";
            complain(file.report().render_one(diagnostic, denied, &Palette::ANSI));
        }
        let own = file.said(levels).filter(|it| levels.word(it) == "warning").count();
        warnings += own;
        if let (Ok(linted), Outcome::Right) = (&file.result, file.outcome(levels)) {
            let more = match own {
                0 => String::new(),
                own => format!(", {}", count(own, "warning")),
            };
            let spec = linted.provider.spec;
            let (path, title, needs) = (file.path.display(), spec.title, needs(spec));
            say(format_args!("{} {path} ({title}){needs}{more}", styled(GOOD, "right")));
        }
    }
    let of = |outcome| files.iter().filter(|file| file.outcome(levels) == outcome).count();
    let (wrong, failed) = (of(Outcome::Wrong), of(Outcome::Failed));
    let checked = files.len() - failed;
    if wrong > 0 {
        let wrong = styled(BAD, format_args!("{wrong} wrong"));
        complain(format_args!("{wrong} of {checked} checked"));
    }
    if failed > 0 {
        let failed = styled(BAD, count(failed, "file"));
        complain(format_args!("{failed} could not be read"));
    }
    if warnings > 0 {
        complain(format_args!("{} in {}", count(warnings, "warning"), count(checked, "file")));
        complain(
            "what is meant is allowed in its file, with the reason: `[lint] allow = { NAME = \"…\" }`",
        );
    }
}

/// Which features of the runtime an application must turn on.
fn needs(spec: &ProviderSpec) -> String {
    let needed = spec.needed_features();
    let names: Vec<_> = needed.map(|(feature, _)| format!("`{}`", feature.name())).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(", needs the feature {one} of `oauth-runtime`"),
        several => format!(", needs the features {} of `oauth-runtime`", several.join(" and ")),
    }
}
