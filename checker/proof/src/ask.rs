//! What only the checker knows. A sealed process cannot look at its own threads
//! and at what it started: the files that tell of them are out of its reach. So
//! it asks.

use crate::channel;
use report::{Answer, Message, Question, Reply, ThreadTimes, Threads};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whoever holds it has the checker's attention. It is taken before the lock of
/// the channel, never after it.
static EAR: Mutex<Ear> = Mutex::new(Ear {
    line: None,
    asked: 0,
});

static SEALED: AtomicBool = AtomicBool::new(false);

struct Ear {
    line: Option<BufReader<File>>,
    asked: u64,
}

/// Listen to `line` from now on.
pub(crate) fn listen_to(line: File) {
    ear().line = Some(BufReader::new(line));
}

/// From now on nothing can be seen from inside.
pub(crate) fn sealed() {
    SEALED.store(true, Ordering::Release);
}

/// Whether the checker has to be asked.
pub(crate) fn is_sealed() -> bool {
    SEALED.load(Ordering::Acquire)
}

/// What threads of this process do.
pub(crate) fn about(threads: Threads) -> Option<ThreadTimes> {
    match ask(Question::Threads(threads)) {
        Some(Answer::Threads(times)) => times,
        Some(Answer::Worker(_) | Answer::Left(_) | Answer::Memory(_)) | None => None,
    }
}

/// It takes until the checker has answered; if there is none any more, nothing is
/// known.
pub(crate) fn ask(about: Question) -> Option<Answer> {
    let mut ear = ear();
    ear.asked += 1;
    let asked = ear.asked;
    channel::send(&Message::Ask {
        number: asked,
        about,
    });
    ear.hear(|reply| match reply {
        Reply::Answer { number, answer } if number == asked => Some(answer),
        Reply::Answer { .. } | Reply::Key(_) => None,
    })
}

/// Say how the test ended, and after a pass repeat the key that the checker
/// sends then. Nothing is said or asked after that.
pub(crate) fn say_the_last_words(returned: bool) {
    let mut ear = ear();
    if !channel::finish(returned) {
        return;
    }
    let key = ear.hear(|reply| match reply {
        Reply::Key(key) => Some(key),
        Reply::Answer { .. } => None,
    });
    if let Some(key) = key {
        channel::confirm(key);
    }
}

fn ear() -> MutexGuard<'static, Ear> {
    EAR.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ear {
    /// Wait for a reply that is `wanted`; `None` when no more will come.
    fn hear<T>(&mut self, wanted: impl Fn(Reply) -> Option<T>) -> Option<T> {
        let line = self.line.as_mut()?;
        let mut text = String::new();
        loop {
            text.clear();
            if line.read_line(&mut text).ok()? == 0 {
                return None;
            }
            if let Some(found) = Reply::from_line(&text).and_then(&wanted) {
                return Some(found);
            }
        }
    }
}
