//! The client that counts now: its secret and its key can be replaced while it is used.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::{Core, Origin};
use crate::error::Error;
#[cfg(feature = "jose")]
use crate::key::Key;
use crate::secret::Secret;

/// What all clones of a client, and its sessions, share. Whoever makes a request takes the core once and makes all of it
/// with that, so that no request has two secrets in it.
pub(crate) struct Live {
    pub(crate) origin: Arc<Origin>,
    /// What its tokens are bound to.
    #[cfg(feature = "jose")]
    pub(crate) dpop: Option<Key>,
    core: RwLock<Arc<Core>>,
    /// How often its secret or its key was replaced.
    replaced: AtomicUsize,
}

impl Live {
    pub(crate) fn new(core: Core) -> Self {
        Self {
            origin: core.origin.clone(),
            #[cfg(feature = "jose")]
            dpop: core.dpop.as_ref().map(|binding| binding.key().clone()),
            core: RwLock::new(Arc::new(core)),
            replaced: AtomicUsize::new(0),
        }
    }

    /// The client as it is now.
    pub(crate) fn core(&self) -> Arc<Core> {
        // What a panic elsewhere leaves is a core that is whole.
        self.core.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often its credentials were replaced. Looked at before the core is taken: what that has is not older.
    pub(crate) fn replaced(&self) -> usize {
        self.replaced.load(Ordering::Acquire)
    }

    /// Goes on with another key for its assertions.
    #[cfg(feature = "jose")]
    pub(crate) fn replace_key(&self, key: Key) -> Result<(), Error> {
        super::signing::replace_client_key(&self.core().fixed, key)?;
        self.replaced.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// Goes on with another secret.
    pub(crate) fn replace_secret(&self, secret: Secret) -> Result<(), Error> {
        // Prepared without the lock: requests go on meanwhile. The one before goes with its last request.
        let core = Arc::new(self.core().with_secret(secret)?);
        let before = std::mem::replace(
            &mut *self.core.write().unwrap_or_else(PoisonError::into_inner),
            core,
        );
        self.replaced.fetch_add(1, Ordering::Release);
        drop(before);
        Ok(())
    }
}

impl Core {
    /// The same client with another secret: everything that is made of it is prepared anew, and checked as it was when
    /// the client was built.
    fn with_secret(&self, secret: Secret) -> Result<Self, Error> {
        let mut settings = self.settings.clone();
        if settings.client_secret.replace(secret).is_none() {
            return Err(Error::configuration(
                "this client has no secret that could be replaced: call `.client_secret(…)` on the builder",
            ));
        }
        // When the one that it was registered with expires says nothing of this one.
        #[cfg(feature = "discovery")]
        if let Some(registered) = &mut settings.registered {
            registered.client_secret_expires_at = None;
        }
        #[cfg(feature = "jose")]
        if let Some(binding) = &self.dpop {
            settings.keys.get_or_insert_default().dpop = Some(binding.key().clone());
        }
        settings.transport = self.common.transport.clone();
        let mut core = settings.build()?;
        // What was used once stays used, and nonces for proofs count still.
        core.common = self.common.clone();
        core.dpop.clone_from(&self.dpop);
        Ok(core)
    }
}
