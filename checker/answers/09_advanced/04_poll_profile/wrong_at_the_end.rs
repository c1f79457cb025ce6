// refused: wrong-result — it is written when the future is ready, and not if it is dropped before

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
    let (mut own, mut last_end) = (Profile::default(), None);
    let output = poll_fn(|context| {
        let begin = now();
        let polled = future.as_mut().poll(context);
        let end = now();
        own.polls += 1;
        own.busy += end - begin;
        own.idle += last_end.map_or(Duration::ZERO, |end| begin - end);
        own.longest_poll = own.longest_poll.max(end - begin);
        last_end = Some(end);
        polled
    })
    .await;
    add(profile, own);
    output
}

fn add(profile: &Cell<Profile>, own: Profile) {
    let mut sum = profile.get();
    sum.polls += own.polls;
    sum.busy += own.busy;
    sum.idle += own.idle;
    sum.longest_poll = sum.longest_poll.max(own.longest_poll);
    profile.set(sum);
}

fn main() {}
