//! A place that only futures which overlap can leave together.

use crate::obligation::Obligation;
use crate::refusal::found;
use crate::rendezvous::{missed, never_met};
use instrument::observe::Span;
use report::Activity;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// *n* futures have to be here at the same time. Use it in virtual time, where
/// its patience costs nothing.
#[derive(Debug)]
pub struct AsyncRendezvous {
    size: usize,
    here: AtomicUsize,
    /// Closed when all were here once, or when somebody waited in vain.
    door: Semaphore,
    met: Obligation,
}

impl AsyncRendezvous {
    const PATIENCE: Duration = Duration::from_secs(60);

    /// For `size` futures.
    #[must_use]
    pub fn of(size: usize) -> Self {
        Self {
            size,
            here: AtomicUsize::new(0),
            door: Semaphore::new(0),
            met: never_met(size),
        }
    }

    /// Arrive as `item`, and wait for the others. If they do not come, the
    /// answer is refused; this call returns all the same.
    pub async fn arrive(&self, item: &str) {
        let span = Span::doing(Activity::Waiting, item);
        let _here = Here::enter(&self.here);
        if self.here.load(Ordering::Acquire) >= self.size {
            self.met.keep();
            self.door.close();
        }
        // The door has no permits: it is waited for until it closes.
        if timeout(Self::PATIENCE, self.door.acquire()).await.is_err() && !self.door.is_closed() {
            self.door.close();
            found(missed(item, self.here.load(Ordering::Acquire), self.size));
        }
        span.end();
    }
}

struct Here<'a>(&'a AtomicUsize);

impl<'a> Here<'a> {
    fn enter(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Here<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use crate::virtual_time;
    use lab::ms;
    use report::Kind;

    #[test]
    fn futures_that_overlap_pass_without_waiting() {
        accepts(|| {
            virtual_time(async |clock| {
                let meet = AsyncRendezvous::of(2);
                tokio::join!(meet.arrive("a"), meet.arrive("b"));
                clock.elapsed_is(Duration::ZERO, "nobody waits");
            });
        });
    }

    #[test]
    fn futures_that_are_awaited_one_by_one_are_refused() {
        refuses(Kind::NotConcurrent, "only 1 of 2", || {
            virtual_time(async |_| {
                let meet = AsyncRendezvous::of(2);
                meet.arrive("a").await;
                meet.arrive("b").await;
            });
        });
    }

    #[test]
    fn who_left_is_not_here_any_more() {
        refuses(
            Kind::NotConcurrent,
            "`b` waited for the others, but only 1 of 2",
            || {
                virtual_time(async |_| {
                    let meet = AsyncRendezvous::of(2);
                    assert!(timeout(ms(10), meet.arrive("a")).await.is_err());
                    meet.arrive("b").await;
                });
            },
        );
    }

    #[test]
    fn once_they_have_met_nobody_waits() {
        accepts(|| {
            virtual_time(async |clock| {
                let meet = AsyncRendezvous::of(2);
                tokio::join!(meet.arrive("a"), meet.arrive("b"));
                meet.arrive("c").await;
                clock.elapsed_is(Duration::ZERO, "nobody waits");
            });
        });
    }
}
