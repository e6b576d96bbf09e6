//! Everything an emulator knows, shared by its handle and its connections.

use std::sync::{Mutex, MutexGuard, PoisonError};

use oauth_spec::ProviderSpec;

use crate::clock::Clock;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::ledger::Ledger;
use crate::random::Random;
use crate::script::Script;
use crate::settings::Settings;
use crate::sign::Around;
use crate::tls::Tls;

/// The emulator's world.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) script: Script,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    /// None where plain HTTP is spoken.
    pub(crate) tls: Option<Tls>,
    /// Who reads the document of a client holds it.
    pub(crate) learning: tokio::sync::Mutex<()>,
    /// A consent page has been asked for that will never answer.
    pub(crate) silence: tokio::sync::Notify,
    ledger: Mutex<Ledger>,
    faults: Mutex<Faults>,
    journal: Mutex<Journal>,
}

impl World {
    pub(crate) fn new(
        spec: &'static ProviderSpec,
        script: Script,
        settings: Settings,
        clock: Clock,
        random: Random,
        tls: Option<Tls>,
    ) -> Self {
        Self {
            spec,
            script,
            settings,
            clock,
            random,
            tls,
            learning: tokio::sync::Mutex::default(),
            silence: tokio::sync::Notify::new(),
            ledger: Mutex::default(),
            faults: Mutex::default(),
            journal: Mutex::default(),
        }
    }

    /// The scheme of the addresses at which it listens.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }

    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What surrounds something that is signed for a client.
    pub(crate) fn around(&self, client_id: &str) -> Around<'_> {
        Around {
            values: &self.script.values,
            client: self.settings.client(client_id),
            now: self.clock.now(),
            random: &self.random,
            secret: None,
        }
    }

    /// A new access token. What follows the random part must survive every place a token is written.
    pub(crate) fn access_token(&self) -> String {
        format!("at_{}~+/=", self.random.text())
    }

    /// A new refresh token, with what forms and queries must encode.
    pub(crate) fn refresh_token(&self) -> String {
        format!("rt_{}+/%&=", self.random.text())
    }

    /// A new reference to a pushed authorization request (RFC 9126, 2.2).
    pub(crate) fn request_uri(&self) -> String {
        format!("urn:ietf:params:oauth:request_uri:{}", self.random.text())
    }

    /// A new device code, with what forms and queries must encode.
    pub(crate) fn device_code(&self) -> String {
        format!("dc_{}+/%&=", self.random.text())
    }

    /// A new identifier of a request to authenticate a user, with what forms and queries must encode.
    pub(crate) fn auth_req_id(&self) -> String {
        format!("ar_{}+/%&=", self.random.text())
    }

    /// A new user code: consonants only, which make no words (RFC 8628, 6.1).
    pub(crate) fn user_code(&self) -> String {
        const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
        let text = self.random.text();
        let letter = |byte: u8| LETTERS.get(usize::from(byte) % 20).copied().unwrap_or(b'B');
        let mut code: String = text.bytes().take(8).map(|byte| char::from(letter(byte))).collect();
        code.insert(4, '-');
        code
    }

    /// A new authorization code, with what forms and queries must encode.
    pub(crate) fn code(&self) -> String {
        format!("code_{}+/%&=", self.random.text())
    }
}
