//! The emulator as a client meets it: bare requests, hand-built declarations.

mod acme;
mod api;
mod asking;
mod authorize;
mod callback;
mod client_authentication;
mod code;
mod credentials;
mod custom;
mod faults;
mod grants;
mod journal;
mod places;
mod recipes;
mod refresh;
mod requests;
mod revocation;
mod seeds;
mod start;
mod support;
