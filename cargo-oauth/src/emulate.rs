//! `cargo oauth emulate`: a provider on loopback, to be tried by hand, until it is stopped.

use std::fs;
use std::path::Path;

use oauth_emulator::Emulator;
use oauth_runtime::Key;
use oauth_spec::{ClientAuthentication, ProviderSpec};
use serde_json::Value;

use crate::arguments::Emulate;
use crate::demo;
use crate::load;
use crate::style::{HEADING, QUIET, STRONG, lost, mistake, say, styled};

/// Plays a provider until somebody stops it. It ends by itself only if it cannot begin.
pub(crate) fn run(given: &Emulate) -> bool {
    let Some(loaded) = load::provider(&given.provider) else { return false };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(play(loaded.provider.spec, given)),
        Err(error) => Err(error.to_string()),
    };
    match outcome {
        // What nobody could read has been noted.
        Ok(()) => false,
        Err(message) => {
            mistake(format_args!("the emulator cannot start: {message}"));
            false
        }
    }
}

async fn play(spec: &'static ProviderSpec, given: &Emulate) -> Result<(), String> {
    let mut builder = Emulator::builder(spec)
        .port(given.port)
        .client(client_id(spec, given)?, &*given.client_secret);
    for uri in &given.redirect_uri {
        builder = builder.redirect_uri(uri);
    }
    if let Some(name) = &given.environment {
        builder = builder.environment(name);
    }
    let mut variables: Vec<(&str, &str)> = Vec::new();
    for pair in &given.variable {
        let wrong = || format!("`--variable {pair}` is not NAME=VALUE");
        let (name, value) = pair.split_once('=').ok_or_else(wrong)?;
        if variables.iter().any(|(known, _)| *known == name) {
            return Err(format!("the variable `{name}` has two values: give it one"));
        }
        if demo::public_key(spec, name).is_some_and(|own| own.trim() != value.trim()) {
            return Err(format!(
                "the variable `{name}` is the provider's public key, and the emulator has one of its own\n\
                 = help: leave `--variable {name}=…` out, and build the client with what is told"
            ));
        }
        variables.push((name, value));
    }
    // What only the application knows and nobody has said is invented.
    let mut invented = demo::invent(spec, given.environment.as_deref());
    invented.retain(|it| variables.iter().all(|(name, _)| *name != it.name));
    for (name, value) in &variables {
        builder = builder.variable(*name, *value);
    }
    for it in &invented {
        builder = builder.variable(it.name, &it.value);
    }
    let mut keys = 0;
    for path in &given.client_key {
        for jwk in public_keys(path)? {
            builder = builder.client_key(&jwk);
            keys += 1;
        }
    }
    if let Some(at) = given.client_documents {
        builder = builder.client_documents(at);
    }
    let emulator = builder.start().await.map_err(|error| error.to_string())?;
    told(&emulator, given, &told_of(spec, &variables, &invented), keys);
    // Where it is nobody knows.
    if lost().is_some() {
        return Ok(());
    }
    std::future::pending().await
}

/// The variables and their values: no key that is the user's own, and of an invented one nothing that nobody has.
fn told_of(
    spec: &ProviderSpec,
    given: &[(&str, &str)],
    invented: &[demo::Invented],
) -> Vec<String> {
    let given = given.iter().map(|(name, value)| {
        format!("{name} = {}", if spec.is_key(name) { "‹key›" } else { value })
    });
    let invented = invented.iter().map(|it| {
        let name = it.name;
        if it.value.contains("PRIVATE KEY") {
            format!("{name} = ‹key›, which nobody has: give yours with `--variable {name}=…`")
        } else {
            format!("{name} = {}", it.value.trim_end())
        }
    });
    given.chain(invented).collect()
}

/// The client that is registered: one that such a client can be built with.
fn client_id<'g>(spec: &ProviderSpec, given: &'g Emulate) -> Result<&'g str, String> {
    match (given.client_id.as_deref(), spec.client.numeric_id) {
        (Some(id), true) if id.parse::<i64>().is_err() => {
            Err(format!("`--client-id {id}`: its ids are whole numbers"))
        }
        (Some(id), _) => Ok(id),
        (None, true) => Ok(demo::NUMERIC_ID),
        (None, false) => Ok("client"),
    }
}

/// What is needed to build the client.
fn told(emulator: &Emulator, given: &Emulate, variables: &[String], keys: usize) {
    let line = |name: &str, text: &str| {
        say(format_args!("  {} {text}", styled(QUIET, format_args!("{name:<13}"))));
    };
    let (title, url) = (emulator.spec().title, emulator.url());
    say(styled(HEADING, format_args!("{title} at {url}")));
    line(
        "mirror",
        &format!("{} on the client's builder", styled(STRONG, format_args!(".mirror(\"{url}\")"))),
    );
    line("client id", emulator.client_id());
    line("secret", emulator.client_secret());
    line("redirect URI", emulator.redirect_uri());
    for further in given.redirect_uri.iter().skip(1) {
        line("redirect URI", further);
    }
    line("user", emulator.username());
    line("password", emulator.password());
    if let Some(name) = emulator.environment() {
        line("environment", name);
    }
    for variable in variables {
        line("variable", variable);
    }
    match keys {
        0 if emulator
            .spec()
            .client
            .authentication
            .contains(&ClientAuthentication::PrivateKeyJwt) =>
        {
            line(
                "client keys",
                "none: signatures of assertions are not looked at; see --client-key",
            );
        }
        0 => {}
        keys => line("client keys", &format!("{keys}: assertions must be signed with one of them")),
    }
    for webhook in emulator.spec().webhooks {
        if let Some(key) =
            Emulator::public_key(&webhook.signature).filter(|_| webhook.keys.is_none())
        {
            line("public key", &format!("of the webhook {}: {}", webhook.name, key.trim()));
        }
    }
    say(styled(QUIET, "stop it with Ctrl-C"));
}

/// The public keys of a file: a JWK, a set of them (RFC 7517), or the private key in PEM, whose private half goes
/// nowhere.
fn public_keys(path: &Path) -> Result<Vec<Value>, String> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    if !text.trim_start().starts_with('{') {
        let key = Key::pem(text).map_err(|error| {
            format!("{shown}: {error}\nA public key is given as a JWK or a JWK Set (RFC 7517).")
        })?;
        return Ok(vec![key.public_jwk()]);
    }
    let wrong = |what: &str| format!("{shown}: {what}");
    let document: Value = serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))?;
    let keys = match document.get("keys") {
        Some(keys) => keys.as_array().cloned().ok_or_else(|| wrong("`keys` is no list"))?,
        None => vec![document],
    };
    for key in &keys {
        if key.get("kty").and_then(Value::as_str).is_none() {
            return Err(wrong("a key has no `kty`: it is no JWK (RFC 7517)"));
        }
        if ["d", "k"].iter().any(|private| key.get(private).is_some()) {
            return Err(wrong("a key has its private half in it (`d`, `k`): give the public one"));
        }
    }
    if keys.is_empty() { Err(wrong("there is no key in it")) } else { Ok(keys) }
}
