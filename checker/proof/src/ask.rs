//! What only the checker knows. A sealed process cannot look at its own threads
//! and at what it started: the files that tell of them are out of its reach. So
//! it asks.

use crate::channel;
use crate::held;
use crate::lines::Lines;
use report::{Answer, Message, Question, Reply, ThreadTimes, Threads};
use std::fs::File;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whoever holds it has the checker's attention. It is taken before the lock of
/// the channel, never after it.
static EAR: Mutex<Ear> = Mutex::new(Ear {
    lines: None,
    asked: 0,
    key: None,
});

static SEALED: AtomicBool = AtomicBool::new(false);

struct Ear {
    lines: Option<Lines<File>>,
    asked: u64,
    /// One that came before it was asked for.
    key: Option<String>,
}

/// Listen to `lines` from now on.
pub(crate) fn listen_to(lines: Lines<File>) {
    ear().lines = Some(lines);
}

/// From now on nothing can be seen from inside.
pub(crate) fn sealed() {
    SEALED.store(true, Ordering::Release);
}

/// Whether the checker has to be asked.
pub(crate) fn is_sealed() -> bool {
    SEALED.load(Ordering::Acquire)
}

/// From now on nobody is there to ask.
#[cfg(unix)]
pub(crate) fn nobody_answers() {
    ear().lines = None;
}

/// What threads of this process do.
pub(crate) fn about(threads: Threads) -> Option<ThreadTimes> {
    match ask(Question::Threads(threads)) {
        Some(Answer::Threads(times)) => times,
        Some(Answer::Busiest(_) | Answer::Worker(_) | Answer::Left(_) | Answer::Memory(_))
        | None => None,
    }
}

/// The name of the thread that has worked most, besides this one.
pub(crate) fn busiest(but: i32) -> Option<String> {
    match ask(Question::Busiest(but)) {
        Some(Answer::Busiest(name)) => name,
        Some(Answer::Threads(_) | Answer::Worker(_) | Answer::Left(_) | Answer::Memory(_))
        | None => None,
    }
}

/// It takes until the checker has answered; if there is none any more, nothing is
/// known.
pub(crate) fn ask(about: Question) -> Option<Answer> {
    held::excused(|| {
        let mut ear = ear();
        ear.asked += 1;
        let number = ear.asked;
        channel::send(&Message::Ask { number, about });
        ear.answer(number)
    })
}

/// What is expected instead of `value`, which the answer came to; `None` if that
/// is it. The outer `None` says that nobody is there to know.
pub(crate) fn compare(number: u64, value: String) -> Option<Option<String>> {
    held::excused(|| {
        let mut ear = ear();
        channel::send(&Message::Got { number, value });
        ear.compared(number)
    })
}

/// Say how the test ended, and after a pass repeat the key that the checker
/// sends then. Nothing is said or asked after that.
pub(crate) fn say_the_last_words(returned: bool) {
    let mut ear = ear();
    if !channel::finish(returned) {
        return;
    }
    if let Some(key) = ear.key() {
        channel::confirm(key);
    }
}

fn ear() -> MutexGuard<'static, Ear> {
    EAR.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ear {
    /// Wait for the answer to the question of this number.
    fn answer(&mut self, asked: u64) -> Option<Answer> {
        loop {
            match self.next()? {
                Reply::Answer { number, answer } if number == asked => return Some(answer),
                // Of a question whose asker is gone.
                Reply::Answer { .. } | Reply::Same { .. } | Reply::Differs { .. } => {}
                Reply::Key(key) => self.key = Some(key),
            }
        }
    }

    /// Wait for what is said of the value of this number.
    fn compared(&mut self, value: u64) -> Option<Option<String>> {
        loop {
            match self.next()? {
                Reply::Same { number } if number == value => return Some(None),
                Reply::Differs { number, want } if number == value => return Some(Some(want)),
                Reply::Answer { .. } | Reply::Same { .. } | Reply::Differs { .. } => {}
                Reply::Key(key) => self.key = Some(key),
            }
        }
    }

    /// Wait for the key.
    fn key(&mut self) -> Option<String> {
        while self.key.is_none() {
            if let Reply::Key(key) = self.next()? {
                self.key = Some(key);
            }
        }
        self.key.take()
    }

    /// The next reply; `None` when no more will come.
    fn next(&mut self) -> Option<Reply> {
        let lines = self.lines.as_mut()?;
        loop {
            if let Some(reply) = Reply::from_line(&lines.next()?) {
                return Some(reply);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    /// An ear that hears `said`, and then the end.
    fn hearing(said: &str) -> Ear {
        let (mut checker, test) = UnixStream::pair().expect("a socket");
        checker.write_all(said.as_bytes()).expect("there is room");
        Ear {
            lines: Some(Lines::of(File::from(OwnedFd::from(test)))),
            asked: 0,
            key: None,
        }
    }

    #[test]
    fn a_key_that_comes_before_an_answer_is_kept() {
        let mut ear = hearing("key ab\nthreads 1 7 0 2 asleep 9\n");
        let Some(Answer::Threads(Some(times))) = ear.answer(1) else {
            panic!("no answer");
        };
        assert_eq!((times.cpu, times.naps), (Duration::from_nanos(7), 2));
        assert_eq!(ear.key().as_deref(), Some("ab"));
    }

    #[test]
    fn a_key_is_kept_when_no_answer_comes() {
        let mut ear = hearing("key ab\n");
        assert_eq!(ear.answer(1), None);
        assert_eq!(ear.key().as_deref(), Some("ab"));
        assert_eq!(ear.key(), None, "it is good for one pass");
    }

    #[test]
    fn answers_to_others_and_unknown_lines_are_passed_over() {
        let mut ear = hearing("weather fine\nthreads 1\nthreads 2 7 0 2 awake 9\nkey ab\n");
        assert!(ear.answer(2).is_some());
        let mut ear = hearing("threads 1\nkey ab\n");
        assert_eq!(ear.key().as_deref(), Some("ab"));
    }
}
