//! Many pieces of work on a few threads. What they came to arrives in any order.

use crate::process::scoped_thread;
use anyhow::Context;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Do pieces `0..count` on `jobs` threads. `work` gets the number of its thread
/// and of the piece; `on_done` gets the number of the piece and what came of it.
///
/// # Errors
///
/// The first error of a piece or of `on_done`; nothing more is begun then.
pub(super) fn run<T: Send>(
    count: usize,
    jobs: usize,
    work: &(dyn Fn(usize, usize) -> anyhow::Result<T> + Sync),
    mut on_done: impl FnMut(usize, T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let (tell, told) = mpsc::channel();
    let take = |thread: usize, tell: mpsc::Sender<_>| {
        while !stopped.load(Ordering::Relaxed) {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= count {
                return;
            }
            let done = work(thread, piece);
            if done.is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
            // Nobody listens any more after an error.
            if tell.send((piece, done)).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        for thread in 0..jobs.clamp(1, count.max(1)) {
            let (take, tell) = (&take, tell.clone());
            let started = scoped_thread(scope, "queue", move || take(thread, tell));
            // Those that there are do all of it.
            if let (Err(error), 0) = (started, thread) {
                return Err(error);
            }
        }
        // Only the threads hold it now, so their end is seen here.
        drop(tell);
        for _ in 0..count {
            let arrived = told.recv().context("a thread of a queue died");
            let outcome = arrived.and_then(|(piece, done)| on_done(piece, done?));
            if outcome.is_err() {
                stopped.store(true, Ordering::Relaxed);
                return outcome;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn every_piece_is_done_once_and_every_thread_has_its_number() {
        let both = Barrier::new(2);
        let work = |thread: usize, piece: usize| {
            both.wait(); // Only passed by two at once.
            Ok((thread, piece * 10))
        };
        let mut done = Vec::new();
        let outcome = run(8, 2, &work, |piece, (thread, result)| {
            assert!(thread < 2 && result == piece * 10);
            done.push(piece);
            Ok(())
        });
        outcome.unwrap();
        done.sort_unstable();
        assert_eq!(done, [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn nothing_is_begun_after_an_error() {
        let begun = AtomicUsize::new(0);
        let work = |_: usize, piece: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            match piece {
                2 => anyhow::bail!("no disk"),
                _ => Ok(()),
            }
        };
        let told = |piece: usize, ()| {
            assert!(piece < 2);
            Ok(())
        };
        assert_eq!(
            run(1000, 1, &work, told).unwrap_err().to_string(),
            "no disk"
        );
        assert_eq!(begun.load(Ordering::Relaxed), 3);
        assert!(run(0, 4, &work, told).is_ok());
    }
}
