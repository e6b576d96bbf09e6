//! What both servers are asked alike. A test calls it with a client of its server, and what that server says.

pub(crate) mod code;
pub(crate) mod discovery;
pub(crate) mod implicit;
pub(crate) mod logout;
pub(crate) mod refresh;
pub(crate) mod registration;
pub(crate) mod sessions;
pub(crate) mod tokens;
