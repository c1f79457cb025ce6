//! `Batcher` writes what is handed in together: ten at most, 50 ms after the first, one call at a time.
// no promise: "What comes at the very moment of a call may be in it or not." It allows, and asks for nothing.
// no promise: "A handle to the log." It says what the type is for.

use exercise::{Batcher, Closed};
use futures::future::join_all;
use lab::{AuditLog, Journal, ms};
use proof::prelude::*;
use std::cell::Cell;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::time::{advance, sleep, timeout};

proof::main!(
    a_batch_is_written_50_ms_after_its_first,
    ten_do_not_wait_for_more,
    there_is_one_call_at_a_time,
    what_is_handed_in_meanwhile_has_its_own_time,
    what_is_due_meanwhile_is_written_afterwards,
    it_returns_when_it_is_written,
    who_is_dropped_takes_nothing_back,
    many_may_be_dropped,
    the_end_does_not_wait,
    the_task_ends_with_the_last_handle,
    a_handle_says_that_the_task_is_gone,
    each_log_has_its_own_batches,
);

/// Calls of the log: when each began, in ms, and how many entries it wrote.
type Calls<'a> = &'a [(u128, usize)];

struct Shop {
    batcher: Batcher,
    journal: Journal,
}

impl Shop {
    fn new() -> Self {
        let log = AuditLog::new();
        let journal = log.journal();
        let batcher = Batcher::new(log);
        Self { batcher, journal }
    }

    /// Hand in entries at these moments, in ms from now; when each returned.
    async fn hand_in(&self, at: &[u64]) -> Vec<u128> {
        let start = tokio::time::Instant::now();
        let callers = at.iter().zip(1..).map(|(at, n)| {
            let batcher = self.batcher.clone();
            async move {
                sleep(ms(*at)).await;
                let done = shown(batcher.write(&format!("entry {n}")).await);
                equal("what `write` returns", done, ok());
                start.elapsed().as_millis()
            }
        });
        join_all(callers).await
    }

    fn wrote(&self, want: Calls<'_>) {
        wrote(&self.journal, want);
    }
}

/// These calls were made, with all entries in their order.
fn wrote(journal: &Journal, want: Calls<'_>) {
    let calls = journal.calls();
    let mut n = 0;
    for (call, (at, size)) in calls.iter().zip(want) {
        let entries: Vec<_> = (n + 1..=n + size).map(|n| format!("entry {n}")).collect();
        let item = format!("write {}", entries.join(", "));
        n += size;
        let got = call.start.as_millis();
        let kind = if got < *at {
            Kind::TooEarly
        } else {
            Kind::Late
        };
        holds(
            got == *at,
            kind,
            &format!("a call began at {got} ms, expected at {at} ms"),
            "a batch is due when there are 10, or 50 ms after its first was handed in",
        );
        equal("a call of the log", &*call.item, item);
    }
    let number = want.len();
    equal("the number of calls", calls.len(), number);
    journal.peak_is(1);
}

fn shown(result: Result<(), Closed>) -> Written {
    match result {
        Ok(()) => ok(),
        Err(Closed) => written("Err(Closed)"),
    }
}

fn ok() -> Written {
    written("Ok(())")
}

fn a_batch_is_written_50_ms_after_its_first() {
    never_blocks("No thread is blocked.");
    promise(
        "A call begins as soon as there are 10, or 50 ms after the first of the batch was handed in, whichever comes first.",
    );
    if_it_hangs("nobody writes what was handed in");
    for at in [
        &[0][..],
        &[0, 0, 0],
        &[0, 10, 20, 30, 40, 49],
        &[0, 49],
        &[0, 5, 45],
    ] {
        virtual_time(async |clock| {
            let shop = Shop::new();
            shop.hand_in(at).await;
            promise("in the order in which they were handed in");
            shop.wrote(&[(50, at.len())]);
            clock.ends_at(ms(70), "one batch");
            clock.moves_at_most(30, "one batch");
        });
    }
    virtual_time(async |clock| {
        promise("50 ms after the first of the batch was handed in");
        let shop = Shop::new();
        // Each keeps company to the one before.
        shop.hand_in(&[0, 30, 60, 90, 120, 150, 600_000]).await;
        shop.wrote(&[(50, 2), (110, 2), (170, 2), (600_050, 1)]);
        clock.moves_at_most(60, "seven entries and a long pause");
    });
}

fn ten_do_not_wait_for_more() {
    never_blocks("No thread is blocked.");
    promise("A call begins as soon as there are 10");
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.hand_in(&[0; 10]).await;
        shop.wrote(&[(0, 10)]);
        clock.ends_at(ms(20), "ten at once");
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.hand_in(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).await;
        shop.wrote(&[(9, 10)]);
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.hand_in(&[0; 9]).await;
        shop.wrote(&[(50, 9)]);
    });
}

fn there_is_one_call_at_a_time() {
    promise("There is one call at a time, with 10 at most");
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.hand_in(&[0; 40]).await;
        shop.wrote(&[(0, 10), (20, 10), (40, 10), (60, 10)]);
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.hand_in(&[0; 11]).await;
        shop.wrote(&[(0, 10), (50, 1)]);
    });
}

fn what_is_handed_in_meanwhile_has_its_own_time() {
    promise("50 ms after the first of the batch was handed in");
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.hand_in(&[0, 55, 60]).await;
        shop.wrote(&[(50, 1), (105, 2)]);
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        // Eleven come while one is written.
        shop.hand_in(&[0, 52, 52, 52, 52, 52, 52, 52, 52, 52, 52, 53])
            .await;
        promise("what is due meanwhile is written when that call is done");
        shop.wrote(&[(50, 1), (70, 10), (103, 1)]);
    });
}

fn what_is_due_meanwhile_is_written_afterwards() {
    promise("what is due meanwhile is written when that call is done");
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.hand_in(&[0; 35]).await;
        shop.wrote(&[(0, 10), (20, 10), (40, 10), (60, 5)]);
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        // Another one comes when those are due and cannot be written yet.
        let at: Vec<_> = std::iter::repeat_n(0, 33).chain([55]).collect();
        shop.hand_in(&at).await;
        promise("with what has come until then");
        shop.wrote(&[(0, 10), (20, 10), (40, 10), (60, 4)]);
    });
}

fn it_returns_when_it_is_written() {
    promise(
        "Hand in `entry`, whatever it says, and return when it is written, however long that takes.",
    );
    virtual_time(async |_| {
        let shop = Shop::new();
        let returned = shop.hand_in(&[0, 40, 60]).await;
        equal(
            "when each call of `write` returned",
            returned,
            vec![70, 70, 130],
        );
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        let returned = shop.hand_in(&[0; 21]).await;
        let want: Vec<_> = [[20; 10], [40; 10]]
            .concat()
            .into_iter()
            .chain([70])
            .collect();
        equal("when each call of `write` returned", returned, want);
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        look_at("who stops waiting, and when?");
        let delay = async {
            sleep(ms(1)).await;
            advance(ms(1_800_000)).await;
        };
        // It looks at what `write` returns.
        tokio::join!(shop.hand_in(&[0; 25]), delay);
    });
    virtual_time(async |_| {
        let Shop { batcher, journal } = Shop::new();
        promise("Hand in `entry`, whatever it says");
        let _ = join_all(["", "tea, cups", " "].map(|entry| batcher.write(entry))).await;
        let calls = journal.calls();
        let items: Vec<_> = calls.iter().map(|call| &*call.item).collect();
        let what = "the calls for ``, `tea, cups` and ` `";
        equal(what, items, vec!["write , tea, cups,  "]);
    });
}

fn who_is_dropped_takes_nothing_back() {
    promise(
        "Handing in waits for nothing, and a caller that is dropped takes nothing back: its entry is written all the same",
    );
    sweep(async |cut| {
        let shop = Shop::new();
        let asked = Cell::new(false);
        let call = async {
            asked.set(true);
            shop.batcher.write("entry 1").await
        };
        let _ = cut.short(call).await;
        let number = usize::from(asked.get());
        sleep(ms(1_000)).await;
        equal("the number of calls", shop.journal.calls().len(), number);
        if asked.get() {
            shop.journal.finished("write entry 1");
        }
        let next = shown(shop.batcher.write("entry 2").await);
        equal("what the next one returns", next, ok());
        shop.journal.finished("write entry 2");
    });
}

fn many_may_be_dropped() {
    never_blocks("No thread is blocked.");
    promise("its entry is written all the same");
    if_it_hangs("after callers that were dropped nothing is written");
    for after in [1, 49, 51] {
        virtual_time(async |_| {
            let shop = Shop::new();
            let _ = timeout(ms(after), shop.hand_in(&[0; 25])).await;
            sleep(ms(1_000)).await;
            shop.wrote(&[(0, 10), (20, 10), (50, 5)]);
        });
    }
    virtual_time(async |_| {
        promise("however many there are");
        look_at("what does `write` wait for before its entry is handed in?");
        let Shop { batcher, journal } = Shop::new();
        let callers = (0..1_200).map(|_| batcher.write("tea"));
        let _ = timeout(ms(1), join_all(callers)).await;
        sleep(ms(10_000)).await;
        let calls = journal.calls();
        let entries = calls.iter().flat_map(|call| call.item.split(", ")).count();
        equal("how many of 1200 were written", entries, 1_200);
        equal("in how many calls", calls.len(), 120);
    });
}

fn the_end_does_not_wait() {
    never_blocks("No thread is blocked.");
    promise("When the last handle is gone, what is left is written at once, and the task ends.");
    for (n, want) in [
        (3, &[(10, 3)][..]),
        (13, &[(0, 10), (20, 3)]),
        (35, &[(0, 10), (20, 10), (40, 10), (60, 5)]),
        (10, &[(0, 10)]),
    ] {
        virtual_time(async |_| {
            let tasks = Tasks::baseline();
            let shop = Shop::new();
            let _ = timeout(ms(10), shop.hand_in(&vec![0; n])).await;
            let Shop { batcher, journal } = shop;
            drop(batcher);
            sleep(ms(1_000)).await;
            wrote(&journal, want);
            tasks.none_left();
        });
    }
}

fn the_task_ends_with_the_last_handle() {
    never_blocks("No thread is blocked.");
    promise("Start the task that writes.");
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let Shop { batcher, journal } = Shop::new();
        promise("Clones are handles to the same one.");
        let other = batcher.clone();
        tasks.alive_are(1).await;
        drop(batcher);
        sleep(ms(600_000)).await;
        equal(
            "the number of calls, with nothing handed in",
            journal.calls().len(),
            0,
        );
        equal(
            "what `write` returns",
            shown(other.write("tea").await),
            ok(),
        );
        tasks.alive_are(1).await;
        promise("the task ends");
        drop(other);
        sleep(ms(1)).await;
        tasks.none_left();
    });
}

/// A runtime that is gone has taken its tasks with it.
fn a_handle_says_that_the_task_is_gone() {
    promise("What a handle returns once the task that writes is gone.");
    if_it_hangs("a handle waits for a task that is gone");
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let batcher = runtime.block_on(async { Batcher::new(AuditLog::new()) });
    let other = batcher.clone();
    let mut waits = Box::pin(async move { other.write("tea").await });
    runtime.block_on(async {
        let _ = timeout(Duration::ZERO, &mut waits).await;
    });
    drop(runtime);
    virtual_time(async |clock| {
        let closed = || written("Err(Closed)");
        equal(
            "what a caller gets that waits",
            shown(waits.await),
            closed(),
        );
        equal(
            "what the next one gets",
            shown(batcher.write("cups").await),
            closed(),
        );
        clock.ends_at(ms(0), "there is nobody to wait for");
    });
}

fn each_log_has_its_own_batches() {
    promise(
        "It collects what is handed in, and writes a batch with one call of `log.write`, as `tea, cups, kettle`, in the order in which they were handed in.",
    );
    virtual_time(async |_| {
        let (first, second) = (Shop::new(), Shop::new());
        tokio::join!(first.hand_in(&[0; 6]), second.hand_in(&[10; 6]));
        first.wrote(&[(50, 6)]);
        second.wrote(&[(60, 6)]);
    });
}
