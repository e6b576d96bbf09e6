//! HTTP itself: connections in, requests taken apart, answers out.

mod answer;
mod arrived;
mod body;
mod listen;
mod multipart;

pub(crate) use answer::Answer;
pub(crate) use arrived::{Arrived, pairs};
pub(crate) use body::Body;
pub(crate) use listen::listen;
pub(crate) use multipart::parts;
