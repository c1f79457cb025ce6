//! A connection on which text arrives in pieces.

use crate::{Journal, ms};
use instrument::{Activity, Call, Recorder};
use std::cmp::min;
use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::time::{Sleep, sleep};

/// The reading end of a connection: pieces of text arrive one after another,
/// each after its delay, and then the other side closes.
///
/// It is an [`AsyncRead`], so `tokio::io`'s readers work on it.
///
/// ```
/// use lab::{Wire, ms};
/// use tokio::io::AsyncReadExt;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> std::io::Result<()> {
/// let mut wire = Wire::new(&[(ms(5), "GET us"), (ms(25), "ers\n")]);
/// let mut buffer = [0; 64];
///
/// let count = wire.read(&mut buffer).await?; // 5 ms later
/// assert_eq!(&buffer[..count], b"GET us"); // only what has arrived
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Wire {
    pieces: VecDeque<(Duration, Vec<u8>)>,
    arriving: Option<(Pin<Box<Sleep>>, Call)>,
    arrived: Vec<u8>,
    closed: bool,
    recorder: Recorder,
}

impl Wire {
    /// Each piece arrives so long after the one before it.
    ///
    /// The delay of the first piece counts from the first read.
    #[must_use]
    pub fn new(pieces: &[(Duration, &str)]) -> Self {
        let pieces = pieces.iter();
        let pieces: Vec<_> = pieces.map(|(delay, it)| (*delay, it.as_bytes())).collect();
        Self::of_bytes(&pieces)
    }

    /// As [`Wire::new`], with pieces that may end in the middle of a letter: one of
    /// more than one byte may arrive in two of them.
    #[must_use]
    pub fn of_bytes(pieces: &[(Duration, &[u8])]) -> Self {
        let pieces = pieces.iter().map(|(delay, it)| (*delay, it.to_vec()));
        Self {
            pieces: pieces.collect(),
            arriving: None,
            arrived: Vec::new(),
            closed: false,
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// A request that arrives in two halves.
    #[must_use]
    pub fn sample() -> Self {
        Self::new(&[(ms(0), "GET us"), (ms(25), "ers\n")])
    }

    /// What arrived: `"GET us"`, `close` when the end was read, and `read after
    /// the end` for each read after that.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }

    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while self.arrived.is_empty() {
            if let Some((delay, _)) = self.arriving.as_mut() {
                ready!(delay.as_mut().poll(cx));
                if let Some((_, call)) = self.arriving.take() {
                    call.finish();
                }
                if let Some((_, bytes)) = self.pieces.pop_front() {
                    self.arrived = bytes;
                }
            } else if let Some((delay, bytes)) = self.pieces.front() {
                let item = format!("{:?}", String::from_utf8_lossy(bytes));
                self.arriving = Some((Box::pin(sleep(*delay)), self.recorder.begin(item)));
            } else {
                break;
            }
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        ready!(wire.poll_piece(cx));
        if wire.arrived.is_empty() {
            let item = if wire.closed {
                "read after the end"
            } else {
                "close"
            };
            wire.recorder.begin(item).finish();
            wire.closed = true;
        }
        let count = min(buf.remaining(), wire.arrived.len());
        buf.put_slice(&wire.arrived[..count]);
        wire.arrived.drain(..count);
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn pieces_arrive_and_then_the_end() {
        let mut wire = Wire::sample();
        let mut text = String::new();
        let count = wire.read_to_string(&mut text).await;
        assert_eq!((count.ok(), text.as_str()), (Some(10), "GET users\n"));
        assert_eq!(
            wire.journal().lines(),
            [
                "start \"GET us\"",
                "end \"GET us\"",
                "start \"ers\\n\"",
                "end \"ers\\n\"",
                "start close",
                "end close"
            ]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_piece_is_read_in_parts_and_comes_when_it_comes() {
        let (mut wire, start) = (
            Wire::new(&[(ms(5), "tea"), (ms(25), "cups")]),
            Instant::now(),
        );
        let mut buffer = [0; 2];
        assert_eq!(wire.read(&mut buffer).await.ok(), Some(2));
        assert_eq!((start.elapsed(), &buffer), (ms(5), b"te"));
        assert_eq!(wire.read(&mut buffer).await.ok(), Some(1));
        assert_eq!(start.elapsed(), ms(5));
        assert_eq!(wire.read(&mut buffer).await.ok(), Some(2));
        assert_eq!((start.elapsed(), &buffer), (ms(30), b"cu"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_letter_may_arrive_in_two_pieces() {
        let (first, rest) = "té\n".as_bytes().split_at(2);
        let mut wire = Wire::of_bytes(&[(ms(5), first), (ms(5), rest)]);
        let mut buffer = [0; 8];
        assert_eq!(wire.read(&mut buffer).await.ok(), Some(2));
        assert_eq!(&buffer[..2], first);
        assert_eq!(wire.read(&mut buffer).await.ok(), Some(2));
        assert_eq!(&buffer[..2], rest);
    }

    #[tokio::test(start_paused = true)]
    async fn a_read_that_is_dropped_loses_nothing() {
        let (mut wire, start) = (Wire::new(&[(ms(20), "tea")]), Instant::now());
        let mut buffer = [0; 8];
        assert!(timeout(ms(15), wire.read(&mut buffer)).await.is_err());
        assert_eq!(wire.read(&mut buffer).await.ok(), Some(3));
        // What is on its way goes on coming while nobody reads.
        assert_eq!(start.elapsed(), ms(20));
        drop(wire);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wire_that_is_dropped_cancels_what_is_on_its_way() {
        let mut wire = Wire::new(&[(ms(20), "tea")]);
        let journal = wire.journal();
        assert!(timeout(ms(15), wire.read(&mut [0; 8])).await.is_err());
        drop(wire);
        assert_eq!(journal.lines(), ["start \"tea\"", "drop \"tea\""]);
    }

    #[tokio::test(start_paused = true)]
    async fn each_read_after_the_end_is_written_down() {
        let mut wire = Wire::new(&[]);
        for _ in 0..2 {
            assert_eq!(wire.read(&mut [0; 8]).await.ok(), Some(0));
        }
        let calls = wire.journal().calls().into_iter().map(|call| call.item);
        assert_eq!(calls.collect::<Vec<_>>(), ["close", "read after the end"]);
    }
}
