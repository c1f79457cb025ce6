//! A connection in memory, of which the test has one end: for exercises that are handed a
//! stream of any kind, in virtual time. Over real sockets it is [`Talk`](crate::Talk).

use crate::refusal::{equal, holds};
use lab::ms;
use report::Kind;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf, duplex,
};
use tokio::time::timeout;

/// How long something that has to happen at once is waited for, in virtual time.
const PATIENCE: Duration = ms(1_000);

/// The end of the test: who is at the other end of what the exercise is handed.
///
/// ```
/// # use proof::{Remote, virtual_time};
/// # mod exercise {
/// #     pub async fn echo(mut wire: proof::Wire) {
/// #         let (mut reads, mut writes) = tokio::io::split(&mut wire);
/// #         let _ = tokio::io::copy(&mut reads, &mut writes).await;
/// #     }
/// # }
/// virtual_time(async |_| {
///     let (mut ada, wire) = Remote::connected("Ada", 256);
///     tokio::spawn(exercise::echo(wire));
///     ada.says("tea\ncups").await;
///     ada.hears(&["tea"]).await;
///     ada.stops_talking().await;
///     ada.sees_it_closed().await;
/// });
/// ```
#[derive(Debug)]
pub struct Remote {
    who: String,
    stream: DuplexStream,
    heard: Vec<u8>,
}

/// The end of the exercise.
#[derive(Debug)]
pub struct Wire {
    inner: DuplexStream,
    /// What reading says when nothing more comes.
    breaks: Option<ErrorKind>,
    /// What writing says.
    deaf: Option<ErrorKind>,
}

impl Remote {
    /// A connection that keeps so many bytes in each direction, and its two ends.
    #[must_use]
    pub fn connected(who: &str, keeps: usize) -> (Self, Wire) {
        let (stream, inner) = duplex(keeps);
        let (breaks, deaf) = (None, None);
        let remote = Self {
            who: who.to_owned(),
            stream,
            heard: Vec::new(),
        };
        (
            remote,
            Wire {
                inner,
                breaks,
                deaf,
            },
        )
    }

    /// Who it is.
    #[must_use]
    pub fn who(&self) -> &str {
        &self.who
    }

    /// Send `text`, which has to be read at once, apart from what the connection keeps.
    pub async fn says(&mut self, text: impl AsRef<[u8]>) {
        let said = timeout(PATIENCE, self.stream.write_all(text.as_ref())).await;
        holds(
            said.is_ok(),
            Kind::Hangs,
            &format!(
                "nobody has read what {} sent for {} ms",
                self.who,
                PATIENCE.as_millis()
            ),
            "a client that is not listened to waits, and so do those who should hear it",
        );
    }

    /// Send no more, and go on listening.
    pub async fn stops_talking(&mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// The next line with its end, or what there is of it after a second.
    pub async fn line(&mut self) -> String {
        let end = loop {
            if let Some(end) = self.heard.iter().position(|byte| *byte == b'\n') {
                break end + 1;
            }
            if !self.listens(256, PATIENCE).await {
                break self.heard.len();
            }
        };
        String::from_utf8_lossy(&self.heard.drain(..end).collect::<Vec<_>>()).into_owned()
    }

    /// The next byte; none if there is none after a second.
    pub async fn byte(&mut self) -> Option<u8> {
        if self.heard.is_empty() {
            self.listens(1, PATIENCE).await;
        }
        self.heard.drain(..self.heard.len().min(1)).next()
    }

    /// Take up to `most` bytes. Whether there were any.
    async fn listens(&mut self, most: usize, patience: Duration) -> bool {
        let mut piece = vec![0; most];
        match timeout(patience, self.stream.read(&mut piece)).await {
            Ok(Ok(count @ 1..)) => {
                self.heard.extend_from_slice(&piece[..count]);
                true
            }
            _ => false,
        }
    }

    /// These lines come, at once.
    pub async fn hears(&mut self, lines: &[&str]) {
        let mut got = Vec::new();
        for _ in lines {
            let line = self.line().await;
            if line.is_empty() {
                break;
            }
            got.push(line);
        }
        let want: Vec<_> = lines.iter().map(|line| format!("{line}\n")).collect();
        let what = format!("the list of lines that {} hears", self.who);
        equal(&what, got, want);
    }

    /// Nothing comes for a moment.
    pub async fn hears_nothing(&mut self) {
        self.listens(256, ms(10)).await;
        let heard = String::from_utf8_lossy(&self.heard).into_owned();
        equal(&format!("what {} hears after that", self.who), heard, "");
    }

    /// The connection is closed, once all that it still has is heard.
    pub async fn sees_it_closed(mut self) {
        let mut rest = Vec::new();
        let read = timeout(PATIENCE, self.stream.read_to_end(&mut rest)).await;
        holds(
            read.is_ok(),
            Kind::Leaks,
            &format!("the connection to {} is still open", self.who),
            "somebody keeps the stream although nobody needs it any more",
        );
    }
}

impl Wire {
    /// It breaks: where the other side has sent its last byte, reading fails with this.
    #[must_use]
    pub fn that_breaks(mut self, kind: ErrorKind) -> Self {
        self.breaks = Some(kind);
        self
    }

    /// Nothing can be written to it: that fails with this.
    #[must_use]
    pub fn that_is_deaf(mut self, kind: ErrorKind) -> Self {
        self.deaf = Some(kind);
        self
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.inner).poll_read(context, buffer);
        match (read, self.breaks) {
            (Poll::Ready(Ok(())), Some(kind)) if buffer.filled().len() == before => {
                Poll::Ready(Err(kind.into()))
            }
            (read, _) => read,
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.deaf {
            Some(kind) => Poll::Ready(Err(kind.into())),
            None => Pin::new(&mut self.inner).poll_write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use crate::virtual_time;

    async fn says(wire: &mut Wire, text: &str) {
        assert!(wire.write_all(text.as_bytes()).await.is_ok());
    }

    #[test]
    fn lines_are_heard_one_after_another() {
        accepts(|| {
            virtual_time(async |_| {
                let (mut ada, mut wire) = Remote::connected("Ada", 64);
                says(&mut wire, "tea\ncups\npo").await;
                ada.hears(&["tea", "cups"]).await;
                assert_eq!((ada.line().await.as_str(), ada.byte().await), ("po", None));
                says(&mut wire, "t\n").await;
                assert_eq!(
                    [ada.byte().await, ada.byte().await],
                    [Some(b't'), Some(b'\n')]
                );
                ada.hears_nothing().await;
                drop(wire);
                ada.sees_it_closed().await;
            });
        });
        refuses(Kind::WrongResult, "what Ada hears after that", || {
            virtual_time(async |_| {
                let (mut ada, mut wire) = Remote::connected("Ada", 64);
                says(&mut wire, "tea").await;
                ada.hears_nothing().await;
            });
        });
    }

    #[test]
    fn who_is_not_read_and_who_is_kept_is_found() {
        refuses(
            Kind::Hangs,
            "nobody has read what Ada sent for 1000 ms",
            || {
                virtual_time(async |_| {
                    let (mut ada, _wire) = Remote::connected("Ada", 2);
                    ada.says("tea").await;
                });
            },
        );
        refuses(Kind::Leaks, "the connection to Ada is still open", || {
            virtual_time(async |_| {
                let (ada, _wire) = Remote::connected("Ada", 2);
                ada.sees_it_closed().await;
            });
        });
    }

    #[test]
    fn a_connection_breaks_at_its_end_and_a_deaf_one_at_once() {
        accepts(|| {
            virtual_time(async |_| {
                let (mut ada, wire) = Remote::connected("Ada", 64);
                let mut wire = wire
                    .that_breaks(ErrorKind::ConnectionReset)
                    .that_is_deaf(ErrorKind::BrokenPipe);
                ada.says("tea").await;
                ada.stops_talking().await;
                let mut text = String::new();
                let read = wire.read_to_string(&mut text).await;
                assert_eq!(
                    read.err().map(|error| error.kind()),
                    Some(ErrorKind::ConnectionReset)
                );
                let written = wire.write_all(b"cups").await;
                assert_eq!(
                    written.err().map(|error| error.kind()),
                    Some(ErrorKind::BrokenPipe)
                );
                assert_eq!(ada.who(), "Ada");
            });
        });
    }
}
