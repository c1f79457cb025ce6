// refused: wrong-result — the time until it is dropped counts as waiting

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    pub polls: u32,
    pub busy: Duration,
    pub idle: Duration,
    pub longest_poll: Duration,
}

pub async fn profiled<F: Future>(
    profile: &Cell<Profile>,
    now: impl Fn() -> Duration,
    future: F,
) -> F::Output {
    let mut future = pin!(future);
    let last = Last {
        end: Cell::default(),
        profile,
        now: &now,
    };
    poll_fn(|context| {
        let begin = now();
        last.waited_until(begin);
        let one = Poll { begin, last: &last };
        let polled = future.as_mut().poll(context);
        drop(one);
        polled
    })
    .await
}

struct Last<'a, N: Fn() -> Duration> {
    end: Cell<Option<Duration>>,
    profile: &'a Cell<Profile>,
    now: &'a N,
}

impl<N: Fn() -> Duration> Last<'_, N> {
    fn waited_until(&self, now: Duration) {
        let mut profile = self.profile.get();
        profile.idle += self.end.take().map_or(Duration::ZERO, |end| now - end);
        self.profile.set(profile);
    }
}

impl<N: Fn() -> Duration> Drop for Last<'_, N> {
    fn drop(&mut self) {
        if self.end.get().is_some() {
            self.waited_until((self.now)());
        }
    }
}

struct Poll<'a, N: Fn() -> Duration> {
    begin: Duration,
    last: &'a Last<'a, N>,
}

impl<N: Fn() -> Duration> Drop for Poll<'_, N> {
    fn drop(&mut self) {
        let end = (self.last.now)();
        let mut profile = self.last.profile.get();
        profile.polls += 1;
        profile.busy += end - self.begin;
        profile.longest_poll = profile.longest_poll.max(end - self.begin);
        self.last.profile.set(profile);
        self.last.end.set(Some(end));
    }
}

fn main() {}
