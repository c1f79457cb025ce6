// accepted: futures and their `catch_unwind` of the library

use futures::FutureExt;
use std::cell::Cell;
use std::panic::AssertUnwindSafe;
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
    let mut end_of_last = Duration::MAX;
    futures::future::poll_fn(|context| {
        let begin = now();
        let mut one = AssertUnwindSafe(future.as_mut()).catch_unwind();
        let polled = one.poll_unpin(context);
        let end = now();
        let mut sum = profile.take();
        sum.idle += begin.saturating_sub(end_of_last);
        sum.busy += end.abs_diff(begin);
        sum.polls = sum.polls.saturating_add(1);
        if end - begin > sum.longest_poll {
            sum.longest_poll = end - begin;
        }
        profile.replace(sum);
        end_of_last = end;
        polled.map(|ended| ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
    .await
}

fn main() {}
