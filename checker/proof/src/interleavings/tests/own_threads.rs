//! Threads that the answer starts itself, and calls that never return.

use super::ids;
use crate::refusal::{accepts, refuses};
use crate::{Interleavings, equal};
use lab::shim::{AtomicU64, Ordering::SeqCst};
use report::Kind;
use std::any::Any;
use std::panic::resume_unwind;
use std::sync::{Arc, mpsc};
use std::thread;

/// As two ids, each drawn by a thread that the call starts.
fn ids_elsewhere(next: impl Fn(&AtomicU64) -> u64 + Sync) {
    ids(|ids| thread::scope(|scope| scope.spawn(|| next(ids)).join().unwrap_or(0)));
}

#[test]
fn a_thread_that_the_answer_starts_takes_turns_too() {
    refuses(Kind::WrongResult, "another thread reads 7", || {
        ids_elsewhere(|ids| {
            let id = ids.load(SeqCst);
            ids.store(id + 1, SeqCst);
            id
        });
    });
    accepts(|| ids_elsewhere(|ids| ids.fetch_add(1, SeqCst)));
}

/// As two ids, drawn by two threads that live through all runs.
fn ids_from_a_pool(next: fn(&AtomicU64) -> u64) {
    type Call = (Arc<AtomicU64>, mpsc::Sender<u64>);
    let workers = [(); 2].map(|()| {
        let (calls, called) = mpsc::channel::<Call>();
        thread::spawn(move || {
            for (ids, id) in called {
                let _ = id.send(next(&ids));
            }
        });
        calls
    });
    Interleavings::of(2).each(
        || Arc::new(AtomicU64::new(7)),
        |ids, who| {
            let (id, drawn) = mpsc::channel();
            let _ = workers[who].send((Arc::clone(ids), id));
            drawn.recv().unwrap_or(0)
        },
        |_, mut got| {
            got.sort_unstable();
            equal("the ids", got, [7, 8]);
        },
    );
}

#[test]
fn threads_of_a_pool_take_turns_in_each_run() {
    accepts(|| ids_from_a_pool(|ids| ids.fetch_add(1, SeqCst)));
    refuses(Kind::WrongResult, "the ids is", || {
        ids_from_a_pool(|ids| {
            let id = ids.load(SeqCst);
            ids.store(id + 1, SeqCst);
            id
        });
    });
}

#[test]
fn a_call_that_is_left_without_a_panic_is_refused() {
    let leaves = |payload: fn() -> Box<dyn Any + Send>| {
        refuses(Kind::Panicked, "`thread 0` left its call", || {
            Interleavings::of(2).each(
                || (),
                |(), who| {
                    if who == 0 {
                        resume_unwind(payload());
                    }
                },
                |(), _| {},
            );
        });
    };
    leaves(|| Box::new(()));
    leaves(|| Box::new(instrument::turns::Abandoned));
}
