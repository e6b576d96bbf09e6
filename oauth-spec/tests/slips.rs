//! One slip, one message or two: a misspelt word must not bring everything else into question.
#![cfg(feature = "parse")]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::ops::Range;
use std::path::Path;

use oauth_spec::{Report, SourceFile, compile};

/// What a file is told.
fn messages(text: &str) -> Vec<String> {
    let report = compile(&SourceFile::new("acme.toml", text)).err();
    let report = report.iter().flat_map(Report::diagnostics);
    report.map(|diagnostic| diagnostic.message.clone()).collect()
}

/// Where the words of a file are: keys and texts, not its comments.
fn words(text: &str) -> Vec<Range<usize>> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let mut words: Vec<Range<usize>> = Vec::new();
    let (mut in_text, mut in_comment) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => in_comment = false,
            '#' if !in_text => in_comment = true,
            '"' if !in_comment => in_text = !in_text,
            c if is_word(c) && !in_comment => match words.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => words.push(at..at + 1),
            },
            _ => {}
        }
    }
    words
}

#[test]
fn a_misspelt_word_is_told_and_little_else() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../oauth-codegen/tests/everything/acme.toml");
    let text = std::fs::read_to_string(path).unwrap();
    assert_eq!(messages(&text), [""; 0]);
    let mut told = 0;
    for word in words(&text).into_iter().filter(|word| word.len() >= 3) {
        let middle = word.start + word.len() / 2;
        let messages = messages(&format!("{}x{}", &text[..middle], &text[middle..]));
        assert!(messages.len() <= 2, "{}: {messages:#?}", &text[word]);
        told += usize::from(messages.len() == 1);
    }
    // Most of a file are words that something depends on.
    assert!(told > 500, "{told}");
}

const HEAD: &str = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
    authorization = \"https://acme.example/authorize\"\ntoken = \"https://acme.example/token\"\n\
    [grants.authorization_code]\n";

#[test]
fn what_was_said_elsewhere_is_not_asked_for_again() {
    let own = "[grants.app]\ngrant_type = \"app\"\n\
        request = { omit = [\"key\"], parameters = { token = \"{key}\" } }\n";
    let jwt = "[client.methods.own]\nparameters = { assertion = \"{computed.own}\" }\n\
        [variables.private_key]\n[computed.own]\n";
    let way = "[client]\nauthentication = ";
    for (text, expected) in [
        (format!("{own}[grats.app.parameters.key]\n"), "unknown key `grats`"),
        (format!("{own}[grants.app.paramters.key]\n"), "unknown key `paramters`"),
        (format!("{own}[grants.ap.parameters.key]\n"), "`[grants.ap]` has no `grant_type`"),
        (
            format!("{own}[grants.client_credential.parameters.key]\n"),
            "unknown grant `client_credential`",
        ),
        (
            format!("{way}\"own\"\n{jwt}jt = \"ES256\"\nkey = \"private_key\"\nclaims = {{ a = 1 }}\n"),
            "unknown key `jt`",
        ),
        (
            format!("{way}\"private_key_jt\"\nassertion = {{ lifetime = \"5m\" }}\n"),
            "unknown value `private_key_jt`",
        ),
        (
            "[client]\ndpop = { algorithm = \"ES256\", requird = false }\n[grants.implicit]\n".to_owned(),
            "unknown key `requird`",
        ),
        (
            "[webhooks.v1]\nin = { header = \"x\" }\nalgorithm = \"jwtt\"\nalgorithms = [\"HS256\"]\n"
                .to_owned(),
            "unknown value `jwtt`",
        ),
        (
            "[webhooks.v1]\nin = { header = \"x\" }\nalgorithm = \"sha256\"\nmessage = \"{secrt}\"\n"
                .to_owned(),
            "nothing is called `{secrt}`",
        ),
        (
            "[token_request]\nauthentication = 5\nheaders = { authorization = \"x\" }\n".to_owned(),
            "`token_request.authentication` must be a string",
        ),
        (
            "[variants.v2]\ngrants = [\"app\"]\nparameters_in = \"json\"\n[grats.app]\ngrant_type = \"app\"\n"
                .to_owned(),
            "unknown key `grats`",
        ),
        (
            "[webhooks.v1]\nin = { header = \"x\" }\nalgorithm = \"hmac-sha256\"\n\
             message = \"{request.body}\"\npairs = { key = \"v1\", separator = \"\" }\n"
                .to_owned(),
            "`webhooks.v1.pairs.separator` is empty",
        ),
        (
            "[api]\nauthorization = false\nheaders = { x-token = 5 }\n".to_owned(),
            "`api.headers.x-token` must be a string",
        ),
        (
            "[api]\nauthorization = false\nheaders = { x-token = \"{acces_token}\" }\n".to_owned(),
            "nothing is called `{acces_token}`",
        ),
        (
            "[client]\nauthentication = \"none\"\n[grants.client_credentials]\n\
             request = { authentication = \"noen\" }\n"
                .to_owned(),
            "unknown value `noen`",
        ),
        ("[api]\nauthorization = \"OAuth {acces_token}\"\n".to_owned(), "nothing is called `{acces_token}`"),
        (
            "[api]\nexpired = { status = 200 }\n[erors]\nwhen = { ok = false }\n".to_owned(),
            "unknown key `erors`",
        ),
        (
            "[scopes]\nrequired = [\"raed\"]\ndefault = [\"raed\"]\n[scopes.list]\nread = \"\"\n".to_owned(),
            "unknown scope `raed`",
        ),
        (
            "[environments.a]\nhots = \"a\"\n[environments.b]\nhots = \"b\"\n\
             [variables.host]\ntype = \"label\"\n[calls.me]\nurl = \"https://{host}.acme.example/\"\n"
                .to_owned(),
            "unknown variable `hots`",
        ),
    ] {
        assert_eq!(messages(&format!("{HEAD}{text}")), [expected], "{text}");
    }
}

#[test]
fn a_file_whose_base_is_not_read_is_told_that() {
    let text =
        "schema = 1\nextnds = \"acme\"\n[provider]\nname = \"own\"\n[scopes]\nrequired = [\"a\"]\n";
    assert_eq!(messages(text), ["unknown key `extnds`"]);
}

#[test]
fn what_one_parameter_would_send_is_missing_in_one_message() {
    let text = "[grants.app]\ngrant_type = \"app\"\nparameters = { a = { required = true }, b = { required = true } }\n\
        request = { omit = [\"a\", \"b\"], parameters = { c = \"x\" } }\n";
    let told = messages(&format!("{HEAD}{text}"));
    assert_eq!(told, ["the request never sends `{a}`, `{b}`"]);
    let text = text.replace("omit = [\"a\", \"b\"], ", "");
    assert_eq!(messages(&format!("{HEAD}{text}")), [""; 0]);
}
