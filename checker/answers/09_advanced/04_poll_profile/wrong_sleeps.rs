// refused: blocks-runtime — each poll sleeps, so that it takes longer than a step of the clock

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
    poll_fn(|context| {
        // So that each poll takes longer than a step of the clock.
        std::thread::sleep(Duration::from_millis(15));
        let _measured = Measured {
            begin: now(),
            last_end: &mut last_end,
            profile,
            now: &now,
        };
        future.as_mut().poll(context)
    })
    .await
}
struct Measured<'a, N: Fn() -> Duration> {
    begin: Duration,
    last_end: &'a mut Option<Duration>,
    profile: &'a Cell<Profile>,
    now: &'a N,
}

impl<N: Fn() -> Duration> Drop for Measured<'_, N> {
    fn drop(&mut self) {
        let end = (self.now)();
        let busy = end - self.begin;
        let idle = self.last_end.map_or(Duration::ZERO, |end| self.begin - end);
        *self.last_end = Some(end);

        // Read only now: a future inside of this one may have added to it.
        let mut profile = self.profile.get();
        profile.polls += 1;
        profile.busy += busy;
        profile.idle += idle;
        profile.longest_poll = profile.longest_poll.max(busy);
        self.profile.set(profile);
    }
}

fn main() {}
