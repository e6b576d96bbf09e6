//! Bodies of answers, the wrong ones too.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};

/// A body.
#[derive(Debug)]
pub(crate) enum Body {
    /// All of it, or what is left of it.
    Whole(Option<Bytes>),
    /// More and more of the same.
    Endless(Bytes),
    /// This much, then nothing more, although more was announced.
    Cut { sent: Option<Bytes>, announced: u64, flushed: bool },
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::Whole(Some(text.into()))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::Whole(Some(Bytes::from_static(text.as_bytes())))
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(match &mut *self {
            Self::Whole(bytes) => bytes.take().map(|bytes| Ok(Frame::data(bytes))),
            Self::Endless(bytes) => Some(Ok(Frame::data(bytes.clone()))),
            Self::Cut { sent, flushed, .. } => Some(match sent.take() {
                Some(bytes) => Ok(Frame::data(bytes)),
                None if *flushed => Err(io::ErrorKind::ConnectionAborted.into()),
                None => {
                    // hyper throws away what it has not written yet when a body fails: let it write.
                    *flushed = true;
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
            }),
        })
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Self::Endless(_) => SizeHint::default(),
            Self::Cut { announced, .. } => SizeHint::with_exact(*announced),
        }
    }
}
