//! Orderings that are too weak, and those that are enough.

use crate::refusal::{accepts, findings_of, refuses};
use crate::{Finding, Interleavings, Kind, equal, holds};
use lab::shim::{AtomicBool, AtomicU64, Barrier, Condvar, Mutex, RwLock, Slot, fence};
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

struct Message {
    text: Slot<u64>,
    words: AtomicU64,
    ready: AtomicBool,
}

fn message() -> Message {
    Message {
        text: Slot::named("the text"),
        words: AtomicU64::named("words", 0),
        ready: AtomicBool::named("ready", false),
    }
}

/// One thread writes, as it likes, and what the other one reads is 5, or nothing.
fn publishes(writes: impl Fn(&Message) + Sync, reads: impl Fn(&Message) -> Option<u64> + Sync) {
    Interleavings::of(2).each(
        message,
        |message, who| match who {
            0 => {
                writes(message);
                None
            }
            _ => reads(message),
        },
        |_, got| {
            let fits = [None, Some(5)].contains(&got[1]);
            let seen = format!("the reader got {:?}", got[1]);
            holds(fits, Kind::WrongResult, &seen, "it was not published");
        },
    );
}

/// A value in a place without a lock.
fn by_slot(wrote: Ordering, read: Ordering) -> Vec<Finding> {
    findings_of(|| {
        publishes(
            |message| {
                message.text.put(5);
                message.ready.store(true, wrote);
            },
            |message| {
                message
                    .ready
                    .load(read)
                    .then(|| message.text.get().unwrap_or(0))
            },
        );
    })
}

/// A value in an atomic of its own.
fn by_atomic(wrote: Ordering, read: Ordering) -> Vec<Finding> {
    findings_of(|| {
        publishes(
            |message| {
                message.words.store(5, Relaxed);
                message.ready.store(true, wrote);
            },
            |message| {
                message
                    .ready
                    .load(read)
                    .then(|| message.words.load(Relaxed))
            },
        );
    })
}

#[test]
fn what_is_published_with_release_and_acquire_is_accepted() {
    for (wrote, read) in [(Release, Acquire), (SeqCst, SeqCst), (SeqCst, Acquire)] {
        assert_eq!(by_slot(wrote, read), []);
        assert_eq!(by_atomic(wrote, read), []);
    }
}

#[test]
fn a_side_that_is_too_weak_is_a_race_and_is_named() {
    let told = [
        (
            Relaxed,
            Acquire,
            "the write is `Relaxed`, which releases nothing",
        ),
        (
            Release,
            Relaxed,
            "the read is `Relaxed`, which acquires nothing",
        ),
        (Relaxed, Relaxed, "releases nothing, and the read `Relaxed`"),
    ];
    for (wrote, read, words) in told {
        let findings = by_slot(wrote, read);
        assert_eq!(findings.len(), 1, "{findings:?}");
        let found = &findings[0];
        assert_eq!(found.kind, Kind::DataRace);
        let seen = "thread 0 wrote to the text, then thread 1 reads it, and nothing orders the two";
        assert!(found.observed.starts_with(seen), "{found:?}");
        assert!(
            found.meaning.contains("wrote to `ready` afterwards"),
            "{found:?}"
        );
        assert!(found.meaning.contains(words), "{found:?}");
    }
}

#[test]
fn an_old_value_of_an_atomic_is_found_and_told() {
    for (wrote, read) in [(Relaxed, Acquire), (Release, Relaxed), (Relaxed, Relaxed)] {
        let findings = by_atomic(wrote, read);
        assert_eq!(findings.len(), 1, "{findings:?}");
        let seen = &findings[0].observed;
        assert!(seen.starts_with("the reader got Some(0)"), "{seen}");
        let old = "reads 0 at `words` (Relaxed), an old value: thread 0 has made it 5 by now";
        assert!(seen.ends_with(old), "{seen}");
    }
}

#[test]
fn a_number_of_its_own_needs_no_ordering() {
    accepts(|| {
        Interleavings::of(3).each(
            || AtomicU64::new(0),
            |number, _| {
                number.fetch_add(1, Relaxed);
                let seen = number.load(Relaxed);
                let mut next = number.load(Relaxed);
                holds(seen <= next, Kind::WrongResult, "it went back", "");
                while let Err(now) = number.compare_exchange_weak(next, next + 1, Relaxed, Relaxed)
                {
                    next = now;
                }
            },
            |number, _| equal("the number", number.load(Relaxed), 6),
        );
    });
}

#[test]
fn fences_publish_what_is_relaxed() {
    let publish = |wrote: fn(), read: fn()| {
        findings_of(|| {
            publishes(
                |message| {
                    message.text.put(5);
                    wrote();
                    message.ready.store(true, Relaxed);
                },
                |message| {
                    let ready = message.ready.load(Relaxed);
                    read();
                    ready.then(|| message.text.get().unwrap_or(0))
                },
            );
        })
    };
    assert_eq!(publish(|| fence(Release), || fence(Acquire)), []);
    assert_eq!(publish(|| fence(SeqCst), || fence(AcqRel)), []);
    for findings in [
        publish(|| {}, || fence(Acquire)),
        publish(|| fence(Release), || {}),
    ] {
        assert_eq!(findings[0].kind, Kind::DataRace, "{findings:?}");
    }
}

/// Between the two somebody changes the flag, which hands on what was released.
#[test]
fn who_changes_a_value_hands_on_what_came_with_it() {
    let by_way_of = |order| {
        findings_of(|| {
            Interleavings::of(3).each(
                || (Slot::empty(), AtomicU64::new(0)),
                |(text, state), who| match who {
                    0 => {
                        text.put(5);
                        state.store(1, Release);
                    }
                    1 => {
                        let _ = state.compare_exchange(1, 2, order, Relaxed);
                    }
                    _ => {
                        if state.load(Acquire) == 2 {
                            text.get();
                        }
                    }
                },
                |_, _| {},
            );
        })
    };
    assert_eq!(by_way_of(Relaxed), []);
    assert_eq!(by_way_of(AcqRel), []);
}

#[test]
fn two_that_are_inside_at_once_are_a_race() {
    let words = "thread 0 still writes to it";
    refuses(Kind::DataRace, words, || {
        Interleavings::of(2).each(Slot::empty, |slot, _| slot.put(5), |_, _| {});
    });
    accepts(|| {
        Interleavings::of(2).each(Slot::<u64>::empty, |slot, _| slot.get(), |_, _| {});
    });
}

/// Whoever comes second finds it there, if a lock or a barrier lets it in.
#[test]
fn what_is_handed_on_otherwise_is_ordered() {
    type Shared = (Slot<u64>, AtomicBool);
    let shared = || (Slot::empty(), AtomicBool::new(false));
    let put = |(slot, flag): &Shared| {
        slot.put(5);
        flag.store(true, Relaxed);
    };
    let look = |(slot, flag): &Shared| flag.load(Relaxed).then(|| slot.get());
    accepts(|| {
        Interleavings::of(2).each(
            || Mutex::new(shared()),
            |lock, who| {
                let lock = lock.lock().unwrap();
                if who == 0 {
                    put(&lock)
                } else {
                    let _ = look(&lock);
                }
            },
            |_, _| {},
        );
    });
    accepts(|| {
        Interleavings::of(3).each(
            || (RwLock::new(()), shared()),
            |(lock, shared), who| match who {
                0 => {
                    let _guard = lock.write().unwrap();
                    put(shared);
                }
                _ => {
                    let _guard = lock.read().unwrap();
                    look(shared);
                }
            },
            |_, _| {},
        );
    });
    accepts(|| {
        Interleavings::of(2).each(
            || (Barrier::new(2), shared()),
            |(barrier, shared), who| {
                if who == 0 {
                    put(shared);
                }
                barrier.wait();
                if who == 1 {
                    equal("what is there", look(shared), Some(Some(5)));
                }
            },
            |_, _| {},
        );
    });
    accepts(|| {
        Interleavings::of(2).each(
            || (Mutex::new(false), Condvar::new(), shared()),
            |(lock, condvar, shared), who| {
                if who == 0 {
                    put(shared);
                    *lock.lock().unwrap() = true;
                    condvar.notify_one();
                } else {
                    let lock = lock.lock().unwrap();
                    drop(condvar.wait_while(lock, |ready| !*ready));
                    equal("what is there", look(shared), Some(Some(5)));
                }
            },
            |_, _| {},
        );
    });
}

/// Nobody sees what a lock of `std` orders, so nothing is said there.
#[test]
fn what_a_lock_of_std_orders_is_no_race() {
    accepts(|| {
        Interleavings::of(2).each(
            || (std::sync::Mutex::new(()), Slot::empty()),
            |(lock, slot), _| {
                let _guard = lock.lock();
                slot.put(5);
            },
            |_, _| {},
        );
    });
}

/// Nor what the end of a thread orders that the answer started.
#[test]
fn what_joining_a_thread_orders_is_no_race() {
    accepts(|| {
        Interleavings::of(1).each(
            message,
            |message, _| {
                let sent = std::thread::scope(|scope| {
                    let sends = scope.spawn(|| {
                        message.words.store(5, Relaxed);
                        message.text.put(5);
                        message.ready.store(true, Relaxed);
                    });
                    sends.join().is_ok()
                });
                let words = message.words.load(Relaxed);
                (sent, message.ready.load(Relaxed), words, message.text.get())
            },
            |_, got| equal("what was sent", got, vec![(true, true, 5, Some(5))]),
        );
    });
}
