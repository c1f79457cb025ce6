//! Reading a child's output with a bound on what is kept and on what is read.

use super::cancel::Signal;
use super::threads::thread;
use std::collections::VecDeque;
use std::io::Read;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, atomic::AtomicUsize, atomic::Ordering};
use std::time::Instant;

/// What was kept of a stream: its beginning and its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captured {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether the middle is missing.
    pub cut: bool,
}

impl Captured {
    /// As text; what is not UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// How much both streams of a child may still carry.
#[derive(Clone)]
pub(super) struct Budget(Arc<AtomicUsize>);

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(bytes)))
    }

    /// Take `bytes`; `false` when there was less left.
    fn take(&self, bytes: usize) -> bool {
        self.0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(bytes)
            })
            .is_ok()
    }
}

/// A thread that reads one stream until its end or the end of the budget.
pub(super) struct Reader {
    kept: Arc<Mutex<Kept>>,
    done: Receiver<()>,
}

impl Reader {
    pub(super) fn start(
        stream: impl Read + Send + 'static,
        keep: usize,
        budget: &Budget,
        tell: &Sender<Signal>,
    ) -> anyhow::Result<Self> {
        let kept = Arc::new(Mutex::new(Kept::new(keep)));
        let (is_done, done) = channel();
        let (budget, tell, filled) = (budget.clone(), tell.clone(), Arc::clone(&kept));
        thread("read", move || {
            drain(stream, &filled, &budget, &mut || {
                let _ = tell.send(Signal::Flood);
            });
            drop(is_done);
        })?;
        Ok(Self { kept, done })
    }

    /// What was read. A stream that somebody still holds open is left at `by`.
    pub(super) fn finish(&mut self, by: Instant) -> Captured {
        let _ = self
            .done
            .recv_timeout(by.saturating_duration_since(Instant::now()));
        std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner))
            .into_captured()
    }
}

/// Read to the end. Beyond the budget nothing is kept, but the stream stays
/// open until the child is stopped: one that cannot write any more would fail
/// in a way of its own first.
fn drain(mut stream: impl Read, kept: &Mutex<Kept>, budget: &Budget, on_flood: &mut dyn FnMut()) {
    let mut buffer = [0; 8 * 1024];
    let mut flooded = false;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return,
            Ok(_) if flooded => {}
            Ok(n) => {
                kept.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(&buffer[..n]);
                flooded = !budget.take(n);
                if flooded {
                    on_flood();
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// The first half of the allowance is filled once, the second half rolls.
#[derive(Default)]
struct Kept {
    half: usize,
    head: Vec<u8>,
    tail: VecDeque<u8>,
    cut: bool,
}

impl Kept {
    fn new(keep: usize) -> Self {
        Self {
            half: keep / 2,
            ..Self::default()
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        let room = (self.half - self.head.len()).min(bytes.len());
        let (head, rest) = bytes.split_at(room);
        self.head.extend(head);
        self.tail.extend(rest);
        let over = self.tail.len().saturating_sub(self.half);
        if over > 0 {
            self.tail.drain(..over);
            self.cut = true;
        }
    }

    fn into_captured(self) -> Captured {
        let mut bytes = self.head;
        if self.cut {
            bytes.extend_from_slice(b"\n[...]\n");
        }
        bytes.extend(self.tail);
        Captured {
            bytes,
            cut: self.cut,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keep: usize, pieces: &[&str], want: &str, cut: bool) {
        let mut kept = Kept::new(keep);
        for piece in pieces {
            kept.push(piece.as_bytes());
        }
        let captured = kept.into_captured();
        assert_eq!((captured.text().as_str(), captured.cut), (want, cut));
    }

    #[test]
    fn what_fits_is_kept_whole() {
        check(8, &["abcd", "efgh"], "abcdefgh", false);
    }

    #[test]
    fn of_what_does_not_fit_the_beginning_and_the_end_are_kept() {
        check(8, &["abcdef", "ghijkl"], "abcd\n[...]\nijkl", true);
    }
}
