//! What one of many holds in memory.

use crate::meter::{bytes, live, start, stop};
use crate::refusal::{finding, note, refuse};
use crate::resident::{Allocated, Before, slack};
use report::Kind;

/// The memory in use since a moment, with what the system counts beyond what was
/// allocated: stacks and statics. As [`crate::metered`], it works only in a
/// test with [`crate::metered_main!`]; it is for tests that look in between:
///
/// ```ignore
/// let memory = Memory::from_now();
/// let parked = exercise::park_many(10_000).await;
/// memory.each_below(10_000, "sleeper", 2_048);
/// ```
#[derive(Debug)]
pub struct Memory {
    before: usize,
    resident: Before,
}

impl Memory {
    /// Count what is allocated from now on, and what is given back.
    ///
    /// # Panics
    ///
    /// In a program without the counting allocator.
    #[must_use]
    pub fn from_now() -> Self {
        let resident = Before::now();
        Self {
            before: start(),
            resident,
        }
    }

    /// So many bytes more are allocated than at first.
    #[must_use]
    pub fn used(&self) -> usize {
        live().saturating_sub(self.before)
    }

    /// So many bytes more lie in memory, and nobody allocated them. A few of them
    /// do for any answer.
    fn not_allocated(&self) -> usize {
        let (peak, kept) = stop(self.before);
        let unseen = self.resident.unseen(Allocated { peak, kept });
        unseen.kept.saturating_sub(slack())
    }

    /// What is in use now are `n` of `what`, and each of them has less than
    /// `limit` bytes. What they have is shown with the verdict.
    pub fn each_below(&self, n: usize, what: &str, limit: usize) {
        let each = self.used() / n.max(1);
        note(&format!("each {what} holds {} of memory", bytes(each)));
        if each >= limit {
            refuse(finding(
                Kind::Leaks,
                format!(
                    "each of {n} {what}s holds {} of memory, expected less than {}",
                    bytes(each),
                    bytes(limit)
                ),
                "what one needs is small, but there are many of them",
                "what does each of them keep while it waits?",
            ));
        }
        let with_the_rest = (self.used() + self.not_allocated()) / n.max(1);
        if with_the_rest >= limit {
            refuse(finding(
                Kind::Leaks,
                format!(
                    "each of {n} {what}s holds {} of memory, with what nobody allocated and the system counts, expected less than {}",
                    bytes(with_the_rest),
                    bytes(limit)
                ),
                "a static and the stack of a thread are memory, too",
                "where does each of them keep what it needs while it waits?",
            ));
        }
    }
}

/// The future `what` takes less than `limit` bytes itself: what it keeps across
/// its `.await`s lies in it. What it has allocated elsewhere does not count.
pub fn future_below<F: Future>(what: &str, future: &F, limit: usize) {
    let size = size_of_val(future);
    note(&format!("the future `{what}` has {}", bytes(size)));
    if size >= limit {
        refuse(finding(
            Kind::Leaks,
            format!(
                "the future `{what}` has {}, expected less than {}",
                bytes(size),
                bytes(limit)
            ),
            "a value that is alive across an `.await` is stored in the future",
            "which values are still needed after the `.await`, and in which block do they live?",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::turn;
    use crate::refusal::{accepts, refuses};
    use std::future::ready;
    use std::hint::black_box;

    const LARGE: usize = 64 << 20;

    #[test]
    fn each_has_its_share_of_what_is_in_use() {
        let _turn = turn();
        refuses(Kind::Leaks, "each of 4 buffers holds", || {
            let memory = Memory::from_now();
            let buffers = [(); 4].map(|()| Vec::<u8>::with_capacity(LARGE));
            memory.each_below(4, "buffer", LARGE / 2);
            drop(buffers);
        });
        accepts(|| {
            let memory = Memory::from_now();
            let buffers = [(); 4].map(|()| Vec::<u8>::with_capacity(LARGE));
            drop(buffers);
            memory.each_below(4, "buffer", LARGE);
        });
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_each_has_in_a_static_is_its_share_too() {
        use std::sync::Mutex;

        static PLACES: Mutex<[[u8; LARGE]; 4]> = Mutex::new([[0; LARGE]; 4]);

        let _turn = turn();
        let fill = || {
            let mut places = PLACES.lock().expect("nobody panicked");
            places.iter_mut().for_each(|place| place.fill(1));
        };
        refuses(Kind::Leaks, "with what nobody allocated", || {
            let memory = Memory::from_now();
            fill();
            memory.each_below(4, "place", LARGE / 2);
        });
        accepts(|| {
            let memory = Memory::from_now();
            fill();
            memory.each_below(4, "place", LARGE / 2);
        });
    }

    #[test]
    fn what_lives_across_an_await_is_part_of_the_future() {
        async fn keeps() -> usize {
            let buffer = black_box([0_u8; 16_384]);
            ready(()).await;
            buffer.len()
        }
        async fn lets_go() -> usize {
            let length = {
                let buffer = black_box([0_u8; 16_384]);
                buffer.len()
            };
            ready(()).await;
            length
        }
        accepts(|| future_below("lets_go", &lets_go(), 1_024));
        refuses(Kind::Leaks, "the future `keeps` has 16 KiB", || {
            future_below("keeps", &keeps(), 1_024);
        });
    }
}
