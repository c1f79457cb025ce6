// refused: wrong-result — it is written when all is over, and not after each poll

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
    let mut last_end = None;
    let mut own = Own(profile, Profile::default());
    poll_fn(|context| {
        let begin = now();
        let polled = future.as_mut().poll(context);
        let end = now();
        own.1.polls += 1;
        own.1.busy += end - begin;
        own.1.idle += last_end.map_or(Duration::ZERO, |end| begin - end);
        own.1.longest_poll = own.1.longest_poll.max(end - begin);
        last_end = Some(end);
        polled
    })
    .await
}

struct Own<'a>(&'a Cell<Profile>, Profile);

impl Drop for Own<'_> {
    fn drop(&mut self) {
        let mut sum = self.0.get();
        sum.polls += self.1.polls;
        sum.busy += self.1.busy;
        sum.idle += self.1.idle;
        sum.longest_poll = sum.longest_poll.max(self.1.longest_poll);
        self.0.set(sum);
    }
}

fn main() {}
