//! A command whose user signs in with Acme in the browser (RFC 8252).
//!
//!     cargo run -p examples --bin terminal
//!
//! Nobody has an account at Acme: an emulator plays it, made of the same `providers/acme.toml` that the
//! client is. For a real provider, name its file below, build the client without `mirror`, and leave the
//! emulator out.

use std::error::Error;
use std::process::ExitCode;

use oauth_emulator::Emulator;
use oauth_runtime::{Loopback, oauth_provider, spec::ClientAuthentication};

/// The client, made of `providers/acme.toml`.
#[oauth_provider("acme")]
pub mod acme {}

#[tokio::main]
#[expect(clippy::print_stderr, reason = "it is a command")]
async fn main() -> ExitCode {
    match sign_in().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Written for people: it says what to do, and holds no secret.
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "it is a command")]
async fn sign_in() -> Result<(), Box<dyn Error>> {
    let provider = Emulator::builder(&acme::SPEC).redirect_uri("http://127.0.0.1/callback");
    let provider = provider.start().await?;
    let acme = acme::Client::builder()
        .client_id(provider.client_id())
        // Whoever has the command has what is in it: there is no secret, PKCE takes its place.
        .authentication(ClientAuthentication::None)
        .mirror(provider.url())
        .build()?;

    let request = acme.authorize().scopes([acme::Scope::ProfileRead]);
    println!("Your browser opens; say yes there.");
    let authorized = Loopback::bind().await?.authorize(request).await?;
    let token = acme.exchange(&authorized).await?;
    // `token.save()` is what a keychain would hold, for `client.restore_token` in the next run.
    let session = acme.session(token).start();
    let me = session.get("/me").send().await?.error_for_status()?;
    println!("Acme knows you as {}", me.text());
    Ok(())
}
