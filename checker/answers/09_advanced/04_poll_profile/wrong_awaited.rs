// refused: wrong-result — the whole future is taken for one poll

use std::cell::Cell;
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
    let begin = now();
    let output = future.await;
    let mut sum = profile.get();
    sum.polls += 1;
    sum.busy += now() - begin;
    sum.longest_poll = sum.longest_poll.max(now() - begin);
    profile.set(sum);
    output
}

fn main() {}
