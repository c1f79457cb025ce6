// accepted: a future of its own, in a box

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};
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
    Profiled {
        future: Box::pin(future),
        now,
        profile,
        last_end: None,
    }
    .await
}

struct Profiled<'a, F, N> {
    future: Pin<Box<F>>,
    now: N,
    profile: &'a Cell<Profile>,
    last_end: Option<Duration>,
}

impl<F, N> Unpin for Profiled<'_, F, N> {}

impl<F: Future, N: Fn() -> Duration> Future for Profiled<'_, F, N> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        struct Ends<G: FnMut()>(G);
        impl<G: FnMut()> Drop for Ends<G> {
            fn drop(&mut self) {
                (self.0)();
            }
        }
        let Self {
            future,
            now,
            profile,
            last_end,
        } = self.get_mut();
        let begin = now();
        let _ends = Ends(|| {
            let end = now();
            let old = profile.get();
            profile.set(Profile {
                polls: old.polls + 1,
                busy: old.busy + end - begin,
                idle: old.idle + begin - last_end.unwrap_or(begin),
                longest_poll: old.longest_poll.max(end - begin),
            });
            *last_end = Some(end);
        });
        future.as_mut().poll(context)
    }
}

fn main() {}
