//! `cargo oauth new`: the few things that matter, asked for or given, as a provider file.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use oauth_spec::SourceFile;

use crate::arguments::New;
use crate::draft::{Draft, Grant, Source, name_of};
use crate::style::{GOOD, complain, mistake, report, say, styled};

/// Writes the file. Whether it is there and right.
pub(crate) fn run(given: &New) -> bool {
    let name = match name_of(&given.name) {
        Ok(name) => name,
        Err(message) => {
            mistake(message);
            return false;
        }
    };
    let path = given.to.clone().unwrap_or_else(|| PathBuf::from(format!("providers/{name}.toml")));
    if path.extension().is_none_or(|extension| extension != "toml") {
        mistake(format!("`{}` does not end in `.toml`, as provider files do", path.display()));
        return false;
    }
    if path.exists() {
        mistake(format!("`{}` is there already\n= help: name another with `--to`", path.display()));
        return false;
    }
    let text = draft(name, given).to_toml();
    let shown = path.display().to_string();
    // Nothing is written that `check` would not take.
    if let Err(problems) = oauth_spec::compile(&SourceFile::new(shown.as_str(), text.clone())) {
        report(&problems);
        complain(format_args!("`{shown}` was not written"));
        return false;
    }
    if let Err(problem) = write(&path, &text) {
        mistake(problem);
        return false;
    }
    say(format_args!("{} {shown}", styled(GOOD, "wrote")));
    say(format_args!("next: cargo oauth check {shown}; cargo oauth demo {shown}"));
    true
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error| format!("cannot write `{}`: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    // `create_new`: a file that has appeared meanwhile is not overwritten.
    let mut file =
        std::fs::File::options().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

fn draft(name: String, given: &New) -> Draft {
    let asks = std::io::stdin().is_terminal() && !given.no_input;
    let ask = |given: &Option<String>, question: &str, default: &str| -> Option<String> {
        let answer = given.clone().or_else(|| asks.then(|| prompt(question, default)).flatten());
        answer.or_else(|| (!default.is_empty()).then(|| default.to_owned()))
    };
    // A name that nobody can have (RFC 2606, 2): `check` says that it is a placeholder.
    let host = format!("https://{name}.invalid");
    let authorization =
        ask(&given.authorization, "authorization endpoint", &format!("{host}/oauth/authorize"));
    let token = ask(&given.token, "token endpoint", &format!("{host}/oauth/token"));
    let api = ask(&given.api, "base of the API", &format!("{host}/api"));
    let grants = ask(&given.grants, "grants", "authorization_code,refresh_token");
    let grants = listed(grants.as_deref());
    let offers = |grant: &str| grants.iter().any(|each| each == grant);
    let device = offers("device_code").then(|| {
        let default = format!("{host}/oauth/device");
        ask(&given.device_authorization, "device authorization endpoint", &default)
    });
    let backchannel = offers("ciba").then(|| {
        let default = format!("{host}/oauth/backchannel");
        ask(&given.backchannel_authentication, "backchannel authentication endpoint", &default)
    });
    let authentication = ask(&given.authentication, "client authentication", "client_secret_basic");
    let separator = ask(&given.scope_separator, "what stands between scopes", " ");
    let scopes = ask(&given.scopes, "scopes, separated by commas", "");
    let docs = ask(&given.docs, "address of the documentation", "");

    let mut draft = Draft { title: given.name.clone(), name, ..Draft::default() };
    draft.grants = grants.iter().map(|grant| Grant::standard(grant)).collect();
    let has_browser = draft
        .grants
        .iter()
        .any(|grant| matches!(grant.name.as_str(), "authorization_code" | "implicit"));
    let urls = [
        ("authorization", authorization.filter(|_| has_browser)),
        ("token", token),
        ("device_authorization", device.flatten()),
        ("backchannel_authentication", backchannel.flatten()),
        ("api", api),
    ];
    draft.endpoints = urls.into_iter().filter_map(|(key, url)| Some((key, url?))).collect();
    draft.authentication = listed(authentication.as_deref());
    // The default needs no words.
    if draft.authentication == ["client_secret_basic"] {
        draft.authentication.clear();
    }
    draft.separator = separator.filter(|separator| separator != " ");
    draft.scopes = listed(scopes.as_deref());
    let source = |url| Source { id: "guide", title: "Documentation".to_owned(), url: Some(url) };
    draft.documents = docs.map(source).into_iter().collect();
    draft.remarks = vec![
        "Common deviations, one line each:".to_owned(),
        "  [grants.authorization_code] pkce = \"none\"".to_owned(),
        "  [token_request] parameters_in = \"json\"".to_owned(),
        "  [token] expiry = \"never\", or root = \"data\"".to_owned(),
        "  [api] authorization = \"Token {access_token}\"".to_owned(),
    ];
    draft
}

fn listed(text: Option<&str>) -> Vec<String> {
    let items = text.unwrap_or_default().split(',').map(str::trim);
    items.filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// One line from the terminal; nothing for the default.
fn prompt(question: &str, default: &str) -> Option<String> {
    let shown = if default.trim().is_empty() { String::new() } else { format!(" [{default}]") };
    anstream::eprint!("{question}{shown}: ");
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).ok()?;
    let answer = answer.trim();
    (!answer.is_empty()).then(|| answer.to_owned())
}
