// accepted: a loop with the macros `poll!` and `pending!`

use futures::{pending, poll};
use std::cell::Cell;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

/// Where the time of futures went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// How often they were polled.
    pub polls: u32,
    /// The time in all their polls.
    pub busy: Duration,
    /// The time between polls: from the end of each one to the begin of the next one of
    /// the same future.
    pub idle: Duration,
    /// The time in the longest poll of all.
    pub longest_poll: Duration,
}

/// Says when the poll is over, also when it panics.
struct Running<'a, N: Fn() -> Duration> {
    profile: &'a Cell<Profile>,
    now: &'a N,
    begin: Duration,
    idle: Duration,
    end: &'a Cell<Option<Duration>>,
}

impl<N: Fn() -> Duration> Drop for Running<'_, N> {
    fn drop(&mut self) {
        let end = (self.now)();
        self.end.set(Some(end));
        let mut sum = self.profile.take();
        sum.polls += 1;
        sum.idle += self.idle;
        sum.busy += end - self.begin;
        sum.longest_poll = std::cmp::max(sum.longest_poll, end - self.begin);
        self.profile.set(sum);
    }
}

pub async fn profiled<F: Future>(
    profile: &Cell<Profile>,
    now: impl Fn() -> Duration,
    future: F,
) -> F::Output {
    let mut future = pin!(future);
    let end = Cell::new(None);
    loop {
        let begin = now();
        let idle = end.get().map(|end| begin - end).unwrap_or_default();
        let running = Running {
            profile,
            now: &now,
            begin,
            idle,
            end: &end,
        };
        let polled = poll!(future.as_mut());
        drop(running);
        match polled {
            Poll::Ready(output) => return output,
            Poll::Pending => pending!(),
        }
    }
}

fn main() {}
