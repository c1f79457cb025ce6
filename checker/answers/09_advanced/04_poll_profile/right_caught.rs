// accepted: a panic is caught, and goes on when the poll is counted

use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
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
    let mut last_end: Option<Duration> = None;
    poll_fn(|context| {
        let begin = now();
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        let end = now();
        let Profile {
            polls,
            busy,
            idle,
            longest_poll,
        } = profile.get();
        profile.set(Profile {
            polls: polls + 1,
            busy: busy + (end - begin),
            idle: idle + last_end.map_or(Duration::ZERO, |last| begin - last),
            longest_poll: longest_poll.max(end - begin),
        });
        last_end = Some(end);
        polled.unwrap_or_else(|panic| resume_unwind(panic))
    })
    .await
}

fn main() {}
