//! A body that is made while it is read.

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// A large body of which each piece is made when somebody asks for it. It is counted
/// how many pieces were, and known whether somebody still has the body.
#[derive(Debug)]
pub struct Upload {
    plan: Plan,
    taken: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

/// What comes, and when.
#[derive(Debug, Clone)]
struct Plan {
    pieces: What,
    pause: Option<Duration>,
    breaks_off: bool,
}

#[derive(Debug, Clone)]
enum What {
    Equal { count: usize, size: usize },
    These(Vec<Bytes>),
}

impl Upload {
    /// So many pieces of so many bytes, each of which is the letter `t`.
    #[must_use]
    pub fn of(pieces: usize, size: usize) -> Self {
        let count = pieces;
        Self::new(What::Equal { count, size })
    }

    /// These pieces. An empty one comes as an empty one.
    #[must_use]
    pub fn of_pieces(pieces: &[&[u8]]) -> Self {
        let pieces = pieces.iter().map(|piece| Bytes::copy_from_slice(piece));
        Self::new(What::These(pieces.collect()))
    }

    fn new(pieces: What) -> Self {
        let plan = Plan {
            pieces,
            pause: None,
            breaks_off: false,
        };
        Self {
            plan,
            taken: Arc::default(),
            open: Arc::default(),
        }
    }

    /// Each piece comes so long after somebody has asked for it.
    #[must_use]
    pub fn with_pauses(mut self, pause: Duration) -> Self {
        self.plan.pause = Some(pause);
        self
    }

    /// After its pieces it does not end, but breaks off.
    #[must_use]
    pub fn that_breaks_off(mut self) -> Self {
        self.plan.breaks_off = true;
        self
    }

    /// The body of one request. Nobody is told how long it is.
    pub fn body(&self) -> Body {
        self.open.fetch_add(1, Ordering::SeqCst);
        Body::new(Pieces {
            plan: self.plan.clone(),
            at: 0,
            comes: None,
            taken: Arc::clone(&self.taken),
            open: Arc::clone(&self.open),
        })
    }

    /// How many pieces came so far.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }

    /// Whether somebody has a body of it, and may ask for more.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::SeqCst) > 0
    }
}

struct Pieces {
    plan: Plan,
    at: usize,
    /// The next piece is on its way until then.
    comes: Option<Pin<Box<Sleep>>>,
    taken: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

impl Pieces {
    fn next(&mut self) -> Option<Bytes> {
        let piece = match &self.plan.pieces {
            What::Equal { count, .. } if *count <= self.at => return None,
            // Each is an allocation of its own, as pieces from a socket are.
            What::Equal { size, .. } => vec![b't'; *size].into(),
            What::These(pieces) => Bytes::copy_from_slice(pieces.get(self.at)?),
        };
        self.at += 1;
        self.taken.fetch_add(1, Ordering::SeqCst);
        Some(piece)
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(pause) = self.plan.pause {
            let comes = self.comes.get_or_insert_with(|| Box::pin(sleep(pause)));
            ready!(comes.as_mut().poll(context));
            self.comes = None;
        }
        Poll::Ready(match self.next() {
            Some(piece) => Some(Ok(Frame::data(piece))),
            None if self.plan.breaks_off => {
                self.plan.breaks_off = false;
                let error = io::ErrorKind::UnexpectedEof;
                Some(Err(io::Error::new(error, "the client is gone")))
            }
            None => None,
        })
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::SeqCst);
    }
}
