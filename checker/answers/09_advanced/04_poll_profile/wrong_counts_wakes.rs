// refused: wrong-result — it counts how often it was woken and not how often it was polled

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Wake, Waker};
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
    let wakes = Arc::new(Counted(AtomicU32::new(1), std::sync::Mutex::default()));
    let (mut last_end, mut seen) = (None, 0);
    poll_fn(|context| {
        *wakes.1.lock().unwrap() = Some(context.waker().clone());
        let waker = Waker::from(Arc::clone(&wakes));
        let begin = now();
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        let end = now();
        let mut sum = profile.get();
        let count = wakes.0.load(Ordering::SeqCst);
        sum.polls += count - seen;
        seen = count;
        sum.busy += end - begin;
        sum.idle += last_end.map_or(Duration::ZERO, |end| begin - end);
        sum.longest_poll = sum.longest_poll.max(end - begin);
        profile.set(sum);
        last_end = Some(end);
        polled
    })
    .await
}

struct Counted(AtomicU32, std::sync::Mutex<Option<Waker>>);

impl Wake for Counted {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
        if let Some(waker) = self.1.lock().unwrap().take() {
            waker.wake();
        }
    }
}

fn main() {}
