//! Who is at which browser: a cookie with a random name for each. They are in memory, and nobody is forgotten: a real
//! application has a store for them that ends those who do not come back.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::{Problem, acme};

const COOKIE: &str = "visitor";

/// How far a visitor has come.
#[derive(Clone)]
pub(crate) enum Visitor {
    SigningIn(String),
    SignedIn(acme::Session),
}

#[derive(Default)]
pub(crate) struct Visitors(Mutex<HashMap<String, Visitor>>);

impl Visitors {
    /// Remembers a visitor; the cookie is for their browser alone.
    pub(crate) fn welcome(&self, visitor: Visitor) -> Result<Cookie<'static>, Problem> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|_| Problem::Random)?;
        let name = random.iter().fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        });
        self.all().insert(name.clone(), visitor);
        // `Lax`: the provider's page sends the browser back here, and the cookie must come with it. Behind
        // https it should be `.secure(true)` too.
        let cookie = Cookie::build((COOKIE, name)).http_only(true).same_site(SameSite::Lax);
        Ok(cookie.path("/").build())
    }

    pub(crate) fn of(&self, cookies: &CookieJar) -> Option<Visitor> {
        self.all().get(cookies.get(COOKIE)?.value()).cloned()
    }

    pub(crate) fn take(&self, cookies: &CookieJar) -> Option<Visitor> {
        self.all().remove(cookies.get(COOKIE)?.value())
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Visitor>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
