//! `all` leaves nothing behind: when it returns, every task is gone with what it owned.

use futures::FutureExt;
use futures::future::{BoxFuture, join_all, pending};
use lab::ms;
use proof::prelude::*;
use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use tokio::runtime::Builder;
use tokio::task::{Id, try_id};
use tokio::time::{advance, sleep, timeout};

proof::main!(
    all_parts_run_at_the_same_time,
    each_part_is_a_task,
    results_are_in_the_order_of_the_parts,
    after_an_error_everything_is_gone,
    the_first_error_is_returned,
    the_first_one_counts_however_late_that_is_seen,
    a_panic_while_a_part_is_dropped_does_not_count,
    it_waits_however_long_that_takes,
    after_a_panic_everything_is_gone,
    who_is_in_the_middle_of_a_poll_is_waited_for,
    what_is_dropped_half_way_is_gone_too,
    two_scopes_do_not_know_each_other,
);

type Part<T> = BoxFuture<'static, Result<T, String>>;

/// What parts own. Each writes down its name when it is dropped.
#[derive(Clone, Default)]
struct Owned(Arc<Mutex<Vec<usize>>>);

impl Owned {
    fn by(&self, part: usize) -> Own {
        Own(self.clone(), part)
    }

    fn gone(&self) -> Vec<usize> {
        let mut gone = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        gone.sort_unstable();
        gone
    }
}

struct Own(Owned, usize);

impl Drop for Own {
    fn drop(&mut self) {
        let mut gone = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        gone.push(self.1);
    }
}

fn all_parts_run_at_the_same_time() {
    promise("all of them at the same time");
    never_blocks("all of them at the same time");
    look_at("which part waits for another one before it begins?");
    virtual_time(async |clock| {
        let work = Work::new();
        let part = |n: usize| {
            let work = work.clone();
            async move {
                work.takes(&format!("part {n}"), ms(50)).await;
                Ok(n)
            }
            .boxed()
        };
        let wanted = expected("the number of results", 40);
        let results = exercise::all((0..40).map(part).collect()).await;
        wanted.is(results.map_or(0, |results| results.len()));
        work.peak_is(40);
        clock.elapsed_is(ms(50), "each part takes 50 ms");
    });
}

fn each_part_is_a_task() {
    promise("Runs each of `parts` as a task of its own");
    virtual_time(async |_| {
        let seen = Arc::new(Mutex::new(HashSet::<Id>::new()));
        let part = |_| {
            let seen = Arc::clone(&seen);
            async move {
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                seen.extend(try_id());
                Ok(())
            }
            .boxed()
        };
        let caller = try_id();
        let ended = exercise::all((0..5).map(part).collect()).await;
        equal("whether five parts came to their end", ended.is_ok(), true);
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        caller.map(|caller| seen.remove(&caller));
        equal("the number of tasks in which five parts ran", seen.len(), 5);
    });
}

fn results_are_in_the_order_of_the_parts() {
    promise("returns what\nthey return, in the order of `parts`");
    virtual_time(async |_| {
        let part = |time: u64| {
            async move {
                sleep(ms(time)).await;
                Ok(time)
            }
            .boxed()
        };
        let got = exercise::all([30, 50, 10, 30, 20].map(part).into()).await;
        equal("the results", got, Ok(vec![30, 50, 10, 30, 20]));
        equal(
            "the results of one part",
            exercise::all(vec![part(7)]).await,
            Ok(vec![7]),
        );
        promise("If there are none, that is an empty vector.");
        let none: Vec<Part<u64>> = Vec::new();
        equal(
            "the results of no parts",
            exercise::all(none).await,
            Ok(Vec::new()),
        );
    });
}

/// Parts that own something and would take 3 s, but for one that ends otherwise.
fn parts(
    owned: &Owned,
    special: usize,
    ends: impl Future<Output = Result<usize, String>> + Send + 'static,
) -> Vec<Part<usize>> {
    let mut ends = Some(ends.boxed());
    let part = |n| {
        let own = owned.by(n);
        match ends.take_if(|_| n == special) {
            Some(ends) => async move {
                let _own = own;
                ends.await
            }
            .boxed(),
            None => async move {
                let _own = own;
                sleep(ms(3_000)).await;
                Ok(n)
            }
            .boxed(),
        }
    };
    (0..6).map(part).collect()
}

fn after_an_error_everything_is_gone() {
    promise(
        "the others are aborted at once, and when all of them are gone, with all\nthat they own, however long that takes, its error is returned.",
    );
    look_at("how do you learn that a task that was aborted is gone?");
    virtual_time(async |clock| {
        for special in [0, 3, 5] {
            let (owned, tasks) = (Owned::default(), Tasks::baseline());
            clock.restart();
            let fails = async {
                sleep(ms(20)).await;
                Err("no money".to_owned())
            };
            let got = exercise::all(parts(&owned, special, fails)).await;
            let gone = owned.gone();
            tasks.none_left();
            holds(
                gone == [0, 1, 2, 3, 4, 5],
                Kind::Leaks,
                &format!("it returned an error when the parts {gone:?} of 6 were gone"),
                "the others still have what they own, and may go on with it",
            );
            equal("the result", got, Err("no money".to_owned()));
            clock.elapsed_is(ms(20), "part that fails after 20 ms");
        }
        let owned = Owned::default();
        let got = exercise::all(parts(&owned, 2, async { Err("at once".to_owned()) })).await;
        equal(
            "the result where one part fails at once",
            got,
            Err("at once".to_owned()),
        );
        equal(
            "the parts that are gone then",
            owned.gone(),
            vec![0, 1, 2, 3, 4, 5],
        );
    });
}

/// A part that panics after so many ms, or fails.
fn ends_after(what: &'static str, time: u64) -> Part<()> {
    let end = async move {
        sleep(ms(time)).await;
        match what {
            "out of paper" => panic!("out of paper"),
            error => Err(error.to_owned()),
        }
    };
    end.boxed()
}

/// How `all` ended: an error, or the words of a panic.
async fn end_of<T>(whole: impl Future<Output = Result<T, String>>) -> String {
    match AssertUnwindSafe(whole).catch_unwind().await {
        Ok(Ok(_)) => "no error".to_owned(),
        Ok(Err(error)) => format!("the error `{error}`"),
        Err(panic) => match panic.downcast_ref::<&str>() {
            Some(words) => format!("the panic `{words}`"),
            None => "a panic of another kind".to_owned(),
        },
    }
}

fn the_first_error_is_returned() {
    promise("The first one to fail or to panic counts");
    look_at("several parts fail: which error is kept?");
    virtual_time(async |clock| {
        let all = |times: [(&'static str, u64); 3]| {
            let parts = times.map(|(error, time)| ends_after(error, time));
            end_of(exercise::all(parts.into()))
        };
        let got = all([("stock", 40), ("money", 20), ("paper", 30)]).await;
        equal("what came", got, "the error `money`".to_owned());
        clock.elapsed_is(ms(20), "first error");
        // One that is ready already when the other one has failed changes nothing.
        let got = all([("paper", 30), ("money", 20), ("stock", 21)]).await;
        equal("what came", got, "the error `money`".to_owned());
    });
}

fn the_first_one_counts_however_late_that_is_seen() {
    promise("even\nif others do so before this is polled again");
    look_at("two tasks have ended: which of them was the first?");
    expect_panic("out of paper");
    virtual_time(async |_| {
        for (early, late, want) in [
            ("no money", "no tea", "the error `no money`"),
            ("no money", "out of paper", "the error `no money`"),
            ("out of paper", "no money", "the panic `out of paper`"),
        ] {
            for turned in [false, true] {
                let mut parts = vec![ends_after(early, 20), ends_after(late, 30)];
                if turned {
                    parts.reverse();
                }
                let mut whole = exercise::all(parts).boxed_local();
                let begun = (&mut whole).now_or_never();
                equal("whether it returned at once", begun.is_some(), false);
                sleep(ms(50)).await;
                let what = format!("what came after `{early}` and, 10 ms later, `{late}`");
                equal(&what, end_of(whole).await, want.to_owned());
            }
        }
    });
}

/// Does this when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn waits<T: Send + 'static>(own: impl Send + 'static) -> Part<T> {
    let part = async move {
        let _own = own;
        pending().await
    };
    part.boxed()
}

fn a_panic_while_a_part_is_dropped_does_not_count() {
    promise("or while they are dropped");
    look_at("what does a task that was aborted say at its end?");
    expect_panic("torn");
    virtual_time(async |_| {
        let torn = || waits(OnDrop(|| panic!("torn")));
        let parts = vec![torn(), ends_after("no money", 20), torn()];
        let want = "the error `no money`".to_owned();
        equal("what came", end_of(exercise::all(parts)).await, want);
    });
}

fn it_waits_however_long_that_takes() {
    promise("when all of them are gone, with all\nthat they own, however long that takes");
    look_at("who stops waiting, and when?");
    virtual_time(async |_| {
        let (owned, tasks) = (Owned::default(), Tasks::baseline());
        let slow = OnDrop(|| drop(advance(ms(1_800_000)).now_or_never()));
        // More than the runtime does in one go: it looks at its timers in between.
        let mut parts = vec![ends_after("no money", 20), waits(slow)];
        parts.extend((0..200).map(|n| waits(owned.by(n))));
        let got = exercise::all(parts).await;
        let gone = owned.gone().len();
        holds(
            gone == 200,
            Kind::Leaks,
            &format!(
                "it returned when {gone} of 200 were gone, half an hour after it aborted them"
            ),
            "the others still have what they own, and may go on with it",
        );
        tasks.none_left();
        equal("the result", got, Err("no money".to_owned()));
    });
}

fn after_a_panic_everything_is_gone() {
    promise("When one panics, the same\nis done, and then its panic goes on here.");
    look_at(
        "what does `join_next` give for a part that panicked, and what is done before it goes on?",
    );
    expect_panic("out of paper");
    virtual_time(async |clock| {
        let (owned, tasks) = (Owned::default(), Tasks::baseline());
        let panics = async {
            sleep(ms(20)).await;
            panic!("out of paper")
        };
        let came = end_of(exercise::all(parts(&owned, 4, panics))).await;
        let gone = owned.gone();
        tasks.none_left();
        holds(
            gone == [0, 1, 2, 3, 4, 5],
            Kind::Leaks,
            &format!("the panic went on when the parts {gone:?} of 6 were gone"),
            "the others still have what they own, and may go on with it",
        );
        clock.elapsed_is(ms(20), "part that panics after 20 ms");
        equal("what came", came, "the panic `out of paper`".to_owned());
    });
}

/// A part that another thread polls at that moment goes on to its next `.await`.
fn who_is_in_the_middle_of_a_poll_is_waited_for() {
    promise("when all of them are gone, with all\nthat they own");
    look_at("how many of the others have to be gone before it returns?");
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return;
    };
    let (owned, is_inside) = (Owned::default(), Arc::new(AtomicBool::new(false)));
    let (own, inside) = (owned.by(1), Arc::clone(&is_inside));
    let busy = async move {
        let _own = own;
        inside.store(true, Ordering::SeqCst);
        // The end of a computation, which no abort can interrupt.
        thread::sleep(ms(150));
        Ok(())
    };
    let fails = async move {
        while !is_inside.load(Ordering::SeqCst) {
            // One that yields would wait for the thread that is held.
            sleep(ms(1)).await;
        }
        Err("no money".to_owned())
    };
    let waits = async { pending().await };
    let parts = vec![waits.boxed(), fails.boxed(), busy.boxed()];
    let whole = exercise::all(parts).boxed();
    let got = runtime.block_on(async { timeout(ms(3_000), whole).await });
    let gone = owned.gone();
    // Where they do not run at the same time, another test says so.
    let Ok(got) = got else {
        return;
    };
    equal("the result", got, Err("no money".to_owned()));
    holds(
        gone == [1],
        Kind::Leaks,
        "it returned an error while one of the parts was in the middle of a poll",
        "it still has what it owns, and goes on to its next `.await`",
    );
}

fn what_is_dropped_half_way_is_gone_too() {
    promise("If this future is dropped, all tasks are\naborted too.");
    look_at("what becomes of a task when its handle is dropped, and what when its set is?");
    virtual_time(async |clock| {
        let (owned, tasks) = (Owned::default(), Tasks::baseline());
        let never = async { pending().await };
        let whole = exercise::all(parts(&owned, 0, never));
        let dropped = timeout(ms(100), whole).await;
        equal("whether it was dropped", dropped.is_err(), true);
        tasks.back_to_baseline().await;
        equal(
            "the parts that are gone",
            owned.gone(),
            vec![0, 1, 2, 3, 4, 5],
        );
        clock.elapsed_is(ms(100), "moment at which it was dropped");
    });
}

fn two_scopes_do_not_know_each_other() {
    promise("Nothing outlives a call that has returned.");
    look_at("which tasks does an error abort?");
    virtual_time(async |_| {
        let slow = async |name: &'static str| {
            let part = async move {
                sleep(ms(60)).await;
                Ok(name)
            };
            exercise::all(vec![part.boxed()]).await
        };
        let fails = async {
            let part = async {
                sleep(ms(20)).await;
                Err("no money".to_owned())
            };
            exercise::all(vec![part.boxed()]).await
        };
        let got = join_all([
            slow("tea").boxed_local(),
            fails.boxed_local(),
            slow("cake").boxed_local(),
        ])
        .await;
        let want = vec![
            Ok(vec!["tea"]),
            Err("no money".to_owned()),
            Ok(vec!["cake"]),
        ];
        equal("the results of three scopes at the same time", got, want);
    });
}
