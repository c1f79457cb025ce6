// The shop has one printer for labels. A label takes several commands, with an `.await`
// between them, and whoever prints needs the printer alone. The guard of a std `Mutex` would
// block the thread of everybody else meanwhile; an async lock lets them wait as tasks do: who
// finds it taken leaves a waker in a queue. A std `Mutex` still guards that queue, for a few
// lines at a time. The hard part is not the queue but who leaves it. A task may be dropped
// while it waits, and also after it was woken and before it is polled: it was told that the
// lock is there, and will never take it.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// A lock that tasks wait for. It stands for something that is kept elsewhere, such as a
/// printer. It, its futures and its guards may be used and dropped on any thread, and none of
/// that blocks.
#[derive(Default)]
pub struct Lock {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_taken: bool,
    /// Who waits, each with its number. If the lock is not taken, it is kept for the first.
    queue: VecDeque<(u64, Waker)>,
    /// The number of the next one who has to wait.
    next: u64,
}

impl State {
    fn is_free(&self) -> bool {
        !self.is_taken && self.queue.is_empty()
    }

    /// The waker of the one for whom the lock is kept.
    fn whose_turn(&self) -> Option<Waker> {
        let (_, waker) = self.queue.front().filter(|_| !self.is_taken)?;
        Some(waker.clone())
    }

    fn place_of(&self, number: Option<u64>) -> Option<usize> {
        let number = number?;
        self.queue.iter().position(|(of, _)| *of == number)
    }
}

/// The future of [`Lock::lock`].
pub struct LockFuture<'a> {
    lock: &'a Lock,
    /// As long as it is in the queue.
    number: Option<u64>,
}

/// Who has it has the lock. The lock is given back when it is dropped, also by a panic.
pub struct Guard<'a> {
    lock: &'a Lock,
}

impl Lock {
    /// Nobody has it, and nobody waits.
    pub fn new() -> Self {
        Self::default()
    }

    /// A future that is ready with the guard, at once if nobody has the lock and nobody
    /// waits for it.
    ///
    /// Otherwise its first poll gives it the last place in the queue. Further polls do not
    /// change that, and before the first one it keeps nobody waiting.
    ///
    /// A lock that is given back is kept for the first in the queue. Its task is woken, the
    /// one that polled it last, and no other one. Nobody overtakes it, however late its next
    /// poll comes: who comes meanwhile waits behind all others.
    ///
    /// A future that is dropped leaves the queue, and its waker is dropped too. If the lock
    /// was kept for it, it is kept for the next one from then on, whose task is woken;
    /// otherwise nobody is woken. A future that has been ready is not asked again, and to
    /// drop it changes nothing.
    ///
    /// A waker may poll on the spot, before `wake` returns. To clone it or to drop it does
    /// nothing to the lock.
    pub fn lock(&self) -> LockFuture<'_> {
        LockFuture {
            lock: self,
            number: None,
        }
    }

    /// The guard, if nobody has the lock and nobody waits for it; otherwise `None`.
    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = self.state();
        // If it is not taken and somebody waits, it is kept for them.
        let is_free = state.is_free();
        state.is_taken |= is_free;
        is_free.then(|| Guard { lock: self })
    }

    /// Nobody calls a waker while they hold this: a task that is polled on the spot needs it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Future for LockFuture<'a> {
    type Output = Guard<'a>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Guard<'a>> {
        let this = self.get_mut();
        let lock = this.lock;
        let mut state = lock.state();
        match state.place_of(this.number) {
            None if state.is_free() => state.is_taken = true,
            Some(0) if !state.is_taken => {
                state.is_taken = true;
                state.queue.pop_front();
                this.number = None;
            }
            None => {
                let number = state.next;
                state.next += 1;
                state.queue.push_back((number, context.waker().clone()));
                this.number = Some(number);
                return Poll::Pending;
            }
            Some(place) => {
                // Another task may have it by now.
                state.queue[place].1.clone_from(context.waker());
                return Poll::Pending;
            }
        }
        Poll::Ready(Guard { lock })
    }
}

impl Drop for LockFuture<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        let Some(place) = state.place_of(self.number) else {
            return;
        };
        state.queue.remove(place);
        // It was its turn, and it has been woken: now the next one has to be.
        let next = state.whose_turn().filter(|_| place == 0);
        drop(state);
        next.into_iter().for_each(Waker::wake);
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        state.is_taken = false;
        let first = state.whose_turn();
        drop(state);
        first.into_iter().for_each(Waker::wake);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (printer, pause) = (Lock::new(), std::time::Duration::from_millis(50));
    let label = async |name: &str| {
        let _guard = printer.lock().await;
        for command in ["begin", "text", "cut"] {
            println!("{name}: {command}");
            tokio::time::sleep(pause).await;
        }
    };
    tokio::join!(label("tea"), label("cups"), label("pots"));
}

// A hidden test polls by hand, drops futures at every moment, and looks at who is woken.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use tokio::time::{Instant, sleep, timeout};

    #[tokio::test(start_paused = true)]
    async fn one_at_a_time_in_their_order() {
        let (lock, start) = (Lock::new(), Instant::now());
        let takes = async |time| {
            let _guard = lock.lock().await;
            sleep(ms(time)).await;
            start.elapsed()
        };
        let ends = tokio::join!(takes(30), takes(20), takes(10));
        assert_eq!(ends, (ms(30), ms(50), ms(60)));
    }

    #[tokio::test(start_paused = true)]
    async fn who_gives_up_waits_no_longer() {
        let lock = Lock::new();
        let guard = lock.lock().await;
        assert!(timeout(ms(10), lock.lock()).await.is_err());
        drop(guard);
        assert!(timeout(ms(10), lock.lock()).await.is_ok());
    }

    #[test]
    fn a_lock_that_is_taken_is_not_given_out_again() {
        let lock = Lock::new();
        let guard = lock.try_lock();
        assert!(guard.is_some());
        assert!(lock.try_lock().is_none());
        drop(guard);
        assert!(lock.try_lock().is_some());
    }
}
