//! A body that is made while it is read.

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// A large body of which each piece is made when somebody asks for it. It is counted
/// how many pieces were.
#[derive(Debug)]
pub struct Upload {
    pieces: usize,
    size: usize,
    taken: Arc<AtomicUsize>,
}

impl Upload {
    /// So many pieces of so many bytes, each of which is the letter `t`.
    #[must_use]
    pub fn of(pieces: usize, size: usize) -> Self {
        let taken = Arc::default();
        Self {
            pieces,
            size,
            taken,
        }
    }

    /// The body of one request. Nobody is told how long it is.
    pub fn body(&self) -> Body {
        Body::new(Pieces {
            left: self.pieces,
            size: self.size,
            taken: Arc::clone(&self.taken),
        })
    }

    /// How many pieces were asked for so far.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

struct Pieces {
    left: usize,
    size: usize,
    taken: Arc<AtomicUsize>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.taken.fetch_add(1, Ordering::SeqCst);
        // Each is an allocation of its own, as pieces from a socket are.
        Poll::Ready(Some(Ok(Frame::data(vec![b't'; self.size].into()))))
    }
}
