// accepted: for many threads, with a list for each moment

use lab::PausedClock;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

static NEXT: AtomicU64 = AtomicU64::new(0);

type Moments = BTreeMap<Duration, BTreeMap<u64, Waker>>;

#[derive(Clone)]
pub struct Reactor {
    clock: PausedClock,
    moments: Arc<Mutex<Moments>>,
}

pub struct Sleep {
    reactor: Reactor,
    deadline: Duration,
    id: u64,
}

impl Reactor {
    pub fn new(clock: PausedClock) -> Self {
        let moments = Arc::default();
        Self { clock, moments }
    }

    pub fn sleep(&self, time: Duration) -> Sleep {
        Sleep {
            reactor: self.clone(),
            deadline: self.clock.now() + time,
            id: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }

    pub fn turn(&self) -> bool {
        let first = self.moments.lock().unwrap().pop_first();
        let Some((moment, wakers)) = first else {
            return false;
        };
        self.clock.jump_to(moment);
        wakers.into_values().for_each(Waker::wake);
        true
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() >= self.deadline {
            return Poll::Ready(());
        }
        let mut moments = self.reactor.moments.lock().unwrap();
        let wakers = moments.entry(self.deadline).or_default();
        wakers.insert(self.id, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let mut moments = self.reactor.moments.lock().unwrap();
        if let Some(wakers) = moments.get_mut(&self.deadline) {
            wakers.remove(&self.id);
            if wakers.is_empty() {
                moments.remove(&self.deadline);
            }
        }
    }
}

fn main() {}
