//! A provider on loopback, played from its declaration.
//!
//! Everything the emulator does follows from a [`ProviderSpec`](oauth_spec::ProviderSpec) read
//! backwards: where the client's side fills a recipe in, this side takes the arriving request apart
//! by it. No code is shared with the runtime, so that each checks the other.
//!
//! It listens on one port and plays all hosts of the provider: a request to `https://HOST/PATH` is
//! sent to [`Emulator::url()`]` + "/HOST/PATH"`, which is what a client built with
//! `mirror(emulator.url())` does.
//!
//! ```no_run
//! # use oauth_spec::ProviderSpec;
//! # static ACME: ProviderSpec = ProviderSpec::STANDARD;
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//! use oauth_emulator::{Decision, Emulator, Fault, Step};
//!
//! let emulator = Emulator::start(&ACME).await?;
//! // … build the client with emulator.url(), .client_id(), .client_secret(), .redirect_uri() …
//! # let authorize_url = String::new();
//! let callback = emulator.browse(&authorize_url, Decision::Allow).await?;
//! // … exchange the code in `callback`, call the API …
//! emulator.clock().advance(Duration::from_secs(3600));     // its tokens are expired now
//! emulator.fail_next(Step::Token, Fault::ServerErrorHtml); // and the refresh goes wrong once
//! assert_eq!(emulator.token_requests(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! It is strict: what the declaration does not mention in a token request is refused, with an answer
//! that says what was wrong. [`Builder::lenient`] turns that off. What the RFCs forbid is refused in any case: two ways
//! to authenticate, an access token in two places, a scope that grows on the way, a client that does what it has not
//! registered for.
//!
//! With the feature `tls` it speaks TLS (`Builder::tls`), and clients that authenticate by certificate (RFC 8705) must
//! show theirs (`Builder::client_certificate`).

mod browser;
mod builder;
mod clock;
mod complete;
mod compute;
mod documents;
mod elements;
mod emulator;
mod error;
mod fault;
mod http;
mod journal;
mod ledger;
mod path;
mod random;
mod register;
mod said;
mod sample;
mod script;
mod serve;
mod settings;
mod sign;
mod sometimes;
mod tls;
mod world;

pub use browser::{BrowseError, Decision};
pub use builder::Builder;
pub use clock::Clock;
pub use emulator::Emulator;
pub use error::EmulatorError;
pub use fault::{DpopFault, Fault, IdTokenFault, Step};
pub use journal::Recorded;
pub use ledger::Posted;
pub use settings::{Rotation, SignaturePosition};
