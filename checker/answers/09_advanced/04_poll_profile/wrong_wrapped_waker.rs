// refused: wrong-result — the future gets a waker of its own, which wakes the caller's

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
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

/// A poll under way, which is added to the profile when it is over, however it ends.
struct Turn<'a, N: Fn() -> Duration> {
    profile: &'a Cell<Profile>,
    now: &'a N,
    began: Duration,
    ended: &'a mut Option<Duration>,
}

impl<N: Fn() -> Duration> Drop for Turn<'_, N> {
    fn drop(&mut self) {
        let end = (self.now)();
        let took = end - self.began;
        let mut profile = self.profile.get();
        profile.polls += 1;
        profile.busy += took;
        profile.longest_poll = profile.longest_poll.max(took);
        if let Some(ended) = self.ended.replace(end) {
            profile.idle += self.began - ended;
        }
        self.profile.set(profile);
    }
}

pub async fn profiled<F: Future>(
    profile: &Cell<Profile>,
    now: impl Fn() -> Duration,
    future: F,
) -> F::Output {
    let mut future = pin!(future);
    let mut ended = None;
    poll_fn(|context| {
        let _turn = Turn {
            profile,
            began: now(),
            now: &now,
            ended: &mut ended,
        };
        let waker = Waker::from(Arc::new(Forward(context.waker().clone())));
        future.as_mut().poll(&mut Context::from_waker(&waker))
    })
    .await
}

struct Forward(Waker);

impl Wake for Forward {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
    }
}

fn main() {}
