//! HTTP itself: connections in, requests taken apart, answers out.

mod answer;
mod arrived;
mod ask;
mod body;
mod listen;
mod multipart;

pub(crate) use self::ask::ask;
pub(crate) use answer::Answer;
pub(crate) use arrived::{Arrived, pair, pairs};
pub(crate) use body::Body;
pub(crate) use listen::listen;
pub(crate) use multipart::parts;
