//! The emulator as a client meets it: bare requests, hand-built declarations.

mod acme;
mod answers;
mod api;
mod asking;
mod authorize;
mod callback;
mod callbacks;
mod client_authentication;
mod code;
mod connections;
mod credentials;
mod custom;
mod faults;
mod grants;
mod journal;
mod places;
mod recipes;
mod refresh;
mod renewal;
mod requests;
mod revocation;
mod seeds;
mod start;
mod support;
